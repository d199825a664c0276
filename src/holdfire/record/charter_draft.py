"""Drafting a charter: from the parties' enrolments, or as the successor of the one in force.

A draft is a file that goes round: the charter, and the approvals gathered so far. Nothing in it is secret.
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import replace

from holdfire.errors import CharterError, FormError
from holdfire.record.approvals import Approval
from holdfire.record.charter import WITNESS_KINDS, Charter, Party, read_charter, witness_name
from holdfire.record.note import ED25519, VerifierKey, strict_base64
from holdfire.record.possession import Enrolment, read_enrolment
from holdfire.record.profile import canon, parse_canonical

FORM = "holdfire/charter-draft/v1"
ENROLMENTS_FORM = "holdfire/enrolments/v1"
BYTES_MAX = 1024 * 1024


def read_enrolments(content: bytes) -> list[Enrolment]:
    """The enrolments in such a file; FormError where it is none. The charter checks their proofs."""
    told = _parsed(content, "The file of enrolments")
    if told.keys() != {"enrolments", "form"} or told["form"] != ENROLMENTS_FORM:
        raise FormError("This is no file of enrolments.", "Write one with holdfire key show --enrol.")
    if type(told["enrolments"]) is not list:
        raise FormError("The file of enrolments has no list of them.", "Write it anew.")
    return [read_enrolment(each) for each in told["enrolments"]]


def first_charter(
    origin: str,
    title: str,
    parties: tuple[Party, ...],
    enrolled: Iterable[Enrolment],
    threshold: int | None = None,
    quorum: int | None = None,
    mirrors: int = 2,
) -> Charter:
    """Version 0; CharterError where it would not be sound. Defaults: all guarantors approve a charter, and
    all witnessing parties but one make the wider quorum (four of five)."""
    guarantors = [each.party for each in parties if each.standing == "guarantor"]
    keys = _in_order(enrolled)
    joint, witnessed = default_policies(origin, keys, guarantors, quorum)
    charter = Charter(
        origin=origin,
        title=title,
        version=0,
        previous="",
        parties=parties,
        keys=keys,
        joint=joint,
        witnessed=witnessed,
        mirrors=mirrors,
        charter_threshold=len(guarantors) if threshold is None else threshold,
        redaction_threshold=2,
        schemas={},
    )
    return read_charter(charter.plain)


def successor_draft(
    before: Charter,
    before_leaf: str,
    enrolled: Iterable[Enrolment],
    dropped: Sequence[str],
    parties: Sequence[Party],
    threshold: int | None = None,
    quorum: int | None = None,
) -> Charter:
    """The charter after `before` with these keys added and dropped, and these parties added or changed.

    A key that is enrolled again comes with its new proof: a reader's is by an author key, which may be one
    that goes now.
    """
    known = {each.fingerprint for each in before.keys}
    if strange := sorted(set(dropped) - known):
        raise CharterError(f"The charter lists no key {', '.join(strange)}.", "holdfire record charter show.")
    fresh = {each.fingerprint: each for each in enrolled if each.fingerprint not in dropped}
    kept = [each for each in before.keys if each.fingerprint not in {*dropped, *fresh}]
    keys = _in_order([*kept, *fresh.values()])
    named = {each.party: each for each in (*before.parties, *parties)}
    everybody = tuple(named[party] for party in sorted(named))
    guarantors = [each.party for each in everybody if each.standing == "guarantor"]
    absent = len(before.with_role("witness")) - _quorum(before)
    wider = quorum if quorum is not None else len(_witnesses(keys)) - absent
    joint, witnessed = default_policies(before.origin, keys, guarantors, wider)
    drafted = replace(
        before,
        version=before.version + 1,
        previous=before_leaf,
        parties=everybody,
        keys=keys,
        joint=joint,
        witnessed=witnessed,
        charter_threshold=before.charter_threshold if threshold is None else threshold,
    )
    return read_charter(drafted.plain)


def default_policies(
    origin: str, keys: Sequence[Enrolment], guarantors: Sequence[str], quorum: int | None
) -> tuple[str, str]:
    """The two policy files: all guarantors, and the wider quorum of everybody who witnesses."""
    hosts = [each for each in keys if each.role == "host"]
    if len(hosts) != 1:
        raise CharterError(
            f"{len(hosts)} host keys are enrolled, and a log has exactly one.",
            "One party makes it with holdfire key new --role host, and enrols it.",
        )
    witnesses = _witnesses(keys)
    log = f"log {VerifierKey(origin, ED25519, hosts[0].public).text()}\n"
    wider = max(1, len(witnesses) - 1) if quorum is None else quorum

    def policy(names: Sequence[str], needed: str) -> str:
        lines = [f"witness {name} {_vkey(origin, witnesses[name])}\n" for name in names]
        return log + "".join(lines) + f"group q {needed} {' '.join(names)}\nquorum q\n"

    if missing := [each for each in guarantors if each not in witnesses]:
        raise CharterError(
            f"No witness key of {', '.join(missing)} is enrolled, and every guarantor must witness.",
            "Have them make and enrol one.",
        )
    return policy(sorted(guarantors), "all"), policy(sorted(witnesses), str(wider))


def write_draft(charter: Charter, approvals: Sequence[Approval]) -> bytes:
    rising = sorted(approvals, key=lambda each: each.key)
    told = [{"key": a.key, "sig": b64encode(a.signature).decode()} for a in rising]
    return canon({"approvals": told, "charter": charter.plain, "form": FORM}) + b"\n"


def read_draft(content: bytes) -> tuple[Charter, list[Approval]]:
    """The charter and the approvals gathered so far; whether they hold, `approving` says."""
    told = _parsed(content, "The draft")
    if told.keys() != {"approvals", "charter", "form"} or told["form"] != FORM:
        raise FormError("This is no draft of a charter.", "Make one with holdfire record charter new.")
    if type(told["approvals"]) is not list:
        raise FormError("The draft has no list of approvals.", "Draft it anew.")
    return read_charter(told["charter"]), [_approval(each) for each in told["approvals"]]


def _approval(fields: object) -> Approval:
    if type(fields) is not dict or fields.keys() != {"key", "sig"}:
        raise FormError("An approval has exactly key and sig.", "Have its party sign anew.")
    if not all(type(each) is str for each in fields.values()):
        raise FormError("An approval is not written in texts.", "Have its party sign anew.")
    return Approval(fields["key"], strict_base64(fields["sig"], "An approval"))


def _parsed(content: bytes, what: str) -> dict[str, object]:
    if len(content) > BYTES_MAX:
        raise FormError(f"{what} has {len(content):,} bytes; the limit is {BYTES_MAX:,}.", "Check the file.")
    told = parse_canonical(content.removesuffix(b"\n"), what)
    if type(told) is not dict:
        raise FormError(f"{what} is no object.", "Check the file.")
    return told


def _in_order(enrolled: Iterable[Enrolment]) -> tuple[Enrolment, ...]:
    return tuple(sorted(enrolled, key=lambda each: (each.party, each.role, each.kind, each.public.hex())))


def _witnesses(keys: Iterable[Enrolment]) -> dict[str, Enrolment]:
    """Of each party the witness key that the policies name: Ed25519; an ML-DSA twin is extra."""
    found: dict[str, Enrolment] = {}
    for each in keys:
        if each.role == "witness" and (each.party not in found or each.kind == "ed25519"):
            found[each.party] = each
    return found


def _quorum(charter: Charter) -> int:
    names = [each.name for each in charter.witnessed_policy.witnesses]
    return charter.witnessed_policy.judge(()).lacking if names else 0


def _vkey(origin: str, enrolment: Enrolment) -> str:
    name = witness_name(origin, enrolment.party)
    return VerifierKey(name, WITNESS_KINDS[enrolment.kind], enrolment.public).text()
