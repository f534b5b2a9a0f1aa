"""What a ruler would find on a page: words and lines of a PDF with their places and sizes."""

import html
import re
import shutil
import subprocess

import pytest

MILLIMETRE = 72 / 25.4

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils is not installed: pages cannot be measured"
)


def poppler(program, data, *options):
    target = [] if program == "pdftoppm" else ["-"]
    return subprocess.run([program, *options, "-", *target], input=data, capture_output=True, check=True).stdout


def words(data):
    """Every word as (page, left, top, right, bottom, text), in points from the upper left corner."""
    found, page = [], 0
    for line in poppler("pdftotext", data, "-bbox").decode().splitlines():
        page += "<page " in line
        if match := re.search(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', line):
            found.append((page, *map(float, match.groups()[:4]), html.unescape(match[5])))
    return found


def lines(data, tmp_path):
    """Every line as (page, top, size in points, text with <b> and <i>)."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(data)
    command = ["pdftohtml", "-xml", "-zoom", "1", "-i", "-stdout", str(path)]
    xml = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    sizes = dict(re.findall(r'<fontspec id="(\d+)" size="(\d+)"', xml))
    found = []
    for page, body in enumerate(xml.split("<page ")[1:], 1):
        for top, font, text in re.findall(r'<text top="(\d+)".*?font="(\d+)">(.*?)</text>', body):
            found.append((page, int(top), int(sizes[font]), html.unescape(text).strip()))
    return found


def text_of_pages(data):
    return poppler("pdftotext", data, "-layout").decode().split("\f")


def running_text(data):
    """The words of all pages as one line, page numbers aside."""
    pages = (re.sub(r"^\s*\d+\n", "", page) for page in text_of_pages(data))
    return " ".join(" ".join(pages).split())


def outline_in_millimetres(data):
    """The margins of the text of all pages, page numbers aside: (left, top, right, bottom) from the paper's edges."""
    body = [word for word in words(data) if not (word[2] < 20 * MILLIMETRE and word[5].isdigit())]
    edges = (
        min(word[1] for word in body),
        min(word[2] for word in body),
        210 * MILLIMETRE - max(word[3] for word in body),
        297 * MILLIMETRE - max(word[4] for word in body),
    )
    return tuple(edge / MILLIMETRE for edge in edges)
