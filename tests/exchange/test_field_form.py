"""The field form, from the mission to the device and back: what was filled in is what is reported."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from filling import Device, RefusedError
from pyxform.xls2xform import convert

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.reading import library_pack, library_packs, load_pack
from holdfire.exchange.xlsform.choices import towns_of
from holdfire.exchange.xlsform.form import LAYOUT, ReportForm, report_form
from holdfire.exchange.xlsform.tongues import LANGUAGES, in_tongues
from holdfire.exchange.xlsform.workbook import as_workbook
from holdfire.mission.folder import Mission
from holdfire.places.gazetteer import Gazetteer, PlaceEntry
from holdfire.places.geodesy import distance_m
from holdfire.places.library import library_gazetteer
from holdfire.places.point import Point

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
OFFSET = "+02:00"


@cache
def astana() -> Agreement:
    return load_pack(library_pack("astana"))


@cache
def form() -> ReportForm:
    return report_form(astana(), library_gazetteer(["SY"]), "Idlib desk")


@cache
def xform() -> str:
    warnings: list[str] = []
    made = convert(io.BytesIO(as_workbook(form())), warnings=warnings, file_type=".xlsx")
    assert warnings == [], "ODK and Kobo must take it without a word"
    return str(made.xform)


def device(language: str = "en", number: int = 1) -> Device:
    return Device(xform(), LANGUAGES[language], NOW, number)


def label(list_name: str, name: str, language: str) -> str:
    (row,) = [row for row in form().listed(list_name) if row["name"] == name]
    said = row[f"label::{LANGUAGES[language]}"]
    return said.replace("’", "'")  # pyxform makes round quotes straight


def filled(made: Device, language: str = "en", **answers: str) -> Device:
    """Fill it in; choices are found by what the device shows in its language, as a person finds them."""
    whole = {
        "what/act": "fire.shelling.mortar",
        "when/how": "minute",
        "when/at": f"2026-01-01T14:20:00.000{OFFSET}",
        "where/how": "here",
        "where/gps": "35.93 36.63 412.5 8.2",
        "source/how": "saw",
        "source/team": "post-7",
        "who/actor": "not_known",
        "who/target": "opposition",
        "toll/killed": "known",
        "toll/killed_low": "2",
        "toll/killed_high": "2",
        "toll/injured": "not_known",
    } | {name.replace("__", "/"): value for name, value in answers.items()}
    for path, value in whole.items():
        if value == "":
            continue
        if f"/data/{path}" in made.sets:
            list_name = made.sets[f"/data/{path}"].split("'")[1]
            value = made.choices(f"/data/{path}")[label(list_name, value, language)]
        made.answer(path, value)
    return made


def taken_in(mission: Mission, *sent: bytes) -> list[dict[str, object]]:
    """The reports that these submissions become in the mission, oldest line first."""
    folder = mission.folder.parent / "sent"
    folder.mkdir(exist_ok=True)
    before = set(mission.reports()["report_id"])
    for number, each in enumerate(sent):
        (folder / f"{number}.xml").write_bytes(each)
    result = mission.take_in(folder, "odk", NOW, lambda rows: None)
    waiting = mission.quarantine().collect().select("column", "value", "reason").rows()
    assert result.quarantined == 0, waiting
    rows = mission.reports().sort("received", "raw_line").to_dicts()
    return [row for row in rows if row["report_id"] not in before]


SAID = ("when_start", "when_end", "when_precision", "lat", "lon", "radius_m", "where_precision")
SAID += ("place_as_written", "act", "act_as_written", "origin", "actor", "target", "attributed_by")
SAID += ("killed_low", "killed_best", "killed_high", "injured_low", "text", "language", "doubts")


class TestFromTheDeviceBack:
    def test_the_same_report_comes_back_through_all_five_languages(self, mission: Mission) -> None:
        sent = [filled(device(code, number), code).send() for number, code in enumerate(LANGUAGES, 1)]
        first, *others = taken_in(mission, *sent)
        assert len(others) == 4, "five devices, five reports"
        assert first["when_start"] == datetime(2026, 1, 1, 12, 20, tzinfo=UTC)
        assert (first["lat"], first["lon"], first["radius_m"]) == (35.93, 36.63, 8.2)
        assert first["where_precision"] == "exact", "the accuracy of the device is the precision"
        assert first["act"] == "fire/shelling/mortar"
        assert first["target"] == ["opposition"]
        assert (first["killed_low"], first["killed_best"], first["killed_high"]) == (2, 2, 2)
        for other in others:
            assert {name: other[name] for name in SAID} == {name: first[name] for name in SAID}

    def test_what_is_not_known_stays_not_known(self, mission: Mission) -> None:
        nothing = dict.fromkeys(("when__at", "where__gps", "toll__killed_low", "toll__killed_high"), "")
        nothing |= dict.fromkeys(("when__how", "where__how", "who__target", "toll__killed"), "not_known")
        told = filled(
            device(),
            what__act="not_known",
            source__how="told",
            source__team="",
            **nothing,
            source__told_by="not_known",
        )
        (report,) = taken_in(mission, told.send())
        assert {name: report[name] for name in SAID if report[name] is not None} == {
            "where_precision": "unknown"
        }

    @pytest.mark.parametrize(
        ("direction", "north", "east"), [("n", 4, 0), ("se", -2.828, 2.828), ("w", 0, -4)]
    )
    def test_a_town_a_distance_and_a_direction_are_a_disc_there(
        self, mission: Mission, direction: str, north: float, east: float
    ) -> None:
        town = next(row for row in form().listed("towns") if "idlib" in row["zones"].split())
        told = filled(
            device("ar"),
            "ar",
            where__how="town",
            where__gps="",
            where__zone="idlib",
            where__town=town["name"],
            where__distance_km="4",
            where__direction=direction,
        )
        (report,) = taken_in(mission, told.send())
        start = Point(float(town["lon"]), float(town["lat"]))
        place = Point(report["lon"], report["lat"])
        assert distance_m(start, place) == pytest.approx(4_000, abs=25)
        assert distance_m(Point(start.lon, place.lat), start) == pytest.approx(abs(north) * 1000, abs=25)
        assert distance_m(Point(place.lon, start.lat), start) == pytest.approx(abs(east) * 1000, abs=25)
        assert (place.lat > start.lat) == (north > 0) or not north
        assert report["radius_m"] == 4_000, "2 km for the town, half the distance for a guess of both"
        assert report["where_precision"] == "near"
        assert report["place_as_written"] == town["written"], "one name, whatever language it was chosen in"

    def test_a_place_within_a_town_needs_no_direction(self, mission: Mission) -> None:
        town = next(row for row in form().listed("towns") if row["zones"] == "elsewhere")
        told = filled(
            device(),
            where__how="town",
            where__gps="",
            where__zone="elsewhere",
            where__town=town["name"],
            where__distance_km="0",
        )
        (report,) = taken_in(mission, told.send())
        assert (report["lat"], report["radius_m"]) == (float(town["lat"]), 2_000)

    def test_only_a_zone(self, mission: Mission) -> None:
        told = filled(device(), where__how="zone", where__gps="", where__zone="idlib")
        (report,) = taken_in(mission, told.send())
        assert (report["lat"], report["where_precision"]) == (None, "region")
        assert report["place_as_written"] == astana().zone("idlib").name

    def test_a_tap_on_the_map(self, mission: Mission) -> None:
        told = filled(
            device(), where__how="map", where__gps="", where__tap="35.9 36.6 0 0", where__tap_m="300"
        )
        (report,) = taken_in(mission, told.send())
        assert (report["radius_m"], report["where_precision"]) == (300, "near")

    @pytest.mark.parametrize(
        ("answers", "hours", "precision"),
        [
            ({"when__how": "hour"}, 1, "hour"),
            ({"when__how": "day", "when__at": "", "when__day": "2026-01-01"}, 24, "day"),
            (
                {
                    "when__how": "span",
                    "when__at": "",
                    "when__from": "2026-01-01T14:00:00.000+02:00",
                    "when__to": "2026-01-01T19:00:00.000+03:00",
                },
                4,
                "range",
            ),
        ],
    )
    def test_time_as_well_as_it_is_known(
        self, mission: Mission, answers: dict[str, str], hours: int, precision: str
    ) -> None:
        (report,) = taken_in(mission, filled(device(), **answers).send())
        assert report["when_end"] - report["when_start"] == timedelta(hours=hours)
        assert report["when_precision"] == precision

    def test_words_beside_the_choices(self, mission: Mission) -> None:
        told = filled(
            device("ru"),
            "ru",
            what__act="other",
            what__act_other="loudspeakers",
            who__actor="other",
            who__actor_other="men in a white pickup",
            what__text="Ночью",
            what__language="ru",
        )
        (report,) = taken_in(mission, told.send())
        assert (report["act"], report["act_as_written"]) == (None, "loudspeakers")
        assert (report["actor"], report["actor_as_written"]) == (None, "men in a white pickup")
        assert (report["text"], report["language"]) == ("Ночью", "ru")
        assert report["attributed_by"] == "post-7"

    def test_an_edit_keeps_its_record_and_corrects_it(self, mission: Mission) -> None:
        first = device()
        sent = filled(first).send()
        first.edit(sent)
        first.answer("toll/killed_high", "3")
        before, after = taken_in(mission, sent, first.send())
        assert before["source_key"] == after["source_key"]
        assert (before["killed_high"], after["killed_high"], after["killed_best"]) == (2, 3, None)
        assert "with other content" in after["doubts"][0]

    def test_every_choice_of_the_form_is_one_that_the_map_knows(self, mission: Mission) -> None:
        sent = []
        for number, row in enumerate(form().listed("acts"), 1):
            made = device("en", number)
            more = {"what__act_other": "x"} if row["name"] == "other" else {}
            sent.append(filled(made, what__act=row["name"], **more).send())
        for row in form().listed("targets"):
            number += 1
            more = {"who__target_other": "x"} if row["name"] == "other" else {}
            sent.append(filled(device("en", number), who__target=row["name"], **more).send())
        assert len(taken_in(mission, *sent)) == len(sent)


class TestWhatTheDeviceRefuses:
    @pytest.mark.parametrize(
        ("answers", "why"),
        [
            ({"when__at": "2026-01-03T14:20:00.000+02:00"}, "when/at: This lies in the future"),
            ({"toll__killed_high": "1"}, "toll/killed_high: Not less than the least"),
            ({"toll__killed_low": "-1"}, "toll/killed_low: A count is 0 or more"),
            ({"where__tap_m": "5"}, "where/tap_m is not asked now"),
            ({"toll__injured_low": "5"}, "toll/injured_low is not asked now"),
            ({"source__told_by": "russia"}, "source/told_by is not asked now"),
            (
                {
                    "when__how": "span",
                    "when__at": "",
                    "when__from": "2026-01-01T14:00:00.000+02:00",
                    "when__to": "2026-01-01T13:00:00.000+02:00",
                },
                "when/to: This is before its start",
            ),
        ],
    )
    def test_an_answer_that_cannot_be(self, answers: dict[str, str], why: str) -> None:
        with pytest.raises(RefusedError, match=why):
            filled(device(), **answers)

    def test_a_distance_asks_for_its_direction(self) -> None:
        town = next(row for row in form().listed("towns") if row["zones"] == "elsewhere")
        made = filled(
            device(),
            where__how="town",
            where__gps="",
            where__zone="elsewhere",
            where__town=town["name"],
            where__distance_km="3",
        )
        with pytest.raises(RefusedError, match="where/direction must be answered"):
            made.send()

    def test_only_the_towns_of_the_zone_chosen_are_offered(self) -> None:
        made = device()
        made.answer("where/how", "town")
        made.answer("where/zone", "eastern-ghouta")
        offered = set(made.choices("/data/where/town").values())
        expected = {row["name"] for row in form().listed("towns") if "eastern-ghouta" in row["zones"].split()}
        assert offered == expected
        assert 0 < len(offered) < 50

    def test_a_change_of_mind_leaves_nothing_behind(self) -> None:
        made = filled(device())
        made.answer("where/how", "not_known")
        made.answer("toll/killed", "not_known")
        sent = made.send().decode()
        assert "<gps" not in sent
        assert "<killed_low" not in sent


class TestTheWorkbook:
    def test_the_same_mission_writes_the_same_bytes(self) -> None:
        assert as_workbook(form()) == as_workbook(
            report_form(astana(), library_gazetteer(["SY"]), "Idlib desk")
        )

    def test_there_is_no_clock_in_it(self) -> None:
        with zipfile.ZipFile(io.BytesIO(as_workbook(form()))) as book:
            assert {each.date_time for each in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert book.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2

    def test_the_version_is_made_of_the_content(self) -> None:
        assert form().version.startswith(f"{LAYOUT}-")
        smaller = report_form(astana(), Gazetteer(()), "Idlib desk")
        renamed = report_form(astana(), library_gazetteer(["SY"]), "Another desk")
        assert len({form().version, smaller.version, renamed.version}) == 3

    def test_the_order_of_a_gazetteer_makes_no_difference(self) -> None:
        turned = Gazetteer(reversed(library_gazetteer(["SY"]).entries))
        assert report_form(astana(), turned, "Idlib desk").version == form().version

    def test_every_question_is_asked_in_every_language(self) -> None:
        for row in form().survey:
            for column in ("label", "hint", "constraint_message"):
                said = [bool(row.get(f"{column}::{language}")) for language in LANGUAGES.values()]
                assert all(said) or not any(said), f"{row['name']}: {column}"
            assert row["type"] in ("calculate", "end_group") or row["label::English (en)"]

    def test_a_name_that_begins_like_a_formula_stays_a_text(self) -> None:
        named = replace(form(), settings={**form().settings, "form_title": "=1+1"})
        book = openpyxl.load_workbook(io.BytesIO(as_workbook(named)))
        cell = next(each for each in book["settings"][2] if each.value == "=1+1")
        assert cell.data_type == "s"

    @pytest.mark.parametrize("slug", library_packs())
    def test_every_pack_makes_a_form_that_converts(self, slug: str) -> None:
        pack = load_pack(library_pack(slug))
        made = report_form(pack, library_gazetteer([pack.country]), slug)
        warnings: list[str] = []
        convert(io.BytesIO(as_workbook(made)), warnings=warnings, file_type=".xlsx")
        assert warnings == []


class TestChoices:
    def test_who_only_observes_is_no_choice_for_who_did_it(self) -> None:
        actors = {row["name"] for row in form().listed("actors")}
        assert {"un", "jordan"}.isdisjoint(actors), "an observer is not an offender"
        assert {"syria", "opposition", "isil", "not_known", "other"} <= actors
        assert "un" in {row["name"] for row in form().listed("speakers")}
        assert "civilians" in {row["name"] for row in form().listed("targets")} - actors
        assert "syrian-insurgents" not in actors, "an umbrella name says less than a witness can"

    def test_acts_are_those_that_clauses_speak_of(self) -> None:
        acts = {row["name"] for row in form().listed("acts")}
        assert {"fire", "fire.air.barrel-bomb", "access-denied"} <= acts
        assert "release" not in acts

    def test_towns_of_the_zones_come_first_where_there_are_too_many(self) -> None:
        few = towns_of(astana(), library_gazetteer(["SY"]), limit=20)
        assert len(few.choices) == 20
        assert few.left_out == len(form().listed("towns")) - 20
        assert all(each.extra["zones"] != "elsewhere" for each in few.choices)

    def test_a_town_that_two_lists_hold_is_one_choice_and_homonyms_are_told_apart(self) -> None:
        listed = [
            PlaceEntry("1", "Duma", Point(36.4, 33.57), "own"),
            PlaceEntry("2", "Dūmā", Point(36.401, 33.571), "other"),
            PlaceEntry("3", "Duma", Point(36.0, 35.0), "own"),
        ]
        found = towns_of(astana(), Gazetteer(listed)).choices
        assert sorted(each.labels["en"] for each in found) == ["Duma (33.57, 36.40)", "Duma (35.00, 36.00)"]

    def test_a_name_is_chosen_for_a_language_by_its_letters(self) -> None:
        found = in_tongues("Iran", ["Иран", "ایران", "إيران"])
        assert found == {"en": "Iran", "ru": "Иран", "tr": "Iran", "ar": "إيران", "fa": "ایران"}
        assert set(in_tongues("Faction", ["Splinter"]).values()) == {"Faction"}


def test_the_command_writes_the_form_and_says_what_is_in_it(mission: Mission, tmp_path: Path, capsys) -> None:
    import json

    from holdfire.commands import main

    out = tmp_path / "form.xlsx"
    with pytest.raises(SystemExit) as left:
        main(["exchange", "xlsform", str(mission.folder), "--out", str(out), "--json"])
    assert left.value.code == 0
    told = json.loads(capsys.readouterr().out)
    assert told["version"].startswith(LAYOUT)
    assert told["languages"] == ["en", "ru", "tr", "ar", "fa"]
    assert told["towns"] > 100
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["survey", "choices", "settings"]
    assert "EXERCISE" in book["settings"]["A2"].value, "nobody takes an exercise for the truth"
    main_again = out.read_bytes()
    with pytest.raises(SystemExit):
        main(["exchange", "xlsform", str(mission.folder), "--out", str(out)])
    assert out.read_bytes() == main_again
    assert "5 languages" in capsys.readouterr().out


def test_a_folder_of_submissions_is_taken_in_by_its_source(mission: Mission, tmp_path: Path, capsys) -> None:
    from holdfire.commands import main

    sent = tmp_path / "from the tablets"
    sent.mkdir()
    (sent / "1.xml").write_bytes(filled(device()).send())
    (sent / "2.xml").write_bytes(b"<form/>")
    with pytest.raises(SystemExit) as left:
        main(["take-in", str(mission.folder), str(sent), "--source", "odk"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert "2 rows read = 1 accepted + 0 duplicate + 1 quarantined" in said
    with pytest.raises(SystemExit):
        main(["quarantine", str(mission.folder)])
    assert (
        "from the tablets:2: the row = '2.xml': 2.xml: it is XML, but no submission"
        in capsys.readouterr().out
    )
    with pytest.raises(SystemExit) as left:
        main(["take-in", str(mission.folder), str(sent)])
    assert left.value.code == 1
    assert "with --source odk" in capsys.readouterr().err
