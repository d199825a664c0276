"""Field reports by every road of ODK and Kobo: the same answers are the same report, and nothing is lost."""

import io
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from submissions import ANSWERS, RECORD, as_json, central, central_csv, changed, kobo, kobo_csv, xml
from taking import Desk

from holdfire.errors import IntakeError
from holdfire.reports.act import ACT_CODES
from holdfire.reports.readers.raw import Limits
from holdfire.reports.source_map import SourceMap, library_source, read_source_map

ROADS = {
    "odk": ("report.xml", lambda *rows: xml(*rows)),
    "odk-json": ("central.json", lambda *rows: as_json(central(*rows))),
    "odk-json of Kobo": ("kobo.json", lambda *rows: as_json(kobo(*rows))),
    "odk-csv": ("central.csv", lambda *rows: central_csv(*rows)),
    "kobo-csv": ("kobo.csv", lambda *rows: kobo_csv(*rows)),
}
MADE_HERE = ("report_id", "source", "raw_file", "raw_file_sha256", "raw_line")


def library(slug: str) -> SourceMap:
    found, faults = read_source_map(library_source(slug.split()[0]))
    assert found is not None, faults
    return found


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def take(desk: Desk, road: str, *rows: dict[str, str]):
    name, written = ROADS[road]
    return desk.take(put(desk.folder, name, written(*rows)), library(road))


@pytest.mark.parametrize("road", ROADS)
def test_a_field_report_is_read_the_same_by_every_road(desk: Desk, road: str) -> None:
    result = take(desk, road)
    assert (result.read, result.accepted, desk.reasons()) == (1, 1, [])
    (report,) = desk.reports().to_dicts()
    assert report["source_key"] == RECORD
    assert report["when_start"] == datetime(2017, 6, 15, 11, 20, tzinfo=UTC), "read by its own offset"
    assert report["when_precision"] == "instant"
    assert (report["lat"], report["lon"], report["radius_m"]) == (35.93, 36.63, 8.2)
    assert report["where_precision"] == "exact"
    assert report["place_as_written"] == "خان شيخون"
    assert report["act"] == "fire/shelling/mortar"
    assert report["origin"] == "post-7"
    assert report["actor"] is None, "not known stays not known"
    assert report["actor_as_written"] is None
    assert report["attributed_by"] is None, "nobody is said to have done it, so nobody says so"
    assert report["target"] == ["opposition"]
    assert report["direction_stated"] is True, "the form asks against whom"
    assert (report["killed_low"], report["killed_best"], report["killed_high"]) == (0, None, 2)
    assert report["injured_low"] is None, "a toll not known is no zero"
    assert report["text"] == "Three rounds; then quiet."
    assert report["doubts"] is None


def test_the_four_maps_say_the_same_but_for_the_format() -> None:
    maps = [library(slug) for slug in ("odk", "odk-json", "odk-csv", "kobo-csv")]
    for each in maps[1:]:
        for part in ("rows", "when", "where", "lookups", "musts", "required", "mapped", "unknown_id"):
            same = getattr(maps[0], part) if part != "mapped" else maps[0].mapped - {"meta/deprecatedID"}
            assert getattr(each, part) == same, f"{each.slug}: {part}"
    acts = maps[0].lookups["act"].values
    assert {each for each in acts.values() if each} == ACT_CODES, "every act has its choice"


