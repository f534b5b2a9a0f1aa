"""The packet of a made-up meeting, in large print: the notice and two texts."""

from dataclasses import replace
from datetime import UTC, datetime

from chibo.core.papers import Signature
from meetings.preparation.circulation.paper import CirculatedText, NoticePaper, PacketPaper, PrintedAgendaRow
from tests.core.sample_papers import BODY, CHAIR, DEPUTY, LETTERHEAD, REPORT

NOTICE = NoticePaper(
    letterhead=replace(LETTERHEAD, number_line="Số 04-TB/CB"),
    abstract="Sinh hoạt chi bộ thường kỳ tháng 02 năm 2026",
    addressees="Các đồng chí đảng viên Chi bộ; đồng chí cấp ủy viên theo dõi Chi bộ",
    starts_at=datetime(2026, 2, 3, 12, 30, tzinfo=UTC),
    place="Nhà văn hóa tổ dân phố số 12",
    agenda=(
        PrintedAgendaRow("Thông tin thời sự, phổ biến văn bản mới", DEPUTY.name, "Thông báo", 15),
        PrintedAgendaRow("Đánh giá kết quả thực hiện nhiệm vụ tháng 01", CHAIR.name, "Thảo luận", 30),
        PrintedAgendaRow("Phương hướng, nhiệm vụ tháng 02", DEPUTY.name, "Biểu quyết", 45),
    ),
    recipients=("Như trên", "Lưu Chi bộ"),
    signature=Signature("BÍ THƯ", CHAIR.name, "T/M CHI BỘ"),
)

PACKET = PacketPaper(
    notice=NOTICE,
    texts=(
        CirculatedText("Dự thảo Nghị quyết tháng 02", BODY, "Dự thảo lần 2"),
        CirculatedText("Báo cáo kết quả tháng 01", REPORT),
    ),
    large=True,
)
