"""A hazardous area, and what each side says has become of it.

Every side has a word of its own: one that says "cleared" takes nothing from another's "confirmed". Where the
sides differ, the area stands at the most hazardous that any of them says. What is released in parts leaves
the rest hazardous: only a side's own word releases the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from holdfire.centre.act import Act
from holdfire.centre.hazards.acts import (
    CANCELLED,
    CLEARED,
    CONFIRMED,
    CONFIRMED_AREA,
    HANDED,
    HANDED_OVER,
    REDUCED,
    RELEASES,
    SUSPECTED_AREA,
)  # fmt: skip
from holdfire.centre.outline import E7, disc_square_metres, polygon_of, square_metres
from holdfire.places.point import Point

if TYPE_CHECKING:
    from shapely.geometry import Polygon

STATES = (CONFIRMED_AREA, SUSPECTED_AREA, RELEASES[CANCELLED], RELEASES[REDUCED], RELEASES[CLEARED], HANDED)
"""From the most hazardous on. No state but the first two is hazardous."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one side says of the area: the steps it told, in their order."""

    speaker: str | None
    steps: tuple[Act, ...]

    def state(self, reported: str) -> str:
        """Where its word leaves the area; `reported` is how the area was reported."""
        found = reported
        for act in self.steps:
            if act.kind == CONFIRMED:
                found = CONFIRMED_AREA
            elif act.kind == HANDED_OVER:
                found = HANDED
            elif act.content.get("outline") is None:
                found = RELEASES[act.kind]
        return found

    @property
    def released(self) -> tuple[Act, ...]:
        return tuple(each for each in self.steps if each.kind in RELEASES)

    @property
    def whole_released(self) -> bool:
        """Whether it said that all is released, in its own words."""
        return any(each.content.get("outline") is None for each in self.released)


@dataclass(frozen=True, slots=True)
class Area:
    """An area as reported, what each side says of it, and the accidents told of it."""

    id: str
    reported: Act
    said: Mapping[str | None, Said]
    accidents: tuple[Act, ...] = ()

    @property
    def level(self) -> str:
        """As it was reported: suspected or confirmed."""
        return str(self.reported.content["level"])

    @property
    def by_side(self) -> Mapping[str | None, str]:
        """The state by each side that spoke, the one that reported it among them."""
        return {speaker: each.state(self.level) for speaker, each in self.said.items()}

    @property
    def state(self) -> str:
        """The most hazardous that any side says."""
        return min(self.by_side.values(), key=STATES.index)

    @property
    def disputed(self) -> bool:
        return len(set(self.by_side.values())) > 1

    @property
    def hazardous(self) -> bool:
        return self.state in (SUSPECTED_AREA, CONFIRMED_AREA)

    @property
    def whole_m2(self) -> int:
        """Its area in square metres, as it was reported."""
        drawn = self.reported.content.get("outline")
        if isinstance(drawn, list | tuple):
            return square_metres(drawn)
        return disc_square_metres(_place(self.reported)["radius_m"])

    def residual_m2(self, speaker: str | None) -> int:
        """What is left unreleased by that side's word, in square metres; parts that overlap count once."""
        said = self.said[speaker]
        if said.whole_released:
            return 0
        parts = [polygon_of(rings) for each in said.released if (rings := _rings(each)) is not None]
        if not parts:
            return self.whole_m2
        import shapely

        from holdfire.places.geodesy import area_m2

        rest = shapely.difference(self.shape, shapely.union_all(parts))
        return min(self.whole_m2, round(area_m2(rest)))

    @property
    def shape(self) -> "Polygon":
        """Its outline, or the disc around its middle."""
        drawn = _rings(self.reported)
        if drawn is not None:
            return polygon_of(drawn)
        from holdfire.places.geodesy import disc

        middle = _place(self.reported)
        return disc(Point(middle["lon_e7"] / E7, middle["lat_e7"] / E7), middle["radius_m"])

    def through(self, moment: datetime) -> "Area | None":
        """It as it stood at a moment, by the clocks of those who signed; None: not yet reported."""
        if self.reported.at > moment:
            return None
        said = {
            speaker: replace(each, steps=tuple(step for step in each.steps if step.at <= moment))
            for speaker, each in self.said.items()
        }
        heard = {
            speaker: each for speaker, each in said.items() if each.steps or speaker == self.reported.speaker
        }
        return replace(self, said=heard, accidents=tuple(e for e in self.accidents if e.at <= moment))


def _rings(act: Act) -> list[Any] | None:
    drawn = act.content.get("outline")
    return list(drawn) if isinstance(drawn, list | tuple) else None


def _place(act: Act) -> Mapping[str, int]:
    told = act.content["place"]
    assert isinstance(told, Mapping)
    return told


@dataclass(slots=True)
class Hazards:
    """Every area by id."""

    areas: dict[str, Area] = field(default_factory=dict)

    def through(self, moment: datetime) -> "Hazards":
        found = ((name, each.through(moment)) for name, each in self.areas.items())
        return Hazards({name: each for name, each in found if each is not None})