@pytest.mark.parametrize(
    ("answers", "column", "why"),
    [
        ({"form_version": "holdfire-report-2-0123456789ab"}, "form_version", "layout 1"),
        ({"form_version": None}, "form_version", "layout 1"),
        ({"what__act": "fire.catapult"}, "what/act", "no value for fire.catapult"),
        ({"who__actor": "atlantis"}, "actor", "no party or group among atlantis"),
        ({"when__how": "roughly"}, "when/how", "no value for roughly"),
        ({"where__gps": "95 36 0 4"}, "where/gps.lat", "no lat"),
        ({"where__gps": "35.9 36.6 0 -4"}, "where/gps", "below 0"),
        ({"toll__killed_low": "several"}, "toll/killed_low", "is not a whole number"),
        ({"record_id": None}, "record_id", "source_key is empty"),
        ({"photo": "17.jpg"}, "photo", "'17.jpg' that it names did not come"),
        ({"where__colour": "red"}, "where/colour", "neither mapped nor ignored"),
        ({"where__how": "town", "where__town": "atlantis"}, "where/town_lat", "none of the form's"),
        ({"where__how": "zone", "where__zone": "atlantis"}, "where/place_name", "none of the form's"),
    ],
)
def test_what_does_not_fit_the_form_is_quarantined(
    desk: Desk, answers: dict[str, str | None], column: str, why: str
) -> None:
    result = take(desk, "odk", changed(**answers))
    assert (result.read, result.accepted, result.quarantined) == (1, 0, 1)
    told = [(at, reason) for _, at, reason in desk.reasons()]
    assert any(column in str(at) and why in reason for at, reason in told), told


def test_words_of_a_witness_beside_the_choices_are_kept_as_written(desk: Desk) -> None:
    take(desk, "odk", changed(who__actor="other", who__actor_other="men in a white pickup"))
    (report,) = desk.reports().to_dicts()
    assert report["actor_as_written"] == "men in a white pickup"
    assert report["actor"] is None
    assert "nobody is known by the name" in report["doubts"][0]
    assert report["attributed_by"] == "post-7"


@pytest.mark.parametrize(
    ("answers", "start", "end", "precision"),
    [
        ({"when__how": "hour"}, "2017-06-15 11:20", "2017-06-15 12:20", "hour"),
        (
            {"when__how": "day", "when__at": None, "when__day": "2017-06-15"},
            "2017-06-14 21:00",
            "2017-06-15 21:00",
            "day",
        ),
        (
            {"when__how": "day", "when__at": None, "when__day": "2017-03-31"},
            "2017-03-30 22:00",
            "2017-03-31 21:00",
            "day",
        ),
        (
            {
                "when__how": "span",
                "when__at": None,
                "when__from": "2017-06-14T22:00:00.000+03:00",
                "when__to": "2017-06-15T04:30:00.000+02:00",
            },
            "2017-06-14 19:00",
            "2017-06-15 02:30",
            "range",
        ),
    ],
)
def test_time_is_known_as_well_as_was_said(
    desk: Desk, answers: dict[str, str | None], start: str, end: str, precision: str
) -> None:
    take(desk, "odk", changed(**answers))
    assert desk.reasons() == []
    (report,) = desk.reports().to_dicts()
    assert f"{report['when_start']:%Y-%m-%d %H:%M}" == start
    assert f"{report['when_end']:%Y-%m-%d %H:%M}" == end, "31 March 2017 had 23 hours in Damascus"
    assert report["when_precision"] == precision


def test_a_time_and_a_place_that_are_not_known_stay_so(desk: Desk) -> None:
    none = {"when__at": None, "where__gps": None, "where__place": None}
    take(desk, "odk", changed(when__how="not_known", where__how="not_known", **none))
    (report,) = desk.reports().to_dicts()
    assert (report["when_start"], report["when_precision"]) == (None, None)
    assert (report["lat"], report["radius_m"], report["where_precision"]) == (None, None, "unknown")


def test_a_town_with_distance_and_direction_is_a_disc_around_the_point_it_means(desk: Desk) -> None:
    town = {"where__town": "geonames_SY.168325", "where__town_lat": "35.95", "where__town_lon": "36.6"}
    row = changed(where__how="town", where__gps=None, where__place=None, where__place_name="Khan", **town)
    take(desk, "odk", row | {"where/town_m": "3500", "where/distance_km": "3", "where/direction": "n"})
    (report,) = desk.reports().to_dicts()
    assert (report["lat"], report["radius_m"], report["where_precision"]) == (35.95, 3500.0, "near")


