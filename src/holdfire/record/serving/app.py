"""What a node answers to each call of docs/record-format.md 12: one table of calls, no network in it.

An answer follows from the request, the node and the clock alone, so that a test, or another node in the
same process, asks exactly what a server asks. Every call has a bound on its body.
"""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from holdfire.errors import FeedError, FormError, HoldfireError
from holdfire.record.entry import LEAF_BYTES_MAX, read_leaf
from holdfire.record.mirror import Copy, Mirror
from holdfire.record.note import strict_base64
from holdfire.record.serving.answers import refused
from holdfire.record.streams import Bounded, Gunzip, read_at_most
from holdfire.record.tiles import WIDTH, pack_bundle, parse_path, width_at
from holdfire.record.wire import BYTES_TYPE, PLAIN_TYPE, Answer, Request, told, write_size
from holdfire.record.witness import Witness

MEBI = 1024 * 1024
CALL_BYTES_MAX = 8 * MEBI
UPLOAD_BYTES_MAX = 64 * MEBI
BLOB_BYTES_MAX = 64 * MEBI

FOREVER = ("Cache-Control", "public, max-age=31536000, immutable")
NO_STORE = ("Cache-Control", "no-store")

_AUTHOR = re.compile(r"([0-9a-f]{16}) ([A-Za-z0-9+/]{86}==)")
_GZIP = re.compile(r"\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*$)[0-9.]+\s*)?", re.IGNORECASE)


class Served(Protocol):
    """What the app needs of a node. Calls may come from several threads at once."""

    @property
    def origin(self) -> str: ...
    @property
    def witness(self) -> Witness | None: ...
    @property
    def mirror(self) -> Mirror | None: ...
    @property
    def copy(self) -> Copy:
        """The log that this node hosts or mirrors."""
        ...

    def newest_note(self) -> bytes | None:
        """The newest checkpoint of `copy`, with every signature and cosignature known; None if none is."""
        ...

    def submit(self, leaf: bytes) -> Answer:
        """Log an entry: 200 or 202 with a proof. Raises the named error of the rule it breaks."""
        ...

    def next_seq(self, party: str) -> int:
        """The number that the party's next entry must bear."""
        ...

    def put_blob(self, content: bytes, fingerprint: str, signature: bytes) -> None:
        """Keep a file for whoever signed for it; raises AuthorityError or SignatureError."""
        ...

    def get_blob(self, digest: str) -> bytes | None:
        """The file, verified; None if it is not here, or erased."""
        ...

    def add_cosigned(self, note: bytes) -> None:
        """Keep a cosigned checkpoint of the log; raises the named error where it is not the log's."""
        ...


@dataclass(frozen=True, slots=True)
class Call:
    """A request on its way: what its path named, its whole body (empty where it is streamed), the time."""

    request: Request
    named: str
    content: bytes
    now: int


@dataclass(frozen=True, slots=True)
class Route:
    """One call that is answered. `path` has at most one group: what the path names."""

    method: str
    path: re.Pattern[str]
    answer: Callable[[Served, Call], Answer]
    body_max: int = 0
    streamed: bool = False


class App:
    """A node as its callers see it. `clock` gives whole seconds since 1970."""

    def __init__(self, served: Served, clock: Callable[[], int]) -> None:
        self._served, self._clock = served, clock

    def answer(self, request: Request) -> Answer:
        """Every call is answered, whatever it holds; only a bug of ours raises."""
        fitting = [(each, found) for each in ROUTES if (found := each.path.fullmatch(request.path))]
        if not fitting:
            return told(404, "There is nothing under this path.")
        for route, found in fitting:
            if route.method == request.method:
                try:
                    return self._answer(route, request, found.group(found.re.groups))
                except HoldfireError as fault:
                    return refused(fault)
        allowed = ", ".join(sorted({route.method for route, _ in fitting}))
        answer = told(405, f"This path takes {allowed} only.")
        return Answer(405, answer.content_type, answer.body, (("Allow", allowed),))

    def _answer(self, route: Route, request: Request, named: str) -> Answer:
        content: bytes | None = b""
        if route.method == "POST":
            if request.length is not None and request.length > route.body_max:
                return _too_large(route)
            if not route.streamed:
                if request.headers.get("content-encoding", "identity") != "identity":
                    return told(415, "The body of this call is sent as it is, not packed.")
                content = read_at_most(request.body, route.body_max)
        if content is None:
            return _too_large(route)
        return route.answer(self._served, Call(request, named, content, self._clock()))


def _too_large(route: Route) -> Answer:
    return told(413, f"The body of this call may have {route.body_max:,} bytes.")


def _checkpoint(served: Served, call: Call) -> Answer:
    return _note(served.newest_note())


def _witness_checkpoint(served: Served, call: Call) -> Answer:
    origins = served.witness.origins if served.witness else ()
    for origin in origins:
        if served.witness and _hashed(origin) == call.named:
            return _note(served.witness.latest(origin))
    return _note(None)


def _mirror_checkpoint(served: Served, call: Call) -> Answer:
    if served.mirror is None or call.named != _hashed(served.origin):
        return _note(None)
    return _note(served.mirror.latest())


