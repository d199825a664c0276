"""Persons over all lists: what each side gave, and what is told of fates, in whose numbers.

Nothing is set off against anything, and two speakers' numbers are never added up.
"""

from collections.abc import Iterable, Mapping

from holdfire.centre.persons.acts import FATES
from holdfire.centre.persons.ledger import PersonList
from holdfire.centre.persons.reciprocity import Given
from holdfire.publish.day import DayCut
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Cell, Grid, said
from holdfire.publish.sections.centre_state import side_name
from holdfire.publish.wording import listed

RULE = "persons 1; as told by the end of the day, by the clocks of those who signed"
HEAD_OF_GIVEN = ("From", "To", "Persons offered", "Handed over, as each says", "Received, as confirmed")
HEAD_OF_FATES = ("As told by", *(f"Fate: {each}" for each in FATES), "Whereabouts known")


def what_each_gave(cut: DayCut, flows: Iterable[Given]) -> Grid:
    rows = tuple(
        (
            said(side_name(cut, each.giver)),
            said(listed([cut.party_name(one) for one in each.receivers])),
            said(persons_of(cut, each.lists, each.offered, each.giver)),
            by_speaker(cut, each.lists, each.handed_over, relayed=each.handed_over_relayed),
            by_speaker(cut, each.lists, each.received, relayed=each.received_relayed),
        )
        for each in flows
    )
    note = (
        "What one side gave is not set off against what the other gave, and credits nobody with anything. A "
        "person on two lists is in the sums twice."
    )
    return Grid("What each side gave, over all its lists", HEAD_OF_GIVEN, rows, note, frozenset({2}))


def fates_told(cut: DayCut, known: list[PersonList]) -> Grid:
    """How many rows are told of by whom; fate and whereabouts are two things."""
    told: dict[str | None, list[tuple[str, str, str]]] = {}
    for each in known:
        for words in each.fates().values():
            for who, act in words.items():
                word = (str(act.content["fate"]), str(act.content["whereabouts"]))
                told.setdefault(who, []).append((each.id, *word))
    rows = []
    for who, words_of in told.items():
        cells = [[one for one in words_of if one[1] == fate] for fate in FATES]
        cells.append([one for one in words_of if one[2] == "known"])
        numbers = (persons_of(cut, [one[0] for one in own], len(own), who) for own in cells)
        rows.append((said(side_name(cut, who)), *(said(each) for each in numbers)))
    note = "By the last word of each who speaks. Rows tell of the same persons and are not to be added."
    return Grid("Fate and whereabouts", HEAD_OF_FATES, tuple(rows), note, frozenset({1, 2, 3, 4}))


def by_speaker(
    cut: DayCut,
    lists: Iterable[str],
    numbers: Mapping[str | None, int],
    back: Mapping[str | None, int] | None = None,
    relayed: Mapping[str | None, int] | None = None,
) -> Cell:
    """Each speaker's own number; whether it, or how many of it, were relayed; how many were taken back."""
    parts: list[Figure | str] = []
    for who, number in numbers.items():
        parts += ["; " if parts else "", persons_of(cut, lists, number, who), f" by {side_name(cut, who)}"]
        if relayed and who in relayed:
            whole = relayed[who] == number
            parts += (
                [" (relayed)"]
                if whole
                else [", of these ", persons_of(cut, lists, relayed[who], who), " relayed"]
            )
        if back and who in back:
            parts += [", after ", persons_of(cut, lists, back[who], who), " taken back"]
    return said(*(parts or ["not told"]))


def persons_of(cut: DayCut, lists: Iterable[str], number: int, who: str | None) -> Figure:
    counting = cut.counting.by(who or f"{cut.dataset.mission_name}: persons desk", cut.span, RULE)
    shown = cut.shows.source_words
    ids = tuple(sorted(set(lists))) if shown else ()
    return counting.figure(number, "persons", ids, "" if shown else "ids withheld")
