"""The worked cases of the packs hold, and a case that does not says how and why."""

from pathlib import Path

import pytest
from agreement_cast import SMALL

from holdfire.agreement.cases import IncidentQuestion, RoleQuestion, WorkedCase, read_cases
from holdfire.agreement.reading import library_pack, library_packs, load_pack
from holdfire.assessment.worked import NOT_APPLICABLE, run_cases
from holdfire.places.library import library_units
from holdfire.places.point import Place, PlacePrecision, Point


def asked(**said: object) -> WorkedCase:
    given: dict[str, object] = {
        "when": "2017-06-15",
        "place": Place(PlacePrecision.EXACT, Point(36.5, 35.5), 2000.0),
        "act": "fire/shelling",
        "actor": ("Damascus",),
        "target": ("opposition",),
        "exemption_claimed": None,
        "killed_civilians": None,
        "injured": None,
        "expect": {"ceasefire": "breach"},
        "inside": {},
        "zone_version": {},
        "exemption": None,
    }
    return WorkedCase("A case.", IncidentQuestion(**(given | said)), "", "cases.yml:1")


def why(**said: object) -> str:
    result = run_cases(SMALL, [asked(**said)], None)[0]
    assert result.passed == (result.why == "")
    return result.why


@pytest.mark.parametrize("slug", library_packs())
def test_every_worked_case_of_the_pack_holds(slug):
    pack: Path = library_pack(slug)
    agreement = load_pack(pack)
    cases, faults = read_cases(pack / "cases.yml")
    assert not faults
    assert cases
    results = run_cases(agreement, cases, library_units(agreement.country))
    assert [f"{each.case.at} {each.case.case} {each.why}" for each in results if not each.passed] == []


def test_a_case_whose_expectations_hold():
    assert (
        why(
            expect={
                "ceasefire": "breach",
                "idlib-fire": "breach",
                "belt-weapons": NOT_APPLICABLE,
                "meet": NOT_APPLICABLE,
            },
            inside={"idlib": True, "belt": False},
            zone_version={"idlib": "idlib-1"},
            exemption="not claimed",
        ).startswith("belt-weapons")
        is False
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        pytest.param(
            {"expect": {"ceasefire": "no breach"}},
            "ceasefire: breach, expected no breach (time:",
            id="verdict",
        ),
        pytest.param(
            {"expect": {"peace": "breach"}}, "The agreement has no provision 'peace'.", id="no such clause"
        ),
        pytest.param({"inside": {"idlib": None}}, "idlib: inside, expected undecidable.", id="inside"),
        pytest.param(
            {"zone_version": {"idlib": "idlib-2"}}, "idlib: judged by idlib-1, expected idlib-2.", id="map"
        ),
        pytest.param(
            {"zone_version": {"belt": "belt-1"}}, "belt: judged by no map, expected belt-1.", id="no map"
        ),
        pytest.param(
            {"exemption": "claimed: supported"},
            "ceasefire: the exemption is not claimed, expected claimed: supported.",
            id="exemption",
        ),
        pytest.param({"actor": ("Martians",)}, "does not know 'Martians'", id="a name nobody bears"),
    ],
)
def test_a_case_that_does_not_hold_says_how(said, words):
    assert words in why(**said)


def test_questions_about_the_pack_alone_are_answered_by_the_pack():
    case = WorkedCase("Iran.", RoleQuestion("guarantor", "2017-03-15", ("iran",)), "", "cases.yml:9")
    assert run_cases(SMALL, [case], None)[0].passed
