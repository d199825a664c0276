"""Founding: a new mission folder, with a copy of the agreement pack it is founded on."""

import shutil
from datetime import datetime
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from holdfire import __version__
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.reading import load_pack
from holdfire.errors import MissionError
from holdfire.mission.folder import CREATED, Mission
from holdfire.mission.settings import Settings


def create(folder: Path, pack: Path, settings: Settings, at: datetime) -> Mission:
    """Start a mission: copy the agreement pack in, write mission.toml, open the journal."""
    if folder.exists() and any(folder.iterdir()):
        raise MissionError(f"{folder} exists and is not empty.", "Name a new folder.")
    agreement = load_pack(pack)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(pack, folder / "agreement", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    for name in ("sources", "places", "reports"):
        (folder / name).mkdir()
    mission = Mission(folder, settings)
    mission.journal.append(
        CREATED,
        {
            "name": settings.name,
            "agreement": agreement.slug,
            "digest": agreement.digest,
            "exercise": settings.exercise,
            "holdfire": __version__,
        },
        at,
    )
    # Last, because a folder without it is no mission: creating stops half-way in none.
    (folder / "mission.toml").write_text(settings.as_toml(), "utf-8")
    return Mission.open(folder)


def drawn(agreement: Agreement) -> list[BaseGeometry]:
    """Every map of every zone of the agreement."""
    return [version.geometry for zone in agreement.zones for version in zone.versions]
