"""What "really" happened in an exercise: made up from an agreement's zones and parties, and all known.

Incidents gather around a few places of each zone and its rim, in bouts of some days, more by day
than by night; some lie just outside every zone, and some are aimed at a group that the ceasefire
leaves out. Nothing here is a fact about the world.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from pyproj import Geod
from shapely.geometry import Point as Dot
from shapely.geometry.base import BaseGeometry

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.parties import Role, holding
from holdfire.agreement.zones import ZoneKind
from holdfire.errors import AgreementError
from holdfire.moments import Span, days
from holdfire.places.geodesy import buffer_m
from holdfire.places.point import Point

WGS84 = Geod(ellps="WGS84")

ACTS: tuple[tuple[str, int], ...] = (
    ("fire/small-arms", 30),
    ("fire/shelling/mortar", 22),
    ("fire/shelling/artillery", 18),
    ("fire/air", 10),
    ("fire/explosion", 6),
    ("fire/mine-or-ied", 5),
    ("advance", 4),
    ("access-denied", 3),
    ("monitor-denied", 2),
)
"""Acts and how often each is drawn, in parts of a hundred. Chosen for training, measured nowhere."""

DAY_HOURS = range(6, 21)
FOCUS_M = 3000.0
"""Standard deviation, north and east, of incidents around the place they gather at."""
RIM_M = 6000.0
"""How far outside a zone the places on its rim lie."""


@dataclass(frozen=True, slots=True)
class TrueIncident:
    """One thing that happened in the exercise. `zone` is None outside every zone."""

    id: str
    when: datetime
    point: Point
    zone: str | None
    act: str
    actor: str
    target: str
    target_excluded: bool
    rounds: int
    killed: int
    injured: int
    killed_civilians: int


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and between whom an exercise takes place. A side is a party and the factions that joined it."""

    first: date
    days: int
    time_zone: ZoneInfo
    zones: tuple[tuple[str, BaseGeometry], ...]
    sides: tuple[tuple[str, ...], ...]
    excluded: tuple[str, ...]

    def day(self, number: int) -> Span:
        """The local day of that number, from 0."""
        date_of = self.first + timedelta(days=number)
        return days(date_of, date_of, self.time_zone)


def first_day(agreement: Agreement) -> date:
    """The day after the first moment at which every zone has a map; belts and corridors are not asked.

    Where they never all stand at once, the day after the first of them got its map.
    """
    zones = [zone for zone in agreement.zones if zone.kind == ZoneKind.ZONE and zone.versions]
    if not zones:
        raise AgreementError(f"Pack {agreement.slug} draws no zone.", "Draw one in zones.geojson.")
    starts = sorted(version.start for zone in zones for version in zone.versions)
    whole = (moment for moment in starts if all(zone.version_at(moment) for zone in zones))
    moment = next(whole, starts[0])
    return moment.astimezone(agreement.time_zone).date() + timedelta(days=1)


def setting(agreement: Agreement, first: date, length: int) -> Setting:
    """Zones in force and parties bound on the first day; raises where there is nothing to play with.

    `length` is in days.
    """
    if length < 1:
        raise AgreementError(f"An exercise of {length} days cannot be.", "Give 1 day or more.")
    moment = datetime.combine(first, time(12), tzinfo=UTC)
    zones = [
        (zone.id, version.geometry)
        for zone in agreement.zones
        if zone.kind == ZoneKind.ZONE and (version := zone.version_at(moment)) is not None
    ]
    if not zones:
        raise AgreementError(
            f"Pack {agreement.slug} has no zone in force on {first}.",
            f"Start on {first_day(agreement)}, for example.",
        )
    sides = _sides(agreement, moment)
    if len(sides) < 2:
        bound = ", ".join(each[0] for each in sides) or "nobody"
        raise AgreementError(
            f"Pack {agreement.slug} binds {bound} on {first}; an exercise needs two parties.",
            "Start on a day when two parties are bound.",
        )
    excluded = sorted(group.id for group in agreement.excluded if group.excluded_at(moment))
    return Setting(first, length, agreement.time_zone, tuple(zones), sides, tuple(excluded))


def _sides(agreement: Agreement, moment: datetime) -> tuple[tuple[str, ...], ...]:
    """Parties bound at that moment, each first in its side, followed by the factions that joined it."""
    bound = holding(agreement.parties, Role.PARTY, moment)
    heads = sorted(party.id for party in agreement.parties if party.id in bound and party.member_of is None)
    return tuple(
        (head, *sorted(each.id for each in agreement.parties if each.member_of == head and each.id in bound))
        for head in heads
    )


