"""The four questions of the command line, as an officer types them."""

import json

import pytest
from click.testing import CliRunner

from holdfire.commands.agreement import agreement


def run(*arguments: str, code: int = 0):
    result = CliRunner().invoke(agreement, list(arguments), standalone_mode=False)
    if result.exception is not None:
        assert code == 2, result.exception
        return str(getattr(result.exception, "message", result.exception))
    assert (result.return_value or 0) == code, result.output
    return result.output


SHELLING = (
    "explain", "astana", "--lon", "36.675", "--lat", "35.644", "--radius-m", "2000", "--when", "2017-06-20",
    "--actor", "Government of Syria", "--act", "fire/shelling",
)  # fmt: skip


def test_check_says_that_a_pack_is_whole_and_that_its_cases_hold():
    told = run("check", "hodeidah")
    assert "12 of 12 worked cases as expected." in told
    assert told.endswith("hodeidah: no faults.\n")


def test_check_ends_with_1_and_prints_every_fault_where_there_is_one(island):
    folder = island(("months: 6", "months: 0"), ("    strength: obligation", "    strenght: obligation"))
    told = run("check", str(folder), code=1)
    assert f'{folder}/agreement.yml:53: fault: "terms", number 1, "months" is 0' in told
    assert f"{folder}/agreement.yml:42: fault:" in told
    assert "2 worked cases not run: mend the faults first." in told
    assert told.endswith(f"{folder}: 3 faults.\n")


def test_check_ends_with_1_where_a_case_does_not_come_out_as_expected(island):
    folder = island(("expect: {no-fire: breach}", "expect: {no-fire: no breach}"))
    keys = json.loads(run("check", str(folder), "--json", code=1))
    assert set(keys) == {"pack", "digest", "faults", "cases", "passed", "failed"}
    assert (keys["faults"], keys["cases"], keys["passed"]) == ([], 2, 1)
    (failed,) = keys["failed"]
    assert failed["at"] == f"{folder}/cases.yml:2"
    assert "breach, expected no breach" in failed["why"]


def test_a_pack_that_does_not_exist_is_wrong_use_with_help():
    assert run("check", "astna", code=2) == (
        "There is no agreement pack 'astna' in the library. Did you mean \"astana\"?"
    )


def test_at_tells_zones_parties_and_the_term_with_its_warning():
    told = run("at", "astana", "2018-02-25")
    assert "guarantors: Russian Federation, Republic of Turkey, Islamic Republic of Iran" in told
    assert "zone idlib: map idlib-2017-09 (our drawing, edge +/- 8000 m)" in told
    assert "if it began on 2017-05-04: unknown: no record of consensus." in told
    assert "WARNING: Ends in 18 days, on 2018-03-15; no consent to prolong it is on record" in told


def test_at_has_stable_keys():
    keys = json.loads(run("at", "astana", "2017-10-20", "--json"))
    assert set(keys) == {
        "pack", "at", "agreed", "parties", "guarantors", "disputed", "observers", "bodies", "excluded",
        "zones", "provisions", "terms",
    }  # fmt: skip
    ends = [reading["end"] for reading in keys["terms"][0]["readings"]]
    assert ends == ["2017-11-04", "2017-11-05", "2018-03-15"]


def test_at_refuses_a_day_that_does_not_exist():
    assert "'2017-02-31' is not a time" in run("at", "astana", "2017-02-31", code=2)


def test_explain_gives_the_verdict_with_clause_and_reasons():
    keys = json.loads(run(*SHELLING, "--target", "Ahrar al-Sham", "--json"))
    verdicts = {each["provision"]: each for each in keys["findings"]}
    memorandum = verdicts["memo17-use-of-weapons"]
    assert memorandum["verdict"] == "breach"
    assert memorandum["clause"].endswith("para 2, first item")
    assert memorandum["zone_version"] == "idlib-2017-05"
    assert any(
        "Ahrar al-Sham is not a group that the clause leaves out" in each for each in memorandum["reasons"]
    )
    assert "p20-01" in {each["provision"] for each in keys["ruled_out"]}


