"""The taxonomy of acts, and the page that explains it."""

from pathlib import Path

import pytest

from holdfire.reports.act import ACT_CODES, ACTS, covers

PAGE = Path(__file__).parents[2] / "docs" / "acts.md"


def test_the_page_lists_exactly_the_acts_of_the_code() -> None:
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert lines == [f"| `{act.code}` | {act.meaning} | {act.elsewhere} |" for act in ACTS]


def test_every_narrow_code_stands_below_a_broad_one() -> None:
    assert len(ACT_CODES) == len(ACTS)
    assert [code for code in ACT_CODES if "/" in code and code.rpartition("/")[0] not in ACT_CODES] == []


@pytest.mark.parametrize(
    ("broad", "narrow", "answer"),
    [
        ("fire", "fire", True),
        ("fire", "fire/shelling/mortar", True),
        ("fire/shelling", "fire", False),
        ("fire/air", "fire/air/barrel-bomb", True),
        ("fire", "firearms", False),
    ],
)
def test_a_broad_code_covers_what_lies_below_it(broad: str, narrow: str, answer: bool) -> None:
    assert covers(broad, narrow) is answer
