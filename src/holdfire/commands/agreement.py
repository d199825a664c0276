"""holdfire agreement: check a pack, show it, ask what stands at a day, and hold one incident against it."""

import math
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.names import actor_names
from holdfire.agreement.reading import PackReading, load_pack, pack_folder, read_pack
from holdfire.agreement.schema import schema_text
from holdfire.agreement.telling import overview, standing_at
from holdfire.assessment.explaining import Explanation
from holdfire.assessment.explaining import explain as explained
from holdfire.assessment.worked import CaseResult, run_cases
from holdfire.commands.agreement_lines import at_lines, check_lines, explain_lines, show_lines
from holdfire.commands.answers import answer, faults_in_keys
from holdfire.commands.options import as_json
from holdfire.errors import HoldfireError
from holdfire.moments import Known, Span, known
from holdfire.places.areas import AreaSet
from holdfire.places.library import library_units
from holdfire.places.point import PlacePrecision
from holdfire.reports.act import ACT_CODES
from holdfire.reports.actors import ActorBook

pack_named = click.argument("pack", metavar="PACK")


@click.group()
def agreement() -> None:
    """Agreements as code: check a pack, show it, ask what stands at a day, explain a verdict.

    PACK is a folder with agreement.yml and zones.geojson, or the name of a pack that comes with Holdfire:
    astana, hodeidah.
    """


@agreement.command()
@pack_named
@as_json
def check(pack: str, as_json: bool) -> int:
    """Read a pack, check it, and run its worked cases; print every fault with file and line.

    Exit code 1 where there is a fault or a case does not come out as expected.

    \b
    Example: holdfire agreement check astana
    JSON keys: pack, digest, faults, cases, passed, failed
    """
    reading = read_pack(_folder(pack), ACT_CODES)
    results = _run(reading)
    failed = [each for each in results if not each.passed]
    keys = {
        "pack": pack,
        "digest": reading.agreement.digest if reading.agreement else None,
        "faults": faults_in_keys(reading.faults),
        "cases": len(reading.cases),
        "passed": len(results) - len(failed),
        "failed": [{"at": each.case.at, "case": each.case.case, "why": each.why} for each in failed],
    }
    answer(as_json, keys, check_lines(pack, reading, results))
    return 0 if reading.whole and not failed else 1


@agreement.command()
@pack_named
@as_json
def show(pack: str, as_json: bool) -> None:
    """Everything a pack holds: instruments, parties, bodies, zones, provisions, contested facts, sources.

    \b
    Example: holdfire agreement show hodeidah
    JSON keys: pack, title, about, country, time_zone, digest, instruments, parties, bodies, excluded,
    zones, provisions, terms, contested, not_known, sources
    """
    told = overview(_loaded(pack))
    answer(as_json, told, show_lines(told))


@agreement.command()
@pack_named
@click.argument("date", metavar="DATE")
@as_json
def at(pack: str, date: str, as_json: bool) -> None:
    """What stands at a day: provisions in force and where, between whom, bodies, the state of each term.

    DATE is a day of the pack's time zone (its first minute) or an instant: 2017-10-20, 2017-10-20T16:00Z.

    \b
    Example: holdfire agreement at astana 2017-10-20
    JSON keys: pack, at, agreed, parties, guarantors, disputed, observers, bodies, excluded, zones,
    provisions, terms
    """
    loaded = _loaded(pack)
    told = standing_at(loaded, _when(date, loaded).span.start)
    answer(as_json, told, at_lines(told))


@agreement.command("explain")
@pack_named
@click.option("--lon", type=click.FloatRange(-180, 180), help="Longitude in degrees.")
@click.option("--lat", type=click.FloatRange(-90, 90), help="Latitude in degrees.")
@click.option("--radius-m", type=click.FloatRange(0, min_open=True), help="It lies within so many metres.")
@click.option("--unit", help="Code of a first-level unit instead of a point: SY-ID.")
@click.option("--when", help="When: 2017-06-20, 2017-06, 2017-06-20T16:05Z. Not known where left out.")
@click.option(
    "--actor", multiple=True, help="Who acted, name or id; repeat for several. Not known where left out."
)
@click.option("--target", multiple=True, help="Against whom, name or id; repeat for several.")
@click.option("--act", help="What was done, a code of the taxonomy: fire/shelling. Not known where left out.")
@click.option(
    "--exemption-claimed", is_flag=True, default=None, help="Somebody claims that the target was exempt."
)
@as_json
def explain(pack: str, as_json: bool, **asked: Any) -> None:
    """The verdict of every provision on one incident, with the reasons and the clause.

    What you leave out is not known, and the verdicts then say undetermined and why.

    \b
    Example: holdfire agreement explain astana --lon 36.675 --lat 35.644 --radius-m 2000 --when 2017-06-20
             --actor "Government of Syria" --target "Ahrar al-Sham" --act fire/shelling
    JSON keys: pack, incident, findings, ruled_out
    """
    loaded = _loaded(pack)
    incident, doubts = _incident(loaded, asked)
    told = explained(incident, loaded, _units(loaded))
    answer(as_json, _explain_keys(pack, incident, told), explain_lines(told, doubts))


