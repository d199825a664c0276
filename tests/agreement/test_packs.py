"""The packs that come with Holdfire are whole, complete, and answer as their own cases expect."""

import csv
import gzip
import json
import re
from datetime import UTC, datetime

import pytest
import shapely

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.cases import IncidentQuestion
from holdfire.agreement.names import actor_names, ids_named
from holdfire.agreement.parties import Role, holding
from holdfire.agreement.provisions import Strength
from holdfire.agreement.reading import library_pack, library_packs, load_pack, read_pack
from holdfire.assessment.worked import run_cases
from holdfire.places.library import library_units
from holdfire.reports.act import ACT_CODES


@pytest.fixture(scope="module")
def astana() -> Agreement:
    return load_pack(library_pack("astana"), ACT_CODES)


@pytest.mark.parametrize("slug", library_packs())
def test_a_pack_of_the_library_has_no_faults_not_even_warnings(slug):
    assert [str(fault) for fault in read_pack(library_pack(slug), ACT_CODES).faults] == []


@pytest.mark.parametrize("slug", library_packs())
def test_every_worked_case_comes_out_as_expected(slug):
    reading = read_pack(library_pack(slug), ACT_CODES)
    assert reading.agreement is not None
    results = run_cases(reading.agreement, reading.cases, library_units(reading.agreement.country))
    assert [f"{each.case.at}: {each.why}" for each in results if not each.passed] == []
    assert len(results) == len(reading.cases)
    assert any(isinstance(each.case.question, IncidentQuestion) for each in results)


@pytest.mark.parametrize("slug", library_packs())
def test_no_zone_pretends_to_be_official(slug):
    agreement = load_pack(library_pack(slug))
    for zone in agreement.zones:
        for version in zone.versions:
            assert not version.official
            assert "by us" in version.how_drawn
            assert version.edge_uncertainty_m >= 1000
            assert shapely.is_valid(version.geometry)


def test_all_fourteen_paragraphs_of_the_joint_statement_are_there_with_their_force(astana):
    paragraphs = [each for each in astana.provisions if each.instrument == "statement-2017"]
    numbers = {int(re.match(r"para (\d+)", each.clause)[1]) for each in paragraphs}
    assert numbers == set(range(1, 15))
    binding = {
        int(re.match(r"para (\d+)", each.clause)[1])
        for each in paragraphs
        if each.bound and each.strength in (Strength.DECISION, Strength.DETERMINATION)
    }
    # Only 2, 5, 6, the second half of 7, 12 and 14 bind the guarantors; 3 and 4 state, 8 to 11 ask.
    assert binding == {2, 5, 6, 7, 12, 14}
    asking = {each.clause for each in paragraphs if each.strength == Strength.REQUEST}
    assert asking == {"para 8", "para 10", "para 11"}


def test_no_sentence_of_the_statement_is_copied(astana, shared):
    (page,) = (shared / "seeds").glob("002_*.txt")
    text = " ".join(page.read_text("utf-8").casefold().split())
    for each in astana.provisions:
        words = each.says.casefold().split()
        runs = [" ".join(words[at : at + 9]) for at in range(len(words) - 8)]
        assert not [run for run in runs if run in text], f"{each.id} copies from the page"


def test_control_forces_stand_in_the_security_zone_of_idlib_only(astana):
    assert astana.provision("js17-p05").zones == ("idlib-belt",)
    assert astana.zone("idlib-belt").within == "idlib"


def test_five_bodies_stay_five(astana):
    assert [body.id for body in astana.bodies] == [
        "russia-turkey-commission",
        "joint-group",
        "joint-working-group",
        "coordination-centre",
        "detainees-group",
    ]
    commission, group = astana.bodies[:2]
    assert set(commission.members) == {"russia", "turkey"}
    assert "un" in group.members


def test_iran_is_a_guarantor_from_march_2017_and_the_other_version_stands_beside_it(astana):
    (iran,) = (party for party in astana.parties if party.id == "iran")
    (tenure,) = (each for each in iran.tenures if each.role == Role.GUARANTOR)
    assert tenure.start.date().isoformat() == "2017-03-14"  # midnight in Damascus, in UTC
    assert tenure.disputed_from is not None
    assert {each.source for each in tenure.disputed_by} == {"seed-001", "seed-004"}
    before = datetime(2017, 1, 24, 12, tzinfo=UTC)
    assert holding(astana.parties, Role.GUARANTOR, before) == {"russia", "turkey"}


