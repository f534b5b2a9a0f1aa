"""What is told of the thirteen cells: which meetings there are, when, what goes wrong, and the words of each."""

import re
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

from chibo.core.calendar import public_holidays
from chibo.core.richtext import clean, text_of
from chibo.demo.cells import STORIES, Fault
from chibo.demo.past import Past, _occasions
from chibo.demo.sitting import Place
from chibo.demo.span import USUAL_DAY, USUAL_TIME, span_of
from chibo.demo.texts.months import MONTHS
from chibo.demo.texts.themes import THEMES
from chibo.demo.texts.trades import WORKS
from chibo.demo.writing import People, regular_script, resolution_body, review, thematic_script, theme_of, works_of
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.secrecy import secrecy_mark
from chibo.rules.voting import Matter
from members.models import Member, Organization
from topics.models import Topic

SPAN = span_of(datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
SECRETARY = Member(pk=1, full_name="Trần Thị Hoa")
DEPUTY, OF_COMMITTEE = Member(pk=21, full_name="Lê Văn Minh"), Member(pk=22, full_name="Phạm Thị Nga")
CHI_UY = (SECRETARY, DEPUTY, OF_COMMITTEE)
SPEAKERS = tuple(Member(pk=pk, full_name=f"Đảng viên {pk}") for pk in range(2, 9))
NUMBERED = list(enumerate(STORIES.values(), 1))
FULL, OTHER = STORIES["001"], STORIES["004"]
PEOPLE = People(secretary="Trần Thị Hoa", praised="Lê Văn Đức")


@pytest.fixture(autouse=True)
def _led_by_one(monkeypatch):
    monkeypatch.setattr("chibo.demo.sitting.leader", lambda _cell, _on: SECRETARY)


def past(number, story, span=SPAN):
    place = Place(Organization(), story, SECRETARY, SPEAKERS, None, span.now, CHI_UY)
    return Past(place, span, number, {quarter: Topic(title="Nêu gương") for quarter in span.quarters})


def occasions(number, story, span=SPAN):
    told = past(number, story, span)
    return [occasion for month in span.months for occasion in _occasions(told, month)]


def everything(span=SPAN):
    """Every meeting of every cell."""
    return [one for number, story in NUMBERED for occasion in occasions(number, story, span) for one in occasion]


# Which meetings, and when -------------------------------------------------------------------------------------


def test_every_kind_is_held_and_two_of_them_on_one_occasion():
    shapes = {tuple(one.kind for one in occasion) for row in NUMBERED for occasion in occasions(*row)}
    regular, thematic = MeetingKind.REGULAR, MeetingKind.THEMATIC
    seldom = {(MeetingKind.COMMITTEE,), (MeetingKind.EXTRAORDINARY,)}
    assert shapes == {(regular,), (thematic,), (regular, thematic)} | seldom


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2027, 2, 28), date(2027, 6, 3), date(2028, 3, 31)], ids=str)
def test_nobody_is_called_together_on_a_public_holiday(day):
    span = span_of(datetime.combine(day, time(20), SPAN.now.tzinfo))
    days = [one.starts_at.date() for one in everything(span)]
    assert len(days) > 150
    assert [day for day in days if day in public_holidays(day.year)] == []


def test_a_regular_meeting_is_on_the_usual_evening_or_right_after_the_holidays():
    told = everything(span_of(datetime(2027, 6, 3, 20, tzinfo=SPAN.now.tzinfo)))
    usual = [one.starts_at for one in told if one.is_regular and Fault.HELD_LATE not in one.faults]
    moved = {start.date() for start in usual if start.day != USUAL_DAY}
    assert {start.time() for start in usual} == {USUAL_TIME}
    assert moved == {date(2027, 5, 4)}, "the 3rd is a day off in place of a Saturday"


def test_a_late_meeting_is_after_the_first_week_and_in_its_month():
    late = [one for one in everything() if Fault.HELD_LATE in one.faults and one.is_regular]
    assert late
    assert {8 < one.starts_at.day < 15 for one in late} == {True}
    assert [one.period for one in late] == [Period.month(one.starts_at.year, one.starts_at.month) for one in late]


