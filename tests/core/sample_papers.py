"""What the sample papers of all rooms are made of: a made-up cell of thirty members with long names, and its prose."""

from datetime import date

from chibo.core.papers import Letterhead, Person

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
BODY = (
    f"<h2>I- Đánh giá kết quả tháng 11</h2><h3>1. Chính trị, tư tưởng</h3>{REPORT}"
    f"<h2>II- Phương hướng, nhiệm vụ tháng 12</h2><h3>1. Mục đích, yêu cầu</h3>{REPORT}"
    f"<h3>2. Nhiệm vụ, giải pháp</h3>{REPORT}<h2>III- Tổ chức thực hiện</h2>{SPEECH}"
)
