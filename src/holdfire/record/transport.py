"""Asking another node: over HTTP, or in the same process, with the same calls.

What another node answers is not trusted: it is bounded in length and time, and read in its one form. Who
signed, and whether a proof holds, the caller checks. Redirects are not followed, proxies not used, and no
scheme but http and https is spoken: a node is where its address says.
"""

import gzip
import http.client
import io
import time
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar
from urllib.parse import urlsplit

from holdfire.errors import FormError, TransportError
from holdfire.record.note import NOTE_BYTES_MAX, NoteSignature
from holdfire.record.storage.blobs import SIZE_MAX as BLOB_BYTES_MAX
from holdfire.record.streams import Gunzip, read_at_most
from holdfire.record.tiles import LEAF_BYTES_MAX, WIDTH, entries_path, tile_path, unpack_bundle
from holdfire.record.tree import HASH_BYTES
from holdfire.record.wire import (
    BYTES_TYPE,
    PLAIN_TYPE,
    SIZE_TYPE,
    Answer,
    Request,
    parse_signatures,
    parse_size_line,
)

ANSWER_BYTES_MAX = 512 * 1024
"""Of answers that are no tile, bundle or file."""

UPLOAD_BYTES_MAX = 64 * 1024 * 1024

BUNDLE_BYTES_MAX = WIDTH * (LEAF_BYTES_MAX + 2)

Told = TypeVar("Told")

Exchange = Callable[[Request, int], Answer]
"""Ask, and get an answer of at most so many bytes; TransportError if none comes."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: for the next bytes, and for one answer as a whole."""

    silence_s: float = 15.0
    whole_s: float = 300.0


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A witness's signature lines, none of them verified."""

    signatures: tuple[NoteSignature, ...]


@dataclass(frozen=True, slots=True)
class Stale:
    """The witness is at this size: ask again with a proof from there."""

    size: int


class Transport:
    """Another node, as one asks it. Errors name it by `name`: a party, or an address."""

    def __init__(self, name: str, exchange: Exchange, prefix: str = "") -> None:
        """`prefix` is put before paths of GET: "/mirror/<origin hash>", say."""
        self.name = name
        self._exchange = exchange
        self._prefix = prefix

    def fetch_checkpoint(self) -> bytes:
        """The newest checkpoint there, unverified."""
        return self._get("/checkpoint", NOTE_BYTES_MAX)

    def fetch_tile(self, level: int, n: int, width: int = WIDTH) -> bytes:
        """The hashes of a tile, unverified; a partial tile that is there no more is cut from the full one."""
        path = f"/{tile_path(level, n, width)}"
        tile = self._get(path, WIDTH * HASH_BYTES, instead=f"/{tile_path(level, n)}")
        if len(tile) not in (width * HASH_BYTES, WIDTH * HASH_BYTES):
            raise self._error(f"sent {len(tile)} bytes for {path}", "Fetch the log from another node.")
        return tile[: width * HASH_BYTES]

    def fetch_entries(self, n: int, width: int = WIDTH) -> list[bytes]:
        """The leaves of a bundle, unverified; from the full bundle where the partial one is there no more."""
        path, whole = f"/{entries_path(n, width)}", f"/{entries_path(n)}"
        content = self._get(path, BUNDLE_BYTES_MAX, instead=whole)
        fault = ""
        for sent in sorted({width, WIDTH}):
            try:
                return unpack_bundle(content, sent)[:width]
            except FormError as cause:
                fault = fault or cause.what
        raise self._error(f"sent a bad bundle for {path}: {fault}", "Fetch the log from another node.")

    def fetch_blob(self, digest: str) -> bytes:
        """The file of that SHA-256; verified."""
        content = self._get(f"/blob/{digest}", BLOB_BYTES_MAX, below_prefix=False)
        if sha256(content).hexdigest() != digest:
            raise self._error(f"sent another file than {digest}", "Ask another party for the file.")
        return content

    def add_checkpoint(self, body: bytes) -> Cosigned | Stale:
        """Put a checkpoint to its witness and mirror; `body` as write_add_checkpoint makes it."""
        answer = self._post("/add-checkpoint", body, PLAIN_TYPE)
        if answer.status == 200:
            return Cosigned(self._read(parse_signatures, answer))
        if answer.status == 409 and answer.content_type.partition(";")[0].strip() == SIZE_TYPE:
            return Stale(self._read(parse_size_line, answer))
        raise self._refusal("add-checkpoint", answer)

    def add_entries(self, body: bytes) -> Answer:
        """Upload to its mirror, packed; what the answer means, `mirror_upload.upload` knows."""
        packed = gzip.compress(body, 4, mtime=0)
        return self._post("/add-entries", packed, BYTES_TYPE, {"content-encoding": "gzip"})

    def add_entry(self, leaf: bytes) -> Answer:
        """Offer an entry to the host; every status is an answer (docs/record-format.md 12)."""
        return self._post("/add-entry", leaf, BYTES_TYPE)

    def add_blob(self, content: bytes, fingerprint: str, signature: bytes) -> str:
        """Bring a file, signed for by an author's key; its SHA-256."""
        author = {"holdfire-author": f"{fingerprint} {b64encode(signature).decode()}"}
        answer = self._post("/add-blob", content, BYTES_TYPE, author)
        digest = sha256(content).hexdigest()
        if answer.status != 200:
            raise self._refusal(f"add-blob {digest}", answer)
        return digest

    def add_cosigned(self, note: bytes) -> None:
        """Bring the host a checkpoint of its log that was cosigned here."""
        answer = self._post("/add-cosigned", note, PLAIN_TYPE)
        if answer.status != 200:
            raise self._refusal("add-cosigned", answer)

    def _get(self, path: str, limit: int, instead: str = "", below_prefix: bool = True) -> bytes:
        """The body under the path, or under `instead` where there is none (404)."""
        prefix = self._prefix if below_prefix else ""
        answer = self._ask_for(prefix + path, limit)
        if answer.status == 404 and instead not in ("", path):
            answer = self._ask_for(prefix + instead, limit)
        if answer.status != 200:
            raise self._refusal(f"GET {prefix}{path}", answer)
        packed = [told for name, told in answer.headers if name.lower() == "content-encoding"]
        if packed in ([], ["identity"]):
            return answer.body
        plain = read_at_most(Gunzip(io.BytesIO(answer.body), limit), limit)
        if packed != ["gzip"] or plain is None:
            raise self._error(f"packs its answer to GET {prefix}{path} as nobody asked", "Ask another node.")
        return plain

    def _ask_for(self, path: str, limit: int) -> Answer:
        request = Request("GET", path, io.BytesIO(), 0, {"accept-encoding": "gzip, identity"})
        return self._exchange(request, limit)

    def _post(self, path: str, body: bytes, kind: str, headers: Mapping[str, str] | None = None) -> Answer:
        request = Request(
            "POST", path, io.BytesIO(body), len(body), {"content-type": kind} | dict(headers or {})
        )
        return self._exchange(request, ANSWER_BYTES_MAX)

    def _read(self, parse: Callable[[bytes], Told], answer: Answer) -> Told:
        try:
            return parse(answer.body)
        except FormError as fault:
            raise self._error(f"sent an answer out of form: {fault.what}", fault.advice) from fault

    def _refusal(self, asked: str, answer: Answer) -> TransportError:
        said = answer.body[:300].decode("utf-8", "replace").strip()
        return self._error(
            f"answered {asked} with status {answer.status}: {said!r}",
            "Wait and ask again where it is busy (503); else do what it says, or ask another node.",
        )

    def _error(self, what: str, advice: str) -> TransportError:
        return TransportError(f"{self.name} {what}.", advice)


