"""Leaves, notes, policies, proofs, bundles and evidence bent at random, and what both readers say of them.

Each function takes a source of chance, asks both once, and raises Disagreement where they differ. One
difference is meant: both.EXPLAINED.
"""

import json
import random
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from both import accepts, agreed, one_leaf, one_signature, said, verifier
from cast import HOST, ORIGIN, PARTIES, QUORUM, Log, key, policy
from written import ODD, bent, canon

from holdfire.errors import HoldfireError
from holdfire.record.checkpoint import parse_checkpoint
from holdfire.record.log_proof import check_log_proof, parse_log_proof
from holdfire.record.note import parse_vkey, sign_note
from holdfire.record.policy import judge_checkpoint, parse_policy
from holdfire.record.profile import parse_canonical

MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else None


@cache
def _kept() -> "tempfile.TemporaryDirectory[str]":
    """Gone when the process ends."""
    return tempfile.TemporaryDirectory(prefix="agreement-", dir=MEMORY)


def folder() -> Path:
    return Path(_kept().name)


def bent_bytes(chance: random.Random, raw: bytes) -> bytes:
    """One place of the bytes changed: a bit, a byte more, less, or another."""
    at, how = chance.randrange(len(raw) + 1), chance.randrange(6)
    if how == 0 and raw:
        at %= len(raw)
        return raw[:at] + bytes([raw[at] ^ 1 << chance.randrange(8)]) + raw[at + 1 :]
    if how == 1:
        return raw[:at] + raw[at + 1 :]
    if how == 2:
        return (
            raw[:at] + chance.choice([b" ", b"\n", b"\0", b"A", b"0", b"\t", b"\xc3\xa9", b"\xff"]) + raw[at:]
        )
    if how == 3:
        return raw[:at]
    if how == 4:
        lines = raw.split(b"\n")
        lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
        return b"\n".join(lines)
    lines = raw.split(b"\n")
    lines.pop(chance.randrange(len(lines)))
    return b"\n".join(lines)


# -- canonical JSON, leaves, keys, signatures


def any_value(chance: random.Random, depth: int = 0) -> Any:
    roll = chance.randrange(8 if depth < 9 else 5)
    if roll == 0:
        return chance.choice([0, 1, -1, 2**53 - 1, -(2**53) + 1, 2**53, True, False, 10**17])
    if roll < 4:
        point = chance.choice([chance.randrange(0x250), chance.randrange(0x3000), chance.randrange(0x110000)])
        return "".join(
            map(chr, [point, *chance.choices([0x301, 0x65, 0x41, 0x1100, 0x1161], k=chance.randrange(3))])
        )
    if roll == 4:
        return chance.choice(ODD)
    if roll < 7:
        return [any_value(chance, depth + 1) for _ in range(chance.randrange(4))]
    return {
        chance.choice(["a", "b", "\u00e9", " ", "~", "\x7f", ""]): any_value(chance, depth + 1)
        for _ in range(2)
    }


def value(chance: random.Random) -> None:
    try:
        raw = canon(any_value(chance))
    except UnicodeEncodeError:
        return
    if chance.random() < 0.3:
        raw = bent_bytes(chance, raw)
    ours, why = accepts(lambda: parse_canonical(raw))
    theirs, reason = _theirs(lambda: verifier().parse(raw, "x"))
    agreed(f"value {raw!r} ({why}{reason})", ours, theirs)


def _theirs(call: Callable[[], Any]) -> tuple[bool, str]:
    try:
        call()
    except verifier().Refused as cause:
        return False, str(cause)
    return True, ""


@cache
def long_log() -> Log:
    """Entries of every type."""
    log = Log().fill(7)
    act = log.add(log.scribe("RU").act("secret"))
    proposal = log.add(log.scribe("TR").proposal("term", b"until then", until=1_700_000_000))
    for party in ("RU", "TR", "IR"):
        log.add(log.scribe(party).vote(proposal))
    redact = log.add(log.scribe("IR").redact(act))
    log.add(log.scribe("UN").approve(redact), log.scribe("OB").erased(redact))
    log.add(log.scribe("UN").time(log.cosigned()), log.scribe("UN").attest(3, bytes(32)))
    log.add(log.scribe("RU").revoke("voter"), log.scribe("RU").evidence("fork", b"a file"))
    return log


def leaf(chance: random.Random) -> None:
    leaves = long_log().leaves
    raw = chance.choice(leaves[1:] if chance.random() < 0.98 else leaves)
    if chance.random() < 0.5:
        try:
            raw = canon(bent(chance, json.loads(raw)))
        except UnicodeEncodeError:
            return
    else:
        raw = bent_bytes(chance, raw)
    one_leaf(raw)


ORDER = 2**252 + 27742317777372353535851937790883648493


def signature(chance: random.Random) -> None:
    signer, message = key(chance.choice(PARTIES), "author"), chance.randbytes(chance.randrange(40))
    raw, signed = signer.public, signer.sign(message)
    how = chance.randrange(8)
    if how == 0:
        raw = bent_bits(chance, raw)
    elif how == 1:
        signed = bent_bits(chance, signed)
    elif how == 2:
        message += b"x"
    elif how == 3:
        more = int.from_bytes(signed[32:], "little") + ORDER * chance.choice([1, 2, 15])
        signed = signed[:32] + (more % 2**256).to_bytes(32, "little")
    elif how == 4:
        low = sorted(verifier().LOW_ORDER)
        raw = chance.choice([raw, chance.choice(low)])
        signed = chance.choice([chance.choice(low), signed[:32]]) + chance.choice([bytes(32), signed[32:]])
    elif how == 5:
        raw = chance.choice([raw[:31], raw + b"\0", chance.randbytes(32), b""])
    elif how == 6:
        signed = chance.choice([signed[:63], signed + b"\0", b"", chance.randbytes(64)])
    one_signature(raw, message, signed)


