"""The facts a provision asks of incidents, as columns: the input of its conditions.

All work that needs more than a column expression (names, roles, terms, maps) is done here once for
each distinct value, and joined to the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

import numpy as np
import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.provisions import Provision
from holdfire.agreement.term import TermState
from holdfire.assessment.maps import map_periods
from holdfire.assessment.term_days import readings_through
from holdfire.assessment.who import (
    CIVILIANS,
    Epochs,
    Reading,
    actor_bound,
    target_covered,
    target_exempt,
    through,
)

_RUNNING = frozenset({TermState.IN_FORCE, TermState.EXTENDED})
_SEPARATOR = "\x1f"
_WAYS = ("one", "other")

Ids = tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Incidents made ready to be held against the provisions of one agreement.

    `rows` has the incident's columns that conditions look at; `who` one row for each distinct actor,
    target, direction and period, numbered as in the column `who` of `rows`.
    """

    agreement: Agreement
    rows: pl.DataFrame
    who: pl.DataFrame
    placement: pl.DataFrame
    epochs: Epochs
    _places: dict[Ids, pl.DataFrame] = field(default_factory=dict)
    _readings: dict[tuple[Ids, Ids, Ids], pl.DataFrame] = field(default_factory=dict)
    _terms: dict[Ids, pl.DataFrame] = field(default_factory=dict)

    @classmethod
    def of(cls, incidents: pl.DataFrame, placement: pl.DataFrame, agreement: Agreement) -> "Facts":
        epochs = Epochs(agreement)
        rows = _rows(incidents, epochs)
        keys = ["actors", "targets", "directed", "first", "last"]
        who = rows.select(keys).unique().sort(keys).with_row_index("who")
        numbered = rows.join(who, on=keys, how="left", nulls_equal=True, maintain_order="left")
        placed = placement.join(rows.select("incident_id", "row"), on="incident_id")
        return cls(agreement, numbered.drop("actors", "targets", "first", "last"), who, placed, epochs)

    def asked_by(self, provision: Provision) -> pl.DataFrame:
        """The facts this provision asks, one row for each incident, in order."""
        parts = [self.rows, self._term(provision), self._who(provision)]
        if provision.zones:
            parts.append(self._place(provision.zones))
        else:
            parts.append(self.rows.with_columns(*_nowhere()).select("zone", "zone_version", "share"))
        return pl.concat(parts, how="horizontal")

    def _term(self, provision: Provision) -> pl.DataFrame:
        """term ("runs", "over", "not known") and term_why, over all terms the provision stands under.

        It runs where every competing start that has begun says so, is over where all say so, else it is
        not known: what the starts disagree on, and what no record of consensus settles.
        """
        terms = tuple(term.id for term in self.agreement.terms if provision.id in term.provisions)
        if terms not in self._terms:
            self._terms[terms] = self._term_columns(terms)
        return self._terms[terms]

    def _term_columns(self, terms: Ids) -> pl.DataFrame:
        if not terms:
            always = {"term": pl.lit("runs"), "term_why": pl.lit("")}
            return self.rows.with_columns(**always).select("term", "term_why")
        last = pl.col("when_end") - timedelta(microseconds=1)
        zone = self.agreement.time_zone.key
        spans = self.rows.select(
            day.dt.convert_time_zone(zone).dt.date().alias(name)
            for name, day in (("from", pl.col("when_start")), ("to", last))
        )
        distinct = spans.unique().sort("from", "to")
        readings = [self._term_reading(terms, first, last) for first, last in distinct.iter_rows()]
        known = distinct.with_columns(
            term=pl.Series([each[0] for each in readings], dtype=pl.String),
            term_why=pl.Series([each[1] for each in readings], dtype=pl.String),
        )
        joined = spans.join(known, on=["from", "to"], how="left", nulls_equal=True, maintain_order="left")
        return joined.select("term", "term_why")

    def _term_reading(self, terms: Ids, first: date | None, last: date | None) -> tuple[str, str]:
        if first is None or last is None:
            return "not known", "its time is not known"
        states: set[TermState] = set()
        whys: list[str] = []
        for term in self.agreement.terms:
            for reading in readings_through(self.agreement, term, first, last) if term.id in terms else ():
                states.add(reading.state)
                whys.append(f"{reading.state}, counted from {reading.start.day}")
        # From when a clause binds is its own `start`; a start of the term that comes later delays nothing.
        begun = states - {TermState.NOT_BEGUN}
        word = "runs" if begun <= _RUNNING else "over" if begun == {TermState.LAPSED} else "not known"
        return word, "; ".join(dict.fromkeys(whys))

    def _who(self, provision: Provision) -> pl.DataFrame:
        """bound_one, covered_one, target_one and, sides swapped, bound_other, covered_other,
        target_other; each with its words."""
        key = (provision.bound, provision.except_targets, provision.against)
        if key not in self._readings:
            self._readings[key] = self._readings_of(provision)
        readings = self._readings[key]
        return readings[self.rows["who"]]

    def _readings_of(self, provision: Provision) -> pl.DataFrame:
        told: dict[str, list[Reading]] = {
            f"{what}_{way}": [] for way in _WAYS for what in ("bound", "covered", "target")
        }
        for actors, targets, directed, first, last in self.who.drop("who").iter_rows():
            listed = (_ids(actors), _ids(targets))
            moments = self.epochs.moments(first, last)
            for way in _WAYS:
                actor, target = listed if directed or way == "one" else listed[::-1]
                bound = partial(actor_bound, self.agreement, provision, actor)
                covered = partial(target_covered, self.agreement, provision, actor, target)
                exempt = partial(target_exempt, self.agreement, provision, target)
                told[f"bound_{way}"].append(through(moments, bound))
                told[f"covered_{way}"].append(through(moments, covered))
                told[f"target_{way}"].append(through(moments, exempt))
        columns = {}
        for name, readings in told.items():
            columns[name] = pl.Series([each.holds for each in readings], dtype=pl.Boolean)
            columns[f"{name}_why"] = pl.Series([each.why for each in readings], dtype=pl.String)
        return pl.DataFrame(columns)

    def _place(self, zones: Ids) -> pl.DataFrame:
        if zones not in self._places:
            self._places[zones] = self._place_columns(zones)
        return self._places[zones]

    def _place_columns(self, zones: Ids) -> pl.DataFrame:
        """inside (any zone), unmapped, maps, and the map it lies in, else that of the
        largest share: zone, zone_version, share."""
        insides, unmapped, maps = [], [], []
        for zone in zones:
            inside, gap, standing = self._inside(zone)
            insides.append(inside)
            unmapped.append(gap)
            maps.append(standing)
        largest = (
            self.placement.filter(pl.col("zone").is_in(zones))
            .with_columns(decides=pl.col("inside").fill_null(False))
            .sort(
                "row",
                "decides",
                "share",
                "zone",
                "zone_version",
                descending=[False, True, True, False, False],
                nulls_last=True,
            )
            .unique("row", keep="first", maintain_order=True)
            .select("row", "zone", "zone_version", "share")
            .join(_edges(self.agreement, zones), on=["zone", "zone_version"], how="left")
        )
        whole = self.rows.select("row").join(largest, on="row", how="left", maintain_order="left").drop("row")
        return whole.with_columns(
            pl.col("zone").fill_null(zones[0]),
            pl.DataFrame(insides).select(pl.any_horizontal(pl.all()).alias("inside")).to_series(),
            pl.Series("unmapped", np.any(unmapped, axis=0)),
            pl.Series("maps", np.max(maps, axis=0)),
        )

    def _inside(self, zone_id: str) -> tuple[pl.Series, np.ndarray, np.ndarray]:
        """Per incident: inside that zone under every map it may fall under; whether none was in force
        for some of its time; how many maps it may fall under."""
        count = self.rows.height
        zone = self.agreement.zone(zone_id)
        gap = np.full(count, zone is None)
        held: dict[str, np.ndarray] = {}
        for period in map_periods(zone) if zone else ():
            touched = self.rows.select(period.touched()).to_series().to_numpy()
            if period.version is None:
                gap |= touched
            else:
                version = period.version.id
                held[version] = touched | held.get(version, np.zeros(count, dtype=bool))
        standing = np.sum(list(held.values()), axis=0) if held else np.zeros(count, dtype=np.int64)
        rows = self.placement.filter((pl.col("zone") == zone_id) & pl.col("zone_version").is_in(list(held)))
        within = np.bincount(rows.filter(pl.col("inside"))["row"].to_numpy(), minlength=count)
        open_ = np.bincount(rows.filter(pl.col("inside").is_null())["row"].to_numpy(), minlength=count)
        mapped = (standing > 0) & ~gap
        is_in = mapped & (within == standing)
        is_out = mapped & (within == 0) & (open_ == 0)
        inside = pl.Series(f"inside_{zone_id}", np.where(is_in, 1, np.where(is_out, 0, -1)))
        return inside.replace_strict({1: True, 0: False, -1: None}, return_dtype=pl.Boolean), gap, standing