def direct(name: str, answer: Callable[[Request], Answer], prefix: str = "") -> Transport:
    """Another node in this process; `answer` is that of its app."""

    def exchange(request: Request, limit: int) -> Answer:
        told = answer(request)
        if len(told.body) > limit:
            raise _too_long(name, request, limit)
        return told

    return Transport(name, exchange, prefix)


def over_http(name: str, address: str, prefix: str = "", patience: Patience | None = None) -> Transport:
    """The node at that address: http(s)://host[:port][/path]. TransportError for any other address."""
    base = _checked_address(name, address)
    wait = patience or Patience()
    # Only these: no redirects, no proxies of the environment, no files, and every status is an answer.
    opener = urllib.request.OpenerDirector()
    opener.add_handler(urllib.request.HTTPHandler())
    opener.add_handler(urllib.request.HTTPSHandler())

    def exchange(request: Request, limit: int) -> Answer:
        body = read_at_most(request.body, UPLOAD_BYTES_MAX) if request.method == "POST" else None
        asked = urllib.request.Request(
            base + request.path,
            body,
            {"accept-encoding": "identity"} | dict(request.headers),
            method=request.method,
        )
        deadline = time.monotonic() + wait.whole_s
        try:
            with opener.open(asked, timeout=wait.silence_s) as response:
                content = _read_until(deadline, response, limit)
                told = response.headers
                kind = told.get("Content-Type", "")
                answer = Answer(response.status, kind, content or b"", tuple(told.items()))
        except (OSError, http.client.HTTPException, ValueError) as cause:
            raise TransportError(
                f"{name} at {base} could not be asked for {request.method} {request.path}: "
                f"{type(cause).__name__}: {cause}.",
                "Check the network and the address, or ask another node; nothing is lost, ask again later.",
            ) from cause
        if content is None:
            raise _too_long(name, request, limit)
        return answer

    return Transport(name, exchange, prefix)


def _checked_address(name: str, address: str) -> str:
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        plain = not (parts.query or parts.fragment or parts.username or parts.password)
    except ValueError:
        sound = plain = False
    if not (sound and plain and address.isascii() and address.isprintable() and " " not in address):
        raise TransportError(
            f"{address[:200]!r} is no address of {name}.",
            "Give it as http://host:port or https://host, without a name, password or question in it.",
        )
    return address.rstrip("/")


def _read_until(deadline: float, response: http.client.HTTPResponse, limit: int) -> bytes | None:
    """The body of the response; None if it is longer than `limit`."""
    pieces: list[bytes] = []
    left = limit + 1
    while left:
        if time.monotonic() > deadline:
            raise TimeoutError("the answer trickles in too slowly")
        piece = response.read1(min(left, 64 * 1024))
        if not piece:
            if response.length:
                raise ConnectionError(f"the answer is cut off {response.length} bytes before its end")
            return b"".join(pieces)
        pieces.append(piece)
        left -= len(piece)
    return None


def _too_long(name: str, request: Request, limit: int) -> TransportError:
    return TransportError(
        f"{name} answers {request.method} {request.path} with more than {limit:,} bytes.",
        "No honest answer is as long: ask another node, and tell its party.",
    )
