"""A bare table of reports brought to the columns that fusing reads; what is missing stays unknown.

Any column of reports/table.py may be missing, and a few names that other tables use for the same thing are
known. Nothing is guessed in silence: what was read otherwise than it stands is told in `notes`.
"""

from dataclasses import dataclass

import polars as pl

from holdfire.errors import IncidentError

INSTANT = pl.Datetime("us", "UTC")

KNOWN_AS: dict[str, tuple[str, ...]] = {
    "report_id": ("id", "event_id", "event_id_cnty", "data_id", "key"),
    "source": ("dataset", "source_name", "outlet"),
    "when_start": ("start", "date_start", "datetime", "timestamp", "time", "date", "event_date", "when"),
    "when_end": ("end", "date_end", "enddate", "end_date"),
    "when_precision": ("time_precision", "date_precision"),
    "lon": ("longitude", "long", "lng", "x"),
    "lat": ("latitude", "y"),
    "radius_m": ("radius", "precision_m", "accuracy_m"),
    "where_precision": ("place_precision", "geo_precision"),
    "place_as_written": ("place", "location", "place_name", "town", "village"),
    "adm1": ("admin1", "adm_1", "province", "governorate"),
    "act": ("type", "event_type", "kind"),
    "act_as_written": ("sub_event_type",),
    "actor": ("actor1", "side_a", "actors"),
    "target": ("actor2", "side_b", "targets"),
    "killed_best": ("killed", "deaths", "fatalities", "best", "dead"),
    "injured_best": ("injured", "wounded"),
    "text": ("notes", "description", "headline"),
    "origin": ("relayed_from", "first_said_by"),
}
"""Other names for a column, used where the column itself is not there."""
SIDES = ("actor", "target")
TEXTS = (
    "report_id", "source", "when_precision", "where_precision", "place_as_written", "adm1", "act",
    "act_as_written", "actor_as_written", "target_as_written", "text", "origin",
)  # fmt: skip
NUMBERS = {
    "killed_best": pl.Int64,
    "injured_best": pl.Int64,
    "lon": pl.Float64,
    "lat": pl.Float64,
    "radius_m": pl.Float64,
}
FEW = 30
"""Placed reports below which nobody can say where nearly all lie."""
_DAY_US = 86_400_000_000
_LENGTHS = {
    "instant": 1 / 24,
    "hour": 1 / 24,
    "day": 1.0,
    "range": 1.0,
    "week": 7.0,
    "month": 30.0,
    "year": 365.0,
}
"""Days that a time of that precision may mean, where a table gives no end."""


@dataclass(frozen=True, slots=True)
class Read:
    """The columns that fusing reads, and what was read otherwise than it stands."""

    frame: pl.DataFrame
    notes: tuple[str, ...]


def read_reports(reports: pl.DataFrame) -> Read:
    """Bring a table of reports to the columns known here, types and all.

    Raises IncidentError where the table has nothing to compare by: neither time nor place.
    """
    notes: list[str] = []
    if not reports.width:
        raise IncidentError(
            "The table has no columns.", "Give one row a report; see docs/tables.md, reports."
        )
    frame = reports
    lower = {name.lower(): name for name in frame.columns}
    for name, others in KNOWN_AS.items():
        if name not in frame.columns:
            found = next((lower[other] for other in (name, *others) if other in lower), None)
            if found is not None:
                frame = frame.with_columns(pl.col(found).alias(name))
                notes.append(f"Column {found} is read as {name}.")
    frame = _ids(frame, notes)
    frame = _typed(frame, notes)
    frame = _times(frame, notes)
    frame = _sides(frame)
    if (
        frame["when_start"].null_count() == frame.height
        and frame["lon"].null_count() == frame.height
        and frame.height
    ):
        raise IncidentError(
            "No report has a time, and none a place: there is nothing to compare them by.",
            "Give when_start, and lon and lat; see docs/tables.md, reports.",
        )
    return Read(frame, tuple(notes))


