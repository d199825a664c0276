"""A whole theatre made up, with everything known: what happened, before any source tells of it.

Towns of unequal weight in a square of 400 km, a front between two sides with factions, incidents of many
kinds, and bursts: one incident is answered within hours at the same place by the other side. Nothing here
is a fact about the world. The numbers are chosen for practice and vary with the seed, so that nothing can
be tuned to one theatre.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WIDTH_KM = 400.0
ACTS = (
    "fire/small-arms",
    "fire/shelling/mortar",
    "fire/shelling/artillery",
    "fire/air",
    "fire/explosion",
    "fire/mine-or-ied",
    "fire/against-civilians",
    "advance",
    "detention",
    "access-denied",
)
ACT_WEIGHTS = np.array([26, 18, 16, 12, 7, 7, 6, 4, 2, 2], dtype=np.float64) / 100
DEADLINESS = np.array([0.8, 1.0, 1.2, 3.0, 2.0, 1.5, 2.5, 1.0, 0.0, 0.0])
FACTIONS = (("gov", "gov-militia", "gov-air"), ("opp", "opp-north", "opp-south", "opp-brigade"), ("third",))
"""The sides, each a party and the factions that joined it."""


@dataclass(frozen=True, slots=True)
class Level:
    """How hard an exercise is: reports a day in the theatre, how noisy sources are, how many bursts."""

    name: str
    reports_per_day: float
    noise: float
    bursts: float


LEVELS = {
    level.name: level
    for level in (
        Level("sparse", 3.0, 0.8, 0.15),
        Level("easy", 50.0, 0.8, 0.2),
        Level("medium", 500.0, 1.1, 0.25),
        Level("hard", 5000.0, 1.4, 0.3),
    )
}


@dataclass(frozen=True, slots=True)
class Towns:
    """Places by name: kilometres east and north of the corner, weight, unit, side that holds them."""

    names: tuple[str, ...]
    x: Floats
    y: Floats
    weight: Floats
    unit: Ints


@dataclass(frozen=True, slots=True)
class Happened:
    """Incidents in order of time, one array for each property. `minute` is from the first midnight;
    `actor` and `target` are numbers of FACTIONS laid end to end."""

    minute: Floats
    x: Floats
    y: Floats
    town: Ints
    act: Ints
    actor: Ints
    target: Ints
    killed: Ints
    injured: Ints
    severity: Floats


SYLLABLES = (
    "ka",
    "fr",
    "al",
    "ma",
    "ra",
    "sa",
    "du",
    "ha",
    "tel",
    "ab",
    "ja",
    "be",
    "it",
    "nu",
    "qa",
    "zi",
    "or",
    "ta",
)


def towns(random: np.random.Generator, count: int = 180) -> Towns:
    """Towns with weights that fall like ranks; one in nine bears the name of another, far away."""
    x, y = random.uniform(5, WIDTH_KM - 5, (2, count))
    near = random.random(count) < 0.6
    front = WIDTH_KM / 2 + 60 * np.sin(x / 60.0 + random.uniform(0, 6))
    y = np.where(near, np.clip(front + random.normal(0, 15, count), 2, WIDTH_KM - 2), y)
    weight = 1.0 / (1.0 + random.permutation(count)) ** 0.7
    weight *= np.where(near, 2.0, 0.5)
    names = []
    for _ in range(count):
        parts = random.choice(len(SYLLABLES), int(random.integers(2, 5)))
        names.append("".join(SYLLABLES[int(part)] for part in parts).capitalize())
    for twin in random.choice(count, count // 9, replace=False):
        names[int(twin)] = names[int(random.integers(count))]
    unit = (x // (WIDTH_KM / 4)).astype(np.int64) * 4 + (y // (WIDTH_KM / 4)).astype(np.int64)
    return Towns(tuple(names), x, y, weight / weight.sum(), unit)


def happen(random: np.random.Generator, places: Towns, level: Level, incidents: int, days: float) -> Happened:
    """So many incidents over so many days. Violence comes in waves, and one act in a few is answered."""
    first = max(1, int(incidents / (1.0 + level.bursts * 1.5)))
    waves = 1.0 + 0.6 * np.sin(np.linspace(0, 2 * np.pi * max(1.0, days / 90.0), 2048) + random.uniform(0, 6))
    day = np.interp(random.random(first), np.cumsum(waves) / waves.sum(), np.linspace(0, days, 2048))
    hour = np.where(
        random.random(first) < 0.7, random.normal(13.0, 4.0, first) % 24, random.uniform(0, 24, first)
    )
    minute = np.floor(day) * 1440 + hour * 60
    town = random.choice(len(places.names), first, p=places.weight)
    spread = np.where(random.random(first) < 0.8, 1.5, 5.0)
    x = places.x[town] + random.normal(0, 1, first) * spread
    y = places.y[town] + random.normal(0, 1, first) * spread
    act = random.choice(len(ACTS), first, p=ACT_WEIGHTS)
    actor, target = _sides(random, first)
    more = random.poisson(1.5, first) * (random.random(first) < level.bursts)
    root = np.repeat(np.arange(first), more)
    late = random.exponential(90.0, root.size) + 15.0
    swapped = random.random(root.size) < 0.75
    same_act = random.random(root.size) < 0.6
    other_act = random.choice(len(ACTS), root.size, p=ACT_WEIGHTS)
    whole = {
        "minute": np.concatenate([minute, minute[root] + late]),
        "x": np.concatenate([x, x[root] + random.normal(0, 1.2, root.size)]),
        "y": np.concatenate([y, y[root] + random.normal(0, 1.2, root.size)]),
        "town": np.concatenate([town, town[root]]),
        "act": np.concatenate([act, np.where(same_act, act[root], other_act)]),
        "actor": np.concatenate([actor, np.where(swapped, target[root], actor[root])]),
        "target": np.concatenate([target, np.where(swapped, actor[root], target[root])]),
    }
    order = np.argsort(whole["minute"], kind="stable")
    whole = {name: each[order] for name, each in whole.items()}
    dead = random.random(order.size) < 0.55
    killed = random.poisson(DEADLINESS[whole["act"]] * random.gamma(0.8, 1.6, order.size)) * dead
    injured = random.poisson(1.0 + 1.3 * killed) * (random.random(order.size) < 0.6)
    severity = random.normal(0, 1, order.size) + 0.5 * np.log1p(killed) - 0.2
    return Happened(killed=killed, injured=injured, severity=severity, **whole)


def _sides(random: np.random.Generator, count: int) -> tuple[Ints, Ints]:
    """Who acts against whom: two different sides, the third seldom."""
    starts = np.cumsum([0, *(len(side) for side in FACTIONS)])
    pair = random.choice(3, count, p=(0.45, 0.4, 0.15))
    one = np.select([pair == 0, pair == 1], [0, 1], random.integers(0, 3, count))
    other = np.select([pair == 0, pair == 1], [1, 0], (one + random.integers(1, 3, count)) % 3)
    sizes = np.array([len(side) for side in FACTIONS])

    def faction(side: Ints) -> Ints:
        # The party itself is named most; its factions less and less.
        rank = np.minimum(np.floor(random.exponential(1.0, count)), sizes[side] - 1)
        return np.asarray(starts[side] + rank, dtype=np.int64)

    return faction(one), faction(other)
