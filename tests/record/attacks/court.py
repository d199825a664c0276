"""Where the attacks are judged: both checks of an evidence file, and the lying hosts that are accused.

The package's own check and tools/verify_record.py share no code. Evidence counts only if both confirm it.
"""

import contextlib
import importlib.util
import io
import json
import sys
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

from cast import ORIGIN, PARTIES, Log, Scribe, hash_of
from served import SmallNode

from holdfire.errors import FormError, HoldfireError
from holdfire.record.bundle import Contents, write_bundle
from holdfire.record.entry import read_leaf
from holdfire.record.evidence import Logged, refused_evidence, void_evidence
from holdfire.record.evidence_check import Proved, check_evidence
from holdfire.record.evidence_context import SILENT_ON, entries_needed
from holdfire.record.evidence_file import Trust
from holdfire.record.node import Node
from holdfire.record.rulings.charters import chartered
from holdfire.record.transport import Transport, direct
from holdfire.record.tree import MemoryHashes

VERIFIER = Path(__file__).parents[3] / "tools" / "verify_record.py"
FORK_PROOF_BYTES_MAX = 4096


@cache
def verifier() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_record", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["verify_record"] = module
    spec.loader.exec_module(module)
    # The same charter is read for each verdict: its 31 proofs of possession are checked once.
    module.ed25519 = cache(module.ed25519)  # type: ignore[attr-defined]
    return module


