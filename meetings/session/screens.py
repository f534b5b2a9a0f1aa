"""What the templates of the session are given: the whole screen, or one panel of it that was just written in."""

from dataclasses import dataclass
from datetime import datetime

from chibo.core.screens import Screen
from chibo.rules.quorum import Quorum
from meetings.ground.selectors import title_of
from meetings.models import AgendaItem, Ballot, Meeting
from meetings.session.forms import AssignForm, BallotForm, ConcludeForm, EntryForm, GuestForm, RollForm, SpeechForm
from meetings.session.selectors import (
    Guests,
    ItemLine,
    Roll,
    SessionPage,
    assigned,
    guests_of,
    item_line,
    item_lines,
    quorum_of,
    spoken,
    voted,
    waiting,
)
from members.selectors import rulebook_of


@dataclass(frozen=True, kw_only=True)
class SessionScreen(Screen):
    """The one screen of the session, one item open at a time."""

    template = "meetings/session/session.html"

    page: SessionPage
    meeting: Meeting
    line: ItemLine  # the open item
    roll: Roll
    quorum: Quorum
    impossible: list[Ballot]  # votes that the roll gainsays
    guests: Guests
    silent: list[str]
    items: list[ItemLine]
    waiting: ItemLine | None
    roll_form: RollForm
    guest_form: GuestForm
    speech_form: EntryForm
    ballot_form: EntryForm
    assign_form: EntryForm
    conclude_form: ConcludeForm


def session_screen(page: SessionPage, line: ItemLine, *, roll_form: RollForm | None = None) -> SessionScreen:
    """The screen with every form still empty, or with a roll call that was sent wrongly."""
    choices, item = page.choices(), line.item
    return SessionScreen(
        page=page,
        meeting=page.meeting,
        line=line,
        roll=page.roll,
        quorum=page.quorum,
        impossible=page.impossible,
        guests=page.guests,
        silent=page.silent,
        items=page.items,
        waiting=page.waiting,
        roll_form=roll_form or RollForm(rows=page.roll.rows),
        guest_form=GuestForm(choices=choices),
        speech_form=SpeechForm(choices=choices, under=item).shown(),
        ballot_form=BallotForm(choices=choices, under=item).shown(),
        assign_form=AssignForm(choices=choices, under=item).shown(),
        conclude_form=ConcludeForm.of(item),
    )


@dataclass(frozen=True, kw_only=True)
class RollSaved(Screen):
    """What a line of the roll call answers by htmx: what became of it, and all that the counts change."""

    template = "meetings/session/_roll_saved.html"

    meeting: Meeting
    roll_form: RollForm
    roll: Roll
    quorum: Quorum
    impossible: list[Ballot]
    items: list[ItemLine]
    waiting: ItemLine | None
    saved_at: datetime | None


def roll_saved(meeting: Meeting, form: RollForm, roll: Roll, saved_at: datetime | None) -> RollSaved:
    """The answer to lines that were sent; ``saved_at`` None where they were wrong."""
    items = item_lines(meeting)
    return RollSaved(
        meeting=meeting,
        roll_form=form,
        roll=roll,
        quorum=quorum_of(roll, meeting, rulebook_of(meeting.organization)),
        impossible=roll.impossible(voted(meeting)),
        items=items,
        waiting=waiting(items),
        saved_at=saved_at,
    )


# Panels -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Panel(Screen):
    """One panel of the screen, alone or as a page of its own; ``said`` is what was done."""

    template = "meetings/session/panel.html"

    meeting: Meeting
    title: str
    line: ItemLine
    said: str = ""
    conclude_form: ConcludeForm | None = None  # its page loads the editor


@dataclass(frozen=True, kw_only=True)
class GuestPanel(Panel):
    partial = "meetings/session/_guest.html"

    guests: Guests
    guest_form: EntryForm


@dataclass(frozen=True, kw_only=True)
class SpeechPanel(Panel):
    partial = "meetings/session/_speech.html"

    silent: list[str]
    speech_form: EntryForm


@dataclass(frozen=True, kw_only=True)
class BallotPanel(Panel):
    partial = "meetings/session/_ballot.html"

    roll: Roll
    ballot_form: EntryForm


@dataclass(frozen=True, kw_only=True)
class AssignPanel(Panel):
    partial = "meetings/session/_assign.html"

    assign_form: EntryForm


@dataclass(frozen=True, kw_only=True)
class ConcludePanel(Panel):
    partial = "meetings/session/_conclude.html"


def guest_panel(form: EntryForm, said: str) -> Panel:
    """Who is recorded now."""
    meeting, line = form.choices.meeting, item_line(None)
    guests = guests_of(meeting)
    return GuestPanel(
        meeting=meeting, title=title_of(meeting), line=line, said=said, guests=guests, guest_form=form.shown()
    )


def speech_panel(form: EntryForm, said: str) -> Panel:
    """What was said under the item, and who has not spoken."""
    meeting = form.choices.meeting
    speeches = spoken(meeting)
    return SpeechPanel(
        meeting=meeting,
        title=title_of(meeting),
        line=item_line(form.under, speeches=speeches),
        said=said,
        silent=form.choices.roll.silent(speeches),
        speech_form=form.shown(),
    )


def ballot_panel(form: EntryForm, said: str) -> Panel:
    """The votes under the item, and who is counted."""
    meeting = form.choices.meeting
    line, roll = item_line(form.under, ballots=voted(meeting)), form.choices.roll
    return BallotPanel(
        meeting=meeting, title=title_of(meeting), line=line, said=said, roll=roll, ballot_form=form.shown()
    )


def assign_panel(form: EntryForm, said: str) -> Panel:
    """What was assigned under the item."""
    meeting = form.choices.meeting
    line = item_line(form.under, assignments=assigned(meeting))
    return AssignPanel(meeting=meeting, title=title_of(meeting), line=line, said=said, assign_form=form.shown())


def conclude_panel(item: AgendaItem, form: ConcludeForm) -> Panel:
    """The texts of the item as they were sent."""
    title = title_of(item.meeting)
    return ConcludePanel(meeting=item.meeting, title=title, line=item_line(item), conclude_form=form)