def test_a_place_tapped_on_the_map_takes_its_radius_from_who_tapped(desk: Desk) -> None:
    tapped = {"where__tap": "35.9 36.6 0 0", "where__tap_m": "250"}
    take(desk, "odk", changed(where__how="map", where__gps=None, **tapped))
    (report,) = desk.reports().to_dicts()
    assert (report["radius_m"], report["where_precision"]) == (250.0, "near")


class TestEdits:
    EDIT = changed(
        toll__killed_high="1",
        meta__instanceID="uuid:7f3c6a52-6b4e-4d0c-9d0e-000000000002",
        meta__deprecatedID=ANSWERS["meta/instanceID"],
    )

    def test_an_edit_corrects_its_report_and_is_no_second_one(self, desk: Desk) -> None:
        """The edit's file sorts first, and still it is the edit that stands."""
        folder = desk.folder / "sent"
        put(folder, "a/edit.xml", xml(self.EDIT))
        put(folder, "b/first.xml", xml())
        result = desk.take(folder, library("odk"))
        assert (result.accepted, result.revised) == (2, 1)
        reports = desk.reports().sort("raw_line")
        assert reports["source_key"].n_unique() == 1
        assert reports["killed_high"].to_list() == [2, 1], "the later line stands (incidents/claims.py)"
        assert "with other content" in reports["doubts"].to_list()[1][0]

    def test_an_edit_that_comes_another_day_is_a_correction_too(self, desk: Desk) -> None:
        take(desk, "odk")
        assert take(desk, "odk", self.EDIT).revised == 1

    def test_the_first_version_that_comes_after_its_edit_does_not_take_its_place(self, desk: Desk) -> None:
        take(desk, "odk", self.EDIT)
        late = take(desk, "odk")
        assert (late.accepted, late.quarantined) == (0, 1)
        assert "does not say that it corrects it" in desk.reasons()[0][2]
        assert desk.reports()["killed_high"].to_list() == [1], "the edit stands"
        assert take(desk, "odk", self.EDIT).duplicate == 1, "and is still known"

    def test_the_same_submission_again_adds_nothing(self, desk: Desk) -> None:
        take(desk, "odk-csv")
        (again,) = [desk.take(put(desk.folder, "later.csv", central_csv(Edits="0")), library("odk-csv"))]
        assert (again.duplicate, again.accepted) == (1, 0), "what the server notes is no part of the claim"

    def test_one_id_with_two_contents_is_no_edit(self, desk: Desk) -> None:
        result = take(desk, "odk-json", ANSWERS, changed(toll__killed_high="9"))
        assert (result.accepted, result.quarantined) == (1, 1)
        assert "came before in what is read" in desk.reasons()[0][2]


