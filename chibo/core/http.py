"""What views share: the typed request, the answer to htmx, papers, the year of a page."""

import re
from typing import TypedDict, cast
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from chibo.core.models import StoredDocument
from chibo.core.store import content_of


class Request(HttpRequest):
    """A request behind the login: the user is known."""

    htmx: HtmxDetails


def wants_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for one piece of the page (and not for a boosted whole)."""
    details = cast("Request", request).htmx
    return bool(details) and not details.boosted


def see_other(name: str, *args: object, query: str = "", anchor: str = "") -> HttpResponse:
    """After a full post: go and look at the page of that name (303)."""
    address = reverse(name, args=args) + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")
    return HttpResponseRedirect(address, status=303)


def pdf_response(document: StoredDocument) -> HttpResponse:
    """A stored PDF as it is, shown in the browser under its own name; the hash travels as the entity tag."""
    response = HttpResponse(content_of(document), content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(document.filename)}"
    response["ETag"] = f'"{document.sha256}"'
    response["Cache-Control"] = "private, no-store"
    return response


def made_pdf(content: bytes, filename: str) -> HttpResponse:
    """A PDF made for this request: a preview or a packet to print."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(filename)}"
    response["Cache-Control"] = "private, no-store"
    return response


# The year of a page -----------------------------------------------------------------------------------------------

FIRST_YEAR, LAST_YEAR = 2018, 2099  # from the oldest figures in the rulebook on
YEAR = "20(?:1[89]|[2-9][0-9])"


class YearConverter:
    """A year in an address, 2018 to 2099; any other number is no page."""

    regex = YEAR

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


def year_asked(request: HttpRequest, this_year: int) -> int:
    """The year in the query, this year where there is none that a page can show."""
    wish = request.GET.get("year", "")
    return int(wish) if re.fullmatch(YEAR, wish) else this_year


class YearSteps(TypedDict):
    """The year of a page and its neighbours; None at either end."""

    year: int
    year_before: int | None
    year_after: int | None


def year_steps(year: int, newest: int) -> YearSteps:
    """``year`` with the years before and after it that its page links to; None at either end."""
    return {
        "year": year,
        "year_before": year - 1 if year > FIRST_YEAR else None,
        "year_after": year + 1 if year < newest else None,
    }
