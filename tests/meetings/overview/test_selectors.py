"""Steps, lines and headings as they are worded, without a database."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chibo.rules.assessment import Assessment, Obligation, Verdict
from chibo.rules.workflow import MeetingState
from meetings.models import Meeting
from meetings.overview.selectors import headline, meeting_lines, steps_of

AT = datetime(2026, 12, 3, 19, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def planned(state=MeetingState.PLANNED, **values):
    return Meeting(**{"kind": "regular", "period": "2026-12", "starts_at": AT, "state": state, **values})


def judged(*verdicts):
    obligations = (Obligation.COMMITTEE, Obligation.PAPERS, Obligation.HELD)
    return [
        Assessment(obligation, verdict, "Còn {} ngày.", (days,))
        for days, (obligation, verdict) in enumerate(zip(obligations, verdicts, strict=True))
    ]


def test_the_first_step_that_somebody_can_still_take_is_the_current_one():
    steps = steps_of(judged(Verdict.MET, Verdict.DUE, Verdict.MISSED), "/meetings/1/")
    assert [(step.verdict, step.current) for step in steps] == [("met", False), ("due", True), ("missed", False)]
    assert {step.url for step in steps} == {"/meetings/1/"}
    assert [step.detail for step in steps] == ["Còn 0 ngày.", "Còn 1 ngày.", "Còn 2 ngày."]


def test_no_step_is_current_where_nothing_is_to_be_done():
    assert not any(step.current for step in steps_of(judged(Verdict.MET, Verdict.LATE, Verdict.NOT_DUE)))
    assert steps_of([]) == []


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(days=40), "Còn 40 ngày đến sinh hoạt thường kỳ"),
        (timedelta(days=2), "Còn 2 ngày đến sinh hoạt thường kỳ"),
        (timedelta(hours=19, minutes=31), "Ngày mai sinh hoạt thường kỳ"),  # the evening before, one minute to midnight
        (timedelta(hours=19, minutes=30), "Hôm nay sinh hoạt thường kỳ"),
        (-timedelta(hours=4), "Hôm nay sinh hoạt thường kỳ"),
        (-timedelta(hours=5), "Đã qua ngày hẹn của sinh hoạt thường kỳ"),
        (-timedelta(days=400), "Đã qua ngày hẹn của sinh hoạt thường kỳ"),
    ],
)
def test_the_heading_counts_days_by_the_calendar_of_the_cell(before, words):
    for state in (MeetingState.PLANNED, MeetingState.CIRCULATED):
        assert headline(planned(state), (AT - before).astimezone(UTC)) == f"{words} tháng 12 năm 2026"


def test_a_line_of_the_list_says_where_its_meeting_stands():
    lines = meeting_lines(planned(state) for state in MeetingState)
    assert {line.title for line in lines} == {"Sinh hoạt thường kỳ tháng 12 năm 2026"}
    assert [(line.state, line.is_ahead) for line in lines] == [
        ("Đang chuẩn bị", True),
        ("Đã gửi tài liệu", True),
        ("Đang họp", True),
        ("Đã họp, chưa khóa biên bản", False),
        ("Đã khóa biên bản", False),
        ("Đã hủy", False),
    ]
