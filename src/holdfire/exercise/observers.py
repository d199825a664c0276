"""What the observers of an exercise make of the truth: each sees a part, displaced, late, in its words.

Two or three observers cover zones of their own and part of the others'; a network hears of things,
often only the unit and the day; an outlet relays what one of them said, so its reports have that
observer's origin and are no second witness. The error sizes are chosen for training and stand in
`Habits`, field by field.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import numpy as np

from holdfire.exercise.truth import Setting, TrueIncident, scattered
from holdfire.moments import days
from holdfire.places.areas import AreaSet
from holdfire.places.point import Point


@dataclass(frozen=True, slots=True)
class Habits:
    """How one observer sees. Shares are 0 to 1, lengths metres, delays minutes.

    `sees` is the share of incidents it reports in its own zones, `sees_elsewhere` in others'.
    `offset_m` is the standard deviation of its place error; it states `radius_m`, three times that.
    `day_only` and `unit_only` are the shares of reports that give no clock time and no point.
    `broad_act` is the share that names only the broad act; `wrong_act` the share that names another.
    """

    sees: float
    sees_elsewhere: float
    offset_m: float
    late_min: int
    day_only: float = 0.0
    unit_only: float = 0.0
    broad_act: float = 0.15
    wrong_act: float = 0.05
    names_actor: float = 0.6
    toll_error: float = 0.25

    @property
    def radius_m(self) -> float:
        return max(500.0, round(3 * self.offset_m, -2))


@dataclass(frozen=True, slots=True)
class Observer:
    """A source of an exercise, and the zones it covers. `party` is a party id of the pack; None for a
    network that is none, keeps no posts and counts nothing."""

    source: str
    party: str | None
    own: frozenset[str]
    habits: Habits
    relays: str | None = None

    @property
    def name(self) -> str:
        return self.party or self.source

    @property
    def posted(self) -> str | None:
        """The party, if it watches for itself."""
        return None if self.relays else self.party


@dataclass(frozen=True, slots=True)
class Sighting:
    """One report as an observer writes it, and the incident it is about (for the scoring only)."""

    observer: Observer
    truth: TrueIncident
    key: str
    when_start: datetime
    when_end: datetime
    when_precision: str
    point: Point | None
    radius_m: float | None
    where_precision: str
    adm1: str | None
    act: str
    rounds: int | None
    actor: str | None
    killed: tuple[int, int, int] | None
    injured: tuple[int, int, int] | None
    exemption_claimed: bool | None
    origin: str


POSTS = (Habits(0.85, 0.45, 700, 20), Habits(0.75, 0.4, 1500, 45), Habits(0.8, 0.4, 1000, 30))
NETWORK = Habits(0.5, 0.3, 2500, 180, day_only=0.5, unit_only=0.2, broad_act=0.4, names_actor=0.4)
OUTLET = Habits(0.35, 0.35, 0, 240, day_only=0.7)


def cast(scene: Setting, guarantors: Sequence[str], others: Sequence[str]) -> tuple[Observer, ...]:
    """The observers of an exercise: two or three with posts, one that hears of things, one that relays.

    The posts are those of the guarantors; where the pack has fewer than two, of observers and parties.
    """
    names = [zone for zone, _ in scene.zones]
    heads = [side[0] for side in scene.sides]
    posted = list(dict.fromkeys([*guarantors, *others, *heads]))[: max(2, min(len(POSTS), len(guarantors)))]
    watching = tuple(
        Observer(f"exercise-{party}", party, frozenset(names[number :: len(posted)] or names), habits)
        for number, (party, habits) in enumerate(zip(posted, POSTS, strict=False))
    )
    heard = Observer("exercise-network", None, frozenset(names), NETWORK)
    first = watching[0]
    outlet = Observer("exercise-outlet", first.party, first.own, OUTLET, relays=first.source)
    return (*watching, heard, outlet)


@dataclass(frozen=True, slots=True)
class Theatre:
    """What every observer shares: the local time, the units if there are any, and who was kept from
    looking where and when (source, zone, local date)."""

    time_zone: ZoneInfo
    units: AreaSet | None
    kept_out: frozenset[tuple[str, str, date]]

    def local_date(self, moment: datetime) -> date:
        return moment.astimezone(self.time_zone).date()


def witness(
    truths: Iterable[TrueIncident], observer: Observer, theatre: Theatre, random: Random
) -> list[Sighting]:
    """What this observer reports of what happened. Where it was kept out it sees one in ten."""
    seen: list[Sighting] = []
    habits = observer.habits
    for truth in truths:
        chance = habits.sees if truth.zone in observer.own else habits.sees_elsewhere
        if (observer.source, truth.zone, theatre.local_date(truth.when)) in theatre.kept_out:
            chance = 0.1
        if random.random() < chance:
            seen.append(_sighting(truth, observer, theatre, random, f"{observer.source}-{len(seen) + 1:04}"))
    return seen


def relay(said: Iterable[Sighting], outlet: Observer, theatre: Theatre, random: Random) -> list[Sighting]:
    """What an outlet prints of another's reports: the same words, often without the hour."""
    printed: list[Sighting] = []
    for first in said:
        if random.random() >= outlet.habits.sees:
            continue
        start, end, precision = first.when_start, first.when_end, first.when_precision
        if random.random() < outlet.habits.day_only:
            start, end, precision = _day(first.truth.when, theatre)
        key = f"{outlet.source}-{len(printed) + 1:04}"
        printed.append(
            replace(first, observer=outlet, key=key, when_start=start, when_end=end, when_precision=precision)
        )
    return printed