def test_a_thematic_meeting_falls_into_its_quarter_once_and_never_in_an_idle_one():
    for number, story in NUMBERED:
        held = [one for occasion in occasions(number, story) for one in occasion if one.topic]
        assert [one.period for one in held] == sorted({one.period for one in held})
        assert all(one.period.starts_on <= one.starts_at.date() <= one.period.ends_on for one in held)
        newest_first = [Period.quarter(2026, 4), Period.quarter(2026, 3), Period.quarter(2026, 2)]
        assert not {newest_first[back] for back in story.idle_quarters if back < 3} & {one.period for one in held}


def test_the_second_meeting_of_an_evening_begins_when_the_first_is_planned_to_end():
    pairs = [occasion for row in NUMBERED for occasion in occasions(*row) if len(occasion) == 2]
    for first, second in pairs:
        assert second.follows is first
        assert second.starts_at == first.starts_at + timedelta(minutes=first.slot)
        assert second.circulates_at == first.circulates_at
        assert second.opened_at >= first.closed_at
    assert {first.minutes + second.minutes >= 120 for first, second in pairs if not first.faults} == {True}


def test_the_meetings_of_a_cell_come_in_the_order_of_their_days():
    for row in NUMBERED:
        told = [one.starts_at for occasion in occasions(*row) for one in occasion]
        assert all(earlier < later for earlier, later in pairwise(told))


def test_a_month_without_a_meeting_has_none():
    number, story = NUMBERED[2]
    missed = {back for back, fault in story.faults.items() if fault == Fault.NOT_HELD}
    held = {SPAN.back(one.period) for occasion in occasions(number, story) for one in occasion if not one.topic}
    assert missed
    assert held == set(range(len(SPAN.months))) - missed


def test_the_chi_uy_agrees_the_content_before_it_goes_out_with_a_minute_taker_of_its_own():
    told = [one for occasion in occasions(*NUMBERED[0]) for one in occasion]
    pairs = [pair for pair in pairwise(told) if pair[0].kind is MeetingKind.COMMITTEE]
    assert [SPAN.back(regular.period) for _, regular in pairs] == sorted(FULL.committee, reverse=True)
    for committee, regular in pairs:
        assert committee.closed_at < regular.circulates_at
        assert committee.minute_taker == OF_COMMITTEE
        assert regular.period.short_label in committee.script.programme[1].title
        assert committee.period == Period.month(committee.starts_at.year, committee.starts_at.month)


def test_one_month_knows_an_admission_another_one_that_is_called_off_and_one_a_chair_who_leaves():
    told = [one for occasion in occasions(*NUMBERED[0]) for one in occasion]
    called = {SPAN.back(one.period): one for one in told if one.kind is MeetingKind.EXTRAORDINARY}
    assert set(called) == FULL.admission | FULL.called_off
    assert {back for back, one in called.items() if one.called_off} == FULL.called_off
    assert {one.matter for one in called.values()} == {Matter.ADMISSION}
    assert {SPAN.back(one.period) for one in told if one.chair_leaves} == FULL.chair_left
    assert {one.deputy for one in told} == {DEPUTY}


# What goes wrong ----------------------------------------------------------------------------------------------


def test_every_fault_happens_somewhere():
    happened = {
        fault for number, story in NUMBERED for month in SPAN.months for fault in past(number, story).faults(month)
    }
    assert happened == set(Fault)


def test_what_goes_wrong_is_the_same_on_every_load_and_never_two_things_at_once():
    for number, story in NUMBERED:
        faults = [past(number, story).faults(month) for month in SPAN.months]
        assert faults == [past(number, story).faults(month) for month in SPAN.months]
        assert max(map(len, faults)) <= 1


def test_an_exemplary_cell_has_no_bad_luck():
    told = past(2, STORIES["002"])
    assert {told.faults(month) for month in SPAN.months} == {frozenset()}


def test_papers_go_out_days_ahead_or_on_the_very_day():
    for one in everything():
        days = (one.starts_at.date() - one.circulates_at.date()).days
        assert days == 0 if Fault.PAPERS_LATE in one.faults else 3 <= days <= 5
        assert one.circulates_at < one.starts_at


def test_only_a_short_meeting_is_shorter_than_its_kind_asks():
    alone = [one for row in NUMBERED for occasion in occasions(*row) for one in occasion if len(occasion) == 1]
    regular = [one for one in alone if one.is_regular]
    assert {one.minutes < 90 for one in regular if Fault.SHORT in one.faults} == {True}
    assert {90 <= one.minutes < 120 for one in regular if Fault.SHORT not in one.faults} == {True}
    assert min(one.minutes for one in regular) > 60


