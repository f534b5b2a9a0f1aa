"""Vietnamese words for the codes that every app shows."""

from typing import NamedTuple

from chibo.rules.assessment import Obligation
from chibo.rules.dates import DayOf
from chibo.rules.refusal import Refusal, RuleRefused


class ObligationWords(NamedTuple):
    """What an obligation is called: in short on the timeline of a meeting, in full in a report."""

    short: str
    full: str


OBLIGATIONS: dict[Obligation, ObligationWords] = {
    Obligation.COMMITTEE: ObligationWords("Chi ủy thống nhất", "Chi ủy thống nhất nội dung"),
    Obligation.PAPERS: ObligationWords("Gửi tài liệu", "Gửi tài liệu trước kỳ sinh hoạt"),
    Obligation.REMINDERS: ObligationWords("Nhắc lịch", "Nhắc lịch"),
    Obligation.ASSIGNMENTS: ObligationWords("Báo cáo nhiệm vụ", "Báo cáo nhiệm vụ"),
    Obligation.HELD: ObligationWords("Sinh hoạt", "Sinh hoạt đúng thời gian"),
    Obligation.DURATION: ObligationWords("Thời lượng", "Đủ thời lượng"),
    Obligation.ATTENDANCE: ObligationWords("Tỷ lệ dự", "Tỷ lệ đảng viên dự"),
    Obligation.MINUTES: ObligationWords("Khóa biên bản", "Khóa biên bản"),
    Obligation.RESOLUTION: ObligationWords("Ra nghị quyết", "Ban hành nghị quyết"),
    Obligation.SCORE: ObligationWords("Gửi điểm tự chấm", "Gửi điểm tự chấm"),
    Obligation.THEMATIC: ObligationWords("Chuyên đề trong quý", "Sinh hoạt chuyên đề trong quý"),
}

VERDICT_WORDS = {
    "met": "đạt",
    "late": "muộn",
    "missed": "không đạt",
    "due": "cần làm",
    "not_due": "chưa đến hạn",
    "not_applicable": "không áp dụng",
}

DAYS = {
    DayOf.MEETING: "Ngày họp",
    DayOf.TASK: "Thời hạn",
    DayOf.TOPIC: "Quý của chuyên đề",
    DayOf.BIRTH: "Ngày sinh",
    DayOf.ADMISSION: "Ngày vào Đảng",
    DayOf.RECOGNITION: "Ngày vào Đảng chính thức",
    DayOf.CARD: "Ngày cấp thẻ",
    DayOf.ENTRY: "Ngày bắt đầu sinh hoạt tại chi bộ",
    DayOf.OFFICE: "Ngày bắt đầu giữ chức vụ",
    DayOf.CONDITION: "Ngày bắt đầu",
    DayOf.END: "Ngày kết thúc",
    DayOf.TERM: "Ngày bắt đầu nhiệm kỳ",
    DayOf.TERM_END: "Ngày kết thúc nhiệm kỳ",
    DayOf.WATCH: "Ngày bắt đầu theo dõi",
    DayOf.FIGURE: "Ngày áp dụng",
    DayOf.LIST: "Ngày của bảng (“tính đến ngày”)",
}

DAY_REFUSALS: dict[Refusal, str] = {
    Refusal.DAY_OUT_OF_RANGE: "{day} phải trong khoảng {first:%d/%m/%Y} đến {last:%d/%m/%Y}.",
    Refusal.DAY_IN_FUTURE: "{day} không được sau hôm nay.",
}
"""Said by every app: the kind of day is put into words by ``sentence_of``."""


def sentence_of(refused: RuleRefused, words: dict[Refusal, str]) -> str:
    """The sentence of the refusal from these words, its kind of day in words."""
    told = dict(refused.detail)
    if isinstance(told.get("day"), DayOf):
        told["day"] = DAYS[DayOf(str(told["day"]))]
    return words[refused.code].format(**told)


CONTESTED = "Nội dung này vừa được người khác sửa. Chưa ghi đè bản nào; đồng chí xem hai bản rồi chọn."

REFUSALS: dict[Refusal, str] = {
    **DAY_REFUSALS,
    Refusal.STALE: CONTESTED,
    Refusal.MESSAGE_NOT_RETRIED: "Thư này không ở trạng thái cần gửi lại.",
    Refusal.MESSAGE_NOT_DELIVERED: "Thư này đã được ghi nhận hoặc đang được gửi.",
}
