"""Observations for tests of counting: one call, one row; and rows made up by the hundred."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
from hypothesis import strategies as st

from holdfire.assessment.counting.count import count
from holdfire.assessment.counting.reading import library_unit, load_unit
from holdfire.assessment.counting.table import OBSERVATIONS, WHEREABOUTS
from holdfire.assessment.counting.unit import Group, Unit
from holdfire.assessment.counting.whereabouts import Areas
from holdfire.moments import ReportingDay, Span

KYIV = ReportingDay(time(19, 30), ZoneInfo("Europe/Kyiv"))
NOON = datetime(2017, 2, 25, 10, tzinfo=UTC)
"""12:00 in Kyiv, within the reporting day of 25 February."""
TODAY = KYIV.span_of(date(2017, 2, 25))

SMM, EPISODE, FACT, INCIDENT, SNHR, UCDP, ROUNDS = (
    load_unit(library_unit(name))
    for name in ("smm", "episode", "fact-of-fire", "incident", "snhr", "ucdp", "rounds-only")
)


def at(minute: float) -> dict[str, Any]:
    """An instant, so many minutes after noon."""
    start = NOON + timedelta(minutes=minute)
    return {"when_start": start, "when_end": start + timedelta(minutes=1), "when_precision": "instant"}


def hour_of(minute: float) -> dict[str, Any]:
    """Some time of the hour that begins so many minutes after noon."""
    start = at(minute)["when_start"]
    return {"when_start": start, "when_end": start + timedelta(hours=1), "when_precision": "hour"}


def on(day: date, precision: str = "day", length: int = 1) -> dict[str, Any]:
    """Some time of that local day, or of so many days from it."""
    zone = KYIV.zone
    start, end = (
        datetime.combine(each, time(), tzinfo=zone).astimezone(UTC)
        for each in (day, day + timedelta(days=length))
    )
    return {"when_start": start, "when_end": end, "when_precision": precision}


def seen(number: int, minute: float = 0, **said: Any) -> dict[str, Any]:
    """Fire from "dpr" at "ukraine" known to the minute and to 100 m, unless said otherwise."""
    return {
        "observation_id": f"r-{number:04}",
        "kind": "report",
        "observer": "osce",
        "relayed": False,
        **at(minute),
        "lon": 37.75,
        "lat": 48.13,
        "radius_m": 100.0,
        "where_precision": "exact",
        "act": "fire/shelling",
        "actor": ["dpr"],
        "target": ["ukraine"],
        "direction_stated": True,
        **said,
    }


def table(*rows: dict[str, Any]) -> pl.DataFrame:
    return OBSERVATIONS.of(rows)


def counted(
    unit: Unit, *rows: dict[str, Any], span: Span = TODAY, areas: Areas | None = None
) -> dict[str, Any]:
    """The one row of a count."""
    (row,) = count(unit, table(*rows), span, KYIV, areas).rows(named=True)
    return row


def bounds(unit: Unit, *rows: dict[str, Any], span: Span = TODAY) -> tuple[int, int | None]:
    row = counted(unit, *rows, span=span)
    return row["lower"], row["upper"]


_CUT = 450
"""Minutes from noon to the cut-off: most of what is made up lies about it."""
_TIMES = st.one_of(
    st.integers(-6, 6).map(lambda step: at(_CUT + step * 11)),
    st.integers(-6, 6).map(lambda step: at(_CUT + step * 11)),
    st.integers(-300, 300).map(lambda step: at(step * 11)),
    st.integers(3, 11).map(lambda hour: hour_of(hour * 60)),
    st.integers(24, 26).map(lambda day: on(date(2017, 2, day))),
)
_ROUGH = st.one_of(
    st.just({"when_start": None, "when_end": None, "when_precision": None}),
    st.integers(20, 26).map(lambda day: on(date(2017, 2, day), "range", 3)),
    st.just(on(date(2017, 2, 1), "month", 28)),
)  # fmt: skip
_PLACES = st.one_of(
    st.builds(
        lambda step, radius: {"lon": 37.75 + step * 0.01, "radius_m": radius},
        st.sampled_from([0, 0, 1, 2, 5, 12]),
        st.sampled_from([50.0, 400.0, 2000.0]),
    ),
    st.just({"lon": None, "lat": None, "radius_m": None, "where_precision": "adm1"}),
)
_SIDES = st.fixed_dictionaries(
    {
        "actor": st.sampled_from([["dpr"], ["dpr"], ["dpr"], ["ukraine"], ["dpr", "lpr"], None]),
        "target": st.sampled_from([["ukraine"], ["ukraine"], ["ukraine"], ["dpr"], ["lpr"], None]),
        "direction_stated": st.sampled_from([True, True, True, True, False, None]),
    }
)
_NUMBERS = st.sampled_from(
    [
        *((None, None), ("rounds", 40), ("Rounds ", 1), ("bursts", None)),
        *(("episodes", 3), ("UCDP event", 1), ("facts of fire", 0)),
    ]
).map(lambda pair: {"unit": pair[0], "count": pair[1]})
_OPEN = st.fixed_dictionaries(
    {
        "act": st.sampled_from(
            ["fire/shelling", "fire", "fire/exercise", "detention", "patrol", "fire/air", None]
        ),
        "killed_best": st.sampled_from([None, 0, 2]),
        "relayed": st.sampled_from([False, False, False, True]),
    }
)  # fmt: skip
_CLEAR = st.fixed_dictionaries(
    {
        "act": st.sampled_from(["fire/shelling", "fire/exercise", "patrol"]),
        "killed_best": st.sampled_from([0, 2]),
    }
)


def rows(clear: bool = False, most: int = 8, observers: tuple[str, ...] = ("osce",)) -> Any:
    """Lists of observation rows. `clear`: each is known to the day, and counts surely or not at all."""
    times = _TIMES if clear else st.one_of(_TIMES, _TIMES, _ROUGH)
    one = st.builds(
        lambda *parts: {key: value for part in parts for key, value in part.items()},
        times, _PLACES, _SIDES, _NUMBERS, _CLEAR if clear else _OPEN,
        st.fixed_dictionaries({"observer": st.sampled_from(observers)}),
    )  # fmt: skip
    return st.lists(one, max_size=most).map(
        lambda made: [seen(number) | row for number, row in enumerate(made)]
    )


def rules() -> Any:
    """Units of the library, and grouped ones that no library has."""
    made = st.builds(
        lambda by, gap, cut: _ruled(tuple(sorted(by)), gap, cut),
        st.sets(st.sampled_from(["direction", "sides", "place", "day"])),
        st.sampled_from([0, 30, 180]),
        st.sampled_from(["start", "divided"]),
    )
    return st.one_of(st.sampled_from([SMM, EPISODE, FACT, SNHR, UCDP, ROUNDS]), made)


def _ruled(by: tuple[str, ...], gap: int, cut: Any) -> Unit:
    group = Group(by, gap, 1500 if "place" in by else None)
    return Unit(
        "made-up", "Made up", 1, "0" * 64, "a test", "things", "observations", ("fire",), (), ("episodes",),
        "one", group, None, ("fire/exercise",), cut,
    )  # fmt: skip


def areas_of(made: list[dict[str, Any]], answers: list[tuple[bool | None, bool | None]]) -> Areas:
    """Two areas: for each observation whether it lies in either; None is "may", and no row outside."""
    lying = [
        {"observation_id": row["observation_id"], "area": area, "inside": True if answer else None}
        for row, pair in zip(made, answers, strict=False)
        for area, answer in zip(("north", "south"), pair, strict=True)
        if answer is not False
    ]
    return Areas({"north": "north-1", "south": "south-1"}, WHEREABOUTS.of(lying))


ANSWERS = st.lists(
    st.sampled_from(
        [(True, False), (False, True), (None, None), (None, False), (False, None), (False, False)]
    ),
    min_size=8,
    max_size=8,
)
"""Answers that two areas apart from each other may give."""