@agreement.command()
@click.argument(
    "name", metavar="NAME", type=click.Choice(["agreement", "zones", "cases"]), default="agreement"
)
def schema(name: str) -> None:
    """Print the JSON Schema of agreement.yml, zones.geojson or cases.yml, for completion in editors.

    \b
    Example: holdfire agreement schema cases
    """
    click.echo(schema_text(name), nl=False)


def _folder(pack: str) -> Path:
    try:
        return pack_folder(pack)
    except HoldfireError as cause:
        raise click.UsageError(f"{cause.what} {cause.advice}") from cause


def _loaded(pack: str) -> Agreement:
    return load_pack(_folder(pack), ACT_CODES)


def _units(loaded: Agreement) -> AreaSet | None:
    """Polygons of the country's units; None where Holdfire carries none for it."""
    try:
        return library_units(loaded.country) if loaded.country else None
    except HoldfireError:
        return None


def _when(written: str, loaded: Agreement) -> Known:
    try:
        return known(written, loaded.time_zone)
    except HoldfireError as cause:
        raise click.UsageError(f"{cause.what} {cause.advice}") from cause


def _run(reading: PackReading) -> list[CaseResult]:
    if reading.agreement is None:
        return []
    return run_cases(reading.agreement, reading.cases, _units(reading.agreement))


def _incident(loaded: Agreement, asked: dict[str, Any]) -> tuple[dict[str, object], list[str]]:
    """A row of INCIDENTS from the options, what was not said null; and what is doubtful about the names."""
    _place_asked(loaded, asked)
    if asked["act"] is not None and asked["act"] not in ACT_CODES:
        raise click.UsageError(f"{asked['act']!r} is no act of the taxonomy. See docs/acts.md.")
    span: Known | None = _when(asked["when"], loaded) if asked["when"] else None
    when = None if span is None else span.span
    actor, target = (_ids(loaded, asked[side], when) for side in ("actor", "target"))
    radius = asked["radius_m"]
    doubts = [*actor[1], *target[1]]
    row: dict[str, object] = {
        "incident_id": "i-asked",
        "when_start": None if span is None else span.span.start,
        "when_end": None if span is None else span.span.end,
        "when_precision": None if span is None else str(span.precision),
        "lon": asked["lon"],
        "lat": asked["lat"],
        "radius_m": radius,
        "where_precision": _precision(asked["unit"], asked["lon"], radius),
        "adm1": asked["unit"],
        "act": asked["act"],
        "actor": actor[0],
        "target": target[0],
        "direction_stated": True if asked["actor"] else None,
        "attributed_by": ["the question"] if asked["actor"] else None,
        "exemption_claimed": asked["exemption_claimed"],
        "doubts": doubts or None,
        "report_ids": [],
        "sources": [],
    }
    return row, doubts


def _place_asked(loaded: Agreement, asked: dict[str, Any]) -> None:
    """A place is a point with the radius it is known to, or a unit, or not known: never a bare pin."""
    point = [asked["lon"], asked["lat"], asked["radius_m"]]
    given = [each is not None for each in point]
    if any(given) and not all(given):
        raise click.UsageError("A point needs --lon, --lat and --radius-m: how well is the place known?")
    if not all(math.isfinite(each) for each in point if each is not None):
        raise click.UsageError("--lon, --lat and --radius-m must be finite numbers.")
    if asked["unit"] is None:
        return
    if any(given):
        raise click.UsageError("Give a point or --unit, not both: which of them is known?")
    units = _units(loaded)
    if units is not None and units.by_id(asked["unit"]) is None:
        listed = ", ".join(area.id for area in units.areas)
        raise click.UsageError(f"There is no unit {asked['unit']!r}. Known: {listed}.")


def _precision(unit: str | None, lon: float | None, radius_m: float | None) -> str:
    if lon is not None and radius_m is not None:
        return str(PlacePrecision.NEAR if radius_m > 5000 else PlacePrecision.EXACT)
    return str(PlacePrecision.ADM1 if unit else PlacePrecision.UNKNOWN)


def _ids(
    loaded: Agreement, written: tuple[str, ...], when: Span | None
) -> tuple[list[str] | None, list[str]]:
    """Whom these names mean, as intake resolves them, and what is doubtful about it."""
    book = ActorBook(actor_names(loaded))
    ids: set[str] = set()
    doubts: list[str] = []
    for name in written:
        meant = book.resolve(name, when)
        if meant.ids is None:
            told = "; ".join(meant.doubts)
            raise click.UsageError(f"In the pack {loaded.slug} {told}. See: holdfire agreement show.")
        ids |= set(meant.ids)
        doubts += meant.doubts
    return sorted(ids) or None, doubts


def _explain_keys(pack: str, incident: dict[str, object], told: list[Explanation]) -> dict[str, object]:
    return {
        "pack": pack,
        "incident": {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in incident.items()
            if name not in ("incident_id", "report_ids", "sources")
        },
        "findings": [_finding(each) for each in told if not each.ruled_out],
        "ruled_out": [_finding(each) for each in told if each.ruled_out],
    }


def _finding(each: Explanation) -> dict[str, object]:
    return {
        "provision": each.provision_id,
        "clause": each.clause,
        "verdict": each.verdict,
        "zone": each.zone,
        "zone_version": each.zone_version,
        "share": each.share,
        "conditions": dict(each.conditions),
        "exemption": each.exemption,
        "attribution": each.attribution,
        "attributed_to": list(each.attributed_to),
        "reasons": list(each.reasons),
    }
