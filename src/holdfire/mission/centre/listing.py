"""Lists of the centre: what each thing of a module is told as, kept on the shelf between two looks.

A list tells of each thing by itself. So of a thing on which no act came in, what was told stands, unless the
rules, the agreement or the parties' names are others by now. Our own acts that wait are put to it with each
look, and never kept. A mission alone folds its journal.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import holdfire
from holdfire.centre.act import Act
from holdfire.centre.fold import Folded, Module, SetAside
from holdfire.mission.centre.gathering import Centre
from holdfire.mission.centre.recent import Part
from holdfire.mission.centre.steady import ALWAYS, Clock, clock_text, steady
from holdfire.shelf.centre_told import ToldRow

MANY = 2_000
"""From so many things on, every act of the module is read rather than each thing's own."""
RULES = ("centre", "agreement", "mission/centre", "commands/centre", "shelf")
"""Folders whose code decides what a list tells."""


@dataclass(frozen=True, slots=True)
class View:
    """How a list tells of the things of a module.

    `things` are the things of a state by id, and `opened` the act that began one: the list is in that order.
    `keys` and `lines` tell of one as of the list's clock: a day, a moment, None where the list has none. What
    they hold the clock against, acts on the thing name (steady.py). `meant` is the list's filter, `sums` what
    it adds up over all things, in plain values. Acts of the kinds `pairing` are about two things, and what is
    told of one does not rest on them.
    """

    name: str
    module: Module[Any]
    things: Callable[[Any], Mapping[str, Any]]
    opened: Callable[[Any], Act]
    keys: Callable[[Any, Any], dict[str, object]]
    lines: Callable[[Any, Any], Iterable[str]]
    meant: Callable[[Any, Any], bool] = lambda thing, clock: True
    sums: Callable[[Any, Any], object] = lambda thing, clock: None
    pairing: tuple[str, ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of acts that are about one thing."""
        return frozenset(self.module.forms) - frozenset(self.pairing)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list tells: `rows` in its order, `aside` the acts that do not stand (ref, what), `part` how much
    of the whole that is. `pairs` is the module's state as far as acts on pairs of things make it."""

    rows: Sequence[ToldRow]
    aside: Sequence[Mapping[str, object]]
    part: Part
    pairs: Any

    @property
    def keys(self) -> list[str]:
        """Each thing as JSON."""
        return [row.keys for row in self.rows]

    @property
    def lines(self) -> list[str]:
        """Each thing in lines for people."""
        told: list[list[str]] = json.loads(f"[{','.join(row.lines for row in self.rows)}]")
        return [line for each in told for line in each]

    @property
    def sums(self) -> list[Any]:
        """What the list adds up, of each thing."""
        told: list[Any] = json.loads(f"[{','.join(row.sums for row in self.rows)}]")
        return told


def listed(
    centre: Centre, view: View, last: int | None, clock: Clock = None, only_meant: bool = False
) -> Listed:
    """The things that were last told of, at most so many; None: all of them. With `only_meant`, those of them
    that the list's filter takes."""
    meant, total = centre.touched_last(view.module.forms, last or 1)
    among = meant if last is not None and total > last else None
    paired = _pairs(centre, view, among)
    rows = _rows(centre, view, clock, only_meant, among)
    rows.append(_on_nothing([] if among is not None else centre.on_nothing(view.kinds), centre, view, paired))
    aside = [each for row in rows if row.aside for each in json.loads(row.aside)]
    told = [row for row in rows if row.first is not None and (row.meant or not only_meant)]
    return Listed(
        sorted(told, key=lambda row: row.first or 0),
        [{"ref": ref, "what": what} for _, ref, what in sorted(aside)],
        Part(total if among is None else len(among), total),
        paired.state,
    )


def _rows(
    centre: Centre, view: View, clock: Clock, only_meant: bool, among: Collection[str] | None
) -> list[ToldRow]:
    """What the list tells of each thing: as it was kept, else anew."""
    waiting = [each for each in centre.waiting(view.kinds, among) if _named(each) is not None]
    if centre.shelf is None:
        return _anew(centre, view, waiting, clock)
    kept, text = centre.shelf.told, clock_text(clock)
    kept.made_by(_rules(centre))
    ours = {str(_named(each)) for each in waiting}
    age = kept.age
    lacking = kept.lacking(view.name, view.kinds, text, among) - ours
    made = _anew(centre, view, _acts_on(centre, view.kinds, lacking), clock) if lacking else []
    kept.keep(view.name, made, age)
    anew = lacking | ours
    rows = [row for row in kept.rows(view.name, text, only_meant, among) if row.subject not in anew]
    return [*rows, *made, *(_anew(centre, view, centre.acts(view.kinds, ours), clock) if ours else ())]


def _anew(centre: Centre, view: View, acts: list[Act], clock: Clock) -> list[ToldRow]:
    return _told(view, centre.fold(view.module, acts), acts, clock)


def _acts_on(centre: Centre, kinds: Collection[str], subjects: Collection[str]) -> list[Act]:
    """The acts of the log on these things."""
    if len(subjects) < MANY:
        return centre.logged(kinds, None, subjects)
    return [each for each in centre.logged(kinds) if _named(each) in subjects]


def _pairs(centre: Centre, view: View, among: Collection[str] | None) -> Folded[Any]:
    """What acts about two things come to, and those that do not stand: held against the things they name."""
    acts = (
        [(each, _all_named(view, each)) for each in centre.acts(view.pairing, among)] if view.pairing else []
    )
    if among is not None:
        # An act on a thing left out lacks that thing here, which is no fault of the act.
        acts = [(act, named) for act, named in acts if named <= set(among)]
    if not acts:
        return Folded(view.module.empty(), ())
    whole = centre.acts(view.module.forms, set().union(*(named for _, named in acts)))
    folded = centre.fold(view.module, whole)
    meant = {act.ref for act, _ in acts}
    return Folded(folded.state, tuple(each for each in folded.aside if each.act.ref in meant))


def _all_named(view: View, act: Act) -> set[str]:
    return {str(act.content.get(name)) for name in view.module.refers}


def _on_nothing(acts: Sequence[Act], centre: Centre, view: View, paired: Folded[Any]) -> ToldRow:
    """A row for what no thing is told by: acts that name none, and those about two that do not stand."""
    aside = [*centre.fold(view.module, acts).aside, *paired.aside]
    return ToldRow("", "", "", None, True, "", "", "null", _aside(aside))


def _told(view: View, folded: Folded[Any], acts: Iterable[Act], clock: Clock) -> list[ToldRow]:
    """A row for each thing that the acts name, those that stand and those that do not."""
    by_thing: dict[str, list[Act]] = {}
    for act in acts:
        by_thing.setdefault(_named(act) or "", []).append(act)
    aside: dict[str, list[SetAside]] = {}
    for each in folded.aside:
        aside.setdefault(_named(each.act) or "", []).append(each)
    things = view.things(folded.state)
    found = []
    for name in dict.fromkeys([*things, *by_thing]):
        since, until = ALWAYS if clock is None else steady(by_thing.get(name, ()), clock)
        apart = _aside(aside.get(name, ()))
        if (thing := things.get(name)) is None:
            found.append(ToldRow(name, since, until, None, True, "", "", "null", apart))
            continue
        keys = json.dumps(view.keys(thing, clock), indent=2, ensure_ascii=False)
        lines = json.dumps(list(view.lines(thing, clock)), ensure_ascii=False)
        first, sums = view.opened(thing).order, json.dumps(view.sums(thing, clock))
        meant = view.meant(thing, clock)
        found.append(ToldRow(name, since, until, first, meant, keys, lines, sums, apart))
    return found


def _named(act: Act) -> str | None:
    name = act.content.get("id")
    return name if isinstance(name, str) else None


def _aside(acts: Iterable[SetAside]) -> str:
    told = [(each.act.order, each.act.ref, each.objection.what) for each in acts]
    return json.dumps(told, ensure_ascii=False) if told else ""


def _rules(centre: Centre) -> str:
    """What stands for all that a list follows from beside the acts: code, agreement, names of the parties."""
    told = [_code(), centre.ground.agreement.digest, sorted(centre.names.items())]
    return sha256(json.dumps(told).encode()).hexdigest()


@cache
def _code() -> str:
    """SHA-256 over the code of the folders RULES."""
    home, sha = Path(holdfire.__file__).parent, sha256(holdfire.__version__.encode())
    for folder in RULES:
        for path in sorted((home / folder).rglob("*.py")):
            sha.update(f"{path.relative_to(home)}\n".encode())
            sha.update(path.read_bytes())
    return sha.hexdigest()
