"""The program over HTTP on the test's own connection, one request at a time."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Lock, Thread
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.http import HttpRequest, HttpResponseBase
from django.test.testcases import QuietWSGIRequestHandler


class _InTurn(WSGIHandler):
    """Requests that come at once wait for each other: on one connection their transactions would tangle."""

    def __init__(self) -> None:
        super().__init__()
        self.lock = Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with self.lock:
            return super().__call__(environ, start_response)


class _Undone(_InTurn):
    """Whatever a request changes is taken back, so that one world serves many pages without ever being committed."""

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        with transaction.atomic():
            answer = super().get_response(request)
            transaction.set_rollback(True)
        return answer


class _KeptFiles(StaticFilesHandler):
    """Static files that the browser keeps, as it does where their names carry a hash."""

    def serve(self, request: HttpRequest) -> HttpResponseBase:
        answer = super().serve(request)
        answer["Cache-Control"] = "max-age=3600"
        return answer


class _Server(ThreadedWSGIServer):
    def _close_connections(self) -> None:
        """Leave the connection open, as ``served`` does: it is the test's, whoever served a request with it."""


@contextmanager
def served(*, undone: bool = False) -> Iterator[str]:
    """The address at which the program answers; ``undone`` inside a transaction whose world is to stay as it is."""
    connection = connections[DEFAULT_DB_ALIAS]
    override = {DEFAULT_DB_ALIAS: connection}
    server = _Server(
        ("localhost", 0), QuietWSGIRequestHandler, allow_reuse_address=False, connections_override=override
    )
    server.set_app(_KeptFiles(_Undone() if undone else _InTurn()))
    thread = Thread(target=server.serve_forever, daemon=True)
    connection.inc_thread_sharing()
    connection.close_if_unusable_or_obsolete = lambda: None
    thread.start()
    try:
        yield f"http://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        del connection.close_if_unusable_or_obsolete
        connection.dec_thread_sharing()
