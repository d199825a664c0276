"""Evidence and bundles bent at random, and what both readers say of them; as bent.py for what is smaller."""

import io
import json
import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import count
from typing import Any

import test_bundle as tars
import test_bundle_import as bundles
import test_evidence_files as evidence
from bent import bent_bytes, folder, leaf, note, policy_file, proof, signature, value, vkey
from both import EXPLAINED, accepts, agreed, said
from cast import HOST_VKEY, ORIGIN, PARTIES, Log, hash_of, key
from scripts import Script
from written import ODD, canon, public
from written import hash_of as script_hash
from written import note as script_note

from holdfire.record.bundle_import import feed_place, take_over
from holdfire.record.bundle_survey import Replica
from holdfire.record.bundle_tar import read_members
from holdfire.record.charter import mirror_name, witness_name
from holdfire.record.cosignature import witness_vkey
from holdfire.record.evidence import Logged, refused_evidence, void_evidence
from holdfire.record.evidence_check import check_evidence
from holdfire.record.evidence_context import entries_needed
from holdfire.record.evidence_file import Trust
from holdfire.record.storage.log_store import LogStore
from holdfire.record.tree import MemoryHashes, leaf_hash, prove_inclusion

_numbers = count()


@cache
def evidence_files() -> list[dict[str, Any]]:
    made = [build() for build in evidence.KINDS]
    for reason, log in evidence.voids().items():
        made.append(evidence.void_of(log, log.size - 1, reason))
        made.append(evidence.void_of(log, log.size - 1, reason, *range(log.size - 1)))
    return [json.loads(each) for each in made]


def evidence_file(chance: random.Random) -> None:
    """A good file, bent in up to two places."""
    told = chance.choice(evidence_files())
    for _ in range(chance.choice([0, 1, 1, 1, 2])):
        paths = list(evidence.leaves_of(told))
        path, old = chance.choice(paths)
        plain = type(old) in (int, str, list) and chance.random() < 0.7
        new = chance.choice(evidence.others(old)) if plain else chance.choice(paths)[1]
        if chance.random() < 0.1:
            new = chance.choice(ODD)
        told = evidence.replaced(told, path, new)
    try:
        raw = canon(told)
    except (UnicodeEncodeError, RecursionError):
        return
    first = hash_of(Log().leaves[0])
    _evidence_agreed(raw, first)


def _evidence_agreed(raw: bytes, first: str) -> None:
    ours, why = accepts(lambda: check_evidence(raw, Trust(charter_leaf=first)))
    verdict = said(folder(), "evidence", raw, "--charter-hash", first)
    if not verdict.endswith(EXPLAINED):
        agreed(f"evidence {raw[-1500:]!r} ({why} / {verdict})", ours, verdict == "proved")


def script_evidence(chance: random.Random, script: Script) -> None:
    """Void and refused entries of a log at random, with what they depend on, other entries, or all."""
    leaves, fold = script.folds.leaves, script.folds.other
    if not fold.charters or fold.charters[0].index:
        return
    hashes = MemoryHashes()
    for each in leaves:
        hashes.append(leaf_hash(each))
    index = chance.randrange(1, len(leaves))
    if fold.void and chance.random() < 0.8:
        index = max(1, chance.choice(sorted(fold.void)))
    offered = chance.random() < 0.3
    size = index if offered else len(leaves)
    held = [c.index for c in fold.charters if c.index < size]
    needed: Sequence[int] = chance.choice(
        [range(index), entries_needed(leaves, index), [n for n in range(index) if chance.random() < 0.5], []]
    )
    reason = (
        fold.void.get(index, "late") if chance.random() < 0.9 else chance.choice(["gap", "author", "target"])
    )
    host = next(c.host.public for c in reversed(fold.charters) if c.index < size)
    signer = next(("UN", "host", n) for n in range(4) if public(("UN", "host", n)) == host)
    root = script.folds.root(size)
    point = script_note(chance, script.folds.origin, size, root, signer, []).encode()
    shown = [Logged(n, leaves[n], tuple(prove_inclusion(hashes, n, size))) for n in sorted(needed)]
    charters = [Logged(n, leaves[n], tuple(prove_inclusion(hashes, n, size))) for n in held]
    if offered:
        raw = refused_evidence(leaves[index], reason, shown, point, charters)
    else:
        own = Logged(index, leaves[index], tuple(prove_inclusion(hashes, index, size)))
        raw = void_evidence(index, reason, [*shown, own], point, charters)
    _evidence_agreed(raw, script_hash(leaves[0]))


