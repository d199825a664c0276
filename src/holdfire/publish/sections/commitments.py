"""Commitments: the scoreboard of the day per theme and speaker, and what is overdue, with the days.

The public is told numbers per theme only, not who says what of whom.
"""

from collections.abc import Iterable

from holdfire.centre.commitments.acts import FULL, STATUSES
from holdfire.centre.commitments.commitment import Commitment, Commitments, themes
from holdfire.centre.commitments.commitment import commitments as commitments_of
from holdfire.centre.commitments.scoreboard import SHARE_RULE, Group, Row, by_theme, overdue
from holdfire.publish.day import DayCut
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Block, Bullets, Cell, Grid, Section, Sentence, said
from holdfire.publish.sections.centre_state import desk_count, side_name, state_of
from holdfire.publish.wording import listed

NUMBER = 18
OTHER_THEME = "other"
_RULE = "commitments 1; as told by the end of the day, by the clocks of those who signed"


def commitments(cut: DayCut) -> Section | None:
    state = state_of(cut, "commitments")
    if state is None:
        return None
    assert isinstance(state, Commitments)
    then = state.through(cut.span.end)
    if not then.added and not then.assessed:
        return None
    known = commitments_of(cut.agreement, then, cut.day)
    binding = [each for each in known if not each.rhetorical]
    late = list(overdue(binding, cut.day))
    blocks: list[Block] = [Bullets(_day(cut, known, binding, late)), _themes(cut, binding)]
    if cut.shows.source_words:
        blocks.append(_scoreboard(cut, binding))
        blocks += [_overdue(cut, late)] if late else []
    return Section(NUMBER, "commitments", "Commitments", tuple(blocks))


def _count(cut: DayCut, names: Iterable[str]) -> Figure:
    return desk_count(cut, "commitments desk", _RULE, names, "commitments")


def _day(
    cut: DayCut, known: tuple[Commitment, ...], binding: list[Commitment], late: list[Commitment]
) -> tuple[Sentence, ...]:
    unknown = (each.id for each in binding if not each.statuses(cut.day))
    without_day = (each.id for each in binding if each.due is None)
    failed = (each.id for each in binding if each.non_compliance(cut.day))
    rhetorical = (each.id for each in known if each.rhetorical)
    return (
        said("Commitments that oblige, agreed by this day: ", _count(cut, (e.id for e in binding)), "."),
        said("Assessed by nobody, so not known, which is not “not begun”: ", _count(cut, unknown), "."),
        said("Overdue: ", _count(cut, (each.id for each in late)), ". Overdue is not non-compliance."),
        said("Without a stated day, so that overdue cannot be told: ", _count(cut, without_day), "."),
        said("Of which some speaker says that an owner did not comply: ", _count(cut, failed), "."),
        said("Apart from these, requests, statements and determinations: ", _count(cut, rhetorical), "."),
    )


def _themes(cut: DayCut, binding: list[Commitment]) -> Grid:
    """Themes that a desk wrote itself stand together: they are its words."""
    own = themes(cut.agreement)
    merged: dict[str, list[Group]] = {}
    for each in by_theme(binding, cut.day):
        merged.setdefault(each.name if each.name in own else OTHER_THEME, []).append(each)
    rows = tuple(
        (
            said(name),
            said(_count(cut, (one for group in groups for one in group.ids))),
            said(_count(cut, (one for group in groups for one in group.never_assessed))),
            said(_count(cut, (one for group in groups for one in group.overdue))),
        )
        for name, groups in merged.items()
    )
    head = ("Theme", "Commitments", "Assessed by nobody", "Overdue")
    return Grid("Commitments by theme", head, rows, "", frozenset({1, 2, 3}))


def _scoreboard(cut: DayCut, binding: list[Commitment]) -> Grid:
    told = {each.id: each.statuses(cut.day) for each in binding}
    rows: list[tuple[Cell, ...]] = []
    for group in by_theme(binding, cut.day):
        for row in group.rows:
            if row.scored:
                status_of = {name: told[name].get(row.speaker) for name in group.ids}
                columns = (*range(len(STATUSES)), None)
                counts = (_count(cut, (n for n in group.ids if status_of[n] == each)) for each in columns)
                share = said(_share(cut, row, [n for n in group.ids if status_of[n] is not None]))
                rows.append((said(group.name), said(side_name(cut, row.speaker)), *map(said, counts), share))
    levels = (f"{number} {name}" for number, name in enumerate(STATUSES))
    head = ("Theme", "As told by", *levels, "Not known", "Share, per cent")
    note = f"{SHARE_RULE} A speaker that assessed none of a theme has no row."
    return Grid("Scoreboard by theme and speaker", head, tuple(rows), note, frozenset(range(2, FULL + 5)))


def _share(cut: DayCut, row: Row, names: list[str]) -> Figure:
    counting = cut.counting.by(f"{cut.dataset.mission_name}: commitments desk", cut.span, _RULE)
    value = None if row.share is None else round(100 * row.share, 1)
    return counting.figure(value, "per cent", tuple(names))


def _overdue(cut: DayCut, late: list[Commitment]) -> Grid:
    rows = tuple(
        (
            said(each.id),
            said(each.where),
            said(_names(cut, each.owners) or "not stated"),
            said(str(each.due_told)),
            said(_days(cut, each)),
            said(_statuses(cut, each)),
            said(_failed(cut, each) or "nobody says so"),
        )
        for each in late
    )
    head = (
        *("Commitment", "Where", "Owner", "Due", "Days overdue"),
        *("Status, as each says", "Not complied with, as each says"),
    )
    note = "Overdue follows from the day that is stated; only people say that somebody did not comply."
    return Grid("Overdue", head, rows, note, frozenset({4}))


def _days(cut: DayCut, each: Commitment) -> Figure:
    counting = cut.counting.by(f"{cut.dataset.mission_name}: commitments desk", cut.span, _RULE)
    return counting.figure(each.days_overdue(cut.day), "days", (each.id,))


def _statuses(cut: DayCut, each: Commitment) -> str:
    told = each.statuses(cut.day).items()
    words = "; ".join(f"{side_name(cut, who)}: {status} {STATUSES[status]}" for who, status in told)
    return words or "not known"


def _failed(cut: DayCut, each: Commitment) -> str:
    told = each.non_compliance(cut.day).items()
    return "; ".join(f"{side_name(cut, who)}: {_names(cut, owners)}" for who, owners in told)


def _names(cut: DayCut, ids: Iterable[str]) -> str:
    bodies = {each.id: each.name for each in cut.agreement.bodies}
    return listed([bodies.get(each, cut.party_name(each)) for each in ids])
