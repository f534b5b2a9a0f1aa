"""Which files are taken, and what is said of those that are not."""

import hashlib
import unicodedata
import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from chibo.core import filetext
from chibo.core.uploads import check_spreadsheet, check_upload, safe_name

JPG = b"\xff\xd8\xff\xe0" + b"0" * 50
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50
PDF = b"%PDF-1.7\n%%EOF"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def packed(parts):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()


def docx(*lines, **more):
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    document = f"<w:document><w:body>{body}</w:body></w:document>"
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **more})


def xlsx(*cells):
    strings = "".join(f"<si><t>{cell}</t></si>" for cell in cells)
    parts = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}
    return packed({**parts, "xl/sharedStrings.xml": f"<sst>{strings}</sst>"})


def pptx(line):
    slide = f"<p:sld><a:p><a:r><a:t>{line}</a:t></a:r></a:p></p:sld>"
    parts = {"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>", "ppt/slides/slide1.xml": slide}
    return packed(parts)


def odt(line):
    return packed({"mimetype": ODT_TYPE, "content.xml": f"<text:p>{line}</text:p>", "styles.xml": "<a/>"})


def check(name, data):
    return check_upload(SimpleUploadedFile(name, data), confirmed_no_secret=True)


def refusal(name, data):
    with pytest.raises(ValidationError) as caught:
        check(name, data)
    return caught.value.code, caught.value.messages[0]


GOOD = [
    ("báo cáo.pdf", PDF, "pdf"),
    ("báo cáo.docx", docx("Bảo vệ bí mật nhà nước"), "docx"),
    ("bảng.xlsx", xlsx("STT", "Họ tên"), "xlsx"),
    ("trình chiếu.pptx", pptx("Chuyên đề"), "pptx"),
    ("văn bản.odt", odt("Chuyên đề"), "odt"),
    ("ảnh.jpg", JPG, "jpg"),
    ("ảnh.JPEG", JPG, "jpg"),
    ("ảnh.png", PNG, "png"),
    ("ghi chú.txt", "Đổi mật khẩu".encode(), "txt"),
    ("ghi chú.txt", "Đổi mật khẩu".encode("utf-16"), "txt"),
]


@pytest.mark.parametrize(("name", "data", "kind"), GOOD)
def test_good_file(name, data, kind):
    upload = check(name, data)
    assert (upload.kind, upload.size, upload.sha256) == (kind, len(data), hashlib.sha256(data).hexdigest())


def test_file_is_rewound():
    file = SimpleUploadedFile("a.pdf", PDF)
    check_upload(file, confirmed_no_secret=True)
    assert file.read() == PDF


def test_confirmation_is_asked_for_first():
    with pytest.raises(ValidationError) as caught:
        check_upload(SimpleUploadedFile("a.exe", b"MZ"), confirmed_no_secret=False)
    assert caught.value.code == "unconfirmed"


def test_empty_file():
    assert refusal("a.pdf", b"") == ("empty", "Tệp “a.pdf” rỗng, không có nội dung.")


def test_size_limit_is_named(settings):
    settings.CHIBO_UPLOAD_LIMIT_MB = 1
    check("a.pdf", PDF.ljust(1024 * 1024))
    assert refusal("a.pdf", PDF.ljust(1024 * 1024 + 1)) == ("size", "Tệp “a.pdf” nặng 2 MB, quá giới hạn 1 MB.")


@pytest.mark.parametrize("name", ["a.exe", "a.doc", "a.html", "a.svg", "a.docm", "a.pdf.exe", "pdf", ".pdf", ""])
def test_unknown_kind(name):
    code, sentence = refusal(name or "x", PDF)
    assert code == "kind"
    assert "không thuộc loại được nhận" in sentence


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", PNG), ("a.pdf", docx("a")), ("a.docx", PDF), ("a.docx", xlsx("a")), ("a.xlsx", docx("a")),
        ("a.pptx", docx("a")), ("a.odt", docx("a")), ("a.jpg", PNG), ("a.png", JPG), ("a.txt", PNG),
        ("a.docx", b"PK\x03\x04 cut short"), ("a.docx", packed({"x": "y"})),
        ("a.docx", docx("a", **{"word/vbaProject.bin": "macro"})),
    ],
)  # fmt: skip
def test_content_is_not_what_the_name_says(name, data):
    code, sentence = refusal(name, data)
    assert code == "mismatch"
    assert sentence.startswith(f"Tệp “{name}” không đúng như tên gọi")