@cache
def bundle_bases() -> tuple[Log, list[tuple[int, list[tuple[str, bytes]]]]]:
    log = Log().fill(270)
    files = sorted(log.blobs.items())[:2]
    bases = []
    for start in (0, 200, 256, 269, 270):
        made = bundles.bundled(
            log,
            start,
            cosigned=[log.cosigned(200), log.cosigned(260)],
            feeds=[log.branch(270).scribe("TR").act(), log.branch(270).scribe("RU").act()],
            blobs=files,
        )
        bases.append((start, list(read_members(made))))
    return log, bases


def bundle(chance: random.Random) -> None:
    """A bundle with one member bent, gone, twice, or elsewhere; or a byte of the tar changed."""
    log, bases = bundle_bases()
    start, made = chance.choice(bases)
    made = list(made)
    at, how = chance.randrange(len(made)), chance.randrange(9)
    name, content = made[at]
    if how < 3:
        made[at] = (name, bent_bytes(chance, content))
    elif how == 3:
        made[at] = (name, content[: chance.randrange(len(content) + 1)])
    elif how == 4:
        del made[at]
    elif how == 5:
        made.insert(chance.randrange(len(made)), made[at])
    elif how == 6:
        other = chance.randrange(len(made))
        made[at], made[other] = (name, made[other][1]), (made[other][0], content)
    elif how == 7:
        numbers = [int(each) for each in re.findall(r"[0-9]+", name)]
        if numbers:
            made[at] = (
                name.replace(str(numbers[-1]), str(max(0, numbers[-1] + chance.choice([-1, 1]))), 1),
                content,
            )
    raw = tars.tar_of(*made) if made else b""
    if how == 8:
        cut = chance.randrange(0, len(raw), 512) + chance.choice(
            [0, 100, 124, 148, 156, 257, 345, chance.randrange(512)]
        )
        cut = min(cut, len(raw) - 1)
        raw = raw[:cut] + bytes([chance.choice([0, 32, 48, 55, 120, raw[cut] ^ 1])]) + raw[cut + 1 :]
    charter = folder() / "charter"
    charter.write_bytes(log.leaves[0])
    words = ("--charter", str(charter), "--no-entry-signatures", "--grade", "logged")
    verdict = said(folder(), "bundle", raw, *words)
    ours, why = accepts(lambda: _taken_over(log, start, raw))
    if not verdict.endswith(EXPLAINED):
        agreed(f"bundle from {start}, {how} at {name} ({why} / {verdict})", ours, verdict == "proved")


def _taken_over(log: Log, start: int, raw: bytes) -> None:
    file = folder() / f"log-{next(_numbers)}"
    store = LogStore.open(file, origin=ORIGIN, synchronous="OFF")
    cosigners = {
        witness_name(ORIGIN, p): witness_vkey(witness_name(ORIGIN, p), key(p, "witness")) for p in PARTIES
    }
    cosigners |= {
        mirror_name(ORIGIN, p): witness_vkey(mirror_name(ORIGIN, p), key(p, "mirror")) for p in PARTIES
    }
    try:
        if start:
            store.append([feed_place(each) for each in log.leaves[:start]])
        take_over(io.BytesIO(raw), Replica(ORIGIN, store, (HOST_VKEY,), bundles.key_of, cosigners))
    finally:
        store.close()
        file.unlink()


SMALL: dict[str, tuple[Callable[[random.Random], None], int]] = {
    "values": (value, 200),
    "leaves": (leaf, 200),
    "signatures": (signature, 30),
    "vkeys": (vkey, 60),
    "notes": (note, 60),
    "policies": (policy_file, 60),
    "proofs": (proof, 20),
    "evidence": (evidence_file, 10),
    "bundles": (bundle, 5),
}
"""What is asked, and how often in one round."""
