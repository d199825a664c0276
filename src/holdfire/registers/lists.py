"""The lists of observers as entries: one row for each thing an observer lists, relays and repeats joined.

What an observer lists apart, it holds apart; only what a person joined, or what another source prints
again under the same origin, is one entry of one register. Nothing is taken over from one register to another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from holdfire.incidents.claims import standing_claims
from holdfire.incidents.clustering import clusters
from holdfire.incidents.incident import incident_rows
from holdfire.incidents.judgements import Judgement, Settled, settle
from holdfire.incidents.match_rules import MatchRules
from holdfire.incidents.matching import scored_pairs
from holdfire.incidents.pairing import tracks
from holdfire.moments import Span
from holdfire.places.areas import AreaSet
from holdfire.places.share import INSIDE, shares_of_discs
from holdfire.registers.holders import in_registers, named_after
from holdfire.registers.table import LISTED

TO_THE_DAY = ("instant", "hour", "day")


@dataclass(frozen=True, slots=True)
class Lists:
    """Two frames of LISTED: the entries that belong to the span asked, and those that only may."""

    entries: pl.DataFrame
    perhaps: pl.DataFrame


def listed(
    reports: pl.DataFrame,
    holders: Mapping[str, str],
    span: Span | None,
    areas: AreaSet | None,
    judgements: Sequence[Judgement],
    rules: MatchRules,
) -> Lists:
    """The entries of every register in the span; `holders` maps a source to its register (holders.py).

    Within one register, reports of different sources that the matcher links are one entry if they state one
    origin, or if one relays and names nobody but the observer as origin; and so are those that a person
    joined, if only by way of others. A relay that fits no report of the register's own list is an
    entry by itself only if its origin is named after the register's observer; else it is left out,
    since who said it first is not certain.

    An entry known to the day belongs to the span if its middle lies inside; one known less well, or to
    no time at all, only may. Without a span all belong.
    """
    entries = _entries(reports, holders, judgements, rules)
    entries = LISTED.checked(
        entries.with_columns(area=_certain_areas(entries, areas)).select(LISTED.names).sort("entry_id")
    )
    if span is None:
        return Lists(entries, entries.clear())
    start, end = pl.col("when_start"), pl.col("when_end")
    middle = start + (end - start) / 2
    known = pl.col("when_precision").is_in(TO_THE_DAY).fill_null(False)
    meets = ((start < span.end) & (end > span.start)).fill_null(True)
    return Lists(
        entries.filter(known & (middle >= span.start) & (middle < span.end)), entries.filter(~known & meets)
    )


def settled_over(
    entries: pl.DataFrame, reports: pl.DataFrame | None, judgements: Sequence[Judgement]
) -> Settled:
    """Judgements of reports as judgements of the entries that hold them, whichever version was judged.

    With `reports`, those that stand in no register count as links between entries too: who is joined
    to one and the same report is joined to one another.
    """
    held = {
        report: row[0] for row in entries.select("entry_id", "report_ids").iter_rows() for report in row[1]
    }
    known = set(held.values())
    if reports is not None:
        claims = standing_claims(reports)
        known |= set(claims.standing["report_id"].to_list()) - held.keys()
        held = dict(claims.superseded.rows()) | held
    return settle(judgements, known, held)


def _entries(
    reports: pl.DataFrame, holders: Mapping[str, str], judgements: Sequence[Judgement], rules: MatchRules
) -> pl.DataFrame:
    """LISTED and adm1, without areas."""
    claims = standing_claims(reports)
    settled = settle(judgements, claims.standing["report_id"].to_list(), dict(claims.superseded.rows()))
    members = claims.standing.join(in_registers(reports, holders), on="report_id", maintain_order="left")
    parts, first = [], 0
    for register in sorted(members["register"].unique().to_list()):
        part = _grouped(members.filter(pl.col("register") == register), settled, rules, first)
        parts.append(part)
        first += part["n"].n_unique()
    if not parts:
        return LISTED.empty().with_columns(adm1=pl.lit(None, dtype=pl.String))
    whole = pl.concat(parts)
    certain = pl.col("own") | (named_after(set(holders.values())) == pl.col("register")).fill_null(False)
    whole = whole.filter(certain.any().over("n"))
    earlier = claims.superseded.join(
        whole.select("n", superseded_by="report_id"), on="superseded_by", maintain_order="left"
    )
    return _rows(whole, earlier)


def _grouped(members: pl.DataFrame, settled: Settled, rules: MatchRules, first: int) -> pl.DataFrame:
    """Reports of one register with `n`, the number of their entry, from `first` on."""
    pinned = tracks(members).is_disc.tolist()
    scored = scored_pairs(members, rules)
    relayed = scored.likely.join(
        scored.frame.filter(_one_origin(members, scored.frame)), on=["left", "right"], how="semi",
        maintain_order="left",
    )  # fmt: skip
    number = np.empty(members.height, np.int64)
    for place, rows in enumerate(clusters(members, pinned, relayed, settled, rules), start=first):
        number[rows] = place
    return members.with_columns(n=pl.Series(number))


def _one_origin(members: pl.DataFrame, pairs: pl.DataFrame) -> pl.Series:
    """Whether two reports of one register go back to one statement, for each pair of rows: they state one
    origin, or one of them is a relay and one names no other origin than the observer itself."""
    bare = pl.col("origin").str.strip_chars().str.to_lowercase() == pl.col("register")
    each = members.select("origin", "own", bare=bare.fill_null(True))
    one, other = each[pairs["left"]], each[pairs["right"]]
    same = (one["origin"] == other["origin"]).fill_null(False)
    return same | (~(one["own"] & other["own"]) & (one["bare"] | other["bare"]))


def _rows(members: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """What the reports of each entry together say, by the rules of incidents: the best known, no sum."""
    no_links = pl.DataFrame(schema={"n": pl.Int64, "link_probability": pl.Float64})
    no_notes = pl.DataFrame(schema={"n": pl.Int64, "note": pl.String})
    told = incident_rows(members, earlier, no_links, no_notes)
    agreed = members.group_by("n").agg(
        pl.col("register").first(),
        pl.col("report_id").first().alias("one"),
        *(
            pl.when(pl.col(name).drop_nulls().n_unique() == 1).then(pl.col(name).max()).alias(name)
            for name in ("count", "unit")
        ),
    )
    place = told.select("incident_id", one="report_ids").explode("one")
    return (
        told.join(place.join(agreed, on="one"), on="incident_id")
        .with_columns(entry_id="e-" + pl.col("incident_id").str.strip_prefix("i-"))
        .select([*(name for name in LISTED.names if name != "area"), "adm1"])
    )


def _certain_areas(entries: pl.DataFrame, areas: AreaSet | None) -> pl.Series:
    """For each entry the id of the one area that certainly holds it; null where it is not certain.

    A disc wholly inside one area, or a first-level unit that the source names. Where a disc lies wholly
    in one and the source names another, or in two that overlap, it is not certain. The name
    of a unit says nothing of zones that are called alike.
    """
    found: list[str | None] = [None] * entries.height
    if areas is None or entries.is_empty():
        return pl.Series("area", found, dtype=pl.String)
    within: list[set[str]] = [set() for _ in found]
    disc = tracks(entries.with_columns(source="register")).is_disc
    rows = np.flatnonzero(disc)
    lon, lat, radius_m = (entries[rows][name].to_numpy() for name in ("lon", "lat", "radius_m"))
    for area in areas:
        _, flags = shares_of_discs(lon, lat, radius_m, area.geometry, 0.0)
        for row in rows[flags == INSIDE].tolist():
            within[row].add(area.id)
    units = {text: areas.named(text) for text in entries["adm1"].drop_nulls().unique().to_list()}
    for row, text in enumerate(entries["adm1"].to_list()):
        unit = units.get(text) if text is not None else None
        if unit is not None and unit.level == 1:
            within[row].add(unit.id)
        if len(within[row]) == 1:
            found[row] = next(iter(within[row]))
    return pl.Series("area", found, dtype=pl.String)
