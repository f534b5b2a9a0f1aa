"""What the score sheet prints: what the records say, what was given, what became of it."""

from dataclasses import dataclass
from datetime import date, datetime

from chibo.rules.assessment import Assessment, Obligation, Verdict
from chibo.rules.scoring import BANDS, criteria
from chibo.rules.timeline import timeline
from meetings.ground.facts import facts_of, load_record
from meetings.labels import RATINGS
from meetings.minutes.selectors import SelfScore, self_score
from meetings.models import Meeting
from members.selectors import rulebook_of

# What the records say about a criterion; where all of it is met, its full points are proposed.
_EVIDENCE = {
    "time": (Obligation.HELD, Obligation.DURATION),
    "attendance": (Obligation.ATTENDANCE,),
    "preparation": (Obligation.COMMITTEE, Obligation.PAPERS),
    "results": (Obligation.ASSIGNMENTS,),
}
_PROPOSED = frozenset({"time", "attendance", "preparation"})


@dataclass(frozen=True, slots=True)
class ScorePage:
    """The score sheet of a meeting: what the records say, what was given, what became of it."""

    on: date
    hints: dict[str, str]  # criterion → what the records say
    initial: dict[str, object]
    given: SelfScore
    bands: list[tuple[int, str]]  # from how many points on, and its word


def score_page(meeting: Meeting, now: datetime) -> ScorePage:
    """The score sheet, with full points proposed where the records bear them out and nobody has scored yet."""
    record, book = load_record(meeting), rulebook_of(meeting.organization)
    found = {step.obligation: step for step in timeline(facts_of(record, book), now, book)}
    on = meeting.held_on
    given, most = self_score(meeting), {row.code: row.points for row in criteria(on)}
    score = given.score
    hints = {code: " ".join(_figures(found, obligations)) for code, obligations in _EVIDENCE.items()}
    hints["conduct"] = f"{meeting.speakers} trên {meeting.present} đồng chí có mặt đã phát biểu."
    return ScorePage(
        on=on,
        hints=hints,
        initial={**score.points, "remedy": score.remedy} if score else _proposal(most, found),
        given=given,
        bands=[(floor, RATINGS[band]) for floor, band in BANDS],
    )


def _figures(found: dict[Obligation, Assessment], obligations: tuple[Obligation, ...]) -> list[str]:
    return [found[obligation].figures for obligation in obligations if obligation in found]


def _proposal(most: dict[str, int], found: dict[Obligation, Assessment]) -> dict[str, object]:
    return {
        code: most[code]
        for code, obligations in _EVIDENCE.items()
        if code in _PROPOSED
        and code in most
        and all(found[one].verdict is Verdict.MET for one in obligations if one in found)
    }
