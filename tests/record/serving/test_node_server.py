"""The server binds where it is told, keeps its bounds, says nothing of itself, and ends when closed."""

import http.client
import io
import logging
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import Log
from served import SmallNode

from holdfire.errors import TransportError
from holdfire.record.serving.app import UPLOAD_BYTES_MAX, App
from holdfire.record.serving.server import Running, serve, wsgi
from holdfire.record.wire import Answer, Request, told, write_add_checkpoint

LOG = Log().fill(12)


@pytest.fixture
def node(tmp_path: Path) -> Iterator[SmallNode]:
    node = SmallNode(tmp_path, LOG, 12)
    yield node
    node.close()


@pytest.fixture
def running(node: SmallNode) -> Iterator[Running]:
    with serve(node.app) as running:
        yield running


def connect(running: Running) -> http.client.HTTPConnection:
    host, port = running.address.removeprefix("http://").split(":")
    return http.client.HTTPConnection(host, int(port), timeout=5)


def raw(running: Running, content: bytes) -> bytes:
    """What is answered to these bytes, until the other side closes."""
    host, port = running.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as line:
        line.sendall(content)
        line.shutdown(socket.SHUT_WR)
        pieces = []
        while piece := line.recv(65_536):
            pieces.append(piece)
    return b"".join(pieces)


def test_it_answers_on_this_machine_alone(running: Running) -> None:
    assert running.address.startswith("http://127.0.0.1:")
    line = connect(running)
    line.request("GET", "/checkpoint")
    answer = line.getresponse()
    assert (answer.status, answer.read()) == (200, LOG.checkpoint())
    assert answer.getheader("Cache-Control") == "no-store"
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("Server") is None
    line.close()


def test_one_connection_serves_many_calls(running: Running) -> None:
    line = connect(running)
    for size in (3, 5, 12):
        old = {3: 0, 5: 3, 12: 5}[size]
        body = write_add_checkpoint(old, LOG.consistency(old, size) if old else [], LOG.checkpoint(size))
        line.request("POST", "/add-checkpoint", body)
        answer = line.getresponse()
        assert (answer.status, answer.read()[:3]) == (200, "—".encode())
    line.close()


def test_many_ask_at_once(running: Running) -> None:
    statuses: list[int] = []

    def ask() -> None:
        line = connect(running)
        for path in ("/checkpoint", "/tile/0/000.p/12", "/tile/entries/000.p/12"):
            line.request("GET", path)
            answer = line.getresponse()
            answer.read()
            statuses.append(answer.status)
        line.close()

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 36


def test_a_body_said_to_be_too_long_is_refused_before_it_comes(running: Running) -> None:
    length = UPLOAD_BYTES_MAX + 1
    answer = raw(
        running, f"POST /add-entries HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode()
    )
    assert answer.startswith(b"HTTP/1.1 413 ")
    answer = raw(
        running, b"POST /add-entry HTTP/1.1\r\nHost: x\r\nContent-Length: 65536\r\n\r\n" + b"x" * 65_536
    )
    assert answer.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET /checkpoint HTTP/1.1\r\nHost: x\r\nX: ".ljust(16 * 1024, b"y"), 431),
        (b"GET /checkpoint?a=b HTTP/1.1\r\nHost: x\r\n\r\n", 404),
        (b"GET /tile/%2e%2e/000 HTTP/1.1\r\nHost: x\r\n\r\n", 404),
        (b"GET /%ff%00 HTTP/1.1\r\nHost: x\r\n\r\n", 404),
        (b"HEAD /checkpoint HTTP/1.1\r\nHost: x\r\n\r\n", 405),
        (b"POST /add-entry HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n", 400),
        (b"POST /add-entry HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nabcde", 400),
        (
            b"POST /add-entry HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            400,
        ),
    ],
)
def test_odd_requests_are_answered_and_no_more(running: Running, content: bytes, status: int) -> None:
    answer = raw(running, content)
    assert answer.startswith(f"HTTP/1.1 {status} ".encode()) or answer.startswith(
        f"HTTP/1.0 {status} ".encode()
    )
    assert b"Traceback" not in answer
    assert b"waitress" not in answer.lower()
    assert connectable(running)


