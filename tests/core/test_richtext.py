"""Cleaning of rich text, its words, and the form field."""

import re
import unicodedata
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django_prose_editor.config import EXTENSION_MAPPING, allowlist_from_extensions

from chibo.core.richtext import ALLOWED_TAGS, EXTENSIONS, RichTextField, clean, text_of

CLEANED = [
    ("", ""),
    ("   \n ", ""),
    ("<p></p>", ""),
    ("<p><br></p><p>&nbsp;</p>", ""),
    ("<ul><li><p></p></li></ul>", ""),
    ("Một dòng", "<p>Một dòng</p>"),
    ("Đoạn một\r\n\r\nĐoạn hai\nđoạn ba", "<p>Đoạn một</p><p>Đoạn hai</p><p>đoạn ba</p>"),
    ("5 < 10 & 3 > 2", "<p>5 &lt; 10 &amp; 3 &gt; 2</p>"),
    ("<p>a</p><script>alert(1)</script>", "<p>a</p>"),
    ("<style>p{}</style><p>a</p>", "<p>a</p>"),
    ('<p onclick="x()" style="color:red" class="c" id="i">a</p>', "<p>a</p>"),
    ("<img src=x onerror=alert(1)><p>a</p>", "<p>a</p>"),
    ('<iframe src="https://a.vn"></iframe><p>a</p>', "<p>a</p>"),
    ("<svg><p>a</p></svg>", "<p>a</p>"),
    ('<link rel=attachment href="file:///etc/passwd"><p>a</p>', "<p>a</p>"),
    ("<!-- a --><p>b</p>", "<p>b</p>"),
    ("<b>đậm</b> và <i>nghiêng</i>", "<p><strong>đậm</strong> và <em>nghiêng</em></p>"),
    ("<div>a</div><div>b</div>", "<p>a</p><p>b</p>"),
    ("<h1>a</h1><h4>b</h4>", "<h2>a</h2><h3>b</h3>"),
    ("<h2>a</h2>chữ rời<p>b</p>", "<h2>a</h2><p>chữ rời</p><p>b</p>"),
    ("<ul><li><p>a</p></li></ul>", "<ul><li><p>a</p></li></ul>"),
    ("<blockquote><p>a</p></blockquote>", "<blockquote><p>a</p></blockquote>"),
    ("<p><u>a</u><s>b</s><br>c</p>", "<p><u>a</u><s>b</s><br>c</p>"),
    ("<table><tr><th colspan=2 scope=row>a<td onclick=x>b</table>",
     '<table><tbody><tr><th colspan="2">a</th><td>b</td></tr></tbody></table>'),
    ("<p>\uf0b7 gạch đầu dòng của Word</p>", "<p>• gạch đầu dòng của Word</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), CLEANED)
def test_clean(source, expected):
    assert clean(source) == expected


@pytest.mark.parametrize("source", [source for source, _ in CLEANED])
def test_clean_twice_changes_nothing(source):
    assert clean(clean(source)) == clean(source)


@pytest.mark.parametrize("href", ["https://chibo.vn/a?b=1", "http://chibo.vn", "mailto:chibo@chibo.vn"])
def test_link_is_kept(href):
    assert clean(f'<p><a href="{href}">a</a></p>') == (
        f'<p><a href="{href}" rel="noopener noreferrer nofollow">a</a></p>'
    )


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,a", "file:///etc/passwd", "/members", "//a.vn"]
)
def test_link_elsewhere_loses_its_target(href):
    assert "href" not in clean(f'<p><a href="{href}">a</a></p>')


def test_clean_composes_letters():
    assert clean(unicodedata.normalize("NFD", "<p>Nghị quyết</p>")) == "<p>Nghị quyết</p>"


def test_text_of_keeps_lines_and_cells():
    source = "<h2>A &amp; B</h2><p>một<br>hai <strong>ba</strong></p><table><tr><th>c</th><td>d</td></tr></table>"
    assert text_of(source) == "A & B\nmột\nhai ba\nc\td"


class SpeechForm(forms.Form):
    text = RichTextField(label="Nội dung")
    note = RichTextField(label="Ghi chú", required=False)


def test_field_cleans():
    form = SpeechForm({"text": "Đồng ý <script>x</script><b>ngay</b>"})
    assert form.is_valid()
    assert form.cleaned_data == {"text": "<p>Đồng ý <strong>ngay</strong></p>", "note": ""}


def test_field_empty_editor_is_empty():
    form = SpeechForm({"text": "<p></p>", "note": "<p></p>"})
    assert form.errors == {"text": ["Trường này là bắt buộc."]}


def test_field_refuses_a_mark_of_secrecy_and_keeps_what_was_typed():
    typed = "<p>Mở đầu</p><p><strong>TỐI</strong> MẬT</p>"
    form = SpeechForm({"text": typed})
    assert "dấu chỉ mức độ mật “TỐI MẬT”" in form.errors["text"][0]
    assert form["text"].value() == typed


def test_editor_is_shown():
    assert "data-django-prose-editor-configurable" in str(SpeechForm()["text"])


# What the editor writes for each of its buttons, and what is left of it where that differs.
WRITTEN = {
    "Bold": "<p><strong>a</strong></p>",
    "Italic": "<p><em>a</em></p>",
    "Underline": "<p><u>a</u></p>",
    "Strike": "<p><s>a</s></p>",
    "Heading": "<h2>a</h2><h3>b</h3>",
    "HardBreak": "<p>a<br>b</p>",
    "BulletList": "<ul><li><p>a</p></li></ul>",
    "OrderedList": "<ol><li><p>a</p></li></ol>",
    "ListItem": "<ul><li><p>a</p><ol><li><p>b</p></li></ol></li></ul>",
    "Blockquote": "<blockquote><p>a</p></blockquote>",
    "Link": '<p><a href="https://a.vn" title="b" rel="noopener noreferrer nofollow">a</a></p>',
    "Table": "<table><tbody><tr><td><p>a</p></td></tr></tbody></table>",
    "TableRow": "<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>",
    "TableHeader": '<table><tbody><tr><th colspan="2" rowspan="1">a</th></tr></tbody></table>',
    "TableCell": '<table><tbody><tr><td colspan="1" rowspan="2">a</td></tr></tbody></table>',
}


@pytest.mark.parametrize("name", EXTENSIONS)
def test_what_a_button_writes_is_kept(name):
    assert clean(WRITTEN[name]) == WRITTEN[name]


def offered() -> dict[str, Any]:
    """Tags, attributes and schemes that the editor writes with our buttons, as its own library says."""
    told = allowlist_from_extensions(EXTENSIONS)
    told["attributes"]["a"].discard("rel")  # written by the cleaner, whatever was there
    if EXTENSIONS["OrderedList"] == {"enableListAttributes": False}:
        del told["attributes"]["ol"]
    return told


EVERYTHING = allowlist_from_extensions(dict.fromkeys(EXTENSION_MAPPING, True))
TAGS = sorted(EVERYTHING["tags"] | ALLOWED_TAGS | {"article", "b", "form", "iframe", "input", "script", "style", "svg"})
ATTRIBUTES = sorted({name for names in EVERYTHING["attributes"].values() for name in names} | {"id", "lang", "onclick"})
IN_TABLE = {
    "thead": "<table><thead><tr><th>a</th></tr></thead></table>",
    "tbody": "<table><tbody><tr><td>a</td></tr></tbody></table>",
    "tr": "<table><tbody><tr><td>a</td></tr></tbody></table>",
    "th": "<table><tbody><tr><th>a</th></tr></tbody></table>",
    "td": "<table><tbody><tr><td>a</td></tr></tbody></table>",
}


def construct(tag: str, attribute: str = "") -> str:
    """Something to read within the tag, in the place where HTML allows it."""
    value = {"href": "https://a.vn", "": ""}.get(attribute, "1")
    source = IN_TABLE.get(tag, f"<{tag}>a</{tag}>b")
    return source.replace(f"<{tag}>", f'<{tag} {attribute}="{value}">', 1) if attribute else source


def test_the_editor_writes_what_the_cleaner_keeps():
    kept = {
        tag for tag in TAGS if f"<{tag}>" in clean(construct(tag)).replace(' rel="noopener noreferrer nofollow"', "")
    }
    assert kept == offered()["tags"] == ALLOWED_TAGS


def test_the_editor_writes_the_attributes_that_the_cleaner_keeps():
    pairs = {(tag, name) for tag in ALLOWED_TAGS for name in ATTRIBUTES if name != "rel"}
    kept = {(tag, name) for tag, name in pairs if f' {name}="' in clean(construct(tag, name))}
    assert kept == {(tag, name) for tag, names in offered()["attributes"].items() for name in names}


def test_the_editor_links_where_the_cleaner_lets_links_lead():
    schemes = ("http", "https", "mailto", "ftp", "tel", "javascript", "data", "file")
    kept = {scheme for scheme in schemes if f'href="{scheme}:' in clean(f'<p><a href="{scheme}:a@a.vn">a</a></p>')}
    assert kept == offered()["url_schemes"]


def test_rich_media_puts_the_nonce_on_every_tag(rf):
    request = rf.get("/")
    request.csp_nonce = "abc123"
    page = Template("{% load rich %}{% rich_media form %}").render(Context({"form": SpeechForm(), "request": request}))
    assert '<script type="importmap" nonce="abc123">' in page
    tags = re.findall("<(?:script|link|style)[^>]*>", page)
    assert len(tags) > 5
    assert [tag for tag in tags if 'nonce="abc123"' not in tag] == []
