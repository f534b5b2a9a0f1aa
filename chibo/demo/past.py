"""The past of one cell, month by month, and its coming meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from chibo.demo import before, during, seldom
from chibo.demo.beginnings import plain_members, story_of
from chibo.demo.cells import CASUAL, RATE, Fault, Story
from chibo.demo.sitting import Place, Sitting
from chibo.demo.span import USUAL_DAY, USUAL_TIME, Span, at, working_day
from chibo.demo.texts import remarks
from chibo.demo.writing import People, regular_script, thematic_script, theme_of
from chibo.rules.periods import Period
from members.models import Organization
from members.selectors import committee_members, supervisors_of
from topics.models import Topic

DAY, ENDED_AFTER = timedelta(days=1), timedelta(minutes=25)
LATE_DAY, THEMATIC_DAY = (9, 11), (15, 19)
USUAL_SLOT, COMBINED_SLOT = 90, 75
RESOLVES_EVERY = 3  # months; in between a cell only concludes
OWN_MATTER = 2  # the place of the item on the cell's own work in the model agenda
FIRST = 1  # the place of the cell that shows a meeting still to be prepared


@dataclass(frozen=True, slots=True)
class Past:
    """One cell on its way through the span; ``number`` is its place in the list of organisations, from 1."""

    place: Place
    span: Span
    number: int
    topics: dict[Period, Topic]

    @property
    def story(self) -> Story:
        return self.place.story

    def rng(self, *about: object) -> Random:
        """Chance, the same on every load and whatever else is loaded."""
        return Random(f"{self.number}:{about}")  # noqa: S311 - made-up lives, not secrets

    def faults(self, month: Period) -> frozenset[Fault]:
        """What goes wrong that month: what is told of the cell, or else bad luck."""
        told = self.story.faults.get(self.span.back(month))
        rng = self.rng(month.key, "fault")
        if told is not None:
            return frozenset({told})
        return frozenset({rng.choice(CASUAL)}) if rng.randrange(10) < RATE[self.story.diligence] else frozenset()

    def thematic_month(self, quarter: Period) -> Period | None:
        """The month of the quarter's thematic meeting, if the span has come to it and the cell holds one."""
        months = [month for month in self.span.months if quarter.starts_on <= month.starts_on <= quarter.ends_on]
        newest = self.span.months[-1]
        quarters_back = (newest.year - quarter.year) * 4 + (newest.number + 2) // 3 - quarter.number
        if not months or quarters_back in self.story.idle_quarters:
            return None
        return next((month for month in months if (month.number - 1) % 3 + 1 >= self.story.thematic_month), None)


def past_of(cell: Organization, number: int, span: Span) -> Past:
    """The cell with its people and its topics."""
    plain = plain_members(cell, span.starts_on)
    topics = {Period.quarter(topic.year, topic.quarter): topic for topic in cell.topics.select_related("author")}
    place = Place(
        cell=cell,
        story=story_of(cell),
        minute_taker=plain[0],
        speakers=tuple(plain[1:]),
        supervisor=next(iter(supervisors_of(cell, span.now.date())), None),
        now=span.now,
        committee=tuple(member for member, _ in committee_members(cell, span.now.date())),
    )
    return Past(place, span, number, topics)


def live_through(past: Past) -> list[Sitting]:
    """Every month of the span, then what is already prepared of the next. Returns the meetings that were held."""
    occasions = [occasion for month in past.span.months for occasion in _occasions(past, month)]
    held = [sitting for occasion in occasions for sitting in play(occasion)]
    look_ahead(past)
    return held


def play(occasion: list[Sitting]) -> list[Sitting]:
    """One meeting, or two that follow one another, as far as the present allows. Returns those held."""
    first, last = occasion[0], occasion[-1]
    if not first.is_past(first.starts_at - before.PLANNED_BEFORE + DAY):
        return []
    for sitting in occasion:
        before.plan(sitting)
        before.prepare(sitting)
    if first.is_past(first.circulates_at):
        for sitting in occasion:
            before.circulate(sitting)
    if first.called_off:
        before.call_off(first)
    if first.called_off or not last.is_past(last.closed_at + ENDED_AFTER):
        return []
    for sitting in occasion:
        during.hold(sitting)
    return occasion


