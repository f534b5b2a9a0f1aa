"""A short number for every request, in each log line and on each error page, so that a report can be found again."""

import logging
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_current: ContextVar[str] = ContextVar("request_number", default="-")


class RequestNumberMiddleware:
    """Give the request an eight-digit `request_number`, announce it to the log and return it as `X-Request-Number`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = f"{secrets.randbelow(10**8):08d}"
        request.request_number = number  # type: ignore[attr-defined]
        token = _current.set(number)
        try:
            response = self.get_response(request)
        finally:
            _current.reset(token)
        response["X-Request-Number"] = number
        return response


class RequestNumberFilter(logging.Filter):
    """Put the number of the request being answered on the log record; "-" outside a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_number = _current.get()
        return True
