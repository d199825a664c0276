"""Why two entries stand in one row: the evidence of their best pair of reports, in the matcher's words."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from holdfire.incidents.evidence import EVIDENCE, Evidence
from holdfire.incidents.evidence.comparable import comparable
from holdfire.incidents.match_rules import MatchRules
from holdfire.incidents.matching import prior_log_odds

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What the matcher says of one pair of entries. `swapped`: they name each other's sides."""

    probability: float
    rivals: int
    reasons: tuple[str, ...]
    swapped: bool


def told_pairs(members: pl.DataFrame, chosen: pl.DataFrame, rules: MatchRules) -> Mapping[Pair, Told]:
    """What the matcher says of these pairs (a frame of weighing.WEIGHED over the rows of `members`).

    Reasons are the summands of the probability: prior with its rivals, then each kind of evidence. Where both
    reports state one origin, that is said: the second is then no second witness.
    """
    if chosen.is_empty():
        return {}
    looked_at = comparable(members)
    one, other = looked_at[chosen["left_row"]], looked_at[chosen["right_row"]]
    words, swapped = [], [False] * chosen.height
    for name, kind in EVIDENCE.items():
        evidence = kind(one, other, rules)
        words.append(_words(name, evidence))
        if name == "actor":
            swapped = (evidence.measures["relation"] == "swapped").fill_null(False).to_list()
    origins = [members["origin"].gather(chosen[side]).to_list() for side in ("left_row", "right_row")]
    told: dict[Pair, Told] = {}
    rows = chosen.select("left", "right", "probability", "rivals").iter_rows()
    for place, (left, right, probability, rivals) in enumerate(rows):
        reasons = [_prior(rivals, rules), *(each[place] for each in words)]
        if origins[0][place] is not None and origins[0][place] == origins[1][place]:
            reasons.append(f"both state one origin, {origins[0][place]}: the second is no second witness")
        told[(left, right)] = Told(probability, rivals, tuple(reasons), swapped[place])
    return told


def told_of(pairs: pl.DataFrame, reports: pl.DataFrame, rules: MatchRules) -> Mapping[Pair, Told]:
    """The same of pairs of LINED_PAIRS that were compared; `reports` holds at least their reports. Pairs that
    nobody compared, or whose reports are not there, have no telling."""
    compared = pairs.drop_nulls(("left_report", "right_report", "probability", "rivals"))
    names = pl.concat([compared["left_report"], compared["right_report"]]).unique().sort()
    members = reports.filter(pl.col("report_id").is_in(names.implode())).sort("report_id")
    rows = members.select("report_id").with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    found = compared
    for side in ("left", "right"):
        of_side = rows.rename({"report_id": f"{side}_report", "row": f"{side}_row"})
        found = found.join(of_side, on=f"{side}_report", maintain_order="left")
    return told_pairs(members, found, rules)


def _prior(rivals: int, rules: MatchRules) -> str:
    fits = f"{rivals} reports of the other's source fit by time and place"
    if rivals == 1:
        fits = "no other report of the other's source fits by time and place"
    return f"{prior_log_odds(rivals, rules):+.2f} prior: {fits}"


def _words(name: str, evidence: Evidence) -> list[str]:
    """For each pair the weight and the words of the level that holds."""
    words = []
    levels = evidence.level().to_list()
    for place, measured in zip(levels, evidence.measures.iter_rows(named=True), strict=True):
        level = evidence.levels[place]
        shown = {
            key: f"{value:.1f}" if isinstance(value, float) else value for key, value in measured.items()
        }
        words.append(f"{level.log_odds or 0.0:+.2f} {name}: {level.says.format_map(shown)}")
    return words
