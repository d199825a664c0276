"""Contradictions between two pages: those written into them, those made by changing words, and alarms where
one page only says in other words what the other says."""

from dataclasses import dataclass, field

import yaml
from gold_scores import PAGES

from holdfire.documents.comparing.differences import differences_between
from holdfire.documents.opening import text_of
from holdfire.documents.reading import read


@dataclass
class Beside:
    """`told` are points told faithfully, on which each difference is a false alarm."""

    planted: int = 0
    found: int = 0
    told: int = 0
    alarms: int = 0
    misses: list[str] = field(default_factory=list)


def beside(which: str = "untouched") -> Beside:
    score = Beside()
    for row in yaml.safe_load((PAGES / which / "beside.yml").read_text("utf-8")):
        one, other = ((PAGES / which / name).read_bytes() for name in row["pages"])
        planted = [tuple(map(str, each)) for each in row["planted"]]
        differences = _differences(row["pages"], one, other)
        _mark(score, row["pages"], planted, differences)
        score.told += row["told"]
        alarms = [each for each in differences if not any(_is(each, want) for want in planted)]
        score.alarms += len(alarms)
        score.misses += [f"{row['pages']} false alarm: {each}" for each in alarms]
        for old, new, kind, about in row.get("also", []):
            assert old.encode() in other, old
            changed = other.replace(old.encode(), new.encode())
            _mark(score, [*row["pages"], new], [(kind, about)], _differences(row["pages"], one, changed))
    return score


def _differences(names: list[str], one: bytes, other: bytes) -> list[tuple[str, str]]:
    readings = [read(text_of(content, name)) for name, content in zip(names, (one, other), strict=True)]
    return [(str(each["kind"]), str(each["about"])) for each in differences_between(readings)]


def _is(difference: tuple[str, str], wanted: tuple[str, str]) -> bool:
    """A number of a meeting is meant by the end of what the difference is about."""
    kind, about = wanted
    return difference[0] == kind and (difference[1] == about or difference[1].split()[-1] == about)


def _mark(score: Beside, where: list[str], wanted: list, differences: list) -> None:
    for each in wanted:
        score.planted += 1
        hit = any(_is(difference, each) for difference in differences)
        score.found += hit
        if not hit:
            score.misses.append(f"{where}: {each} not among {differences}")
