"""Detainees, remains and missing: lists in numbers, each with whose number it is. No name, no row, no words.

Numbers that differ stand side by side. What one side gave is never set off against what the other gave.
"""

from collections.abc import Iterable

from holdfire.centre.persons.acts import CONFIRMED, EXECUTED
from holdfire.centre.persons.ledger import PersonList, Persons
from holdfire.centre.persons.reciprocity import given
from holdfire.publish.day import DayCut
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Block, Bullets, Cell, Grid, Section, Sentence, said
from holdfire.publish.sections.centre_state import desk_count, side_name, state_of
from holdfire.publish.sections.persons_sums import RULE, by_speaker, fates_told, persons_of, what_each_gave
from holdfire.publish.wording import listed

HEAD = (
    *("List", "Of", "Offered by", "To", "Persons offered"),
    *("Handed over, as each says", "Received, as confirmed"),
)


def persons(cut: DayCut) -> Section | None:
    state = state_of(cut, "persons")
    if state is None:
        return None
    assert isinstance(state, Persons)
    by_then = state.before(cut.span.end)
    known = list(by_then.lists.values())
    if not known:
        return None
    blocks: list[Block] = [Bullets((*_day(cut, known), *_twice(cut, by_then))), _grid(cut, known)]
    if flows := given(by_then):
        blocks.append(what_each_gave(cut, flows))
    if told := [each for each in known if each.fates()]:
        blocks.append(fates_told(cut, told))
    return Section(14, "persons", "Detainees, remains and missing", tuple(blocks))


def _day(cut: DayCut, known: list[PersonList]) -> tuple[Sentence, ...]:
    def count(chosen: Iterable[PersonList]) -> Figure:
        return desk_count(cut, "persons desk", RULE, (each.id for each in chosen), "lists")

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


def _twice(cut: DayCut, state: Persons) -> tuple[Sentence, ...]:
    """Only where there are any: numbers that count one person two times."""
    pairs = [f"{one[0]} and {other[0]}" for one, other in state.told_twice()]
    if not pairs:
        return ()
    count = cut.counting.by(f"{cut.dataset.mission_name}: persons desk", cut.span, RULE)
    figure = count.figure(len(pairs), "pairs of rows", (), "rows withheld")
    return (said("Rows that were decided to be one person and are told of twice by one speaker: ", figure,
                 ". The numbers below count them twice."),)  # fmt: skip


def _grid(cut: DayCut, known: list[PersonList]) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for number, each in enumerate(known, start=1):
        rows.append(
            (
                said(each.id if cut.shows.source_words else f"list {number}"),
                _kinds(cut, each),
                said(side_name(cut, each.giver)),
                said(listed([cut.party_name(one) for one in each.receivers])),
                said(persons_of(cut, [each.id], each.number, each.giver)),
                _by_speaker(cut, each, EXECUTED),
                _by_speaker(cut, each, CONFIRMED),
            )
        )
    note = "Numbers of different speakers are not to be added up; where they differ, all are kept."
    return Grid("Lists, with each side's own numbers", HEAD, tuple(rows), note, frozenset({4}))


def _kinds(cut: DayCut, each: PersonList) -> Cell:
    if len(each.kinds) == 1:
        return said(each.category)
    parts: list[Figure | str] = []
    for kind, number in each.kinds.items():
        parts += ["; " if parts else "", persons_of(cut, [each.id], number, each.giver), f" {kind}"]
    return said(*parts)


def _by_speaker(cut: DayCut, each: PersonList, kind: str) -> Cell:
    told, back = each.by_speaker(kind), each.taken_back(kind)
    return by_speaker(cut, [each.id], told, back, {who: told[who] for who in each.relayed(kind)})