def _sighting(
    truth: TrueIncident, observer: Observer, theatre: Theatre, random: Random, key: str
) -> Sighting:
    habits = observer.habits
    start, end, precision = _when(truth.when, habits, theatre, random)
    point = scattered(truth.point, habits.offset_m, random)
    unit = _unit(theatre.units, truth.point)
    no_point = random.random() < habits.unit_only and unit is not None
    shooting = truth.act.startswith(("fire/small", "fire/shell"))
    return Sighting(
        observer,
        truth,
        key,
        start,
        end,
        precision,
        None if no_point else point,
        None if no_point else habits.radius_m,
        _where_precision(habits, no_point),
        unit,
        _act(truth.act, habits, random),
        max(1, truth.rounds + random.choice((-1, 0, 0, 1))) if shooting else None,
        truth.actor if random.random() < habits.names_actor else None,
        _toll(truth.killed, habits, random) if truth.act.startswith("fire") else None,
        _toll(truth.injured, habits, random) if truth.act.startswith("fire") else None,
        True if truth.target_excluded and random.random() < 0.7 else None,
        f"{observer.name} post" if observer.party else observer.name,
    )


def _where_precision(habits: Habits, no_point: bool) -> str:
    if no_point:
        return "adm1"
    return "exact" if habits.radius_m <= 3000 else "near"


def _when(when: datetime, habits: Habits, theatre: Theatre, random: Random) -> tuple[datetime, datetime, str]:
    if random.random() < habits.day_only:
        return _day(when, theatre)
    noted = when + timedelta(minutes=random.randint(-habits.late_min // 4, habits.late_min))
    hour = noted.replace(minute=0)
    if random.random() < 0.3:
        return hour, hour + timedelta(hours=1), "hour"
    return noted, noted + timedelta(minutes=1), "instant"


def _day(when: datetime, theatre: Theatre) -> tuple[datetime, datetime, str]:
    local = theatre.local_date(when)
    span = days(local, local, theatre.time_zone)
    return span.start, span.end, "day"


def _act(act: str, habits: Habits, random: Random) -> str:
    draw = random.random()
    if "/" in act and draw < habits.wrong_act:
        return random.choice(("fire/explosion", "fire/shelling", "fire/small-arms"))
    if "/" in act and draw < habits.wrong_act + habits.broad_act:
        return act.rpartition("/")[0]
    return act


def _toll(truth: int, habits: Habits, random: Random) -> tuple[int, int, int]:
    """Low, best and high: often right, sometimes off by one or two."""
    off = random.choice((-1, 1, 2)) if random.random() < habits.toll_error else 0
    best = max(0, truth + off)
    return max(0, best - (random.random() < 0.3)), best, best + random.choice((0, 0, 1))


def _unit(units: AreaSet | None, point: Point) -> str | None:
    if units is None:
        return None
    place = int(units.assign(np.array([point.lon]), np.array([point.lat]))[0])
    return units.areas[place].id if place >= 0 else None
