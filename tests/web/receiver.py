"""A program on this machine that is told by a webhook, and answers as a test wants it to."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread


@dataclass
class Receiver:
    """What came, and the statuses to answer with, the last one from then on."""

    statuses: list[int]
    leads: str = ""
    came: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/told?of=idlib"


@contextmanager
def receiver(*statuses: int, leads: str = "", over: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """It listens until the block ends; `over` TLS where that is given."""
    kept = Receiver(list(statuses), leads)

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            kept.came.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(kept.statuses.pop(0) if len(kept.statuses) > 1 else kept.statuses[0])
            if kept.leads:
                self.send_header("location", kept.leads)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        kept.port = server.server_port
        if over is not None:
            server.socket = over.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield kept
        finally:
            server.shutdown()
            thread.join(timeout=10)