def _occasions(past: Past, month: Period) -> Iterable[list[Sitting]]:
    """The meetings of a month in the order of their days."""
    faults, quarter = past.faults(month), Period.quarter(month.year, (month.number + 2) // 3)
    is_thematic = past.thematic_month(quarter) == month
    is_combined = is_thematic and quarter.number in past.story.combined and Fault.NOT_HELD not in faults
    if Fault.NOT_HELD not in faults:
        regular = _regular(past, month, faults, is_combined=is_combined)
        if past.span.back(month) in past.story.committee:
            yield [seldom.committee_before(regular)]
        yield [regular, _thematic(past, quarter, month, follows=regular)] if is_combined else [regular]
    if is_thematic and not is_combined:
        yield [_thematic(past, quarter, month)]
    yield from _for_one_matter(past, month)


def _for_one_matter(past: Past, month: Period) -> Iterable[list[Sitting]]:
    back, story = past.span.back(month), past.story
    if back in story.admission | story.called_off:
        called_off = remarks.CALLED_OFF if back in story.called_off else ""
        yield [seldom.admission(past.place, month, past.rng(month.key, "one matter"), called_off=called_off)]


def _day(past: Past, month: Period, faults: frozenset[Fault]) -> datetime:
    """The usual day, the next working one where that is a public holiday, or one after the first week."""
    on = month.starts_on.replace(day=USUAL_DAY)
    if Fault.HELD_LATE in faults:
        on = on.replace(day=past.rng(month.key, "late").randint(*LATE_DAY))
    return at(working_day(on), USUAL_TIME)


def _circulated(past: Past, starts_at: datetime, faults: frozenset[Fault]) -> datetime:
    days = 0 if Fault.PAPERS_LATE in faults else past.rng(starts_at, "papers").randint(3, 5)
    return starts_at.replace(hour=9, minute=10) - days * DAY


def _regular(past: Past, month: Period, faults: frozenset[Fault], *, is_combined: bool = False) -> Sitting:
    rng, starts_at = past.rng(month.key), _day(past, month, faults)
    least, most = (70, 75) if is_combined else (93, 112)
    is_short = Fault.SHORT in faults
    speakers = past.place.speakers
    people = People(
        secretary=past.place.leader(starts_at.date()).full_name,
        praised=speakers[month.number % len(speakers)].full_name,
    )
    return Sitting(
        place=past.place,
        period=month,
        starts_at=starts_at,
        circulates_at=_circulated(past, starts_at, faults),
        script=regular_script(past.story, month, rng, people),
        rng=rng,
        minutes=rng.randint(least, most) - (25 if is_short else 0),
        slot=COMBINED_SLOT + 5 if is_combined else USUAL_SLOT,
        faults=faults,
        has_resolution=past.story.is_full or (month.number + past.number) % RESOLVES_EVERY == 0,
        chair_leaves=month in past.span.months and past.span.back(month) in past.story.chair_left,
        has_reserved=month in past.span.months and past.span.back(month) in past.story.reserved,
    )


def _thematic(past: Past, quarter: Period, month: Period, *, follows: Sitting | None = None) -> Sitting:
    rng, topic = past.rng(quarter.key), past.topics[quarter]
    alone_on = working_day(month.starts_on.replace(day=rng.randint(*THEMATIC_DAY)))
    starts_at = follows.starts_at + timedelta(minutes=follows.slot) if follows else at(alone_on, USUAL_TIME)
    return Sitting(
        place=past.place,
        period=quarter,
        starts_at=starts_at,
        circulates_at=follows.circulates_at if follows else _circulated(past, starts_at, frozenset()),
        script=thematic_script(theme_of(past.number, quarter), rng),
        rng=rng,
        minutes=rng.randint(53, 62),
        slot=60,
        faults=follows.faults & {Fault.PAPERS_LATE, Fault.SHORT} if follows else frozenset(),
        topic=topic,
        follows=follows,
    )


def look_ahead(past: Past) -> None:
    """The coming meeting: the first cell still lacks a presenter; of the others every second has circulated."""
    sitting = _regular(past, past.span.coming, frozenset())
    now, is_first = past.span.now, past.number == FIRST
    sitting.has_resolution = True
    before.plan(sitting, now=min(now - 2 * DAY, sitting.starts_at - before.PLANNED_BEFORE))
    before.prepare(
        sitting,
        now=min(now - DAY, sitting.starts_at - before.PLANNED_BEFORE + DAY),
        missing_presenter=OWN_MATTER if is_first else None,
    )
    if not is_first and past.number % 2 == 0:
        sitting.circulates_at = min(now - timedelta(hours=2), sitting.circulates_at)
        before.circulate(sitting)
