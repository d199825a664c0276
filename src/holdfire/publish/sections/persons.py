"""Detainees, remains and missing: lists in numbers, each with whose number it is. No name, no row, no words.

Numbers that differ stand side by side. What one side gave is never set off against what the other gave.
"""

from collections.abc import Iterable

from holdfire.centre.persons.acts import CONFIRMED, EXECUTED
from holdfire.centre.persons.ledger import PersonList, Persons
from holdfire.publish.day import DayCut
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Bullets, Cell, Grid, Section, Sentence, said
from holdfire.publish.sections.centre_state import desk_count, side_name, state_of
from holdfire.publish.wording import listed

_RULE = "persons 1; as told by the end of the day, by the clocks of those who signed"
HEAD = (
    *("List", "Of", "Offered by", "To", "Persons offered"),
    *("Handed over, as each says", "Received, as confirmed"),
)


def persons(cut: DayCut) -> Section | None:
    state = state_of(cut, "persons")
    if state is None:
        return None
    assert isinstance(state, Persons)
    known = list(state.before(cut.span.end).lists.values())
    if not known:
        return None
    blocks = (Bullets(_day(cut, known)), _grid(cut, known))
    return Section(14, "persons", "Detainees, remains and missing", blocks)


def _day(cut: DayCut, known: list[PersonList]) -> tuple[Sentence, ...]:
    def count(chosen: Iterable[PersonList]) -> Figure:
        return desk_count(cut, "persons desk", _RULE, (each.id for each in chosen), "lists")

    new = [each for each in known if cut.span.covers(each.offered.at)]
    touched = [each for each in known if any(cut.span.covers(one.at) for one in each.acts)]
    return (
        said("Lists offered on this day: ", count(new), "."),
        said("Lists on which something was done on this day: ", count(touched), "."),
        said("Lists executed and not confirmed by the receiving side: ",
             count(e for e in known if e.status == "executed, not confirmed"), "."),
        said("Lists on which the sides' numbers differ: ", count(e for e in known if e.disputed), "."),
        said("Lists with a case that was opened again: ", count(e for e in known if e.reopened()), "."),
    )  # fmt: skip


def _grid(cut: DayCut, known: list[PersonList]) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for number, each in enumerate(known, start=1):
        rows.append(
            (
                said(each.id if cut.shows.source_words else f"list {number}"),
                said(each.category),
                said(side_name(cut, each.giver)),
                said(listed([cut.party_name(one) for one in each.receivers])),
                said(_persons(cut, each, each.number, each.giver)),
                _by_speaker(cut, each, EXECUTED),
                _by_speaker(cut, each, CONFIRMED),
            )
        )
    note = (
        "Numbers of different speakers are not to be added up, and what one side gave is not set off against "
        "what the other gave."
    )
    return Grid("Lists, with each side's own numbers", HEAD, tuple(rows), note, frozenset({4}))


def _by_speaker(cut: DayCut, each: PersonList, kind: str) -> Cell:
    parts: list[Figure | str] = []
    for who, number in each.by_speaker(kind).items():
        parts += ["; " if parts else "", _persons(cut, each, number, who), f" by {side_name(cut, who)}"]
    return said(*(parts or ["not told"]))


def _persons(cut: DayCut, each: PersonList, number: int, who: str | None) -> Figure:
    counting = cut.counting.by(who or f"{cut.dataset.mission_name}: persons desk", cut.span, _RULE)
    shown = cut.shows.source_words
    return counting.figure(number, "persons", (each.id,) if shown else (), "" if shown else "ids withheld")
