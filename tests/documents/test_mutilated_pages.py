"""Pages cut, doubled and sprinkled with marks are read, or refused in words; never a crash."""

import random

import pytest
from gold_scores import PAGES, gold

from holdfire.documents.opening import text_of
from holdfire.documents.reading import read
from holdfire.documents.written import written
from holdfire.errors import DocumentError

SPRINKLED = [
    '"', "“", "«", "1. ", "(a) ", " said ", ", ", ". ", "\n", "\n\n", "<div>", "</p>", "&amp;", "(", ")", "—",
    "April 25 and 26", "31 February 2019 ", "12/31/2020 ", "the next round of ", "Astana ", "in the ",
    "Russia, Turkey and Iran ", "مرحبا", "Привет ", "\u202e", "\x0b", "9" * 20, "A" * 300, " and " * 50,
    "0th round ", "the 999th round ", "Article 1 ", "P6M", "\ufffd", "\u2028", "shall ",
]  # fmt: skip


def mutilated(page: str, draw: random.Random) -> str:
    for _ in range(draw.randrange(1, 25)):
        at = draw.randrange(len(page) + 1)
        match draw.randrange(3):
            case 0:
                page = page[:at] + draw.choice(SPRINKLED) * draw.choice([1, 1, 20]) + page[at:]
            case 1:
                page = page[:at] + page[at + draw.randrange(200) :]
            case _:
                page = page[:at] + page[draw.randrange(len(page) + 1) :][:500] + page[at:]
    return page


@pytest.mark.parametrize("name", [*gold("seen")])
def test_a_mutilated_page_is_read_or_refused(name: str) -> None:
    whole = (PAGES / "seen" / name).read_text("utf-8")
    draw = random.Random(name)
    for _ in range(25):
        page = mutilated(whole, draw)
        try:
            reading = read(text_of(page.encode(), name, second_witness=False))
        except DocumentError:
            continue
        told = written([reading])
        text = reading.page.text
        ends = [0]
        for block in told["blocks"]:
            assert ends[-1] <= block["start"] < block["end"] <= len(text)
            ends.append(block["end"])
