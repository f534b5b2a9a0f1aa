"""Papers measured as a committee would: page, margins, sizes, fonts, tags; and what the engine may not fetch."""

import hashlib
import io
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from chibo.core import pdf
from meetings.minutes import documents as minutes_documents
from meetings.preparation.circulation import documents as packet_documents
from resolutions import documents as resolution_documents
from tests.core.measuring import MILLIMETRE, lines, needs_poppler, poppler, text_of_pages, words
from tests.meetings.minutes.sample_paper import MINUTES, THEMATIC
from tests.meetings.preparation.circulation.sample_paper import PACKET
from tests.resolutions.sample_paper import RESOLUTION

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts" / "tinos"
TEMPLATES = {
    type(MINUTES): minutes_documents.TEMPLATE,
    type(RESOLUTION): resolution_documents.TEMPLATE,
    type(PACKET): packet_documents.TEMPLATE,
}


def rendered(paper, variant=pdf.Variant.SEALED):
    return pdf.render(TEMPLATES[type(paper)], {"paper": paper}, variant=variant)


@pytest.fixture(scope="module")
def minutes():
    return rendered(MINUTES)


@pytest.fixture(scope="module")
def resolution():
    return rendered(RESOLUTION)


@pytest.fixture(scope="module")
def thematic():
    return rendered(THEMATIC)


# The page ----------------------------------------------------------------------------------------------------


def test_page_is_a4(minutes):
    with pikepdf.open(io.BytesIO(minutes)) as document:
        for page in document.pages:
            width, height = float(page.mediabox[2]), float(page.mediabox[3])
            assert (width, height) == pytest.approx((210 * MILLIMETRE, 297 * MILLIMETRE), abs=0.1)


@needs_poppler
@pytest.mark.parametrize("name", ["minutes", "resolution", "thematic"])
def test_text_stays_within_the_margins(name, request):
    found = words(request.getfixturevalue(name))
    body = [word for word in found if not (word[2] < 20 * MILLIMETRE and word[5].isdigit())]
    assert min(word[1] for word in body) == pytest.approx(30 * MILLIMETRE, abs=3.5)
    assert max(word[3] for word in body) == pytest.approx((210 - 15) * MILLIMETRE, abs=2)
    assert min(word[2] for word in body) >= 20 * MILLIMETRE - 1
    assert max(word[4] for word in body) <= (297 - 20) * MILLIMETRE + 1


@needs_poppler
def test_page_number_is_centred_10_mm_below_the_edge_and_not_on_page_1(minutes):
    above = [word for word in words(minutes) if word[4] < 20 * MILLIMETRE + 1]
    pages = len(pikepdf.open(io.BytesIO(minutes)).pages)
    assert [(word[0], word[5]) for word in above] == [(number, str(number)) for number in range(2, pages + 1)]
    for _, left, top, right, _, _ in above:
        assert (left + right) / 2 == pytest.approx((30 + 165 / 2) * MILLIMETRE, abs=1)
        assert top == pytest.approx(10 * MILLIMETRE, abs=3)


@needs_poppler
def test_page_number_is_14_points(minutes, tmp_path):
    numbers = [(size, text) for _, top, size, text in lines(minutes, tmp_path) if top < 20 * MILLIMETRE]
    assert numbers == [(14, str(page)) for page in range(2, len(text_of_pages(minutes)))]


@needs_poppler
def test_sizes_and_weights(resolution, tmp_path):
    sizes = {text: size for _, _, size, text in lines(resolution, tmp_path)}
    assert sizes["<b>ĐẢNG CỘNG SẢN VIỆT NAM</b>"] == 15
    assert sizes["ĐẢNG BỘ CÁC CƠ QUAN ĐẢNG"] == 14
    assert sizes["<b>CHI BỘ VĂN PHÒNG</b>"] == 14
    assert sizes["*"] == 14
    assert sizes["Số 05-NQ/CB"] == 14
    assert sizes["<i>ngày 12 tháng 11 năm 2026</i>"] == 14
    assert sizes["<b>NGHỊ QUYẾT</b>"] == 16
    assert sizes["<b>Lãnh đạo thực hiện nhiệm vụ tháng 12 năm 2026</b>"] == 14
    assert sizes["-----"] == 14
    assert sizes["<b>T/M CHI BỘ</b>"] == 14
    assert sizes["PHÓ BÍ THƯ"] == 14
    assert sizes["<b>Trần Đình Trường Giang</b>"] == 14
    assert sizes["Nơi nhận:"] == 14
    assert sizes["- Lưu Chi bộ."] == 12
    assert sizes["Sau khi nghe Chi ủy báo cáo và thảo luận, Chi bộ thống nhất ban hành nghị"] == 14


@needs_poppler
def test_body_lines_are_20_points_apart_and_paragraphs_6_more(minutes, tmp_path):
    tops = [top for page, top, _, _ in lines(minutes, tmp_path) if page == 3 and top > 20 * MILLIMETRE]
    steps = {after - before for before, after in pairwise(tops)}
    assert {20, 26} <= steps
    assert min(steps) == 20


