"""What stands since the opening, and how the roll of the day differs from the list of the cell by now."""

from dataclasses import dataclass

from chibo.core.wording import in_sentence
from chibo.rules.census import Condition, Standing
from chibo.rules.sessions import Records
from meetings.ground.selectors import invited
from meetings.labels import CONDITIONS, STANDINGS
from meetings.models import Attendance, Meeting, Minutes, QualityScore
from members.selectors import RollLine


def records_of(meeting: Meeting) -> Records:
    """What was recorded since the opening: seven queries."""
    written = Minutes.objects.filter(meeting=meeting).exclude(saved_at=None).count()
    items = meeting.items.exclude(proceedings="", conclusion="").count()
    return Records(
        marks=meeting.attendances.exclude(mark="").count(),
        guests=meeting.guests.count(),
        speeches=meeting.speeches.count(),
        ballots=meeting.ballots.count(),
        assignments=meeting.assignments.count(),
        texts=written + items + QualityScore.objects.filter(meeting=meeting).count() + meeting.hand_overs.count(),
    )


@dataclass(frozen=True, slots=True)
class Renewed:
    """One line of the roll that says something else by now."""

    attendance: Attendance
    line: RollLine


@dataclass(frozen=True, slots=True)
class RollDifference:
    """How the roll frozen at the opening differs from the list of the cell for that day as it is known now."""

    added: list[RollLine]
    gone: list[Attendance]
    changed: list[Renewed]

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.gone or self.changed)

    @property
    def key(self) -> str:
        """The same for the same difference: what a page showed is what is done."""
        return "; ".join(self.sentences)

    @property
    def sentences(self) -> list[str]:
        """The difference, a line each."""
        return [
            *(f"Thêm: {line.name} ({_words(line.standing, line.conditions)})." for line in self.added),
            *(f"Bỏ: {row.name} không có trong danh sách ngày họp." for row in self.gone),
            *(f"Sửa: {each.attendance.name} → {_now(each)}." for each in self.changed),
        ]


def _words(standing: Standing, conditions: frozenset[Condition]) -> str:
    return ", ".join([in_sentence(STANDINGS[standing]), *(CONDITIONS[one] for one in sorted(conditions))])


def _now(each: Renewed) -> str:
    return f"{each.line.name} ({_words(each.line.standing, each.line.conditions)})"


def codes_of(line: RollLine) -> str:
    """The conditions as a line of the roll stores them."""
    return ",".join(sorted(line.conditions))


def _differs(row: Attendance, line: RollLine) -> bool:
    return (row.name, row.standing, row.conditions) != (line.name, line.standing, codes_of(line))


def roll_difference(meeting: Meeting) -> RollDifference:
    """The roll against the list of the day on which the meeting was opened."""
    rows = {row.member_id: row for row in meeting.attendances.select_related("member")}
    lines = {line.member.pk: line for line in invited(meeting.organization, meeting.kind, meeting.held_on)}
    return RollDifference(
        added=[line for pk, line in lines.items() if pk not in rows],
        gone=[row for pk, row in rows.items() if pk not in lines],
        changed=[Renewed(row, lines[pk]) for pk, row in rows.items() if pk in lines and _differs(row, lines[pk])],
    )
