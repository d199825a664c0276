"""holdfire decide --body: a head alone, a quorum of each side, and a body of several on the joint record."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from delegations import Delegations, Said
from set_clock import Clock

from holdfire.agreement.reading import library_pack
from holdfire.mission.centre.gathering import gathered
from holdfire.mission.folder import Mission

HAND = ("--by", "A. Haddad")


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Said]:
    """A command of a mission that keeps no joint record."""
    return partial(Delegations(tmp_path).run, "nobody")


@pytest.fixture
def text(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "en.txt").write_text("The crossing opens twice a week.\n")
    return "--text", f"en={tmp_path / 'en.txt'}"


def test_a_head_decides_alone_and_what_the_desk_wrote_down_is_not_signed(run, tmp_path, text):
    """Hodeidah: the mission of the United Nations is led by its head (resolution 2452)."""
    folder = tmp_path / "hodeidah"
    assert run("init", folder, "--agreement", "hodeidah").code == 0
    put = run("decide", "propose", folder, "crossing", "--title", "The crossing", *text, "--body", "unmha",
              "--of", "un", *HAND)  # fmt: skip
    assert (put.code, put.out) == (
        0, "Put to unmha as journal 2: The crossing.\nDecided by un, head of unmha, alone.\n"
    )  # fmt: skip
    foreign = run("decide", "vote", folder, "journal 2", "consent", "--of", "yemen", *HAND)
    assert foreign.code == 2
    assert "yemen does not decide on proposal journal 2: un, head of unmha, alone." in foreign.err
    said = run("decide", "vote", folder, "journal 2", "consent", "--of", "un", *HAND)
    assert said.out == "un: consent to journal 2, which is adopted.\n"
    (decision,) = run("decide", "list", folder, "--json").keys["decisions"]
    assert (decision["outcome"], decision["votes"]["un"]["signed"]) == ("adopted", False)


def test_a_quorum_of_each_side_decides_and_more_of_one_side_do_not_make_up_for_it(run, tmp_path, text):
    pack = library_pack("astana") / "agreement.yml"
    words = pack.read_text("utf-8")
    listed = "  - id: coordination-centre\n"
    start = words.index(listed)
    rule = words.index("    decides_by: not known\n", start)
    members = words.index("    members: [", start)
    ends = words.index("\n", members)
    changed = (
        words[:members] + "    members: [iran, russia, turkey, syria, opposition]" + words[ends:rule]
        + "    decides_by: quorum by constituency\n    quorum: {state: 2, syria: 1}\n"
        + words[rule + len("    decides_by: not known\n"):]
    )  # fmt: skip
    copy = tmp_path / "pack"
    copy.mkdir()
    for each in pack.parent.iterdir():
        (copy / each.name).write_bytes(each.read_bytes())
    (copy / "agreement.yml").write_text(changed, "utf-8")
    folder = tmp_path / "quorum"
    assert run("init", folder, "--agreement", copy).code == 0
    put = run("decide", "propose", folder, "crossing", "--title", "The crossing", *text, "--body",
              "coordination-centre", "--of", "russia", *HAND)  # fmt: skip
    assert put.out.endswith("Decided by quorum of coordination-centre: 2 of state, 1 of syria.\n")
    outcomes = []
    for party in ("russia", "turkey", "iran", "syria"):
        run("decide", "vote", folder, "journal 2", "consent", "--of", party, *HAND)
        (decision,) = run("decide", "list", folder, "--json").keys["decisions"]
        outcomes.append(decision["outcome"])
    assert outcomes == ["open", "open", "open", "adopted"]


def test_members_of_a_body_decide_on_their_own_nodes_and_all_fold_the_same(
    delegations: Delegations, text, monkeypatch: pytest.MonkeyPatch
):
    Clock(monkeypatch).set("2031-01-01")
    folder = delegations.folder / "mission of RU"
    delegations.done("RU", "init", folder, "--agreement", "astana")
    delegations.at("RU").rename(folder / "record")
    folder.rename(delegations.at("RU"))
    ru, tr = delegations.at("RU"), delegations.at("TR")
    put = delegations.done("TR", "decide", "propose", tr, "centre", "--title", "Hours of the centre", *text,
                           "--body", "coordination-centre", *HAND, "--json")  # fmt: skip
    early = delegations.run("TR", "decide", "vote", tr, put.keys["entry"], "consent", *HAND)
    assert (early.code, "is not in the log yet" in early.err) == (2, True)
    delegations.rounds()
    (ref,) = (each["ref"] for each in decisions(delegations, "RU"))
    assert not ref.startswith("journal ")
    for party, word in (("TR", "consent"), ("RU", "reservation")):
        at, why = delegations.at(party), ("--why", "on weekdays")
        delegations.done(party, "decide", "vote", at, ref[:12], word, *why, *HAND)
        delegations.rounds()
    delegations.done("TR", "decide", "vote", tr, ref[:12], "consent", "--of", "iran", *HAND)
    delegations.rounds()
    assert decisions(delegations, "TR") == decisions(delegations, "RU")
    (decision,) = decisions(delegations, "RU")
    assert decision["outcome"] == "adopted"
    assert {party: each["signed"] for party, each in decision["votes"].items()} == {
        "turkey": True, "russia": True, "iran": False,
    }  # fmt: skip
    roots = set()
    for at in (ru, tr):
        with gathered(Mission.open(at)) as centre:
            roots.add(centre.root)
    assert len(roots) == 1


def decisions(delegations: Delegations, party: str) -> list[dict[str, object]]:
    told = delegations.done(party, "decide", "list", delegations.at(party), "--json").keys
    assert told["set_aside"] == []
    found: list[dict[str, object]] = told["decisions"]
    return found


def test_nobody_relays_a_guarantors_vote(delegations: Delegations, text):
    tr = delegations.at("TR")
    said = delegations.run(
        "TR", "decide", "propose", tr, "status", "--title", "x", *text, "--of", "iran", *HAND
    )
    assert "A proposal to the guarantors is its author's own, and cannot be relayed." in said.err
    entry = delegations.done("TR", "decide", "propose", tr, "status", "--title", "x", *text, *HAND, "--json")
    delegations.rounds()
    said = delegations.run("TR", "decide", "vote", tr, entry.keys["entry"], "consent", "--of", "iran", *HAND)
    assert said.code == 2
    assert "iran votes on its own node; leave --of out." in said.err


def test_a_body_that_nobody_knows_is_told_with_those_there_are(run, tmp_path, text):
    folder = tmp_path / "astana"
    run("init", folder, "--agreement", "astana")
    said = run("decide", "propose", folder, "x", "--title", "x", *text, "--body", "senate", *HAND)
    assert said.code == 2
    assert "The agreement has no body senate" in said.err
    assert "coordination-centre" in said.err