def _ids(frame: pl.DataFrame, notes: list[str]) -> pl.DataFrame:
    numbered = pl.format("row-{}", pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(9))
    if "report_id" not in frame.columns:
        notes.append("There is no report_id: reports are called after their rows, row-000000001 and so on.")
        return frame.with_columns(numbered.alias("report_id"))
    named = frame.with_columns(pl.coalesce(pl.col("report_id").cast(pl.String), numbered).alias("report_id"))
    if named["report_id"].is_duplicated().any():
        again = named.height - named["report_id"].n_unique()
        same = named.height - named.unique().height
        notes.append(
            f"{again:,} rows bear the id of another row ({same:,} of them the same row again); "
            "they are told apart as id#2, id#3 in order of their content."
        )
        ordered = named.sort(pl.struct(pl.all()).hash(seed=1)).with_columns(
            again=pl.int_range(1, pl.len() + 1).over("report_id")
        )
        named = ordered.with_columns(
            report_id=pl.when(pl.col("again") == 1)
            .then("report_id")
            .otherwise(pl.format("{}#{}", "report_id", "again"))
        ).drop("again")
    return named


def _typed(frame: pl.DataFrame, notes: list[str]) -> pl.DataFrame:
    columns = []
    for name in TEXTS:
        if name in frame.columns and name not in SIDES:
            if isinstance(frame.schema[name], pl.List):
                columns.append(pl.col(name).cast(pl.List(pl.String)).list.join("; ").alias(name))
            else:
                columns.append(pl.col(name).cast(pl.String).str.strip_chars().replace("", None).alias(name))
        elif name not in frame.columns:
            columns.append(pl.lit(None, dtype=pl.String).alias(name))
    for name, kind in NUMBERS.items():
        if name in frame.columns:
            columns.append(pl.col(name).cast(pl.Float64, strict=False).cast(kind, strict=False).alias(name))
        else:
            columns.append(pl.lit(None, dtype=kind).alias(name))
    if "direction_stated" in frame.columns:
        columns.append(pl.col("direction_stated").cast(pl.Boolean, strict=False))
    else:
        columns.append(pl.lit(None, dtype=pl.Boolean).alias("direction_stated"))
    typed = frame.with_columns(columns)
    odd = typed.filter(~(pl.col("lon").is_between(-180, 180) & pl.col("lat").is_between(-90, 90)))
    turned = odd.filter(pl.col("lat").is_between(-180, 180) & pl.col("lon").is_between(-90, 90)).height
    if odd.height:
        notes.append(
            f"{odd.height:,} reports have coordinates that are on no map; {turned:,} of them are on one with "
            "longitude and latitude swapped, and are compared so."
        )
    can_turn = (pl.col("lat").abs() > 90) & (pl.col("lat").abs() <= 180) & (pl.col("lon").abs() <= 90)
    typed = typed.with_columns(
        lon=pl.when(can_turn).then("lat").otherwise("lon"), lat=pl.when(can_turn).then("lon").otherwise("lat")
    )
    typed = _turned_back(typed, notes)
    on_map = pl.col("lon").is_between(-180, 180) & pl.col("lat").is_between(-90, 90)
    nowhere = on_map & (pl.col("lon") == 0) & (pl.col("lat") == 0)
    return typed.with_columns(pl.when(on_map & ~nowhere).then(name).alias(name) for name in ("lon", "lat"))


def _turned_back(frame: pl.DataFrame, notes: list[str]) -> pl.DataFrame:
    """Points far from where nearly all others lie, and among them once longitude and latitude are swapped."""
    there = frame.filter(pl.col("lon").is_not_null() & pl.col("lat").is_not_null())
    if there.height < FEW:
        return frame
    inside, turned = pl.lit(True), pl.lit(True)
    for name, other in (("lon", "lat"), ("lat", "lon")):
        low, high = (float(there[name].quantile(each) or 0.0) for each in (0.1, 0.9))
        slack = 0.5 * (high - low) + 1.0
        inside &= pl.col(name).is_between(low - slack, high + slack)
        turned &= pl.col(other).is_between(low - slack, high + slack)
    swapped = (~inside & turned).fill_null(False)
    many = int(frame.select(swapped.sum()).item())
    if not many or many > 0.1 * there.height:
        return frame
    notes.append(
        f"{many:,} reports lie far from all others, and among them with longitude and latitude swapped; they "
        "are compared so."
    )
    return frame.with_columns(
        lon=pl.when(swapped).then("lat").otherwise("lon"), lat=pl.when(swapped).then("lon").otherwise("lat")
    )


