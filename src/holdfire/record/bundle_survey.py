"""The first reading of a bundle: all of it is proved, and held against our copy, before a byte is written.

That the log signed the checkpoint, that entries and tiles give its root, that no checkpoint brought or held
here is of another history. Two histories raise a ForkError with the evidence.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from holdfire.errors import BundleError, FormError, RegressionError, SignatureError
from holdfire.record.bundle import Member, Span, read_bundle
from holdfire.record.bundle_tar import NOTHING_TAKEN, Limits
from holdfire.record.bundle_tree import BundleTree
from holdfire.record.checkpoint import SignedCheckpoint, parse_checkpoint
from holdfire.record.cosignature import check_cosignatures
from holdfire.record.entry import Entry, read_leaf
from holdfire.record.forks import check_signed, compared, proved_fork
from holdfire.record.note import VerifierKey
from holdfire.record.state import Breach
from holdfire.record.storage.blobs import BlobStore
from holdfire.record.storage.log_store import LogStore
from holdfire.record.tree import HashReader, prove_consistency, root_of


def _anything(digest: str) -> bool:
    return True


def _no_breach(first: int, leaves: Sequence[bytes]) -> Sequence[Breach]:
    return ()


def _by_any_host(signed: SignedCheckpoint, newest: bool) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Replica:
    """Our copy of the log, and what we know of it.

    `note` is the newest checkpoint of this copy that we hold, empty if none; without it a fork is seen and
    cannot be proved. `beyond` are those we hold of more entries than the copy has. A note is refused if a
    signature by one of `cosigner_keys` (witnesses and mirrors, under any names) fails; others count for
    nobody. `key_of` gives the public key of a party's fingerprint, for entries. `may_keep` says whether a
    file of that SHA-256 may be kept: not where it was redacted. `fold` is told each run of entries once it
    is durable, and gives the breaches in it. Nobody else may write to the store meanwhile. `is_due` says
    whether a checkpoint (the newest, or a further one) is by the host that the log has at its size; a former
    host's key is worth nothing beyond that.
    """

    origin: str
    store: LogStore
    log_keys: tuple[VerifierKey, ...]
    key_of: Callable[[str, str], bytes | None]
    cosigner_keys: Mapping[str, VerifierKey] = field(default_factory=dict)
    note: bytes = b""
    blobs: BlobStore | None = None
    may_keep: Callable[[str], bool] = _anything
    fold: Callable[[int, Sequence[bytes]], Sequence[Breach]] = _no_breach
    beyond: tuple[bytes, ...] = ()
    is_due: Callable[[SignedCheckpoint, bool], bool] = _by_any_host


@dataclass(slots=True)
class Survey:
    """What the first reading found, all of it proved but files and leaves that are not logged."""

    tree: BundleTree
    checkpoint: SignedCheckpoint
    cosigned: list[SignedCheckpoint] = field(default_factory=list)
    files: set[str] = field(default_factory=set)


class _Joined:
    """Our copy and the bundle's tree as one, once they are known to be of one history."""

    def __init__(self, own: HashReader, own_size: int, brought: HashReader) -> None:
        self._own, self._own_size, self._brought = own, own_size, brought

    def node(self, level: int, index: int) -> bytes:
        reader = self._own if (index + 1) << level <= self._own_size else self._brought
        return reader.node(level, index)


def surveyed(stream: BinaryIO, replica: Replica, limits: Limits) -> Survey:
    """The first reading, to the last member."""
    span, members = read_bundle(stream, limits)
    own_size = replica.store.size
    if span.origin != replica.origin:
        raise BundleError(
            f"The bundle is of the log {span.origin}, and this is a copy of {replica.origin}.",
            "Two logs are never mixed: take it over into the copy of its own log.",
        )
    if span.start > own_size:
        raise BundleError(
            f"The bundle begins with entry {span.start}, and our copy ends before entry {own_size}.",
            f"Ask for a bundle from entry {own_size} or earlier.",
        )
    tree = BundleTree(span)
    tree.keep(own_size)
    for note in _held(replica):
        tree.keep(note.checkpoint.size)
    survey: Survey | None = None
    for member in members:
        if survey is None:
            survey = Survey(tree, _note(member, span, replica))
        elif member.group == "cosigned":
            survey.cosigned.append(_note(member, span, replica))
            tree.keep(survey.cosigned[-1].checkpoint.size)
        elif member.group == "entries":
            tree.add_entries(member)
        elif member.group == "tile":
            tree.add_tile(member)
        elif member.group == "feeds":
            unlogged(member)
        elif member.group == "blobs":
            survey.files.add(member.name.removeprefix("blobs/"))
    assert survey is not None  # read_bundle gives a checkpoint, or raises
    tree.check(survey.checkpoint.checkpoint)
    return survey