@needs_poppler
def test_first_lines_are_indented_10_mm(minutes):
    first = next(word for word in words(minutes) if word[5] == "Hồi")
    label = next(word for word in words(minutes) if word[5] == "Thời")
    assert label[1] == pytest.approx(40 * MILLIMETRE, abs=1)
    assert first[2] == pytest.approx(label[2], abs=1)


@needs_poppler
def test_line_under_the_party_name_has_its_length(minutes):
    title = [word for word in words(minutes) if word[0] == 1 and word[5] in {"ĐẢNG", "CỘNG", "SẢN", "VIỆT", "NAM"}][1:]
    left, right, bottom = title[0][1], title[-1][3], title[0][4]
    drawn = _longest_dark_run(minutes, bottom - 2, bottom + 6, left - 20, right + 20)
    assert drawn == pytest.approx((left, right), abs=1)


def _longest_dark_run(data, top, bottom, left, right):
    """Where the longest dark line of a strip of page 1 begins and ends, in points."""
    scale = 4
    image = poppler("pdftoppm", data, "-f", "1", "-l", "1", "-singlefile", "-r", str(72 * scale), "-gray")
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", image)
    width, pixels = int(header[1]), image[header.end() :]
    runs = []
    for row in range(int(top * scale), int(bottom * scale)):
        strip = pixels[row * width + int(left * scale) : row * width + int(right * scale)]
        dark = bytes(120 if pixel > 160 else 35 for pixel in strip)
        runs += [(match.end() - match.start(), match.start(), match.end()) for match in re.finditer(rb"#+", dark)]
    _, start, end = max(runs)
    return left + start / scale, left + end / scale


@needs_poppler
def test_header_columns(minutes, resolution):
    page = text_of_pages(minutes)[0].splitlines()
    assert re.fullmatch(r"\s*ĐẢNG BỘ PHƯỜNG AN HẢI ĐÔNG\s+ĐẢNG CỘNG SẢN VIỆT NAM", page[0])
    assert "An Hải Đông, ngày 03 tháng 02 năm 2026" in "\n".join(page[:4])
    star = next(word for word in words(minutes) if word[5] == "*")
    number = [word for word in words(minutes) if word[5] in {"Số", "03-BB/CB"} and word[0] == 1][-2:]
    assert (number[0][1] + number[1][3]) / 2 == pytest.approx((star[1] + star[3]) / 2, abs=1)
    head = "\n".join(text_of_pages(resolution)[0].splitlines()[:6])
    for line in ("ĐẢNG BỘ CÁC CƠ QUAN ĐẢNG", "VÀ ĐOÀN THỂ", "CHÍNH TRỊ - XÃ HỘI TỈNH"):
        assert line in head


@needs_poppler
def test_decomposed_letters_come_out_composed():
    paper = replace(RESOLUTION, abstract="Nghi\u0323 quye\u0302\u0301t")
    assert "Nghị quyết" in text_of_pages(rendered(paper))[0]


# The file -----------------------------------------------------------------------------------------------------


def _fonts(document):
    found = {}
    for font in document.objects:
        if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/FontDescriptor":
            found[str(font.FontName).split("+")[-1]] = "/FontFile2" in font or "/FontFile3" in font
    return found


def test_only_our_fonts_and_all_embedded(minutes):
    with pikepdf.open(io.BytesIO(minutes)) as document:
        fonts = _fonts(document)
    assert set(fonts) == {"Tinos-Paper", "Tinos-Paper-Bold", "Tinos-Paper-Italic", "Tinos-Paper-Bold-Italic"}
    assert all(fonts.values())


@pytest.mark.parametrize("variant", list(pdf.Variant))
def test_file_is_tagged_and_named(variant):
    data = rendered(RESOLUTION, variant)
    with pikepdf.open(io.BytesIO(data)) as document:
        assert str(document.Root.Lang) == "vi"
        assert document.Root.MarkInfo.Marked is True
        assert document.Root.ViewerPreferences.DisplayDocTitle is True
        assert "/StructTreeRoot" in document.Root
        assert str(document.docinfo.Title) == "Nghị quyết 05-NQ/CB – Lãnh đạo thực hiện nhiệm vụ tháng 12 năm 2026"
        roles = {str(item.S) for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item}
        assert {"/H1", "/H2", "/H3", "/P", "/Table", "/TR", "/TH", "/TD"} <= roles
        with document.open_metadata() as metadata:
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            sealed = metadata.get("{http://www.aiim.org/pdfa/ns/id/}part"), metadata.get("pdfaid:conformance")
        assert sealed == (("3", "A") if variant is pdf.Variant.SEALED else (None, None))
        assert ("/OutputIntents" in document.Root) == (variant is pdf.Variant.SEALED)


