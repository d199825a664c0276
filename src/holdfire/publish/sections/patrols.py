"""Patrols of the day: planned, carried out as each side says, told differently, hindered and denied."""

from collections.abc import Iterable

from holdfire.centre.patrols.acts import DENIED, HINDERED
from holdfire.centre.patrols.patrol import DIFFER, OFF, PLANNED_STILL, UNDER_WAY, Patrol, Patrols, word_of
from holdfire.publish.day import DayCut
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Block, Bullets, Cell, Grid, Section, Sentence, said
from holdfire.publish.sections.centre_state import desk_count, side_name, state_of
from holdfire.publish.wording import listed

_RULE = "patrols 1; by the day they begin; as told by the end of the day, by the clocks of those who signed"


def patrols(cut: DayCut) -> Section | None:
    state = state_of(cut, "patrols")
    if state is None:
        return None
    assert isinstance(state, Patrols)
    known = list(state.through(cut.span.end).patrols.values())
    if not known:
        return None
    own = [each for each in known if cut.span.covers(each.start)]
    blocks: list[Block] = [Bullets(_day(cut, own))]
    if own and cut.shows.source_words:
        blocks.append(_list(cut, own))
    return Section(16, "patrols", "Patrols", tuple(blocks))


def _day(cut: DayCut, own: list[Patrol]) -> tuple[Sentence, ...]:
    def count(chosen: Iterable[Patrol]) -> Figure:
        return desk_count(cut, "patrols desk", _RULE, (each.id for each in chosen), "patrols")

    def of(word: str) -> Figure:
        return count(each for each in own if each.outcome == word)

    untold = [each for each in own if each.outcome in (PLANNED_STILL, UNDER_WAY)]
    rest = [each for each in own if each.outcome in ("cut short", "turned back", "did not take place")]
    return (
        said("Patrols planned for this day: ", count(own), ", of them joint: ",
             count(each for each in own if each.joint), "."),
        said("Completed, as all who spoke say: ", of("completed"), "."),
        said("Cut short, turned back or not held, as all who spoke say: ", count(rest), "."),
        said("Told differently by the sides: ", of(DIFFER), "."),
        said("Called off: ", of(OFF), ". Of which nobody told how they went: ", count(untold), "."),
        said("Denied passage: ", count(each for each in own if each.of(DENIED)), ". Hindered: ",
             count(each for each in own if each.of(HINDERED)), "."),
    )  # fmt: skip


def _list(cut: DayCut, own: list[Patrol]) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for each in sorted(own, key=lambda one: (one.start, one.id)):
        words = "; ".join(
            f"{side_name(cut, who)}: {word_of(act)}{'' if act.first_hand else ' (relayed)'}"
            for who, act in each.last_words.items()
        )
        who = listed([cut.party_name(one) for one in each.parties])
        rows.append((said(each.id), said(who), said(each.outcome), said(words or "nobody told")))
    return Grid("Patrols of the day", ("Patrol", "Of", "In all", "As each side says"), tuple(rows))
