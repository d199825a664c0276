"""Corrigenda in a bulletin: which issued bulletin said what, how it now reads, who changed it and why."""

from holdfire.publish.corrigendum import TALLY, TOTAL, Corrigenda, Corrigendum
from holdfire.publish.day import DayCut
from holdfire.publish.figure import Counting, Figure
from holdfire.publish.layout import Block, Cell, Grid, Section, said
from holdfire.publish.sections.tallies import RULE as AS_PRINTED
from holdfire.publish.wording import day_words, listed, unit_name

ROWS_PRINTED_MAX = 200
"""So many corrigenda are printed, totals first; every one is in bulletin.json."""

HEAD = ("Bulletin", "What", "Incidents", "Value", "Before", "Now", "By whom", "Why")


def corrigenda_section(cut: DayCut, told: Corrigenda) -> Section:
    title = "Corrigenda"
    blocks: list[Block] = [said(f"Nothing can be told of bulletin {each}") for each in told.not_told]
    if not told.changes:
        return Section(0, "corrigenda", title, (said("None."), *blocks))
    days = [day_words(each.day) for each in told.corrected]
    blocks.append(
        said(
            f"What bulletins of {listed(days)} said, and how the record reads now. Those bulletins stand as "
            "they were issued."
        )
    )
    ordered = sorted(told.changes, key=lambda each: (each.day, each.kind != TOTAL))
    printed, more = ordered[:ROWS_PRINTED_MAX], len(ordered) - ROWS_PRINTED_MAX
    grid = Grid(
        "Corrigenda to issued bulletins",
        HEAD,
        tuple(_row(cut, each) for each in printed),
        "" if more <= 0 else f"Totals stand first. {more} more are in bulletin.json under corrigenda.",
        frozenset({4, 5}),
    )
    return Section(0, "corrigenda", title, (*blocks, grid))


def _row(cut: DayCut, one: Corrigendum) -> tuple[Cell, ...]:
    entries = ", ".join(str(each) for each in one.because.entries)
    why = f"{one.because.why} (journal {entries})" if entries else one.because.why
    ids = "as named below" if one.kind == TOTAL else ", ".join(one.ids)
    return (
        said(f"No. {one.number}"),
        said(one.kind),
        said(ids),
        said(_field(cut, one)),
        _value(cut, one, 0),
        _value(cut, one, 1),
        said(one.because.who),
        said(why),
    )


def _field(cut: DayCut, one: Corrigendum) -> str:
    if one.tally is None:
        return one.field.replace("_", " ")
    area = one.tally["area"]
    zone = cut.agreement.zone(area) if area else None
    place = zone.name if zone else unit_name(area, cut.dataset.units) or "printed total"
    return f"count by {cut.party_name(one.tally['observer'])}, {place}"


def _value(cut: DayCut, one: Corrigendum, place: int) -> Cell:
    """A number as a figure of the corrected day; words as they are. What is not known says so."""
    value = (one.before, one.after)[place]
    harm, _, bound = one.field.partition("_")
    toll = harm in ("killed", "injured")
    unit = f"persons {harm}, {bound}" if toll else one.field
    counts = one.kind in (TOTAL, TALLY) or toll
    if not counts or (one.tally is not None and isinstance(value, str)):
        return said("not known" if value in (None, "") else str(value))
    span = cut.dataset.reporting_day.span_of(one.day)
    counting = Counting(cut.counting.observer, span, cut.rule, cut.map)
    if one.tally is not None:
        counting, unit = counting.by(one.tally["observer"], span, AS_PRINTED), one.tally["unit"]
    ids = one.counted[place] if one.kind in (TOTAL, TALLY) else one.ids
    figure: Figure = counting.figure(
        value if isinstance(value, int) else None,
        unit,
        ids,
        "" if value is not None else "no report states it",
    )
    return said(figure)