def test_explain_says_undetermined_for_what_was_left_out():
    told = run(*SHELLING)
    assert "UNDETERMINED: memo17-use-of-weapons" in told
    assert "against whom it was directed is not known" in told


def test_explain_tests_a_claimed_exemption_and_does_not_filter_it():
    keys = json.loads(run(*SHELLING, "--target", "HTS", "--exemption-claimed", "--json"))
    (ceasefire,) = (each for each in keys["findings"] if each["provision"] == "c16-use-of-force")
    assert ceasefire["verdict"] == "no breach"
    assert ceasefire["exemption"] == "claimed: supported"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--target", "Nobody"), "In the pack astana nobody is known by the name 'Nobody'."),
        (("--act", "shouting"), "'shouting' is no act of the taxonomy."),
        (("--when", "last week"), "'last week' is not a time"),
    ],
)
def test_explain_refuses_what_it_cannot_know(more, message):
    assert message in run(*SHELLING, *more, code=2)


@pytest.mark.parametrize("written", ["Ahrar ash-Sham", "ahrar sham", "Ahrar al-Sham"])
def test_explain_knows_the_spellings_that_intake_knows(written):
    keys = json.loads(run(*SHELLING, "--target", written, "--json"))
    assert (keys["incident"]["target"], keys["incident"]["doubts"]) == (["ahrar-al-sham"], None)


def test_explain_takes_a_name_before_its_time_as_intake_does_and_says_so():
    """HTS on 10 January 2017, some weeks before the group took that name, told in the pack's own days."""
    asked = (*SHELLING, "--when", "2017-01-10", "--target", "HTS")
    keys = json.loads(run(*asked, "--json"))
    assert keys["incident"]["target"] == ["nusra"]
    (doubt,) = keys["incident"]["doubts"]
    assert doubt == "the name 'HTS' of nusra was used from 2017-01-28"
    assert run(*asked).startswith(f"Doubt: {doubt}.\n")


def test_show_says_what_is_contested_and_what_is_not_known():
    told = run("show", "astana")
    assert "contested: From when was Iran a guarantor?" in told
    assert "not known\n  The official lines of every zone" in told


@pytest.mark.parametrize("name", ["agreement", "zones", "cases"])
def test_schema_prints_the_schema_that_editors_use(name):
    assert json.loads(run("schema", name))["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def refused(*arguments: str) -> str:
    result = CliRunner().invoke(agreement, list(arguments))
    assert result.exit_code == 2
    return result.output


def test_a_point_is_asked_for_its_radius_and_a_unit_must_be_one() -> None:
    """A place is never a bare pin, and a point does not silently win over a unit."""
    point = ("explain", "astana", "--lon", "36.6", "--lat", "35.4")
    assert "how well is the place known?" in refused(*point)
    assert "must be finite numbers" in refused(*point, "--radius-m", "nan")
    assert "not both" in refused(*point, "--radius-m", "500", "--unit", "SY-ID")
    assert "There is no unit 'XX-YY'. Known: SY-DI" in refused("explain", "astana", "--unit", "XX-YY")


def test_an_actor_asked_about_acted_also_where_no_target_is_named() -> None:
    """Weapons kept have no target; the pack's own worked case finds the same breach."""
    result = CliRunner().invoke(
        agreement,
        ["explain", "hodeidah", "--lon", "42.9545", "--lat", "14.7978", "--radius-m", "1000", "--when",
         "2019-02-01", "--actor", "yemen", "--act", "weapons-held", "--json"],
    )  # fmt: skip
    verdicts = {each["provision"]: each["verdict"] for each in json.loads(result.output)["findings"]}
    assert verdicts["h-redeploy"] == "breach"
