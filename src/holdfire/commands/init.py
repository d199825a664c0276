"""holdfire init: start a mission."""

from pathlib import Path

import click

from holdfire.agreement.reading import load_pack, pack_folder
from holdfire.commands.answers import answer
from holdfire.commands.options import as_json, mission_folder, now
from holdfire.mission.founding import create, drawn
from holdfire.mission.settings import Settings, reporting_day
from holdfire.places.library import countries_touching


@click.command()
@mission_folder
@click.option(
    "--agreement", "pack", required=True, metavar="PACK", help="A pack of the library, or a folder with one."
)
@click.option(
    "--name", metavar="TEXT", help="Name of the mission, printed on every bulletin. Else that of DIR."
)
@click.option(
    "--country",
    "countries",
    multiple=True,
    metavar="CODE",
    help="ISO code of a country whose units are used (repeatable). Else those the zones touch.",
)
@click.option(
    "--cutoff",
    default=None,
    metavar="HH:MM",
    help="When the reporting day ends. Else 00:00, said to be assumed.",
)
@click.option(
    "--zone", default=None, metavar="NAME", help="Time zone of the cut-off. Else that of the agreement."
)
@as_json
def init(
    folder: Path,
    pack: str,
    name: str | None,
    countries: tuple[str, ...],
    cutoff: str | None,
    zone: str | None,
    as_json: bool,
) -> None:
    """Start a mission in DIR under an agreement.

    The pack is copied into DIR, so that the mission keeps the version it was founded on.

    \b
    Example: holdfire init idlib --agreement astana --name "Idlib desk"
    JSON keys: folder, name, agreement, digest, countries, reporting_day
    """
    source = pack_folder(pack)
    agreement = load_pack(source)
    settings = Settings(
        name=name or folder.name,
        agreement=agreement.slug,
        countries=tuple(code.upper() for code in countries) or countries_touching(drawn(agreement)),
        exercise=False,
        reporting_day=reporting_day(cutoff or "00:00", zone or agreement.time_zone.key, cutoff is not None),
    )
    mission = create(folder, source, settings, now())
    keys = {
        "folder": str(folder),
        "name": settings.name,
        "agreement": agreement.slug,
        "digest": agreement.digest,
        "countries": list(settings.countries),
        "reporting_day": str(settings.reporting_day),
    }
    answer(
        as_json,
        keys,
        [
            f"Mission {settings.name} in {mission.folder}, under {agreement.title}.",
            f"Reporting day: {settings.reporting_day}. Countries: {', '.join(settings.countries) or 'none'}.",
            f"Next: holdfire take-in {folder} FILE --source SLUG",
            f"To keep a joint record with others: holdfire record join {folder}",
        ],
    )