def _instant(frame: pl.DataFrame, name: str) -> pl.Expr:
    kind = frame.schema[name]
    if isinstance(kind, pl.Datetime):
        if kind.time_zone is None:
            return pl.col(name).cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
        return pl.col(name).dt.convert_time_zone("UTC").cast(INSTANT)
    if kind == pl.Date:
        return pl.col(name).cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
    if kind == pl.String:
        text = pl.col(name).str.strip_chars()
        return pl.coalesce(
            text.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%#z", strict=False, time_zone="UTC", time_unit="us"),
            *(
                text.str.to_datetime(form, strict=False, time_unit="us").dt.replace_time_zone("UTC")
                for form in (
                    "%Y-%m-%dT%H:%M:%S%.f",
                    "%Y-%m-%d %H:%M:%S%.f",
                    "%Y-%m-%dT%H:%M",
                    "%Y-%m-%d %H:%M",
                )
            ),
            text.str.to_date("%Y-%m-%d", strict=False).cast(pl.Datetime("us")).dt.replace_time_zone("UTC"),
            text.str.to_date("%d/%m/%Y", strict=False).cast(pl.Datetime("us")).dt.replace_time_zone("UTC"),
        )
    return pl.lit(None, dtype=INSTANT)


def _times(frame: pl.DataFrame, notes: list[str]) -> pl.DataFrame:
    """Spans: an end that is missing follows from the precision, or from whether an hour is written."""
    for name in ("when_start", "when_end"):
        value = _instant(frame, name) if name in frame.columns else pl.lit(None, dtype=INSTANT)
        frame = frame.with_columns(value.alias(name))
    start = pl.col("when_start")
    at_midnight = (start.dt.hour() == 0) & (start.dt.minute() == 0) & (start.dt.second() == 0)
    stated = (
        pl.col("when_precision")
        .str.to_lowercase()
        .replace_strict(_LENGTHS, default=None, return_dtype=pl.Float64)
    )
    length = pl.coalesce(stated, pl.when(at_midnight).then(1.0).otherwise(1 / 24))
    made = start + pl.duration(microseconds=(length * _DAY_US).cast(pl.Int64))
    end = pl.col("when_end")
    ended = frame.select(n=(end.is_null() & start.is_not_null()).sum())["n"][0]
    if ended:
        notes.append(
            f"{ended:,} reports give no end of their time; a date alone is read as that day, an hour as "
            "that hour."
        )
    # A table of days names the last day itself, not the midnight after it.
    whole = (end == end.dt.truncate("1d")) & (start == start.dt.truncate("1d")) & (end >= start)
    inclusive = frame.select(n=(whole & (end == start)).sum())["n"][0] > 0
    if inclusive:
        notes.append(
            "Some reports end on the day they start, at midnight: ends are read as the last day, included."
        )
        end = pl.when(whole).then(end + pl.duration(days=1)).otherwise(end)
    return frame.with_columns(when_end=pl.when(end > start).then(end).otherwise(made))


def _sides(frame: pl.DataFrame) -> pl.DataFrame:
    """Sides as one text each: the ids in order, else what is written."""
    for name in SIDES:
        if name in frame.columns and isinstance(frame.schema[name], pl.List):
            ids = (
                pl.col(name)
                .cast(pl.List(pl.String))
                .list.drop_nulls()
                .list.unique()
                .list.sort()
                .list.join("+")
            )
        elif name in frame.columns:
            ids = pl.col(name).cast(pl.String).str.strip_chars()
        else:
            ids = pl.lit(None, dtype=pl.String)
        frame = frame.with_columns(
            pl.coalesce(ids.replace("", None), pl.col(f"{name}_as_written"))
            .str.to_lowercase()
            .alias(f"{name}_side")
        )
    return frame
