"""What the score sheet prints: what the records say, what was given, what became of it."""

from dataclasses import dataclass
from datetime import datetime

from chibo.rules.scoring import BANDS, ScoreSheet
from chibo.rules.timeline import timeline
from meetings.ground.facts import facts_of, load_record
from meetings.ground.selectors import sheet_of
from meetings.labels import RATINGS
from meetings.minutes.selectors import SelfScore, self_score
from meetings.models import Meeting
from members.selectors import rulebook_of


@dataclass(frozen=True, slots=True)
class ScorePage:
    """The score sheet of a meeting: what the records say, what was given, what became of it."""

    sheet: ScoreSheet
    hints: dict[str, str]  # criterion → what the records say
    initial: dict[str, object]
    given: SelfScore
    bands: list[tuple[int, str]]  # from how many points on, and its word


def score_page(meeting: Meeting, now: datetime) -> ScorePage:
    """The score sheet, with full points proposed where the records bear them out and nobody has scored yet."""
    record, book = load_record(meeting), rulebook_of(meeting.organization)
    found = {step.obligation: step for step in timeline(facts_of(record, book), now, book)}
    sheet, given = sheet_of(meeting), self_score(meeting)
    score = given.score
    hints = {row.code: " ".join(found[one].figures for one in row.evidence if one in found) for row in sheet.criteria}
    if "conduct" in hints:
        hints["conduct"] = f"{meeting.speakers} trên {meeting.present} đồng chí có mặt đã phát biểu."
    return ScorePage(
        sheet=sheet,
        hints=hints,
        initial={**score.points, "remedy": score.remedy} if score else {**sheet.proposal(found)},
        given=given,
        bands=[(floor, RATINGS[band]) for floor, band in BANDS],
    )
