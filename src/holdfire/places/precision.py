"""What the precision codes of UCDP and ACLED say about a place, as a radius or a unit.

Sources. UCDP: Georeferenced Event Dataset, codebook version 19.1, column `where_prec`. ACLED:
codebook, "Geo-precision" (quoted in docs/places.md). A radius that a codebook does not give is
our own, and its meaning says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from holdfire.places.point import Place, PlacePrecision, Point

EXACT, NEAR, ADM2, ADM1, REGION, COUNTRY, UNKNOWN = PlacePrecision


@dataclass(frozen=True, slots=True)
class PrecisionRule:
    """What one code means. `radius_m` is None where the place is no disc."""

    precision: PlacePrecision
    radius_m: float | None
    meaning: str

    def place(self, point: Point | None, unit_code: str | None = None) -> Place:
        """The place a source means by a point with this code.

        The point of a unit is only the codebook's stand-in for it (its centroid, its capital), so
        it is kept for display and never gets a radius. A disc without a point is not known.
        """
        if self.radius_m is not None and point is None:
            return Place(UNKNOWN)
        coded = unit_code if self.precision in (ADM1, ADM2) else None
        return Place(self.precision, point, self.radius_m, coded)


UCDP_WHERE: Mapping[int, PrecisionRule] = MappingProxyType(
    {
        1: PrecisionRule(
            EXACT,
            2_000.0,
            "Exact location known. The point is a gazetteer's point for the town or village, so it happened "
            "within 2 km of it (our figure: the reach of a settlement; the codebook gives none).",
        ),
        2: PrecisionRule(NEAR, 25_000.0, "Within at most about 25 km of the known point that is coded."),
        3: PrecisionRule(ADM2, None, "Only the second-order division is known; the point stands for it."),
        4: PrecisionRule(ADM1, None, "Only the first-order division is known; the point stands for it."),
        5: PrecisionRule(REGION, None, "A river, border, road or informal region; the point stands for it."),
        6: PrecisionRule(COUNTRY, None, "Only the country is known."),
        7: PrecisionRule(UNKNOWN, None, "In international waters or airspace: no place on the map is known."),
    }
)

ACLED_GEO: Mapping[int, PrecisionRule] = MappingProxyType(
    {
        1: PrecisionRule(
            EXACT,
            3_000.0,
            "A particular town is named and its coordinates are known. It happened within 3 km of that point "
            "(our figure: ACLED codes whole towns, larger than villages; its codebook gives none).",
        ),
        2: PrecisionRule(
            NEAR,
            25_000.0,
            "A small part of a region, or near a town; a town there stands for it. Within 25 km (our figure, "
            "that of UCDP code 2; the codebook gives none).",
        ),
        3: PrecisionRule(
            ADM1, None, "A larger region only; the provincial capital or a natural feature stands for it."
        ),
    }
)
