"""What a resolution says, and how it ends on the page; and that what was frozen years ago is read again."""

import json
from dataclasses import replace
from datetime import date

import pytest

from chibo.core import pdf
from chibo.core.papers import Letterhead
from resolutions.documents import TEMPLATE, resolution_pdf
from resolutions.paper import ResolutionPaper
from tests.core.frozen import frozen, held
from tests.core.measuring import needs_poppler, text_of_pages
from tests.meetings.minutes.sample_paper import ASSIGNMENTS
from tests.resolutions.sample_paper import RESOLUTION


def test_title_of_a_resolution():
    assert RESOLUTION.title == "Nghị quyết 05-NQ/CB – Lãnh đạo thực hiện nhiệm vụ tháng 12 năm 2026"
    unnumbered = replace(RESOLUTION, letterhead=Letterhead("A", "B", "C", date(2026, 1, 1)))
    assert unnumbered.title == "Nghị quyết – Lãnh đạo thực hiện nhiệm vụ tháng 12 năm 2026"


def test_words_of_a_paper_are_escaped():
    page = pdf.compose(TEMPLATE, {"paper": replace(RESOLUTION, abstract="<script>a</script> & b")})
    assert "&lt;script&gt;a&lt;/script&gt; &amp; b" in page
    assert "<script>" not in page


@needs_poppler
def test_table_head_comes_again_on_every_page():
    rows = ASSIGNMENTS * 8
    text = text_of_pages(resolution_pdf(replace(RESOLUTION, assignments=rows)))
    assert sum("Người phối hợp" in page for page in text) >= 3


@needs_poppler
@pytest.mark.parametrize("extra", range(6))
def test_signatures_stay_below_two_lines_of_text(extra):
    body = RESOLUTION.body + "<p>Thêm một đoạn.</p>" * extra * 3
    paper = replace(RESOLUTION, body=body, assignments=())
    pages = text_of_pages(resolution_pdf(paper))
    last = next(page for page in reversed(pages) if page.strip())
    assert "T/M CHI BỘ" in last
    assert "Trần Đình Trường Giang" in last
    assert len([line for line in last.split("T/M CHI BỘ")[0].splitlines() if len(line.split()) > 1]) >= 2


def test_a_resolution_comes_back_from_json_as_it_went():
    assert ResolutionPaper.from_json(json.loads(json.dumps(RESOLUTION.to_json()))) == RESOLUTION


def test_a_resolution_frozen_by_an_older_program_is_read_with_all_it_held():
    old = frozen("resolution")
    paper = ResolutionPaper.from_json(old)
    assert held(old) == held(paper.to_json()) | {"kind_title": "NGHỊ QUYẾT"}


def test_a_paper_of_another_kind_is_no_resolution():
    with pytest.raises(ValueError, match=r"ResolutionPaper: unknown fields \['kind_title'\]"):
        ResolutionPaper.from_json(frozen("resolution") | {"kind_title": "KẾT LUẬN"})
