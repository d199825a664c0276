"""The sentences of refusals as the code has them: what a raise, an objection or an error's own words can say."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

SRC = Path(__file__).parents[2] / "src/holdfire"
SAMPLE = "Name"
NOT_TOLD = frozenset({"AssertionError", "KeyError", "ValueError", "TypeError"})
"""Errors that no page shows."""


@dataclass(frozen=True)
class Said:
    """One sentence that a line can say, its values filled with a sample."""

    file: str
    line: int
    text: str

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


def said_in(folder: str) -> list[Said]:
    """Every sentence of every refusal in the files of that folder whose words stand there: as a literal, an
    f-string, one of two, or a name that is given such a one in the same function or file."""
    found: list[Said] = []
    for file in sorted((SRC / folder).rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        top = _given(tree.body)
        for scope in _scopes(tree):
            given = {**top, **_given(_within(scope))}
            for call in _refusals(scope):
                for each in call.args[-2:]:
                    name = str(file.relative_to(SRC))
                    found += [Said(name, call.lineno, text) for text in _texts(each, given)]
    return list(dict.fromkeys(found))


def _scopes(tree: ast.Module) -> Iterator[ast.AST]:
    yield tree
    yield from (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))


def _within(scope: ast.AST) -> Iterator[ast.AST]:
    """What stands in it, but for functions of its own."""
    for each in ast.iter_child_nodes(scope):
        yield each
        if not isinstance(each, ast.FunctionDef):
            yield from _within(each)


def _refusals(scope: ast.AST) -> Iterator[ast.Call]:
    for each in _within(scope):
        if isinstance(each, ast.Call) and len(each.args) >= 2 and _refuses(each.func):
            yield each


def _refuses(called: ast.expr) -> bool:
    if isinstance(called, ast.Name):
        named = called.id
        return (named.endswith("Error") and named not in NOT_TOLD) or named in ("Objection", "Refusal")
    return (
        isinstance(called, ast.Attribute)
        and called.attr == "__init__"
        and isinstance(called.value, ast.Call)
        and getattr(called.value.func, "id", "") == "super"
    )


def _given(body: Iterator[ast.AST] | list[ast.stmt]) -> dict[str, list[ast.expr]]:
    """Names and what they are given there."""
    found: dict[str, list[ast.expr]] = {}
    for each in body:
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name):
            found.setdefault(each.targets[0].id, []).append(each.value)
        elif isinstance(each, ast.NamedExpr):
            found.setdefault(each.target.id, []).append(each.value)
    return found


def _texts(told: ast.expr, given: Mapping[str, list[ast.expr]]) -> list[str]:
    """All that the expression may come to, as far as it is written out; none where it is not."""
    if isinstance(told, ast.Constant) and isinstance(told.value, str):
        return [told.value]
    if isinstance(told, ast.JoinedStr):
        parts = [_part(each, given) for each in told.values]
        return ["".join(each) for each in product(*parts)]
    if isinstance(told, ast.IfExp):
        return [*_texts(told.body, given), *_texts(told.orelse, given)]
    if isinstance(told, ast.Name) and told.id in given:
        return [text for each in given[told.id] for text in _texts(each, {})]
    return []


def _part(part: ast.expr, given: Mapping[str, list[ast.expr]]) -> list[str]:
    if isinstance(part, ast.FormattedValue):
        return _texts(part.value, given) or [SAMPLE]
    return _texts(part, given)