class TestPhotos:
    PHOTO = changed(photo="1497523200000.jpg")

    @pytest.mark.parametrize(
        "path", ["i/1497523200000.jpg", "i/media/1497523200000.jpg", "media/1497523200000.jpg"]
    )
    def test_a_photo_is_evidence_by_its_digest(self, desk: Desk, path: str) -> None:
        packed = zipped(**{"i/report.xml": xml(self.PHOTO), path: b"a photo"})
        desk.take(put(desk.folder, "sent.zip", packed), library("odk"))
        assert desk.reports()["evidence"].to_list() == [[sha256(b"a photo").hexdigest()]]

    def test_photos_by_submission_as_kobo_exports_them(self, desk: Desk) -> None:
        own = ANSWERS["meta/instanceID"].removeprefix("uuid:")
        put(desk.folder / "sent", f"user/attachments/abc/{own}/1497523200000.jpg", b"a photo")
        put(desk.folder / "sent", "report.xml", xml(self.PHOTO))
        assert desk.take(desk.folder / "sent", library("odk")).accepted == 1

    @pytest.mark.parametrize("road", ["odk-json", "odk-csv"])
    def test_of_a_list_within_a_zip(self, desk: Desk, road: str) -> None:
        name, written = ROADS[road]
        packed = zipped(**{f"out/{name}": written(self.PHOTO), "out/media/1497523200000.jpg": b"a photo"})
        assert desk.take(put(desk.folder, "sent.zip", packed), library(road)).accepted == 1
        assert desk.reports()["evidence"].to_list() == [[sha256(b"a photo").hexdigest()]]

    def test_a_photo_that_did_not_come_is_asked_for(self, desk: Desk) -> None:
        result = take(desk, "odk-json", self.PHOTO)
        assert result.quarantined == 1
        put(desk.folder, "media/1497523200000.jpg", b"a photo")
        assert take(desk, "odk-json", self.PHOTO).accepted == 1, "the same file, now with its photo"

    @pytest.mark.parametrize("name", ["../secret.txt", "/etc/passwd", "a\\b.jpg", "..", "sub/x.jpg"])
    def test_a_name_that_leads_elsewhere_is_never_followed(self, desk: Desk, name: str) -> None:
        put(desk.folder, "secret.txt", b"secret")
        assert take(desk, "odk", changed(photo=name)).quarantined == 1


class TestRepeats:
    """A form of one's own may ask for several photos; a map then reads their digests as one list."""

    SEVERAL = {"photos/photo": ["a.jpg", "b.jpg"]}

    def own_map(self, slug: str) -> SourceMap:
        found = library(slug)
        rows = ({**found.rows[0], "evidence": type(found.rows[0]["evidence"])(("photos/photo.sha256",))},)
        return type(found)(**{name: getattr(found, name) for name in found.__slots__} | {"rows": rows})

    @pytest.fixture(autouse=True)
    def media(self, desk: Desk) -> None:
        put(desk.folder, "media/a.jpg", b"a")
        put(desk.folder, "media/b.jpg", b"b")

    def check(self, desk: Desk) -> None:
        assert desk.reasons() == []
        expected = [sha256(b"a").hexdigest(), sha256(b"b").hexdigest()]
        assert desk.reports()["evidence"].to_list() == [expected]

    def test_of_a_device(self, desk: Desk) -> None:
        inside = b"<photos><photo>a.jpg</photo></photos><photos><photo>b.jpg</photo></photos></data>"
        desk.take(put(desk.folder, "r.xml", xml().replace(b"</data>", inside)), self.own_map("odk"))
        self.check(desk)

    def test_of_central_expanded(self, desk: Desk) -> None:
        told = central()
        told["value"][0]["photos"] = [
            {"__id": "x", "__Submissions-id": "y", "photo": n} for n in ("a.jpg", "b.jpg")
        ]
        told["value"][0]["photos@odata.navigationLink"] = None
        del told["value"][0]["photos@odata.navigationLink"]
        desk.take(put(desk.folder, "r.json", as_json(told)), self.own_map("odk-json"))
        self.check(desk)

    def test_of_central_not_expanded(self, desk: Desk) -> None:
        told = central()
        told["value"][0]["photos@odata.navigationLink"] = "Submissions('x')/photos"
        desk.take(put(desk.folder, "r.json", as_json(told)), self.own_map("odk-json"))
        assert "'photos' are not in the file" in desk.reasons()[0][2]

    def test_of_kobo(self, desk: Desk) -> None:
        told = kobo(photos=[{"photos/photo": "a.jpg"}, {"photos/photo": "b.jpg"}])
        desk.take(put(desk.folder, "r.json", as_json(told)), self.own_map("odk-json"))
        self.check(desk)

    def test_of_centrals_zip_by_their_parents_key(self, desk: Desk) -> None:
        own = ANSWERS["meta/instanceID"]
        rows = [f"photo,PARENT_KEY,KEY\na.jpg,{own},{own}/photos[1]\nb.jpg,{own},{own}/photos[2]\n"]
        rows.append("c.jpg,uuid:nobody,uuid:nobody/photos[1]\n")
        files = {"f.csv": central_csv(), "f-photos.csv": "".join(rows).encode()}
        files |= {"media/a.jpg": b"a", "media/b.jpg": b"b"}
        result = desk.take(put(desk.folder, "f.zip", zipped(**files)), self.own_map("odk-csv"))
        assert (result.read, result.accepted, result.quarantined) == (2, 1, 1)
        (told,) = desk.reasons()
        assert told == (
            4,
            "PARENT_KEY",
            "f-photos.csv:4: no submission of the export has the key 'uuid:nobody'.",
        )
        assert len(desk.reports()["evidence"].to_list()[0]) == 2


