"""Claims that others made out of observers' counts: sums over observers, and observers read as offenders.

An outlet writes that two guarantors "committed" 55 violations: they had registered 38 and 17. Neither 55
nor 38 nor 17 is a happening that this page witnessed. Such a claim is kept as printed, linked to the
tallies it was made from, shown, and fused with nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations, product

import polars as pl

from holdfire.columns import NAMES, Column, Table
from holdfire.registers.origins import is_derived, one_per_origin
from holdfire.reports.table import REPORTS, TALLIES

SUM, OFFENDER = "sum over observers", "observer listed as an offender"

SET_ASIDE = Table(
    "set_aside",
    "Reports that are claims made out of observers' tallies: kept as printed, and fused with nothing.",
    (
        Column("report_id", pl.String, "The report."),
        Column("kind", pl.String, f"{SUM}, or {OFFENDER}."),
        Column("why", pl.String, "What it was made of, in words."),
        Column("tally_ids", NAMES, "The tallies it was made from, sorted."),
    ),
)

SUMS = Table(
    "sums over observers",
    "Tallies that add observers' counts up, each with the counts it was made from. None enters a count.",
    (
        Column("tally_id", pl.String, "The row that holds the sum."),
        Column("count", pl.Int64, "The sum as printed.", "not given"),
        Column("observers", NAMES, "Observers said or found to be added up, sorted."),
        Column("stated", pl.Boolean, "Whether the source says that it is a sum; false: it was found to be."),
        Column(
            "agrees",
            pl.Boolean,
            "Whether these observers' own totals of that day make up the sum.",
            "some of them printed no total of that day of its own",
        ),
        Column("tally_ids", NAMES, "Their own totals of that day, sorted.", "none on file"),
    ),
)

SAME_THING = frozenset(
    {
        *("violations", "violation", "ceasefire violations", "violations of the ceasefire", "breaches"),
        *("ceasefire breaches", "incidents", "cases", "facts of opening fire", "facts"),
    }
)
"""Words for what a bulletin counts. A count of rounds, strikes or dead is none of them."""

NO_PLACE = ("country", "unknown")
"""where_precision of a claim that is about no place in the country."""

TO_THE_DAY = ("instant", "hour", "day")
PRINTED_LATER = timedelta(days=1)
"""A page may date what it prints by the day on which it prints it."""


@dataclass(frozen=True, slots=True)
class _Total:
    """What an observer printed for a whole span: every figure its outlets give."""

    observer: str
    start: datetime
    end: datetime
    counts: frozenset[int]
    units: frozenset[str]
    tally_ids: tuple[str, ...]

    @property
    def middle(self) -> datetime:
        return self.start + (self.end - self.start) / 2

    def holds(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


def set_aside(reports: pl.DataFrame, tallies: pl.DataFrame, observers: Iterable[str]) -> pl.DataFrame:
    """Reports that are claims made out of tallies: a frame of SET_ASIDE, by report id.

    `observers` are the ids of those that hold the role of guarantor or observer. Looked at are only reports
    that state a count of 2 or more, in no unit, in the tallies' unit or in a word for violations
    (SAME_THING); that name no place better than the country; and whose time is known to the day. So a
    guarantor that is said to have fired somewhere, or once, is never set aside. Of these:

    - a sum over observers: the count is the sum of the own totals, each above 0, that two or more observers
      printed of a day that the report's time meets, or the day before it;
    - an observer listed as an offender: an observer that prints tallies is named as actor, and the count is
      its own total of such a day; or unit and span are those of its own total, whatever the count.

    What an observer says itself (its id is the report's origin) is its own statement and stays.
    """
    watching = frozenset(observers)
    totals = _by_day(_totals(tallies, watching))
    units = {unit for each in totals.values() for total in each for unit in total.units}
    unit = pl.col("unit").str.strip_chars().str.to_lowercase()
    looked_at = REPORTS.checked(reports).filter(
        (pl.col("count") >= 2)
        & (unit.is_null() | unit.is_in(sorted(SAME_THING | units)))
        & pl.col("where_precision").is_in(NO_PLACE)
        & pl.col("when_precision").is_in(TO_THE_DAY)
    )
    rows = []
    for row in looked_at.sort("report_id").iter_rows(named=True):
        near = list(_near(totals, row["when_start"], row["when_end"]))
        if found := _sum(row, near) or _offender(row, near):
            rows.append({"report_id": row["report_id"], **found})
    return SET_ASIDE.of(rows)


def sums_over_observers(tallies: pl.DataFrame, parties: Iterable[str]) -> pl.DataFrame:
    """Tallies that add observers up: those that say so, and those found to. A frame of SUMS, by tally id.

    Found to be one: a total by a name that is no party of the agreement, for a day of which two or more
    parties printed totals of their own, each above 0, that make it up. What a party says it counted itself
    is its own count, whatever it equals.
    """
    people = frozenset(parties)
    totals = _by_day(_totals(tallies, people))
    rows = []
    for row in _whole(tallies).sort("tally_id").iter_rows(named=True):
        stated = row["derived_from_observers"] or []
        near = [each for each in totals.get(_day(row), ()) if each.holds(_middle(row))]
        if stated:
            rows.append(_stated_sum(row, sorted(stated), near))
        elif row["observer"] not in people and (parts := _parts(row["count"], near)):
            rows.append(_row_of_sum(row, [each.observer for each in parts], False, True, parts))
    return SUMS.of(rows)


def told_apart(tallies: pl.DataFrame, parties: Iterable[str]) -> pl.DataFrame:
    """The same TALLIES, with the sums that were only found marked as such, so that none is counted."""
    found = sums_over_observers(tallies, parties).filter(~pl.col("stated"))
    if found.is_empty():
        return tallies
    marked = tallies.join(
        found.select("tally_id", summed="observers"), on="tally_id", how="left", maintain_order="left"
    )
    either = pl.coalesce("derived_from_observers", "summed").alias("derived_from_observers")
    return TALLIES.checked(marked.with_columns(either).drop("summed"))


def _whole(tallies: pl.DataFrame) -> pl.DataFrame:
    """Totals of a known day."""
    total = pl.col("area").is_null() & pl.col("area_as_written").is_null()
    return tallies.filter(total & pl.col("when_precision").is_in(TO_THE_DAY))


def _totals(tallies: pl.DataFrame, observers: frozenset[str]) -> Iterator[_Total]:
    """Observers' own totals: neither a sum nor a part of one that is relayed."""
    own = _whole(tallies).filter(~is_derived() & pl.col("observer").is_in(sorted(observers)))
    rows = one_per_origin(own).filter(~pl.col("relayed") & pl.col("count_low").is_not_null())
    for row in rows.iter_rows(named=True):
        yield _Total(
            row["observer"],
            row["when_start"],
            row["when_end"],
            frozenset({row["count_low"], row["count_high"]}),
            frozenset({row["unit"].strip().lower()} if row["unit"] else ()),
            tuple(row["tally_ids"]),
        )


def _by_day(totals: Iterable[_Total]) -> dict[date, list[_Total]]:
    days: dict[date, list[_Total]] = {}
    for each in totals:
        days.setdefault(each.middle.date(), []).append(each)
    return days


def _near(totals: Mapping[date, Sequence[_Total]], start: datetime, end: datetime) -> Iterator[_Total]:
    """Totals of spans that the time meets, or that ended within a day before it."""
    day = start.date() - timedelta(days=2)
    while day <= end.date() + timedelta(days=1):
        for each in totals.get(day, ()):
            if each.start < end and start < each.end + PRINTED_LATER:
                yield each
        day += timedelta(days=1)


def _sum(row: Mapping[str, object], near: Sequence[_Total]) -> dict[str, object] | None:
    if row["origin"] in {each.observer for each in near}:
        return None
    days = sorted({each.middle.date() for each in near})
    for day in days:
        parts = _parts(row["count"], [each for each in near if each.middle.date() == day])
        if parts:
            said = " and ".join(f"{each.observer} ({_figures(each)})" for each in parts)
            why = f"{row['count']} is the sum of what {said} each printed for {day}."
            return {"kind": SUM, "why": why, "tally_ids": _ids(parts)}
    return None


def _parts(count: object, day: Sequence[_Total]) -> tuple[_Total, ...]:
    """Totals of two or more observers, each above 0, that make up the count; as few as do."""
    by_observer: dict[str, list[_Total]] = {}
    for each in day:
        by_observer.setdefault(each.observer, []).append(each)
    for size in range(2, len(by_observer) + 1):
        for observers in combinations(sorted(by_observer), size):
            for chosen in product(*(by_observer[name] for name in observers)):
                figures = product(*(sorted(each.counts - {0}) for each in chosen))
                if any(sum(each) == count for each in figures):
                    return chosen
    return ()


def _offender(row: Mapping[str, object], near: Sequence[_Total]) -> dict[str, object] | None:
    actors = row["actor"] if isinstance(row["actor"], list) else []
    for each in near:
        if each.observer not in actors or row["origin"] == each.observer:
            continue
        unit = str(row["unit"]).strip().lower() if row["unit"] else None
        same_span = (row["when_start"], row["when_end"]) == (each.start, each.end)
        if row["count"] in each.counts or (same_span and unit in each.units):
            why = (
                f"{each.observer} is named as who acted, {row['count']} times; for {each.middle.date()} it "
                f"printed {_figures(each)} as what it registered."
            )
            return {"kind": OFFENDER, "why": why, "tally_ids": sorted(each.tally_ids)}
    return None


def _stated_sum(row: Mapping[str, object], observers: list[str], near: Sequence[_Total]) -> dict[str, object]:
    own = [each for each in near if each.observer in observers]
    if {each.observer for each in own} != set(observers) or row["count"] is None:
        return _row_of_sum(row, observers, True, None, own)
    figures: dict[str, set[int]] = {}
    for each in own:
        figures.setdefault(each.observer, set()).update(each.counts)
    agrees = any(sum(each) == row["count"] for each in product(*figures.values()))
    return _row_of_sum(row, observers, True, agrees, own)


def _row_of_sum(
    row: Mapping[str, object], observers: list[str], stated: bool, agrees: bool | None, own: Sequence[_Total]
) -> dict[str, object]:
    return {
        "tally_id": row["tally_id"],
        "count": row["count"],
        "observers": observers,
        "stated": stated,
        "agrees": agrees,
        "tally_ids": _ids(own) or None,
    }


def _ids(totals: Sequence[_Total]) -> list[str]:
    return sorted({tally for each in totals for tally in each.tally_ids})


def _figures(total: _Total) -> str:
    return " or ".join(str(each) for each in sorted(total.counts))


def _middle(row: Mapping[str, object]) -> datetime:
    start, end = row["when_start"], row["when_end"]
    assert isinstance(start, datetime)
    assert isinstance(end, datetime)
    return start + (end - start) / 2


def _day(row: Mapping[str, object]) -> date:
    return _middle(row).date()
