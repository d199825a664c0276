"""Attack on the agreement of readers: an entry that one verifier counts and the other does not.

Whoever finds such an entry can have two honest parties see two states of one and the same log. So the fold
of the package and that of the single-file verifier are held against each other at the edges of every rule.
"""

from collections.abc import Callable

import pytest
from cast import Log
from court import verifier
from fold_cases import cases


@pytest.mark.parametrize(("name", "make"), list(cases()), ids=[name for name, _ in cases()])
def test_both_folds_give_one_reason_and_one_state(name: str, make: Callable[[Log], bytes]) -> None:
    log = Log().fill(5)
    log.add(make(log))
    log.fill(log.size + 2)
    ours = log.state()
    theirs = verifier().Fold(log.origin, log.root)
    for index, leaf in enumerate(log.leaves):
        theirs.step(index, leaf)
    assert {each.index: each.reason for each in ours.breaches} == theirs.void
    assert ours.root().hex() == theirs.state_root()
