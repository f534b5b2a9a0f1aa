"""Two people with one form open: what either changed stays, and only what both changed is asked about.

Every form on something stored is driven as a browser without scripts sends it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.urls import reverse

from chibo.core.contest import SeenForm
from meetings.score.services import save_score
from meetings.session.services import assign
from tests.factories.meetings import CommentFactory, DraftFactory, VersionFactory
from tests.factories.resolutions import ready_to_issue
from tests.factories.topics import TopicFactory
from tests.meetings import staging
from tests.meetings.reading import at, text
from tests.sending import form_on
from tests.test_screens import SCREENS  # what defines the forms is imported there

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(cast, moved_clock):
    moved_clock(cast.now)


@dataclass(frozen=True)
class Case:
    """One form: where it stands, who has it open, and what they write.

    ``both`` is a field with the words of each; ``first`` and ``second`` are fields that only one of them changes.
    """

    address: Callable[..., str]
    both: tuple[str, str, str]
    first: tuple[str, str] | None = None
    second: tuple[str, str] | None = None
    people: tuple[str, str] = ("secretary", "deputy")
    mark: str = "seen"  # a field that tells the form from others of its page
    also: tuple[tuple[str, str], ...] = ()  # what each of them fills in besides


def _scored(cast):
    meeting = staging.held(cast)
    save_score(actor=cast.secretary, now=cast.now, meeting=meeting, points=staging.POINTS, remedy="")
    return at("score", meeting.pk)


def _item(cast):
    meeting = staging.called(cast)
    return f"{at('session', meeting.pk)}?item={meeting.items.first().pk}"


def _commented(cast):
    draft = DraftFactory(meeting=staging.planned(cast))
    comment = CommentFactory(version=VersionFactory(draft=draft), member=cast.member.member)
    return at("draft", comment.version_id)


def _assigned(cast):
    meeting = staging.called(cast)
    due_on, member = cast.now.date(), cast.member.member
    given = {"actor": cast.secretary, "now": cast.now, "meeting": meeting, "title": "Lập danh sách"}
    return at("assignment", assign(**given, member=member, due_on=due_on).pk)


CASES = {
    "minutes": Case(
        lambda cast: at("minutes", staging.held(cast).pk),
        ("opening", "<p>Của thư ký</p>", "<p>Của bí thư</p>"),
        ("criticism", "<p>Biểu dương</p>"),
        ("closing", "<p>Kỳ sau</p>"),
        ("minute_taker", "secretary"),
    ),
    "conclusion": Case(
        _item,
        ("conclusion", "<p>Giao Hải</p>", "<p>Giao Uyên</p>"),
        ("proceedings", "<p>Đã bàn</p>"),
        people=("minute_taker", "secretary"),
        mark="proceedings",
    ),
    "score": Case(_scored, ("conduct", "30", "31"), ("preparation", "8"), ("remedy", "Chuẩn bị sớm hơn")),
    "times": Case(
        lambda cast: at("times", staging.held(cast).pk),
        ("opened_time", "06:45", "06:40"),
        second=("closed_time", "08:25"),
    ),
    "plan": Case(
        lambda cast: at("change", staging.planned(cast).pk),
        ("place", "Đình làng", "Trường học"),
        ("minutes", "100"),
        ("chair", ""),
    ),
    "resolution": Case(
        lambda cast: reverse("resolutions:edit", args=[ready_to_issue(cast.cell, cast.secretary.member).pk]),
        ("title", "Về vụ đông", "Về vụ xuân"),
        ("body", "<p>1. Một việc.</p>"),
        ("recipients", "Đảng ủy xã"),
    ),
    "topic": Case(
        lambda cast: reverse("topics:change", args=[TopicFactory(organization=cast.cell).pk]),
        ("title", "Học và làm theo Bác", "Chống lãng phí"),
        ("quarter", "3"),
        ("basis", "Kế hoạch 12"),
    ),
    "person": Case(
        lambda cast: reverse("members:edit", args=[cast.official.pk]),
        ("phone", "0912000111", "0912000222"),
        ("other_name", "Ba"),
        ("born_on", "02/01/1970"),
    ),
    "private numbers": Case(
        lambda cast: reverse("members:identity-edit", args=[cast.official.pk]),
        ("hometown", "Kiến Thụy", "An Lão"),
        ("card_place", "Hải Phòng"),
        ("ethnicity", "Kinh"),
        ("secretary", "secretary"),
    ),
    "organisation": Case(
        lambda cast: reverse("members:organization-edit", args=[cast.cell.pk]),
        ("name", "Chi bộ Văn Hòa", "Chi bộ thôn Văn Hòa 1"),
        ("meeting_place", "Đình làng"),
        ("regular_day", "5"),
        ("technician", "technician"),
    ),
    "answer": Case(
        _commented,
        ("answer", "Đã có trong mục 2", "Để kỳ sau"),
        mark="answer",
        also=(("disposition", "not_accepted"),),
    ),
    "report": Case(
        _assigned,
        ("report", "Đã xong", "Mới xong một nửa"),
        people=("member", "secretary"),
        also=(("progress", "done"),),
    ),
}


@dataclass
class Two:
    """Two browsers on one form."""

    cast: object
    client: object
    case: Case
    address: str

    def open(self, who: str):
        self.client.force_login(getattr(self.cast, who))
        action, fields = form_on(self.client.get(self.address), self.case.mark)
        return action or self.address, fields

    def send(self, who: str, form, **written):
        self.client.force_login(getattr(self.cast, who))
        action, fields = form
        return self.client.post(action, {**fields, **dict(self.case.also), **written})

    def now(self, name: str) -> str:
        """What stands in a field by now."""
        return self.open(self.case.people[0])[1][name][0]


@pytest.fixture(params=CASES, ids=str)
def two(cast, client, request):
    case = CASES[request.param]
    return Two(cast, client, case, case.address(cast))


def own(pair):
    return dict([pair]) if pair else {}


@pytest.mark.parametrize("two", [name for name, case in CASES.items() if case.first or case.second], indirect=True)
def test_what_only_one_of_them_changed_is_kept_of_both(two):
    (one, other), (name, mine, _) = two.case.people, two.case.both
    forms = [two.open(one), two.open(other)]
    assert two.send(one, forms[0], **own(two.case.first), **{name: mine}).status_code in (302, 303)
    assert two.send(other, forms[1], **own(two.case.second)).status_code in (302, 303)
    for field, value in {**own(two.case.first), **own(two.case.second), name: mine}.items():
        assert two.now(field) == value


@pytest.mark.parametrize("kept", ["theirs", "mine"])
def test_what_both_changed_is_asked_about_and_nothing_else_is_lost(two, kept):
    (one, other), (name, theirs, mine) = two.case.people, two.case.both
    forms = [two.open(one), two.open(other)]
    two.send(one, forms[0], **own(two.case.first), **{name: theirs})
    asked = two.send(other, forms[1], **own(two.case.second), **{name: mine})
    assert asked.status_code == 409
    assert two.now(name) == theirs
    assert [part.name for part in asked.context["contested"]] == [ASKED_AS.get(name, name)]
    assert "Giữ bản đang lưu" in text(asked)
    action, fields = form_on(asked, "contested")
    assert two.send(other, (action or two.address, fields), conflict=kept).status_code in (302, 303)
    for field, value in {**own(two.case.first), **own(two.case.second)}.items():
        assert two.now(field) == value
    assert two.now(name) == {"theirs": theirs, "mine": mine}[kept]


ASKED_AS = {"opened_time": "opened_at"}


def test_a_form_that_does_not_say_what_it_showed_writes_over_nothing(two):
    one, (name, theirs, mine) = two.case.people[0], two.case.both
    first, late = two.open(one), two.open(one)
    two.send(one, first, **{name: theirs})
    assert two.send(one, late, **{name: mine, "seen": ""}).status_code == 409
    assert two.now(name) == theirs


def test_both_may_write_the_same(two):
    (one, other), (name, same, _) = two.case.people, two.case.both
    forms = [two.open(one), two.open(other)]
    assert [two.send(who, form, **{name: same}).status_code for who, form in zip((one, other), forms, strict=True)] in (
        [302, 302],
        [303, 303],
    )


def test_who_goes_back_and_writes_again_is_saved_again(two):
    """The page that the browser has kept is sent a second time: what is written there is not taken for the first."""
    one, (name, first, again) = two.case.people[0], two.case.both
    kept = two.open(one)
    two.send(one, kept, **{name: first})
    asked = two.send(one, kept, **{name: again})
    assert asked.status_code == 409
    action, fields = form_on(asked, "contested")
    assert two.send(one, (action or two.address, fields), conflict="mine").status_code in (302, 303)
    assert two.now(name) == again


# What shows no more than a day or a mark ----------------------------------------------------------------------------


ENDINGS = {
    "position": ("members:role-end", lambda cast: cast.deputy.member.roles.get()),
    "state": ("members:condition-end", lambda cast: cast.away.conditions.get()),
    "supervision": ("members:supervisor-end", lambda cast: cast.supervisor.member.roles.get()),
}


@pytest.mark.parametrize("which", ENDINGS)
def test_a_last_day_that_somebody_else_put_meanwhile_is_not_written_over(cast, client, which):
    name, row_of = ENDINGS[which]
    row, who = row_of(cast), cast.officer if which == "supervision" else cast.secretary
    address = reverse(name, args=[row.pk])
    client.force_login(who)
    pages = [form_on(client.get(address))[1] for _ in range(2)]
    assert client.post(address, {**pages[0], "ends_on": "20/12/2026"}).status_code == 302
    asked = client.post(address, {**pages[1], "ends_on": "10/12/2026"})
    assert (asked.status_code, "20/12/2026" in text(asked), "10/12/2026" in text(asked)) == (409, True, True)
    row.refresh_from_db()
    assert row.ends_on.isoformat() == "2026-12-20"
    assert client.post(address, {**form_on(asked)[1], "conflict": "mine"}).status_code == 302
    row.refresh_from_db()
    assert row.ends_on.isoformat() == "2026-12-10"


DRIVEN = {
    "MinutesForm",
    "ConcludeForm",
    "ScoreForm",
    "TimesForm",
    "ChangeForm",
    "ResolutionForm",
    "TopicForm",
    "MemberForm",
    "IdentityForm",
    "OrganizationForm",
    "AnswerForm",
    "ReportForm",
    "EndForm",
}
ONLY_MAKE = {"NewMemberForm", "LeaveForm"}


def kinds(kind=SeenForm):
    for each in kind.__subclasses__():
        yield from [] if each.__name__.startswith("_") else [each.__name__]
        yield from kinds(each)


def test_every_form_on_something_stored_is_driven_here():
    assert SCREENS
    assert set(kinds()) == DRIVEN | ONLY_MAKE
