"""A node on duty: its keys opened, it sequences, witnesses and mirrors, and answers other nodes.

The same object serves over HTTP (serving/), is asked in one process, and does the rounds of a laptop
(rounds.py). Which duties it has follows from the keys that were opened for it.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from hashlib import sha256

from holdfire.errors import AuthorityError, EquivocationError, ForkError, RegressionError, SignatureError
from holdfire.record.checkpoint import parse_checkpoint
from holdfire.record.cosignature import WitnessKey
from holdfire.record.ed25519 import SigningKey, is_signature
from holdfire.record.entry import read_leaf
from holdfire.record.erasing import erased_blobs
from holdfire.record.following import strange_first
from holdfire.record.host import Host
from holdfire.record.key_file import PrivateKey
from holdfire.record.log_proof import make_log_proof
from holdfire.record.mirror import Mirror
from holdfire.record.node import Node
from holdfire.record.note import VerifierKey
from holdfire.record.standing import Grade, standing
from holdfire.record.storage.log_store import LogStore
from holdfire.record.tree import prove_inclusion
from holdfire.record.wire import PLAIN_TYPE, Answer
from holdfire.record.witness import Witness

NOTES_BEHIND = 64
"""How many kept checkpoints an answer to an author looks through for its entry's grade."""


@dataclass(frozen=True, slots=True)
class Duties:
    """The keys opened for a node's duties; None where it has not that duty now."""

    host: PrivateKey | None = None
    witness: tuple[PrivateKey, ...] = ()
    mirror: PrivateKey | None = None
    heir: bool = False
    """The host key is that of a charter which waits in our outbox: the host before is lost."""


class TrustedLog(Mapping[str, Sequence[VerifierKey]]):
    """The log's key by its origin, as the charter in force has it."""

    def __init__(self, node: Node) -> None:
        self._node = node

    def __getitem__(self, origin: str) -> Sequence[VerifierKey]:
        charter = self._node.state.charter
        if charter is None or origin != charter.origin:
            raise KeyError(origin)
        return (charter.host_vkey,)

    def __iter__(self) -> Iterator[str]:
        return iter([self._node.settings.origin] if self._node.state.charter else [])

    def __len__(self) -> int:
        return 0 if self._node.state.charter is None else 1


