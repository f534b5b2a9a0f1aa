"""Minutes of a made-up cell: thirty members, long names, two ballots, a reserved opinion; and of a thematic session."""

from datetime import UTC, datetime

from chibo.core.papers import Person
from meetings.minutes.paper import (
    Absence,
    Approval,
    AssignmentRow,
    CriterionRow,
    MinutesItem,
    MinutesPaper,
    PrintedBallot,
    PrintedCensus,
    PrintedScore,
    PrintedSpeech,
    ReservedOpinion,
)
from tests.core.sample_papers import CHAIR, DEPUTY, LETTERHEAD, LONG_LETTERHEAD, MEMBERS, MINUTE_TAKER, REPORT, SPEECH

ASSIGNMENTS = tuple(
    AssignmentRow(content, MEMBERS[index], MEMBERS[index + 10], due)
    for index, (content, due) in enumerate(
        [
            ("Vận động hộ kinh doanh ký cam kết giữ gìn vệ sinh, trật tự vỉa hè trên toàn tuyến", "15/02/2026"),
            ("Hướng dẫn đảng viên cao tuổi cài đặt và sử dụng Sổ tay đảng viên điện tử", "20/02/2026"),
            ("Thu đảng phí, lập danh sách nộp Đảng ủy phường", "05/02/2026"),
            ("Chuẩn bị báo cáo đề dẫn chuyên đề quý I", "25/02/2026"),
            ("Thăm hỏi gia đình chính sách dịp Tết Nguyên đán", "14/02/2026"),
        ]
    )
)
SCORE = PrintedScore(
    criteria=(
        CriterionRow("Thời gian, thời lượng", "5", "5"),
        CriterionRow("Tỷ lệ đảng viên dự sinh hoạt", "5", "4"),
        CriterionRow("Công tác chuẩn bị", "10", "10"),
        CriterionRow("Tổ chức sinh hoạt: nội dung, trình tự, điều hành", "40", "38,5"),
        CriterionRow("Nguyên tắc tổ chức và sinh hoạt đảng", "5", "5"),
        CriterionRow("Kết quả thực hiện nghị quyết kỳ trước", "30", "27"),
        CriterionRow("Kết thúc", "5", "5"),
    ),
    total="94,5",
    most="100",
    rating="Tốt",
    remedy="gợi ý trước nội dung để nhiều đảng viên phát biểu hơn",
)
BALLOTS = (
    PrintedBallot(
        "dự thảo Nghị quyết lãnh đạo thực hiện nhiệm vụ tháng 02 năm 2026",
        27, 24, 1, 0, "88,9%", "3,7%", "0%", True, "Nghị quyết được thông qua.",
    ),
    PrintedBallot(
        "đề nghị kết nạp quần chúng Lê Thị Hồng Nhung vào Đảng",
        27, 25, 0, 0, "92,6%", "0%", "0%", True, "",
    ),
)  # fmt: skip

