"""Rich text: one short list of tags, cleaned when it is taken in, read back as plain text for search and checks.

The form field shows the editor, and stays a plain textarea where scripts do not run. A page with the editor prints
`{% rich_media form %}` for its scripts.
"""

import html
import re
import unicodedata
from html.parser import HTMLParser
from typing import Any

import nh3
from django import forms
from django_prose_editor.widgets import ProseEditorWidget
from js_asset import InlineStyle, Media, Script

from chibo.core.secrecy import refuse_secret

BLOCK_TAGS = frozenset({"p", "ul", "ol", "h2", "h3", "blockquote", "table"})
ALLOWED_TAGS = BLOCK_TAGS | {"br", "strong", "em", "s", "u", "li", "thead", "tbody", "tr", "th", "td", "a"}
LINK_SCHEMES = ("http", "https", "mailto")

# What office programs and browsers write for the same thing.
_SAME_TAG = {
    "b": "strong",
    "i": "em",
    "strike": "s",
    "del": "s",
    "h1": "h2",
    "h4": "h3",
    "h5": "h3",
    "h6": "h3",
    "div": "p",
}
_ALIAS = re.compile(rf"<(/?)({'|'.join(_SAME_TAG)})(?=[\s>/])", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_EMPTY_BLOCK = re.compile(r"<(p|h2|h3|li|ul|ol|blockquote)>(?:\s|\u00a0|&nbsp;|<br>)*</\1>")
_WORD_SIGNS = str.maketrans(
    {"\uf0b7": "•", "\uf0a7": "▪", "\uf02d": "-", "\u00ad": None, "\u200b": None, "\ufeff": None}
)

# The buttons of the editor: exactly what the cleaner lets through.
EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Underline": True,
    "Strike": True,
    "Heading": {"levels": [2, 3]},
    "HardBreak": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},  # papers number every list 1, 2, 3
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": list(LINK_SCHEMES)},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
}

_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    clean_content_tags={"script", "style", "title", "template"},
    attributes={
        "*": set(),  # otherwise the library lets lang and title through on every tag
        "a": {"href", "title"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    url_schemes=set(LINK_SCHEMES),
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
)


def clean(source: str) -> str:
    """Safe HTML of `source`, in NFC; "" when nothing is left to read.

    Text without a single tag is taken as typed: every line becomes a paragraph. Otherwise only `ALLOWED_TAGS` survive,
    links lead to http, https or mailto, and loose words are put into paragraphs. Cleaning twice changes nothing.
    """
    text = unicodedata.normalize("NFC", source).translate(_WORD_SIGNS).replace("\r\n", "\n")
    if not _ANY_TAG.search(text):
        return "".join(f"<p>{html.escape(line.strip(), quote=False)}</p>" for line in text.split("\n") if line.strip())
    renamed = _ALIAS.sub(lambda match: f"<{match[1]}{_SAME_TAG[match[2].lower()]}", text)
    return _without_empty_blocks(_in_blocks(_CLEANER.clean(renamed)))


def text_of(source: str) -> str:
    """The words of cleaned HTML (or of plain text): a line for each block, a tab between the cells of a table."""
    reader = _TextReader()
    reader.feed(source)
    reader.close()
    lines = (re.sub(r"[^\S\t\n]+", " ", line).strip() for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _without_empty_blocks(source: str) -> str:
    previous = None
    while previous != source:
        previous, source = source, _EMPTY_BLOCK.sub("", source)
    return source if text_of(source) else ""


def _in_blocks(source: str) -> str:
    grouper = _BlockGrouper()
    grouper.feed(source)
    grouper.close()
    grouper.end_loose()
    return "".join(grouper.parts)


class RichTextWidget(ProseEditorWidget):
    """The editor with the buttons of this program. Its page needs `{% rich_media form %}` for the nonce."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"rows": 8, **(attrs or {})}, config={"extensions": EXTENSIONS}, preset="configurable")

    @property
    def media(self) -> Media:
        """The editor's files, and before them its words in Vietnamese, which it asks for once."""
        # It writes a style of its own into the page, which the policy forbids, unless it finds one with this mark.
        mark = InlineStyle("", **{"data-tiptap-style": True})
        return Media(css={"all": [mark]}, js=[Script("js/lib/editors.js", type="module")]) + super().media


class RichTextField(forms.CharField):
    """Rich text, cleaned before it is validated; an empty paragraph counts as empty; a mark of secrecy is refused."""

    widget = RichTextWidget

    def clean(self, value: Any) -> str:
        """Clean HTML in NFC, or `ValidationError`."""
        cleaned = str(super().clean(clean(str(value or ""))))
        refuse_secret(text_of(cleaned), "Nội dung này")
        return cleaned


class _TextReader(HTMLParser):
    """Collects the words, with line ends where a block ends."""

    _LINE_ENDS = BLOCK_TAGS | {"li", "tr"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's signature
        if tag == "br" or tag in self._LINE_ENDS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._LINE_ENDS:
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append("\t")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


class _BlockGrouper(HTMLParser):
    """Copies cleaned HTML and wraps what stands outside every block into a paragraph."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._depth = 0
        self._loose = False

    def end_loose(self) -> None:
        """Close the paragraph that was opened for loose words, if one is open."""
        if self._loose:
            self.parts.append("</p>")
            self._loose = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's signature
        if tag in BLOCK_TAGS:
            self.end_loose()
            self._depth += 1
        else:
            self._begin_loose()
        self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")
        if tag in BLOCK_TAGS:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._begin_loose()
        self.parts.append(data if self._depth or self._loose else data.strip())

    def handle_entityref(self, name: str) -> None:
        self._begin_loose()
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._begin_loose()
        self.parts.append(f"&#{name};")

    def _begin_loose(self) -> None:
        if not self._depth and not self._loose:
            self.parts.append("<p>")
            self._loose = True