class TestWhatAServerSaysOfASubmission:
    @pytest.mark.parametrize(
        ("told", "why"),
        [
            (central(reviewState="rejected"), "rejected"),
            (central(status="notDecrypted"), "encrypted"),
            (central(attachmentsPresent=1, attachmentsExpected=2), "has 1 of its 2 files"),
            (kobo(_validation_status={"uid": "validation_status_not_approved"}), "rejected"),
        ],
    )
    def test_json(self, desk: Desk, told: object, why: str) -> None:
        desk.take(put(desk.folder, "r.json", as_json(told)), library("odk-json"))
        assert why in desk.reasons()[0][2]

    @pytest.mark.parametrize(
        ("content", "slug", "why"),
        [
            (central_csv(ReviewState="rejected"), "odk-csv", "rejected"),
            (central_csv(Status="not decrypted"), "odk-csv", "encrypted"),
            (
                kobo_csv().replace(b'"2017-06-15T11:30:00";""', b'"x";"validation_status_not_approved"'),
                "kobo-csv",
                "rejected",
            ),
        ],
    )
    def test_csv(self, desk: Desk, content: bytes, slug: str, why: str) -> None:
        desk.take(put(desk.folder, "r.csv", content), library(slug))
        assert why in desk.reasons()[0][2]

    @pytest.mark.parametrize("state", ["approved", "edited", "hasIssues"])
    def test_any_other_review_leaves_it_a_report(self, desk: Desk, state: str) -> None:
        told = as_json(central(reviewState=state, edits=1))
        assert desk.take(put(desk.folder, "r.json", told), library("odk-json")).accepted == 1

    @pytest.mark.parametrize("told", [central() | {"@odata.nextLink": "x"}, kobo() | {"next": "x"}])
    def test_one_page_of_several_is_refused(self, desk: Desk, told: object) -> None:
        with pytest.raises(IntakeError, match="one page of several"):
            desk.take(put(desk.folder, "r.json", as_json(told)), library("odk-json"))

    def test_places_as_well_known_text_have_no_accuracy(self, desk: Desk) -> None:
        told = central()
        told["value"][0]["where"]["gps"] = "POINT (36.63 35.93 412.5)"
        desk.take(put(desk.folder, "r.json", as_json(told)), library("odk-json"))
        (report,) = desk.reports().to_dicts()
        assert (report["lat"], report["lon"], report["radius_m"]) == (35.93, 36.63, None)
        assert report["doubts"] == ["no radius is given for the point"]

    def test_labels_instead_of_values_are_told_apart(self, desk: Desk) -> None:
        content = kobo_csv().replace(b'"when/how"', b'"How well is the time known?"')
        with pytest.raises(IntakeError, match="not its labels"):
            desk.take(put(desk.folder, "r.csv", content), library("kobo-csv"))


