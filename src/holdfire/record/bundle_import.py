"""Taking a bundle over: verify all of it, then append; a bundle is a stranger's file whoever brings it.

It is read twice. The first reading proves everything: that the log signed the checkpoint, that entries and
tiles give its root, that it continues our copy. Only then is anything written, and the second reading is
held against the first. So whatever goes wrong, the copy ends at its old size or at a later verified one.

That entries are void does not keep them out: a mirror holds what the log committed to, all the more where
it convicts the host. Two histories do: then nothing is taken, and ForkError brings the evidence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import BinaryIO, Literal

from holdfire.errors import BundleError
from holdfire.record.bundle import Member, read_bundle
from holdfire.record.bundle_survey import Replica, Survey, require_one_history, surveyed, unlogged
from holdfire.record.bundle_tar import LIMITS, MIB, NOTHING_TAKEN, Limits
from holdfire.record.entry import Entry
from holdfire.record.evidence import equivocation_evidence
from holdfire.record.state import Breach
from holdfire.record.storage.log_store import LogStore, NewLeaf
from holdfire.record.tile_names import WIDTH, width_at
from holdfire.record.tiles import unpack_bundle

BATCH = 16 * WIDTH
"""Entries in one append: each costs a sync of the disk."""
BATCH_BYTES = 16 * MIB

_BLOBS = re.compile(rb'\{"b":\{"blobs":\[((?:"[0-9a-f]{64}",?)+)\]')
_FEED = re.compile(
    rb'"party":"([A-Z0-9-]{1,16})","prev":"[0-9a-f]*","refs":\[[^\]]*\],"seen":\[[0-9]+,"[0-9a-f]{64}"\],'
    rb'"seq":([0-9]{1,16}),"t_claimed":[0-9]+,"type":"[a-z]+"\},"s":\[\{"k":"[0-9a-f]{16}","sig":"[^"]{88}"\}\]\}'
)


def feed_place(leaf: bytes) -> NewLeaf:
    """The leaf with its feed and number for the store, read from the fixed end of its form; without them
    (-1) where it has another form. A whole reading of each leaf would take ten times as long."""
    at = leaf.rfind(b'"party":"')
    found = _FEED.fullmatch(leaf, at) if at > 0 else None
    return NewLeaf(found[1].decode(), int(found[2]), leaf) if found else NewLeaf("", -1, leaf)


def files_named(leaf: bytes) -> list[str]:
    """The SHA-256 of the files that the leaf brings, read from the fixed beginning of its form."""
    found = _BLOBS.match(leaf)
    return [each.decode() for each in re.findall(rb"[0-9a-f]{64}", found[1])] if found else []


@dataclass(slots=True)
class TakenOver:
    """What came of it. `standing` is that of the bundle: `newer` than our copy was, the `same`, or `older`
    (then nothing was appended; files come over all the same). `pending` are signed leaves that no copy of
    ours has logged; the host must sequence them. `evidence` are the files brought, unchecked, and
    equivocations found here. `passed_over` says by name and reason what was not kept."""

    standing: Literal["newer", "same", "older"]
    before: int
    size: int
    checkpoint: bytes
    cosigned: list[bytes] = field(default_factory=list)
    pending: list[bytes] = field(default_factory=list)
    evidence: list[bytes] = field(default_factory=list)
    blobs: list[str] = field(default_factory=list)
    breaches: list[Breach] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)


def take_over(stream: BinaryIO, replica: Replica, limits: Limits = LIMITS) -> TakenOver:
    """Take the bundle over into our copy; twice the same changes nothing. The stream must be seekable.

    Raises BundleError where it is cut off, unsafe, foreign, or does not fit itself or our size;
    SignatureError where the log did not sign its checkpoints; ForkError, with evidence, where it shows
    another history than ours; RegressionError where it does and the log signed nothing that proves it.
    """
    begin = stream.tell()
    survey = surveyed(stream, replica, limits)
    before, _ = replica.store.head()
    size = survey.tree.span.size
    require_one_history(replica, survey)
    standing: Literal["newer", "same", "older"] = (
        "newer" if size > before else "same" if size == before else "older"
    )
    told = TakenOver(standing, before, before, survey.checkpoint.to_bytes())
    told.cosigned = [each.to_bytes() for each in survey.cosigned]
    stream.seek(begin)
    try:
        _, members = read_bundle(stream, limits)
        _write(replica, survey, members, told)
    except BundleError as cause:
        raise BundleError(
            f"The bundle changed while it was taken over: {cause.what} Our copy stands at "
            f"{replica.store.size} entries, all of them verified.",
            "Take it over again, from a disk that nobody else writes to.",
        ) from cause
    told.size, root = replica.store.head()
    newest = survey.checkpoint.checkpoint
    if told.standing != "older" and (told.size, root) != (newest.size, newest.root):
        raise BundleError(
            f"Our copy stands at {told.size} entries and not at the {newest.size} of the bundle.",
            "Somebody else wrote to the copy, or to the bundle: take it over again.",
        )
    return told


def _write(replica: Replica, survey: Survey, members: Iterator[Member], told: TakenOver) -> None:
    """The second reading: what was proved is appended, then files that some leaf names are kept."""
    named: set[str] = set()
    waiting: list[bytes] = []
    settled = False
    for member in members:
        if member.group == "entries":
            leaves = _again(survey, member)
            if survey.files:
                named.update(each for leaf in leaves for each in files_named(leaf) if each in survey.files)
            waiting += leaves[max(0, replica.store.size + len(waiting) - member.n * WIDTH) :]
            if len(waiting) >= BATCH or sum(map(len, waiting)) >= BATCH_BYTES:
                _append(replica, waiting, told)
                waiting = []
        elif member.group in ("feeds", "blobs", "evidence"):
            if not settled:
                _append(replica, waiting, told)
                waiting, settled = [], True
            _keep(replica, survey, member, named, told)
    _append(replica, waiting, told)


def _again(survey: Survey, member: Member) -> list[bytes]:
    known = survey.tree.digests.get(member.n)
    if known != sha256(member.content).digest():
        raise BundleError(f"The member {member.name} is another one now.", NOTHING_TAKEN)
    return unpack_bundle(member.content, width_at(0, member.n, survey.tree.span.size))


def _append(replica: Replica, leaves: Sequence[bytes], told: TakenOver) -> None:
    if not leaves or told.standing != "newer":
        return
    first = replica.store.append([feed_place(leaf) for leaf in leaves])
    told.breaches += replica.fold(first, leaves)


def _keep(replica: Replica, survey: Survey, member: Member, named: set[str], told: TakenOver) -> None:
    if member.group == "evidence":
        told.evidence.append(member.content)
    elif member.group == "feeds":
        entry = unlogged(member)
        if _is_pending(replica, entry, told):
            told.pending.append(member.content)
            named.update(entry.body.blobs)
    elif replica.blobs is not None:
        _keep_file(replica, survey, member, named, told)


def _is_pending(replica: Replica, entry: Entry, told: TakenOver) -> bool:
    """Whether the leaf is signed by its party and still to be logged; says what it is if not."""
    body, name = entry.body, f"feeds/{entry.body.party}/{entry.body.seq}"
    public = replica.key_of(body.party, body.key)
    if public is None or not entry.is_signed_by(public, replica.origin):
        told.passed_over.append(f"{name}: not signed by a key of {body.party} that we know")
        return False
    at = replica.store.by_feed(body.party, body.seq)
    if at is None:
        return True
    logged = replica.store.leaf(at)
    if logged != entry.leaf:
        told.passed_over.append(f"{name}: entry {at} of the log has the same number, and differs")
        told.evidence.append(equivocation_evidence(replica.origin, logged, entry.leaf))
    return False


def _keep_file(replica: Replica, survey: Survey, member: Member, named: set[str], told: TakenOver) -> None:
    digest = member.name.removeprefix("blobs/")
    if digest not in named:
        # Only leaves before the bundle can name it now; they are looked through once, for all files.
        named |= _named_before(replica.store, survey.tree.span.first, survey.files - named)
        survey.files &= named
    assert replica.blobs is not None
    if digest not in named:
        told.passed_over.append(f"{member.name}: no leaf names it")
    elif not replica.may_keep(digest):
        told.passed_over.append(f"{member.name}: it was redacted")
    elif len(member.content) > replica.blobs.size_max:
        told.passed_over.append(f"{member.name}: larger than the files kept here")
    else:
        fresh = not replica.blobs.has(digest)
        # Also where it is here: it may have rotted, and is repaired by this.
        replica.blobs.put(member.content)
        told.blobs += [digest] if fresh else []


def _named_before(store: LogStore, end: int, files: set[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, end if files else 0, BATCH):
        for leaf in store.leaves(start, min(end, start + BATCH)):
            found.update(each for each in files_named(leaf) if each in files)
    return found