def test_competing_versions_stand_side_by_side_with_their_sources(astana):
    versions = {each.id: {version.value for version in each.versions} for each in astana.contested}
    assert versions["memo-entry-into-force"] == {"2017-05-04", "2017-05-05"}
    assert versions["working-group-deadline"] == {"ten days after signing", "two weeks after signing"}
    assert versions["demilitarised-depth"] == {"15 to 20 km", "15 to 25 km"}
    assert all(version.cited for each in astana.contested for version in each.versions)


def test_the_memorandum_lists_both_days_of_entry_into_force(astana):
    claims = astana.instrument("memorandum-2017").in_force
    assert {(claim.value, claim.cited[0].source) for claim in claims} == {
        ("2017-05-04", "tass-memorandum-2017"),
        ("2017-05-05", "interfax-memorandum-2017"),
    }


def test_every_actor_of_the_ged_rows_is_known_and_means_one(astana, shared):
    written: set[str] = set()
    path = shared / "ucdp_ged_syria/ged_syria_20160101_20191130.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            for side in ("side_a", "side_b"):
                written |= {name.strip() for name in row[side].split(", ")}
    assert len(written) == 79
    meant = {name: ids_named(astana, name, None) for name in written}
    assert {name: ids for name, ids in meant.items() if len(ids) != 1} == {}


def test_a_faction_is_bound_only_where_a_source_says_that_it_joined(astana):
    joined = {
        party.id
        for party in astana.parties
        if party.member_of == "opposition" and any(t.role == Role.PARTY for t in party.tenures)
    }
    assert joined == {
        "sham-legion", "ahrar-al-sham", "jaysh-al-islam", "thuwar-al-sham", "jaysh-al-mujahidin",
        "jaysh-idlib", "levant-front", "rahman-corps",
    }  # fmt: skip
    others = [party for party in astana.parties if all(t.role == Role.OTHER for t in party.tenures)]
    unsure = [party.id for party in others if "not known" in party.note]
    assert len(unsure) > 30


@pytest.mark.parametrize("slug", library_packs())
def test_where_the_note_says_not_known_nobody_is_taken_for_an_outsider(slug):
    for party in load_pack(library_pack(slug)).parties:
        if "not known" in party.note and "joined" in party.note:
            assert party.tenures[0].joined is None, party.id
            assert party.member_of == "opposition"
    outside = {"sdf", "israel", "pkk", "nasser-clan", "pij"}
    assert all(
        t.joined is False
        for p in load_pack(library_pack("astana")).parties
        if p.id in outside
        for t in p.tenures
    )


def test_names_come_as_plain_tuples_with_dates(astana):
    names = actor_names(astana)
    assert ("HTS", "nusra") in {(name, actor) for name, actor, _, _ in names}
    starts = {start for name, _, start, _ in names if name == "HTS"}
    assert starts == {datetime(2017, 1, 27, 22, tzinfo=UTC)}
    assert all(len(each) == 4 for each in names)


def test_the_maps_are_drawn_again_the_same(shared, tmp_path, monkeypatch):
    """The drawing script makes the bytes that are committed."""
    import importlib.util
    from pathlib import Path

    script = Path(__file__).parents[2] / "tools/draw_zones.py"
    spec = importlib.util.spec_from_file_location("draw_zones", script)
    drawing = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(drawing)
    for slug in library_packs():
        (tmp_path / slug).mkdir()
    monkeypatch.setattr(drawing, "LIBRARY", tmp_path)
    drawing.main(shared)
    for slug in library_packs():
        again = json.loads((tmp_path / slug / "zones.geojson").read_text("utf-8"))
        kept = json.loads((library_pack(slug) / "zones.geojson").read_text("utf-8"))
        assert again == kept, f"the maps of {slug} differ from what tools/draw_zones.py draws"


def test_what_is_our_own_reading_is_marked_as_such(astana):
    """Where a note says that a reading is ours, no incident is found a breach of that clause."""
    ours = {each.id for each in astana.provisions if each.own_reading}
    assert ours == {
        "memo17-access", "memo17-security-zones", "idlib18-02", "idlib18-07", "p20-01", "p20-02", "p20-03",
    }  # fmt: skip
    told = {each.id for each in astana.provisions if each.judges_incidents and "our reading" in each.note}
    assert told <= ours


def test_no_clause_that_is_judged_holds_before_what_it_asks_for_is_due(astana):
    for each in astana.provisions:
        if each.judges_incidents and each.deadline is not None and each.id != "p20-03":
            assert each.start >= each.deadline, each.id


def test_groups_that_undertook_nothing_are_bound_by_nothing(astana):
    excluded = {group.id for group in astana.excluded}
    assert not [each.id for each in astana.provisions if excluded & set(each.bound)]
