"""Both readers of the record side by side: the package, and tools/verify_record.py, which shares no code."""

import contextlib
import importlib.util
import io
import json
import sys
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from holdfire.errors import FormError, HoldfireError
from holdfire.record.ed25519 import is_signature
from holdfire.record.entry import Entry, read_leaf
from holdfire.record.fold import fold
from holdfire.record.rulings import RULINGS
from holdfire.record.state import State
from holdfire.record.tree import leaf_hash

VERIFIER = Path(__file__).parents[3] / "tools" / "verify_record.py"


@cache
def verifier(name: str = "verify_record_beside") -> ModuleType:
    """A copy of its own, whose right signatures are remembered: one charter is read many times here."""
    spec = importlib.util.spec_from_file_location(name, VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    module.ed25519 = lru_cache(1 << 15)(module.ed25519)  # type: ignore[attr-defined]
    return module


EXPLAINED = "`type` is not of its form"
"""The one difference that is meant: the package reads a leaf of a type that does not exist, and objects to it
where it folds or admits it; the verifier refuses it wherever it reads one."""


class Disagreement(AssertionError):  # noqa: N818 - it is what is looked for
    """The two readers say different things of one input."""


def agreed(what: str, ours: Any, theirs: Any) -> None:
    if ours != theirs:
        raise Disagreement(f"{what}: the package says {ours!r}, the verifier {theirs!r}")


class Folds:
    """One log folded by both, entry after entry; raises Disagreement at the first difference."""

    def __init__(self, origin: str) -> None:
        self.state, self.other, self.origin = State(), verifier().Fold(origin), origin
        self.standing: dict[str, tuple[int, Entry]] = {}
        self.leaves: list[bytes] = []

    def step(self, leaf: bytes) -> str:
        """The reason why the leaf is void as the next entry; empty where it stands."""
        index = len(self.leaves)
        (told,) = fold(self.state, [leaf], self.standing.get)
        self.leaves.append(leaf)
        ours = "" if isinstance(told, Entry) else told.reason
        theirs = self.other.step(index, leaf)
        agreed(f"entry {index}, {leaf[:3000]!r}", ours, theirs)
        if isinstance(told, Entry):
            self.standing[told.hash] = (index, told)
        agreed(
            f"state after entry {index} ({ours}), {leaf[:3000]!r}",
            self.state.root().hex(),
            self.other.state_root(),
        )
        return ours

    @property
    def feeds(self) -> dict[str, tuple[int, str]]:
        feeds: dict[str, tuple[int, str]] = self.other.feeds
        return feeds

    def root(self, size: int) -> bytes:
        root: bytes = verifier().tree_root([leaf_hash(leaf) for leaf in self.leaves[:size]])
        return root


def said(folder: Path, command: str, content: bytes, *words: str) -> str:
    """The verdict of the verifier on a file of these bytes; `proved` where it is accepted."""
    file = folder / command
    file.write_bytes(content)
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = verifier().main([command, str(file), *words, "--json"])
    assert code in (0, 1), out.getvalue()
    verdict = str(json.loads(out.getvalue())["verdict"])
    assert "this program failed" not in verdict, (verdict, content)
    return verdict


def accepts(call: Any) -> tuple[bool, str]:
    """Whether the package takes it; nothing but its own errors may come out."""
    try:
        call()
    except HoldfireError as cause:
        return False, f"{type(cause).__name__}: {cause}"
    return True, ""


def one_leaf(leaf: bytes) -> None:
    """Both read the leaf, or both refuse it."""
    ours, why = accepts(lambda: _known_type(leaf))
    try:
        verifier().read_leaf(leaf)
        theirs, reason = True, ""
    except verifier().Refused as cause:
        theirs, reason = False, str(cause)
    agreed(f"leaf {leaf!r} ({why}{reason})", ours, theirs)


def _known_type(leaf: bytes) -> None:
    """Read the leaf, of a type that exists (see EXPLAINED)."""
    told = read_leaf(leaf)
    if told.body.type not in RULINGS:
        raise FormError(f"There is no type {told.body.type} of entry.", "")


def one_signature(public: bytes, message: bytes, signature: bytes) -> None:
    ours, theirs = is_signature(public, message, signature), verifier().ed25519(public, message, signature)
    agreed(f"signature {public.hex()} {message.hex()} {signature.hex()}", ours, theirs)
