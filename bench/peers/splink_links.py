"""Splink 5 on DuckDB, unsupervised, one-to-one: python splink_links.py REPORTS.parquet OUT RESULT.json

Run by bench/fusion.py in an environment of its own. Nine comparisons, six blocking rules on shifted grids
of space and time, u from random pairs, m by expectation-maximisation on two of the rules, probability of a
match told from the share of duplicates, clustering by single best links with every source free of
duplicates. Built as its manual advises.
"""

import json
import sys
import time
from pathlib import Path

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.internals.duckdb.database_api import DuckDBAPI

QUERY = """
select report_id as unique_id, source as source_dataset, epoch(when_start) / 3600.0 as hour0,
  epoch(when_end) / 3600.0 as hour1, (epoch(when_start) + epoch(when_end)) / 7200.0 as hour, lon, lat,
  case when radius_m is null then 1 else 0 end as vague, act, split_part(act, '/', 2) as family,
  array_to_string(list_sort(actor), '+') as actor, array_to_string(list_sort(target), '+') as target,
  killed_best as killed, injured_best as injured, place_as_written as name, adm1,
  cast(floor((epoch(when_start) + epoch(when_end)) / 2 / 172800.0) as bigint) as day_a,
  cast(floor((epoch(when_start) + epoch(when_end)) / 2 / 172800.0 + 0.5) as bigint) as day_b,
  cast(floor(lon / 0.16) as bigint) * 100000 + cast(floor(lat / 0.13) as bigint) as cell_a,
  cast(floor(lon / 0.16 + 0.5) as bigint) * 100000 + cast(floor(lat / 0.13 + 0.5) as bigint) as cell_b
from read_parquet('{}')
"""
KM = "(111.195 * sqrt(pow(lat_l - lat_r, 2) + pow((lon_l - lon_r) * cos(radians(lat_l)), 2)))"
GAP = "greatest(0, greatest(hour0_l, hour0_r) - least(hour1_l, hour1_r))"


def level(condition: str, label: str) -> cll.CustomLevel:
    return cll.CustomLevel(condition, label)


def number(column: str) -> cl.CustomComparison:
    one, other = f"{column}_l", f"{column}_r"
    return cl.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            cll.NullLevel(column),
            level(f"{one} = {other} and {one} >= 10", "same, large"),
            level(f"{one} = {other} and {one} >= 3", "same, middling"),
            level(f"{one} = {other} and {one} >= 1", "same, small"),
            level(f"{one} = {other}", "none"),
            level(f"abs({one} - {other}) <= greatest(1, 0.34 * least({one}, {other}))", "near"),
            cll.ElseLevel(),
        ],
    )


COMPARISONS = [
    cl.CustomComparison(output_column_name="place", comparison_levels=[
        cll.NullLevel("lat"),
        level(f"vague_l + vague_r > 0 and {KM} < 70", "vague, may be"),
        level(f"{KM} < 0.5", "0.5 km"), level(f"{KM} < 1.5", "1.5 km"), level(f"{KM} < 3", "3 km"),
        level(f"{KM} < 6", "6 km"), level(f"{KM} < 10", "10 km"), cll.ElseLevel()]),
    cl.CustomComparison(output_column_name="time", comparison_levels=[
        cll.NullLevel("hour"),
        level("abs(hour_l - hour_r) < 0.6 and hour1_l - hour0_l < 3 and hour1_r - hour0_r < 3", "same hour"),
        level("abs(hour_l - hour_r) < 2.1 and hour1_l - hour0_l < 3 and hour1_r - hour0_r < 3", "two hours"),
        level(f"{GAP} <= 0", "may be"), level(f"{GAP} <= 6", "6 h"), level(f"{GAP} <= 25", "a day"),
        cll.ElseLevel()]),
    cl.CustomComparison(output_column_name="act", comparison_levels=[
        cll.NullLevel("act"), cll.ExactMatchLevel("act", term_frequency_adjustments=True),
        level("family_l = family_r", "family"), level("family_l = '' or family_r = ''", "broad"),
        cll.ElseLevel()]),
    cl.CustomComparison(output_column_name="actor", comparison_levels=[
        cll.NullLevel("actor"), cll.ExactMatchLevel("actor", term_frequency_adjustments=True),
        level("contains(actor_l, actor_r) or contains(actor_r, actor_l)", "alias"),
        level("actor_l = target_r", "swapped"), cll.ElseLevel()]),
    cl.CustomComparison(output_column_name="target", comparison_levels=[
        cll.NullLevel("target"), cll.ExactMatchLevel("target", term_frequency_adjustments=True),
        level("contains(target_l, target_r) or contains(target_r, target_l)", "alias"),
        level("target_l = actor_r", "swapped"), cll.ElseLevel()]),
    number("killed"), number("injured"),
    cl.ExactMatch("name").configure(term_frequency_adjustments=True),
    cl.ExactMatch("adm1"),
]  # fmt: skip
THRESHOLDS = (0.5, 0.7, 0.9, 0.97, 0.99, 0.999)
RULES = [block_on(f"day_{d}", f"cell_{c}") for d in "ab" for c in "ab"]
RULES += [block_on("day_a", "adm1", "act", "killed"), block_on("day_a", "name")]


def main(reports: str, out: str, result: str) -> None:
    con = duckdb.connect()
    con.execute("set threads = 1")
    begun = time.process_time()
    con.execute("create table reports as " + QUERY.format(reports))
    sources = [
        row[0] for row in con.execute("select distinct source_dataset from reports order by 1").fetchall()
    ]
    db = DuckDBAPI(connection=con)
    for name in sources:
        con.execute(f"create table part_{name} as select * from reports where source_dataset = '{name}'")
    frames = [db.register(f"part_{name}") for name in sources]
    names = [f"part_{name}" for name in sources]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=COMPARISONS,
        blocking_rules_to_generate_predictions=RULES,
        probability_two_random_records_match=1e-4,
    )
    linker = Linker(frames, settings, log_level="ERROR")
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (RULES[0], RULES[4]):
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, populate_probability_two_random_records_match_from_trained_values=True
        )
    trained = time.process_time()
    links = linker.inference.predict(threshold_match_probability=0.01)
    scored = time.process_time()
    clusters = None
    ended = scored
    for threshold in THRESHOLDS:
        begin = time.process_time()
        clusters = linker.clustering.cluster_using_single_best_links(
            links, duplicate_free_datasets=names, threshold_match_probability=threshold
        )
        if threshold == 0.5:
            ended += time.process_time() - begin
        file = Path(out) / f"at-{threshold}.parquet"
        wanted = f"select unique_id as report_id, cluster_id as incident_id from {clusters.physical_name}"
        con.execute(f"copy ({wanted}) to '{file}' (format parquet)")
    told = {
        "train": trained - begun,
        "score": scored - trained,
        "cluster": ended - scored,
        "whole": ended - begun,
    }
    Path(result).write_text(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