def _note(note: bytes | None) -> Answer:
    if not note:
        return told(404, "There is no such checkpoint here yet.")
    return Answer(200, PLAIN_TYPE, note, (NO_STORE,))


def _mirror_tile(served: Served, call: Call) -> Answer:
    prefix, _, path = call.named.partition("/")
    if served.mirror is None or prefix != _hashed(served.origin):
        return told(404, "This node does not mirror that log.")
    return _tile(served, Call(call.request, path, b"", call.now))


def _tile(served: Served, call: Call) -> Answer:
    try:
        wanted = parse_path(call.named)
    except FormError as fault:
        return told(404, str(fault))
    if wanted.width > width_at(wanted.level, wanted.n, served.copy.size):
        return told(404, "The log here has no such tile. Ask for tiles of a checkpoint from here.")
    if wanted.kind == "tile":
        tile = served.copy.tile(wanted.level, wanted.n, wanted.width)
        return Answer(200, BYTES_TYPE, tile, (FOREVER,))
    start = wanted.n * WIDTH
    bundle = pack_bundle(served.copy.leaves(start, start + wanted.width))
    vary = ("Vary", "Accept-Encoding")
    if not _takes_gzip(call.request):
        return Answer(200, BYTES_TYPE, bundle, (FOREVER, vary))
    packed = gzip.compress(bundle, 4, mtime=0)
    return Answer(200, BYTES_TYPE, packed, (FOREVER, vary, ("Content-Encoding", "gzip")))


def _add_checkpoint(served: Served, call: Call) -> Answer:
    if served.witness is None:
        return told(404, "This node is no witness.")
    return served.witness.add_checkpoint(call.content, call.now)


def _add_entries(served: Served, call: Call) -> Answer:
    if served.mirror is None:
        return told(404, "This node is no mirror.")
    headers = call.request.headers
    takes = ("Accept-Encoding", "gzip, identity")
    if headers.get("content-type", BYTES_TYPE).strip().lower() != BYTES_TYPE:
        return told(400, f"The body of add-entries is {BYTES_TYPE}.")
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("gzip", "identity"):
        answer = told(415, "The body of add-entries may be packed with gzip only.")
        return Answer(415, answer.content_type, answer.body, (takes,))
    body = Bounded(call.request.body, UPLOAD_BYTES_MAX)
    unpacked = Gunzip(body, UPLOAD_BYTES_MAX) if encoding == "gzip" else body
    answer = served.mirror.add_entries(unpacked, call.now)
    return Answer(answer.status, answer.content_type, answer.body, (*answer.headers, takes))


def _add_entry(served: Served, call: Call) -> Answer:
    try:
        return served.submit(call.content)
    except FeedError:
        party = read_leaf(call.content).body.party
        return Answer(409, PLAIN_TYPE, write_size(served.next_seq(party)))


def _add_cosigned(served: Served, call: Call) -> Answer:
    served.add_cosigned(call.content)
    return told(200, "Kept.")


def _add_blob(served: Served, call: Call) -> Answer:
    author = _AUTHOR.fullmatch(call.request.headers.get("holdfire-author", ""))
    if author is None:
        return told(400, "Holdfire-Author must be a fingerprint, a space, and a signature in base64.")
    signature = strict_base64(author[2], "The signature in Holdfire-Author")
    served.put_blob(call.content, author[1], signature)
    return told(200, sha256(call.content).hexdigest())


def _get_blob(served: Served, call: Call) -> Answer:
    content = served.get_blob(call.named)
    if content is None:
        return told(404, "This file is not here. Another party may have it, or it was erased.")
    # A file can be redacted, so nobody between may keep it.
    return Answer(200, BYTES_TYPE, content, (NO_STORE,))


def _hashed(origin: str) -> str:
    return sha256(origin.encode()).hexdigest()


def _takes_gzip(request: Request) -> bool:
    return any(map(_GZIP.fullmatch, request.headers.get("accept-encoding", "").split(",")))


_ORIGIN = "([0-9a-f]{64})"
ROUTES = (
    Route("GET", re.compile("/checkpoint"), _checkpoint),
    Route("GET", re.compile("/(tile/.+)"), _tile),
    Route("GET", re.compile(f"/witness/{_ORIGIN}/checkpoint"), _witness_checkpoint),
    Route("GET", re.compile(f"/mirror/{_ORIGIN}/checkpoint"), _mirror_checkpoint),
    Route("GET", re.compile("/mirror/([0-9a-f]{64}/tile/.+)"), _mirror_tile),
    Route("GET", re.compile("/blob/([0-9a-f]{64})"), _get_blob),
    Route("POST", re.compile("/add-checkpoint"), _add_checkpoint, CALL_BYTES_MAX),
    Route("POST", re.compile("/add-entries"), _add_entries, UPLOAD_BYTES_MAX, streamed=True),
    Route("POST", re.compile("/add-entry"), _add_entry, LEAF_BYTES_MAX),
    Route("POST", re.compile("/add-cosigned"), _add_cosigned, CALL_BYTES_MAX),
    Route("POST", re.compile("/add-blob"), _add_blob, BLOB_BYTES_MAX),
)
"""Every call there is."""