def test_old_or_locked_office_file():
    code, sentence = refusal("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600)
    assert code == "mismatch"
    assert "đang đặt mật khẩu hoặc ở định dạng Office cũ" in sentence


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", docx("ĐẢNG BỘ XÃ", "MẬT", "Số 05-NQ/CB")),
        ("a.docx", docx("TỐI</w:t></w:r><w:r><w:t> MẬT")),
        ("a.docx", docx("a", **{"word/header1.xml": "<w:p><w:t>MẬT</w:t></w:p>"})),
        ("a.docx", docx(unicodedata.normalize("NFD", "TUYỆT MẬT"))),
        ("a.xlsx", xlsx("Họ tên", "Độ mật: Mật")),
        ("a.pptx", pptx("TỐI MẬT")),
        ("a.odt", odt("MẬT")),
        ("a.txt", "Độ mật: Tối mật".encode()),
        ("báo cáo (MẬT).pdf", PDF),
    ],
)  # fmt: skip
def test_mark_of_secrecy(name, data):
    code, sentence = refusal(name, data)
    assert code == "secret"
    assert name in sentence
    assert "Luật 117/2025/QH15" in sentence


@pytest.mark.parametrize(
    ("body", "marked"),
    [
        ("<p>TỐI MẬT</p><p>Số 05</p>", True),
        ("<p>CHI BỘ</p><p><b>MẬT</b></p>", True),
        ("<h1>BẢO VỆ BÍ MẬT NHÀ NƯỚC</h1><p>Nội dung</p>", False),
        ("<p>Đồng chí Lê Thị <b>MẬT</b> phát biểu</p>", False),
    ],
)
def test_mark_of_secrecy_inside_a_pdf(body, marked):
    weasyprint = pytest.importorskip("weasyprint")
    data = weasyprint.HTML(string=body).write_pdf()
    if marked:
        assert refusal("a.pdf", data)[0] == "secret"
    else:
        assert check("a.pdf", data).kind == "pdf"


def test_overpacked_file(monkeypatch):
    monkeypatch.setattr(filetext, "PART_LIMIT", 1000)
    check("a.docx", docx("a" * 500))
    assert refusal("a.docx", docx("a" * 2000))[0] == "damaged"
    monkeypatch.setattr(filetext, "FILE_LIMIT", 400)
    assert refusal("a.docx", docx("a" * 500))[0] == "damaged"


def test_too_many_entries(monkeypatch):
    monkeypatch.setattr(filetext, "ENTRY_LIMIT", 2)
    assert refusal("a.docx", docx("a", **{"word/header1.xml": "<w:p/>"}))[0] == "damaged"


def test_damaged_part():
    data = bytearray(docx("a" * 400))
    at = data.index(b"word/document.xml") + 40
    data[at : at + 4] = b"\xff\xff\xff\xff"
    code, sentence = refusal("a.docx", bytes(data))
    assert (code, "không mở được" in sentence) == ("damaged", True)


def test_spreadsheet_takes_nothing_else():
    assert check_spreadsheet(SimpleUploadedFile("a.xlsx", xlsx("STT"))).kind == "xlsx"
    with pytest.raises(ValidationError) as caught:
        check_spreadsheet(SimpleUploadedFile("a.docx", docx("STT")))
    assert caught.value.messages == ["Tệp “a.docx” không thuộc loại được nhận. Đồng chí gửi bảng tính Excel (.xlsx)."]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Nghị quyết.pdf", "Nghị quyết.pdf"),
        (unicodedata.normalize("NFD", "Nghị quyết.pdf"), "Nghị quyết.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        (r"C:\Tài liệu\a.PDF", "a.pdf"),
        ('a<b>:"c|?*.pdf', "abc.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\x00\n.pdf", "a.pdf"),
        ("...", "tài liệu"),
        ("  .pdf", "pdf"),
        ("x" * 300 + ".docx", "x" * 115 + ".docx"),
    ],
)
def test_safe_name(name, safe):
    assert safe_name(name) == safe
