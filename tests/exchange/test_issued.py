"""What is handed on is what was issued, as later bulletins correct it; and nothing else."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from issued_days import FIRST, SECOND, by_place, issued_in, two_days_issued
from two_days import OFFICER, TOLD, WITHDRAWN_WHY

from holdfire.exchange.atom import feed
from holdfire.exchange.cap.alerts import alerts
from holdfire.exchange.cot import marks
from holdfire.exchange.features.collections import collections_of
from holdfire.exchange.features.pages import Pages
from holdfire.exchange.features.query import query_of
from holdfire.exchange.hxl import table
from holdfire.exchange.issued import Issued
from holdfire.mission.exchanging import FEATURES, handed_on
from holdfire.mission.folder import Mission
from holdfire.publish.edition import Edition


def test_an_incident_reads_as_it_was_corrected_and_one_taken_back_is_gone(issued: Issued) -> None:
    place = by_place(issued)
    found = {each["id"]: each for each in issued.incidents}
    assert set(found) == {place["36.8"], place["36.4"], place["36.5"]}
    corrected = found[place["36.8"]]["properties"]
    assert (corrected["killed"]["best"], corrected["day"], corrected["bulletin"]) == (3, FIRST, "42/2018")
    assert found[place["36.8"]]["geometry"]["type"] == "Point"


def test_what_was_told_and_is_no_longer_is_named_so_that_it_can_be_taken_out(issued: Issued) -> None:
    (back,) = issued.taken_back()
    assert back.id == by_place(issued)["36.6"]
    assert back.why == "bulletin 41/2018 told of it and a later one does no longer: take it out"
    assert issued.taken_back(FIRST) == [back]
    assert issued.taken_back(SECOND) == []


def test_a_unit_keeps_its_outline_where_only_its_toll_was_corrected(issued: Issued) -> None:
    """A province is drawn as a province, also after a correction; a new place without outline has none."""
    name = by_place(issued)["36.8"]
    outline = {"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 35]]]}

    def as_province(row: dict[str, object], unit: str = "Idlib") -> dict[str, object]:
        return {**row, "lon": None, "lat": None, "radius_m": None, "where_precision": "adm1", "unit": unit}

    def with_province(unit_then: str) -> Issued:
        first, second = issued.sheets
        features = tuple(
            {**each, "geometry": outline, "properties": as_province(each["properties"])}
            if each["id"] == name else each
            for each in first.features
        )  # fmt: skip
        (day,) = second.plain["corrected"]
        rows = [as_province(row, unit_then) for row in day["incidents"]]
        plain = {**second.plain, "corrected": [{**day, "incidents": rows}]}
        return replace(issued, sheets=(replace(first, features=features), replace(second, plain=plain)))

    def drawn(of: Issued) -> object:
        return next(each["geometry"] for each in of.incidents if each["id"] == name)

    assert drawn(with_province("Idlib")) == outline
    assert drawn(with_province("Hama")) is None


def test_a_bulletin_whose_file_was_changed_is_left_out_and_told(tmp_path: Path) -> None:
    mission = two_days_issued(tmp_path / "two")
    changed = mission.folder / "bulletins" / FIRST / "public" / FEATURES
    changed.write_bytes(changed.read_bytes().replace(b"35.8", b"34.8"))
    found = handed_on(mission, Edition.PUBLIC)
    assert [each.number for each in found.issued.sheets] == ["42/2018"]
    (left,) = found.left_out
    assert left.id.startswith("bulletin 41/2018, line ")
    assert left.why == "incidents.geojson gone or changed since it was issued"


def test_two_nodes_hand_the_same_bytes_on(tmp_path: Path, two_issued: Mission) -> None:
    """Issued at other moments by other desks, from the same claims under the same settings."""
    assert handed(two_days_issued(tmp_path / "two")) == handed(two_issued)


def handed(mission: Mission, edition: Edition = Edition.PUBLIC) -> list[object]:
    """The same incidents in all five forms, and the messages of both days."""
    issued, agreement = issued_in(mission, edition), mission.agreement
    pages = Pages(issued, collections_of(issued, agreement), "./", ".json")
    told = [pages.landing(), pages.all(), pages.description(), pages.conformance()]
    told += [pages.features_of(each, query_of({}), {}) for each in pages.collections]
    return [
        table(issued),
        marks(issued, None, timedelta(hours=24)),
        feed(issued, "https://x.example/"),
        json.dumps(told),
        *(alerts(issued, agreement, day, "desk@x.example", "Test") for day in (FIRST, SECOND)),
    ]


@pytest.mark.parametrize("edition", list(Edition))
def test_no_words_and_no_name_of_a_person_are_handed_on(tmp_path: Path, edition: Edition) -> None:
    """Neither what a source wrote, nor who decided a case, nor a reason that only the desk knows."""
    told = repr(handed(two_days_issued(tmp_path / "two", edition), edition))
    assert "Idlib" in told
    for words in (TOLD, OFFICER, "the mill keeper", WITHDRAWN_WHY):
        assert words not in told, words
