#!/usr/bin/env python3
"""Candidates among two lists of names, beside rapidfuzz comparing all with all, in one run.

    python bench/names.py

The peer is rapidfuzz's token_set_ratio over a plain romanisation of the same names, cut off at 80; it
compares all with all, so it is run on the smaller sizes only. Names are made up: from
tests/centre/name_lists.py, and of syllables; half of each list stands in the other, in another spelling.
"""

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz, process

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "centre"))

from name_lists import FAMILY, MEN, written  # noqa: E402

from holdfire.centre.names.candidates import candidates  # noqa: E402
from holdfire.centre.names.parts import parts  # noqa: E402
from holdfire.centre.names.sounds import sounds  # noqa: E402

SIZES, PEER_MOST = (1_000, 3_000, 10_000), 3_000


def lists(size: int, seed: int) -> tuple[list[list[str]], list[list[str]]]:
    """Two lists; row n of one and of the other are one person where n is even."""
    draw = random.Random(seed)

    def person() -> tuple[int, int, int]:
        return draw.randrange(MEN), draw.randrange(MEN), draw.randrange(len(FAMILY))

    left = [person() for _ in range(size)]
    right = [each if n % 2 == 0 else person() for n, each in enumerate(left)]
    return [[written(each, draw)] for each in left], [[written(each, draw)] for each in right]


def many_names(size: int, seed: int) -> tuple[list[list[str]], list[list[str]]]:
    """The same of names that are made of syllables at random: thousands of different parts, in Latin letters
    as two offices would spell them."""
    draw = random.Random(seed)
    syllables = [c + v + d for c in "bdfhjklmnrstwz" for v in "aiu" for d in ("", "r", "n", "m", "s")]
    stock = ["".join(draw.sample(syllables, draw.choice([2, 2, 3]))) for _ in range(3 * size // 4)]

    def french(part: str) -> str:
        return part.replace("u", "ou").replace("j", "dj").replace("k", "q").capitalize()

    left = [draw.sample(stock, 3) for _ in range(size)]
    right = [each if n % 2 == 0 else draw.sample(stock, 3) for n, each in enumerate(left)]
    return (
        [[" ".join(part.capitalize() for part in each)] for each in left],
        [[" ".join(map(french, each))] for each in right],
    )


def plain(name: str) -> str:
    return " ".join(sounds(part).lower() for part in parts(name))


def found(pairs: set[tuple[int, int]], size: int) -> str:
    right = sum(1 for one, other in pairs if one == other and one % 2 == 0)
    return f"{len(pairs):,} pairs, {right / (size / 2):.3f} of the true ones among them"


def main() -> None:
    for made, kind in (
        (lists, "133 names in three scripts"),
        (many_names, "thousands of names, two spellings"),
    ):
        print(f"{kind}:")
        measure(made)


def measure(made: Callable[[int, int], tuple[list[list[str]], list[list[str]]]]) -> None:
    before = None
    for size in SIZES:
        left, right = made(size, 3)
        begin = time.perf_counter()
        ours = {(each.left, each.right) for each in candidates(left, right, 0.5)}
        seconds = time.perf_counter() - begin
        grown = ""
        if before is not None:
            grown = f", {seconds / before[1]:.1f} times as long for {size / before[0]:.1f} times the rows"
        print(f"{size:>7,} names each  holdfire   {seconds:6.2f} s  {found(ours, size)}{grown}")
        before = (size, seconds)
        if size <= PEER_MOST:
            one, other = ([plain(name[0]) for name in each] for each in (left, right))
            begin = time.perf_counter()
            scores = process.cdist(one, other, scorer=fuzz.token_set_ratio, score_cutoff=80, workers=1)
            peer = time.perf_counter() - begin
            pairs = {(int(a), int(b)) for a, b in zip(*scores.nonzero(), strict=True)}
            ratio = f"it takes {peer / seconds:.2f} times as long"
            print(f"{'':>18}  rapidfuzz  {peer:6.2f} s  {found(pairs, size)}; {ratio}")


if __name__ == "__main__":
    main()
