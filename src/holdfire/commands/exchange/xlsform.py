"""holdfire exchange xlsform: the field form for ODK and Kobo, with the mission's own choices."""

from hashlib import sha256
from pathlib import Path

import click

from holdfire.commands.answers import answer, counted
from holdfire.commands.options import as_json, mission_folder
from holdfire.errors import PlaceError
from holdfire.exchange.xlsform.form import FORM_ID, report_form
from holdfire.exchange.xlsform.tongues import LANGUAGES
from holdfire.exchange.xlsform.workbook import as_workbook
from holdfire.mission.folder import Mission
from holdfire.places.gazetteer import Gazetteer
from holdfire.places.mission_places import gazetteer_of

COUNTED = ("acts", "actors", "zones", "towns")


@click.command()
@mission_folder
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The .xlsx file to write.")
@as_json
def xlsform(folder: Path, out: Path, as_json: bool) -> None:
    """Write the field form as an XLSForm, to be uploaded to ODK Central or Kobo.

    It asks in five languages what happened, when, where, who says so, who is said to have done it and the
    toll; each may be not known. Acts, parties, zones and towns are those of the mission, as agreed now. The
    same mission writes the same bytes; the form's version is made of its content. What is sent back is taken
    in with --source odk, odk-json, odk-csv or kobo-csv.

    \b
    Example: holdfire exchange xlsform idlib --out field-report.xlsx
    JSON keys: out, form_id, version, languages, acts, actors, zones, towns, towns_left_out, sha256
    """
    mission = Mission.open(folder)
    title = f"EXERCISE: {mission.settings.name}" if mission.settings.exercise else mission.settings.name
    form = report_form(mission.agreement, _towns(mission), title)
    content = as_workbook(form)
    out.write_bytes(content)
    counts = {name: len(form.listed(name)) for name in COUNTED}
    keys: dict[str, object] = {"out": str(out), "form_id": FORM_ID, "version": form.version}
    keys |= {"languages": list(LANGUAGES), **counts, "towns_left_out": form.towns_left_out}
    lines = [
        f"{out}: {form.version} in {len(LANGUAGES)} languages, "
        f"{', '.join(f'{count} {name}' for name, count in counts.items())}."
    ]
    if form.towns_left_out:
        lines.append(f"{counted(form.towns_left_out, 'town')} more are left out: the form would be too long.")
    if not counts["towns"]:
        lines.append("No towns are known: holdfire places add gives the mission its country's own list.")
    lines.append("Next: upload it to ODK Central or Kobo; take in what comes back with --source odk.")
    answer(as_json, keys | {"sha256": sha256(content).hexdigest()}, lines)


def _towns(mission: Mission) -> Gazetteer:
    """The mission's towns; none where its country's cannot be had, since places can be said without."""
    try:
        return gazetteer_of(mission.folder / "places", mission.settings.countries)
    except PlaceError:
        return Gazetteer(())
