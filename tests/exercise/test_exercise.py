"""An exercise under the Astana pack: a small ceasefire whose truth is known."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from shapely import get_num_geometries, get_parts
from shapely.geometry import Point as Dot

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.reading import library_pack, library_packs, load_pack
from holdfire.errors import AgreementError
from holdfire.exercise import files
from holdfire.exercise.files import MARK, TRUTH, Exercise, make, write
from holdfire.exercise.truth import first_day
from holdfire.places.geodesy import distance_m
from holdfire.places.library import library_units
from holdfire.places.point import Point
from holdfire.reports.tracks import track_of

JUNE = date(2017, 6, 1)


@pytest.fixture(scope="module")
def astana() -> Agreement:
    return load_pack(library_pack("astana"))


@pytest.fixture(scope="module")
def drill(astana: Agreement) -> Exercise:
    return make(astana, JUNE, 14, 7, library_units("SY"))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(
    astana: Agreement, drill: Exercise, tmp_path: Path
) -> None:
    write(drill, tmp_path / "first")
    write(make(astana, JUNE, 14, 7, library_units("SY")), tmp_path / "again")
    write(make(astana, JUNE, 14, 8, library_units("SY")), tmp_path / "other")
    names = sorted(path.name for path in (tmp_path / "first").iterdir())
    for name in names:
        first, again, other = ((tmp_path / each / name).read_bytes() for each in ("first", "again", "other"))
        assert first == again
        assert first != other


def test_every_file_says_that_it_is_an_exercise(drill: Exercise, tmp_path: Path) -> None:
    sent = write(drill, tmp_path)
    assert all(path.name.startswith(MARK) for path in tmp_path.iterdir())
    assert json.loads((tmp_path / TRUTH).read_text())["mark"].startswith("EXERCISE: made up")
    for file in sent:
        with (tmp_path / file.name).open(newline="") as lines:
            rows = list(csv.DictReader(lines))
        if file.form == "holdfire":
            assert rows
            assert all(row["text"].startswith("EXERCISE: ") for row in rows)
        if file.form == "tallies":
            assert all(row["bulletin"].startswith("EXERCISE ") for row in rows)


def test_incidents_lie_where_and_when_they_say(astana: Agreement, drill: Exercise) -> None:
    zones = dict(drill.scene.zones)
    start, end = drill.scene.day(0).start, drill.scene.day(13).end
    assert {truth.zone for truth in drill.truths} == {*zones, None}
    for truth in drill.truths:
        assert start <= truth.when < end
        inside = {name for name, area in zones.items() if area.covers(Dot(truth.point.lon, truth.point.lat))}
        assert inside == ({truth.zone} if truth.zone else set())


def test_nobody_is_said_to_act_against_the_own_side(drill: Exercise) -> None:
    side = {party: number for number, members in enumerate(drill.scene.sides) for party in members}
    for truth in drill.truths:
        assert truth.target_excluded == (truth.target not in side)
        if not truth.target_excluded:
            assert side[truth.actor] != side[truth.target]


def test_a_relay_has_the_origin_of_whom_it_relays_and_adds_nothing(drill: Exercise) -> None:
    outlet = [each for each in drill.sightings if each.observer.relays]
    assert outlet
    first = {
        (each.truth.id, each.origin)
        for each in drill.sightings
        if each.observer.source == outlet[0].observer.relays
    }
    assert {(each.truth.id, each.origin) for each in outlet} <= first


def test_a_report_states_a_radius_that_nearly_always_holds_the_truth(drill: Exercise) -> None:
    stated = [each for each in drill.sightings if each.point and each.radius_m]
    held = [
        distance_m(Point(each.point.lon, each.point.lat), each.truth.point) <= each.radius_m
        for each in stated
        if each.point and each.radius_m
    ]
    assert len(held) > 200
    assert sum(held) / len(held) > 0.97


def test_an_observer_counts_what_it_saw_itself(drill: Exercise) -> None:
    for observer in drill.observers:
        counts = [each for each in drill.counts if each.observer == observer]
        if not observer.posted:
            assert not counts
            continue
        fired = [
            each
            for each in drill.sightings
            if each.observer == observer and each.truth.act.startswith("fire")
        ]
        assert sum(each.count for each in counts if each.area is None) == len(fired)
        assert {each.area for each in counts} == {None, *observer.own}


def test_somebody_is_kept_from_looking_and_the_hours_say_so(drill: Exercise) -> None:
    denials = [entry for entry in drill.watch if entry.kind == "denial"]
    assert denials
    assert all(entry.hours > 0 and entry.reason and entry.denied_by for entry in denials)


def test_posts_and_patrols_say_where_they_watched_from_and_how_far_they_saw(drill: Exercise) -> None:
    zones = dict(drill.scene.zones)
    placed = [entry for entry in drill.watch if entry.track is not None]
    assert {entry.kind for entry in placed} == {"post", "patrol"}
    for entry in placed:
        track = track_of(entry.track or "")
        assert entry.reach_m
        if entry.kind == "post":
            assert get_num_geometries(track) == entry.manned
            assert zones[entry.area].covers(track)
    assert all(entry.track for entry in drill.watch if entry.kind in ("post", "patrol") and entry.manned)
    assert any("night" in entry.conditions for entry in drill.watch)


def test_a_post_stands_where_it_stood_the_day_before(drill: Exercise) -> None:
    places: dict[tuple[str, str], set[str]] = {}
    for entry in drill.watch:
        if entry.kind == "post" and entry.track:
            first = get_parts(track_of(entry.track))[0]
            places.setdefault((entry.observer.source, entry.area), set()).add(first.wkt)
    assert {len(each) for each in places.values()} == {1}


def test_tracks_draw_on_a_chance_of_their_own_so_a_seed_keeps_its_incidents(
    astana: Agreement, drill: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "with_tracks", lambda scene, entries, random: list(entries))
    without = make(astana, JUNE, 14, 7, library_units("SY"))
    assert without.truths == drill.truths
    assert without.sightings == drill.sightings
    assert without.counts == drill.counts


def test_the_first_day_is_one_on_which_every_zone_stands(astana: Agreement) -> None:
    assert first_day(astana) == date(2017, 5, 7)


def test_before_there_were_zones_there_is_no_exercise(astana: Agreement) -> None:
    with pytest.raises(AgreementError, match=r"has no zone in force on 2016-01-01\. Start on 2017-05-07"):
        make(astana, date(2016, 1, 1), 5, 7)


@pytest.mark.parametrize("slug", library_packs())
def test_every_pack_of_the_library_can_be_trained_with(slug: str) -> None:
    pack = load_pack(library_pack(slug))
    drill = make(pack, first_day(pack), 5, 3)
    assert drill.truths
    assert drill.sightings
    assert drill.counts
