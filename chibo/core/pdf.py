"""Papers as PDF: a Django template, the prescribed layout of `static/css/paper.css`, the fonts of `static/fonts/tinos`.

The engine is loaded on the first use, so that the program starts without it. It is given nothing but our own style
sheet and fonts: every other address is refused, whatever its scheme, and no request leaves the machine. A refusal is
logged and the paper is made without the thing: cleaned text never asks for anything, so nothing of the paper is lost. A
missing file of our own is an error, for no paper may be sealed in the wrong type.
"""

import atexit
import logging
import unicodedata
from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)

_STYLE_SHEET = "css/paper.css"
_FONTS = {f"fonts/tinos/tinos-{style}.ttf": "font/ttf" for style in ("regular", "bold", "italic", "bolditalic")}
_ONE_AT_A_TIME = Lock()  # the fonts of a process are shared

_UA_SCHEMA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


class Variant(StrEnum):
    """What the file declares itself to be; both are tagged for readers that speak."""

    DRAFT = "pdf/ua-1"  # notices, packets, drafts
    SEALED = "pdf/a-3a"  # locked and issued papers: for the archive, and PDF/UA-1 as well


class PdfUnavailable(Exception):
    """The machine lacks what makes a PDF; the text is meant for the user."""


@dataclass(frozen=True, slots=True)
class _Engine:
    """What one process keeps between papers; the types are WeasyPrint's."""

    html: Any
    fetcher: Any
    fonts: Any
    style: Any


def render(template: str, context: dict[str, Any], *, variant: Variant) -> bytes:
    """The paper as PDF. The same template and context give the same bytes on the same installation.

    `template` lies under `templates/`, extends `papers/frame.html` and sets the title. Raises `PdfUnavailable`.
    """
    source = compose(template, context)
    ahead = _ahead.pop((source, variant), None)
    return ahead.result() if ahead else make(source, variant)


_ahead: dict[tuple[str, Variant], Future[bytes]] = {}


def expect(source: str, variant: Variant, paper: Future[bytes]) -> None:
    """Take the bytes of this very source from another process, which makes them meanwhile.

    The same source gives the same bytes, so whoever asks for the paper sees no difference but time.
    """
    _ahead[source, variant] = paper


def compose(template: str, context: dict[str, Any]) -> str:
    """The paper as HTML, in NFC."""
    return unicodedata.normalize("NFC", render_to_string(template, context))


def make(source: str, variant: Variant) -> bytes:
    """The bytes of a composed paper. Raises `PdfUnavailable`."""
    engine = _engine()
    with _ONE_AT_A_TIME:
        document = engine.html(string=source, url_fetcher=engine.fetcher).render(
            font_config=engine.fonts, stylesheets=[engine.style]
        )
        finisher = _declare_accessible if variant is Variant.SEALED else None
        return bytes(document.write_pdf(finisher=finisher, pdf_variant=variant.value))


def is_available() -> bool:
    """Whether papers can be made on this machine, for the status page."""
    try:
        _engine()
    except PdfUnavailable:
        return False
    return True


@cache
def _engine() -> _Engine:
    """Load WeasyPrint, our style sheet and our fonts, once per process."""
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # from the import on
    try:
        from weasyprint import CSS, HTML  # noqa: PLC0415 - needs system libraries
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - needs system libraries
    except OSError as error:
        raise PdfUnavailable(
            "Máy chủ chưa cài thư viện để tạo tệp PDF. Đồng chí báo cán bộ kỹ thuật cài các gói libpango-1.0-0, "
            "libpangoft2-1.0-0, libharfbuzz-subset0 rồi thử lại."
        ) from error
    atexit.register(_engine.cache_clear)  # the fonts remove their folder while the interpreter can still help them
    own = _own_files(Path(settings.BASE_DIR, "static").resolve())
    fonts = FontConfiguration()
    fetcher = _fetcher_class()(own)
    sheet = next(path for path in own if path.suffix == ".css")
    style = CSS(string=sheet.read_text("utf-8"), base_url=sheet.as_uri(), url_fetcher=fetcher, font_config=fonts)
    return _Engine(HTML, fetcher, fonts, style)


def _own_files(root: Path) -> dict[Path, str]:
    """The files the engine may read, with their types. One that is missing or leads elsewhere raises."""
    own = {root / name: kind for name, kind in {_STYLE_SHEET: "text/css", **_FONTS}.items()}
    for path in own:
        if not path.is_file() or path.resolve() != path:
            raise PdfUnavailable(f"Thiếu tệp {path.relative_to(root)} của chương trình nên chưa tạo được tệp PDF.")
    return own


@cache
def _fetcher_class() -> Any:
    """The engine's way to files, narrowed to our own; a class made late because its base is loaded late."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - needs system libraries

    class OwnFilesOnly(URLFetcher):
        """Answers with a file of the list, or refuses."""

        def __init__(self, own: dict[Path, str]) -> None:
            super().__init__(allowed_protocols={"file"}, allow_redirects=False)
            self._own = own

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - the engine's signature
            path = _local_path(url)
            kind = self._own.get(path) if path else None
            if path is None or kind is None:
                logger.warning("Refused to fetch %.200s for a paper", url)
                raise ValueError("not a file of this program")
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return OwnFilesOnly


def _local_path(url: str) -> Path | None:
    """The real file behind a file: address, links followed; None for any other address."""
    try:
        parts = urlsplit(url)
        return Path(url2pathname(parts.path)).resolve() if parts.scheme == "file" and not parts.netloc else None
    except (ValueError, OSError):
        return None


def _declare_accessible(document: Any, pdf: Any) -> None:  # noqa: ARG001 - the engine's signature
    """Add the PDF/UA-1 identification to the metadata of a PDF/A file (ISO 14289-1, clause 5)."""
    number = int(pdf.catalog["Metadata"].split()[0])
    stream = pdf.objects[number].stream
    stream[:] = [b"".join(stream).replace(b"</rdf:RDF>", _UA_SCHEMA)]
