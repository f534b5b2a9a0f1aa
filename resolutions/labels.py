"""Vietnamese words for the codes of this app."""

from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.workflow import ResolutionState
from meetings.labels import REFUSALS
from meetings.labels import refusal_sentences as meeting_sentences

STATES = {ResolutionState.DRAFT: "Đang soạn", ResolutionState.ISSUED: "Đã ban hành"}

SIGNING_POSTS = {"secretary": "BÍ THƯ", "deputy_secretary": "PHÓ BÍ THƯ"}


def refusal_sentences(refused: RuleRefused) -> list[str]:
    """What a refusal tells a person; those about the meeting are worded there."""
    if refused.code is Refusal.STATE:
        return [REFUSALS[Refusal.STATE].format(action="sửa", state=STATES[ResolutionState.ISSUED].lower())]
    return meeting_sentences(refused)
