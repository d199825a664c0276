"""The form of each type's content, and that no content at all trips the fold."""

from copy import deepcopy
from typing import Any

import pytest
from cast import (
    NOON,
    ORIGIN,
    Log,
    fingerprint_of,
    hash_of,
    key,
)
from fold_cast import last
from hypothesis import given
from hypothesis import strategies as st

from holdfire.record.entry import Body, read_leaf, write_leaf
from holdfire.record.fold import object_to, take
from holdfire.record.rulings import RULINGS

TEXT = "ab" * 32
BROUGHT = {"blobs": (TEXT,)}

FORMS: dict[str, tuple[str, dict[str, Any], str, dict[str, Any]]] = {
    "an act without particulars": ("act", {"act": "intake", "public": False}, "author", {}),
    "an act whose particulars it does not bring": (
        "act", {"act": "intake", "particulars": TEXT, "public": False}, "author", {},
    ),
    "an act that is perhaps public": (
        "act", {"act": "intake", "particulars": TEXT, "public": 0}, "author", BROUGHT,
    ),
    "an act of 65 letters": (
        "act", {"act": "x" * 65, "particulars": TEXT, "public": False}, "author", BROUGHT,
    ),
    "a proposal that does not bring its text": (
        "proposal", {"deadline": 0, "subject": "line", "text": TEXT, "until": 0}, "author", {},
    ),
    "an end for what is no term": (
        "proposal", {"deadline": 0, "subject": "line", "text": TEXT, "until": 7}, "author", BROUGHT,
    ),
    "a deadline below zero": (
        "proposal", {"deadline": -1, "subject": "line", "text": TEXT, "until": 0}, "author", BROUGHT,
    ),
    "a vote of perhaps": ("vote", {"charter": 0, "text": TEXT, "vote": "perhaps"}, "voter", {}),
    "a vote that is a list": ("vote", {"charter": 0, "text": TEXT, "vote": ["consent"]}, "voter", {}),
    "an outcome that somebody asserts": (
        "vote", {"charter": 0, "outcome": "adopted", "text": TEXT, "vote": "consent"}, "voter", {},
    ),
    "an attestation without a root": ("attest", {"size": 0, "state": ""}, "author", {}),
    "a time without a checkpoint": ("time", {}, "author", {}),
    "a file that is a text": ("confidential", {"file": "sealed"}, "author", {}),
    "a redaction without a ground": ("redact", {"blobs": ["ab" * 32], "ground": ""}, "redactor", {}),
    "an approval that says why": ("approve", {"reason": "agreed"}, "redactor", {}),
    "a revocation of a party": ("revoke", {"key": "IR", "reason": "lost"}, "author", {}),
    "evidence that it does not bring": ("evidence", {"kind": "fork", "sha256": "ab" * 32}, "author", {}),
    "a disclosure of nothing": ("disclosure", {}, "author", {}),
    "erased blobs not in order": ("erased", {"blobs": ["bb" * 32, "aa" * 32]}, "author", {}),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "content", "role", "more"), FORMS.values(), ids=FORMS.keys())
def test_a_content_out_of_form_is_void_and_keeps_its_place(
    kind: str, content: dict[str, Any], role: str, more: dict[str, Any]
) -> None:
    log = Log()
    log.add(log.scribe("IR").write(kind, content, role, **more))
    breach = last(log)
    assert breach is not None
    assert (breach.reason, breach.in_feed) == ("form", True)
    assert breach.what
    log.add(log.scribe("IR").act())
    assert last(log) is None


def test_every_type_is_tried() -> None:
    assert {told[0] for told in FORMS.values()} == set(RULINGS) - {"charter"}, (
        "a charter out of form is told as `charter`"
    )


WORDS = st.sampled_from(["consent", "term", "ab" * 32, "cd" * 32, "a" * 16, "", "RU", "0", "charter"])
PLAIN = st.recursive(
    st.booleans() | st.integers(-1, 3) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
NAMES = [
    "act",
    "particulars",
    "public",
    "deadline",
    "subject",
    "text",
    "until",
    "charter",
    "vote",
    "size",
    "state",
    "checkpoint",
    "file",
    "disclosure",
    "blobs",
    "ground",
    "key",
    "reason",
    "kind",
    "sha256",
    "approvals",
]
CONTENTS = st.dictionaries(st.sampled_from(NAMES), PLAIN, max_size=5)
KEYS_OF = {
    "charter": ("approvals", "charter"), "act": ("act", "particulars", "public"),
    "proposal": ("deadline", "subject", "text", "until"), "vote": ("charter", "text", "vote"),
    "attest": ("size", "state"), "time": ("checkpoint",), "confidential": ("file",),
    "disclosure": ("disclosure",), "redact": ("blobs", "ground"), "approve": (), "erased": ("blobs",),
    "revoke": ("key", "reason"), "evidence": ("kind", "sha256"),
}  # fmt: skip
SHAPED = st.sampled_from(sorted(KEYS_OF)).flatmap(
    lambda kind: st.tuples(st.just(kind), st.fixed_dictionaries(dict.fromkeys(KEYS_OF[kind], PLAIN)))
)
BASE = Log().fill(8)
AT_HAND = {hash_of(leaf): (at, read_leaf(leaf)) for at, leaf in enumerate(BASE.leaves)}


@given(
    SHAPED | st.tuples(st.sampled_from(sorted(KEYS_OF)), CONTENTS),
    st.sampled_from([(), (hash_of(BASE.leaves[2]),)]),
)
def test_no_content_raises_anything(told: tuple[str, dict[str, Any]], refs: tuple[str, ...]) -> None:
    kind, content = told
    role = RULINGS[kind].role
    body = Body("TR", fingerprint_of("TR", role), 2, BASE.scribe("TR").prev, kind, content, NOON, refs=refs)
    leaf = write_leaf(body, ORIGIN, key("TR", role))
    state = STATE
    before = deepcopy(state)
    objection = object_to(state, read_leaf(leaf), AT_HAND.get)
    assert state == before, "asking changes nothing"
    if objection is None:
        take(before, read_leaf(leaf))
        assert before.size == state.size + 1


STATE = BASE.state()
