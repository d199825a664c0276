"""What must hold in an entry of watch: hours, track, reach and conditions, each checked at intake."""

from collections.abc import Mapping

import polars as pl

from holdfire.errors import PlaceError
from holdfire.reports.drafting import Draft, Rule, say, val
from holdfire.reports.map_parts import CONDITIONS, Taken
from holdfire.reports.tracks import REACH_M_MAX, WRITE, as_wkt, track_of

_READ = {"written": pl.String, "track": pl.String, "track_fault": pl.String}


def check_watch(draft: Draft, row: Mapping[str, Taken]) -> None:
    """Put a track into its one form, and gather the rules that an entry of watch may break."""
    if "manned" in row:
        _check_denied(draft, row["manned"])
    if "hours" in row:
        _check_hours(draft)
    if "track" in row:
        _take_track(draft, row["track"])
    if "reach_m" in row:
        _check_reach(draft, row["reach_m"])
    if "conditions" in row:
        _check_conditions(draft, row["conditions"])


def _check_hours(draft: Draft) -> None:
    """Nobody watches for less than no time."""
    hours = val("hours")
    draft.rules.append(
        Rule(
            hours < 0,
            "hours",
            hours.cast(pl.String),
            say("{} hours cannot be watched.", hours),
            "Give 0 or more, or leave it empty.",
        )
    )


def _check_denied(draft: Draft, taken: Taken) -> None:
    """Of a denial, `planned` were to go and `manned` went all the same: read without the former, or with more
    of the latter, it would say that no patrol was denied."""
    planned = val("planned") if draft.has("planned") else pl.lit(None, pl.Int64)
    denial = val("kind") == "denial"
    advice = "Give in planned how many patrols were to go, and in manned how many of them went all the same."
    for bad, words in (
        (
            planned.is_null() & val("manned").is_not_null(),
            say("{} patrols are said to have gone all the same, but not how many were to go.", val("manned")),
        ),
        (
            val("manned") > planned,
            say("{} patrols are said to have gone, of {} that were to go.", val("manned"), planned),
        ),
    ):
        draft.rules.append(Rule(denial & bad, taken.shown_as, val("manned_text"), words, advice))


def _take_track(draft: Draft, taken: Taken) -> None:
    written = draft.frame.select(val("track")).to_series()
    found = pl.DataFrame([_read(each) for each in written.drop_nulls().unique()], schema=_READ, orient="row")
    joined = pl.DataFrame({"written": written}).join(found, on="written", how="left", maintain_order="left")
    draft.set(track_written=val("track"))
    draft.set(track=pl.lit(joined["track"]), track_fault=pl.lit(joined["track_fault"]))
    draft.rules.append(
        Rule(
            val("track_fault").is_not_null(),
            taken.shown_as,
            val("track_written"),
            say("The track cannot be used: {}.", val("track_fault")),
            WRITE,
        )
    )


def _read(text: str) -> tuple[str, str | None, str | None]:
    try:
        return text, as_wkt(track_of(text)), None
    except PlaceError as fault:
        return text, None, fault.what


def _check_reach(draft: Draft, taken: Taken) -> None:
    reach = val("reach_m")
    draft.rules.append(
        Rule(
            (reach <= 0) | (reach > REACH_M_MAX),
            taken.shown_as,
            val("reach_m_text"),
            say("{} metres is no reach.", val("reach_m_text")),
            f"Give how far one could see or hear, in metres: more than 0, at most {REACH_M_MAX:,.0f}.",
        )
    )


def _check_conditions(draft: Draft, taken: Taken) -> None:
    known = sorted(CONDITIONS)
    strange = val("conditions").list.eval(pl.element().filter(~pl.element().is_in(known)))
    draft.rules.append(
        Rule(
            strange.list.len() > 0,
            taken.shown_as,
            val("conditions").list.join("; "),
            say("{} is not one of the conditions known here.", strange.list.join(", ")),
            f"They are: {', '.join(known)}. Correct it with a lookup in the source map, or in the file.",
        )
    )
