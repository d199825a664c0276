"""When, from text: the span a row means, in UTC, and how well it is known."""

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from holdfire.columns import INSTANT
from holdfire.errors import MomentError
from holdfire.moments import ACLED_TIME_PRECISION, UCDP_DATE_PRECISION, TimePrecision, known, zone_named
from holdfire.reports.dates import NAIVE, local_twice, midnight, read_dates
from holdfire.reports.drafting import Doubt, Draft, Rule, say, val
from holdfire.reports.map_checks import code_words
from holdfire.reports.map_parts import SourceMap, Taken
from holdfire.reports.taking import taken

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
"""A report of an older day is a misprint (UCDP's 1753 stands for "no date")."""

LONGEST = {
    TimePrecision.INSTANT.value: timedelta(hours=1),
    TimePrecision.HOUR.value: timedelta(hours=2),
    TimePrecision.DAY.value: timedelta(hours=25),
    TimePrecision.WEEK.value: timedelta(days=8),
    TimePrecision.MONTH.value: timedelta(days=32),
    TimePrecision.YEAR.value: timedelta(days=367),
}
"""How long a span may be that is called so; a day has 25 hours when clocks go back. A range has no limit."""

_CODES = {"names": {}, "ucdp": UCDP_DATE_PRECISION, "acled": ACLED_TIME_PRECISION}
_DAY, _WEEK, _MONTH, _YEAR = TimePrecision.DAY, TimePrecision.WEEK, TimePrecision.MONTH, TimePrecision.YEAR


def take_when(draft: Draft, source: SourceMap, zone: str, formats: tuple[str, ...]) -> None:
    """Make when_start, when_end and when_precision; `zone` is where the source's clocks hang."""
    when = source.when
    draft.set(coded_when=_precision(draft, source))
    draft.set(when_precision=val("coded_when"))
    if when.form == "written":
        _written(draft, when.start, taken(draft, source, when.start), zone)
        return
    read: dict[str, pl.Expr] = {}
    for name, each in (("start", when.start), ("end", when.end)):
        if each is None:
            continue
        draft.set(**{f"{name}_text": taken(draft, source, each)})
        read |= read_dates(draft, each, name, formats)
    draft.set(**read)
    if when.end is None:
        draft.set(
            end_naive=pl.lit(None, NAIVE), end_zoned=pl.lit(None, INSTANT), end_text=pl.lit(None, pl.String)
        )
    if when.form == "instants":
        _instants(draft, when.start, zone)
    else:
        _days(draft, when.start, zone, middle=when.form == "middle")
    _spans(draft, when.start)


def _precision(draft: Draft, source: SourceMap) -> pl.Expr:
    when = source.when
    if when.precision is None:
        return pl.lit(None, dtype=pl.String)
    text = taken(draft, source, when.precision, code_words(when.codes, "when"))
    codes = {str(code): str(name) for code, name in _CODES[when.codes].items()}
    return text.replace_strict(codes, default=None, return_dtype=pl.String) if codes else text


def _instants(draft: Draft, each: Taken, zone: str) -> None:
    for name in ("start", "end"):
        local = val(f"{name}_naive")
        fixed = local.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
        days = draft.frame.select(pl.when(local.dt.time() == pl.time(0)).then(local.dt.date())).to_series()
        first = pl.lit(midnight(days, zone)) if days.null_count() < days.len() else pl.lit(None, INSTANT)
        draft.set(
            **{
                f"when_{name}": pl.coalesce(
                    val(f"{name}_zoned"), fixed.dt.convert_time_zone("UTC").cast(INSTANT), first
                )
            }
        )
        draft.rules.append(
            Rule(
                local.is_not_null() & val(f"when_{name}").is_null(),
                each.shown_as,
                val(f"{name}_text"),
                say("{} is an hour that clocks in {} skipped.", val(f"{name}_text"), pl.lit(zone)),
                "Ask which hour is meant; write it with its offset.",
            )
        )
    latest = local_twice(val("start_naive"), zone)
    draft.doubts.append(
        Doubt(latest, f"the clocks of {zone} showed this time twice; the earlier one is taken")
    )
    span, precision = val("when_end"), val("when_precision")
    draft.set(
        when_precision=pl.when(precision.is_null() & val("when_start").is_not_null())
        .then(pl.when(span.is_null()).then(pl.lit("instant")).otherwise(pl.lit("range")))
        .otherwise(precision)
    )
    minute, hour = val("when_start").dt.offset_by("1m"), val("when_start").dt.offset_by("1h")
    draft.set(
        when_end=pl.when(span.is_not_null())
        .then(span)
        .when(val("when_precision") == "instant")
        .then(minute)
        .when(val("when_precision") == "hour")
        .then(hour)
    )
    draft.rules.append(
        Rule(
            val("when_start").is_not_null() & val("when_end").is_null(),
            each.shown_as,
            val("start_text"),
            say("The end of the span is missing for the precision {}.", val("when_precision")),
            "Give when_end; only an instant or an hour needs none.",
        )
    )
    longest = val("when_precision").replace_strict(LONGEST, default=None, return_dtype=pl.Duration("us"))
    draft.rules.append(
        Rule(
            val("when_end") - val("when_start") > longest,
            each.shown_as,
            val("start_text"),
            say("The span is longer than the precision {} can mean.", val("when_precision")),
            "Write the precision range, or correct the end.",
        )
    )


