"""An endpoint on loopback that answers as a test tells it to, byte for byte, and keeps what it was sent."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Talk = Callable[[socket.socket], None]


def chat(content: object) -> bytes:
    """The answer of a chat completion whose model says this."""
    words = content if isinstance(content, str) else json.dumps(content)
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": words}}]}).encode()


def answering(
    body: bytes, kind: str = "application/json", status: str = "200 OK", more: str = "", length: bool = True
) -> Talk:
    def talk(connection: socket.socket) -> None:
        told = f"Content-Length: {len(body)}\r\n" if length else ""
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{told}{more}Connection: close\r\n\r\n"
        connection.sendall(head.encode() + body)

    return talk


def endless(chunk: bytes, pause_s: float, head: bytes) -> Talk:
    """Sends the head and then the chunk for ever."""

    def talk(connection: socket.socket) -> None:
        connection.sendall(head)
        end = time.monotonic() + 3
        while time.monotonic() < end:
            connection.sendall(chunk)
            time.sleep(pause_s)

    return talk


@contextmanager
def lying(talk: Talk) -> Iterator[tuple[str, list[bytes]]]:
    """The address of an endpoint that speaks so to all who come, and the requests it was sent."""
    got: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                try:
                    got.append(_request(connection))
                    talk(connection)
                except OSError:
                    pass

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/v1", got
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(0.1)


def _request(connection: socket.socket) -> bytes:
    got = b""
    while b"\r\n\r\n" not in got:
        got += _more(connection)
    head, _, body = got.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    )
    while len(body) < length:
        body += _more(connection)
    return head + b"\r\n\r\n" + body


def _more(connection: socket.socket) -> bytes:
    more = connection.recv(65536)
    if not more:
        raise ConnectionError("the one who asks went away")
    return more
