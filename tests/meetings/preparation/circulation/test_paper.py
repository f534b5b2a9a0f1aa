"""What the packet says, and how large."""

from dataclasses import replace

from meetings.preparation.circulation.documents import packet_pdf
from tests.core.measuring import lines, needs_poppler, text_of_pages
from tests.meetings.preparation.circulation.sample_paper import PACKET


@needs_poppler
def test_packet_prints_large_and_tells_the_pages(tmp_path):
    data = packet_pdf(PACKET)
    found = lines(data, tmp_path)
    assert any(size == 18 and "Nhà văn hóa tổ dân phố số 12" in text for _, _, size, text in found)
    pages = {text: page for page, _, _, text in found}
    page = pages["<b>Báo cáo kết quả tháng 01</b>"]
    assert any(f"2. Báo cáo kết quả tháng 01 (trang {page})." in text for text in pages)


@needs_poppler
def test_notice_stands_first_in_the_packet():
    small = replace(PACKET, large=False)
    text = " ".join(text_of_pages(packet_pdf(small))[0].split())
    for told in (
        "THÔNG BÁO", "Kính gửi: Các đồng chí đảng viên", "Thời gian: 19 giờ 30 phút, ngày 03 tháng 02 năm 2026.",
        "Địa điểm: Nhà văn hóa tổ dân phố số 12.", "Chương trình", "Biểu quyết", "- Như trên;",
    ):  # fmt: skip
        assert told in text
