"""Many incidents on one map: cells with counts when zoomed out, points when zoomed in, never too many.

Cells are no finer than a tenth of a degree. What is known less well than a cell is wide is counted in the
cell of its point, and the cell says of how many that is so.
"""

from dataclasses import dataclass

import polars as pl
import shapely

from holdfire.web.mapping.feature import GRID, Feature
from holdfire.web.mapping.marks import pin_features
from holdfire.web.mapping.symbols import VERDICTS

APART_MAX = 400
"""So many points are drawn one by one however far one has zoomed out."""
POINTS_MAX = 1_500
"""So many points are drawn at most; of more, the gravest, and the rest is told as a number."""
POINTS_FROM_ZOOM = 9.0
SIDES = ((8.0, 0.1), (6.6, 0.2), (5.2, 0.5), (0.0, 1.0))
"""From that zoom on, a cell has so many degrees: about 30 points on the screen."""
METRES_A_DEGREE = 111_320.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """`kind` is "points" or "grid". `seen` incidents lie in the box; `more` of them are not drawn."""

    kind: str
    features: list[Feature]
    seen: int
    more: int


def side_for(zoom: float) -> float:
    """Degrees of a cell at that zoom of a web map."""
    return next(side for least, side in SIDES if zoom >= least)


def drawn(pins: pl.DataFrame, box: Box | None, zoom: float, href: str = "/incidents/{id}") -> Drawn:
    """`Marks.pins` within the box (west, south, east, north; None: everywhere), as a map at that zoom has
    them."""
    seen = pins if box is None else within(pins, box)
    if seen.height > APART_MAX and zoom < POINTS_FROM_ZOOM:
        return Drawn("grid", cell_features(cells(seen, side_for(zoom))), seen.height, 0)
    shown = seen
    if seen.height > POINTS_MAX:
        shown = seen.sort("gravity", "incident_id").head(POINTS_MAX)
    return Drawn("points", pin_features(shown, href), seen.height, seen.height - shown.height)


def within(pins: pl.DataFrame, box: Box) -> pl.DataFrame:
    west, south, east, north = box
    return pins.filter(pl.col("lon").is_between(west, east) & pl.col("lat").is_between(south, north))


def cells(pins: pl.DataFrame, side: float) -> pl.DataFrame:
    """column, row, count, gravity (of the gravest) and rough (how many are known less well than the cell is
    wide) of every cell with an incident in it."""
    return (
        pins.group_by(
            (pl.col("lon") / side).floor().cast(pl.Int32).alias("column"),
            (pl.col("lat") / side).floor().cast(pl.Int32).alias("row"),
        )
        .agg(
            pl.len().alias("count"),
            pl.col("gravity").min(),
            (pl.col("radius_m") > side * METRES_A_DEGREE / 2).sum().alias("rough"),
        )
        .with_columns(side=pl.lit(side))
        .sort("row", "column")
    )


def cell_features(found: pl.DataFrame) -> list[Feature]:
    """Cells as squares with their count; `share` is the count against the fullest cell's, by its root."""
    most = found["count"].max() or 1
    assert isinstance(most, int)
    rows = zip(
        *(found[name].to_list() for name in ("column", "row", "side", "count", "gravity", "rough")),
        strict=True,
    )
    return [
        Feature(
            GRID,
            f"{column}.{row}",
            shapely.box(column * side, row * side, (column + 1) * side, (row + 1) * side),
            label=f"{count:,}".replace(",", "\u202f"),
            status=VERDICTS[gravity],
            more={"count": count, "rough": rough or None, "share": round((count / most) ** 0.5, 3)},
        )
        for column, row, side, count, gravity, rough in rows
    ]
