"""Founding: a new mission folder, with a copy of the agreement pack it is founded on."""

import hashlib
import secrets
import shutil
from dataclasses import replace
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
    """Start a mission: copy the agreement pack in, write mission.toml, open the journal.

    Settings without a publication key get one. That of an exercise follows from its name: there is no
    source to protect, and the same exercise gives the same bytes again.
    """
    if folder.exists() and any(folder.iterdir()):
        raise MissionError(f"{folder} exists and is not empty.", "Name a new folder.")
    agreement = load_pack(pack)
    if not settings.publication_key:
        settings = replace(settings, publication_key=drawn_key(settings))
    was_there = folder.exists()
    try:
        _fill(folder, pack, settings, agreement, at)
    except BaseException:
        # A full disk: nothing half-made is left to be taken for a mission, or to bar the next try.
        _take_back(folder, was_there)
        raise
    return Mission.open(folder)


def _fill(folder: Path, pack: Path, settings: Settings, agreement: Agreement, at: datetime) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _copy(pack, folder / "agreement")
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


def _copy(pack: Path, target: Path) -> None:
    """File by file, so that a refusal of the disk comes through as what it is."""
    for path in sorted(pack.rglob("*")):
        if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts:
            copy = target / path.relative_to(pack)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def _take_back(folder: Path, was_there: bool) -> None:
    if not was_there:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in folder.iterdir():
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def drawn_key(settings: Settings) -> str:
    """A new publication key. That of an exercise follows from its name."""
    if settings.exercise:
        return hashlib.sha256(f"exercise {settings.name}".encode()).hexdigest()
    return secrets.token_hex(32)


def drawn(agreement: Agreement) -> list[BaseGeometry]:
    """Every map of every zone of the agreement."""
    return [version.geometry for zone in agreement.zones for version in zone.versions]
