"""Terms and maps on the record of five delegations: what was decided is the same on every node.

Made with the clocks of 2017 and 2018, by the commands that a delegation types.
"""

from pathlib import Path

import pytest
from delegations import PARTIES, Delegations
from set_clock import Clock
from shapely.geometry import box

from decisions_on_astana import geojson
from holdfire.mission.as_of import opened_as_of
from holdfire.mission.folder import Mission

GUARANTORS = ("RU", "TR", "IR")
DEGREE_M = 90_300.0
"""Metres of a degree of longitude at 35.8 N."""
NEW_LINE = box(36.5, 35.7, 36.7, 35.9)
FILE = geojson(NEW_LINE)


@pytest.fixture(scope="module")
def founded_in_2017(tmp_path_factory: pytest.TempPathFactory) -> Delegations:
    with pytest.MonkeyPatch.context() as patch:
        Clock(patch).set("2017-05-04")
        made = Delegations(tmp_path_factory.mktemp("in 2017"))
        made.found()
        for party in PARTIES:
            folder = made.folder / f"mission of {party}"
            made.done(party, "init", folder, "--agreement", "astana")
            made.at(party).rename(folder / "record")
            folder.rename(made.at(party))
    return made


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def of_2017(founded_in_2017: Delegations, tmp_path: Path, clock: Clock) -> Delegations:
    clock.set("2017-05-05")
    return founded_in_2017.copy_to(tmp_path / "delegations")


HAND = ("--by", "A. Haddad")


def vote(delegations: Delegations, party: str, proposal: str, word: str = "consent") -> None:
    delegations.done(party, "decide", "vote", delegations.at(party), proposal, word, *HAND)


def prolong(delegations: Delegations, party: str, until: str) -> str:
    """Its proposal, which has come to everybody."""
    words = ("term", "prolong", delegations.at(party), "memo17-term", "--until", until, *HAND, "--json")
    told = delegations.done(party, *words).keys
    delegations.rounds()
    return str(told["entry"])


def at_all(delegations: Delegations, *words: object) -> list[object]:
    """What each node answers to a question about its mission: (verb, subverb, more)."""
    verb, sub, *more = words
    return [
        delegations.done(party, verb, sub, delegations.at(party), *more, "--json").keys for party in PARTIES
    ]


def digests(delegations: Delegations) -> set[str]:
    return {Mission.open(delegations.at(party)).agreement.digest for party in PARTIES}


def states(told: object) -> list[str]:
    assert isinstance(told, dict)
    (term,) = told["terms"]
    return [each["state"] for each in term["readings"]]


def test_two_extensions_one_by_all_three_and_one_with_a_silent_guarantor(of_2017: Delegations, clock: Clock):
    """Scenario 2: never silently extended, on no node."""
    pack = digests(of_2017)
    clock.set("2017-10-20")
    first = prolong(of_2017, "RU", "2018-05-04")
    for party in GUARANTORS:
        vote(of_2017, party, first)
    of_2017.rounds()
    one = digests(of_2017)
    assert len(pack) == len(one) == 1
    assert pack != one
    clock.set("2018-04-10")
    second = prolong(of_2017, "TR", "2018-11-04")
    for party in ("RU", "TR"):
        vote(of_2017, party, second)
    of_2017.rounds()
    assert len(digests(of_2017)) == 1
    for told in at_all(of_2017, "term", "show", "--at", "2018-04-01"):
        assert states(told) == ["extended"] * 3
    for told in at_all(of_2017, "term", "show", "--at", "2018-05-10"):
        assert states(told) == ["unknown: no record of consensus"] * 3
        assert {tuple(each["silent"]) for each in told["terms"][0]["readings"]} == {("iran",)}
        open_ = told["terms"][0]["decisions"][1]
        assert (open_["outcome"], open_["adopted"], open_["awaited"]) == ("open", None, ["iran"])
        assert open_["consented"] == ["russia", "turkey"]
    warned = at_all(of_2017, "term", "show", "--at", "2018-04-20")
    assert "Ends in 14 days, on 2018-05-04; no consent to prolong it is on record from iran." in str(
        warned[0]
    )
    assert all(each == warned[0] for each in warned)


