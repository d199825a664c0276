"""Restoration: works under way, overdue, waiting for a truce, and how far each is, as each side says."""

from collections.abc import Iterable

from holdfire.centre.works import SUBJECTS, TOLD_DIFFERENTLY, UNDER_WAY, Work, Works
from holdfire.publish.day import DayCut
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Block, Bullets, Cell, Grid, Section, Sentence, said
from holdfire.publish.sections.centre_state import desk_count, side_name, state_of

NUMBER = 16
_RULE = "works 1; as told by the end of the day, by the clocks of those who signed"


def works(cut: DayCut) -> Section | None:
    state = state_of(cut, "works")
    if state is None:
        return None
    assert isinstance(state, Works)
    known = list(state.through(cut.span.end).works.values())
    if not known:
        return None
    blocks: list[Block] = [Bullets(_day(cut, known)), _by_subject(cut, known)]
    if cut.shows.source_words:
        blocks.append(_list(cut, known))
    return Section(NUMBER, "works", "Restoration", tuple(blocks))


def _count(cut: DayCut, works: Iterable[Work]) -> Figure:
    return desk_count(cut, "works desk", _RULE, (each.id for each in works), "works")


def _day(cut: DayCut, known: list[Work]) -> tuple[Sentence, ...]:
    new = [each for each in known if cut.span.covers(each.opened.at)]
    ended = [each for each in known if any(cut.span.covers(one.at) for one in each.ended.values())]
    return (
        said("Works opened on this day: ", _count(cut, new), "."),
        said("Works of which some side said on this day that they ended: ", _count(cut, ended), "."),
        said("Works overdue: ", _count(cut, (each for each in known if each.overdue(cut.day))), "."),
        said(
            "Works that wait for a local truce: ", _count(cut, (e for e in known if e.waits_for_truce)), "."
        ),
    )


def _by_subject(cut: DayCut, known: list[Work]) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for subject in SUBJECTS:
        own = [each for each in known if each.of("subject") == subject]
        if own:
            going = [each for each in own if each.outcome == UNDER_WAY]
            differ = [each for each in own if each.outcome == TOLD_DIFFERENTLY]
            over = [each for each in own if each.outcome not in (UNDER_WAY, TOLD_DIFFERENTLY)]
            cells = (said(_count(cut, each)) for each in (going, over, differ, own))
            rows.append((said(subject), *cells))
    head = ("Subject", "Under way", "Ended", "Ended, told differently", "All on record")
    return Grid("Works by subject", head, tuple(rows), "", frozenset({1, 2, 3, 4}))


def _list(cut: DayCut, known: list[Work]) -> Grid:
    rows = tuple(
        (
            said(each.id),
            said(f"{each.of('subject')}: {each.of('title')}"),
            said(_owner(cut, each)),
            said(_standing(cut, each)),
            said(_told(cut, each)),
        )
        for each in known
    )
    return Grid("Works on record", ("Work", "What", "Owner", "Stands", "As each side says"), rows)


def _owner(cut: DayCut, work: Work) -> str:
    owner = work.of("owner")
    bodies = {each.id: each.name for each in cut.agreement.bodies}
    return bodies.get(owner, cut.party_name(owner)) if isinstance(owner, str) else "nobody"


def _standing(cut: DayCut, work: Work) -> str:
    due = work.of("due")
    late = " and overdue" if work.overdue(cut.day) else ""
    words = f"{work.outcome}; due {due}{late}" if due is not None else f"{work.outcome}; no day is set"
    return f"{words}; waits for its truce: {work.of('truce')}" if work.waits_for_truce else words


def _told(cut: DayCut, work: Work) -> str:
    ends = [f"{side_name(cut, who)}: {how}" for who, how in work.outcomes.items()]
    steps = [
        f"{side_name(cut, who)}: {'no number' if each.percent is None else f'{each.percent} %'} on {each.on}"
        for who, each in work.last_told.items()
        if who not in work.outcomes
    ]
    return "; ".join([*ends, *steps]) or "nothing told"
