"""Who may know whom (docs/decisions/0001): every import is read, none is trusted.

A part may import itself and the parts listed for it, no other. So `record` can be audited alone,
`agreement` and `reports` meet only in `assessment`, and nothing below knows the command line.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "holdfire"

BASE = frozenset({"errors", "moments", "columns", "lines", "plain_names"})
JUDGING = BASE | {"places", "agreement", "reports", "incidents", "assessment"}
PUBLISHING = JUDGING | {"registers", "centre", "trends", "publish"}

MAY_IMPORT: dict[str, frozenset[str]] = {
    "errors": frozenset(),
    "moments": frozenset({"errors"}),
    "columns": frozenset({"errors"}),
    "lines": frozenset({"errors"}),
    "plain_names": frozenset(),
    "library": frozenset(),
    "places": BASE | {"library"},
    "record": frozenset({"errors", "moments", "columns"}),
    "agreement": BASE | {"places", "library"},
    "reports": BASE | {"places", "library"},
    "documents": BASE | {"places", "library"},
    "fusion": BASE | {"places", "reports"},
    "incidents": BASE | {"places", "reports", "fusion"},
    "assessment": BASE | {"places", "agreement", "reports", "incidents"},
    "registers": JUDGING,
    "centre": JUDGING,
    "trends": JUDGING | {"registers"},
    "exercise": JUDGING,
    "publish": JUDGING | {"registers", "centre", "trends", "library"},
    "exchange": PUBLISHING | {"library"},
    "shelf": BASE | {"record"},
    "mission": PUBLISHING | {"record", "shelf", "exchange"},
    "web": PUBLISHING | {"record", "shelf", "mission", "library", "exchange"},
    "commands": PUBLISHING
    | {"record", "shelf", "mission", "exercise", "library", "exchange", "web", "documents", "fusion"},
}
"""Each part and those it may know. The package itself (its version) is open to all."""


def _modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = _modules()


def imports(text: str, module: str, is_package: bool) -> Iterator[tuple[int, str]]:
    """Every module of ours that this text imports, with the line; within functions and for types too."""
    package = module if is_package else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                kept = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*kept, base] if base else kept)
            for name in node.names:
                whole = f"{base}.{name.name}"
                yield node.lineno, whole if whole in MODULES else base


def part_of(module: str) -> str | None:
    """The part a module belongs to; None for the package itself and for others' modules."""
    names = module.split(".")
    return names[1] if names[0] == "holdfire" and len(names) > 1 else None


def breaches(text: str, module: str, path: str, is_package: bool = False) -> list[str]:
    """Every import that the rules do not allow, said so that one knows what to do."""
    part = part_of(module)
    if part is None:
        return []
    allowed = MAY_IMPORT.get(part)
    if allowed is None:
        return [f"{path}: part {part} has no rule. Say in tests/test_layers.py whom it may know."]
    found = []
    for line, other in imports(text, module, is_package):
        known = part_of(other)
        if known is not None and known != part and known not in allowed:
            found.append(
                f"{path}:{line}: {module} imports {other}, but {part} may know only "
                f"{', '.join(sorted(allowed)) or 'nothing of ours'}. Pass in what it needs as an "
                f"argument, or move the code to a part that may know both (mission, commands)."
            )
    return found


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_part_knows_only_those_it_may(module: str) -> None:
    path = MODULES[module]
    found = breaches(
        path.read_text("utf-8"), module, str(path.relative_to(SOURCE.parents[1])), path.stem == "__init__"
    )
    assert not found, "\n".join(found)


@pytest.mark.parametrize("part", sorted(MAY_IMPORT))
def test_no_two_parts_know_each_other(part: str) -> None:
    mutual = [other for other in MAY_IMPORT[part] if part in MAY_IMPORT[other]]
    assert not mutual, f"{part} and {mutual} may import each other: one of the two has to go."


def test_no_modules_import_in_a_circle() -> None:
    known = {
        module: {
            other
            for _, other in imports(path.read_text("utf-8"), module, path.stem == "__init__")
            if other in MODULES and other != module
        }
        for module, path in MODULES.items()
    }
    circle = _circle(known)
    assert not circle, f"These import each other in a circle: {' -> '.join(circle)}. Cut it at its weakest."


def _circle(known: dict[str, set[str]]) -> list[str]:
    """One circle among the modules, or nothing."""
    settled: set[str] = set()

    def walk(module: str, trail: list[str]) -> list[str]:
        if module in trail:
            return [*trail[trail.index(module) :], module]
        if module in settled:
            return []
        for other in sorted(known.get(module, ())):
            if circle := walk(other, [*trail, module]):
                return circle
        settled.add(module)
        return []

    for module in sorted(known):
        if circle := walk(module, []):
            return circle
    return []


def test_the_message_names_the_import_the_rule_and_the_way_out() -> None:
    (message,) = breaches(
        "def open_pack():\n    from holdfire.agreement.reading import load_pack\n",
        "holdfire.reports.intake",
        "src/holdfire/reports/intake.py",
    )
    assert message == (
        "src/holdfire/reports/intake.py:2: holdfire.reports.intake imports holdfire.agreement.reading, but "
        "reports may know only columns, errors, library, lines, moments, places, plain_names. Pass in what "
        "it needs as an argument, or move the code to a part that may know both (mission, commands)."
    )


@pytest.mark.parametrize(
    ("text", "module"),
    [
        pytest.param("import holdfire.mission", "holdfire.record.journal", id="plain import"),
        pytest.param("from holdfire import commands", "holdfire.places.areas", id="from the package"),
        pytest.param("from ..agreement import zones", "holdfire.reports.intake", id="relative"),
        pytest.param(
            "if TYPE_CHECKING:\n    from holdfire.places.areas import AreaSet",
            "holdfire.record.journal",
            id="for types only",
        ),
    ],
)
def test_every_way_to_import_is_seen(text: str, module: str) -> None:
    assert len(breaches(text, module, "x.py")) == 1


def test_a_circle_is_told_as_a_path() -> None:
    assert _circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
