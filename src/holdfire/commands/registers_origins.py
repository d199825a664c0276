"""Of printed totals: how much the other side is said to confirm, and how much is only relayed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from holdfire.mission.lining_up import LinedUp
from holdfire.mission.on_file import OnFile
from holdfire.publish.day import of_span
from holdfire.registers.origins import one_per_origin
from holdfire.registers.parts import OriginShare, split_by_origin


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Of one printed total of a day, what the other side is said to confirm. `count` and `left` None: not
    known. Confirmed by whom the page does not say; what is left is contested, or nobody answered."""

    day: date
    observer: str
    count: int | None
    low: int
    high: int
    tally_ids: tuple[str, ...]

    @property
    def left(self) -> int | None:
        settled = self.count is not None and self.low == self.high <= self.count
        return self.count - self.low if settled and self.count is not None else None


def confirmed_of(held: OnFile, found: LinedUp) -> tuple[Confirmed, ...]:
    """Every total in the span, of the sides asked for, of which a number is said to be confirmed."""
    return tuple(
        Confirmed(
            each.day,
            row["observer"],
            row["count"],
            row["confirmed_low"],
            row["confirmed_high"],
            tuple(row["tally_ids"]),
        )
        for each in found.days
        for row in _totals(held, found, each.day).iter_rows(named=True)
        if row["confirmed_low"] is not None
    )


def relayed_of(held: OnFile, found: LinedUp) -> tuple[tuple[date, OriginShare], ...]:
    """Every total in the span of which a part is only relayed, as its parts and the remainder."""
    return tuple(
        (each.day, share) for each in found.days for share in split_by_origin(_totals(held, found, each.day))
    )


def _totals(held: OnFile, found: LinedUp, day: date) -> pl.DataFrame:
    rows = one_per_origin(of_span(held.tallies, held.reporting_day.span_of(day)))
    whole = pl.col("area").is_null() & pl.col("area_as_written").is_null()
    return rows.filter(whole, pl.col("observer").is_in(list(found.sides)))


def origin_keys(held: OnFile, found: LinedUp) -> dict[str, object]:
    """The keys `confirmed` and `relayed` of the answer."""
    return {
        "confirmed": [
            {
                "day": each.day.isoformat(),
                "observer": each.observer,
                "count": each.count,
                "low": each.low,
                "high": each.high,
                "left": each.left,
                "tally_ids": list(each.tally_ids),
            }
            for each in confirmed_of(held, found)
        ],
        "relayed": [
            {
                "day": day.isoformat(),
                "observer": share.observer,
                "origin": share.origin,
                "count": share.count,
                "tally_ids": list(share.tally_ids),
            }
            for day, share in relayed_of(held, found)
        ],
    }


def origin_lines(held: OnFile, found: LinedUp, names: Mapping[str, str]) -> Iterator[str]:
    """The same in lines for people."""
    several = len(found.days) > 1
    for each in confirmed_of(held, found):
        of = f"{each.day}, of" if several else "Of"
        told = f"{each.low}" if each.low == each.high else f"{each.low} or {each.high}, as outlets differ"
        left = "" if each.left is None else f"; contested or not answered: {each.left}"
        if each.count is not None and each.high > each.count:
            left = ": more than were counted, which does not hold together"
        total = "the count" if each.count is None else f"the {each.count} counted"
        who = names.get(each.observer, each.observer)
        yield f"{of} {total} by {who} the other side is said to confirm {told}{left}."
    for day, share in relayed_of(held, found):
        of = f"{day}, of" if several else "Of"
        count = "a number not known" if share.count is None else f"{share.count}"
        origin = names.get(share.origin or "", share.origin)
        whose = f"on the word of {origin} (one origin)" if share.origin else "whose origin is not stated"
        yield f"{of} the count by {names.get(share.observer, share.observer)}: {count} {whose}."
