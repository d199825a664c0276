"""holdfire exemptions: every claim that a target was left out of the ceasefire, and what testing it shows."""

from datetime import date
from pathlib import Path

import click
import polars as pl

from holdfire.agreement.names import names_of
from holdfire.assessment.exemption_ledger import OUTCOMES, exemption_ledger
from holdfire.commands.answers import answer, counted
from holdfire.commands.options import Day, as_json, mission_folder
from holdfire.mission.folder import Mission
from holdfire.publish.day import of_span


@click.command()
@mission_folder
@click.option("--day", type=Day(), help="One reporting day. Else every incident, those without a date too.")
@as_json
def exemptions(folder: Path, day: date | None, as_json: bool) -> None:
    """List the incidents whose target is claimed to be exempt: supported, contradicted or untestable.

    Each stands once and stays in every other count, with its harm to civilians. Also listed: targets that
    are left out though nobody claimed it.

    \b
    Example: holdfire exemptions idlib --day 2018-09-20
    JSON keys: day, claimed, supported, contradicted, untestable, not_claimed_target_excluded, rows
      (incident_id, when_start, when_end, when_precision, claimed, outcome, why, target, killed_low,
      killed_high, killed_civilians, civilian_harm (null: nobody says), report_ids)
    """
    mission = Mission.open(folder)
    incidents = mission.derived("incidents")
    if day is not None:
        incidents = of_span(incidents, mission.settings.reporting_day.span_of(day))
    ledger = exemption_ledger(incidents, mission.derived("findings"))
    totals = {name.replace(", ", "_").replace(" ", "_"): _height(ledger, name) for name in OUTCOMES}
    keys: dict[str, object] = {
        "day": day.isoformat() if day else None,
        "claimed": ledger.filter("claimed").height,
        **totals,
        "rows": [_told(row) for row in ledger.iter_rows(named=True)],
    }
    lines = [f"{counted(ledger.filter('claimed').height, 'exemption claim')}: "]
    lines[0] += ", ".join(f"{_height(ledger, name)} {name}" for name in OUTCOMES[:3])
    lines.append(f"Not claimed, though the target is left out: {_height(ledger, OUTCOMES[3])}")
    names = names_of(mission.agreement)
    for row in ledger.iter_rows(named=True):
        harm = {True: "civilians harmed", False: "no civilian killed", None: "harm to civilians not known"}
        when = f"{row['when_start']:%Y-%m-%d}" if row["when_start"] else "no date"
        lines.append(f"  {row['incident_id']}  {when}  {row['outcome']}; {harm[row['civilian_harm']]}")
        hit = [names.get(each, each) for each in row["target"] or ()]
        lines.append(f"    target: {', '.join(hit) or 'not known'}. {row['why']}")
    answer(as_json, keys, lines)


def _height(ledger: pl.DataFrame, outcome: str) -> int:
    return ledger.filter(pl.col("outcome") == outcome).height


def _told(row: dict[str, object]) -> dict[str, object]:
    moments = {
        key: value.isoformat() if (value := row[key]) is not None else None  # type: ignore[attr-defined]
        for key in ("when_start", "when_end")
    }
    return {**row, **moments}
