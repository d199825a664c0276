"""Pages in other styles: those looked at while the rules were mended keep their scores, and those that were
only counted keep what they had when they were first counted. Where that is little, it is said and not hidden.

"untouched" was looked at on 28 November 2026, before the last mending; "late" was written that night, by one
who had not read the rules, and was only counted since (its contradictions were looked at)."""

import pytest
from gold_beside import beside
from gold_blocks import mean, word_f1
from gold_scores import Score, scored


@pytest.fixture(scope="module")
def shown() -> Score:
    return scored("shown")


@pytest.fixture(scope="module")
def untouched() -> Score:
    return scored("untouched")


@pytest.fixture(scope="module")
def late() -> Score:
    return scored("late")


@pytest.mark.parametrize(
    ("aspect", "least"),
    [
        ("never", 1.0), ("no year invented", 1.0), ("points cut", 1.0), ("published", 1.0), ("blocks", 0.95),
        ("dates right", 0.97), ("rounds", 1.0), ("next meetings", 1.0), ("force", 0.95),
        ("speakers, quoted", 0.85), ("speakers, told", 1.0), ("tallies", 1.0),
    ],
)  # fmt: skip
def test_scores_on_pages_shown_stay(shown: Score, aspect: str, least: float) -> None:
    assert shown.rate(aspect) >= least, shown.misses


@pytest.mark.parametrize(
    ("aspect", "least"),
    [
        ("never", 1.0), ("no year invented", 1.0), ("points cut", 1.0), ("dates found", 0.97),
        ("dates right", 0.95), ("rounds", 1.0), ("next meetings", 1.0), ("force", 0.95),
        ("speakers, quoted", 0.9), ("speakers, told", 0.9), ("comments kept out", 1.0),
    ],
)  # fmt: skip
def test_scores_on_pages_once_untouched_do_not_sink(untouched: Score, aspect: str, least: float) -> None:
    assert untouched.rate(aspect) >= least, untouched.misses


@pytest.mark.parametrize(
    ("aspect", "least"),
    [
        ("never", 1.0), ("points cut", 1.0), ("dates found", 0.93), ("dates right", 0.9), ("rounds", 1.0),
        ("days of meetings", 0.9), ("next meetings", 1.0), ("force", 0.95), ("speakers, quoted", 0.85),
        ("comments kept out", 1.0),
    ],
)  # fmt: skip
def test_scores_on_late_pages_do_not_sink(late: Score, aspect: str, least: float) -> None:
    # No misses are told here: whoever reads them writes rules for them.
    assert late.rate(aspect) >= least


@pytest.mark.parametrize("which", ["untouched", "late"])
def test_text_is_kept_and_noise_is_not_on_pages_set_aside(which: str) -> None:
    assert mean(word_f1(which, text_only=True).values()) >= 0.97


@pytest.mark.parametrize(("which", "found"), [("shown", 3), ("untouched", 18), ("late", 8)])
def test_contradictions_are_found_and_other_words_raise_no_alarm(which: str, found: int) -> None:
    told = beside(which)
    assert told.found >= found
    assert told.alarms == 0