def verdict(*words: str) -> dict[str, Any]:
    """What the single-file verifier says, offline."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = verifier().main([*words, "--json"])
    told: dict[str, Any] = json.loads(out.getvalue())
    assert (code == 0) is (told["verdict"] == "proved")
    return told


@dataclass
class Court:
    """Keeps what it was given in a folder, so that the verifier reads files as a stranger would."""

    folder: Path

    def confirms(self, evidence: bytes, kind: str, known: "Log | bytes") -> Proved:
        """Both checks find it proved. `known`: the charter's leaf, or the log as a bundle that the reader
        trusts; without more than the leaf nothing may rest on what is not shown."""
        leaf = known if isinstance(known, bytes) else known.leaves[0]
        charter, _ = chartered(read_leaf(leaf))
        proved = check_evidence(evidence, Trust(charters=(charter,), charter_leaf=hash_of(leaf)))
        assert proved.kind == kind
        file = self._file(evidence, "json")
        trusted = self._file(leaf, "leaf") if isinstance(known, bytes) else self.bundle(known)
        told = verdict("evidence", str(file), "--charter", str(trusted))
        assert told["verdict"] == "proved", told
        return proved

    def reads_proof(self, proof: bytes, known: bytes) -> dict[str, Any]:
        """What the verifier says to a proof file."""
        file, trusted = self._file(proof, "tlog-proof"), self._file(known, "leaf")
        return verdict("proof", str(file), "--charter", str(trusted))

    def reads_bundle(self, file: Path, known: bytes) -> bool:
        """Whether the verifier finds anything proved in the bundle, whatever the grade."""
        trusted = self._file(known, "leaf")
        words = ("--charter", str(trusted), "--grade", "logged", "--no-entry-signatures")
        return bool(verdict("bundle", str(file), *words)["verdict"] == "proved")

    def throws_out(self, evidence: bytes, known: bytes) -> None:
        """Neither check finds anything proved."""
        charter, _ = chartered(read_leaf(known))
        try:
            check_evidence(evidence, Trust(charters=(charter,), charter_leaf=hash_of(known)))
        except HoldfireError:
            pass
        else:
            raise AssertionError("the package confirms it")
        file, trusted = self._file(evidence, "json"), self._file(known, "leaf")
        assert verdict("evidence", str(file), "--charter", str(trusted))["verdict"] != "proved"

    def finds_void(self, log: Log, index: int, reason: str) -> Proved:
        """The entry is in the log and void for that reason, by the fold and by evidence."""
        assert {each.index: each.reason for each in log.state().breaches}[index] == reason
        evidence = void_of(log, index, reason)
        if reason not in SILENT_ON:
            self.confirms(evidence, "void", log.leaves[0])
        return self.confirms(evidence, "void", log)

    def finds_refused(self, log: Log, leaf: bytes, reason: str) -> Proved:
        """The leaf, offered as the next entry, breaks that rule."""
        whole = copied(log)
        whole.add(leaf)
        shown = logged(log, *entries_needed(whole.leaves, log.size))
        evidence = refused_evidence(leaf, reason, shown, log.checkpoint(), charters_of(log))
        return self.confirms(evidence, "refused", log.leaves[0])

    def bundle(self, log: Log) -> Path:
        stream = io.BytesIO()
        write_bundle(stream, Copy(log), Contents(checkpoint=log.cosigned()))
        return self._file(stream.getvalue(), "tar")

    def _file(self, content: bytes, suffix: str) -> Path:
        path = self.folder / f"{sha256(content).hexdigest()[:16]}.{suffix}"
        path.write_bytes(content)
        return path


class Copy:
    """A log in memory, as a bundle is written from."""

    def __init__(self, log: Log) -> None:
        self.log = log

    @property
    def size(self) -> int:
        return self.log.size

    def leaves(self, start: int, end: int) -> list[bytes]:
        return self.log.leaves[start:end]

    def tile(self, level: int, n: int, width: int) -> bytes:
        return self.log.tile(level, n, width)


def logged(log: Log, *indices: int, size: int | None = None) -> list[Logged]:
    size = log.size if size is None else size
    return [Logged.of(log.hashes, each, log.leaves[each], size) for each in indices]


def charters_of(log: Log, size: int | None = None) -> list[Logged]:
    """The entries whose charters held, proved against the checkpoint of that size (now)."""
    void = {each.index for each in log.state(size).breaches}
    found = [index for index, leaf in enumerate(log.leaves[:size]) if b'"type":"charter"' in leaf]
    return logged(log, *(each for each in found if each not in void), size=size)


def void_of(log: Log, index: int, reason: str) -> bytes:
    shown = sorted({*entries_needed(log.leaves, index), index})
    if reason in SILENT_ON:  # what is not there is seen only where nothing is left out
        shown = list(range(index + 1))
    charters = [each for each in charters_of(log) if each.index <= index]
    return void_evidence(index, reason, logged(log, *shown), log.checkpoint(), charters)


def log_of(leaves: list[bytes], blobs: dict[str, bytes] | None = None) -> Log:
    """A log that the operator makes of these leaves, with scribes that go on from it."""
    made = Log.__new__(Log)
    made.origin, made.leaves, made.hashes, made.blobs = ORIGIN, [], MemoryHashes(), dict(blobs or {})
    made.scribes = {each: Scribe(each, ORIGIN, blobs=made.blobs) for each in PARTIES}
    for leaf in leaves:
        made.add(leaf)
        with contextlib.suppress(FormError):
            body = read_leaf(leaf).body
            scribe = made.scribe(body.party)
            scribe.seq, scribe.prev, scribe.clock = body.seq + 1, hash_of(leaf), body.t_claimed + 60
    return made


def copied(log: Log) -> Log:
    return log_of(log.leaves, log.blobs)


def log_at(node: Node) -> Log:
    """What this node holds, as a log to play with."""
    return log_of(node.log.leaves(0, node.log.size))


@contextlib.contextmanager
def lying_host(folder: Path, log: Log, party: str = "UN") -> Any:
    """The host shows this log instead of the one that it kept before."""
    small = SmallNode(folder, log, log.size, party)
    try:
        yield direct(party, small.app.answer)
    finally:
        small.close()


def asked(small: SmallNode, party: str = "UN") -> Transport:
    return direct(party, small.app.answer)


def edited(leaf: bytes) -> bytes:
    """The leaf with another claimed time, in form, its signature as it was."""
    body = read_leaf(leaf).body
    before = f'"t_claimed":{body.t_claimed}'.encode()
    return leaf.replace(before, f'"t_claimed":{body.t_claimed - 1}'.encode())
