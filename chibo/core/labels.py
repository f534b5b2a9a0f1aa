"""Vietnamese words for the codes that every app shows."""

from typing import NamedTuple

from chibo.rules.assessment import Obligation
from chibo.rules.refusal import Refusal


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

CONTESTED = "Nội dung này vừa được người khác sửa. Chưa ghi đè bản nào; đồng chí xem hai bản rồi chọn."

REFUSALS: dict[Refusal, str] = {
    Refusal.STALE: CONTESTED,
    Refusal.MESSAGE_NOT_RETRIED: "Thư này không ở trạng thái cần gửi lại.",
    Refusal.MESSAGE_NOT_DELIVERED: "Thư này đã được ghi nhận hoặc đang được gửi.",
}
