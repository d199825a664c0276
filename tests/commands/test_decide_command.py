"""holdfire decide, worked by five delegations: the outcome is the same on every node."""

from pathlib import Path

import pytest
from delegations import PARTIES, Delegations
from set_clock import Clock

from holdfire.mission.centre.gathering import gathered
from holdfire.mission.folder import Mission

HAND = ("--by", "A. Haddad")


@pytest.fixture(scope="module")
def with_missions(founded: Delegations, tmp_path_factory: pytest.TempPathFactory) -> Delegations:
    made = founded.copy_to(tmp_path_factory.mktemp("deciding") / "delegations")
    for party in PARTIES:
        if party != "TR":
            folder = made.folder / f"mission of {party}"
            made.done(party, "init", folder, "--agreement", "astana")
            made.at(party).rename(folder / "record")
            folder.rename(made.at(party))
    (made.folder / "en.txt").write_text("The term runs six months more.\n")
    (made.folder / "ru.txt").write_text("Срок продлевается на шесть месяцев.\n")
    return made


@pytest.fixture
def five(with_missions: Delegations, tmp_path: Path) -> Delegations:
    return with_missions.copy_to(tmp_path / "five")


def propose(five: Delegations, party: str, *words: object) -> str:
    texts = ("--text", f"en={five.folder / 'en.txt'}", "--text", f"ru={five.folder / 'ru.txt'}")
    said = five.done(
        party,
        "decide",
        "propose",
        five.at(party),
        *words,
        "--title",
        "Six more months",
        *texts,
        *HAND,
        "--json",
    )
    return str(said.keys["entry"])


def vote(five: Delegations, party: str, proposal: str, word: str, *words: object):
    return five.run(party, "decide", "vote", five.at(party), proposal, word, *words, *HAND)


def shown(five: Delegations, party: str, proposal: str) -> dict[str, object]:
    return five.done(party, "decide", "show", five.at(party), proposal, "--json").keys


def roots(five: Delegations) -> set[str]:
    found = set()
    for party in PARTIES:
        with gathered(Mission.open(five.at(party))) as centre:
            found.add(centre.root)
    return found


def test_three_consents_adopt_and_every_node_says_so(five: Delegations):
    proposal = propose(five, "RU", "status")
    five.rounds()
    assert vote(five, "RU", proposal, "consent").code == 0
    assert vote(five, "TR", proposal, "reservation", "--why", "not in the south").code == 0
    five.rounds()
    assert shown(five, "UN", proposal)["outcome"] == "open"
    assert shown(five, "UN", proposal)["silent"] == ["iran"]
    assert vote(five, "IR", proposal[:10], "consent").code == 0
    five.rounds()
    told = {party: shown(five, party, proposal) for party in PARTIES}
    assert all(each == told["UN"] for each in told.values())
    assert (told["UN"]["outcome"], told["UN"]["record_outcome"]) == ("adopted", "adopted")
    assert told["UN"]["votes"]["turkey"]["why"] == "not in the south"
    assert told["UN"]["texts"]["ru"] == "Срок продлевается на шесть месяцев."
    assert len(roots(five)) == 1


def test_one_objection_is_no_consensus_with_the_dissent_beside_it(five: Delegations):
    proposal = propose(five, "RU", "status")
    five.rounds()
    vote(five, "RU", proposal, "consent")
    vote(five, "TR", proposal, "consent")
    vote(five, "IR", proposal, "objection", "--why", "the map is not agreed")
    five.rounds()
    lines = five.done("UN", "decide", "show", five.at("UN"), proposal, "--lang", "ru").out
    assert "no consensus: Six more months" in lines
    assert "iran: objection, the map is not agreed" in lines
    assert "Text (ru, en prevails):\nСрок продлевается" in lines


def test_a_party_that_does_not_decide_is_told_so_before_anything_is_signed(five: Delegations):
    proposal = propose(five, "RU", "status")
    five.rounds()
    said = vote(five, "UN", proposal, "consent")
    assert said.code == 2
    assert "un does not decide on proposal" in said.err
    assert "Those who decide: iran, russia, turkey." in said.err
    assert five.record("UN", "log", "--own", "--json").keys["entries"][-1]["type"] != "vote"