MINUTES = MinutesPaper(
    letterhead=LETTERHEAD,
    subject="Sinh hoạt chi bộ thường kỳ tháng 02 năm 2026",
    occasion="sinh hoạt thường kỳ tháng 02 năm 2026",
    place="Nhà văn hóa tổ dân phố số 12, đường Nguyễn Văn Thoại",
    started_at=datetime(2026, 2, 3, 12, 30, tzinfo=UTC),
    ended_at=datetime(2026, 2, 3, 14, 5, tzinfo=UTC),
    duration_minutes=95,
    census=PrintedCensus(
        total=30,
        official=28,
        probationary=2,
        expected=28,
        present=26,
        present_percent="92,9%",
        temporarily_away=1,
        exempt=1,
        absent_excused=(Absence(MEMBERS[4], "đi công tác"), Absence(MEMBERS[7], "điều trị tại bệnh viện")),
    ),
    chair=CHAIR,
    minute_taker=MINUTE_TAKER,
    guests=(Person("Đinh Thị Mỹ Hạnh", "Ủy viên Ban Thường vụ Đảng ủy phường"),),
    opening="<p>Đồng chí chủ trì tuyên bố lý do, giới thiệu đại biểu, thông qua chương trình.</p>",
    agenda_approval=Approval(26, 26),
    items=(
        MinutesItem(
            "Thông tin thời sự, phổ biến văn bản mới",
            DEPUTY,
            "<p>Phổ biến Chỉ thị 50-CT/TW ngày 23/7/2025 của Ban Bí thư và Hướng dẫn 42-HD/BTCTW ngày 28/10/2025.</p>",
        ),
        MinutesItem(
            "Đánh giá kết quả thực hiện nhiệm vụ tháng 01 năm 2026",
            CHAIR,
            REPORT,
            speeches=tuple(PrintedSpeech(Person(name), SPEECH) for name in MEMBERS[10:14]),
            conclusion="<p>Giao chi ủy hoàn thiện báo cáo, gửi Đảng ủy phường trước ngày 05/02/2026.</p>",
        ),
        MinutesItem(
            "Phương hướng, nhiệm vụ tháng 02 năm 2026",
            DEPUTY,
            "<p>Dự thảo nghị quyết (lần 2) đã gửi đảng viên ngày 30/01/2026.</p>",
            speeches=tuple(PrintedSpeech(Person(name), SPEECH) for name in MEMBERS[15:18]),
            reserved=(
                ReservedOpinion(
                    "Võ Thị Kiều Diễm",
                    "<p>Chưa nên thu đóng góp làm đường trong tháng 02 vì trùng dịp Tết; đề nghị lùi sang tháng 3.</p>",
                ),
            ),
            conclusion="<p>Tiếp thu các ý kiến, bổ sung chỉ tiêu thu gom rác phân loại đạt 80% số hộ.</p>",
            ballots=BALLOTS,
        ),
    ),
    self_criticism="<p>Chi bộ biểu dương đồng chí Bùi Văn Bưởi; nhắc nhở đồng chí đến muộn 15 phút.</p>",
    assignments=ASSIGNMENTS,
    score=SCORE,
    guest_remarks=(PrintedSpeech(Person("Đinh Thị Mỹ Hạnh"), "<p>Đánh giá cao chất lượng thảo luận của Chi bộ.</p>"),),
    closing="<p>Đồng chí Phạm Thị Ngọc Ánh chuẩn bị chuyên đề quý I.</p>",
    minutes_approval=Approval(26, 26),
    recipients=("Đảng ủy phường (để báo cáo)", "Lưu Chi bộ"),
)

THEMATIC = MinutesPaper(
    letterhead=LONG_LETTERHEAD,
    subject="Sinh hoạt chuyên đề quý IV năm 2026: “Nêu gương trong thực hành tiết kiệm, chống lãng phí”",
    occasion="sinh hoạt chuyên đề quý IV năm 2026",
    place="Phòng họp số 2",
    started_at=datetime(2026, 11, 12, 9, 0, tzinfo=UTC),
    ended_at=datetime(2026, 11, 12, 9, 40, tzinfo=UTC),
    duration_minutes=40,
    census=PrintedCensus(total=9, official=9, probationary=0, expected=9, present=9, present_percent="100%"),
    chair=CHAIR,
    minute_taker=MINUTE_TAKER,
    thematic=True,
    follows="tiếp sau sinh hoạt thường kỳ tháng 11 năm 2026",
    presenters=(Person(MEMBERS[20]),),
    opening="<p>Thực hiện Kế hoạch 02-KH/CB ngày 15/01/2026 của Chi bộ về sinh hoạt chuyên đề năm 2026.</p>",
    items=(
        MinutesItem(
            "Nêu gương trong thực hành tiết kiệm",
            Person(MEMBERS[20]),
            REPORT,
            speeches=(
                PrintedSpeech(Person(MEMBERS[1]), SPEECH),
                PrintedSpeech(Person(MEMBERS[2]), SPEECH),
            ),
            conclusion="<p>Mỗi đảng viên đăng ký một việc làm cụ thể trước ngày 30/11/2026.</p>",
        ),
    ),
    minutes_approval=Approval(8, 9),
)
