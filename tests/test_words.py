"""The words of the trade are the words of the code (docs/words.md).

Some words say nothing of what a thing is ("handler", "utils"); they are not used as names.
"""

import ast
import keyword
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = sorted(path for folder in ("src", "tests", "bench", "tools") for path in (ROOT / folder).rglob("*.py"))

NOT_USED = frozenset(
    {"event", "item", "data", "info", "manager", "handler", "processor", "utils", "util", "helper", "helpers"}
)
PLURALS = frozenset({"events", "items", "managers", "handlers", "processors"})

_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def words_of(name: str) -> set[str]:
    """The words a name is made of: snake_case and CamelCase alike."""
    return {part.lower() for part in _PARTS.findall(name)}


def names_given(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every name this code gives to something; names it takes from others (dict.items) are not ours."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr
        elif isinstance(node, ast.alias) and node.asname:
            yield 0, node.asname
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.lineno, node.name


def forbidden(text: str, path: str) -> list[str]:
    found = []
    for line, name in names_given(ast.parse(text)):
        if bad := words_of(name) & (NOT_USED | PLURALS):
            found.append(
                f"{path}:{line}: the name {name} uses {', '.join(sorted(bad))}, which says nothing of what "
                "it is. Use the trade's word: docs/words.md has them."
            )
    return found


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_name_says_nothing(path: Path) -> None:
    found = forbidden(path.read_text("utf-8"), str(path.relative_to(ROOT)))
    assert not found, "\n".join(found)


def test_no_file_is_named_after_nothing() -> None:
    ours = [path for folder in ("src", "tests", "bench", "docs") for path in (ROOT / folder).rglob("*")]
    bad = [
        str(path.relative_to(ROOT))
        for path in ours
        if "__pycache__" not in path.parts
        and "egg-info" not in str(path)
        and words_of(path.stem) & (NOT_USED | PLURALS)
    ]
    assert not bad, f"Name these after what they hold (docs/words.md): {bad}"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("class ReportManager: ...", "ReportManager"),
        ("def read_data(path): ...", "read_data"),
        ("def read(data): ...", "data"),
        ("for item in rows: ...", "item"),
        ("import json as json_helper", "json_helper"),
        ("self.info = 1", "info"),
    ],
)
def test_each_way_to_give_a_name_is_seen(text: str, name: str) -> None:
    (message,) = forbidden(text, "x.py")
    assert f"the name {name} uses" in message


@pytest.mark.parametrize(
    "text", ["row.items()", "import dataclasses", "database = 1", "def sealed(dataset): ..."]
)
def test_what_others_named_and_whole_other_words_may_stand(text: str) -> None:
    assert forbidden(text, "x.py") == []


def test_no_forbidden_word_is_one_of_python() -> None:
    assert not NOT_USED & set(keyword.kwlist)


def test_no_two_test_files_have_one_name() -> None:
    """pytest imports them by their names alone, and would take one for the other."""
    seen: dict[str, Path] = {}
    for path in sorted((ROOT / "tests").rglob("*.py")):
        if path.name != "conftest.py":
            other = seen.setdefault(path.name, path)
            assert other == path, f"{path} and {other} have one name: rename the newer."