@dataclass
class OnDuty:
    """A node with its duties; close it before the node."""

    node: Node
    host: Host | None
    witness: Witness | None
    mirror: Mirror | None
    _keeping: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def open(cls, node: Node, duties: Duties) -> "OnDuty":
        """Take up the duties. Raises RegressionError, and signs nothing, where this copy of the log is
        older than what was signed before."""
        origin = node.settings.origin
        witness = mirror = None
        if duties.witness:
            keys = [_witness_key(each) for each in duties.witness]
            witness = Witness(node.party, keys, node.heads, TrustedLog(node), node.alarm)
            for evidence in forks_known(node):
                witness.halt(origin, evidence)
        if duties.mirror is not None and witness is not None:
            mirror = Mirror(origin, witness, [_witness_key(duties.mirror)], node.heads, node.log)
        host = None
        if duties.host is not None:
            secret = duties.host.secret
            assert isinstance(secret, SigningKey)
            _require_vouched(node)
            host = Host(
                node.log,
                node.heads,
                node.state,
                origin,
                secret,
                node.entry_of,
                node.alarm,
                heir=duties.heir,
                first=lambda charter: strange_first(node, charter),
            )
        return cls(node, host, witness, mirror)

    def close(self) -> None:
        if self.host is not None:
            self.host.close()

    @contextmanager
    def appending(self) -> Iterator[None]:
        """Hold off uploads to our mirror while this node itself appends to its copy of the log."""
        with self.mirror.appending if self.mirror is not None else nullcontext():
            yield

    # What the app serves

    @property
    def origin(self) -> str:
        return self.node.settings.origin

    @property
    def copy(self) -> LogStore:
        return self.node.log

    def newest_note(self) -> bytes | None:
        """The newest checkpoint over our copy, with everything known under it."""
        charter = self.node.charter if self.node.state.charter is not None else None
        if charter is None:
            return None
        if self.host is not None:
            note = self.host.checkpoint
            return self.node.notes.note(parse_checkpoint(note).checkpoint.size) or note
        newest = self.node.notes.newest(charter, self.copy.size)
        return newest.note if newest else None

    def submit(self, leaf: bytes) -> Answer:
        """Log an entry: 200 where enough others mirror it already, else 202; the body is its proof."""
        if self.host is None:
            raise AuthorityError(
                f"The node of {self.node.party} is not the host of {self.origin}.",
                f"Send entries to {self._host_party()}.",
            )
        logged = self.host.submit(leaf).result()
        author = read_leaf(leaf).body.party
        note, grade = self._best_note(logged.position, author, logged.checkpoint)
        size = parse_checkpoint(note).checkpoint.size
        hashes = prove_inclusion(self.copy.reader(), logged.position, size)
        proof = make_log_proof(logged.position, tuple(hashes), note, leaf)
        return Answer(200 if grade >= Grade.MIRRORED else 202, PLAIN_TYPE, proof.to_bytes())

    def next_seq(self, party: str) -> int:
        return self.node.state.feed(party).next

    def put_blob(self, content: bytes, fingerprint: str, signature: bytes) -> None:
        digest = sha256(content).hexdigest()
        key = self.node.state.keys.get(fingerprint)
        if key is None or key.role != "author" or not key.in_force(self.node.state.size):
            raise AuthorityError(
                f"{fingerprint} is no author's key in force, so its file is not kept.", "Sign with yours."
            )
        text = f"holdfire/blob/v1\n{self.origin}\n{digest}".encode()
        if not is_signature(key.public, text, signature):
            raise SignatureError("The file is not signed for by that key.", "Sign it anew for this log.")
        if digest in erased_blobs(self.node):
            raise AuthorityError("The file was redacted; no node takes it in again.", "Leave it out.")
        self.node.blobs.put(content)

    def get_blob(self, digest: str) -> bytes | None:
        if digest in erased_blobs(self.node) or not self.node.blobs.has(digest):
            return None
        return self.node.blobs.get(digest)

    def add_cosigned(self, note: bytes) -> None:
        """Keep a checkpoint that somebody fetched and cosigned. A second history is set aside and raised."""
        with self._keeping:
            try:
                self.node.keep_note(note)
            except ForkError as fork:
                self.forked(fork)
                raise

    def forked(self, fork: ForkError) -> None:
        """Set the evidence aside, and let our witness sign nothing more of a log with two histories."""
        if fork.evidence:
            self.node.alarm(fork.evidence)
            if self.witness is not None and not isinstance(fork, EquivocationError):
                self.witness.halt(self.origin, fork.evidence)

    def _best_note(self, position: int, author: str, signed: bytes) -> tuple[bytes, Grade]:
        """Of the checkpoints that cover the entry, the one that gives it most."""
        charter = self.node.charter if self.node.state.charter is not None else None
        best, grade = signed, Grade.LOGGED
        if charter is None:
            return best, grade
        for each in self.node.notes.all(charter, position + 1)[-NOTES_BEHIND:]:
            reached = standing(position, author, [each], charter).grade
            if reached > grade and each.checkpoint.size <= self.copy.size:
                best, grade = each.note, reached
        return best, grade

    def _host_party(self) -> str:
        charter = self.node.charter if self.node.state.charter is not None else None
        return "its host" if charter is None else charter.host_party


def forks_known(node: Node) -> list[bytes]:
    """Evidence in this node's folder that the log has two histories; it was checked when it was set aside."""
    kept = ((node.home.evidence / name).read_bytes() for name in node.evidence())
    return [each for each in kept if b'"kind":"fork"' in each]


def _require_vouched(node: Node) -> None:
    """Raise RegressionError where a log is here that this machine never vouched for: a copy, which may be
    older than what the host signed before it was lost."""
    if node.log.size and not node.heads.head(node.settings.origin).size:
        raise RegressionError(
            f"This machine never signed for {node.settings.origin} as its host, and has a copy of "
            f"{node.log.size:,} entries, which may not be all.",
            "Ask every witness first how far it went: holdfire record promote. Without the host key here, "
            "this node follows as the others do.",
        )


def _witness_key(key: PrivateKey) -> WitnessKey:
    secret = key.secret
    if isinstance(secret, WitnessKey):
        return secret
    raise SignatureError(f"{key.card.name} is a reader's key and cannot cosign.", "Open the right key.")
