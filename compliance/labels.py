"""Vietnamese words for the codes of this app."""

from chibo.rules.assessment import Obligation

OBLIGATIONS = {
    Obligation.PAPERS: "Gửi tài liệu trước kỳ sinh hoạt",
    Obligation.HELD: "Sinh hoạt đúng thời gian",
    Obligation.DURATION: "Đủ thời lượng",
    Obligation.ATTENDANCE: "Tỷ lệ đảng viên dự",
    Obligation.MINUTES: "Khóa biên bản",
    Obligation.RESOLUTION: "Ban hành nghị quyết",
    Obligation.SCORE: "Gửi điểm tự chấm",
    Obligation.THEMATIC: "Sinh hoạt chuyên đề trong quý",
    Obligation.COMMITTEE: "Chi ủy thống nhất nội dung",
}
