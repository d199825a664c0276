"""Dates and hours from text, in the forms a map declares, and local days and hours as instants.

Several forms may be declared and none is guessed: a text that two of them read differently is
quarantined as ambiguous. A day runs from local midnight to local midnight, also where the clocks
change at midnight.
"""

import polars as pl

from holdfire.columns import INSTANT
from holdfire.reports.drafting import Draft, Rule, say, val
from holdfire.reports.map_parts import Taken

NAIVE = pl.Datetime("us")
_ISO_NAIVE = ("%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S%.f")
_ISO_ZONED = ("%Y-%m-%dT%H:%M%z", "%Y-%m-%dT%H:%M:%S%.f%z")


def read_dates(draft: Draft, each: Taken, name: str, formats: tuple[str, ...]) -> dict[str, pl.Expr]:
    """The text as a local time, or as an instant where it carries its offset; null where neither."""
    text = val(f"{name}_text")
    naive = [found for form in formats if (found := _naive(text, form)) is not None]
    zoned = [found for form in formats if (found := _zoned(text, form)) is not None]
    both = pl.coalesce(naive) if naive else pl.lit(None, NAIVE)
    fixed = pl.coalesce(zoned) if zoned else pl.lit(None, INSTANT)
    listed = " or ".join(formats)
    draft.rules.append(
        Rule(
            text.is_not_null() & val(f"{name}_naive").is_null() & val(f"{name}_zoned").is_null(),
            each.shown_as,
            text,
            say("{} is not a date of the declared form {}.", text, pl.lit(listed)),
            "Declare its form under when: formats: in the source map, or correct the value.",
        )
    )
    for place, one in enumerate(naive):
        for other in naive[place + 1 :]:
            draft.rules.append(
                Rule(
                    one != other,
                    each.shown_as,
                    text,
                    say("{} reads as {} and as {}.", text, one.dt.date(), other.dt.date()),
                    "Two declared forms of date disagree; split the file by form, or give each its own map.",
                )
            )
    return {f"{name}_naive": both, f"{name}_zoned": fixed}


def _naive(text: pl.Expr, form: str) -> pl.Expr | None:
    """The text as a local time of that form; None for a form that carries its offset."""
    if form == "iso":
        return pl.coalesce(_local(_iso(text), each) for each in _ISO_NAIVE)
    return None if "%z" in form else _local(text, form)


def _zoned(text: pl.Expr, form: str) -> pl.Expr | None:
    """The text as an instant of that form; None for a form without an offset."""
    if form != "iso" and "%z" not in form:
        return None
    whole, forms = (_iso(text), _ISO_ZONED) if form == "iso" else (text, (form,))
    return pl.coalesce(
        whole.str.to_datetime(each, time_unit="us", time_zone="UTC", strict=False) for each in forms
    )


def _iso(text: pl.Expr) -> pl.Expr:
    return text.str.replace(" ", "T", literal=True).str.replace(r"[Zz]$", "+00:00")


def _local(text: pl.Expr, form: str) -> pl.Expr:
    if any(sign in form for sign in ("%H", "%I", "%T", "%R")):
        return text.str.to_datetime(form, time_unit="us", strict=False)
    return text.str.to_date(form, strict=False).cast(NAIVE)


def midnight(day: pl.Series, zone: str) -> pl.Series:
    """The instants at which those local days start; where a midnight is skipped, the hour after.
    A batch has few distinct days, and each is looked up once."""
    days = day.drop_nulls().unique()
    start = days.cast(NAIVE)
    first = start.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    later = start.dt.offset_by("1h").dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    instants = first.fill_null(later).dt.convert_time_zone("UTC").cast(INSTANT)
    return day.replace_strict(days, instants, default=None, return_dtype=INSTANT)


def local_twice(local: pl.Expr, zone: str) -> pl.Expr:
    """Whether clocks there showed that time twice, as they do where summer time ends."""
    first = local.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    second = local.dt.replace_time_zone(zone, ambiguous="latest", non_existent="null")
    return first != second
