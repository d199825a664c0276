"""Entry 0: a log begins with a charter that holds, or not at all."""

from collections.abc import Callable

import pytest
from cast import Scribe, charter, charter_content
from fold_cast import THIEF

from holdfire.record.fold import fold
from holdfire.record.state import State


def begun(*leaves: bytes) -> State:
    state = State()
    fold(state, leaves, lambda _: None)
    return state


FIRSTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "an act": ("charter", lambda: Scribe("RU").act()),
    "a successor": (
        "charter",
        lambda: Scribe("RU").charter(charter(version=1, previous="ab" * 32)),
    ),
    "a charter that two approved": ("charter", lambda: Scribe("RU").charter(by=("RU", "TR"))),
    "a charter without approvals": (
        "charter",
        lambda: Scribe("RU").write("charter", {"charter": {"version": 0}}),
    ),
    "a charter that is none": (
        "charter",
        lambda: Scribe("RU").write("charter", {"approvals": [], "charter": 7}),
    ),
    "an unsound charter with a bad signature": (
        "charter",
        lambda: Scribe("RU", "record.example/geneva").charter(charter(mirrors=0)),
    ),
    "a charter brought by a stranger": (
        "author",
        lambda: Scribe("RU").write("charter", charter_content(charter()), secret=THIEF),
    ),
    "a charter brought by a voter": (
        "role",
        lambda: Scribe("RU").write("charter", charter_content(charter()), "voter"),
    ),
    "a charter signed for another log": (
        "signature",
        lambda: Scribe("RU", "record.example/geneva").charter(charter()),
    ),
    "a charter with a number above 0": ("gap", lambda: Scribe("RU", seq=1, prev="ab" * 32).charter()),
}


@pytest.mark.parametrize(("reason", "make"), FIRSTS.values(), ids=FIRSTS.keys())
def test_a_log_begins_with_a_charter_that_holds_or_not_at_all(reason: str, make: Callable[[], bytes]) -> None:
    state = begun(make(), Scribe("RU").charter(), Scribe("RU").act())
    assert [each.reason for each in state.breaches] == [reason, "charter", "author"]
    assert state.charter is None
    assert state.feeds == {}