def test_a_second_vote_and_a_vote_on_a_superseded_text_are_refused(five: Delegations):
    first = propose(five, "RU", "status")
    five.rounds()
    vote(five, "TR", first, "consent")
    five.rounds()
    assert "turkey voted on proposal" in vote(five, "TR", first, "objection").err
    second = propose(five, "RU", "status", "--supersedes", first[:8])
    five.rounds()
    said = vote(five, "IR", first, "consent")
    assert (said.code, f"was superseded by {second[:12]}" in said.err) == (2, True)
    told = {each["ref"]: each["outcome"] for each in
            five.done("OB", "decide", "list", five.at("OB"), "--json").keys["decisions"]}  # fmt: skip
    assert told == {first: "superseded", second: "open"}


def test_a_term_is_prolonged_by_what_all_three_consented_to(five: Delegations):
    proposal = propose(five, "TR", "term", "--prolong", "memo17-term", "--until", "2018-05-04")
    five.rounds()
    for party in ("RU", "TR", "IR"):
        assert vote(five, party, proposal, "consent").code == 0
    five.rounds()
    digests = {Mission.open(five.at(party)).agreement.digest for party in PARTIES}
    assert len(digests) == 1
    assert digests != {Mission.open(five.at("UN")).pack.digest}


def test_a_vote_that_crossed_another_on_the_way_is_void_and_seen_by_everybody(five: Delegations):
    proposal = propose(five, "RU", "status")
    five.rounds()
    assert vote(five, "TR", proposal, "objection", "--why", "not in the south").code == 0
    assert vote(five, "IR", proposal, "consent").code == 0, "Iran does not know yet that it came to nothing"
    five.record("TR", "sync")
    five.rounds()
    told = {party: shown(five, party, proposal) for party in PARTIES}
    assert all(each == told["UN"] for each in told.values())
    (attempt,) = told["UN"]["attempts"]
    assert (told["UN"]["outcome"], attempt["rule"]) == ("no consensus", "late")
    assert attempt["what"].startswith("consent by iran is void: the proposal is no consensus since entry ")


def test_a_mission_without_a_record_is_told_to_join_one(five: Delegations, tmp_path: Path):
    five.done("UN", "init", tmp_path / "alone", "--agreement", "astana")
    said = five.run(
        "UN", "decide", "propose", tmp_path / "alone", "status", "--title", "x", "--text",
        f"en={five.folder / 'en.txt'}", *HAND,
    )  # fmt: skip
    assert said.code == 2
    assert "this mission keeps no joint record" in said.err
    assert "holdfire record join" in said.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--prolong", "memo17-term"), "--prolong TERM and --until DAY go together."),
        (("--prolong", "memo18-term", "--until", "2018-05-04"), "The agreement has no term memo18-term."),
        (("--authentic", "fa"), "The authentic text is to be in fa, and there is none in that language."),
        (("--deadline", "2017-05-05T00:00Z"), "The deadline 2017-05-05 00:00 UTC has passed already."),
    ],
)
def test_bad_proposals_are_refused_with_the_rule(five: Delegations, words: tuple[str, ...], says: str):
    said = five.run(
        "RU", "decide", "propose", five.at("RU"), "status", "--title", "x", "--text",
        f"en={five.folder / 'en.txt'}", *words, *HAND,
    )  # fmt: skip
    assert said.code == 2
    assert says in said.err


def test_a_deadline_passes_by_proved_time_and_silence_is_no_consent(
    five: Delegations, monkeypatch: pytest.MonkeyPatch
):
    clock = Clock(monkeypatch)
    clock.set("2031-01-01")
    proposal = propose(five, "RU", "status", "--deadline", "2031-01-05T00:00Z")
    five.rounds()
    vote(five, "RU", proposal, "consent")
    five.rounds()
    clock.set("2031-01-09")
    assert shown(five, "TR", proposal)["outcome"] == "open", "no clock of ours ends it"
    vote(five, "TR", proposal, "consent")
    five.rounds()
    said = five.done("UN", "record", "time", five.at("UN"), "--json").keys
    assert said["proved"].startswith("2031-01-09")
    five.rounds()
    told = [shown(five, party, proposal) for party in PARTIES]
    assert {(each["outcome"], each["record_outcome"]) for each in told} == {("lapsed", "lapsed")}
    assert told[0]["silent"] == ["iran"]
    assert "is lapsed already" in vote(five, "IR", proposal, "consent").err
    again = five.run("UN", "record", "time", five.at("UN"))
    assert again.code == 2
    assert "No checkpoint here is witnessed with a later time" in again.err
