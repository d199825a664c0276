"""How a command answers: a few plain lines for people, or one JSON object with stable keys."""

import json
import unicodedata
from collections.abc import Iterable, Mapping

import click

from holdfire.errors import Fault

_BREAK = "\n"
_TURNING = "\u202d\u202e"
"""Overrides of the direction of writing: 91 would read 19."""


def answer(as_json: bool, keys: Mapping[str, object], lines: Iterable[str]) -> None:
    """Print the keys as JSON, or the lines."""
    if as_json:
        click.echo(json.dumps(keys, indent=2, ensure_ascii=False))
        return
    _print(lines)


def answer_rows(
    as_json: bool,
    before: Mapping[str, object],
    rows: tuple[str, Iterable[str]],
    after: Mapping[str, object],
    lines: Iterable[str],
) -> None:
    """As `answer`, where one key is a list whose members are JSON already, as `json.dumps` with an indent of
    2 has each: a long list is then written without being read. `rows` is the key and its members; `after` has
    at least one key."""
    if not as_json:
        _print(lines)
        return
    name, members = rows
    told = ",\n".join(members)
    indented = f"[\n    {told.replace(_BREAK, _BREAK + '    ')}\n  ]" if told else "[]"
    head, tail = (json.dumps(each, indent=2, ensure_ascii=False) for each in (before, after))
    opening = head[: -len("\n}")] + ",\n" if before else "{\n"
    click.echo(f"{opening}  {json.dumps(name)}: {indented},\n{tail[len('{') + 1 :]}")


def _print(lines: Iterable[str]) -> None:
    """All lines at once: a long list takes no call of the system for each."""
    told = [_harmless(line) for line in lines]
    if told:
        click.echo("\n".join(told))


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
