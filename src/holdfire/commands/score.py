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
    each that was reported; what no observer reported cannot be found.

    \b
    Example: holdfire score drill/mission drill/EXERCISE-truth.json
    JSON keys: precision, recall, f1, count_ratio, reports, incidents_found, incidents_reported,
      incidents_true, pairs_joined, pairs_true, pairs_right
    """
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


def score_line(found: Score) -> str:
    return (
        f"{counted(found.reports, 'report')} of {counted(found.incidents_reported, 'incident')} "
        f"(of {found.incidents_true:,} that happened) fused to {found.incidents_found:,}; pairs: "
        f"precision {_share(found.precision)}, recall {_share(found.recall)}, F1 {_share(found.f1)}"
    )


def _share(value: float | None) -> str:
    return "not known" if value is None else f"{value:.3f}"