def connectable(running: Running) -> bool:
    line = connect(running)
    line.request("GET", "/checkpoint")
    status = line.getresponse().status
    line.close()
    return status == 200


def test_a_closed_server_has_left_its_port_and_its_threads(node: SmallNode) -> None:
    before = threading.active_count()
    running = serve(node.app)
    assert connectable(running)
    idle = connect(running)
    idle.connect()
    running.close()
    running.close()
    idle.close()
    with pytest.raises(OSError, match="refused"):
        connect(running).connect()
    port = int(running.address.rpartition(":")[2])
    with serve(node.app, port=port) as again:
        assert connectable(again)
    assert threading.active_count() == before


def test_a_call_under_way_is_answered_before_the_server_ends() -> None:
    begun, go_on = threading.Event(), threading.Event()

    class Slow:
        def answer(self, request: Request) -> Answer:
            begun.set()
            assert go_on.wait(5)
            return told(200, "done")

    running = serve(Slow())  # type: ignore[arg-type]
    line = connect(running)
    line.request("GET", "/checkpoint")
    assert begun.wait(5)
    closing = threading.Thread(target=running.close)
    closing.start()
    go_on.set()
    assert line.getresponse().read() == b"done\n"
    closing.join(5)
    assert not closing.is_alive()


def test_an_address_that_cannot_be_had_is_told(node: SmallNode, running: Running) -> None:
    port = int(running.address.rpartition(":")[2])
    with pytest.raises(TransportError, match=f"cannot answer at 127.0.0.1 port {port}"):
        serve(node.app, port=port)
    with pytest.raises(TransportError, match="an address of this machine"):
        serve(node.app, host="192.0.2.1")
    with pytest.raises(TransportError, match="a free port"):
        serve(node.app, port=70_000)


def test_it_answers_over_ipv6_too(node: SmallNode) -> None:
    try:
        running = serve(node.app, host="::1")
    except TransportError:
        pytest.skip("this machine has no IPv6")
    assert running.address.startswith("http://[::1]:")
    running.close()


def test_a_bug_is_answered_500_and_told_to_nobody_outside(caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        def answer(self, request: Request) -> Answer:
            raise ValueError("a secret")

    with serve(Broken()) as running, caplog.at_level(logging.ERROR):  # type: ignore[arg-type]
        line = connect(running)
        line.request("GET", "/checkpoint")
        answer = line.getresponse()
        assert (answer.status, b"secret" in answer.read()) == (500, False)
        line.close()
    assert "A call to /checkpoint broke off" in caplog.text


def test_any_wsgi_server_may_ask_the_app(node: SmallNode) -> None:
    """Without a length, and without a promise that the body ends, there is no body."""
    asked: list[Request] = []

    class Noting(App):
        def answer(self, request: Request) -> Answer:
            asked.append(request)
            return told(200, request.body.read(100).decode())

    statuses: list[str] = []
    application = wsgi(Noting(node, lambda: 0))
    for length, body in (("3", b"abc\n"), ("", b"\n"), ("x", b"\n")):
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/add-entry",
            "CONTENT_LENGTH": length,
            "CONTENT_TYPE": "application/octet-stream",
            "HTTP_HOLDFIRE_AUTHOR": "me",
            "wsgi.input": io.BytesIO(b"abcdef"),
        }
        assert list(application(environ, lambda status, headers: statuses.append(status))) == [body]
    assert statuses == ["200 OK"] * 3
    assert asked[0].length == 3
    assert dict(asked[0].headers) == {"content-type": "application/octet-stream", "holdfire-author": "me"}