def _note(member: Member, span: Span, replica: Replica) -> SignedCheckpoint:
    """The checkpoint in that member, signed by this log and of the size that it must have."""
    try:
        signed = parse_checkpoint(member.content)
    except FormError as cause:
        raise BundleError(f"In the member {member.name}: {cause.what}", NOTHING_TAKEN) from cause
    checkpoint = signed.checkpoint
    newest = member.group == "checkpoint"
    told = span.size if newest else int(member.name.removeprefix("cosigned/"))
    if checkpoint.origin != span.origin or checkpoint.size != told or told > span.size:
        raise BundleError(
            f"The member {member.name} is a checkpoint of {checkpoint.origin} of size {checkpoint.size}; it "
            f"does not belong into a bundle of {span.origin} of size {span.size}.",
            NOTHING_TAKEN,
        )
    check_signed(signed, replica.log_keys)
    if not replica.is_due(signed, newest):
        raise SignatureError(
            f"The member {member.name} is signed by a host that the log no longer has at that size.",
            "Nothing was taken over. Somebody uses a former host's key: tell the other parties.",
        )
    check_cosignatures(signed, replica.cosigner_keys)
    return signed


def unlogged(member: Member) -> Entry:
    """The leaf in that member, which must be the one of its name."""
    try:
        entry = read_leaf(member.content)
    except FormError as cause:
        raise BundleError(f"In the member {member.name}: {cause.what}", NOTHING_TAKEN) from cause
    if member.name != f"feeds/{entry.body.party}/{entry.body.seq}":
        raise BundleError(
            f"The member {member.name} is entry {entry.body.seq} of {entry.body.party}.", NOTHING_TAKEN
        )
    return entry


def require_one_history(replica: Replica, survey: Survey) -> None:
    """Raise unless the shorter of our copy and the bundle is the beginning of the longer, and every
    checkpoint brought is of that one history."""
    own_size, _ = replica.store.head()
    own, brought, span = replica.store.reader(), survey.tree.reader(), survey.tree.span
    least = min(own_size, span.size)
    if root_of(own, least) != root_of(brought, least):
        _raise_fork(replica, survey, own, brought)
    joined = _Joined(own, least, brought)
    for each in (*survey.cosigned, *_held(replica)):
        if each.checkpoint.size <= span.size:
            found = compared(joined, span.size, survey.checkpoint, each, replica.log_keys)
            if found is not None:
                raise found.error()


def _held(replica: Replica) -> list[SignedCheckpoint]:
    own = (replica.note,) if replica.note else ()
    return [parse_checkpoint(each) for each in (*own, *replica.beyond)]


def _raise_fork(replica: Replica, survey: Survey, own: HashReader, brought: HashReader) -> None:
    size, start = survey.tree.span.size, survey.tree.span.start
    what = f"The bundle of {size} entries and our copy of {replica.store.size} are of two histories"
    if not replica.note:
        raise RegressionError(f"{what}, and we hold no checkpoint of ours.", "Compare with other parties.")
    note = parse_checkpoint(replica.note)
    signed = note.checkpoint.size
    if size < signed <= replica.store.size:
        proof = prove_consistency(own, size, signed)
        found = proved_fork(survey.checkpoint, note, replica.log_keys, root_of(own, size), proof)
        raise found.error()
    if signed > size or signed < start or root_of(brought, signed) == note.checkpoint.root:
        raise RegressionError(
            f"{what}, and the newest checkpoint we hold, of size {signed}, does not prove it.",
            f"Ask for a bundle from entry {min(signed, start)}; what our copy has beyond a signed checkpoint "
            "the log never committed to.",
        )
    if signed == size:
        raise proved_fork(note, survey.checkpoint, replica.log_keys).error()
    proof = prove_consistency(brought, signed, size)
    raise proved_fork(
        note, survey.checkpoint, replica.log_keys, root_of(brought, signed), proof
    ).error()  # fmt: skip
