"""The centre of five delegations: what one enters, all have, in one order and with one root."""

import json
import shutil
from datetime import datetime
from pathlib import Path

from delegations import Delegations

from holdfire.centre.works import WORKS
from holdfire.mission.centre.gathering import Centre, gathered
from holdfire.mission.folder import Mission
from holdfire.mission.recording import waiting_lines
from holdfire.record.node import Node

HAND = ("--by", "A. Haddad")


def a_mission_for(delegations: Delegations, party: str) -> Path:
    """That party's node within a mission of its own, under the same agreement."""
    folder = delegations.folder / f"mission of {party}"
    if not folder.is_dir():
        delegations.done(party, "init", folder, "--agreement", "astana")
        delegations.at(party).rename(folder / "record")
        folder.rename(delegations.at(party))
    return delegations.at(party)


def works(delegations: Delegations, party: str) -> dict[str, object]:
    return delegations.done(party, "works", "list", delegations.at(party), "--json").keys


def root(delegations: Delegations, party: str) -> str:
    with gathered(Mission.open(delegations.at(party))) as centre:
        return centre.root


def test_what_two_say_of_one_work_stands_side_by_side_on_every_node(delegations: Delegations):
    for party in ("RU", "UN"):
        a_mission_for(delegations, party)
    tr, ru = delegations.at("TR"), delegations.at("RU")
    delegations.done("TR", "works", "open", tr, "pump-3", "water", "Pump", "--owner", "turkey", *HAND)
    before = root(delegations, "TR")
    delegations.rounds()
    delegations.done("TR", "works", "progress", tr, "pump-3", "--on", "2017-10-02", "--percent", 80, *HAND)
    delegations.done("RU", "works", "progress", ru, "pump-3", "--on", "2017-10-02", "--percent", 40, *HAND)
    delegations.rounds()
    told = {party: works(delegations, party)["works"] for party in ("TR", "RU", "UN")}
    assert told["TR"] == told["RU"] == told["UN"]
    (work,) = told["UN"]
    assert sorted((each["said_by"], each["percent"]) for each in work["progress"]) == [
        ("russia", 40),
        ("turkey", 80),
    ]
    assert root(delegations, "TR") == root(delegations, "RU") == root(delegations, "UN") != before


def test_an_act_is_seen_at_once_and_counts_for_the_root_once_it_is_logged(delegations: Delegations):
    tr = delegations.at("TR")
    with gathered(Mission.open(tr)) as centre:
        empty = centre.root
    delegations.done("TR", "works", "open", tr, "pump-3", "water", "Pump", *HAND)
    (waiting,) = works(delegations, "TR")["works"]
    assert waiting["title"] == "Pump"
    assert root(delegations, "TR") == empty
    delegations.rounds()
    assert works(delegations, "TR")["works"] == [waiting], "logged, it is the same work and not a second one"
    assert root(delegations, "TR") != empty


def test_an_act_that_another_machine_let_through_is_set_aside_and_seen(delegations: Delegations):
    """Two open the same work and do not know of each other: the log's order decides, and both see it."""
    a_mission_for(delegations, "RU")
    delegations.done("TR", "works", "open", delegations.at("TR"), "pump-3", "water", "Of TR", *HAND)
    delegations.done("RU", "works", "open", delegations.at("RU"), "pump-3", "power", "Of RU", *HAND)
    delegations.rounds()
    told = {party: works(delegations, party) for party in ("TR", "RU")}
    assert told["TR"] == told["RU"]
    assert len(told["TR"]["works"]) == 1
    assert "There is a work pump-3 already" in told["TR"]["set_aside"][0]["what"]


def test_what_was_redacted_is_gone_from_the_shelf_as_well(delegations: Delegations):
    words = "a house that nobody may find"
    tr = delegations.at("TR")
    delegations.done("TR", "works", "open", tr, "pump-3", "water", words, *HAND)
    delegations.rounds()
    entry = delegations.entry_of("TR", type="act")["entry"]
    assert works(delegations, "TR")["works"]
    delegations.done("TR", "record", "redact", tr, entry, "--ground", "names a home")
    delegations.rounds()
    redaction = delegations.entry_of("UN", type="redact")["entry"]
    delegations.done("UN", "record", "approve", delegations.at("UN"), redaction)
    delegations.rounds()
    for party in ("TR", "UN"):
        delegations.record(party, "sync")
    assert delegations.holding(words.encode()) == []
    assert works(delegations, "TR")["works"] == []
    assert delegations.holding(words.encode()) == []


def shelf_of(centre: Centre) -> list[object]:
    assert centre.shelf is not None
    return [json.dumps(each.told) for each in centre.shelf.acts({"works opened"})]


def test_a_shelf_that_is_no_shelf_is_made_anew(delegations: Delegations):
    tr = delegations.at("TR")
    delegations.done("TR", "works", "open", tr, "pump-3", "water", "Pump", *HAND)
    delegations.rounds()
    assert works(delegations, "TR")["works"]
    (tr / "centre.sqlite").write_bytes(b"this is no shelf at all, and long enough to be looked at" * 40)
    assert works(delegations, "TR")["works"]


