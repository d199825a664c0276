"""holdfire hazard: suspected and confirmed hazardous areas, and how far their land is released."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from holdfire.centre.act import CentreError
from holdfire.centre.hazards.acts import (
    ACCIDENT,
    CANCELLED,
    CLEARED,
    CONFIRMED,
    EVIDENCE,
    HANDED_OVER,
    KINDS,
    LEVELS,
    REDUCED,
    REPORTED,
)  # fmt: skip
from holdfire.centre.hazards.rules import HAZARDS
from holdfire.centre.hazards.telling import NOT_SAFE, area_keys, area_lines, outline_of
from holdfire.commands.answers import answer, answer_rows, counted
from holdfire.commands.centre.acting import Point, act, day_text, kept, last_or_all, signed, told
from holdfire.commands.centre.drawn import kept_document, outline_rings
from holdfire.commands.centre.features import collection_of
from holdfire.commands.entering import then_entered
from holdfire.commands.options import Day, as_json, mission_folder
from holdfire.mission.centre.acting import Acted
from holdfire.mission.centre.gathering import gathered
from holdfire.mission.centre.listing import View, listed
from holdfire.mission.incidents_named import not_held_here, told_not_held
from holdfire.mission.opened import Opened
from holdfire.record.canonical import Plain

area = click.argument("area", metavar="AREA")
on = click.option("--on", type=Day(), required=True, help="The day on which it was so.")
outline = click.option("--outline", type=click.Path(path_type=Path), help="A GeoJSON file with one polygon.")
part = click.option(
    "--part", type=click.Path(path_type=Path), help="Only this part: GeoJSON; without it, the rest."
)
document = click.option("--document", type=click.Path(path_type=Path), help="The document; it is kept.")
survey = click.option("--survey", required=True, help="The survey it rests on: who made it, and its number.")

Verb = TypeVar("Verb", bound=Callable[..., Any])


@click.group()
def hazard() -> None:
    """Hazardous areas: report, confirm, cancel, reduce, clear, hand over. No land is cleared by reckoning."""


@hazard.command("report")
@mission_folder
@area
@click.argument("level", type=click.Choice(LEVELS))
@click.argument("title")
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(KINDS), required=True, help="What lies there."
)
@click.option("--evidence", type=click.Choice(EVIDENCE), required=True, help="How directly it is known.")
@click.option("--rests-on", required=True, help="The evidence, in words.")
@outline
@click.option("--place", type=Point(), metavar="LAT,LON,M", help="Its middle, and the metres it lies within.")
@click.option("--zone", metavar="ID", help="The zone it lies in.")
@on
@signed
@as_json
@then_entered
def report(
    folder: Path,
    area: str,
    on: date,
    as_json: bool,
    outline: Path | None,
    kinds: tuple[str, ...],
    **fields: Plain,
) -> None:
    """Report an area: suspected (SHA, on indirect evidence) or confirmed (CHA, on direct evidence).

    \b
    Example: holdfire hazard report idlib m-4 suspected "Field by the mill" --kind "unexploded ordnance"
      --evidence indirect --rests-on "told by two farmers" --place 35.93,36.63,300 --on 2017-06-15 --by "A."
    JSON keys: entry, act, id, state, area_m2
    """
    rings = outline_rings(outline)
    content = kept(id=area, on=day_text(on), outline=rings, kinds=list(kinds), **fields)
    _done(folder, REPORTED, content, area, as_json)


@hazard.command("confirm")
@mission_folder
@area
@click.option("--evidence", type=click.Choice(EVIDENCE), required=True, help="It takes direct evidence.")
@click.option("--rests-on", required=True, help="The evidence, in words.")
@on
@signed
@as_json
@then_entered
def confirm(folder: Path, area: str, on: date, as_json: bool, **fields: Plain) -> None:
    """Say that a suspected area is confirmed.

    \b
    Example: holdfire hazard confirm idlib m-4 --evidence direct --rests-on "a mine was seen" --on 2017-07-01
      --by "A. Haddad"
    JSON keys: entry, act, id, state, area_m2
    """
    _done(folder, CONFIRMED, kept(id=area, on=day_text(on), **fields), area, as_json)


@hazard.command("cancel")
@mission_folder
@area
@part
@survey
@on
@signed
@as_json
@then_entered
def cancel(folder: Path, area: str, on: date, part: Path | None, as_json: bool, **fields: Plain) -> None:
    """Say that non-technical survey found no evidence: of the part drawn, or of all that is left.

    \b
    Example: holdfire hazard cancel idlib m-4 --survey "NTS 12, the authority" --on 2017-08-01 --by "A. H."
    JSON keys: entry, act, id, state, area_m2
    """
    content = kept(id=area, on=day_text(on), outline=outline_rings(part), **fields)
    _done(folder, CANCELLED, content, area, as_json)


@hazard.command("reduce")
@mission_folder
@area
@part
@survey
@on
@signed
@as_json
@then_entered
def reduce(folder: Path, area: str, on: date, part: Path | None, as_json: bool, **fields: Plain) -> None:
    """Say that technical survey found no evidence: of the part drawn, or of all that is left.

    \b
    Example: holdfire hazard reduce idlib m-4 --part east.geojson --survey "TS 3" --on 2017-08-01 --by "A. H."
    JSON keys: entry, act, id, state, area_m2
    """
    content = kept(id=area, on=day_text(on), outline=outline_rings(part), **fields)
    _done(folder, REDUCED, content, area, as_json)


@hazard.command("clear")
@mission_folder
@area
@part
@click.option("--depth-cm", type=int, help="The depth cleared to.")
@document
@on
@signed
@as_json
@then_entered
def clear(
    folder: Path,
    area: str,
    on: date,
    part: Path | None,
    document: Path | None,
    as_json: bool,
    **fields: Plain,
) -> None:
    """Say that the part drawn, or all that is left, is cleared; it takes the completion report.

    \b
    Example: holdfire hazard clear idlib m-4 --depth-cm 13 --document report.pdf --on 2017-09-01 --by "A. H."
    JSON keys: entry, act, id, state, area_m2
    """
    rings, paper = outline_rings(part), kept_document(folder, document)
    content = kept(id=area, on=day_text(on), outline=rings, document=paper, **fields)
    _done(folder, CLEARED, content, area, as_json)


@hazard.command("hand-over")
@mission_folder
@area
@click.option("--to", required=True, help="Who took it over, as a role; never a person.")
@document
@on
@signed
@as_json
@then_entered
def hand_over(
    folder: Path, area: str, on: date, document: Path | None, as_json: bool, **fields: Plain
) -> None:
    """Say that released land was handed over; it takes the handover document.

    \b
    Example: holdfire hazard hand-over idlib m-4 --to "the municipality" --document handover.pdf
      --on 2017-09-10 --by "A. Haddad"
    JSON keys: entry, act, id, state, area_m2
    """
    content = kept(id=area, on=day_text(on), document=kept_document(folder, document), **fields)
    _done(folder, HANDED_OVER, content, area, as_json)


@hazard.command("accident")
@mission_folder
@area
@click.argument("incident", metavar="INCIDENT")
@on
@signed
@as_json
@then_entered
def accident(folder: Path, area: str, incident: str, on: date, as_json: bool, **fields: Plain) -> None:
    """Say that somebody came to harm there: the incident tells what happened. It changes no state.

    \b
    Example: holdfire hazard accident idlib m-4 i-0123456789abcdef0123 --on 2017-07-03 --by "A. Haddad"
    JSON keys: entry, act, id, state, area_m2, not_held_here (the incident, where this mission has none such)
    """
    done = act(folder, HAZARDS, ACCIDENT, kept(id=area, incident=incident, on=day_text(on), **fields))
    strange = not_held_here(Opened.open(folder), [incident])
    _told(done, area, as_json, told_not_held(strange), not_held_here=strange)


@hazard.command("list")
@mission_folder
@last_or_all
@as_json
def list_(folder: Path, last: int, every: bool, as_json: bool) -> None:
    """List areas: where each stands, as each side says, and what of it is not released.

    \b
    Example: holdfire hazard list idlib
    JSON keys: note, total (ids named), areas (id, title, state, hazardous, disputed, kinds, zone, area_m2,
               reported_by, reported_as, said, accidents), set_aside
    """
    with gathered(Opened.open(folder)) as centre:
        found = listed(centre, LISTED, None if every else last)
    lines = [*(found.lines or ["No hazardous area is on record."]), *found.part.words("areas")]
    before = {"note": NOT_SAFE, "total": found.part.total}
    rows, aside = ("areas", found.keys), {"set_aside": found.aside}
    answer_rows(as_json, before, rows, aside, [NOT_SAFE, *lines])


@hazard.command("show")
@mission_folder
@area
@as_json
def show(folder: Path, area: str, as_json: bool) -> None:
    """Show an area with every step that each side told.

    \b
    Example: holdfire hazard show idlib m-4
    JSON keys: note, and those of one area of holdfire hazard list
    """
    with gathered(Opened.open(folder)) as centre:
        known = centre.folded(HAZARDS, {area}).state.areas.get(area)
    if known is None:
        raise CentreError(f"There is no hazardous area {area}.", f"List them: holdfire hazard list {folder}.")
    answer(as_json, {"note": NOT_SAFE, **area_keys(known)}, [NOT_SAFE, *area_lines(known, steps=True)])


@hazard.command("export")
@mission_folder
@click.argument("file", type=click.Path(path_type=Path))
@as_json
def export(folder: Path, file: Path, as_json: bool) -> None:
    """Write every area as GeoJSON, each with the most hazardous state that any side says.

    \b
    Example: holdfire hazard export idlib hazards.geojson
    JSON keys: file, areas
    """
    with gathered(Opened.open(folder)) as centre:
        found = listed(centre, OUTLINES, None).rows
    try:
        file.write_bytes(collection_of(found))
    except OSError as cause:
        raise CentreError(f"{file} cannot be written ({cause.strerror}).", "Check the path.") from cause
    many = len(found)
    answer(
        as_json, {"file": str(file), "areas": many}, [f"{counted(many, 'area')} written to {file}.", NOT_SAFE]
    )


def _done(folder: Path, kind: str, content: dict[str, Plain], name: str, as_json: bool) -> None:
    _told(act(folder, HAZARDS, kind, content), name, as_json)


def _told(done: Acted, name: str, as_json: bool, remarks: Iterable[str] = (), **more: object) -> None:
    known = done.state.areas[name]
    keys = {"id": name, "state": known.state, "area_m2": known.whole_m2, **more}
    told(as_json, done, [*area_lines(known), *remarks, NOT_SAFE], keys)


LISTED = View(
    name="hazards",
    module=HAZARDS,
    things=lambda state: state.areas,
    opened=lambda each: each.reported,
    keys=lambda each, _: area_keys(each),
    lines=lambda each, _: area_lines(each),
)
OUTLINES = replace(
    LISTED, name="hazard outlines", lines=lambda each, _: (), sums=lambda each, _: outline_of(each)
)
