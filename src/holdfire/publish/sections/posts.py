"""Posts of the control forces as a day ended: allotted and standing, by party and zone, as each side says."""

from collections.abc import Iterable

from holdfire.centre.posts import DIFFER, NOT_SET_UP, STANDS, Post, Posts
from holdfire.publish.day import DayCut
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Block, Bullets, Cell, Grid, Section, said
from holdfire.publish.sections.centre_state import desk_count, side_name, state_of

_RULE = "posts 1; as told by the end of the day, by the clocks of those who signed"
HEAD = ("Zone", "Allotted to", "Allotted", "Stand", "Not set up", "Closed", "Told differently")


def posts(cut: DayCut) -> Section | None:
    state = state_of(cut, "posts")
    if state is None:
        return None
    assert isinstance(state, Posts)
    day = cut.day.isoformat()
    known = [
        each
        for each in state.through(cut.span.end).posts.values()
        if str(each.allotted.content["from"]) <= day
    ]
    if not known:
        return None
    blocks: list[Block] = [_grid(cut, known, day)]
    if cut.shows.source_words:
        blocks.append(_told_apart(cut, known, day))
    return Section(15, "posts", "Posts of the control forces", tuple(blocks))


def _count(cut: DayCut, chosen: Iterable[Post]) -> Figure:
    return desk_count(cut, "posts desk", _RULE, (each.id for each in chosen), "posts")


def _grid(cut: DayCut, known: list[Post], day: str) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for zone, party in sorted({(each.zone, each.party) for each in known}):
        own = [each for each in known if (each.zone, each.party) == (zone, party)]
        found = cut.agreement.zone(zone)
        words = (STANDS, NOT_SET_UP, "closed", DIFFER)
        counts = (_count(cut, (e for e in own if e.standing(day) == word)) for word in words)
        name = found.name if found else zone
        rows.append((said(name), said(cut.party_name(party)), said(_count(cut, own)), *map(said, counts)))
    note = "That a post stands tells nothing of its watch: see observation effort."
    return Grid("Posts by zone and party", HEAD, tuple(rows), note, frozenset(range(2, len(HEAD))))


def _told_apart(cut: DayCut, known: list[Post], day: str) -> Bullets:
    lines = []
    for each in known:
        lines += [said(f"{each.id}: doubted, {doubt}.") for doubt in each.doubted(day)]
        if each.standing(day) == DIFFER:
            words = "; ".join(f"{side_name(cut, who)}: {word}" for who, word in each.on(day).items())
            lines.append(said(f"{each.id}: {words}."))
        for who, party in each.manned_by(day).items():
            told = f"handed over to {cut.party_name(party)}, as {side_name(cut, who)} says"
            lines.append(said(f"{each.id}: {told}."))
    nothing = "On none of them do sides differ, none was handed over, and no place is doubted."
    return Bullets(tuple(lines) or (said(nothing),))
