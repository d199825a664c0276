"""Where a map says that a value comes from: a column, several, a constant, or words around columns."""

import re
from typing import Any

from holdfire.lines import Step
from holdfire.reports.map_parts import Taken
from holdfire.reports.map_parts import targets as columns_to_fill
from holdfire.reports.map_walk import HOW_TO, Walk, near

_COLUMN_IN_WORDS = re.compile(r"{([^{}]+)}")


class TakenWalk(Walk):
    """Walks over the parts of a map that name columns of the file."""

    def targets(self, value: Any, kind: str, *path: Step) -> dict[str, Taken]:
        if not isinstance(value, dict):
            self.fault(
                "here a mapping is needed: column of the table, then where it comes from.", HOW_TO, *path
            )
            return {}
        known = columns_to_fill(kind)
        found = {}
        for name, source in value.items():
            if name not in known:
                self.fault(
                    f"the table {kind} has no column {name!r} to fill.", near(name, known), *path, name
                )
            elif (taken := self.taken(source, *path, name)) is not None:
                found[name] = taken
        return found

    def taken(self, value: Any, *path: Step) -> Taken | None:
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            return Taken(columns=(str(value),))
        if not isinstance(value, dict):
            self.fault("a column's name, or {from: ...}, {is: ...}, {words: ...} is needed.", HOW_TO, *path)
            return None
        self.only(value, ("from", "is", "words", "lookup", "only_if", "codes"), *path)
        if sum(key in value for key in ("from", "is", "words")) != 1:
            self.fault("exactly one of 'from', 'is' and 'words' says where it comes from.", HOW_TO, *path)
            return None
        columns = self.texts(value, "from", *path) if "from" in value else []
        words = value.get("words")
        if words is not None:
            words = str(words)
            columns = _COLUMN_IN_WORDS.findall(words)
        constant = value.get("is")
        if isinstance(constant, bool):
            constant = "true" if constant else "false"
        return Taken(
            columns=tuple(columns),
            constant=None if constant is None else str(constant),
            words=words,
            only_if=self._only_if(value, *path),
            lookup=None if value.get("lookup") is None else str(value["lookup"]),
        )

    def _only_if(self, value: dict[str, Any], *path: Step) -> tuple[str, str] | None:
        condition = value.get("only_if")
        if condition is None:
            return None
        if not isinstance(condition, dict) or len(condition) != 1:
            self.fault("'only_if' is one column and the pattern it must match.", HOW_TO, *path, "only_if")
            return None
        ((column, pattern),) = condition.items()
        self.pattern(str(pattern), *path, "only_if")
        return str(column), str(pattern)
