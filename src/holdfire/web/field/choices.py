"""What the field form offers to choose from, in one language: acts, sides, towns, directions."""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfire.exchange.phrases import phrases
from holdfire.exchange.xlsform.choices import Choice, actors_of, targets_of, towns_of
from holdfire.places.mission_places import gazetteer_of
from holdfire.reports.act import ACTS
from holdfire.web.field.place import TownPoint
from holdfire.web.held import Held
from holdfire.web.once import once

TOWNS = 400
"""So many towns: zones' own first, then the most populous. The page has to come through a bad line."""


@dataclass(frozen=True)
class Offered:
    """Everything that can be chosen, in every language."""

    actors: tuple[Choice, ...]
    targets: tuple[Choice, ...]
    towns: tuple[Choice, ...]

    @once
    def known(self) -> Mapping[str, frozenset[str]]:
        return {
            "act": frozenset(each.code for each in ACTS),
            "actor": frozenset(each.name for each in self.actors),
            "target": frozenset(each.name for each in self.targets),
        }

    @once
    def town_points(self) -> Mapping[str, TownPoint]:
        """Towns by the id that is sent, and by their names where scripts are off and a name is typed."""
        found: dict[str, TownPoint] = {}
        for each in self.towns:
            point = TownPoint(each.extra["written"], float(each.extra["lat"]), float(each.extra["lon"]))
            for label in each.labels.values():
                found.setdefault(label, point)
            found[each.name] = point
        return found


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a list: what is sent, and how it reads."""

    value: str
    label: str


def offered(held: Held) -> Offered:
    def read() -> Offered:
        agreement = held.agreement
        gazetteer = gazetteer_of(held.mission.folder / "places", held.mission.settings.countries)
        towns = towns_of(agreement, gazetteer, TOWNS).choices
        return Offered(tuple(actors_of(agreement)), tuple(targets_of(agreement)), towns)

    return held.part("offered", ("journal", "record", "settings"), read)


def acts_in(language: str) -> list[Option]:
    """The acts that have words of their own, broad ones first."""
    words, seen = phrases(language), dict[str, str]()
    for each in ACTS:
        seen.setdefault(words.act(each.code), each.code)
    return [Option(code, label) for label, code in seen.items()]


def in_language(choices: tuple[Choice, ...], language: str) -> list[Option]:
    return [Option(each.name, each.labels.get(language) or each.labels["en"]) for each in choices]