HEAD = "source_key,when_start,when_end,when_precision,where_precision,lon,lat,radius_m,act,origin,text"
NEAR = 36.7 - 200 / DEGREE_M
"""200 m inside the new line; what is told of it is known to 1 km."""


def report(key: str, day: str, lon: float, radius: int) -> str:
    when = f"{day}T10:00:00Z,{day}T10:01:00Z,instant"
    return f"{key},{when},exact,{lon:.6f},35.8,{radius},fire/shelling,a miller,Two shells fell by the mill"


def judged(folder: Path) -> dict[tuple[str, str], bool | None]:
    """Whether each incident lies in the Idlib area, by its day and longitude and the map that judged it."""
    mission = Mission.open(folder)
    incidents = mission.derived("incidents").select("incident_id", "when_start", "lon")
    placed = mission.derived("placement").join(incidents, on="incident_id")
    kept = placed.filter(placed["zone"] == "idlib").select("when_start", "lon", "zone_version", "inside")
    return {(f"{when:%Y-%m-%d} {lon:.1f}", version): told for when, lon, version, told in kept.iter_rows()}


def test_an_adopted_map_judges_from_its_own_day_and_what_was_issued_before_stays_as_it_was(
    of_2017: Delegations, clock: Clock, tmp_path: Path
):
    """Scenario 9: 200 m inside the line of the new map, known to 1 km."""
    tr = of_2017.at("TR")
    clock.set("2018-03-02")
    rows = [
        report(f"{day}-{lon}", day, lon, 1000) for day in ("2018-01-15", "2018-03-01") for lon in (NEAR, 36.6)
    ]
    file = tmp_path / "patrol.csv"
    file.write_text("\n".join((HEAD, *rows)) + "\n")
    of_2017.done("TR", "take-in", tr, file, "--source", "holdfire")
    of_2017.done("TR", "fuse", tr)
    of_2017.done("TR", "assess", tr)
    assert {version for _, version in judged(tr)} == {"idlib-2017-09"}
    of_2017.done("TR", "publish", tr, "--day", "2018-03-01", "--edition", "parties")
    before = len(Mission.open(tr).journal.entries())
    seal = opened_as_of(Mission.open(tr), before).sealed.digest

    clock.set("2018-03-03")
    drawn = tmp_path / "idlib.geojson"
    drawn.write_bytes(FILE)
    dated = ("--version", "idlib-v2", "--from", "2018-02-01", "--edge", 0, "--title", "Idlib as delineated")
    words = ("zone", "propose", of_2017.at("RU"), "idlib", drawn, *dated, *HAND, "--json")
    proposal = of_2017.done("RU", *words).keys["entry"]
    again = of_2017.run("RU", "zone", "propose", of_2017.at("RU"), "idleb", drawn, *dated, *HAND)
    assert (again.code, again.err.splitlines()[0]) == (2, "The agreement has no zone idleb.")
    of_2017.rounds()
    assert len(digests(of_2017)) == 1
    assert Mission.open(tr).stale() == "", "what is only proposed changes nothing"
    for party in GUARANTORS:
        vote(of_2017, party, proposal)
    of_2017.rounds()
    assert len(digests(of_2017)) == 1, "the file of the map has come to every node"
    refused = of_2017.run("TR", "publish", tr, "--day", "2018-03-01", "--edition", "parties")
    assert "The findings are older than the decisions on the agreement" in refused.err
    of_2017.done("TR", "assess", tr)
    assert judged(tr) == {
        ("2018-01-15 36.7", "idlib-2017-09"): True,
        ("2018-01-15 36.6", "idlib-2017-09"): True,
        ("2018-03-01 36.7", "idlib-v2"): None,
        ("2018-03-01 36.6", "idlib-v2"): True,
    }
    found = opened_as_of(Mission.open(tr), before)
    assert (found.sealed.digest, found.unlike) == (seal, ())
    assert opened_as_of(Mission.open(tr), before + 1).sealed.digest != seal
    told = at_all(of_2017, "zone", "list", "--at", "2018-03-01")
    assert all(each == told[0] for each in told)
    idlib = next(each["map"] for each in told[0]["zones"] if each["id"] == "idlib")
    assert (idlib["version"], idlib["official"], idlib["decision"]) == ("idlib-v2", True, proposal)
