"""Addresses and answers as the tests of pages read them."""

import re

from django.contrib.messages import get_messages
from django.urls import reverse


def at(name, *args):
    """The address of a page of meetings."""
    return reverse(f"meetings:{name}", args=args)


def text(answer) -> str:
    """The page as one line, however it is broken."""
    return " ".join(answer.content.decode().split())


def told(answer) -> list[str]:
    """The sentences that the next page will show."""
    return [str(message) for message in get_messages(answer.wsgi_request)]


SIDE = re.compile(r'<div class="compare-side"><h\d>(.*?)</h\d>.*?<div class="compare-text">(.*?)</div>', re.DOTALL)
MARKED = re.compile(r"<(del|ins)>(.*?)\s*</\1>", re.DOTALL)


def marked(page) -> dict[str, list[str]]:
    """Of two texts side by side, by heading: the words that left the first, the words that came into the second."""
    (first, old), (second, new) = SIDE.findall(page)
    sides = {first: ("del", old), second: ("ins", new)}
    assert all(element == name for name, side in sides.values() for element, _ in MARKED.findall(side))
    return {heading: [words for _, words in MARKED.findall(side)] for heading, (_, side) in sides.items()}
