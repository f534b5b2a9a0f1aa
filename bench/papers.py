"""Minutes of a real size, made by us and by WeasyPrint alone."""

from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from chibo.core.papers import Letterhead, Person
from chibo.core.pdf import Variant, render
from meetings.minutes.documents import TEMPLATE
from meetings.minutes.paper import Approval, AssignmentRow, MinutesItem, MinutesPaper, PrintedCensus, PrintedSpeech

PARAGRAPH = "<p>Chi bộ đánh giá kết quả thực hiện nghị quyết tháng trước, nêu hạn chế, nguyên nhân và giải pháp.</p>"


@cache
def sample() -> MinutesPaper:
    """Three to four pages: eight items with speeches, twelve assignments."""
    person = Person("Hoàng Diệu Ân", "Bí thư Chi bộ")
    items = tuple(
        MinutesItem(
            title=f"Nội dung thứ {n}",
            presenter=person,
            proceedings=PARAGRAPH * 3,
            speeches=tuple(PrintedSpeech(person, PARAGRAPH) for _ in range(3)),
            conclusion=PARAGRAPH,
        )
        for n in range(1, 9)
    )
    at = timezone.make_aware(datetime(2026, 12, 3, 19, 30))
    return MinutesPaper(
        letterhead=Letterhead("ĐẢNG BỘ XÃ KIẾN THỤY", "CHI BỘ THÔN VĂN HÒA", "Kiến Thụy", date(2026, 12, 3)),
        subject="Sinh hoạt thường kỳ tháng 12 năm 2026",
        occasion="sinh hoạt thường kỳ tháng 12 năm 2026",
        place="Nhà văn hóa thôn",
        started_at=at,
        ended_at=at.replace(hour=21, minute=10),
        duration_minutes=100,
        census=PrintedCensus(total=30, official=28, probationary=2, expected=29, present=27, present_percent="93,1%"),
        chair=person,
        minute_taker=Person("Quách Thị Kim Đào"),
        items=items,
        assignments=tuple(AssignmentRow(f"Việc {n}", "Trần Thế Tùng", "", "15/12/2026") for n in range(12)),
        minutes_approval=Approval(27, 27),
    )


def our_pdf() -> bytes:
    """The paper as the program seals it."""
    return render(TEMPLATE, {"paper": sample()}, variant=Variant.SEALED)


@cache
def _bare() -> tuple[str, Any, Any]:
    from weasyprint import CSS  # noqa: PLC0415 – loaded when it is measured
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 – as above

    fonts = FontConfiguration()
    style = CSS(filename=str(settings.BASE_DIR / "static" / "css" / "paper.css"), font_config=fonts)
    return render_to_string(TEMPLATE, {"paper": sample()}), style, fonts


def bare_pdf() -> bytes:
    """WeasyPrint alone on the same HTML, the same style sheet and fonts kept loaded, the same variant."""
    from weasyprint import HTML  # noqa: PLC0415 – loaded when it is measured

    source, style, fonts = _bare()
    return bytes(
        HTML(string=source).write_pdf(stylesheets=[style], font_config=fonts, pdf_variant=Variant.SEALED.value)
    )
