"""From reports to incidents: pair, weigh, cluster, put together. Pure: same input, same incidents."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from holdfire.incidents.claims import Claims, standing_claims
from holdfire.incidents.clustering import clusters
from holdfire.incidents.incident import incident_rows
from holdfire.incidents.judgements import Judgement, SetAside, Settled, settle
from holdfire.incidents.match_rules import MatchRules
from holdfire.incidents.matching import SCORED, scored_pairs
from holdfire.incidents.pairing import tracks
from holdfire.incidents.table import MEMBERSHIP, PAIRS


@dataclass(frozen=True, slots=True)
class Fused:
    """What fusion makes of the reports: three declared tables, and the judgements that do not stand."""

    incidents: pl.DataFrame
    membership: pl.DataFrame
    pairs: pl.DataFrame
    set_aside: tuple[SetAside, ...] = ()


def fuse(reports: pl.DataFrame, judgements: Sequence[Judgement], rules: MatchRules) -> Fused:
    """Put reports of different sources together where they tell of one incident.

    The order of rows and of judgements changes nothing. A report without a time, or known only to a
    unit that many reports share, stays an incident of its own until a person judges.
    """
    claims = standing_claims(reports)
    standing = claims.standing
    place = {report: row for row, report in enumerate(standing["report_id"].to_list())}
    settled = settle(judgements, place, dict(claims.superseded.rows()))
    asked = [(place[left], place[right]) for left, right in settled.standing]
    scored = scored_pairs(standing, rules, asked)
    pinned = tracks(standing).is_disc.tolist()
    groups = clusters(standing, pinned, scored.likely, settled, rules)
    numbered = _numbered(standing, groups)
    membership = _membership(numbered, scored.frame, settled)
    superseded = _superseded(claims, membership)
    links = (
        membership.filter(pl.len().over("n") > 1)
        .group_by("n")
        .agg(link_probability=pl.col("probability").min())
    )
    incidents = incident_rows(numbered, superseded, links, _notes(membership, settled))
    return Fused(
        incidents,
        _membership_table(membership, superseded, incidents),
        _pairs_table(scored.frame, standing, settled),
        tuple(settled.set_aside),
    )


def _numbered(standing: pl.DataFrame, groups: list[list[int]]) -> pl.DataFrame:
    number = [0] * standing.height
    for place, rows in enumerate(groups):
        for row in rows:
            number[row] = place
    return standing.with_columns(n=pl.Series(number, dtype=pl.Int64))


def _membership(numbered: pl.DataFrame, scored: pl.DataFrame, settled: Settled) -> pl.DataFrame:
    """n, report_id, probability, judged_by: a member belongs as surely as its best link within."""
    number = numbered["n"].to_numpy()
    inside = scored.filter(pl.Series(number[scored["left"].to_numpy()] == number[scored["right"].to_numpy()]))
    best = (
        pl.concat([inside.select(row=side, p="probability") for side in ("left", "right")])
        .group_by("row")
        .agg(p=pl.col("p").max())
    )
    judged = {
        report: judgement.by
        for judgement in sorted(settled.standing.values(), key=lambda each: (each.at, each.by))
        if judgement.verdict == "same"
        for report in settled.pair(judgement)
    }
    named = pl.DataFrame(
        list(judged.items()), schema={"report_id": pl.String, "judged_by": pl.String}, orient="row"
    )
    return (
        numbered.select("n", "report_id")
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64))
        .join(best, on="row", how="left", maintain_order="left")
        .join(named, on="report_id", how="left", maintain_order="left")
        .select("n", "report_id", "judged_by", probability=pl.col("p").fill_null(1.0))
    )


def _superseded(claims: Claims, membership: pl.DataFrame) -> pl.DataFrame:
    """report_id, superseded_by, n, probability and judged_by of the report that stands."""
    stands = membership.select("n", "probability", "judged_by", superseded_by="report_id")
    return claims.superseded.join(stands, on="superseded_by").sort("report_id")


def _notes(membership: pl.DataFrame, settled: Settled) -> pl.DataFrame:
    """What people judged and did not settle, or judged of an earlier version, as doubts of the incidents
    concerned."""
    told = []
    for pair, judgement in settled.standing.items():
        words = f"{judgement} ({judgement.why})"
        earlier = [name for name in judgement.pair if name in settled.replaced]
        since = " and ".join(f"{settled.replaced[name]} replaced {name}" for name in earlier)
        if earlier:
            told += [(name, f"judged of an earlier version: {words}; {since} since") for name in pair]
        elif judgement.verdict == "unsure":
            told += [(name, f"judged: {words}") for name in pair]
    told += [
        (name, f"set aside: {each.judgement} ({each.because})")
        for each in settled.set_aside
        for name in settled.pair(each.judgement)
    ]
    notes = pl.DataFrame(told, schema={"report_id": pl.String, "note": pl.String}, orient="row")
    return notes.join(membership, on="report_id").select("n", "note")


def _membership_table(
    membership: pl.DataFrame, superseded: pl.DataFrame, incidents: pl.DataFrame
) -> pl.DataFrame:
    """With the incident's id; a superseded report belongs as surely as the one that replaced it."""
    columns = ("report_id", "probability", "judged_by")
    named = incidents.select("incident_id", report_id="report_ids").explode("report_id")
    whole = pl.concat([membership.select(columns), superseded.select(columns)])
    return MEMBERSHIP.checked(whole.join(named, on="report_id").sort("report_id").select(MEMBERSHIP.names))


def _pairs_table(scored: pl.DataFrame, standing: pl.DataFrame, settled: Settled) -> pl.DataFrame:
    ids = standing["report_id"]
    judged = pl.DataFrame(
        [(*pair, judgement.verdict) for pair, judgement in settled.standing.items()],
        schema={"left": pl.String, "right": pl.String, "judgement": pl.String},
        orient="row",
    )
    named = scored.select(
        "rivals", "prior", *SCORED, "probability",
        left=ids.gather(scored["left"]), right=ids.gather(scored["right"]),
    )  # fmt: skip
    return PAIRS.checked(
        named.join(judged, on=["left", "right"], how="left").sort("left", "right").select(PAIRS.names)
    )
