"""holdfire score: how well a mission fused an exercise."""

from pathlib import Path

import click

from holdfire.commands.answers import answer, counted
from holdfire.commands.options import as_json, mission_folder
from holdfire.exercise.score import Score, read_truth
from holdfire.exercise.score import score as scored
from holdfire.mission.folder import Mission


@click.command()
@mission_folder
@click.argument("truth", metavar="TRUTH", type=click.Path(path_type=Path))
@as_json
def score(folder: Path, truth: Path, as_json: bool) -> None:
    """Hold a mission's incidents against the truth of the exercise it took in.

    Counted in pairs of reports: precision is the share of joined pairs that belong together, recall
    the share of pairs that belong together and were joined. The count ratio is incidents found for
    each that was reported; what no observer reported cannot be found. DIR may also be what fuse --out wrote,
    and TRUTH a table with report_id and incident: then B-cubed shares and the calibration of the
    probabilities are told besides.

    \b
    Example: holdfire score drill/mission drill/EXERCISE-truth.json
             holdfire score fused drill/EXERCISE-truth.parquet
    JSON keys: precision, recall, f1, count_ratio, reports, incidents_found, incidents_reported,
      incidents_true, pairs_joined, pairs_true, pairs_right (of a table also b3_precision, b3_recall,
      b3_f1, calibration_error)
    """
    if not (folder / "mission.toml").is_file() and (folder / "membership.parquet").is_file():
        _table(folder, truth, as_json)
        return
    mission = Mission.open(folder)
    found = scored(mission.derived("membership"), mission.reports(), read_truth(truth))
    keys = {
        "precision": found.precision,
        "recall": found.recall,
        "f1": found.f1,
        "count_ratio": found.count_ratio,
        "reports": found.reports,
        "incidents_found": found.incidents_found,
        "incidents_reported": found.incidents_reported,
        "incidents_true": found.incidents_true,
        "pairs_joined": found.pairs_joined,
        "pairs_true": found.pairs_true,
        "pairs_right": found.pairs_right,
    }
    answer(as_json, keys, [score_line(found)])


def _table(folder: Path, truth: Path, as_json: bool) -> None:
    from holdfire.exercise.table_score import score_table
    from holdfire.fusion.kept import kept_table, read_table

    pairs = kept_table(folder, "pairs") if (folder / "pairs.parquet").is_file() else None
    found = score_table(kept_table(folder, "membership"), read_table(truth), pairs)
    keys = {
        "precision": found.precision,
        "recall": found.recall,
        "f1": found.f1,
        "count_ratio": found.count_ratio,
        "reports": found.reports,
        "incidents_found": found.incidents_found,
        "incidents_reported": found.incidents_true,
        "incidents_true": found.incidents_true,
        "pairs_joined": found.pairs_joined,
        "pairs_true": found.pairs_true,
        "pairs_right": found.pairs_right,
        "b3_precision": found.b3_precision,
        "b3_recall": found.b3_recall,
        "b3_f1": found.b3_f1,
        "calibration_error": found.calibration_error,
    }
    lines = [
        f"{counted(found.reports, 'report')} of {counted(found.incidents_true, 'incident')} put into "
        f"{found.incidents_found:,}: {found.count_ratio:.3f} for each",
        f"Pairs: precision {_share(found.precision)}, recall {_share(found.recall)}, F1 {_share(found.f1)}",
        f"B-cubed: precision {found.b3_precision:.3f}, recall {found.b3_recall:.3f}, F1 {found.b3_f1:.3f}",
        f"Calibration error of the pairs kept: {_share(found.calibration_error)}",
    ]
    answer(as_json, keys, lines)


def score_line(found: Score) -> str:
    return (
        f"{counted(found.reports, 'report')} of {counted(found.incidents_reported, 'incident')} "
        f"(of {found.incidents_true:,} that happened) fused to {found.incidents_found:,}; pairs: "
        f"precision {_share(found.precision)}, recall {_share(found.recall)}, F1 {_share(found.f1)}"
    )


def _share(value: float | None) -> str:
    return "not known" if value is None else f"{value:.3f}"
