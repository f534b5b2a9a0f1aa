"""A resolution of a made-up cell with everything that one can print."""

from chibo.core.papers import Signature
from resolutions.paper import ResolutionPaper
from tests.core.sample_papers import BODY, DEPUTY, LONG_LETTERHEAD
from tests.meetings.minutes.sample_paper import ASSIGNMENTS

RESOLUTION = ResolutionPaper(
    letterhead=LONG_LETTERHEAD,
    abstract="Lãnh đạo thực hiện nhiệm vụ tháng 12 năm 2026",
    opening="<p>Ngày 12/11/2026, Chi bộ Văn phòng họp sinh hoạt thường kỳ; có mặt 26/28 đồng chí phải dự.</p>",
    enactment="Sau khi nghe Chi ủy báo cáo và thảo luận, Chi bộ thống nhất ban hành nghị quyết:",
    body=BODY,
    assignments=ASSIGNMENTS,
    vote_sentence="Nghị quyết này được 24/27 đảng viên chính thức biểu quyết tán thành (đạt 88,9%)",
    recipients=(
        "Đảng ủy các cơ quan Đảng tỉnh (để báo cáo)", "Đồng chí cấp ủy viên phụ trách;", "Toàn thể đảng viên",
        "Lưu Chi bộ",
    ),
    signature=Signature("PHÓ BÍ THƯ", DEPUTY.name, "T/M CHI BỘ"),
)  # fmt: skip
