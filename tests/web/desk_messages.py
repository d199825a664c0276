"""The desk's messages as their files have them: every desk*.ftl of every language, message by message."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import fluent.runtime as fluent
from babel import Locale
from fluent.runtime.types import fluent_number
from fluent.syntax import FluentParser, ast

from holdfire.web.words import LANGUAGES

PHRASES = Path(__file__).parents[2] / "src/holdfire/library/phrases"
TRANSLATED = tuple(each for each in LANGUAGES if each != "en")
COUNTS = (*range(0, 26), 100, 101, 102, 111, 1000)
"""Numbers among which every plural category of the five languages occurs."""
ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")


def nodes_in(node: ast.BaseNode) -> Iterator[ast.BaseNode]:
    """A piece of a message and every piece within it."""
    yield node
    for part in vars(node).values():
        for each in part if isinstance(part, list) else [part]:
            if isinstance(each, ast.BaseNode):
                yield from nodes_in(each)


def values_in(node: ast.BaseNode) -> set[str]:
    """The values that it asks for."""
    return {each.id.name for each in nodes_in(node) if isinstance(each, ast.VariableReference)}


def choices_in(node: ast.BaseNode) -> list[ast.SelectExpression]:
    return [each for each in nodes_in(node) if isinstance(each, ast.SelectExpression)]


def referred_in(node: ast.BaseNode) -> set[str]:
    """Other messages and terms that it takes in."""
    kinds = ast.MessageReference | ast.TermReference
    return {each.id.name for each in nodes_in(node) if isinstance(each, kinds)}


@dataclass(frozen=True)
class Message:
    """One message of one language, and the file it stands in."""

    language: str
    file: str
    name: str
    node: ast.Message | ast.Term

    @property
    def values(self) -> set[str]:
        return values_in(self.node)

    @property
    def counted(self) -> set[str]:
        """Values on which a plural form is chosen in this language."""
        chosen = [each.selector for each in choices_in(self.node) if plural_forms(each)]
        return {value for each in chosen for value in values_in(each)}

    @property
    def attributes(self) -> list[str]:
        return sorted(each.id.name for each in self.node.attributes)

    @property
    def where(self) -> str:
        return f"{self.language}/{self.file}: {self.name}"


def forms_of(choice: ast.SelectExpression) -> dict[str, ast.Variant]:
    """The variants by the name of their key."""
    return {
        each.key.name if isinstance(each.key, ast.Identifier) else each.key.value: each
        for each in choice.variants
    }


PLURALS = {"zero", "one", "two", "few", "many", "other"}


def plural_forms(choice: ast.SelectExpression) -> dict[str, ast.Variant]:
    """The plural forms of a choice by number; empty where a choice is made by something else."""
    forms = {name: each for name, each in forms_of(choice).items() if not name.isdigit()}
    return forms if "other" in forms and set(forms) <= PLURALS else {}


def categories(language: str) -> set[str]:
    """The plural categories that language has, by CLDR."""
    return set(Locale(language).plural_form.tags) | {"other"}


def counts_in(language: str, category: str) -> list[int]:
    """Those of COUNTS that fall into this category."""
    rule = Locale(language).plural_form
    return [each for each in COUNTS if rule(each) == category]


def files_of(language: str) -> list[Path]:
    return sorted((PHRASES / language).glob("desk*.ftl"))


@cache
def messages(language: str) -> Mapping[str, Message]:
    """Every message of the desk in that language; terms begin with a hyphen. Fails on what cannot be read
    and on a name that stands twice, for the desk would silently keep one of them."""
    found: dict[str, Message] = {}
    for file in files_of(language):
        for each in _read(file):
            sign = "-" if isinstance(each, ast.Term) else ""
            name = f"{sign}{each.id.name}"
            assert name not in found, (
                f"{language}: {name} stands in {found[name].file} and again in {file.name}. Give one of them "
                "its screen's prefix."
            )
            found[name] = Message(language, file.name, name, each)
    return found


def _read(file: Path) -> Iterator[ast.Message | ast.Term]:
    for each in FluentParser().parse(file.read_text("utf-8")).body:
        assert not isinstance(each, ast.Junk), f"{file.parent.name}/{file.name}: not Fluent: {each.content}"
        if isinstance(each, ast.Message | ast.Term):
            yield each


@cache
def _bundle(language: str) -> fluent.FluentBundle:
    bundle = fluent.FluentBundle([language])
    for file in files_of(language):
        bundle.add_resource(fluent.FluentResource(file.read_text("utf-8")))
    return bundle


def rendered(message: Message) -> Iterator[str]:
    """The message as a page would show it, once for each of COUNTS where it counts something. Fails on a
    fault, which the desk would hide by falling back to English."""
    bundle = _bundle(message.language)
    numbers = messages("en")[message.name].counted if message.name in messages("en") else set()
    numbers |= message.counted
    for count in COUNTS if numbers else (3,):
        told = {
            each: fluent_number(count, useGrouping=False) if each in numbers else "Maarrat 7"
            for each in message.values
        }
        pattern = bundle.get_message(message.name).value
        text, faults = bundle.format_pattern(pattern, told)
        assert not faults, f"{message.where}: {faults}"
        yield str(text).translate(ISOLATES)
