"""Decisions: each guarantor's own desk signs for it and for no other; the rule makes the outcome."""

import os
from pathlib import Path

import pytest
from delegations import Delegations
from seats_taken import NOON, At, Clock

from holdfire.commands.keys_of_ours import open_key
from holdfire.record.key_file import PrivateKey
from holdfire.record.node import Node

IDS = {"RU": "russia", "TR": "turkey", "IR": "iran"}
PROLONGING = {
    "title": "Six more months",
    "authentic": "en",
    "text_en": "The term runs six months more.",
    "text_ar": "تمدد المدة ستة أشهر أخرى.",
    "prolong": "memo17-term",
    "until": "2018-05-04",
}


@pytest.fixture(scope="module")
def three(of_five: Delegations, tmp_path_factory: pytest.TempPathFactory) -> Delegations:
    made = of_five.copy_to(tmp_path_factory.mktemp("deciding") / "delegations")
    for party in ("RU", "IR"):
        folder = made.folder / f"mission of {party}"
        made.done(party, "init", folder, "--agreement", "astana")
        made.at(party).rename(folder / "record")
        folder.rename(made.at(party))
    return made


def desk_of(three: Delegations, party: str) -> At:
    passphrase = (three.folder / f"{party}.pass").read_text().strip()

    def opened(node: Node, role: str) -> PrivateKey:
        return open_key(node, role, passphrase)

    return At(three.at(party), Clock(NOON), opened)


def test_three_desks_consent_and_the_term_is_longer(three: Delegations, tmp_path: Path) -> None:
    three = three.copy_to(tmp_path / "three")
    ru = desk_of(three, "RU").as_("delegate", "ivan", "russia")
    put = ru.post("/api/decisions", json=PROLONGING)
    assert put.status_code == 200, put.text
    three.rounds()
    for party in ("TR", "IR", "RU"):
        desk = desk_of(three, party).as_("delegate", "someone", IDS[party])
        (told,) = desk.get("/api/decisions").json()["decisions"]
        assert told["texts"]["ar"] == PROLONGING["text_ar"]
        assert told["may_say"] is True
        said = desk.post(f"/api/decisions/{told['id']}/say", json={"vote": "consent"})
        assert said.status_code == 200, said.text
        three.rounds()
    for party in ("TR", "IR", "RU"):
        desk = desk_of(three, party).as_("observer")
        (told,) = desk.get("/api/decisions").json()["decisions"]
        assert (told["outcome"], told["silent"]) == ("adopted", [])
        assert {v["party"] for v in told["votes"] if v["signed"]} == {"russia", "turkey", "iran"}
        clock = desk.get("/api/agreement", params={"on": "2018-01-10"}).json()["terms"][0]
        assert (clock["state"], clock["end"]) == ("extended", "2018-05-04")
        page = desk.get(f"/decisions/{told['id']}").text
        assert PROLONGING["text_ar"] in page
        assert 'lang="ar" dir="auto"' in page


def test_a_desk_cannot_sign_for_another_party(three: Delegations, tmp_path: Path) -> None:
    three = three.copy_to(tmp_path / "three")
    ru = desk_of(three, "RU")
    refused = ru.as_("delegate", "leyla", "turkey").post("/api/decisions", json=PROLONGING)
    assert refused.json()["what"] == "This desk is of russia and cannot sign for turkey."


def test_a_desk_without_keys_says_how_to_vote(three: Delegations, tmp_path: Path) -> None:
    three = three.copy_to(tmp_path / "three")
    desk = At(three.at("TR"), Clock(NOON)).as_("delegate")
    refused = desk.post("/api/decisions", json=PROLONGING)
    assert refused.json()["what"] == "This desk does not hold its party's keys, so it cannot sign."
    assert os.environ.get("HOLDFIRE_PASSPHRASE_FILE") is None


def test_a_body_decides_in_the_journal_and_a_reservation_is_kept_word_for_word(at: At) -> None:
    told = {
        "title": "Patrols twice a week",
        "text_en": "Patrols go twice a week.",
        "body": "joint-working-group",
    }
    assert at.as_("delegate").post("/api/decisions", json=told).status_code == 200
    (one,) = at.as_("observer").get("/api/decisions").json()["decisions"]
    assert (one["outcome"], one["silent"]) == ("open", ["iran", "russia", "turkey"])
    word = {"vote": "reservation", "why": "<b>Not on Fridays.</b>"}
    said = at.as_("delegate").post(f"/api/decisions/{one['id']}/say", json=word)
    assert said.status_code == 200, said.text
    again = at.as_("delegate").post(f"/api/decisions/{one['id']}/say", json={"vote": "consent"})
    assert again.status_code == 409
    for party in ("russia", "iran"):
        at.as_("delegate", party, party).post(f"/api/decisions/{one['id']}/say", json={"vote": "consent"})
    one = at.as_("observer").get(f"/api/decisions/{one['id']}").json()
    assert one["outcome"] == "adopted"
    page = at.as_("observer").get(f"/decisions/{one['id']}").text
    assert "&lt;b&gt;Not on Fridays.&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("told", "what"),
    [
        (
            {"title": "x", "authentic": "fa", "text_en": "y"},
            "The authentic text is to be fa, and there is none in it.",
        ),
        ({**PROLONGING, "until": None}, "A term is prolonged until a day."),
        ({**PROLONGING, "prolong": "no-such"}, "The agreement has no term no-such."),
    ],
)
def test_what_cannot_stand_is_refused_by_name(at: At, told: dict[str, object], what: str) -> None:
    refused = at.as_("delegate").post("/api/decisions", json=told)
    assert refused.status_code == 409
    assert refused.json()["what"].startswith(what[:30]), refused.json()


def test_an_observer_neither_proposes_nor_votes(at: At) -> None:
    assert at.as_("observer").post("/api/decisions", json=PROLONGING).status_code == 403
    assert at.as_("officer").post("/api/decisions", json=PROLONGING).status_code == 403
