"""The words inside an uploaded file, as far as a quick look finds them; meant for checks, not for display.

Office files are read part by part with limits on what is unpacked. A PDF is searched without a full parser: every
text-drawing stream is decoded with every character map of the file, which is enough to meet a stamp.
"""

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

PART_LIMIT = 32 * 1024 * 1024  # bytes of one part, unpacked
FILE_LIMIT = 256 * 1024 * 1024  # bytes of a whole file, unpacked
ENTRY_LIMIT = 5_000
_MAPS_LIMIT = 60
_OF_ANOTHER_FONT = "\u01c0"  # counts as a letter, so that the rest of a word never stands alone

_PARTS = {
    "docx": re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"),
    "xlsx": re.compile(r"xl/(?:sharedStrings|worksheets/[^/]+|drawings/[^/]+)\.xml"),
    "pptx": re.compile(r"ppt/(?:slides|notesSlides|slideMasters|slideLayouts)/[^/]+\.xml"),
    "odt": re.compile(r"(?:content|styles)\.xml"),
}
_LINE_END = re.compile(
    r"</(?:w:p|a:p|text:p|text:h|si|is|row|oddHeader|oddFooter)>|<(?:w:br|a:br|text:line-break)\b[^>]*>"
)
_TAB = re.compile(r"<(?:w:tab|text:tab)\b[^>]*/>")
_SPACE = re.compile(r"<text:s\b[^>]*/>")
_TAG = re.compile(r"<[^>]*>")

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_MAP_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_MAP_RANGE = re.compile(rb"<([0-9A-Fa-f]{2,4})>\s*<([0-9A-Fa-f]{2,4})>\s*<([0-9A-Fa-f]+)>")
_MAP_LIST = re.compile(rb"<([0-9A-Fa-f]{2,4})>\s*<[0-9A-Fa-f]{2,4}>\s*\[([^\]]*)\]")
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIRS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")
_DRAWN = re.compile(
    rb"(?P<text>\[[^\]]*\]\s*TJ|<[0-9A-Fa-f\s]*>\s*Tj)"
    rb"|(?P<y>[-+.\d]+)\s+(?P<move>Td|TD|Tm)\b|(?P<next>T\*)"
)


class Overpacked(Exception):
    """The file unpacks into more than this program is ready to read."""


def office_text(data: bytes, kind: str) -> str:
    """Words of a docx, xlsx, pptx or odt file, a line for each paragraph or cell.

    Raises `Overpacked`, or what zipfile raises for a damaged file.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > ENTRY_LIMIT or sum(entry.file_size for entry in entries) > FILE_LIMIT:
            raise Overpacked
        wanted = [entry for entry in entries if _PARTS[kind].fullmatch(entry.filename)]
        return "\n".join(_words(_unpack(archive, entry)) for entry in wanted)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    with archive.open(entry) as part:
        content = part.read(PART_LIMIT + 1)
    if len(content) > PART_LIMIT:
        raise Overpacked
    return content.decode("utf-8", errors="replace")


def _words(xml: str) -> str:
    spaced = _SPACE.sub(" ", _TAB.sub("\t", _LINE_END.sub("\n", xml)))
    return html.unescape(_TAG.sub("", spaced))


def pdf_text(data: bytes) -> str:
    """Words of a PDF as decoded with each of its character maps in turn; pictures of text are not read."""
    streams = list(_streams(data))
    drawn = [stream for stream in streams if b"TJ" in stream or b"Tj" in stream]
    maps = [_character_map(stream) for stream in streams if b"beginbfchar" in stream or b"beginbfrange" in stream]
    return "\n".join(_decoded(stream, letters) for letters in maps[:_MAPS_LIMIT] for stream in drawn)


def _streams(data: bytes) -> Iterator[bytes]:
    """Every stream of the file, unpacked where it is packed the usual way, within the limits."""
    left = FILE_LIMIT
    for match in _STREAM.finditer(data):
        unpacker = zlib.decompressobj()
        try:
            content = unpacker.decompress(match[1], min(PART_LIMIT, left))
        except zlib.error:
            content = match[1]
        left -= len(content)
        if left <= 0:
            return
        yield content


def _character_map(stream: bytes) -> dict[bytes, str]:
    """From the code of a glyph, in upper-case hex, to its letters."""
    letters: dict[bytes, str] = {}
    for block in _PAIRS.findall(stream):
        letters |= {code.upper(): _letters(word) for code, word in _MAP_PAIR.findall(block)}
    for block in _RANGES.findall(stream):
        for first, last, word in _MAP_RANGE.findall(block):
            start, stop, width = int(first, 16), min(int(last, 16), int(first, 16) + 255), len(first)
            for code in range(start, stop + 1):
                letters[b"%0*X" % (width, code)] = _following(_letters(word), code - start)
        for first, words in _MAP_LIST.findall(block):
            for offset, word in enumerate(_HEX.findall(words)):
                letters[b"%0*X" % (len(first), int(first, 16) + offset)] = _letters(word)
    return letters


def _letters(word: bytes) -> str:
    return bytes.fromhex(word.decode("ascii").zfill(4)).decode("utf-16-be", errors="replace")


def _following(letters: str, steps: int) -> str:
    return letters[:-1] + chr(min(ord(letters[-1]) + steps, 0x10FFFF)) if letters else ""


def _decoded(stream: bytes, letters: dict[bytes, str]) -> str:
    """The strings drawn in a stream; a new line where the pen moves up or down."""
    width = max((len(code) for code in letters), default=4)
    told: list[str] = []
    height = b""
    for match in _DRAWN.finditer(stream):
        if match["text"]:
            codes = b"".join(_HEX.findall(match["text"])).upper()
            signs = (codes[at : at + width] for at in range(0, len(codes), width))
            told.append("".join(letters.get(sign, _OF_ANOTHER_FONT) for sign in signs))
        elif match["next"]:
            told.append("\n")
        else:
            moved = float(match["y"] or 0) != 0 if match["move"] != b"Tm" else match["y"] != height
            height = match["y"] if match["move"] == b"Tm" else height
            told.append("\n" if moved else " ")
    return "".join(told)
