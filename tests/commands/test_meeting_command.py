"""holdfire meeting, as a desk types it: rounds from documents, points as each tells, what is refused."""

from functools import partial

import pytest
from delegations import Delegations
from test_centre_of_all import a_mission_for, root
from typed import typed

from astana_rounds import (
    NARRATIVE,
    PREVIEW,
    SEEDS,
    facts_file,
    rounds_of_seed_001,
    rounds_of_seed_002,
    texts_of,
)

HAND = ("--by", "A. Haddad")


@pytest.fixture
def holdfire(capsys):
    return partial(typed, capsys)


@pytest.fixture
def seeds(shared, tmp_path):
    """Two files of facts beside the texts that they were read from."""
    texts = texts_of(shared)
    for source, rounds in ((PREVIEW, rounds_of_seed_001), (NARRATIVE, rounds_of_seed_002)):
        (tmp_path / f"{source}.json").write_bytes(facts_file(texts, source, *rounds(texts)))
        (tmp_path / f"{source}.txt").write_bytes((shared / "seeds" / SEEDS[source]).read_bytes())
    return tmp_path


def read(holdfire, folder, seeds, source, **how):
    facts, text = seeds / f"{source}.json", seeds / f"{source}.txt"
    return holdfire("meeting", "read", folder, facts, "--text", text, *HAND, **how)


def listed(holdfire, folder):
    return {each["id"]: each for each in holdfire("meeting", "list", folder)["meetings"]}


def test_rounds_are_read_from_two_documents_and_what_differs_stands_side_by_side(mission, holdfire, seeds):
    folder = mission.folder
    first = read(holdfire, folder, seeds, PREVIEW)
    assert first["meetings"] == [f"astana-{number}" for number in range(1, 7)]
    assert first["quotes_checked"] is True
    read(holdfire, folder, seeds, NARRATIVE)
    found = listed(holdfire, folder)
    assert [each["stands"] for each in found.values()] == ["held"] * 6 + ["announced"]
    last = {each["source"]: each["told"] for each in found["astana-6"]["differing"]["last"]}
    assert last == {PREVIEW: "2017-09-14", NARRATIVE: "2017-09-15"}
    assert found["astana-6"]["next"] == ["astana-7"]
    assert found["astana-7"]["expected"][0]["when"] == "end of 2017-10"
    assert {each["point"]: each["outcome"] for each in found["astana-5"]["points"]} == {
        "framework": "agreed in part", "talks": "not agreed",
    }  # fmt: skip
    lines = holdfire("meeting", "show", folder, "astana-6", as_json=False)
    assert f"  told differently, last: 2017-09-14 (the desk, from {PREVIEW}); " in "\n".join(lines)
    word = holdfire("meeting", "show", folder, "astana-3")["words"][0]
    start, end = (word["cited"][0][name] for name in ("start", "end"))
    text = (seeds / f"{PREVIEW}.txt").read_text("utf-8")
    assert text[start:end].startswith("held on March 14-15")


def test_a_file_is_entered_whole_or_not_at_all(mission, holdfire, seeds):
    folder = mission.folder
    (seeds / f"{PREVIEW}.txt").write_text("another text")
    assert "is not the text that the facts were read from" in read(holdfire, folder, seeds, PREVIEW, code=2)
    assert listed(holdfire, folder) == {}
    read(holdfire, folder, seeds, NARRATIVE)
    before = len(mission.journal.entries())
    said = read(holdfire, folder, seeds, NARRATIVE, code=2)
    assert "meeting astana-6 is held already, in the same words" in said
    assert "Nothing was entered." in said
    assert len(mission.journal.entries()) == before
    nothing = holdfire("meeting", "read", folder, seeds / f"{NARRATIVE}.txt", *HAND, code=2)
    assert "The file of facts is no JSON in UTF-8" in nothing


def test_a_quote_that_does_not_stand_where_it_is_cited_is_refused(mission, holdfire, seeds):
    facts = seeds / f"{NARRATIVE}.json"
    facts.write_text(facts.read_text().replace('"quote": "held on September', '"quote": "Held on September'))
    assert "Quotes do not stand where they are cited: fact 1" in read(
        holdfire, mission.folder, seeds, NARRATIVE, code=2
    )


