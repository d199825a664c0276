"""The grade of an entry: how many would have to lie for it to be undone, and who is still missing.

queued (the author has it), logged (a signed checkpoint covers it), mirrored (enough other parties hold
it), witnessed (the wider quorum), joint (all guarantors). docs/record-format.md 7.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from holdfire.errors import ProofError
from holdfire.record.charter import Charter, mirror_name
from holdfire.record.checkpoint import Checkpoint, SignedCheckpoint, parse_checkpoint
from holdfire.record.cosignature import check_cosignatures
from holdfire.record.note import Note
from holdfire.record.policy import Countersigning, judge_checkpoint

NONE_REVOKED: Mapping[bytes, int] = {}


class Grade(IntEnum):
    """The ladder; each name as it is shown."""

    QUEUED = 0
    LOGGED = 1
    MIRRORED = 2
    WITNESSED = 3
    JOINT = 4

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Countersigned:
    """A checkpoint of the log with what is under it, every signature by a known key verified."""

    signed: SignedCheckpoint
    mirrors: Mapping[str, int]
    """Party to the time of its mirror's cosignature, in seconds."""
    witnessed: Countersigning
    joint: Countersigning

    @property
    def checkpoint(self) -> Checkpoint:
        return self.signed.checkpoint

    @property
    def times(self) -> Mapping[str, int]:
        """Witness to the time of its cosignature, in seconds."""
        return {**self.joint.times, **self.witnessed.times}

    @cached_property
    def note(self) -> bytes:
        return self.signed.note.to_bytes()


def judged(note: bytes, charter: Charter, revoked: Mapping[bytes, int] = NONE_REVOKED) -> Countersigned:
    """The note with its signatures verified; raises FormError or SignatureError where it is not the log's.

    `revoked`: public keys, and the index of the entry from which on each counts no more. A thief's
    cosignature over a larger tree than that counts for nothing.
    """
    signed = _without_revoked(parse_checkpoint(note), charter, revoked)
    keys = {mirror_name(charter.origin, party): key for party, key in charter.mirror_vkeys.items()}
    parties = {mirror_name(charter.origin, party): party for party in charter.mirror_vkeys}
    witnessed = judge_checkpoint(charter.witnessed_policy, signed)
    joint = judge_checkpoint(charter.joint_policy, signed)
    mirrors = {parties[each.name]: each.time for each in check_cosignatures(signed, keys)}
    return Countersigned(signed, mirrors, witnessed, joint)


def _without_revoked(
    signed: SignedCheckpoint, charter: Charter, revoked: Mapping[bytes, int]
) -> SignedCheckpoint:
    if not revoked:
        return signed
    cosigners = [*charter.mirror_vkeys.values(), *charter.witnessed_policy.witness_keys.values()]
    cosigners += charter.joint_policy.witness_keys.values()
    stolen = {
        (key.name, key.key_id)
        for key in cosigners
        if key.public in revoked and signed.checkpoint.size > revoked[key.public] + 1
    }
    lines = tuple(each for each in signed.note.signatures if (each.name, each.key_id) not in stolen)
    return SignedCheckpoint(signed.checkpoint, Note(signed.note.text, lines))


def merged(notes: Iterable[SignedCheckpoint]) -> SignedCheckpoint:
    """One checkpoint with the signatures of all these, which must be of one and the same tree."""
    first, *others = notes
    signatures = dict.fromkeys(first.note.signatures)
    for other in others:
        if other.checkpoint != first.checkpoint:
            raise ProofError(
                f"Checkpoints of {first.checkpoint.size} and {other.checkpoint.size} entries, or of "
                "different roots, are not one.",
                "Put together only what is signed over the same tree.",
            )
        signatures |= dict.fromkeys(other.note.signatures)
    return SignedCheckpoint(first.checkpoint, Note(first.note.text, tuple(signatures)))


@dataclass(frozen=True, slots=True)
class Standing:
    """What an entry has reached, and what is missing from each grade that it has not."""

    position: int
    grade: Grade
    mirrored_by: frozenset[str]
    mirrors_needed: int
    witnessed: Countersigning | None
    joint: Countersigning | None

    @property
    def held_by_others(self) -> bool:
        """Whether enough others hold it that its author may let go of it."""
        return self.position >= 0 and len(self.mirrored_by) >= self.mirrors_needed

    @property
    def missing(self) -> dict[str, list[str]]:
        """Grade to the parties whose countersignature it wants."""
        wanting = {}
        for name, told in (("witnessed", self.witnessed), ("joint", self.joint)):
            if told is None or not told.complete:
                wanting[name] = sorted(told.missing) if told else []
        if not self.held_by_others:
            short = max(self.mirrors_needed - len(self.mirrored_by), 1)
            wanting["mirrored"] = [f"{short} more {'party' if short == 1 else 'parties'}"]
        return wanting


def standing(position: int, author: str, notes: Iterable[Countersigned], charter: Charter) -> Standing:
    """The standing of the entry at that position (-1: not logged), by a party, under these checkpoints.

    A checkpoint over a larger tree covers every entry below. An author's own mirror does not count.
    """
    covering = [each for each in notes if each.checkpoint.size > position >= 0]
    mirrored = max((frozenset(each.mirrors) - {author} for each in covering), key=len, default=frozenset())
    witnessed = min(
        (each.witnessed for each in covering),
        key=lambda told: told.lacking,
        default=charter.witnessed_policy.judge(()),
    )
    joint = min(
        (each.joint for each in covering),
        key=lambda told: told.lacking,
        default=charter.joint_policy.judge(()),
    )
    grade = Grade.QUEUED
    if covering:
        grade = Grade.LOGGED
        if len(mirrored) >= charter.mirrors:
            grade = Grade.MIRRORED
        if witnessed.complete:
            grade = Grade.WITNESSED
        if joint.complete:
            grade = Grade.JOINT
    return Standing(position, grade, mirrored, charter.mirrors, witnessed, joint)
