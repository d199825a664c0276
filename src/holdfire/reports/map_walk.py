"""Walking over a map's values: what is not as it must be is noted with its line, never raised."""

import difflib
import re
from typing import Any

from holdfire.errors import Fault
from holdfire.lines import Lines, Step

HOW_TO = "docs/source-maps.md lists what a map may say."


class Walk:
    """The values of one map, asked for one by one."""

    def __init__(self, lines: Lines, faults: list[Fault]) -> None:
        self.lines = lines
        self.faults = faults

    def fault(self, what: str, advice: str, *path: Step) -> None:
        self.faults.append(Fault(self.lines.at(*path), what, advice))

    def pattern(self, pattern: str, *path: Step) -> None:
        try:
            re.compile(pattern)
        except re.error as cause:
            self.fault(f"{pattern!r} is no pattern ({cause}).", "Write a regular expression.", *path)

    def only(self, value: dict[str, Any], known: tuple[str, ...], *path: Step) -> None:
        for name in value:
            if name not in known:
                self.fault(f"unknown key {name!r}.", near(name, list(known)), *path, name)

    def text(self, value: dict[str, Any], key: str, *path: Step) -> str | None:
        if not isinstance(value.get(key), str) or not value[key].strip():
            self.fault(f"{key!r} is missing.", "Say it in words; a reader of the map needs it.", *path, key)
            return None
        return str(value[key])

    def listed(self, value: dict[str, Any], key: str, *path: Step) -> list[Any]:
        found = value.get(key)
        if found is None:
            return []
        if not isinstance(found, list):
            self.fault(f"{key!r} is a list.", "Write it in [brackets].", *path, key)
            return []
        return found

    def texts(self, value: dict[str, Any], key: str, *path: Step) -> list[str]:
        found = value.get(key)
        if isinstance(found, (str, int)) and key == "from":
            return [str(found)]
        return [str(each) for each in self.listed(value, key, *path)]

    def truth(self, value: dict[str, Any], key: str) -> bool:
        found = value.get(key, False)
        if not isinstance(found, bool):
            self.fault(f"{key!r} is true or false.", "Write one of the two.", key)
        return found is True

    def one_of(
        self, value: dict[str, Any], key: str, allowed: tuple[str, ...], default: str | None, *path: Step
    ) -> Any:
        found = value.get(key, default)
        if found not in allowed:
            what = f"{key!r} is missing." if found is None else f"{key!r} is {found!r}."
            self.fault(what, f"It is one of: {', '.join(allowed)}.", *path, key)
            return None
        return found


def near(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, 1)
    return f"Did you mean {close[0]!r}?" if close else f"It is one of: {', '.join(known)}."
