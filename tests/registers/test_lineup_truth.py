"""The line-up of two exercises, whose truth is known: which of its pairs are right, which true ones found."""

from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

import polars as pl
import pytest

from holdfire.agreement.reading import library_pack, load_pack
from holdfire.commands.exercise import train
from holdfire.exercise.files import TRUTH, make, write
from holdfire.exercise.score import read_truth
from holdfire.incidents.match_rules import MatchRules
from holdfire.registers.holders import holders
from holdfire.registers.lineup import line_up
from holdfire.registers.lists import listed

RULES = MatchRules()


@pytest.mark.parametrize("seed", [7, 11])
def test_pairs_are_mostly_right_and_most_true_pairs_are_found(seed: int, tmp_path: Path) -> None:
    pack = library_pack("astana")
    made = make(load_pack(pack), date(2017, 6, 1), 10, seed)
    sent = write(made, tmp_path / "sent")
    now = datetime(2026, 1, 2, 12, tzinfo=UTC)
    mission, _ = train(made, sent, tmp_path / "sent", tmp_path / "mission", pack, now)
    kept = holders(mission.source(slug) for slug in mission.sources())
    assert kept == {each.source: each.posted for each in made.observers if each.posted}

    reports = mission.reports()
    entries = listed(reports, kept, None, mission.units, (), RULES).entries
    tells_of = _truths(reports, entries, tmp_path / "sent" / TRUTH)
    own = reports.filter(pl.col("source").is_in(list(kept)))
    assert entries.height == own.height, "a relay makes no entry, and no entry swallows another"
    assert all(len(truths) == 1 for truths in tells_of.values())

    lineup = line_up(entries, reports, sorted(set(kept.values())), RULES, ())
    joined = {pair for ids in lineup.rows["entry_ids"].to_list() for pair in combinations(sorted(ids), 2)}
    listed_by = dict(entries.select("entry_id", "register").iter_rows())
    true = {
        (one, other)
        for one, other in combinations(sorted(listed_by), 2)
        if listed_by[one] != listed_by[other] and tells_of[one] == tells_of[other]
    }
    precision, recall = len(joined & true) / len(joined), len(joined & true) / len(true)
    assert precision >= 0.95, f"{precision:.3f} of {len(joined)} pairs are right"
    assert recall >= 0.70, f"{recall:.3f} of {len(true)} true pairs are found"


def _truths(reports: pl.DataFrame, entries: pl.DataFrame, path: Path) -> dict[str, set[str]]:
    """Of which true incidents the reports of each entry tell."""
    incident_of = read_truth(path).incident_of
    key = reports.select("report_id", pl.concat_str("source", "source_key", separator="/"))
    told = {report: incident_of[name] for report, name in key.iter_rows()}
    rows = entries.select("entry_id", "report_ids").iter_rows()
    return {entry: {told[report] for report in ids} for entry, ids in rows}
