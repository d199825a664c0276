"""The reference pages, written from the code itself: python -m holdfire.commands.reference docs

docs/commands.md from the help of every command, docs/tables.md from every declared table, and
docs/modules.md from the first sentence of every module. The tests hold the pages against the code.
"""

import ast
import importlib
import importlib.util
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

import holdfire
from holdfire.columns import Column, Table

WIDTH = 100


def commands_page() -> str:
    """Every command with its help, as the command line prints it."""
    parts = [
        "# Commands",
        "",
        "Written by `make docs` from the commands' own help; do not edit.",
        "",
        "Exit codes: 0 done, 1 found faults in the input, 2 wrong use, 3 broken (a full disk, a journal",
        "that does not hold together, an error of Holdfire itself). Messages and progress go to stderr,",
        "answers to stdout. `--json` answers with one object; its keys are listed in the command's help",
        "and stay stable.",
        "",
    ]
    for path, command in commands():
        context = _context(path, command)
        parts += [f"## {' '.join(path)}", "", "```", command.get_help(context).rstrip(), "```", ""]
    return "\n".join(parts)


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it, groups before their members."""
    yield from _walk(("holdfire",), importlib.import_module("holdfire.commands").holdfire)


def _walk(path: tuple[str, ...], command: click.Command) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name in command.list_commands(_context(path, command)):
            found = command.get_command(_context(path, command), name)
            assert found is not None
            yield from _walk((*path, name), found)


def _context(path: tuple[str, ...], command: click.Command) -> click.Context:
    """A context that wraps at a fixed width, so that the page does not depend on the terminal."""
    return click.Context(
        command,
        info_name=" ".join(path),
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        help_option_names=["-h", "--help"],
    )


def tables() -> list[Table]:
    """Every table declared at the top of a module, by name of module and place in it."""
    found: dict[str, Table] = {}
    for module in _modules():
        if module == "holdfire.columns" or module.endswith(".reference"):
            continue
        for value in vars(importlib.import_module(module)).values():
            if isinstance(value, Table):
                found.setdefault(value.name, value)
    return list(found.values())


def tables_page() -> str:
    """Every declared table, column by column."""
    parts = [
        "# Tables",
        "",
        "Written by `make docs` from the declarations in the code; do not edit.",
        "",
        'Null always means "not known"; the last column says of what. A column without an entry there is',
        "never null. Instants are UTC. Lists of names are in a fixed order.",
        "",
    ]
    for table in tables():
        parts += [f"## {table.name}", "", table.meaning, ""]
        parts += ["| column | type | meaning | null says |", "|---|---|---|---|"]
        parts += [_row(column) for column in table.columns]
        parts.append("")
    return "\n".join(parts)


def _row(column: Column) -> str:
    kind = str(column.dtype() if isinstance(column.dtype, type) else column.dtype)
    kind = re.sub(r"Datetime\(.*\)", "instant, UTC", kind)
    kind = re.sub(r"List\(String\)", "names", kind)
    cells = (f"`{column.name}`", kind, column.meaning, column.null)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def modules_page() -> str:
    """Every module with the first sentence of what it says of itself."""
    parts = ["# Modules", "", "Written by `make docs` from the modules' own words; do not edit.", ""]
    parts += ["| module | holds |", "|---|---|"]
    for module in _modules():
        if summary := _summary(module):
            parts.append(f"| `{module.removeprefix('holdfire.')}` | {summary} |")
    return "\n".join(parts) + "\n"


def _summary(module: str) -> str:
    """The first line of the module's docstring; "" if it has none (an empty package file)."""
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        return ""
    text = ast.get_docstring(ast.parse(Path(spec.origin).read_text("utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split()).replace("|", "\\|")


def _modules() -> list[str]:
    return sorted(each.name for each in pkgutil.walk_packages(holdfire.__path__, "holdfire."))


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "tables.md": tables_page,
    "modules.md": modules_page,
}


def main(folder: Path) -> None:
    """Write every page into the folder, which is there already."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), "utf-8")
        click.echo(f"{folder / name}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