def _rows(incidents: pl.DataFrame, epochs: Epochs) -> pl.DataFrame:
    against_civilians = "fire/against-civilians"
    harm = (
        (pl.col("killed_civilians") > 0).fill_null(False)
        | (pl.col("act") == against_civilians).fill_null(False)
        | pl.col("target").list.contains(CIVILIANS).fill_null(False)
    )
    known_to = (
        pl.when(pl.col("radius_m").is_not_null())
        .then(pl.lit("±") + pl.col("radius_m").round(0).cast(pl.Int64).cast(pl.String) + pl.lit(" m"))
        .otherwise(pl.lit("its ") + pl.col("where_precision"))
    )
    rows = incidents.with_row_index("row").select(
        pl.col("row").cast(pl.Int64),
        "incident_id",
        "when_start",
        "when_end",
        "act",
        civilian_harm=harm,
        known_to=known_to,
        actors=_key("actor"),
        targets=_key("target"),
        directed=pl.col("direction_stated").fill_null(False),
    )
    return pl.concat([rows, epochs.of(incidents)], how="horizontal")


def _key(column: str) -> pl.Expr:
    return pl.col(column).list.unique().list.sort().list.join(_SEPARATOR).replace("", None)


def _ids(key: str | None) -> Ids | None:
    return None if key is None else tuple(key.split(_SEPARATOR))


def _nowhere() -> Sequence[pl.Expr]:
    """The columns of place for a clause that holds everywhere: there is no zone to speak of."""
    return (
        pl.lit(None, dtype=pl.String).alias("zone"),
        pl.lit(None, dtype=pl.String).alias("zone_version"),
        pl.lit(None, dtype=pl.Float64).alias("share"),
    )


def _edges(agreement: Agreement, zones: Ids) -> pl.DataFrame:
    rows = [
        (zone.id, version.id, f"±{version.edge_uncertainty_m:.0f} m")
        for zone in agreement.zones
        if zone.id in zones
        for version in zone.versions
    ]
    schema = {"zone": pl.String, "zone_version": pl.String, "edge": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")
