"""Asking a user's own endpoint (the form of OpenAI's chat completions) over HTTP, and trusting it in nothing.

It is asked for one answer of a bounded size within a bounded time. A redirect is not followed, a packed or
streamed answer is not taken, and the key is sent to the address that the user named and stands nowhere else.
"""

import http.client
import ipaddress
import json
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Timer
from urllib.parse import urlsplit

from holdfire.errors import DocumentError

ANSWER_MAX = 1_000_000
"""Bytes of one answer."""
TIMEOUT_S = 60.0
"""Seconds from the first byte of a question to the last of its answer."""
_PATH = "/chat/completions"
_ADVICE = "Nothing was taken from it; the reading by rules stands."


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask. `key` is never shown: not in words for people, not in an error."""

    secure: bool
    host: str
    port: int
    path: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout_s: float = TIMEOUT_S

    @property
    def who(self) -> str:
        """The model and the host, for the method of a field."""
        return f"{self.model} at {self.host}"


def endpoint_of(url: str, model: str, key: str | None, timeout_s: float = TIMEOUT_S) -> Endpoint:
    """The endpoint at that address: its base ("http://127.0.0.1:8080/v1") or the whole path. Raises
    DocumentError for one that is neither https nor http to this machine, or that carries a password."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as cause:
        raise DocumentError(
            f"{url!r} is no address.", "Give one such as http://127.0.0.1:8080/v1."
        ) from cause
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        raise DocumentError("The address of proposals is no plain web address.", "Give https://host/v1.")
    if parts.username is not None or parts.password is not None:
        raise DocumentError("The address of proposals carries a password.", "Put the key in the environment.")
    if parts.scheme == "http" and not _is_this_machine(host):
        raise DocumentError(
            "Proposals are asked for over https, or over http from this machine alone.",
            "The document's text and your key would travel in the open.",
        )
    if key is not None and not (key.isascii() and key.isprintable() and key.strip() == key and key):
        raise DocumentError("The key for proposals has signs that no key has.", "Look at the variable.")
    path = parts.path.rstrip("/")
    whole = path if path.endswith(_PATH) else path + _PATH
    secure = parts.scheme == "https"
    return Endpoint(secure, host, port or (443 if secure else 80), whole, model, key, timeout_s)


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def asked(endpoint: Endpoint, messages: list[dict[str, str]]) -> str:
    """The words of the model's answer. Raises DocumentError where there is none that can be looked at."""
    question = {"model": endpoint.model, "messages": messages, "temperature": 0, "stream": False}
    content = _answer(endpoint, json.dumps(question).encode())
    try:
        told = json.loads(content)
        words = told["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as cause:
        raise _refused("its answer is not in the form of chat completions") from cause
    if not isinstance(words, str):
        raise _refused("its answer holds no words")
    return words


def _answer(endpoint: Endpoint, body: bytes) -> bytes:
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
    }
    if endpoint.key is not None:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    connection = _connection(endpoint)
    with _in_time(connection, endpoint.timeout_s) as over:
        try:
            connection.request("POST", endpoint.path, body, headers)
            answer = connection.getresponse()
            _check_head(answer)
            content = answer.read(ANSWER_MAX + 1)
        except DocumentError:
            raise
        except (OSError, http.client.HTTPException, ValueError) as cause:
            if over or isinstance(cause, TimeoutError):
                raise _refused(f"no whole answer came within {endpoint.timeout_s:g} seconds") from None
            raise _refused(f"it cannot be asked ({type(cause).__name__})") from None
    if over:
        raise _refused(f"no whole answer came within {endpoint.timeout_s:g} seconds")
    if len(content) > ANSWER_MAX:
        raise _refused(f"its answer is longer than {ANSWER_MAX:,} bytes")
    return content


def _check_head(answer: http.client.HTTPResponse) -> None:
    if 300 <= answer.status < 400:
        raise _refused(f"it answers {answer.status}, sending elsewhere; that is not followed")
    if answer.status != 200:
        raise _refused(f"it answers {answer.status}")
    kind = answer.getheader("Content-Type", "").split(";")[0].strip().lower()
    if kind != "application/json":
        raise _refused("its answer is no JSON")
    if answer.getheader("Content-Encoding", "identity").strip().lower() != "identity":
        raise _refused("its answer is packed, which was not asked for")


def _connection(endpoint: Endpoint) -> http.client.HTTPConnection:
    if endpoint.secure:
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(
            endpoint.host, endpoint.port, timeout=endpoint.timeout_s, context=context
        )
    return http.client.HTTPConnection(endpoint.host, endpoint.port, timeout=endpoint.timeout_s)


@contextmanager
def _in_time(connection: http.client.HTTPConnection, seconds: float) -> Iterator[list[bool]]:
    """Ends the talk after `seconds` even where a byte comes now and then. The list yielded is filled when it
    had to."""
    over: list[bool] = []
    connected: list[socket.socket] = []

    def end() -> None:
        over.append(True)
        for each in connected:
            # A reader in another thread wakes up at this, and not at close().
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        with suppress(OSError, ValueError):
            connection.connect()
        connection.auto_open = 0
        if connection.sock is not None:
            # Kept here: the connection forgets its socket as soon as an answer says that it is the last.
            connected.append(connection.sock)
        yield over
    finally:
        timer.cancel()
        connection.close()


def _refused(why: str) -> DocumentError:
    return DocumentError(f"The endpoint for proposals gave nothing: {why}.", _ADVICE)
