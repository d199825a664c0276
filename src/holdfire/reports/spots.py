"""Where, from text: the point, its precision code, and the radius that the code means."""

import polars as pl

from holdfire.places.point import PlacePrecision
from holdfire.places.precision import ACLED_GEO, UCDP_WHERE
from holdfire.reports.drafting import Doubt, Draft, Rule, say, val
from holdfire.reports.map_checks import code_words
from holdfire.reports.map_parts import SourceMap, Taken, Where
from holdfire.reports.taking import number, taken

_CODES = {"ucdp": UCDP_WHERE, "acled": ACLED_GEO}
_DISCS = [str(PlacePrecision.EXACT), str(PlacePrecision.NEAR)]
_UNKNOWN = str(PlacePrecision.UNKNOWN)
_REACH = {"lon": 180, "lat": 90}


def take_where(draft: Draft, source: SourceMap, where: Where) -> None:
    """Make lon, lat, radius_m and where_precision."""
    for name, each in (("lon", where.lon), ("lat", where.lat), ("radius_given", where.radius_m)):
        if each is None:
            draft.set(**{name: pl.lit(None, pl.Float64)})
            continue
        draft.set(**{f"{name}_text": taken(draft, source, each)})
        draft.set(**{name: number(draft, each, name)})
        if name in _REACH:
            _check_reach(draft, name, each)
    _check_pair(draft, where)
    _check_radius(draft, where)
    _settle(draft, _coded(draft, source, where))


def _check_reach(draft: Draft, name: str, each: Taken) -> None:
    reach = _REACH[name]
    draft.rules.append(
        Rule(
            val(name).abs() > reach,
            each.shown_as,
            val(f"{name}_text"),
            say(f"{{}} is no {name}: it runs from -{reach} to {reach}.", val(f"{name}_text")),
            "Check that longitude and latitude are not swapped, and that degrees are decimal.",
        )
    )


def _check_pair(draft: Draft, where: Where) -> None:
    if where.lon is None or where.lat is None:
        return
    draft.rules.append(
        Rule(
            val("lon_text").is_null() != val("lat_text").is_null(),
            f"{where.lon.shown_as}, {where.lat.shown_as}",
            pl.coalesce(val("lon_text"), val("lat_text")),
            "Only one of longitude and latitude is given.",
            "A point needs both; leave both empty where it is not known.",
        )
    )
    draft.doubts.append(
        Doubt(
            (val("lon") == 0) & (val("lat") == 0),
            "the point 0, 0 lies in the Gulf of Guinea and often stands for a missing one",
        )
    )


def _check_radius(draft: Draft, where: Where) -> None:
    if where.radius_m is None:
        return
    draft.rules.append(
        Rule(
            val("radius_given") <= 0,
            where.radius_m.shown_as,
            val("radius_given_text"),
            say("{} metres is no radius.", val("radius_given_text")),
            "Give how far from the point it may have been, in metres, more than 0.",
        )
    )


def _coded(draft: Draft, source: SourceMap, where: Where) -> tuple[pl.Expr, pl.Expr]:
    """The precision by its code, and the radius: the row's own, else that of the code."""
    text = taken(draft, source, where.precision, code_words(where.codes, "where"))
    rules = _CODES.get(where.codes)
    if rules is None:
        return text, val("radius_given")
    named = {str(code): str(rule.precision) for code, rule in rules.items()}
    radii = {str(code): rule.radius_m for code, rule in rules.items()}
    radius = text.replace_strict(radii, default=None, return_dtype=pl.Float64)
    return text.replace_strict(named, default=None, return_dtype=pl.String), pl.coalesce(
        val("radius_given"), radius
    )


def _settle(draft: Draft, coded: tuple[pl.Expr, pl.Expr]) -> None:
    """A disc without a point is no disc, and a precision that is not said is not known."""
    draft.set(coded_where=coded[0], coded_radius=coded[1])
    precision, pointed = val("coded_where"), val("lon").is_not_null()
    disc = precision.is_in(_DISCS)
    draft.doubts += [
        Doubt(disc & ~pointed, say("the place is coded as {}, but no point is given", precision)),
        Doubt(disc & pointed & val("coded_radius").is_null(), "no radius is given for the point"),
        Doubt(precision.is_null() & pointed, "it is not said how well the point is known"),
    ]
    draft.set(
        where_precision=pl.when(precision.is_null() | (disc & ~pointed))
        .then(pl.lit(_UNKNOWN))
        .otherwise(precision),
        radius_m=pl.when(disc & pointed).then(val("coded_radius")),
    )