def with_reports(delegations: Delegations, party: str, like: Path) -> Path:
    """A mission of that party with the reports and settings of another's node, so with the same claims."""
    folder = delegations.at(party)
    (folder / "mission.toml").write_bytes((like / "mission.toml").read_bytes())
    for name in ("sources", "reports", "places", "agreement"):
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(like / name, folder / name)
    lines = [json.loads(line) for line in (like / "journal.jsonl").read_text("utf-8").splitlines()]
    journal = Mission.open(folder).journal
    for line in lines[1:]:
        if line["act"] in ("intake", "fused", "assessed"):
            journal.append(line["act"], line["content"], datetime.fromisoformat(line["at"]))
    for verb in ("fuse", "assess"):
        delegations.done(party, verb, folder)
    return folder


def test_a_bulletin_of_the_centre_is_the_same_on_every_node_and_is_made_again(delegations: Delegations):
    a_mission_for(delegations, "RU")
    tr = delegations.at("TR")
    ru = with_reports(delegations, "RU", tr)
    day = (
        sorted(path.name for path in (tr / "bulletins").iterdir())[-1] if (tr / "bulletins").is_dir() else ""
    )
    day = day or "2017-06-15"
    delegations.done("TR", "works", "open", tr, "pump-3", "water", "Pump of the eastern wells", *HAND)
    delegations.rounds()
    delegations.done("RU", "works", "progress", ru, "pump-3", "--on", day, "--percent", 40, *HAND)
    delegations.rounds()
    issued = {}
    for party, folder in (("TR", tr), ("RU", ru)):
        out = delegations.folder / f"out-{party}"
        delegations.done(party, "publish", folder, "--day", day, "--edition", "parties", "--out", out)
        issued[party] = json.loads((out / "bulletin.json").read_text("utf-8"))
    assert issued["TR"] == issued["RU"]
    checked = delegations.run("TR", "publish", tr, "--day", day, "--edition", "parties", "--check")
    assert checked.code == 0, checked


def test_the_acts_of_one_thing_are_those_that_the_whole_fold_holds_of_it(delegations: Delegations):
    tr = delegations.at("TR")
    for name in ("pump-3", "pump-4"):
        delegations.done("TR", "works", "open", tr, name, "water", name, *HAND)
    delegations.rounds()
    delegations.done("TR", "works", "progress", tr, "pump-3", "--on", "2017-10-02", *HAND)
    with gathered(Mission.open(tr)) as centre:
        whole, own = centre.folded(WORKS).state.works, centre.folded(WORKS, {"pump-3"}).state.works
    assert set(whole) == {"pump-3", "pump-4"}
    assert own == {"pump-3": whole["pump-3"]}
    assert len(own["pump-3"].progress) == 1


def test_a_list_of_the_last_is_a_part_of_the_whole_with_acts_that_are_logged_and_acts_that_wait(
    delegations: Delegations,
):
    tr = delegations.at("TR")
    for name in ("w-1", "w-2", "w-3"):
        delegations.done("TR", "works", "open", tr, name, "water", name, *HAND)
    delegations.rounds()
    delegations.done("TR", "works", "progress", tr, "w-1", "--on", "2017-10-02", "--percent", 40, *HAND)
    delegations.done("TR", "works", "open", tr, "w-4", "power", "w-4", *HAND)

    def ids(*words: object) -> tuple[list[str], int]:
        told = delegations.done("TR", "works", "list", tr, *words, "--json").keys
        whole = works(delegations, "TR")["works"]
        assert isinstance(whole, list)
        assert all(each in whole for each in told["works"])
        return [each["id"] for each in told["works"]], told["total"]

    assert ids() == (["w-1", "w-2", "w-3", "w-4"], 4)
    assert ids("--last", 1) == (["w-4"], 4)
    assert ids("--last", 2) == (["w-1", "w-4"], 4)
    assert ids("--last", 3) == (["w-1", "w-3", "w-4"], 4)
    delegations.rounds()
    assert ids("--last", 2) == (["w-1", "w-4"], 4)


def test_an_outbox_taken_over_from_the_log_learns_what_its_entries_stand_for(delegations: Delegations):
    tr = delegations.at("TR")
    delegations.done("TR", "works", "open", tr, "pump-3", "water", "Pump", *HAND)
    delegations.rounds()
    (tr / "record" / "outbox.sqlite").unlink()
    for suffix in ("-wal", "-shm"):
        (tr / "record" / f"outbox.sqlite{suffix}").unlink(missing_ok=True)
    with Node.open(delegations.home("TR")) as node:
        node.outbox.adopt([(at, entry) for at, entry in node.entries() if entry and entry.body.party == "TR"])
        before = [each.label for each in node.outbox.all()]
        waiting = waiting_lines(Mission.open(tr), node)
        after = [each.label for each in node.outbox.all()]
    assert set(before) == {""}
    assert waiting == []
    assert sum(label.startswith("journal ") for label in after) == len(Mission.open(tr).journal.entries())