def _days(draft: Draft, each: Taken, zone: str, *, middle: bool) -> None:
    for name in ("start", "end"):
        local, text = val(f"{name}_naive"), val(f"{name}_text")
        draft.rules.append(
            Rule(
                (local.dt.time() != pl.time(0)) | val(f"{name}_zoned").is_not_null(),
                each.shown_as,
                text,
                say("{} has a time of day, but the map reads days.", text),
                "Use the form 'instants' in the source map.",
            )
        )
        draft.set(**{f"{name}_day": local.dt.date()})
    first = val("start_day")
    last = pl.coalesce(val("end_day"), first)
    precision = val("coded_when")
    draft.rules.append(_backwards(last < first, each))
    if middle:
        first, last = _around(first, precision)
    draft.doubts.append(
        Doubt(
            (precision == _DAY) & (last != first),
            "coded as one day, but it starts and ends on different days",
        )
    )
    draft.rules.append(
        Rule(
            first.is_not_null() & precision.is_null(),
            each.shown_as,
            val("start_text"),
            "The row has a date, but not how well it is known.",
            "Fill the precision column, or say precision: {is: ...} in the source map.",
        )
    )
    draft.set(
        when_precision=pl.when((precision == _DAY) & (last != first))
        .then(pl.lit("range"))
        .otherwise(precision),
        first_day=first,
        day_after=last.dt.offset_by("1d"),
    )
    bounds = draft.frame["v:first_day"], draft.frame["v:day_after"]
    draft.set(when_start=pl.lit(midnight(bounds[0], zone)), when_end=pl.lit(midnight(bounds[1], zone)))


def _around(day: pl.Expr, precision: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """First and last day of the period whose middle is `day`: a week of three days either side, or the
    calendar month or year that holds it."""
    first = (
        pl.when(precision == _WEEK)
        .then(day.dt.offset_by("-3d"))
        .when(precision == _MONTH)
        .then(day.dt.month_start())
        .when(precision == _YEAR)
        .then(day.dt.truncate("1y"))
        .otherwise(day)
    )
    last = (
        pl.when(precision == _WEEK)
        .then(day.dt.offset_by("3d"))
        .when(precision == _MONTH)
        .then(day.dt.month_end())
        .when(precision == _YEAR)
        .then(day.dt.truncate("1y").dt.offset_by("1y").dt.offset_by("-1d"))
        .otherwise(day)
    )
    return first, last


def _backwards(bad: pl.Expr, each: Taken) -> Rule:
    words = say("The time ends ({}) before it starts ({}).", val("end_text"), val("start_text"))
    return Rule(bad, each.shown_as, val("start_text"), words, "Ask the source which of the two is right.")


def _spans(draft: Draft, each: Taken) -> None:
    draft.set(when_precision=pl.when(val("when_start").is_not_null()).then(val("when_precision")))
    draft.rules.append(_backwards((val("when_end") <= val("when_start")) & (val("end_text") != ""), each))


def check_span(draft: Draft, each: Taken, latest: datetime) -> None:
    """No report tells of the future, nor of a day before 1900."""
    start = val("when_start")
    draft.rules.append(
        Rule(
            start > pl.lit(latest, INSTANT),
            each.shown_as,
            _shown(draft, start),
            say("It starts at {}, which lies in the future.", start.dt.strftime("%Y-%m-%dT%H:%MZ")),
            "Check the year and the order of day and month.",
        )
    )
    draft.rules.append(
        Rule(
            start < pl.lit(EARLIEST, INSTANT),
            each.shown_as,
            _shown(draft, start),
            "It lies before the year 1900.",
            "Such a date stands for a missing one; leave it empty.",
        )
    )


def _shown(draft: Draft, start: pl.Expr) -> pl.Expr:
    return val("start_text") if draft.has("start_text") else start.dt.strftime("%Y-%m-%dT%H:%MZ")


def _written(draft: Draft, each: Taken, text: pl.Expr, zone: str) -> None:
    """Texts whose form is their precision; there are few of them, and each is read once."""
    draft.set(start_text=text)
    column = draft.frame["v:start_text"]
    place = zone_named(zone)
    found: dict[str, Any] = {}
    for one in column.drop_nulls().unique():
        try:
            found[one] = known(one, place)
        except MomentError:
            found[one] = None
    read = pl.DataFrame(
        {
            "v:start_text": list(found),
            "v:when_start": [each and each.span.start for each in found.values()],
            "v:when_end": [each and each.span.end for each in found.values()],
            "v:when_precision": [each and str(each.precision) for each in found.values()],
        },
        schema={
            "v:start_text": pl.String,
            "v:when_start": INSTANT,
            "v:when_end": INSTANT,
            "v:when_precision": pl.String,
        },
    )
    draft.frame = draft.frame.drop("v:when_precision").join(
        read, on="v:start_text", how="left", maintain_order="left"
    )
    draft.rules.append(
        Rule(
            val("start_text").is_not_null() & val("when_start").is_null(),
            each.shown_as,
            val("start_text"),
            say("{} is not a time.", val("start_text")),
            "Write 2017-03-25, 2017-03, 2017-W12, 2017 or 2017-03-25T16:05Z.",
        )
    )
