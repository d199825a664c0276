"""The server of a node: waitress with bounds, asking the app. The only place that knows a network server.

It binds to this machine alone unless told otherwise, and speaks plain HTTP: towards other machines put
something before it that ends TLS. Bodies are buffered by waitress before the app sees them.
"""

import logging
import socket
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import waitress

from holdfire.errors import TransportError
from holdfire.record.serving.app import UPLOAD_BYTES_MAX, App
from holdfire.record.streams import Bounded
from holdfire.record.wire import Answer, Request, told

THREADS = 4
CONNECTIONS_MAX = 100
IDLE_S = 30
"""After so many seconds without a byte, a connection is closed."""

_LOG = logging.getLogger("holdfire.record.serving")

StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Wsgi = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class Running:
    """A server that runs in a thread of its own until it is closed."""

    def __init__(self, server: Any, address: str) -> None:
        self.address = address
        """Where it answers: http://host:port."""
        self._server = server
        self._thread = threading.Thread(target=server.run, name=f"serving {address}", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take no more calls, let those under way end (5 s at most), free the port. A second time does
        nothing."""
        if self._thread.is_alive():
            # Sockets are closed by the thread that waits on them: it sees none left, and ends.
            self._server.trigger.pull_trigger(self._stop_listening)
            self._server.task_dispatcher.shutdown(timeout=5)
            # The thread may take this up with the first call, and close the pipe before it is written to.
            with suppress(OSError):
                self._server.trigger.pull_trigger(self._close_connections)
            self._thread.join()

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _stop_listening(self) -> None:
        self._server.accepting = False
        self._server.del_channel()
        self._server.socket.close()

    def _close_connections(self) -> None:
        for channel in list(self._server._map.values()):
            if channel is not self._server.trigger:
                channel.close()
        self._server.trigger.close()


def serve(app: App, host: str = "127.0.0.1", port: int = 0) -> Running:
    """Start answering calls of nodes; `port` 0 takes a free one. TransportError where the address cannot be
    had."""
    return serve_wsgi(wsgi(app), host, port, UPLOAD_BYTES_MAX + 1)


def serve_wsgi(application: Wsgi, host: str, port: int, body_bytes_max: int) -> Running:
    """Start answering calls with any WSGI application, within the same bounds."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except (OSError, OverflowError, UnicodeError) as cause:
        raise TransportError(
            f"This node cannot answer at {host} port {port}: {cause}.",
            "Give an address of this machine and a free port; port 0 takes any.",
        ) from cause
    # Its warnings on the length of the queue are no news: callers are told to come again.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = waitress.create_server(
        application,
        sockets=[listening],
        threads=THREADS,
        connection_limit=CONNECTIONS_MAX,
        channel_timeout=IDLE_S,
        cleanup_interval=IDLE_S // 2,
        max_request_header_size=16 * 1024,
        max_request_body_size=body_bytes_max,
        ident="",
    )
    where = f"[{host}]" if family == socket.AF_INET6 else host
    return Running(server, f"http://{where}:{listening.getsockname()[1]}")


def wsgi(app: App) -> Wsgi:
    """The app as a WSGI application."""

    def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        try:
            answer = app.answer(_request(environ))
        except Exception:  # a bug of ours: it is logged here, and not told to strangers
            _LOG.exception("A call to %s broke off.", environ.get("PATH_INFO", "")[:200])
            answer = told(500, "This node could not answer; its log says why.")
        start_response(_status(answer), _headers(answer))
        return [answer.body]

    return application


def _request(environ: dict[str, Any]) -> Request:
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_") or name in ("CONTENT_TYPE", "CONTENT_ENCODING")
    }
    given = environ.get("CONTENT_LENGTH") or ""
    length = int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None
    query = environ.get("QUERY_STRING")
    path = environ.get("PATH_INFO", "") + (f"?{query}" if query else "")
    unbounded = length is None and environ.get("wsgi.input_terminated")
    body = Bounded(environ["wsgi.input"], 2 * UPLOAD_BYTES_MAX if unbounded else length or 0)
    return Request(environ["REQUEST_METHOD"], path, body, length, headers)


def _status(answer: Answer) -> str:
    return f"{answer.status} {HTTPStatus(answer.status).phrase}"


def _headers(answer: Answer) -> list[tuple[str, str]]:
    return [
        ("Content-Type", answer.content_type),
        ("Content-Length", str(len(answer.body))),
        ("X-Content-Type-Options", "nosniff"),
        *answer.headers,
    ]
