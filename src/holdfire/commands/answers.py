"""How a command answers: a few plain lines for people, or one JSON object with stable keys."""

import json
import unicodedata
from collections.abc import Iterable, Mapping

import click

from holdfire.errors import Fault

_TURNING = "\u202d\u202e"
"""Overrides of the direction of writing: 91 would read 19."""


def answer(as_json: bool, keys: Mapping[str, object], lines: Iterable[str]) -> None:
    """Print the keys as JSON, or the lines."""
    if as_json:
        click.echo(json.dumps(keys, indent=2, ensure_ascii=False))
        return
    for line in lines:
        click.echo(_harmless(line))


def _harmless(line: str) -> str:
    """Other parties' words stand in our lines: what would move the cursor of a terminal, begin a line of its
    own or turn the order of letters round is shown instead. A newline in front is ours: a blank line."""
    if line.isprintable():
        return line
    words = line.lstrip("\n")
    shown = "".join(f"\\x{ord(each):02x}" if _moves(each) else each for each in words)
    return line[: len(line) - len(words)] + shown


def _moves(letter: str) -> bool:
    return letter in _TURNING or (letter != "\t" and unicodedata.category(letter) in ("Cc", "Zl", "Zp"))


def faults_in_keys(faults: Iterable[Fault]) -> list[dict[str, str]]:
    """Faults as JSON objects: at, what, advice, weight."""
    return [
        {"at": each.at, "what": each.what, "advice": each.advice, "weight": each.weight} for each in faults
    ]


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 report", "16,566 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
