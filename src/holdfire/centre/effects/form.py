"""The form of an effect: what a decision on a term or a map must say to be carried out.

The effect stands in the text that the parties vote on. What does not fit changes nothing, and says why.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.schema import meant
from holdfire.agreement.term import Term
from holdfire.agreement.zones import EDGE_M_MAX
from holdfire.centre.act import Objection
from holdfire.centre.form import Field, count, day, identity, many, sha256, text
from holdfire.moments import utc

PROLONG, END, MAP, CLOSE = "prolong", "end", "map", "close"
EFFECTS = (PROLONG, END, MAP, CLOSE)

_TERM = Field(identity, "The term, by its id in the agreement pack.")
FIELDS: Mapping[str, Mapping[str, Field]] = {
    PROLONG: {
        "term": _TERM,
        "until": Field(day, "The new end: the term runs up to, not including, this day."),
    },
    END: {"term": _TERM, "on": Field(day, "The day on which the term ends.")},
    MAP: {
        "zone": Field(identity, "The zone that the map draws."),
        "version": Field(identity, "The map's own id; no other map has it."),
        "geojson": Field(sha256, "SHA-256 of the GeoJSON file with its line."),
        "from": Field(day, "The first day on which the map is in force, in the pack's time zone."),
        "until": Field(day, "It is in force up to, not including, this day.", "no end is known"),
        "edge_m": Field(count, "The true line lies within so many metres of the drawn one."),
        "title": Field(text, "What the map is called."),
        "overlaps": Field(many(identity, 64), "Zones whose maps it knowingly overlaps.", "none"),
    },
    CLOSE: {
        "zone": Field(identity, "The zone that is no more, such as after a surrender."),
        "on": Field(day, "The first day on which no map of it is in force, in the pack's time zone."),
        "reason": Field(text, "Why it ended."),
    },
}
"""The fields of each effect beside `effect` itself."""


def form_objection(effect: Mapping[str, object]) -> Objection | None:
    """Why an effect of ours cannot be read; None for a sound one."""
    kind = effect.get("effect")
    if not isinstance(kind, str) or kind not in FIELDS:
        return Objection("form", f"{kind!r} is no effect on a term or a map.", f"There are: {_words()}.")
    fields = FIELDS[kind]
    if strange := sorted(map(str, effect.keys() - fields.keys() - {"effect"})):
        what = f"the effect {kind} has no field {', '.join(strange)}."
        return Objection("form", what, f"Its fields are: {', '.join(fields)}.")
    for name, each in fields.items():
        value = effect.get(name)
        wrong = each.check(value) if value is not None else ("" if each.null else "must be given")
        if wrong:
            return Objection("form", f"{kind}: {name} {wrong}.", f"{name}: {each.meaning}")
    return None


def _words() -> str:
    return ", ".join(EFFECTS)


def objection_to(effect: Mapping[str, object], agreement: Agreement) -> Objection | None:
    """Why an effect cannot be carried out under this agreement; None if it can. Whether the file of a map is
    at hand and sound is another question (zones.version_of)."""
    if wrong := form_objection(effect):
        return wrong
    if effect["effect"] == MAP:
        return _objection_to_map(effect, agreement)
    if effect["effect"] == CLOSE:
        return _objection_to_close(effect, agreement)
    return _objection_to_term(effect, agreement)


def _objection_to_term(effect: Mapping[str, object], agreement: Agreement) -> Objection | None:
    term = term_of(effect, agreement)
    if term is None:
        listed = [each.id for each in agreement.terms]
        advice = meant(str(effect["term"]), listed) or f"It has: {', '.join(listed) or 'none'}."
        return Objection("term", f"The agreement has no term {effect['term']}.", advice)
    begins = min(each.day for each in term.starts)
    key = "until" if effect["effect"] == PROLONG else "on"
    if day_of(effect[key]) <= begins:
        what = f"The term {term.id} begins on {begins}, and {key} is {effect[key]}."
        return Objection("dates", what, "Name a later day.")
    return None


def _objection_to_map(effect: Mapping[str, object], agreement: Agreement) -> Objection | None:
    zone, version = str(effect["zone"]), str(effect["version"])
    listed = [each.id for each in agreement.zones]
    for named in (zone, *_overlapped(effect)):
        if named not in listed:
            return _no_zone(named, listed)
    for each in agreement.zones:
        if any(drawn.id == version for drawn in each.versions):
            what = f"There is a map {version} already, of the zone {each.id}."
            return Objection("version", what, "Give the new map an id of its own.")
    until = effect.get("until")
    if until is not None and day_of(until) <= day_of(effect["from"]):
        what = f"The map {version} holds from {effect['from']} up to {until}: no day at all."
        return Objection("dates", what, "until must come after from.")
    edge = effect["edge_m"]
    assert isinstance(edge, int)
    if edge > EDGE_M_MAX:
        what = f"The line of {version} may lie {edge:,} m off: that tells nothing of what happened where."
        return Objection("edge", what, f"Write metres, from 0 to {EDGE_M_MAX:,}.")
    return None


def _no_zone(named: str, listed: list[str]) -> Objection:
    advice = meant(named, listed) or f"It has: {', '.join(listed) or 'none'}."
    return Objection("zone", f"The agreement has no zone {named}.", advice)


def _objection_to_close(effect: Mapping[str, object], agreement: Agreement) -> Objection | None:
    zone = agreement.zone(str(effect["zone"]))
    if zone is None:
        return _no_zone(str(effect["zone"]), [each.id for each in agreement.zones])
    on = midnight(effect["on"], agreement.time_zone)
    if not any(each.end is None or each.end > on for each in zone.versions):
        what = (
            f"No map of the zone {zone.id} is in force on {effect['on']} or later: there is nothing to end."
        )
        return Objection("dates", what, "holdfire zone show tells the days of each map.")
    if not any(each.start < on for each in zone.versions):
        what = f"The first map of the zone {zone.id} begins after {effect['on']}."
        return Objection("dates", what, "Name a day after it began.")
    return None


def _overlapped(effect: Mapping[str, object]) -> list[str]:
    named = effect.get("overlaps")
    return [str(each) for each in named] if isinstance(named, list | tuple) else []


def term_of(effect: Mapping[str, object], agreement: Agreement) -> Term | None:
    return next((each for each in agreement.terms if each.id == effect.get("term")), None)


def day_of(value: object) -> date:
    """The day that a checked field holds."""
    return date.fromisoformat(str(value))


def midnight(value: object, zone: ZoneInfo) -> datetime:
    """The first instant of that day in that zone."""
    return utc(datetime.combine(day_of(value), time(), zone))
