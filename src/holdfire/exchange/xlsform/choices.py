"""The choices that a mission brings to its field form: acts, actors, speakers, zones and towns.

They come from its agreement and its gazetteer, in an order of their own, so that the same mission makes the
same form. Who only observes is no choice for who did it: an observer is not an offender.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.parties import ExcludedGroup, Party, Role
from holdfire.exchange.xlsform.tongues import in_tongues
from holdfire.places.gazetteer import Gazetteer, PlaceEntry
from holdfire.places.geodesy import distance_m, metres_per_degree
from holdfire.plain_names import plain
from holdfire.reports.act import ACTS, covers

TOWNS_MAX = 1_000
"""A list that a telephone of the field still opens at once."""

NOT_KNOWN, OTHER, ELSEWHERE = "not_known", "other", "elsewhere"
_SAME_TOWN_M = 2_000.0
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a list: what is sent, how it reads in each language, and what the form reckons with."""

    name: str
    labels: Mapping[str, str]
    extra: Mapping[str, str] = field(default_factory=dict)


def acts_of(agreement: Agreement, words: Mapping[str, Mapping[str, str]]) -> list[Choice]:
    """The acts that the agreement's clauses speak of, broad ones with all below them; all where it names
    none. A code is sent with full stops (`fire.shelling`), since "/" parts names elsewhere in forms."""
    named = {act for each in agreement.provisions for act in each.acts}
    codes = [act.code for act in ACTS]
    spoken_of = [code for code in codes if any(covers(broad, code) or covers(code, broad) for broad in named)]
    return [Choice(code.replace("/", "."), words[code]) for code in spoken_of or codes]


def actors_of(agreement: Agreement) -> list[Choice]:
    """Who may be said to have done it: parties, guarantors, groups that joined or were left out."""
    return [_named(each) for each in _sides(agreement, people=False) if not _only_watches(each)]


def targets_of(agreement: Agreement) -> list[Choice]:
    """Against whom: the same, and civilians, and those who observe."""
    return [_named(each) for each in _sides(agreement, people=True)]


def speakers_of(agreement: Agreement) -> list[Choice]:
    """Who may have told of it first."""
    return [_named(each) for each in _single(agreement)]


def zones_of(agreement: Agreement, elsewhere: Mapping[str, str]) -> list[Choice]:
    """The agreement's zones, belts and corridors, and what lies outside them."""
    own = [
        Choice(each.id, in_tongues(each.name, ()), {"written": each.name})
        for each in agreement.zones
        if each.id != ELSEWHERE
    ]
    return [*own, Choice(ELSEWHERE, elsewhere, {"written": ""})]


@dataclass(frozen=True, slots=True)
class Towns:
    """The towns of a form, and how many more the gazetteer knows."""

    choices: tuple[Choice, ...]
    left_out: int


def towns_of(agreement: Agreement, gazetteer: Gazetteer, limit: int = TOWNS_MAX) -> Towns:
    """Towns of the zones first, then the most populous of the rest; each with its point and its zones.

    A town lies in a zone if any map of it ever held it. Towns that two lists hold are taken once, as the
    first list has them.
    """
    maps = {
        each.id: shapely.union_all([version.geometry for version in each.versions])
        for each in agreement.zones
        if each.versions
    }
    placed = [(entry, _zones_at(entry, maps)) for entry in _once(gazetteer.entries)]
    placed.sort(key=lambda pair: (not pair[1], -(pair[0].population or 0), pair[0].source, pair[0].id))
    kept = [_town(entry, zones) for entry, zones in placed[:limit]]
    kept.sort(key=lambda each: (each.labels["en"].casefold(), each.name))
    return Towns(tuple(_told_apart(kept)), max(len(placed) - limit, 0))


def _single(agreement: Agreement, *, people: bool = False) -> Iterator[Party]:
    """Parties under one name: umbrella names of data sets may mean several, and a witness can say which."""
    for each in agreement.parties:
        if not each.may_include and (people or each.kind != "people"):
            yield each


def _sides(agreement: Agreement, *, people: bool) -> list[Party | ExcludedGroup]:
    return [*_single(agreement, people=people), *agreement.excluded]


def _only_watches(each: Party | ExcludedGroup) -> bool:
    return isinstance(each, Party) and {tenure.role for tenure in each.tenures} == {Role.OBSERVER}


def _named(each: Party | ExcludedGroup) -> Choice:
    return Choice(each.id, in_tongues(each.name, (alias.name for alias in each.aliases)))


def _once(entries: Iterable[PlaceEntry]) -> list[PlaceEntry]:
    kept: dict[str, list[PlaceEntry]] = {}
    for entry in entries:
        alike = kept.setdefault(plain(entry.name), [])
        if all(distance_m(entry.point, each.point) > _SAME_TOWN_M for each in alike):
            alike.append(entry)
    return [entry for alike in kept.values() for entry in alike]


def _zones_at(entry: PlaceEntry, maps: Mapping[str, BaseGeometry]) -> tuple[str, ...]:
    point = shapely.Point(entry.point.lon, entry.point.lat)
    return tuple(zone for zone, geometry in maps.items() if geometry.intersects(point))


def _town(entry: PlaceEntry, zones: tuple[str, ...]) -> Choice:
    east_m, north_m = metres_per_degree(np.array([entry.point.lat]))
    extra = {
        "written": entry.name,
        "zones": " ".join(zones) or ELSEWHERE,
        "lat": f"{entry.point.lat:.5f}",
        "lon": f"{entry.point.lon:.5f}",
        "km_lat": f"{north_m[0] / 1000:.3f}",
        "km_lon": f"{east_m[0] / 1000:.3f}",
    }
    return Choice(_UNSAFE.sub("_", f"{entry.source}.{entry.id}"), in_tongues(entry.name, entry.names), extra)


def _told_apart(towns: list[Choice]) -> Iterator[Choice]:
    """Homonyms with their latitude and longitude behind the name, in the languages in which they meet."""
    seen: dict[tuple[str, str], int] = {}
    for town in towns:
        for code, label in town.labels.items():
            seen[code, label] = seen.get((code, label), 0) + 1
    for town in towns:
        at = f" ({float(town.extra['lat']):.2f}, {float(town.extra['lon']):.2f})"
        labels = {code: label + at * (seen[code, label] > 1) for code, label in town.labels.items()}
        yield replace(town, labels=labels)
