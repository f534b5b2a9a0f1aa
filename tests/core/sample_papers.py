"""Papers of a made-up cell: thirty members, long names, two ballots, a reserved opinion."""

from dataclasses import replace
from datetime import UTC, date, datetime

from chibo.core.papers import (
    Absence,
    AgendaRow,
    Approval,
    AssignmentRow,
    Ballot,
    Census,
    CirculatedText,
    CriterionRow,
    Letterhead,
    MinutesItem,
    MinutesPaper,
    NoticePaper,
    PacketPaper,
    Person,
    QualityScore,
    ReservedOpinion,
    ResolutionPaper,
    ResultRow,
    Signature,
    Speech,
)

CHAIR = Person("Nguyễn Hoàng Phương Thảo", "Bí thư Chi bộ")
MINUTE_TAKER = Person("Công Tằng Tôn Nữ Thị Diễm Quỳnh")
DEPUTY = Person("Trần Đình Trường Giang", "Phó Bí thư Chi bộ")
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ")
GIVEN = ("Thị Ngọc Ánh", "Văn Bưởi", "Thị Kiều Diễm")
MEMBERS = tuple(f"{family} {given}" for given in GIVEN for family in FAMILIES)

LETTERHEAD = Letterhead(
    parent_line="ĐẢNG BỘ PHƯỜNG AN HẢI ĐÔNG",
    issuer_line="CHI BỘ TỔ DÂN PHỐ SỐ 12 NGUYỄN VĂN THOẠI",
    place="An Hải Đông",
    day=date(2026, 2, 3),
    number_line="Số 03-BB/CB",
)
LONG_LETTERHEAD = Letterhead(
    parent_line="ĐẢNG BỘ CÁC CƠ QUAN ĐẢNG VÀ ĐOÀN THỂ CHÍNH TRỊ - XÃ HỘI TỈNH",
    issuer_line="CHI BỘ VĂN PHÒNG",
    place="Thành phố Hồ Chí Minh",
    day=date(2026, 11, 12),
    number_line="Số 05-NQ/CB",
)
SPEECH = (
    "<p>Nhất trí với báo cáo. Trong tháng, tổ đã vận động 17/18 hộ ký cam kết giữ gìn vệ sinh tuyến đường; còn một hộ "
    "kinh doanh chưa thực hiện nghiêm, đề nghị chi ủy phân công đồng chí phụ trách gặp gỡ, thuyết phục. Về thu các "
    "khoản đóng góp, cần công khai danh sách tại nhà văn hóa để nhân dân giám sát.</p>"
)
REPORT = (
    "<p>Ưu điểm: cấp ủy đã bám sát nghị quyết tháng trước, hoàn thành 8/9 nhiệm vụ được giao; tình hình tư tưởng của "
    "đảng viên và nhân dân ổn định; công tác chuẩn bị Tết chu đáo, tặng 24 suất quà cho hộ khó khăn.</p>"
    "<p>Hạn chế: việc cập nhật Sổ tay đảng viên điện tử còn chậm ở 03 đồng chí. Nguyên nhân: thiếu thiết bị.</p>"
    "<ul><li><p>Xây dựng Đảng: tổ chức kết nạp 01 quần chúng ưu tú.</p></li>"
    "<li><p>Dân vận: duy trì tuyến đường tự quản 1,2 km.</p></li></ul>"
)
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
SCORE = QualityScore(
    criteria=(
        CriterionRow("Thời gian, thời lượng", "5", "5"),
        CriterionRow("Tỷ lệ đảng viên dự sinh hoạt", "5", "4", "02 đồng chí vắng có lý do"),
        CriterionRow("Công tác chuẩn bị", "10", "10"),
        CriterionRow("Tổ chức sinh hoạt: nội dung, trình tự, điều hành", "40", "38,5", "Tỷ lệ phát biểu 43%"),
        CriterionRow("Nguyên tắc tổ chức và sinh hoạt đảng", "5", "5"),
        CriterionRow("Kết quả thực hiện nghị quyết kỳ trước", "30", "27", "Hoàn thành 8/9 nhiệm vụ"),
        CriterionRow("Kết thúc", "5", "5"),
    ),
    total="94,5",
    most="100",
    rating="Tốt",
    remedy="gợi ý trước nội dung để nhiều đảng viên phát biểu hơn",
)
BALLOTS = (
    Ballot(
        "dự thảo Nghị quyết lãnh đạo thực hiện nhiệm vụ tháng 02 năm 2026",
        27, 24, 1, 0, "88,9%", "3,7%", "0%", True, "Nghị quyết được thông qua.",
    ),
    Ballot(
        "đề nghị kết nạp quần chúng Lê Thị Hồng Nhung vào Đảng",
        27, 25, 0, 0, "92,6%", "0%", "0%", True, "", secret=True,
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
    census=Census(
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
    mode="trực tiếp",
    guests=(Person("Đinh Thị Mỹ Hạnh", "Ủy viên Ban Thường vụ Đảng ủy phường"),),
    dues="Đảng phí tháng 01: 28/28 đồng chí đã nộp đủ",
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
            results=tuple(
                ResultRow(row.content, row.responsible, "31/01/2026", "Hoàn thành đúng hạn") for row in ASSIGNMENTS[:3]
            ),
            speeches=tuple(Speech(Person(name), SPEECH) for name in MEMBERS[10:14]),
            conclusion="<p>Giao chi ủy hoàn thiện báo cáo, gửi Đảng ủy phường trước ngày 05/02/2026.</p>",
        ),
        MinutesItem(
            "Phương hướng, nhiệm vụ tháng 02 năm 2026",
            DEPUTY,
            "<p>Dự thảo nghị quyết (lần 2) đã gửi đảng viên ngày 30/01/2026.</p>",
            speeches=tuple(Speech(Person(name), SPEECH) for name in MEMBERS[15:18]),
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
    guest_remarks=(Speech(Person("Đinh Thị Mỹ Hạnh"), "<p>Đánh giá cao chất lượng thảo luận của Chi bộ.</p>"),),
    preparations="<p>Đồng chí Phạm Thị Ngọc Ánh chuẩn bị chuyên đề quý I.</p>",
    next_meeting_at=datetime(2026, 3, 3, 12, 30, tzinfo=UTC),
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
    census=Census(total=9, official=9, probationary=0, expected=9, present=9, present_percent="100%"),
    chair=CHAIR,
    minute_taker=MINUTE_TAKER,
    thematic=True,
    follows="tiếp sau sinh hoạt thường kỳ tháng 11 năm 2026",
    presenters=(Person(MEMBERS[20]),),
    bases=("Kế hoạch 02-KH/CB ngày 15/01/2026 của Chi bộ về sinh hoạt chuyên đề năm 2026",),
    items=(
        MinutesItem(
            "Nêu gương trong thực hành tiết kiệm",
            Person(MEMBERS[20]),
            REPORT,
            speeches=(
                Speech(Person(MEMBERS[1]), SPEECH, "liên hệ bản thân"),
                Speech(Person(MEMBERS[2]), SPEECH, "góp ý"),
            ),
            conclusion="<p>Mỗi đảng viên đăng ký một việc làm cụ thể trước ngày 30/11/2026.</p>",
        ),
    ),
    minutes_approval=Approval(8, 9),
)

RESOLUTION = ResolutionPaper(
    letterhead=LONG_LETTERHEAD,
    abstract="Lãnh đạo thực hiện nhiệm vụ tháng 12 năm 2026",
    bases=("Căn cứ Điều lệ Đảng Cộng sản Việt Nam;", "Căn cứ Nghị quyết số 08-NQ/ĐU của Đảng ủy"),
    opening="<p>Ngày 12/11/2026, Chi bộ Văn phòng họp sinh hoạt thường kỳ; có mặt 26/28 đồng chí phải dự.</p>",
    enactment="Sau khi nghe Chi ủy báo cáo và thảo luận, Chi bộ thống nhất ban hành nghị quyết:",
    body=(
        "<h2>I- Đánh giá kết quả tháng 11</h2><h3>1. Chính trị, tư tưởng</h3>" + REPORT
        + "<h2>II- Phương hướng, nhiệm vụ tháng 12</h2><h3>1. Mục đích, yêu cầu</h3>" + REPORT
        + "<h3>2. Nhiệm vụ, giải pháp</h3>" + REPORT + "<h2>III- Tổ chức thực hiện</h2>" + SPEECH
    ),
    assignments=ASSIGNMENTS,
    vote_sentence="Nghị quyết này được 24/27 đảng viên chính thức biểu quyết tán thành (đạt 88,9%)",
    recipients=(
        "Đảng ủy các cơ quan Đảng tỉnh (để báo cáo)", "Đồng chí cấp ủy viên phụ trách;", "Toàn thể đảng viên",
        "Lưu Chi bộ",
    ),
    signature=Signature("PHÓ BÍ THƯ", DEPUTY.name, "T/M CHI BỘ"),
)  # fmt: skip

NOTICE = NoticePaper(
    letterhead=replace(LETTERHEAD, number_line="Số 04-TB/CB", draft_line="Dự thảo lần 1", circulation="NỘI BỘ"),
    abstract="Sinh hoạt chi bộ thường kỳ tháng 02 năm 2026",
    addressees="Các đồng chí đảng viên Chi bộ; đồng chí cấp ủy viên theo dõi Chi bộ",
    starts_at=datetime(2026, 2, 3, 12, 30, tzinfo=UTC),
    place="Nhà văn hóa tổ dân phố số 12",
    content="đánh giá kết quả tháng 01, thảo luận dự thảo nghị quyết tháng 02",
    requests=("Đề nghị các đồng chí nghiên cứu dự thảo, chuẩn bị ý kiến phát biểu",),
    agenda=(
        AgendaRow("Thông tin thời sự, phổ biến văn bản mới", DEPUTY.name, "Thông báo", 15),
        AgendaRow("Đánh giá kết quả thực hiện nhiệm vụ tháng 01", CHAIR.name, "Thảo luận", 30),
        AgendaRow("Phương hướng, nhiệm vụ tháng 02", DEPUTY.name, "Biểu quyết", 45),
    ),
    recipients=("Như trên", "Lưu Chi bộ"),
    signature=Signature("BÍ THƯ", CHAIR.name, "T/M CHI BỘ"),
)

PACKET = PacketPaper(
    notice=NOTICE,
    texts=(
        CirculatedText("Dự thảo Nghị quyết tháng 02", RESOLUTION.body, "Dự thảo lần 2", DEPUTY.name),
        CirculatedText("Báo cáo kết quả tháng 01", REPORT),
    ),
    large=True,
)
