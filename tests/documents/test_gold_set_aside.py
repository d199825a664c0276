"""Pages in other styles: those shown while the rules were mended keep their scores, and those left untouched
keep what they had when they were first counted. Where that is little, it is said and not hidden."""

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
        ("no year invented", 1.0), ("points cut", 1.0), ("dates found", 0.97), ("dates right", 0.92),
        ("rounds", 0.9), ("force", 0.87), ("speakers, quoted", 0.75), ("next meetings", 0.8), ("never", 0.9),
    ],
)  # fmt: skip
def test_scores_on_pages_untouched_do_not_sink(untouched: Score, aspect: str, least: float) -> None:
    # No misses are told here: whoever reads them writes rules for them.
    assert untouched.rate(aspect) >= least


def test_text_is_kept_and_noise_is_not_on_pages_untouched() -> None:
    assert mean(word_f1("untouched", text_only=True).values()) >= 0.97


def test_contradictions_are_found_and_other_words_raise_no_alarm() -> None:
    told = beside("untouched")
    assert told.found >= 15
    assert told.alarms == 0
