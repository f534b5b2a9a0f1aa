"""Vietnamese words for the codes of this app."""

from chibo.core.wording import in_sentence
from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.voting import Matter
from chibo.rules.workflow import Action, ResolutionState
from meetings.labels import ACTIONS, REFUSALS
from meetings.labels import refusal_sentences as meeting_sentences

STATES = {ResolutionState.DRAFT: "Đang soạn", ResolutionState.ISSUED: "Đã ban hành", ResolutionState.ABANDONED: "Đã bỏ"}

DECISIONS = {
    Matter.ADMISSION: "kết nạp",
    Matter.RECOGNITION: "chính thức",
    Matter.STRIKING_OFF: "xóa tên",
    Matter.EXPULSION: "khai trừ",
    Matter.POSTS: "kiện toàn",
    Matter.CANDIDATES: "quần chúng",
    Matter.YEAR_DUTIES: "phân công",
    Matter.RELIEF: "miễn",
}
"""The word by which a subject says already what it decides."""

DEEDS = {**ACTIONS, Action.EDIT: "sửa"}


def refusal_sentences(refused: RuleRefused) -> list[str]:
    """What a refusal tells a person; those about the meeting are worded there."""
    if refused.code is Refusal.STATE:
        state = in_sentence(STATES[ResolutionState(str(refused.detail["state"]))])
        return [REFUSALS[Refusal.STATE].format(action=DEEDS[Action(str(refused.detail["action"]))], state=state)]
    return meeting_sentences(refused)
