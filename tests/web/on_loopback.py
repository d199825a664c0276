"""A desk that answers on this machine, for programs that know nothing of tests; it stops with its block."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread

import uvicorn

from holdfire.web.app import served
from holdfire.web.desk import Desk


@contextmanager
def on_loopback(desk: Desk) -> Iterator[Desk]:
    """The same desk under the address at which it answers: `origin`."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        there = replace(desk, origin=f"http://localhost:{place.getsockname()[1]}")
        settings = uvicorn.Config(served(there, False), log_level="error", access_log=False)
        server = uvicorn.Server(settings)
        thread = Thread(target=server.run, kwargs={"sockets": [place]}, daemon=True)
        thread.start()
        try:
            for _ in range(600):
                if server.started:
                    break
                time.sleep(0.05)
            yield there
        finally:
            server.should_exit = True
            thread.join(timeout=20)
