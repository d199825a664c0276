"""Checking evidence: what a file proves, against whom, and on which charter that rests.

The package's own check of docs/record-format.md 10; tools/verify_record.py is the other one, written apart
from it. What is proved is never more than the file's kind says. A file brings its charters itself: what it
proves holds for the log whose first charter is `Proved.charter`, and the reader compares that with the
charter of their own, or gives it as `Trust`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from holdfire.errors import FormError, ProofError, SignatureError
from holdfire.record.entry import Entry, read_leaf
from holdfire.record.evidence import Logged
from holdfire.record.evidence_context import Context, folded
from holdfire.record.evidence_file import EvidenceFile, Trust, check_logged, read_evidence
from holdfire.record.forks import check_contradiction
from holdfire.record.policy import judge_checkpoint
from holdfire.record.tree import check_inclusion, leaf_hash

NO_TRUST = Trust()

_ANEW = "Have it written anew by whoever found this."
_NOTHING = "It proves nothing: ask who gave it to you."


@dataclass(frozen=True, slots=True)
class Proved:
    """What the evidence proves. `against` is whom: a party, "the host", or empty where the file shows only
    that something is not the record's. `charter` is the leaf hash of the first charter it stands on (empty:
    on the reader's own keys); `rests_on` is what the file cannot show by itself, empty if nothing."""

    kind: str
    origin: str
    against: str
    what: str
    charter: str
    rests_on: str = ""


def check_evidence(content: bytes, trust: Trust = NO_TRUST) -> Proved:
    """What the evidence proves; raises FormError where it is not in form, SignatureError where keys or
    signatures are not those it needs, ProofError where it does not show what it says."""
    file = read_evidence(content, trust)
    return _CHECKS[file.fields["kind"]](file)


def _check_fork(file: EvidenceFile) -> Proved:
    first, second = file.checkpoint("first"), file.checkpoint("second")
    prefix, consistency = file.text("prefix") and file.digest("prefix"), file.hashes("consistency")
    check_contradiction(first, second, file.log_keys, bytes.fromhex(prefix), consistency)
    one, two = first.checkpoint, second.checkpoint
    host = file.host_at(two.size)
    told = (
        f"It signed two histories: {one.size} entries with the root {one.root.hex()}, and {two.size} entries"
    )
    if one.size == two.size:
        return _proved(file, host, f"{told} with the root {two.root.hex()}.")
    return _proved(
        file, file.host_at(two.size), f"{told} that begin with the root {prefix} at size {one.size}."
    )


def _check_equivocation(file: EvidenceFile) -> Proved:
    first, second = (read_leaf(file.raw(key)) for key in ("first", "second"))
    body = first.body
    if first.leaf == second.leaf or (body.party, body.seq) != (second.body.party, second.body.seq):
        raise ProofError("The two leaves are the same, or of different parties or numbers.", _NOTHING)
    for each in (first, second):
        if not file.is_authored(each):
            raise SignatureError(
                f"The leaf {each.hash[:12]}… is not signed by a key of {body.party} in the charters.",
                "Give the charter that enrols its key; if there is none, the leaf is forged.",
            )
    what = f"It signed two entries with the number {body.seq}: {first.hash} and {second.hash}."
    return _proved(file, body.party, what, "that its key was in force when it signed, and was not stolen")


def _check_truncated(file: EvidenceFile) -> Proved:
    larger, shown = file.checkpoint("larger").checkpoint, file.checkpoint("shown").checkpoint
    if larger.size <= shown.size:
        raise ProofError(
            f"What was shown has {shown.size} entries, not fewer than the {larger.size} of the other.",
            _NOTHING,
        )
    what = f"What was shown ends at entry {shown.size}; the log had signed {larger.size} entries."
    return _proved(file, "", what, "that it was shown after the larger one was signed")


def _check_altered(file: EvidenceFile) -> Proved:
    index, shown, told = file.count("index"), file.raw("shown"), file.digest("leaf_hash")
    signed = file.checkpoint("checkpoint").checkpoint
    proof = file.hashes("proof")
    check_inclusion(bytes.fromhex(told), index, signed.size, proof, signed.root)
    if leaf_hash(shown).hex() == told:
        raise ProofError(f"What was shown is entry {index} as the log holds it.", _NOTHING)
    return _proved(file, "", f"What was shown as entry {index} is not it: the log committed to {told}.")


