"""The shape of a map, made of what is written when it is first asked for.

Most commands read an agreement for its parties and rules, and look at no map; loading what makes shapes
takes longer than reading the whole agreement.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from holdfire.errors import AgreementError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class WrittenShape:
    """A GeoJSON geometry as it is written, and the id of the map that it is of."""

    written: Any
    version: str

    @cached_property
    def shape(self) -> "BaseGeometry":
        """Its shape; raises AgreementError where it has none."""
        found = geometry_of(self.written)
        if found is None:
            raise AgreementError(f"The map {self.version} has no shape.", "Run holdfire agreement check.")
        return found


def geometry_of(written: Any) -> "BaseGeometry | None":
    """The shape of a GeoJSON geometry; None where it cannot be read."""
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    try:
        return shape(written)
    except (ShapelyError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        return None
