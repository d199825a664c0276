"""A bulletin signed at a desk that holds its party's keys, and checked by a delegate who trusts nobody."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from delegations import Delegations
from seats_taken import At, Clock

from holdfire.commands.keys_of_ours import open_key
from holdfire.record.key_file import PrivateKey
from holdfire.record.node import Node

DRAFT = "/api/bulletins/draft/2017-06-02/parties"
VERIFIER = Path(__file__).parents[2] / "tools" / "verify_record.py"


@pytest.fixture
def signing(delegations: Delegations) -> At:
    """Turkey's desk, started with its passphrase."""
    passphrase = (delegations.folder / "TR.pass").read_text().strip()

    def opened(node: Node, role: str) -> PrivateKey:
        return open_key(node, role, passphrase)

    return At(delegations.at("TR"), Clock(), opened)


def issue(desk: At) -> int:
    """The head of the desk reads the draft and signs it."""
    mark = desk.as_("chief").get(f"{DRAFT}/sign").json()["mark"]
    done = desk.as_("chief").post(DRAFT, json={"mark": mark})
    assert done.status_code == 200, done.text
    return int(done.json()["line"])


def unpacked(desk: At, line: int, name: str, folder: Path) -> Path:
    answer = desk.as_("delegate").get(f"/bulletins/{line}/{name}")
    assert answer.status_code == 200, answer.text
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(folder)
    (folder / "SHA256SUMS").unlink()
    return folder


def verdict(*words: object) -> str:
    done = subprocess.run(
        [sys.executable, str(VERIFIER), *map(str, words)], capture_output=True, text=True, timeout=120
    )
    return done.stdout.strip().splitlines()[-1] if done.stdout else done.stderr


def test_what_the_head_signs_a_delegate_proves_without_the_desk(
    delegations: Delegations, signing: At, tmp_path: Path
) -> None:
    line = issue(signing)
    told = signing.as_("delegate").get(f"/api/bulletins/{line}").json()
    assert told["seal"] == {"position": None, "grade": None}
    early = signing.as_("delegate").get(f"/bulletins/{line}/seal.zip")
    assert early.status_code == 404
    assert "is not sealed yet" in early.text
    assert delegations.record("TR", "log", "--own", "--last", "1", "--json").keys["entries"][-1]["act"] == (
        "bulletin issued"
    ), "signing entered it"

    delegations.rounds()
    told = signing.as_("delegate").get(f"/api/bulletins/{line}").json()
    assert told["seal"]["grade"] == "joint"
    folder = unpacked(signing, line, "all.zip", tmp_path / "bulletin")
    seal = unpacked(signing, line, "seal.zip", tmp_path / "seal")
    assert sorted(each.name for each in seal.iterdir()) == ["seal.json", "seal.tlog-proof"]
    delegations.done("RU", "record", "charter", "show", delegations.at("RU"), "--files", tmp_path / "own")
    asked = ("bulletin", folder, "--seal", seal, "--charter", tmp_path / "own" / "charter.leaf")
    assert verdict(*asked, "--grade", "joint") == "VERDICT: proved"
    (folder / "incidents.csv").write_text("nothing happened\n")
    assert verdict(*asked).startswith("VERDICT: refuted")


def test_a_desk_without_its_keys_issues_and_says_that_it_is_not_entered(delegations: Delegations) -> None:
    desk = At(delegations.at("TR"), Clock())
    line = issue(desk)
    page = desk.as_("delegate").get(f"/bulletins/{line}").text
    assert "Not yet: its act is to be entered" in page
    refused = desk.as_("chief").post("/api/record/enter")
    assert refused.status_code == 400
    assert refused.json()["what"] == "This desk does not hold its party's keys, so it cannot sign."
    assert "/record/enter" not in desk.as_("chief").get("/record").text


def test_the_record_page_signs_what_waits(signing: At) -> None:
    officer = signing.as_("officer")
    incident = officer.get("/api/queue?show=all").json()["rows"][0]["incident_id"]
    noted = officer.post(f"/api/incidents/{incident}/note", json={"why": "a wedding", "what": "noted"})
    assert noted.status_code == 200, noted.text
    assert 'action="/record/enter"' in signing.as_("chief").get("/record").text
    assert 'action="/record/enter"' not in officer.get("/record").text
    said = signing.as_("chief").post("/api/record/enter").json()["said"]
    assert said == "1 act is signed."
    assert signing.as_("chief").get("/api/record").json()["joint"]["to_sign"] == 0


def test_without_a_joint_record_there_is_no_seal(at: At) -> None:
    line = issue(at)
    assert at.as_("officer").get(f"/api/bulletins/{line}").json()["seal"] is None
    refused = at.as_("chief").post("/api/record/enter")
    assert refused.json()["what"] == "This mission keeps no joint record."