def happen(scene: Setting, random: Random, per_day: float = 9.0) -> tuple[TrueIncident, ...]:
    """Every incident of the exercise, in order of time; about `per_day` on a day of average violence."""
    foci = [(zone, point) for zone, area in scene.zones for point in _foci(area, random)]
    rim = [(None, point) for _, area in scene.zones for point in _rim(area, scene.zones, random)]
    places: list[tuple[str | None, Point]] = [*foci, *foci, *foci, *rim]
    found: list[TrueIncident] = []
    mood = 1.0
    for day in range(scene.days):
        mood = min(2.5, max(0.5, mood * random.choice((0.7, 0.9, 1.0, 1.2, 1.5))))
        for _ in range(_many(per_day * mood, random)):
            found.append(_incident(scene, scene.day(day).start, places, random))
    found.sort(key=lambda each: (each.when, each.point.lon))
    return tuple(replace(each, id=f"x-{number:04}") for number, each in enumerate(found, start=1))


def _incident(
    scene: Setting, day: datetime, places: Sequence[tuple[str | None, Point]], random: Random
) -> TrueIncident:
    zone, focus = random.choice(places)
    point = scattered(focus, FOCUS_M, random)
    zone = next((name for name, area in scene.zones if area.covers(Dot(point.lon, point.lat))), None)
    hour = random.choice(DAY_HOURS) if random.random() < 0.7 else random.randrange(24)
    when = day + timedelta(hours=hour, minutes=random.randrange(60))
    act = random.choices([name for name, _ in ACTS], [weight for _, weight in ACTS])[0]
    actor, target = (random.choice(side) for side in random.sample(scene.sides, 2))
    excluded = bool(scene.excluded) and act.startswith("fire") and random.random() < 0.12
    if excluded:
        target = random.choice(scene.excluded)
    killed, injured, civilians = _toll(act, random)
    rounds = 1 + _many(6, random) if act.startswith(("fire/small", "fire/shell")) else 1
    return TrueIncident(
        "", when, point, zone, act, actor, target, excluded, rounds, killed, injured, civilians
    )


def _toll(act: str, random: Random) -> tuple[int, int, int]:
    """Killed, injured, and civilians among the killed: none in most cases."""
    if not act.startswith("fire") or random.random() < 0.6:
        return 0, 0, 0
    mean = 3.0 if act == "fire/air" else 1.2
    killed = _many(mean, random)
    return killed, _many(mean * 1.5, random), random.randint(0, killed)


def _foci(area: BaseGeometry, random: Random) -> list[Point]:
    """Three to five places inside the area."""
    found: list[Point] = []
    west, south, east, north = area.bounds
    wanted = random.randint(3, 5)
    for _ in range(2000):
        lon, lat = random.uniform(west, east), random.uniform(south, north)
        if area.contains(Dot(lon, lat)):
            found.append(_point(lon, lat))
            if len(found) == wanted:
                break
    centre = area.representative_point()
    return found or [_point(centre.x, centre.y)]


def _rim(area: BaseGeometry, zones: Sequence[tuple[str, BaseGeometry]], random: Random) -> list[Point]:
    """One place `RIM_M` outside the area and outside every other; none if the zones leave no room."""
    edge = buffer_m(area, RIM_M).boundary
    for _ in range(50):
        spot = edge.interpolate(random.random(), normalized=True)
        if not any(other.covers(spot) for _, other in zones):
            return [_point(spot.x, spot.y)]
    return []


def scattered(point: Point, deviation_m: float, random: Random) -> Point:
    """The point moved by a normal error with that standard deviation north and east, in metres."""
    east, north = random.gauss(0, deviation_m), random.gauss(0, deviation_m)
    bearing = math.degrees(math.atan2(east, north))
    lon, lat, _ = WGS84.fwd(point.lon, point.lat, bearing, math.hypot(east, north))
    return _point(lon, lat)


def _point(lon: float, lat: float) -> Point:
    return Point(round(lon, 5), round(lat, 5))


def _many(mean: float, random: Random) -> int:
    """A count with that mean, by Knuth's multiplication of uniform draws (Poisson)."""
    bound, product, count = math.exp(-mean), random.random(), 0
    while product > bound:
        product *= random.random()
        count += 1
    return count