def test_a_meeting_is_announced_put_off_held_and_adopts_a_text(mission, holdfire, tmp_path):
    folder = mission.folder
    (tmp_path / "en.txt").write_text("The text.\n")
    holdfire("meeting", "announce", folder, "astana", 7, "--expected", "end of 2017-10", *HAND)
    holdfire("meeting", "postpone", folder, "astana-7", "--expected", "2017-11", *HAND)
    assert listed(holdfire, folder)["astana-7"]["expected"][0]["when"] == "2017-11"
    soon = holdfire("meeting", "list", folder, "--soon", "2017-10-15")["meetings"]
    assert [each["id"] for each in soon] == ["astana-7"]
    assert holdfire("meeting", "list", folder, "--soon", "2017-12-01")["meetings"] == []
    holdfire(
        "meeting", "hold", folder, "astana", 7, "--first", "2017-10-30", "--last", "2017-10-31",
        "--participant", "iran", "--observer", "jordan", "--absent", "usa", "--agenda", "detainees", *HAND,
    )  # fmt: skip
    holdfire(
        "meeting", "point", folder, "astana-7", "mines", "agreed", "--subject", "mine action", "--of", "iran",
        *HAND,
    )  # fmt: skip
    holdfire("meeting", "point", folder, "astana-7", "mines", "put off", "--of", "turkey", *HAND)
    told = holdfire(
        "meeting", "adopt", folder, "astana-7", "joint", "Joint statement", "--text",
        f"en={tmp_path / 'en.txt'}", "--authentic", "en", "--adopted-by", "iran", *HAND,
    )  # fmt: skip
    assert (folder / "centre" / told["texts"]["en"]).read_text() == "The text.\n"
    found = holdfire("meeting", "show", folder, "astana-7")
    assert (found["stands"], found["held"][0]["absent"]) == ("held", ["usa"])
    (point,) = found["points"]
    assert (point["outcome"], [each["outcome"] for each in point["told"]]) == (
        "told differently", ["agreed", "put off"],
    )  # fmt: skip
    assert found["statements"][0]["told"][0]["authentic"] == "en"
    holdfire("meeting", "announce", folder, "astana", 8, *HAND)
    holdfire("meeting", "call-off", folder, "astana-8", "--why", "no date was found", *HAND)
    assert listed(holdfire, folder)["astana-8"]["stands"] == "called off"


def test_a_meeting_put_off_without_a_time_is_not_lost_from_what_may_come(mission, holdfire):
    folder = mission.folder
    assert holdfire("meeting", "list", folder, "--soon", "2017-10-15")["time_not_stated"] == []
    holdfire("meeting", "announce", folder, "astana", 7, "--expected", "2017-10", *HAND)
    holdfire("meeting", "postpone", folder, "astana-7", *HAND)
    said = holdfire("meeting", "list", folder, "--soon", "2017-10-15")
    assert (said["meetings"], said["time_not_stated"]) == ([], ["astana-7"])
    holdfire("meeting", "call-off", folder, "astana-7", "--why", "no date was found", *HAND)
    assert holdfire("meeting", "list", folder)["time_not_stated"] == []


def test_what_is_refused_names_the_rule_and_the_next_step(mission, holdfire):
    folder = mission.folder
    said = holdfire("meeting", "show", folder, "astana-9", code=2)
    assert said == f"There is no meeting astana-9.\nList them: holdfire meeting list {folder}.\n"
    holdfire("meeting", "announce", folder, "astana", 7, *HAND)
    twice = holdfire("meeting", "announce", folder, "astana", 7, *HAND, code=2)
    assert "Meeting astana-7 is on record already" in twice
    assert "Tell what became of it" in twice
    assert "no time" in holdfire(
        "meeting", "announce", folder, "astana", 8, "--expected", "soon", *HAND, code=2
    )
    assert "Give either the round's number" in holdfire("meeting", "hold", folder, "astana", *HAND, code=2)
    assert "no place" in holdfire(
        "meeting", "hold", folder, "astana", 8, "--cite", "first@9", "--source", "seed-002", *HAND, code=2
    )
    assert "en=statement.txt" in holdfire(
        "meeting", "adopt", folder, "astana-7", "joint", "x", "--text", "nothing", *HAND, code=2
    )


def test_two_delegations_tell_one_point_differently_on_every_node(delegations: Delegations):
    for party in ("RU", "UN"):
        a_mission_for(delegations, party)
    tr, ru = delegations.at("TR"), delegations.at("RU")
    delegations.done("RU", "meeting", "hold", ru, "astana", 12, "--first", "2019-04-25", *HAND)
    delegations.rounds()
    delegations.done(
        "RU", "meeting", "point", ru, "astana-12", "idlib", "agreed in part", "--subject", "Idlib", *HAND
    )
    delegations.rounds()
    delegations.done("TR", "meeting", "point", tr, "astana-12", "idlib", "not agreed", *HAND)
    delegations.rounds()
    told = [
        delegations.done(each, "meeting", "show", delegations.at(each), "astana-12", "--json").keys["points"]
        for each in ("TR", "RU", "UN")
    ]
    assert told[0] == told[1] == told[2]
    assert told[0][0]["outcome"] == "told differently"
    assert {each["said_by"]: each["outcome"] for each in told[0][0]["told"]} == {
        "russia": "agreed in part", "turkey": "not agreed",
    }  # fmt: skip
    assert len({root(delegations, each) for each in ("TR", "RU", "UN")}) == 1
