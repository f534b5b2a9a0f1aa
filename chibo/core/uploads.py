"""What may be uploaded: known kinds that are what they say, of a bounded size, without a mark of state secrecy."""

import hashlib
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File

from chibo.core.filetext import Overpacked, office_text, pdf_text
from chibo.core.secrecy import refuse_secret

_MEGABYTE = 1024 * 1024
_NAME_LENGTH = 120
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "jpg": "image/jpeg",
    "png": "image/png",
    "txt": "text/plain",
}
_SAME_KIND = {"jpeg": "jpg"}
_MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}

_KINDS_SENTENCE = (
    "Đồng chí gửi tệp PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), OpenDocument (.odt), ảnh (.jpg, .png) "
    "hoặc văn bản (.txt)."
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that passed: its safe name, kind (a key of `CONTENT_TYPES`), size in bytes and SHA-256 in hex."""

    name: str
    kind: str
    size: int
    sha256: str


def check_upload(file: File[bytes], *, confirmed_no_secret: bool) -> Upload:
    """The facts of a file that may be kept, or `ValidationError` with a sentence that names the file.

    Codes: unconfirmed, empty, size, kind, mismatch, damaged, secret. The file is rewound. Source of the
    confirmation and of the last check: Luật 117/2025/QH15, Điều 5.
    """
    if not confirmed_no_secret:
        raise ValidationError("Đồng chí cần xác nhận tệp không chứa bí mật nhà nước trước khi gửi.", code="unconfirmed")
    return _check(file, CONTENT_TYPES.keys(), _KINDS_SENTENCE)


def check_spreadsheet(file: File[bytes]) -> Upload:
    """The same for a table to be imported: .xlsx only, and nothing to confirm since the file itself is not kept."""
    return _check(file, {"xlsx"}, "Đồng chí gửi bảng tính Excel (.xlsx).")


def safe_name(name: str) -> str:
    """The bare file name in NFC, without folders, control signs or signs that some systems refuse."""
    bare = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    cleaned = " ".join(_UNSAFE.sub("", bare).split()).strip(". ")
    stem, dot, extension = cleaned.rpartition(".")
    if not dot:
        return cleaned[:_NAME_LENGTH] or "tài liệu"
    return f"{stem[: _NAME_LENGTH - len(extension) - 1].rstrip('. ') or 'tài liệu'}.{extension.lower()[:10]}"


def _check(file: File[bytes], kinds: Collection[str], kinds_sentence: str) -> Upload:
    name = safe_name(file.name or "")
    kind = _kind_of_name(name)
    if kind not in kinds:
        raise _refused("Tệp “%(name)s” không thuộc loại được nhận. %(kinds)s", "kind", name, kinds=kinds_sentence)
    _check_size(file, name)
    file.seek(0)
    data = file.read()
    file.seek(0)
    _check_content(data, kind, name)
    refuse_secret(_text(data, kind, name), f"Tệp “{name}”")
    refuse_secret(PurePosixPath(name).stem.replace("_", " "), f"Tên tệp “{name}”")
    return Upload(name, kind, len(data), hashlib.sha256(data).hexdigest())


def _kind_of_name(name: str) -> str:
    extension = PurePosixPath(name).suffix.removeprefix(".").lower()
    return _SAME_KIND.get(extension, extension)


def _check_size(file: File[bytes], name: str) -> None:
    limit = settings.CHIBO_UPLOAD_LIMIT_MB
    if not file.size:
        raise _refused("Tệp “%(name)s” rỗng, không có nội dung.", "empty", name)
    if file.size > limit * _MEGABYTE:
        size = -(-file.size // _MEGABYTE)
        sentence = "Tệp “%(name)s” nặng %(size)d MB, quá giới hạn %(limit)d MB."
        raise _refused(sentence, "size", name, size=size, limit=limit)


def _check_content(data: bytes, kind: str, name: str) -> None:
    if data.startswith(_OLD_OFFICE):
        sentence = (
            "Tệp “%(name)s” đang đặt mật khẩu hoặc ở định dạng Office cũ. "
            "Đồng chí lưu lại ở định dạng mới, không đặt mật khẩu, rồi gửi lại."
        )
        raise _refused(sentence, "mismatch", name)
    if not _LOOKS_LIKE[kind](data):
        sentence = "Tệp “%(name)s” không đúng như tên gọi: nội dung không phải là tệp .%(kind)s."
        raise _refused(sentence, "mismatch", name, kind=kind)


def _text(data: bytes, kind: str, name: str) -> str:
    """The words to search; a file that cannot be opened is refused."""
    try:
        if kind == "pdf":
            return pdf_text(data)
        if kind == "txt":
            return _decoded(data) or ""
        return office_text(data, kind) if kind in _PACKED else ""
    except (Overpacked, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        raise _refused("Tệp “%(name)s” bị hỏng hoặc nén quá mức nên không mở được.", "damaged", name) from error


def _refused(sentence: str, code: str, name: str, **params: object) -> ValidationError:
    return ValidationError(sentence, code=code, params={"name": name, **params})


def _entries(data: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, ValueError):
        return set()


def _is_office(kind: str) -> Callable[[bytes], bool]:
    """A test for one kind of Office file; one that carries macros is not that kind."""

    def looks_like(data: bytes) -> bool:
        entries = _entries(data)
        plain = not any(entry.lower().endswith("vbaproject.bin") for entry in entries)
        return plain and {"[Content_Types].xml", _MAIN_PART[kind]} <= entries

    return looks_like


def _is_odt(data: bytes) -> bool:
    marked = data[30:120].startswith(b"mimetype" + CONTENT_TYPES["odt"].encode())
    return marked and "content.xml" in _entries(data)


def _decoded(data: bytes) -> str | None:
    """Text as UTF-8 or, with its mark in front, UTF-16; None when it is neither."""
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text


_PACKED = frozenset({"docx", "xlsx", "pptx", "odt"})
_LOOKS_LIKE: dict[str, Callable[[bytes], bool]] = {
    "pdf": lambda data: b"%PDF-" in data[:1024],
    "docx": _is_office("docx"),
    "xlsx": _is_office("xlsx"),
    "pptx": _is_office("pptx"),
    "odt": _is_odt,
    "jpg": lambda data: data.startswith(b"\xff\xd8\xff"),
    "png": lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"),
    "txt": lambda data: _decoded(data) is not None,
}
