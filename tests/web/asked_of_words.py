"""What the desk's templates ask of its words: messages by name or beginning, terms by kind, with values."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

TEMPLATES = Path(__file__).parents[2] / "src/holdfire/web/templates"


@dataclass(frozen=True)
class Asked:
    """One call in a template. `whole`: `name` is the message, not only how it begins. `told` are the values
    given; None where a template hands on whatever it has."""

    template: str
    line: int
    name: str
    whole: bool
    told: frozenset[str] | None

    @property
    def where(self) -> str:
        return f"{self.template}:{self.line}"


@cache
def asked() -> tuple[Asked, ...]:
    """Every t("...") and t.term("...") of every template whose name can be read there."""
    found: list[Asked] = []
    for file in sorted(TEMPLATES.rglob("*.html")):
        tree = Environment().parse(file.read_text("utf-8"))
        found += [each for call in tree.find_all(nodes.Call) for each in _of(file, call)]
    return tuple(found)


def _of(file: Path, call: nodes.Call) -> Iterator[Asked]:
    words = call.node
    if not call.args:
        return
    if isinstance(words, nodes.Name) and words.name == "t":
        told = None if call.dyn_kwargs else frozenset(each.key for each in call.kwargs)
        for name, whole in _names(call.args[0]):
            yield Asked(file.name, call.lineno, name, whole, told)
    is_term = isinstance(words, nodes.Getattr) and words.attr == "term"
    if is_term and isinstance(words.node, nodes.Name) and words.node.name == "t":
        for kind, whole in _names(call.args[0]):
            assert whole, f"{file.name}:{call.lineno}: the kind of a term is one word."
            yield Asked(file.name, call.lineno, f"{kind}-", False, None)


def _names(node: nodes.Node) -> Iterator[tuple[str, bool]]:
    """The names an expression may come to, each whole or only its beginning."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value, True
    elif isinstance(node, nodes.CondExpr):
        yield from _names(node.expr1)
        if node.expr2 is not None:
            yield from _names(node.expr2)
    elif isinstance(node, nodes.Concat):
        yield from ((name, False) for name, _ in _names(node.nodes[0]))
