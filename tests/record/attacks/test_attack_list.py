"""The 24 attacks of the threat model, and the tests in which each is tried (record.md section 5).

Each builds a real log, attacks it, and expects an error of holdfire.errors and, where somebody can be
convicted at all, an evidence file that the package and tools/verify_record.py both confirm offline. Where
nobody signed anything wrong (a bomb, a wrong clock, a silent host), the test says so and stops at the error.

| # | attack | error | evidence |
|---|---|---|---|
| 1 | an old entry edited, tiles and checkpoint made anew | ForkError | fork, altered, void: signature |
| 2 | tail cut off, old copy restored | RegressionError, ForkError, 409 | truncated, fork |
| 3 | split view with 0, 1 and 2 accomplices | ForkError | fork, at most 4 kB |
| 4 | entry dropped by the host | FeedError; overdue | void: gap |
| 5 | entry slipped into the past, or back-dated | ForkError; flagged | fork |
| 6 | entry replayed, or moved to another log | SignatureError | void: replay; refused and void: signature |
| 7 | two entries with one number | EquivocationError | equivocation |
| 8 | forged author, wrong role, revoked key | AuthorityError, SignatureError | refused, void |
| 9 | edges of Ed25519 | KeyRefusedError, SignatureError | refused and void: signature |
| 10 | JSON tricks | FormError | refused and void: form |
| 11 | inner node as leaf, odd leaf twice, partial chain | ProofError | void: replay; else nobody signed it |
| 12 | malformed proofs | ProofError, FormError | none: a bent fork is thrown out by both |
| 13 | quorum padded | KeyRefusedError, SignatureError, RecordError | padding, void: time |
| 14 | charter taken over, or frozen | CharterError, AuthorityError | void: charter, refused, truncated |
| 15 | votes falsified, decision asserted | RecordError, FormError, StorageError | refused, void, blob |
| 16 | witness raced, witness killed | RegressionError, 409, 422 | fork |
| 17 | two contents under one confidential entry | EnvelopeError | blob; false wraps only their reader sees |
| 18 | redaction abused or half done | RecordError, AuthorityError | void: approval, void: target |
| 19 | stale or partial answers, mixed tiles | RegressionError, ProofError, BundleError | truncated, altered |
| 20 | killed host, flipped bits, two hosts | StorageError, RegressionError, ForkError | altered, fork |
| 21 | log of the same name, or by another key | CharterError, SignatureError | the impostor's is thrown out |
| 22 | clocks years off | none: flagged, never refused | none: a clock may be wrong |
| 23 | bombs | FormError, BundleError, 413 | none: nobody signed them; void: form where one did |
| 24 | malicious bundle | BundleError, CharterError, SignatureError | none; fork where the host signed it |
"""

import ast
from pathlib import Path

import pytest

COVERED: dict[int, tuple[str, tuple[str, ...]]] = {
    1: ("history", ("edited", "hide_behind")),
    2: ("history", ("restored_from", "set_back", "receipt")),
    3: (
        "split_view",
        (
            "exchanged_checkpoint",
            "bare_text",
            "larger_checkpoint",
            "beyond_our_copy",
            "other_side",
            "liars",
            "kilobytes",
        ),
    ),
    4: ("feeds", ("drops_leaves_a_gap", "overdue", "past_the_host")),
    5: ("history", ("slipped_into", "back_dated")),
    6: ("feeds", ("replayed", "another_missions")),
    7: ("feeds", ("two_allies", "equivocation")),
    8: ("feeds", ("may_not_make_it", "signed_by_nobody", "revoked_key", "void_entry")),
    9: ("bytes", ("libraries_differ", "unsafe_key")),
    10: ("bytes", ("two_parsers",)),
    11: ("bytes", ("inner_node", "odd_leaf", "part_of_the_way")),
    12: ("bytes", ("numbers_at_the_edge", "over_long", "made_up")),
    13: ("quorum", ("padded", "known_name", "old_time", "one_key_under_two")),
    14: ("authority", ("threshold", "new_keys", "frozen")),
    15: ("authority", ("false_vote", "only_asserted", "text_exchanged")),
    16: ("witness_race", ("by_threads", "two_processes", "dies_before", "never_swapped")),
    17: ("confidential", ("two_contents", "another_file", "wrap_moved")),
    18: ("confidential", ("honest_disk", "second_party", "public", "come_back", "guessed")),
    19: ("answers", ("last_decision", "its_age", "left_out", "mixed")),
    20: ("storage", ("killed", "flipped_bit", "rotted", "lost_row", "two_hosts")),
    21: ("history", ("same_name", "another_key")),
    22: ("answers", ("years_off", "median", "no_clock", "false_time")),
    23: ("bombs", ("million", "refuses_such", "unfolds", "longest_leaf", "bounded_too")),
    24: ("bundles", ("beside_itself", "another_log", "never_signed")),
}
"""Number of the attack to the file that tries it, and what stands in the names of its tests."""

BEYOND = {"host_loss", "two_folds", "list"}
"""Files that try what is not in the list of 24."""


def names_in(file: str) -> list[str]:
    path = Path(__file__).with_name(f"test_attack_{file}.py")
    return [
        each.name
        for each in ast.parse(path.read_text()).body
        if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")
    ]


@pytest.mark.parametrize("number", range(1, 25))
def test_each_attack_of_the_list_is_tried(number: int) -> None:
    file, parts = COVERED[number]
    for part in parts:
        assert any(part in name for name in names_in(file)), f"no test of {part} in test_attack_{file}.py"


def test_each_test_belongs_to_an_attack_of_the_list() -> None:
    files = {
        path.stem.removeprefix("test_attack_") for path in Path(__file__).parent.glob("test_attack_*.py")
    }
    assert files == {file for file, _ in COVERED.values()} | BEYOND
    for file in files - BEYOND:
        parts = [part for named, parts in COVERED.values() if named == file for part in parts]
        for name in names_in(file):
            assert any(part in name for part in parts), f"{name} is of no attack"
