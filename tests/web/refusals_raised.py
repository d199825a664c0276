"""The sentences of refusals as the code has them: what a raise, an objection or an error itself can say."""

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
    """One sentence that a line can say, its values filled with a sample; "" where it is not written out."""

    file: str
    line: int
    code: str
    text: str

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


def said_in(folder: str) -> list[Said]:
    """Every sentence of every refusal in the files of that folder whose words stand there: as a literal, an
    f-string, one of two, or a name that is given such a one in the same function or file."""
    return list(dict.fromkeys(said for said in _every(folder) if said.text))


def not_read_in(folder: str) -> list[str]:
    """Where a refusal's words do not stand there: the file, and the code that gives them."""
    return [f"{said.file}: {said.code}" for said in _every(folder) if not said.text]


def _every(folder: str) -> Iterator[Said]:
    for file in sorted((SRC / folder).rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        top, handed = _given(tree.body), _handed(tree)
        for scope in _scopes(tree):
            given = {**top, **handed.get(getattr(scope, "name", ""), {}), **_given(_within(scope))}
            for call in _refusals(scope):
                for each in call.args[-2:]:
                    where = str(file.relative_to(SRC)), call.lineno, ast.unparse(each)
                    yield from (Said(*where, text) for text in _texts(each, given) or [""])


def _handed(tree: ast.Module) -> dict[str, dict[str, list[ast.expr]]]:
    """What functions of the file are handed within it, and what they take by themselves: by function and
    parameter."""
    found: dict[str, dict[str, list[ast.expr]]] = {}
    for scope in ast.walk(tree):
        if isinstance(scope, ast.FunctionDef):
            names = [each.arg for each in scope.args.args]
            own = found.setdefault(scope.name, {})
            for name, each in zip(reversed(names), reversed(scope.args.defaults), strict=False):
                own.setdefault(name, []).append(each)
            for call in ast.walk(tree):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") == scope.name:
                    for name, each in zip(names, call.args, strict=False):
                        own.setdefault(name, []).append(each)
    return found


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
        elif isinstance(each, ast.AnnAssign | ast.NamedExpr) and isinstance(each.target, ast.Name):
            found.setdefault(each.target.id, []).append(each.value or each.target)
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
    if isinstance(told, ast.BoolOp):
        return [SAMPLE, *(text for each in told.values[1:] for text in _texts(each, given))]
    if isinstance(told, ast.Subscript):
        held = given.get(getattr(told.value, "id", ""), [])
        return [text for each in held for one in ast.walk(each) for text in _texts(one, {})]
    if isinstance(told, ast.Name) and told.id in given:
        return [text for each in given[told.id] for text in _texts(each, {})]
    return []


def _part(part: ast.expr, given: Mapping[str, list[ast.expr]]) -> list[str]:
    if isinstance(part, ast.FormattedValue):
        return _texts(part.value, given) or [SAMPLE]
    return _texts(part, given)
