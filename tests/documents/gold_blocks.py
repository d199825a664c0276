"""How much of a page's text is kept, and how much of what is none, counted in words.

A page's lines are told by hand: noise (navigation, widgets, captions, comments), datelines (neither), and all
others, which are its text. Words kept are those of titles, body, official statements and quotations.
"""

import re
from collections import Counter
from collections.abc import Iterable

import yaml
from gold_scores import PAGES, gold

from holdfire.documents.blocks.block import SPEAKING
from holdfire.documents.opening import open_text
from holdfire.documents.reading import read
from holdfire.documents.source_text import SourceText, lines_of


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def told_of(which: str) -> dict[str, dict]:
    """For each page what is noise in it and what is a dateline."""
    if which not in ("seen", "unseen"):
        return gold(which)
    told = yaml.safe_load((PAGES / "noise.yml").read_text("utf-8"))
    return {name: told[f"{which}/{name}"] for name in gold(which)}


def text_lines(source: SourceText, told: dict) -> list[str]:
    """The lines that are text, by hand."""
    left_out = tuple(told.get("noise", [])) + tuple(told.get("datelines", []))
    # Numbers of a list that the page's own markup counts are not in the gold.
    number = re.compile(r"^\d+\. (?=\S)") if source.kind == "html" else re.compile(r"(?!)")
    lines = [number.sub("", source.of(line).strip()) for line in source.lines]
    return [line for line in lines if line and not (left_out and line.startswith(left_out))]


def without_markup(source: SourceText) -> SourceText:
    """The same text as a plain file would hold it: nothing of its markup is left."""
    return SourceText(source.name, "text", source.digest, source.text, lines_of(source.text))


def f1_of(kept: Counter[str], wanted: Counter[str]) -> float:
    right = sum((kept & wanted).values())
    return 2 * right / (sum(kept.values()) + sum(wanted.values())) if right else 0.0


def kept_by_us(source: SourceText) -> Counter[str]:
    page = read(source).page
    return words_of("\n".join(each.passage.of(page.text) for each in page.blocks if each.kind in SPEAKING))


def word_f1(which: str, text_only: bool) -> dict[str, float]:
    """F1 of each page; with `text_only` the pages of HTML lose their markup first."""
    found = {}
    for name, told in told_of(which).items():
        source = open_text(PAGES / which / name)
        wanted = words_of("\n".join(text_lines(source, told)))
        found[name] = f1_of(kept_by_us(without_markup(source) if text_only else source), wanted)
    return found


def mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 1.0
