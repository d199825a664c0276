"""The guard before every route: headers, where a request comes from, how large it is, and how often.

It is plain ASGI, so that a refusal costs nothing of the app. No token is needed against forged requests:
browsers say from which site they send, and cookies are SameSite=Strict.
"""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(self)",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
BODY_MAX = 1_000_000
LARGER: Mapping[str, int] = {"/sources/take-in": 20_000_000, "/api/sources/take-in": 20_000_000}
"""Routes that take files."""
PER_MINUTE, PER_MINUTE_OF_ADDRESS = 600, 30_000
"""Requests of one session or token, and of one address, behind which a whole delegation may sit."""
ADDRESSES_MAX = 10_000


class TooLargeError(Exception):
    """More came than the route takes."""


@dataclass
class Guard:
    """`hosts`: names by which the desk may be asked for; `secure`: it is reached by https."""

    app: App
    origin: str
    hosts: frozenset[str]
    secure: bool = False
    per_minute: int = PER_MINUTE
    clock: Callable[[], float] = time.monotonic
    _seen: "OrderedDict[str, tuple[int, int]]" = field(default_factory=OrderedDict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        told = {bytes(k).decode("latin-1").lower(): bytes(v).decode("latin-1") for k, v in scope["headers"]}
        refused = self._refused(scope, told)
        if refused is not None:
            await _answer(send, *refused)
            return
        limit = LARGER.get(scope["path"], BODY_MAX)
        began, over, size = False, False, 0

        async def counted() -> Message:
            nonlocal over, size
            message = await receive()
            size += len(message.get("body", b""))
            if size > limit:
                over = True
                raise TooLargeError
            return message

        async def with_headers(message: Message) -> None:
            nonlocal began
            if over and not began:
                return  # whatever the app makes of half a body
            if message["type"] == "http.response.start":
                began = True
                message["headers"] = [*message.get("headers", []), *self._headers(scope, message)]
            await send(message)

        with suppress(TooLargeError):
            await self.app(scope, counted, with_headers)
        if over and not began:
            await _answer(send, 413, f"More than {limit:,} bytes were sent.", "Send less at once.")

    def _refused(self, scope: Scope, told: Mapping[str, str]) -> tuple[int, str, str] | None:
        host = urlsplit("//" + told.get("host", "")).hostname or ""
        if host not in self.hosts:
            return 421, f"This desk is not called {host[:80]!r}.", f"Open {self.origin}."
        length = told.get("content-length", "0")
        if length.isdigit() and int(length) > LARGER.get(scope["path"], BODY_MAX):
            return 413, "More was sent than this address takes.", "Send less at once."
        if scope["method"] not in SAFE and not self._from_here(told):
            return (
                403,
                "This request did not come from a page of this desk.",
                f"Open {self.origin} and try there.",
            )
        if not scope["path"].startswith("/static/") and self._too_often(scope, told):
            return 429, "Too many requests came from your address.", "Wait a minute."
        return None

    def _from_here(self, told: Mapping[str, str]) -> bool:
        site = told.get("sec-fetch-site")
        if site is not None:
            return site in ("same-origin", "none")
        if "origin" in told:
            return told["origin"] == self.origin
        # No browser leaves both out on an unsafe method; a program that shows a token does.
        return told.get("authorization", "").startswith("Bearer ") or "cookie" not in told

    def _too_often(self, scope: Scope, told: Mapping[str, str]) -> bool:
        address = "@" + str((scope.get("client") or ("?", 0))[0])
        shown = told.get("authorization") or told.get("cookie")
        if self._number(address) > PER_MINUTE_OF_ADDRESS:
            return True
        return self._number(sha256(shown.encode()).hexdigest() if shown else address[1:]) > self.per_minute

    def _number(self, who: str) -> int:
        minute = int(self.clock() // 60)
        then, number = self._seen.get(who, (minute, 0))
        number = number + 1 if then == minute else 1
        self._seen[who] = (minute, number)
        self._seen.move_to_end(who)
        while len(self._seen) > ADDRESSES_MAX:
            self._seen.popitem(last=False)
        return number

    def _headers(self, scope: Scope, message: Message) -> list[tuple[bytes, bytes]]:
        there = {bytes(name).lower() for name, _ in message.get("headers", [])}
        wanted = dict(HEADERS)
        if not scope["path"].startswith("/static/"):
            wanted["cache-control"] = "no-store"
        if self.secure:
            wanted["strict-transport-security"] = "max-age=31536000"
        return [(k.encode(), v.encode()) for k, v in wanted.items() if k.encode() not in there]


async def _answer(send: Send, status: int, what: str, advice: str) -> None:
    import json

    body = json.dumps({"what": what, "advice": advice}).encode()
    headers = [
        (b"content-type", b"application/json"),
        *((k.encode(), v.encode()) for k, v in HEADERS.items()),
    ]
    if status == 429:
        headers.append((b"retry-after", b"60"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
