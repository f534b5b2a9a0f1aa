"""What views share: who asked for a piece of a page, where one goes after a post, papers, the year of a page."""

from types import SimpleNamespace

import pytest
from django.http import HttpResponse

from chibo.core import http, screens, store
from chibo.core.logs import RequestNumberFilter, RequestNumberMiddleware
from tests.factories.core import DUE


def asked(rf, *, by_htmx=False, boosted=False, **query):
    request = rf.get("/", query)
    request.htmx = SimpleNamespace(boosted=boosted) if by_htmx else None
    return request


# A piece of a page --------------------------------------------------------------------------------------------


CONFIRM = screens.ConfirmScreen(title="Xóa", consequence="Mất hẳn.", action="Xóa", back_url="/")


@pytest.mark.parametrize(
    ("by_htmx", "boosted", "shown"),
    [(False, False, "whole.html"), (True, False, "piece.html"), (True, True, "whole.html")],
)
def test_a_piece_is_for_htmx_alone_and_a_link_it_follows_gets_the_whole(rf, monkeypatch, by_htmx, boosted, shown):
    monkeypatch.setattr(screens.ConfirmScreen, "template", "whole.html")
    monkeypatch.setattr(screens.ConfirmScreen, "partial", "piece.html")
    monkeypatch.setattr(screens, "render", lambda _request, name, _context, status: HttpResponse(name, status=status))
    answer = screens.show(asked(rf, by_htmx=by_htmx, boosted=boosted), CONFIRM, status=409)
    assert (answer.content.decode(), answer.status_code) == (shown, 409)


def test_a_page_without_a_piece_is_shown_whole_to_everybody(rf, monkeypatch):
    seen = []
    monkeypatch.setattr(screens, "render", lambda _request, name, context, status: seen.append((name, context)))
    screens.show(asked(rf, by_htmx=True), CONFIRM)
    ((name, context),) = seen
    assert name == "components/confirm_page.html"
    assert (context["title"], context["partial"], context["grave"]) == ("Xóa", "", False)


# After a post -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "address"),
    [
        ({}, "/meetings/42/minutes/"),
        ({"query": "year=2026"}, "/meetings/42/minutes/?year=2026"),
        ({"anchor": "votes"}, "/meetings/42/minutes/#votes"),
        ({"query": "year=2026", "anchor": "votes"}, "/meetings/42/minutes/?year=2026#votes"),
    ],
)
def test_after_a_post_one_looks_at_the_page_so_that_reloading_does_nothing_twice(more, address):
    answer = http.see_other("meetings:minutes", 42, **more)
    assert (answer.status_code, answer["Location"]) == (303, address)


# Papers -------------------------------------------------------------------------------------------------------


def is_private_pdf(answer):
    return (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")


@pytest.mark.django_db
def test_a_stored_paper_travels_with_its_name_and_its_hash_and_is_kept_by_no_proxy():
    paper = store.store(kind="minutes", title="Biên bản", filename="Biên bản 12.pdf", content=b"%PDF-1", now=DUE)
    answer = http.pdf_response(paper)
    assert is_private_pdf(answer)
    assert answer.content == b"%PDF-1"
    assert answer["ETag"] == f'"{paper.sha256}"'
    assert answer["Content-Disposition"] == "inline; filename*=UTF-8''Bi%C3%AAn%20b%E1%BA%A3n%2012.pdf"


def test_a_paper_made_for_one_look_carries_no_hash():
    answer = http.made_pdf(b"%PDF-1", 'Dự thảo "một"\r\nX: y.pdf')
    assert is_private_pdf(answer)
    assert "ETag" not in answer
    assert answer["Content-Disposition"] == (
        "inline; filename*=UTF-8''D%E1%BB%B1%20th%E1%BA%A3o%20%22m%E1%BB%99t%22%0D%0AX%3A%20y.pdf"
    )


# The year of a page -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wish", ["2018", "2026", "2099"])
def test_a_year_that_can_be_shown_is_shown(rf, wish):
    assert http.year_asked(asked(rf, year=wish), 2027) == int(wish)


@pytest.mark.parametrize(
    "wish",
    [
        "",
        "2017",
        "2100",
        "0001",
        "9999",
        "20260",
        "2026 ",
        "2026\n",
        "-2026",
        "năm nay",
        "\uff12\uff10\uff12\uff16",
        "2²26",
        "2026.0",
    ],
)
def test_any_other_year_is_the_present_one(rf, wish):
    assert http.year_asked(asked(rf, year=wish), 2026) == 2026
    assert http.year_asked(asked(rf), 2026) == 2026


@pytest.mark.parametrize(
    ("year", "newest", "before", "after"),
    [
        (2026, 2027, 2025, 2027),
        (2027, 2027, 2026, None),
        (2028, 2027, 2027, None),
        (2018, 2027, None, 2019),
        (2018, 2018, None, None),
        (2019, 2027, 2018, 2020),
    ],
)
def test_the_neighbours_of_a_year_end_with_the_rulebook_and_with_the_newest_year(year, newest, before, after):
    assert http.year_steps(year, newest) == {"year": year, "year_before": before, "year_after": after}


def test_the_year_of_an_address_is_read_and_written_alike():
    converter = http.YearConverter()
    assert converter.to_url(converter.to_python("2026")) == "2026"


# The number of a request --------------------------------------------------------------------------------------


def number_in_the_log():
    record = SimpleNamespace()
    assert RequestNumberFilter().filter(record)
    return record.request_number


def test_a_log_line_bears_the_number_of_its_request_and_none_outside(rf, monkeypatch):
    monkeypatch.setattr("chibo.core.logs.secrets.randbelow", lambda _most: 42)
    seen = []

    def answer(request):
        seen.append((request.request_number, number_in_the_log()))
        return HttpResponse()

    assert RequestNumberMiddleware(answer)(rf.get("/"))["X-Request-Number"] == "00000042"
    assert seen == [("00000042", "00000042")]
    assert number_in_the_log() == "-"


def test_a_request_that_breaks_leaves_no_number_to_the_next_log_line(rf):
    def fail(_request):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        RequestNumberMiddleware(fail)(rf.get("/"))
    assert number_in_the_log() == "-"