@pytest.mark.parametrize("variant", list(pdf.Variant))
def test_same_facts_give_the_same_bytes(variant):
    first = rendered(MINUTES, variant)
    rendered(PACKET)
    frozen = type(MINUTES).from_json(MINUTES.to_json())
    assert hashlib.sha256(rendered(frozen, variant)).digest() == hashlib.sha256(first).digest()


def test_committed_fonts_are_the_recorded_ones():
    recorded = dict(re.findall(r"\| `([a-zA-Z.-]+)` \| `([0-9a-f]{64})` \|", (FONTS / "VENDOR.md").read_text()))
    files = [*FONTS.glob("*.ttf"), FONTS / "OFL.txt"]
    assert len(files) == 5
    for path in files:
        assert recorded[path.name] == hashlib.sha256(path.read_bytes()).hexdigest()


# What may not be fetched --------------------------------------------------------------------------------------


@pytest.fixture
def planted(tmp_path, monkeypatch):
    """Render a page with a planted piece of HTML, past the cleaning; every fetched address is noted."""

    def render(piece):
        page = f"<html lang='vi'><head><title>a</title></head><body>{piece}<p>Nội dung</p></body></html>"
        monkeypatch.setattr(pdf, "render_to_string", lambda *_: page)
        return pdf.render("x", {}, variant=pdf.Variant.DRAFT)

    return render


def _attachments_and_images(data):
    with pikepdf.open(io.BytesIO(data)) as document:
        kinds = [
            str(item.get("/Subtype", item.get("/Type", "")))
            for item in document.objects
            if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream))
        ]
    return [kind for kind in kinds if kind in {"/Filespec", "/EmbeddedFile", "/Image"}]


PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs="


@pytest.mark.parametrize(
    "piece",
    [
        "<img src='http://127.0.0.1:9/a.png'>",
        "<img src='https://chibo.vn/a.png'>",
        "<img src='ftp://chibo.vn/a.png'>",
        "<link rel=attachment href='file:///etc/passwd'>",
        "<a rel=attachment href='file:///etc/passwd'>a</a>",
        "<link rel=stylesheet href='file:///etc/passwd'>",
        "<style>@import url('file:///etc/passwd');</style>",
        "<style>@font-face{font-family:x;src:url(file:///etc/passwd)} p{font-family:x}</style>",
        "<p style='background:url(file:///etc/passwd)'>a</p>",
        "<object data='file:///etc/passwd'></object>",
        "<embed src='file:///etc/passwd'>",
        f"<img src='{PIXEL}'>",
        "<img src='file://chibo.vn/etc/passwd'>",
        "<img src='FILE:///etc/passwd'>",
    ],
)
def test_refuses_what_is_not_ours(planted, caplog, piece):
    data = planted(piece)
    assert any(record.message.startswith("Refused to fetch") for record in caplog.records)
    assert _attachments_and_images(data) == []
    assert b"root:" not in data


def test_refuses_to_climb_out_of_our_folder(planted, caplog):
    here = (FONTS / "tinos-regular.ttf").as_uri()
    for way in ("/../../../../manage.py", "/../VENDOR.md", "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/manage.py"):
        caplog.clear()
        assert _attachments_and_images(planted(f"<link rel=attachment href='{here}{way}'>")) == []
        assert "Refused to fetch" in caplog.text


def test_refuses_a_link_that_leads_elsewhere(planted, caplog, tmp_path):
    link = tmp_path / "tinos-regular.ttf"
    link.symlink_to("/etc/passwd")
    assert _attachments_and_images(planted(f"<link rel=attachment href='{link.as_uri()}'>")) == []
    assert "Refused to fetch" in caplog.text


def test_own_file_replaced_by_a_link_is_an_error(tmp_path):
    for name in ("css/paper.css", *pdf._FONTS):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a")
    assert len(pdf._own_files(tmp_path)) == 5
    (tmp_path / "css/paper.css").unlink()
    (tmp_path / "css/paper.css").symlink_to("/etc/passwd")
    with pytest.raises(pdf.PdfUnavailable, match=r"Thiếu tệp css/paper\.css"):
        pdf._own_files(tmp_path)


def test_a_paper_asks_for_nothing_else(caplog):
    pdf._engine.cache_clear()
    rendered(MINUTES)
    rendered(PACKET)
    assert [record.getMessage() for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []


def test_missing_pango_is_told_in_vietnamese(monkeypatch):
    def missing(name, *args, **kwargs):
        if name.startswith("weasyprint"):
            raise OSError("cannot load library")
        return original(name, *args, **kwargs)

    original = __import__
    pdf._engine.cache_clear()
    monkeypatch.setattr("builtins.__import__", missing)
    with pytest.raises(pdf.PdfUnavailable, match="Máy chủ chưa cài thư viện để tạo tệp PDF"):
        pdf._engine()
    assert pdf.is_available() is False
    monkeypatch.undo()
    assert pdf.is_available() is True
