"""A JSON file as it was written: its values, and the line on which each key and position stands.

For GeoJSON: lines are kept down to the feature's properties and geometry, not for every
coordinate, so that a map of a million points is read as fast as a small one.
"""

import json
import re
from pathlib import Path

from holdfire.agreement.written import Document, Lines, Steps, read_text, refused
from holdfire.errors import Fault

_SPACE = re.compile(r"[ \t\r\n]*")
_PLAIN = re.compile(r"[^,\]}\s]+")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_BRACKET_OR_STRING = re.compile(r'["\[\]{}]')
NOT_FOLLOWED = frozenset({"coordinates"})


def read_json(path: Path) -> Document:
    """Read one JSON file; everything that is wrong with it as a file is a fault, not an exception."""
    lines = Lines(str(path))
    text = read_text(path, lines)
    if not isinstance(text, str):
        return text
    try:
        value = json.loads(text)
    except json.JSONDecodeError as cause:
        advice = "Look at this line and the one above: comma, quote, bracket."
        return refused(lines, cause.lineno, f"this is not JSON here: {cause.msg}.", advice)
    except RecursionError:
        return refused(lines, 1, "values lie too deep.", "Flatten the file.")
    locating = _Locating(text, lines)
    locating.value(0, ())
    return Document(value, lines, tuple(locating.faults))


class _Locating:
    """Walks over text that is known to be JSON and notes lines and keys written twice."""

    def __init__(self, text: str, lines: Lines) -> None:
        self.text = text
        self.lines = lines
        self.faults: list[Fault] = []
        self._counted = (0, 1)

    def value(self, at: int, path: Steps) -> int:
        """Note the value that starts at or after `at`; returns where it ends."""
        at = self._skip(at)
        self.lines.of_value[path] = self._line(at)
        opening = self.text[at]
        if opening == "{":
            return self._mapping(at + 1, path)
        if opening == "[":
            return self._unfollowed(at) if path and path[-1] in NOT_FOLLOWED else self._list(at + 1, path)
        if opening == '"':
            return self._string_end(at)
        plain = _PLAIN.match(self.text, at)
        return plain.end() if plain else len(self.text)

    def _mapping(self, at: int, path: Steps) -> int:
        seen: dict[str, int] = {}
        while self.text[at := self._skip(at)] != "}":
            key_line = self._line(at)
            end = self._string_end(at)
            key, at = json.loads(self.text[at:end]), end
            if key in seen:
                what = f'"{key}" is written twice; it stands on line {seen[key]} already.'
                self.faults.append(Fault(f"{self.lines.file}:{key_line}", what, "Keep one of them."))
            seen[key] = key_line
            self.lines.of_key[(*path, key)] = key_line
            at = self._skip(self.value(self._skip(at) + 1, (*path, key)))
            at += self.text[at] == ","
        return at + 1

    def _list(self, at: int, path: Steps) -> int:
        place = 0
        while self.text[at := self._skip(at)] != "]":
            at = self._skip(self.value(at, (*path, place)))
            at += self.text[at] == ","
            place += 1
        return at + 1

    def _unfollowed(self, at: int) -> int:
        depth = 0
        while found := _BRACKET_OR_STRING.search(self.text, at):
            at = found.end()
            if found[0] == '"':
                at = self._string_end(found.start())
                continue
            depth += 1 if found[0] in "[{" else -1
            if depth == 0:
                break
        return at

    def _string_end(self, at: int) -> int:
        string = _STRING.match(self.text, at)
        return string.end() if string else len(self.text)

    def _skip(self, at: int) -> int:
        space = _SPACE.match(self.text, at)
        return space.end() if space else at

    def _line(self, at: int) -> int:
        """The line of that position; positions are asked for in order, so counting goes on."""
        counted, line = self._counted
        line += self.text.count("\n", counted, at)
        self._counted = (at, line)
        return line
