"""What a mission is told once, in mission.toml: its name, agreement, countries and reporting day.

The file is meant to be read and edited by hand. Unknown keys are refused, so that a slip of the
pen is not taken for a setting that nobody follows.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from holdfire.errors import HoldfireError, MissionError
from holdfire.moments import ReportingDay, zone_named

FORM = 1
"""The form of mission.toml and of the folder beside it that this version writes and reads."""

_KEYS: dict[str, type] = {
    "form": int,
    "name": str,
    "agreement": str,
    "countries": list,
    "exercise": bool,
    "publication_key": str,
    "hazards_shown": str,
    "reporting_day": dict,
}
_MAY_LACK = ("publication_key", "hazards_shown")
"""Keys that a mission.toml of an earlier version has not."""
AT_ONCE, ROUNDED, ISSUED = "at once", "rounded", "issued"
HAZARDS_SHOWN = (AT_ONCE, ROUNDED, ISSUED)
"""When every side's delegates see a hazardous area that some side reported: at once as it was reported; at
once, its place rounded; or when a bulletin to the parties tells of it."""
_DAY_KEYS: dict[str, type] = {"cutoff": str, "zone": str, "stated": bool}


@dataclass(frozen=True, slots=True)
class Settings:
    """`countries` are ISO 3166-1 codes whose units and towns are used. `exercise` marks every
    bulletin of a mission whose reports were made up for training. `publication_key`, 64 hex digits, makes
    the ids of editions that name no source: it is shared with every node of the mission and nobody else.
    "": none was drawn yet. `hazards_shown` is one of HAZARDS_SHOWN."""

    name: str
    agreement: str
    countries: tuple[str, ...]
    exercise: bool
    reporting_day: ReportingDay
    publication_key: str = ""
    hazards_shown: str = AT_ONCE

    def as_toml(self) -> str:
        day = self.reporting_day
        return (
            "# A Holdfire mission. What it did stands in journal.jsonl; what it took in, in reports/.\n"
            f"form = {FORM}\n"
            f"name = {_quoted(self.name)}\n"
            f"agreement = {_quoted(self.agreement)}\n"
            f"countries = [{', '.join(_quoted(code) for code in self.countries)}]\n"
            f"exercise = {_truth(self.exercise)}\n"
            "# Makes the ids of editions that name no source. Give it to the mission's own nodes only.\n"
            f"publication_key = {_quoted(self.publication_key)}\n"
            "# When delegates of every side see a hazardous area that one side reported: at once, rounded\n"
            "# (at once, its place rounded), or issued (with the bulletin to the parties).\n"
            f"hazards_shown = {_quoted(self.hazards_shown)}\n"
            "\n"
            "# The observer's day: it is named by the date on which it ends. `stated` is false where no\n"
            "# text gives the cut-off; bulletins then say that it is assumed.\n"
            "[reporting_day]\n"
            f"cutoff = {_quoted(day.cutoff.strftime('%H:%M'))}\n"
            f"zone = {_quoted(day.zone.key)}\n"
            f"stated = {_truth(day.stated)}\n"
        )


def read_settings(path: Path) -> Settings:
    """The settings in that file; raises MissionError naming the key that is wrong and how it reads."""
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as cause:
        raise MissionError(
            f"{path.parent} is no mission: it has no {path.name}.",
            f"Start one with holdfire init {path.parent} --agreement astana.",
        ) from cause
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise MissionError(f"{path} cannot be read: {cause}.", "Mend that line by hand.") from cause
    _check(written, _KEYS, path, "")
    _check(written["reporting_day"], _DAY_KEYS, path, "reporting_day.")
    if written["form"] != FORM:
        raise MissionError(
            f"{path}: form = {written['form']}, and this Holdfire reads form {FORM}.",
            "Use the Holdfire version that made the mission, or a newer one.",
        )
    shown = written.get("hazards_shown", AT_ONCE)
    if shown not in HAZARDS_SHOWN:
        raise MissionError(
            f"{path}: hazards_shown is {shown!r}.", f"Write one of: {', '.join(HAZARDS_SHOWN)}."
        )
    return Settings(
        written["name"],
        written["agreement"],
        tuple(written["countries"]),
        written["exercise"],
        _reporting_day(written["reporting_day"], path),
        written.get("publication_key", ""),
        shown,
    )


def reporting_day(cutoff: str, zone: str, stated: bool) -> ReportingDay:
    """A reporting day as it is written: "19:30" and "Europe/Kyiv"."""
    try:
        at = time.fromisoformat(cutoff)
    except ValueError as cause:
        raise MissionError(f"The cut-off {cutoff!r} is no time of day.", "Write 19:30.") from cause
    if at.tzinfo is not None:
        raise MissionError(f"The cut-off {cutoff!r} names a zone.", "Write 19:30; the zone stands apart.")
    return ReportingDay(at, zone_named(zone), stated)


def _reporting_day(written: Mapping[str, object], path: Path) -> ReportingDay:
    try:
        return reporting_day(str(written["cutoff"]), str(written["zone"]), bool(written["stated"]))
    except HoldfireError as cause:
        raise MissionError(f"{path}, [reporting_day]: {cause.what}", cause.advice) from cause


def _check(written: Mapping[str, object], keys: Mapping[str, type], path: Path, within: str) -> None:
    if missing := [within + key for key in keys if key not in written and key not in _MAY_LACK]:
        raise MissionError(f"{path} lacks {', '.join(missing)}.", "docs/commands.md shows a whole file.")
    if strange := [within + key for key in written if key not in keys]:
        raise MissionError(
            f"{path} has {', '.join(strange)}, which Holdfire does not know.", "Correct or delete the line."
        )
    for key, kind in keys.items():
        if key in written and type(written[key]) is not kind:
            raise MissionError(
                f"{path}: {within}{key} is {written[key]!r}, not {_NAMES[kind]}.", "Correct the line."
            )


_NAMES = {
    int: "a whole number",
    str: "text in quotes",
    list: "a list",
    bool: "true or false",
    dict: "a table",
}


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are a part of TOML's, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _truth(value: bool) -> str:
    return "true" if value else "false"