class TestStrangersFiles:
    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b'<!DOCTYPE d [<!ENTITY a "b">]><data id="x"><a>&a;</a></data>', "document type"),
            (b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><data id="x"/>', "document type"),
            (b"<data id='x'>" + b"<a>" * 40 + b"</a>" * 40 + b"</data>", "nested more than 32"),
            (b"<data id='x'>" + b"<a>1</a>" * 10_001 + b"</data>", "more than 10,000 answers"),
            (b"<data id='x'><a>1", "no XML"),
            (b"<html><body/></html>", "names no form"),
            (b"<data id='x'>words<a>1</a></data>", "text stands beside"),
            (b"<data id='x' encrypted='yes'><base64EncryptedKey>k</base64EncryptedKey></data>", "encrypted"),
            (b"not XML at all", "no XML"),
        ],
    )
    def test_what_is_no_submission_waits_with_its_reason(self, desk: Desk, content: bytes, why: str) -> None:
        folder = desk.folder / "sent"
        put(folder, "good.xml", xml())
        put(folder, "odd.xml", content)
        result = desk.take(folder, library("odk"))
        assert (result.read, result.accepted, result.quarantined) == (2, 1, 1)
        ((line, _, reason),) = desk.reasons()
        assert line == 2
        assert reason.startswith("odd.xml: "), "the file is named, since a number alone is hard to find"
        assert why in reason

    @pytest.mark.parametrize("name", ["../../evil.xml", "/abs.xml", "c:/x.xml", "a\\..\\b.xml"])
    def test_a_zip_whose_names_lead_out_of_it(self, desk: Desk, name: str) -> None:
        with pytest.raises(IntakeError, match="leads out of the zip"):
            desk.take(put(desk.folder, "sent.zip", zipped(**{name: xml()})), library("odk"))

    def test_a_zip_that_unfolds_without_end(self, desk: Desk) -> None:
        packed = zipped(**{"bomb.xml": b"<" + b" " * (4 << 20)})
        with pytest.raises(IntakeError, match="unfolds more than 200 times"):
            desk.take(put(desk.folder, "sent.zip", packed), library("odk"))

    def test_more_submissions_than_are_held_at_once(self, desk: Desk) -> None:
        put(desk.folder / "sent", "a.xml", xml())
        put(desk.folder / "sent", "b.xml", xml())
        with pytest.raises(IntakeError, match="smaller parts, the older first"):
            desk.take(desk.folder / "sent", library("odk"), Limits(whole_bytes_max=len(xml()) + 1))
        assert desk.reports().is_empty(), "a folder is taken in whole or not at all"

    def test_two_lists_in_one_zip(self, desk: Desk) -> None:
        packed = zipped(**{"a.json": as_json(central()), "b.json": as_json(kobo())})
        with pytest.raises(IntakeError, match="2 files that may be the submissions"):
            desk.take(put(desk.folder, "sent.zip", packed), library("odk-json"))
        packed = zipped(**{"a.csv": central_csv(), "b.csv": central_csv()})
        with pytest.raises(IntakeError, match="2 of its CSV files may be the submissions"):
            desk.take(put(desk.folder, "sent.zip", packed), library("odk-csv"))

    def test_a_zip_that_is_cut(self, desk: Desk) -> None:
        packed = zipped(**{"a.xml": xml()})
        spoiled = packed[:60] + b"\0\0\0\0" + packed[64:]
        with pytest.raises(IntakeError, match=r"not a whole \.zip"):
            desk.take(put(desk.folder, "sent.zip", spoiled), library("odk"))

    @pytest.mark.parametrize("slug", ["odk-json", "odk-csv"])
    def test_a_folder_is_taken_in_only_where_submissions_are_files(self, desk: Desk, slug: str) -> None:
        with pytest.raises(IntakeError, match="is a folder"):
            desk.take(desk.folder, library(slug))

    @pytest.mark.parametrize("content", [b"", b"[", b'{"value": [{"a": 1}', b"{}", b"3", b'"x"', b"\xff\xfe"])
    def test_json_that_is_no_list_of_submissions(self, desk: Desk, content: bytes) -> None:
        with pytest.raises(IntakeError):
            desk.take(put(desk.folder, "r.json", content), library("odk-json"))