def _check_void(file: EvidenceFile) -> Proved:
    index, reason = file.count("index"), file.text("reason")
    entries = file.listed("entries")
    at = [each for each in entries if each.index == index]
    if not at or any(each.index > index for each in entries):
        raise FormError(f"The entries do not end with entry {index}, which is said to be void.", _ANEW)
    context = folded(_together(file.charters, entries, index))
    entry, rests_on = _void(context, index, at[0].leaf, reason)
    host = f"{file.host_at(index + 1)}, who logged it"
    who = f"{entry.body.party} and {host}" if entry and file.is_authored(entry) else host
    return _proved(file, who, f"Entry {index} is in the log and void: {reason}.", rests_on)


def _check_refused(file: EvidenceFile) -> Proved:
    leaf, reason = file.raw("leaf"), file.text("reason")
    entries = file.listed("entries")
    size = file.checkpoint("checkpoint").checkpoint.size
    context = folded(_together(file.charters, entries, size))
    entry, rests_on = _void(context, size, leaf, reason)
    who = entry.body.party if entry and file.is_authored(entry) else ""
    return _proved(file, who, f"A leaf offered as entry {size} breaks the rule: {reason}.", rests_on)


def _void(context: Context, index: int, leaf: bytes, reason: str) -> tuple[Entry | None, str]:
    """The leaf read, where it can be, once it is void for that reason; and what that rests on."""
    entry, objection = context.judge(index, leaf)
    if not context.charters and not context.is_whole:
        raise FormError("The evidence has no charter by which the entry could be judged.", _ANEW)
    if objection is None:
        raise ProofError(f"Nothing shown speaks against entry {index}; it is not shown to be void.", _NOTHING)
    if objection.reason != reason:
        raise ProofError(
            f"Entry {index} is void for `{objection.reason}` ({objection.what}), not for `{reason[:20]}`.",
            "Write the evidence anew with that reason.",
        )
    return entry, "" if entry is None else context.rests_on(reason)


def _check_padding(file: EvidenceFile) -> Proved:
    signed, named = file.checkpoint("checkpoint"), file.text("policy")
    size = signed.checkpoint.size
    policy, rests_on = file.policy(named), "that the checkpoint was passed off as countersigned like this"
    if named not in ("joint", "witnessed"):
        rests_on += ", under the policy in the file"
    try:
        told = judge_checkpoint(policy, signed)
    except SignatureError as cause:
        return _proved(file, "", f"The checkpoint of size {size} bears a forgery: {cause.what}", rests_on)
    if told.complete:
        raise ProofError(f"The checkpoint of size {size} satisfies the policy.", _NOTHING)
    wanting = " ".join(told.reasons)
    return _proved(file, "", f"The checkpoint of size {size} is not countersigned: {wanting}", rests_on)


def _check_blob(file: EvidenceFile) -> Proved:
    index, sha256 = file.count("index"), file.digest("sha256")
    entry = read_leaf(file.raw("leaf"))
    logged = Logged(index, entry.leaf, tuple(file.hashes("proof")))
    check_logged(logged, file.checkpoint("checkpoint"))
    if sha256 in entry.body.blobs:
        raise ProofError(f"The file {sha256[:12]}… is one of entry {index}.", _NOTHING)
    return _proved(file, "", f"What was shown as a file of entry {index} is not named by it: {sha256}.")


def _proved(file: EvidenceFile, against: str, what: str, rests_on: str = "") -> Proved:
    return Proved(str(file.fields["kind"]), file.origin, against, what, file.context.first_leaf, rests_on)


def _together(charters: Sequence[Logged], entries: Sequence[Logged], end: int) -> list[tuple[int, bytes]]:
    """Charters and entries below `end` in one ascending list; what stands in both must be the same."""
    found: dict[int, bytes] = {}
    for each in (*charters, *entries):
        if each.index < end:
            found[each.index] = each.leaf
    return sorted(found.items())


_CHECKS: dict[str, Callable[[EvidenceFile], Proved]] = {
    "fork": _check_fork,
    "equivocation": _check_equivocation,
    "truncated": _check_truncated,
    "altered": _check_altered,
    "void": _check_void,
    "refused": _check_refused,
    "padding": _check_padding,
    "blob": _check_blob,
}
