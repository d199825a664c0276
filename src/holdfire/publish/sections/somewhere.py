"""Incidents known only to a province or less: shown as areas, never as pins."""

import polars as pl

from holdfire.publish.day import DayCut
from holdfire.publish.layout import Grid, Section, said
from holdfire.publish.sections.zones import INCIDENT
from holdfire.publish.wording import unit_name

_ROUGH = {
    "adm2": "somewhere in a district of {}",
    "adm1": "somewhere in {}",
    "region": "somewhere in a wider region ({})",
    "country": "somewhere in the country",
    "unknown": "place not known",
}


def somewhere(cut: DayCut) -> Section:
    rough = rough_incidents(cut.incidents)
    title = "Incidents known only to a province or less"
    if rough.is_empty():
        text = said(
            "Every incident of the day is known to a place: ", cut.counting.count((), INCIDENT), " are not."
        )
        return Section(7, "somewhere", title, (text,))
    found: dict[str, list[str]] = {}
    for row in cut.rows_of(rough):
        province = unit_name(row["adm1"], cut.dataset.units) or "a province not named"
        words = _ROUGH.get(row["where_precision"], "somewhere in {}").format(province)
        found.setdefault(words, []).append(row["incident_id"])
    grid = Grid(
        "Where they may have happened",
        ("Known to", "Incidents"),
        tuple(
            (said(words), said(cut.counting.count(tuple(found[words]), INCIDENT))) for words in sorted(found)
        ),
        "Those known to a unit are hatched on the map; the others are not drawn. A zone is tested with the "
        "share of the unit that lies in it, and the finding stays undetermined unless the whole unit lies "
        "inside or outside.",
        frozenset({1}),
    )
    return Section(7, "somewhere", title, (grid,))


def rough_incidents(incidents: pl.DataFrame) -> pl.DataFrame:
    disc = pl.col("where_precision").is_in(("exact", "near"))
    return incidents.filter(~(disc & pl.col("lon").is_not_null() & pl.col("radius_m").is_not_null()))