def test_full_cells_resolve_every_month_and_the_others_every_third():
    resolving = [
        [one.has_resolution for occasion in occasions(*row) for one in occasion if one.is_regular] for row in NUMBERED
    ]
    assert all(resolving[0])
    assert all(resolving[1])
    assert {3 <= sum(months) <= 4 for months in resolving[2:]} == {True}


# The words ----------------------------------------------------------------------------------------------------


def words(script):
    parts = [script.draft_title, script.opening, script.closing, script.draft, *script.tasks]
    for item in script.items:
        parts += [item.proceedings, item.conclusion, *item.speeches]
    return parts


def all_scripts():
    yield from (one.script for one in everything())
    yield from (thematic_script(theme, Random(1)) for theme in THEMES)  # noqa: S311 - texts


def test_no_place_of_a_figure_or_a_name_is_left_open_and_no_word_is_a_mark_of_secrecy():
    printed = [text for script in all_scripts() for text in words(script)]
    assert [text for text in printed if "{" in text or "}" in text or "None" in text] == []
    assert [text for text in printed if secrecy_mark(text_of(text))] == []
    assert {text == clean(text) for text in printed if text.startswith("<")} == {True}


def test_every_percentage_is_one():
    printed = " ".join(text for script in all_scripts() for text in words(script))
    shares = {int(share) for share in re.findall(r"(\d+)%", printed)}
    assert len(shares) > 15
    assert shares <= set(range(101))


def test_the_words_follow_the_model_agenda_and_the_length_of_a_title():
    for one in everything():
        model = len(one.script.programme) or (4 if one.topic else 5)
        assert len(one.script.items) == model
        assert all(0 < len(title) <= 200 for title in (one.script.draft_title, *one.script.tasks))
        assert all(item.proceedings for item in one.script.items)


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_month_reports_on_what_the_month_before_resolved_with_its_figures(story):
    for earlier, later in pairwise([Period.month(2025, 12), *SPAN.months, SPAN.coming]):
        resolved, reported = works_of(story, earlier), review(story, later)
        assert reported == [*(work.result for work in resolved), MONTHS[earlier.number].result]
        assert len({work.task for work in resolved}) == len(resolved) == (3 if story.is_full else 2)
        assert {work.task for work in resolved} <= {work.task for work in WORKS[story.trade]}


def test_a_resolution_reviews_resolves_and_names_who_answers_for_it():
    body = text_of(resolution_body(FULL, Period.month(2026, 1), PEOPLE.secretary))
    headings = [line for line in body.splitlines() if re.match(r"I+- ", line)]
    assert headings == [
        "I- Đánh giá kết quả tháng 12",
        "II- Phương hướng, nhiệm vụ tháng 01",
        "III- Tổ chức thực hiện",
    ]
    for work in works_of(FULL, Period.month(2026, 1)):
        assert f"{work.task}: {work.target}." in body
    assert MONTHS[12].result in body
    assert "Đồng chí Trần Thị Hoa chịu trách nhiệm chung" in body


def test_whoever_is_praised_is_named_in_the_criticism_of_a_month():
    script = regular_script(OTHER, Period.month(2026, 5), Random(1), PEOPLE)  # noqa: S311 - texts
    assert "Lê Văn Đức" in script.items[3].conclusion
    assert [script.tasks[0], len(script.tasks)] == [MONTHS[5].task, 3]


def test_no_cell_studies_a_topic_twice_in_a_year_or_the_one_of_the_next_cell():
    for quarter in (Period.quarter(2026, number) for number in range(1, 5)):
        assert all(theme_of(place, quarter) != theme_of(place + 1, quarter) for place in range(1, 13))
    for place, _ in NUMBERED:
        year = [theme_of(place, Period.quarter(2026, number)) for number in range(1, 5)]
        assert len({theme.title for theme in year}) == 4


def test_every_month_of_the_calendar_has_words_of_its_own():
    assert sorted(MONTHS) == list(range(1, 13))
    assert len({month.task for month in MONTHS.values()}) == len({month.stress for month in MONTHS.values()}) == 12
