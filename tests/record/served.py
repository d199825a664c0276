"""A small node to serve and to ask in tests: a real witness, mirror and log, and a host of few rules."""

from hashlib import sha256
from pathlib import Path

from cast import HOST_VKEY, NOON, ORIGIN, Log, fingerprint_of, key

from holdfire.errors import AuthorityError, FeedError, HoldfireError, SignatureError
from holdfire.record.checkpoint import check_log_signature, parse_checkpoint
from holdfire.record.ed25519 import is_signature
from holdfire.record.entry import read_leaf
from holdfire.record.mirror import Mirror
from holdfire.record.serving.app import App
from holdfire.record.storage.blobs import BlobStore
from holdfire.record.storage.heads import HeadStore
from holdfire.record.storage.log_store import LogStore, NewLeaf
from holdfire.record.wire import Answer, write_add_checkpoint
from holdfire.record.witness import Witness


def blob_text(content: bytes) -> bytes:
    """What an author signs to bring a file."""
    return f"holdfire/blob/v1\n{ORIGIN}\n{sha256(content).hexdigest()}".encode()


class SmallNode:
    """The node of one party, with the first `size` entries of the log. It logs the entries of TR alone,
    in their order; `breaks` is raised instead where it is set."""

    origin = ORIGIN

    def __init__(self, folder: Path, log: Log, size: int = 0, party: str = "TR") -> None:
        folder.mkdir(exist_ok=True)
        self.log = log
        self.party = party
        self.copy = LogStore.open(folder / "log.sqlite", locking="shared")
        self.copy.append([NewLeaf("", at, leaf) for at, leaf in enumerate(log.leaves[:size])])
        self.heads = HeadStore.open(folder / "heads.sqlite")
        self.alarms: list[bytes] = []
        self.witness: Witness | None = Witness(
            party, [key(party, "witness")], self.heads, {ORIGIN: [HOST_VKEY]}, self.alarms.append
        )
        self.mirror: Mirror | None = Mirror(
            ORIGIN, self.witness, [key(party, "mirror")], self.heads, self.copy
        )
        self.blobs = BlobStore(folder / "blobs")
        self.breaks: HoldfireError | None = None
        self.accepted: list[bytes] = []
        self.cosigned: list[bytes] = []
        self.app = App(self, lambda: NOON)

    def close(self) -> None:
        self.copy.close()
        self.heads.close()

    def pend(self, size: int) -> None:
        """Have the first checkpoint of that size cosigned."""
        assert self.witness is not None
        body = write_add_checkpoint(0, [], self.log.checkpoint(size))
        assert self.witness.add_checkpoint(body, NOON).status == 200

    def newest_note(self) -> bytes | None:
        return self.log.checkpoint(self.copy.size) if self.copy.size else None

    def submit(self, leaf: bytes) -> Answer:
        if self.breaks is not None:
            raise self.breaks
        entry = read_leaf(leaf)
        if entry.body.party != self.party:
            raise AuthorityError(f"{entry.body.party} may not.", "Ask for the right.")
        if entry.body.seq != self.next_seq(self.party):
            raise FeedError("It is not the next of its feed.", "Send those before it.")
        self.accepted.append(leaf)
        return Answer(202, "text/plain", b"a proof\n")

    def next_seq(self, party: str) -> int:
        return len(self.accepted)

    def add_cosigned(self, note: bytes) -> None:
        check_log_signature(parse_checkpoint(note), HOST_VKEY)
        self.cosigned.append(note)

    def put_blob(self, content: bytes, fingerprint: str, signature: bytes) -> None:
        if fingerprint != fingerprint_of(self.party, "author"):
            raise AuthorityError(f"{fingerprint} is no author.", "Sign with an author's key.")
        if not is_signature(key(self.party, "author").public, blob_text(content), signature):
            raise SignatureError("The signature does not fit the file.", "Sign it anew.")
        self.blobs.put(content)

    def get_blob(self, digest: str) -> bytes | None:
        return self.blobs.get(digest) if self.blobs.has(digest) else None
