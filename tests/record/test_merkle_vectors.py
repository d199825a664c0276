"""The 518 public vectors for RFC 6962 proofs and subtree proofs (transparency-dev/merkle), file by file.

Two rules of ours are stricter than the vectors, which use short texts where nothing is hashed:
a root must be 32 bytes, and the root of a tree of size 0 must be EMPTY_ROOT. One is wider: the empty
tree is consistent with every tree (tlog-witness). DIFFERENCES names every vector that this touches.
"""

import base64
import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from holdfire.errors import ProofError
from holdfire.record.subtree import check_subtree_consistency, check_subtree_inclusion
from holdfire.record.tree import EMPTY_ROOT, check_consistency, check_inclusion

SHARED = Path(os.environ.get("HOLDFIRE_SHARED", Path(__file__).parents[3] / "shared"))
FOLDER = SHARED / "data" / "vectors" / "merkle-rfc6962" / "testdata"
PATHS = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.json"))
if not PATHS:
    pytest.skip(f"no vectors at {FOLDER}: set HOLDFIRE_SHARED", allow_module_level=True)

NO_HASH = "is 12 bytes long, not 32"
DIFFERENCES = {
    "consistency/additional/sizes-are-equal-one-and-proof-is-empty.json": NO_HASH,
    "subtreeconsistency/additional/sizes-are-equal-one-and-proof-is-empty.json": NO_HASH,
    "subtreeconsistency/additional/subtree-is-empty-sizes-are-equal-one-subtree-root-valid-"
    "tree-root-random-proof-is-empty.json": NO_HASH,
    "subtreeconsistency/additional/subtree-is-empty-sizes-are-equal-zero-subtree-root-valid-"
    "tree-root-random-proof-is-empty.json": "not that of the empty tree",
}
"""Vectors that want a proof accepted which we refuse, and the rule we give."""


def _read(name: str) -> dict[str, Any]:
    read = json.loads((FOLDER / name).read_text("utf-8"))
    for key in ("root", "root1", "root2", "leafHash"):
        if key in read:
            read[key] = base64.b64decode(read[key] or "")
    read["proof"] = [base64.b64decode(each) for each in read["proof"] or []]
    return dict(read)


def _check(kind: str, case: dict[str, Any]) -> None:
    if kind == "inclusion":
        check_inclusion(case["leafHash"], case["leafIdx"], case["treeSize"], case["proof"], case["root"])
    elif kind == "consistency":
        check_consistency(case["size1"], case["root1"], case["size2"], case["root2"], case["proof"])
    elif kind == "subtreeinclusion":
        check_subtree_inclusion(
            case["leafHash"], case["leafIdx"], case["start"], case["end"], case["proof"], case["root"]
        )
    elif kind == "subtreeconsistency":
        check_subtree_consistency(
            case["start"], case["end"], case["root1"], case["size"], case["root2"], case["proof"]
        )
    else:
        raise AssertionError(f"a set of vectors without a test: {kind}")


def test_every_vector_is_read() -> None:
    assert len(PATHS) == 518
    assert set(PATHS) >= set(DIFFERENCES)


@pytest.mark.parametrize("name", PATHS)
def test_a_public_vector_is_judged_as_it_says_or_as_our_rule_says(name: str) -> None:
    case = _read(name)
    if name in DIFFERENCES:
        assert not case["wantErr"]
        with pytest.raises(ProofError, match=DIFFERENCES[name]):
            _check(name.split("/")[0], case)
    elif case["wantErr"]:
        with pytest.raises(ProofError):
            _check(name.split("/")[0], case)
    else:
        _check(name.split("/")[0], case)


@pytest.mark.parametrize("name", [name for name, rule in DIFFERENCES.items() if rule == NO_HASH])
def test_a_vector_with_a_text_for_a_root_is_accepted_once_the_text_is_hashed(name: str) -> None:
    case = _read(name)
    for key in ("root1", "root2"):
        if len(case[key]) != 32:
            case[key] = sha256(case[key]).digest()
    _check(name.split("/")[0], case)


def test_the_vector_from_size_zero_is_refused_for_its_root_and_not_for_its_size() -> None:
    """The vectors' authors refuse every proof from size 0; witnesses must take the empty one."""
    case = _read("consistency/additional/size1-is-zero-and-size2-is-not-zero.json")
    assert case["wantErr"]
    assert (case["root1"], case["proof"]) == (EMPTY_ROOT, [])
    with pytest.raises(ProofError, match="new root is 12 bytes long"):
        _check("consistency", case)
    case["root2"] = sha256(case["root2"]).digest()
    _check("consistency", case)
