"""One try of one delivery over the network: to one address, no redirect followed, little read, soon over."""

import http.client
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer

from holdfire.web.hooks.address import Destination

STEP_S, WHOLE_S = 5.0, 10.0
"""How long one step of a try may take, and all of it."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it: taken (any answer 2xx), and in a few words."""

    taken: bool
    said: str


def post(where: Destination, ip: str, body: bytes, headers: Mapping[str, str]) -> Tried:
    """Post it to that very IP address under the destination's name. Its answer's body is not read, and an
    answer that leads elsewhere is a failure like any other that is not 2xx."""
    try:
        with socket.create_connection((ip, where.port), timeout=STEP_S) as line:
            over = Timer(WHOLE_S, _cut, (line,))
            over.daemon = True
            over.start()
            try:
                return _asked(where, line, body, headers)
            finally:
                over.cancel()
    except ssl.SSLError as cause:
        return Tried(False, f"TLS: {cause.reason or 'refused'}")
    except TimeoutError:
        return Tried(False, "no answer in time")
    except (OSError, http.client.HTTPException) as cause:
        return Tried(False, f"no answer: {type(cause).__name__}")


def _asked(where: Destination, line: socket.socket, body: bytes, headers: Mapping[str, str]) -> Tried:
    secure = where.scheme == "https"
    if secure:
        line = ssl.create_default_context().wrap_socket(line, server_hostname=where.host)
    with line:
        call = http.client.HTTPConnection(where.host, where.port)
        call.sock = line
        call.putrequest("POST", where.target, skip_host=True, skip_accept_encoding=True)
        told = {"host": where.named, "content-length": str(len(body)), "connection": "close", **headers}
        for name, value in told.items():
            call.putheader(name, value)
        call.endheaders(body)
        status = call.getresponse().status
    return Tried(200 <= status < 300, f"answered {status}")


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # it may be over already
        line.shutdown(socket.SHUT_RDWR)