def bent_bits(chance: random.Random, raw: bytes) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ 1 << chance.randrange(8)]) + raw[at + 1 :]


# -- notes, policies, proofs


@cache
def notes() -> list[bytes]:
    log = long_log()
    note = log.checkpoint().decode().partition("\n")[2].partition("\n\n")[0] + "\n"
    late = {"RU": 2**63 - 1, "TR": 1, "IR": 2**53, "UN": 5}
    return [
        log.checkpoint(),
        log.cosigned(by=PARTIES, mirrors=PARTIES),
        log.cosigned(by=QUORUM),
        log.cosigned(by=("RU", "TR")),
        log.cosigned(times=late),
        log.cosigned() + log.cosigned(times=late).partition(b"\n\n")[2],
        log.checkpoint(3),
        sign_note(f"elsewhere\n{note}", ORIGIN, HOST).to_bytes(),
    ]


@cache
def policies() -> list[bytes]:
    return [
        policy(PARTIES, "4").encode(),
        policy(PARTIES, "all").encode(),
        policy(("RU", "TR"), "any").encode(),
        (policy(PARTIES, "2").replace("quorum q", "group r any q\nquorum r")).encode(),
        b"# none\n \t\nquorum none\n",
        policy(("RU", "TR", "IR", "UN"), "2").replace("quorum q\n", "quorum RU\n").encode(),
        policy(PARTIES, "1").replace("group q 1 RU TR IR", "group g all RU TR\n\tgroup q 1 g IR").encode(),
    ]


def vkey(chance: random.Random) -> None:
    words = [word for word in chance.choice(policies()).split() if word.count(b"+") > 1]
    if not words:
        return
    text = bent_bytes(chance, chance.choice(words)).decode("utf-8", "surrogateescape")
    ours, why = accepts(lambda: parse_vkey(text))
    theirs, reason = _theirs(lambda: verifier().read_vkey(text))
    agreed(f"vkey {text!r} ({why}{reason})", ours, theirs)


def note(chance: random.Random) -> None:
    """The note as a text, and its quorum under a policy."""
    raw, told = chance.choice(notes()), chance.choice(policies())
    raw = bent_bytes(chance, raw) if chance.random() < 0.8 else raw
    ours, why = accepts(lambda: parse_checkpoint(raw))
    theirs, reason = _theirs(lambda: verifier().read_checkpoint(raw))
    agreed(f"note {raw!r} ({why}{reason})", ours, theirs)
    if not ours:
        return
    point, agreed_policy = verifier().read_checkpoint(raw), parse_policy(told)
    plain = verifier().Policy(told.decode(), "x")
    signed = verifier().Countersigned(point, plain.logs, plain.cosigners)
    try:
        judged = judge_checkpoint(agreed_policy, parse_checkpoint(raw))
        mine: Any = (judged.complete, judged.times)
    except HoldfireError:
        mine = (False, None)
    other = (signed.satisfies(plain), signed.of("witness") if signed.log and not signed.wrong else None)
    agreed(f"note {raw!r} under {told!r}", mine, other)


def policy_file(chance: random.Random) -> None:
    raw = chance.choice(policies())
    raw = bent_bytes(chance, raw) if chance.random() < 0.9 else raw
    ours, why = accepts(lambda: parse_policy(raw))
    text = raw.decode("utf-8", "surrogateescape")
    theirs, reason = _theirs(lambda: verifier().Policy(text, "x"))
    agreed(f"policy {raw!r} ({why}{reason})", ours, theirs)
    if ours:
        present = {each for each in PARTIES if chance.random() < 0.5}
        agreed(
            f"quorum of {present} in {raw!r}",
            parse_policy(raw).judge(present).lacking,
            verifier().Policy(text, "x").lacking(present),
        )


@cache
def proofs() -> list[tuple[bytes, bytes]]:
    log = long_log()
    found = [
        (log.proof(n, each).to_bytes(), log.leaves[n]) for n in (1, 7, log.size - 1) for each in notes()[1:5]
    ]
    return [*found, (log.proof(1, log.cosigned(3)).to_bytes(), log.leaves[1])]


def proof(chance: random.Random) -> None:
    raw, given = chance.choice(proofs())
    told = chance.choice(policies()[:4])
    raw = bent_bytes(chance, raw) if chance.random() < 0.9 else raw
    file = folder() / "policy"
    file.write_bytes(told)
    ours, why = accepts(lambda: _proved(raw, given, told))
    leaf_file = folder() / "leaf"
    leaf_file.write_bytes(given)
    verdict = said(folder(), "proof", raw, "--policy", str(file), "--leaf", str(leaf_file))
    agreed(f"proof {raw!r} under {told!r} ({why}{verdict})", ours, verdict == "proved")


def _proved(raw: bytes, given: bytes, told: bytes) -> None:
    read = parse_log_proof(raw)
    if read.extra not in (None, given):
        raise HoldfireError("another leaf is in it", "")
    if not check_log_proof(read, given, parse_policy(told)).countersigning.complete:
        raise HoldfireError("not complete", "")
