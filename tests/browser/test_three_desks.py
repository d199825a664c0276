"""Three guarantors, each at a desk of its own that signs for nobody else, and the record that all keep."""

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from browsing import Desktop, opened
from delegations import Delegations

from holdfire.commands.keys_of_ours import open_key
from holdfire.mission.centre.deciding import OpenKey
from holdfire.record.key_file import PrivateKey
from holdfire.record.node import Node

VERIFIER = Path(__file__).parents[2] / "tools" / "verify_record.py"
SPEAKS = {"RU": "ivan", "TR": "leyla", "IR": "reza"}


def signing(delegations: Delegations, party: str) -> OpenKey:
    passphrase = (delegations.folder / f"{party}.pass").read_text().strip()

    def opening(node: Node, role: str) -> PrivateKey:
        return open_key(node, role, passphrase)

    return opening


@pytest.fixture
def three(delegations: Delegations) -> Delegations:
    """Russia and Iran keep missions as well, each with its own node within."""
    for party in ("RU", "IR"):
        folder = delegations.folder / f"mission of {party}"
        delegations.done(party, "init", folder, "--agreement", "astana")
        delegations.at(party).rename(folder / "record")
        folder.rename(delegations.at(party))
    return delegations


def at_desk_of(chromium: Any, three: Delegations, party: str) -> Any:
    return opened(chromium, three.at(party), open_key=signing(three, party))


def test_three_consents_in_three_browsers_make_the_term_longer(chromium: Any, three: Delegations) -> None:
    with at_desk_of(chromium, three, "RU") as desk:
        page = desk.page(SPEAKS["RU"])
        page.goto("/decisions")
        page.fill("input[name=title]", "Six more months")
        page.select_option("select[name=prolong]", "memo17-term")
        page.fill("input[name=until]", "2018-05-04")
        page.fill("textarea[name=text_en]", "The term runs six months more.")
        page.fill("textarea[name=text_fa]", "مدت شش ماه دیگر ادامه می‌یابد.")
        page.click("form[action='/decisions'] button.primary")
        page.wait_for_selector("main .notice:has-text('Six more months')")
    three.rounds()
    for party in ("TR", "IR", "RU"):
        with at_desk_of(chromium, three, party) as desk:
            page = desk.page(SPEAKS[party])
            page.goto("/decisions")
            page.click("main article a.button.primary")
            assert "مدت شش ماه دیگر" in page.inner_text("main")
            page.select_option("select[name=vote]", "consent")
            page.click("form[action$='/say'] button.primary")
            page.wait_for_load_state()
            page.goto("/decisions")
            assert "Signed here, not logged yet" in page.inner_text("main")
            assert desk.faults == []
        three.rounds()
    with at_desk_of(chromium, three, "IR") as desk:
        page = desk.page("una")
        page.goto("/decisions")
        assert "adopted" in page.inner_text("main article")
        page.goto("/agreement?on=2018-01-10")
        assert "2018-05-04" in page.inner_text("main")


def saved(page: Any, link: str, folder: Path) -> Path:
    with page.expect_download() as got:
        page.click(link)
    zipfile.ZipFile(got.value.path()).extractall(folder)
    (folder / "SHA256SUMS").unlink()
    return folder


def test_a_bulletin_signed_at_one_desk_is_proved_by_whom_nobody_asks_to_trust_it(
    chromium: Any, delegations: Delegations, tmp_path: Path
) -> None:
    with opened(chromium, delegations.at("TR"), open_key=signing(delegations, "TR")) as desk:
        address = _signed(desk)
        delegations.rounds()
        reader = desk.page("ivan")
        reader.goto(address)
        folder = saved(reader, "main a.button.primary[download]", tmp_path / "bulletin")
        seal = saved(reader, "a[href$='/seal.zip']", tmp_path / "seal")
        assert desk.faults == []
    delegations.done("RU", "record", "charter", "show", delegations.at("RU"), "--files", tmp_path / "own")
    done = subprocess.run(
        [sys.executable, VERIFIER, "bulletin", folder, "--seal", seal, "--charter",
         tmp_path / "own" / "charter.leaf", "--grade", "joint"],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.stdout.strip().endswith("VERDICT: proved"), done


def _signed(desk: Desktop) -> str:
    """The head of the desk reads the draft, then what signing would seal, and signs."""
    chief = desk.page("carla")
    chief.goto("/bulletins/draft/2017-06-02/parties")
    chief.click("main a.button.primary")
    chief.click("main form button.primary")
    chief.wait_for_url("**/bulletins/*")
    return str(chief.url.removeprefix(desk.origin))
