"""Alerts of zones: which map of a zone is in force has changed from one bulletin to the next.

The first bulletin has none before it, so that it tells of no change. A later change of the same zone is an
Update of the message before; a change that a second issue of the same day no longer has, a Cancel.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import shapely
from shapely.geometry import mapping

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.zones import Zone, ZoneVersion
from holdfire.exchange.cap.message import ALERT, CANCEL, UPDATE, Alert, Block, Desk
from holdfire.exchange.issued import HeldBack, Issued, Sheet
from holdfire.exchange.phrases import LANGUAGES, phrases

PLACES = 4
"""Digits of a degree: 11 m, which no line of a zone is known to."""


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A zone whose map changed: the one in force now, or None; and the one before."""

    zone: Zone
    now: ZoneVersion | None
    before: ZoneVersion | None


def of_zones(issued: Issued, agreement: Agreement, desk: Desk) -> tuple[list[Alert], list[HeldBack]]:
    """The changes that the desk's bulletin has, those it takes back, and maps that nobody knows any more."""
    sheet = desk.sheet
    found, aside = _changes(issued, agreement, sheet)
    then = next(issued.before(sheet), None)
    again = then is not None and then.day == sheet.day
    before = _changes(issued, agreement, then)[0] if then is not None and again else {}
    made = []
    for key, change in found.items():
        earlier = _last_told(issued, agreement, sheet, key)
        kind = ALERT if earlier is None else UPDATE
        made.append(desk.message(key, kind, earlier, _blocks(sheet, change, kind)))
    for key, change in before.items():
        if key not in found:
            made.append(desk.message(key, CANCEL, then, _blocks(sheet, change, CANCEL)))
    return made, aside


def _changes(
    issued: Issued, agreement: Agreement, sheet: Sheet
) -> tuple[Mapping[str, Redrawn], list[HeldBack]]:
    """Zones whose map is another than in the last bulletin of an earlier day; ids of maps without a zone."""
    base = next((each for each in issued.before(sheet) if each.day < sheet.day), None)
    if base is None:
        return {}, []
    changed = base.maps ^ sheet.maps
    known = {version.id: zone for zone in agreement.zones for version in zone.versions}
    zones = {known[each].id: known[each] for each in sorted(changed) if each in known}
    aside = [HeldBack(f"map {each}", "no zone of the agreement has it") for each in changed - known.keys()]
    return {
        f"zone-{name}": Redrawn(zone, _in_force(zone, sheet), _in_force(zone, base))
        for name, zone in zones.items()
    }, sorted(aside, key=lambda each: each.id)


def _in_force(zone: Zone, sheet: Sheet) -> ZoneVersion | None:
    """The zone's map that the bulletin names."""
    return next((each for each in reversed(zone.versions) if each.id in sheet.maps), None)


def _last_told(issued: Issued, agreement: Agreement, sheet: Sheet, key: str) -> Sheet | None:
    """The bulletin before that told of a change of that zone."""
    return next((each for each in issued.before(sheet) if key in _changes(issued, agreement, each)[0]), None)


def _blocks(sheet: Sheet, change: Redrawn, kind: str) -> list[Block]:
    drawn = change.now or change.before
    edge = "" if drawn is None else f"{drawn.edge_uncertainty_m:.0f}"
    map_title = "" if drawn is None else drawn.title or drawn.id
    told = {
        "zone": change.zone.name,
        "map": map_title,
        "number": sheet.number,
        "day": sheet.day,
        "edge": edge,
    }
    gone = kind == CANCEL
    said = "zone_gone" if gone else "zone_drawn" if change.now is not None else "zone_ended"
    geometry = None if drawn is None else mapping(shapely.set_precision(drawn.geometry, 10**-PLACES))
    made = []
    for language in LANGUAGES:
        words = phrases(language)
        headline = words.said("zone_headline", **told)
        made.append(
            Block(
                language,
                words.said("zone_subject"),
                words.marked(headline, sheet.exercise, gone),
                words.said(said, **told),
                change.zone.name,
                certainty="Unknown" if gone else "Observed",
                geometry=geometry,
                parameters={"zone": change.zone.id, "map": "none" if change.now is None else change.now.id},
            )
        )
    return made
