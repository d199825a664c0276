"""Five delegations found a record by hand: what each must do, and what is refused with the next step."""

from pathlib import Path

import pytest
from delegations import NAMES, ORIGIN, PARTIES, Delegations


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Delegations:
    """RU, IR and the UN with keys, and a draft that nobody signed."""
    delegations = Delegations(tmp_path_factory.mktemp("joined"))
    for party in PARTIES:
        delegations.join(party)
    delegations.draft()
    return delegations


@pytest.fixture
def drafted(joined: Delegations, tmp_path: Path) -> Delegations:
    return joined.copy_to(tmp_path / "drafted")


def test_a_record_founded_by_hand_is_joint_everywhere(founded: Delegations) -> None:
    for party in PARTIES:
        rows = founded.record(party, "log", "--json").keys["entries"]
        assert rows[0]["type"] == "charter"
        assert {row["grade"] for row in rows} == {"joint"}
        assert all(row["missing"] == {} for row in rows)
    states = {founded.record(party, "log", "--json").keys["state_root"] for party in PARTIES}
    assert len(states) == 1


def test_a_charter_too_few_signed_is_not_entered(drafted: Delegations) -> None:
    draft = drafted.folder / "charter.json"
    drafted.sign(draft, "RU", "TR")
    said = drafted.run("UN", "record", "charter", "enter", drafted.at("UN"), draft)
    assert said.code == 1
    assert "Too few signed: 2 of 3; missing: IR." in said.err
    assert "holdfire record charter sign" in said.err


def test_the_first_charter_is_entered_by_its_host(drafted: Delegations) -> None:
    draft = drafted.folder / "charter.json"
    drafted.sign(draft, "RU", "TR", "IR")
    said = drafted.run("TR", "record", "charter", "enter", drafted.at("TR"), draft)
    assert said.code == 1
    assert "The first charter is entered by its host, which is UN." in said.err


def test_nothing_is_entered_before_the_charter(drafted: Delegations) -> None:
    said = drafted.record("TR", "attest")
    assert said.code == 1
    assert "has no charter here yet; nothing else can be entered before it." in said.err
    assert drafted.record("TR", "log", "--own", "--json").keys["entries"] == []


def test_a_charter_is_not_entered_twice_before_it_is_logged(drafted: Delegations) -> None:
    draft = drafted.folder / "charter.json"
    drafted.sign(draft, "RU", "TR", "IR")
    drafted.done("UN", "record", "charter", "enter", drafted.at("UN"), draft)
    said = drafted.run("UN", "record", "charter", "enter", drafted.at("UN"), draft)
    assert said.code == 1
    assert "has no charter here yet; its entry is queued." in said.err


def test_signing_a_draft_makes_the_node_believe_it(drafted: Delegations) -> None:
    draft = drafted.folder / "charter.json"
    digest = drafted.run("UN", "record", "charter", "show", draft, "--json").keys["digest"]
    said = drafted.done("TR", "record", "charter", "sign", drafted.at("TR"), draft)
    assert "believes a log that begins with this charter, and no other" in said.out
    assert drafted.home("TR").read().charter == digest


def test_a_node_that_was_told_nothing_believes_no_charter(founded: Delegations, tmp_path: Path) -> None:
    bundle = tmp_path / "un.tar.gz"
    founded.done("UN", "record", "export", founded.at("UN"), bundle)
    founded.done("OB", "record", "join", tmp_path / "new", "--party", "OB", "--origin", ORIGIN)
    said = founded.run("OB", "record", "import", tmp_path / "new", bundle)
    assert said.code == 1
    assert "This node was not told which charter to believe. The one offered has the digest" in said.err
    assert "holdfire record trust DIR DIGEST" in said.err


def test_a_bundle_of_another_log_says_so_first(founded: Delegations, tmp_path: Path) -> None:
    bundle = tmp_path / "un.tar.gz"
    founded.done("UN", "record", "export", founded.at("UN"), bundle)
    founded.done("OB", "record", "join", tmp_path / "new", "--party", "OB", "--origin", "other.example/log")
    said = founded.run("OB", "record", "import", tmp_path / "new", bundle)
    assert said.code == 1
    assert f"The bundle is of the log {ORIGIN}, and this node is of other.example/log." in said.err


def test_a_second_charter_is_not_trusted_over_the_first(founded: Delegations) -> None:
    said = founded.run("OB", "record", "trust", founded.at("OB"), "ab" * 32)
    assert said.code == 1
    assert "This node already believes another charter" in said.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--party", "o b", "--origin", ORIGIN], "party is not 1 to 16 of A-Z 0-9 -."),
        (["--party", "OB", "--origin", "no good"], "origin is no name a log can have."),
        (["--party", "OB", "--origin", ORIGIN, "--peer", "UN"], "'UN' names no peer."),
        (["--party", "OB", "--origin", ORIGIN, "--peer", "UN=un"], "does not start with http://"),
    ],
)
def test_a_node_that_cannot_be_meant_is_not_made(tmp_path: Path, words: list[str], told: str) -> None:
    said = Delegations(tmp_path).run("OB", "record", "join", tmp_path / "node", *words)
    assert said.code == 2
    assert told in said.err
    assert not (tmp_path / "node" / "node.toml").exists()


def test_a_folder_holds_one_node(founded: Delegations) -> None:
    words = ("record", "join", founded.at("OB"), "--party", "OB", "--origin", ORIGIN)
    said = founded.run("OB", *words)
    assert said.code == 2
    assert "holds a node already." in said.err


@pytest.mark.parametrize("verb", ["log", "sync", "verify", "attest", "replay"])
def test_a_folder_without_a_node_is_named_with_the_next_step(tmp_path: Path, verb: str) -> None:
    said = Delegations(tmp_path).run("OB", "record", verb, tmp_path / "nowhere")
    assert said.code == 2
    assert "has no node of a joint record." in said.err
    assert "holdfire record join" in said.err


def test_a_party_without_a_standing_is_no_party(joined: Delegations, tmp_path: Path) -> None:
    words = ("--origin", ORIGIN, "--title", "x", "--party", "RU", "--keys", joined.folder / "RU.json")
    said = joined.run("RU", "record", "charter", "new", *words, "--out", tmp_path / "x.json")
    assert said.code == 1
    assert "'RU' names no party. Write it as TR=Turkey:guarantor" in said.err.replace("\n", " ")


def test_a_charter_needs_one_host(joined: Delegations, tmp_path: Path) -> None:
    words = [each for party in ("RU", "TR", "IR") for each in ("--keys", joined.folder / f"{party}.json")]
    words += [each for name in NAMES[:3] for each in ("--party", name)]
    said = joined.run("RU", "record", "charter", "new", "--origin", ORIGIN, "--title", "x", *words, "--out",
                      tmp_path / "x.json")  # fmt: skip
    assert said.code == 1
    assert "0 host keys are enrolled, and a log has exactly one." in said.err
    assert not (tmp_path / "x.json").exists()
