"""Addresses and answers as the tests of pages read them."""

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
