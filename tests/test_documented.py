"""Promises in the documentation are kept: commands, options, tables, links, and the commands shown."""

import re
import shlex
from pathlib import Path

import click
import pytest

from holdfire.commands.reference import PAGES, commands, tables

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES_OF_OURS = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "src").rglob("*.md")])
COMMANDS = dict(commands())


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_says_what_the_code_says(name: str) -> None:
    written = (DOCS / name).read_text("utf-8")
    assert written == PAGES[name](), f"docs/{name} is not what the code says. Run: make docs"


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_shows_an_example_and_says_what_it_does(path: tuple[str, ...]) -> None:
    command = COMMANDS[path]
    assert command.help, f"{' '.join(path)} has no help. Write its docstring."
    if not isinstance(command, click.Group):
        assert "Example: holdfire " in command.help, f"{' '.join(path)} shows no example. Add 'Example: ...'."


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_option_says_what_it_does(path: tuple[str, ...]) -> None:
    silent = [
        option.opts[0]
        for option in COMMANDS[path].params
        if isinstance(option, click.Option) and not option.help
    ]
    assert not silent, f"{' '.join(path)}: {silent} have no help. Say what they do, with the unit."


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_a_command_that_answers_in_json_lists_its_keys(path: tuple[str, ...]) -> None:
    command = COMMANDS[path]
    if any("--json" in option.opts for option in command.params):
        assert "JSON keys: " in (command.help or ""), f"{' '.join(path)}: list its JSON keys in its help."


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_every_column_of_every_table_has_a_meaning(table) -> None:
    bare = [column.name for column in table.columns if len(column.meaning) < 8]
    assert not bare, f"Table {table.name}: say what {bare} mean."


def test_the_main_tables_are_found() -> None:
    names = {table.name for table in tables()}
    assert {"reports", "tallies", "watch", "quarantine", "incidents", "membership", "findings"} <= names


@pytest.mark.parametrize("page", PAGES_OF_OURS, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_our_own_files_resolves(page: Path) -> None:
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if re.match(r"[a-z]+:", target) or target.startswith("#"):
            continue
        if not (page.parent / target.split("#")[0]).exists():
            broken.append(target)
    assert not broken, f"{page.name} links to {broken}, which are not there."


@pytest.mark.parametrize("page", PAGES_OF_OURS, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_of_ours_that_a_page_names_is_there(page: Path) -> None:
    """Paths in backticks that start at the root of the repository."""
    named = re.findall(r"`((?:docs|src|tests|bench|tools)/[\w./-]+)`", page.read_text("utf-8"))
    missing = [path for path in named if not (ROOT / path).exists()]
    assert not missing, f"{page.name} names {missing}, which are not there."


def shown_commands(text: str) -> list[list[str]]:
    """The holdfire commands that a page shows, in blocks of code and in backticks."""
    blocks = "\n".join(re.findall(r"^```[a-z]*\n(.*?)^```", text, flags=re.M | re.S))
    lines = [line.strip().removeprefix("$ ") for line in blocks.replace("\\\n", " ").splitlines()]
    lines += re.findall(r"`(holdfire [^`\n]+)`", text)
    return [shlex.split(line, comments=True) for line in lines if line.startswith("holdfire ")]


PLACEHOLDER = re.compile(r"[A-Z][A-Z.…]*|\.\.\.|…")


def wrong_with(words: list[str]) -> str:
    """What is wrong with a command as shown; "" if nothing is. Arguments may be placeholders."""
    path = ("holdfire",)
    rest = words[1:]
    while rest and (*path, rest[0]) in COMMANDS:
        path, rest = (*path, rest[0]), rest[1:]
    command = COMMANDS[path]
    if isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        return f"{' '.join(path)} has no command {rest[0]}"
    known = {name for option in command.params for name in option.opts} | {"--help", "-h"}
    strange = [word for word in rest if word.startswith("--") and word.split("=")[0] not in known]
    return f"{' '.join(path)} has no option {strange}" if strange else ""


HAND_WRITTEN = [page for page in PAGES_OF_OURS if page.name not in PAGES]


@pytest.mark.parametrize("page", HAND_WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_a_page_shows_exists(page: Path) -> None:
    wrong = [told for words in shown_commands(page.read_text("utf-8")) if (told := wrong_with(words))]
    assert not wrong, f"{page.name}: {wrong}"


def test_a_wrong_command_in_a_page_is_seen() -> None:
    page = "Run `holdfire pulbish x` and\n\n```\n$ holdfire publish x --dya 2017-06-15\n```\n"
    assert [wrong_with(words) for words in shown_commands(page)] == [
        "holdfire publish has no option ['--dya']",
        "holdfire has no command pulbish",
    ]


def test_every_goal_of_make_that_a_page_shows_exists() -> None:
    goals = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.M))
    for page in HAND_WRITTEN:
        shown = set(re.findall(r"`make ([a-z]+)`|^\$? ?make ([a-z]+)", page.read_text("utf-8"), flags=re.M))
        missing = {first or second for first, second in shown} - goals
        assert not missing, f"{page.name} shows make {missing}, which the Makefile does not have."


WORDS = re.findall(
    r"^\| \*\*(.+?)\*\* \| (.+?) \| (.*?) \|$", (DOCS / "words.md").read_text("utf-8"), flags=re.M
)
SOURCE = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "src").rglob("*.py")))


@pytest.mark.parametrize(("word", "meaning", "used"), WORDS, ids=[word for word, _, _ in WORDS])
def test_a_word_marked_as_used_in_code_is_used(word: str, meaning: str, used: str) -> None:
    for name in re.findall(r"`([^`]+)`", used):
        there = (
            re.search(rf"\b{re.escape(name)}\b", SOURCE)
            or (ROOT / "src/holdfire" / name.rstrip("/")).exists()
        )
        assert there, f"docs/words.md says {word} is {name} in the code, but no such name is there."


def test_every_part_has_a_word() -> None:
    text = (DOCS / "words.md").read_text("utf-8")
    parts = {path.stem for path in (ROOT / "src/holdfire").glob("*.py")} | {
        path.parent.name for path in (ROOT / "src/holdfire").glob("*/__init__.py")
    }
    missing = [part for part in sorted(parts - {"__init__"}) if f"`{part}`" not in text]
    assert not missing, f"docs/words.md has no word for {missing}."
