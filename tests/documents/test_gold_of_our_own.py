"""Our own pages of five processes: the rules hold on those they were written with, and on those set aside."""

import pytest
from gold_scores import scored

SEEN, UNSEEN = "seen", "unseen"


@pytest.mark.parametrize("which", [SEEN, UNSEEN])
def test_what_must_never_happen_does_not(which: str) -> None:
    score = scored(which)
    for aspect in ("comments kept out", "never", "no year invented", "points cut", "published"):
        assert score.rate(aspect) == 1.0, score.misses


@pytest.mark.parametrize(
    ("which", "aspect", "least"),
    [
        (SEEN, "blocks", 0.97), (SEEN, "dates right", 0.95), (SEEN, "rounds", 0.95), (SEEN, "force", 0.95),
        (SEEN, "speakers, quoted", 0.95), (SEEN, "bound", 0.9), (SEEN, "tallies", 1.0),
        (UNSEEN, "blocks", 0.93), (UNSEEN, "dates found", 0.93), (UNSEEN, "dates right", 0.78),
        (UNSEEN, "rounds", 0.9), (UNSEEN, "next meetings", 0.9), (UNSEEN, "force", 0.95),
        (UNSEEN, "speakers, quoted", 0.85),
    ],
)  # fmt: skip
def test_scores_stay(which: str, aspect: str, least: float) -> None:
    score = scored(which)
    assert score.rate(aspect) >= least, score.misses
