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


SEEN = re.compile(r'name="(seen(?:_\d+)?)" value="([^"]*)"')


def seen_on(answer) -> dict[str, str]:
    """What the forms of a page send along of what they show."""
    return dict(SEEN.findall(answer.content.decode()))


SIDE = re.compile(r'<div class="compare-side"><h\d>(.*?)</h\d>.*?<div class="compare-text">(.*?)</div>', re.DOTALL)
MARKED = re.compile(r"<(del|ins)>(.*?)\s*</\1>", re.DOTALL)


def marked(page) -> dict[str, list[str]]:
    """Of two texts side by side, by heading: the words that left the first, the words that came into the second."""
    found: dict[str, list[str]] = {}
    for number, (heading, side) in enumerate(SIDE.findall(page)):
        words = MARKED.findall(side)
        assert all(element == ("ins" if number % 2 else "del") for element, _ in words)
        found.setdefault(heading, []).extend(text for _, text in words)
    return found
