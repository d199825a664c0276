"""holdfire why: the evidence that two reports are one incident, factor by factor."""

from pathlib import Path

import click

from holdfire.commands.answers import answer
from holdfire.commands.options import as_json
from holdfire.fusion.explaining import why as explained
from holdfire.fusion.kept import WEIGHTS, laid_again
from holdfire.incidents.match_rules import MatchRules
from holdfire.incidents.matching import why as explained_there
from holdfire.mission.folder import Mission


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("left", metavar="REPORT")
@click.argument("right", metavar="REPORT")
@as_json
def why(folder: Path, left: str, right: str, as_json: bool) -> None:
    """Say why two reports are, or are not, held to be one incident.

    DIR is a mission, or what fuse --out wrote.

    Each line is one kind of evidence: how many times likelier it is if both tell of one incident. The
    lines multiply to the odds. What would change the verdict stands below.

    \b
    Example: holdfire why fused r-0a1b2c3d4e5f60718293 r-9f8e7d6c5b4a39281706
    JSON keys: left, right, factors, odds, probability, compared, change
    """
    if (folder / WEIGHTS).is_file():
        laid, weights = laid_again(folder)
        found = explained(laid, weights, left, right)
        keys = {
            "left": found.left,
            "right": found.right,
            "factors": [
                {"kind": name, "times": times, "reason": reason} for name, times, reason in found.factors
            ],
            "odds": found.odds,
            "probability": found.probability,
            "compared": found.compared,
            "change": list(found.change),
        }
        answer(as_json, keys, found.lines())
        return
    mission = Mission.open(folder)
    told = explained_there(mission.reports(), mission.derived("pairs"), left, right, MatchRules())
    keys = {
        "left": told.left,
        "right": told.right,
        "factors": [
            {"kind": each.name, "log_odds": each.log_odds, "reason": each.reason} for each in told.factors
        ],
        "odds": told.probability / max(1e-12, 1 - told.probability),
        "probability": told.probability,
        "compared": told.compared,
        "change": [],
    }
    answer(as_json, keys, told.lines())
