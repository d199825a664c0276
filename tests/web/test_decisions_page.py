"""Decisions: each guarantor's own desk signs for it and for no other; the rule makes the outcome."""

import os
from datetime import timedelta
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
def three(founded: Delegations, tmp_path_factory: pytest.TempPathFactory) -> Delegations:
    made = founded.copy_to(tmp_path_factory.mktemp("deciding") / "delegations")
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
        assert told["saying"] == "here"
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
    desk_of(three, "RU").as_("delegate", "ivan", "russia").post("/api/decisions", json=PROLONGING)
    three.rounds()
    desk = At(three.at("TR"), Clock(NOON)).as_("delegate")
    refused = desk.post("/api/decisions", json=PROLONGING)
    assert refused.json()["what"] == "This desk does not hold its party's keys, so it cannot sign."
    (told,) = desk.get("/api/decisions").json()["decisions"]
    assert told["saying"] == "elsewhere"
    page = desk.get(f"/decisions/{told['id']}").text
    assert "this desk cannot sign for it" in page
    assert f"holdfire decide vote TR {told['id']} consent" in page
    assert f'action="/decisions/{told["id"]}/say"' not in page, "no form that could only be refused"
    assert 'value="">Guarantors' not in desk.get("/decisions").text
    chief = desk_of(three, "TR").as_("chief")
    assert chief.get(f"/api/decisions/{told['id']}").json()["told"]["saying"] == "here"
    assert desk_of(three, "TR").as_("officer").get("/api/decisions").json()["counts"]["awaited"] == 0
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
    one = at.as_("observer").get(f"/api/decisions/{one['id']}").json()["told"]
    assert one["outcome"] == "adopted"
    assert one["because"] == {"outcome": "adopted", "parties": ["iran", "russia", "turkey"], "newer": None}
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


def put(at: At, **more: object) -> dict:
    told = {"title": "Patrols", "text_en": "Patrols go twice.", "body": "joint-working-group", **more}
    answer = at.as_("delegate").post("/api/decisions", json=told)
    assert answer.status_code == 200, answer.text
    return dict(at.as_("delegate").get("/api/decisions").json()["decisions"][0])


def one(at: At, told: dict) -> dict:
    return dict(at.as_("observer").get(f"/api/decisions/{told['id']}").json()["told"])


def test_a_delegate_speaks_for_its_own_party_whatever_it_asks_for(at: At) -> None:
    told = put(at)
    word = {"vote": "consent", "party": "russia", "of": "russia"}
    assert at.as_("delegate").post(f"/api/decisions/{told['id']}/say", json=word).status_code == 200
    (vote,) = one(at, told)["votes"]
    assert (vote["party"], vote["signed"]) == ("turkey", False), "entered by the desk, so relayed"
    foreign = at.as_("delegate", "sy", "syria")
    refused = foreign.post(f"/api/decisions/{told['id']}/say", json={"vote": "consent"})
    assert refused.status_code == 409
    assert "syria does not decide on proposal" in refused.json()["what"]
    assert one(at, told)["because"] == {"outcome": "open", "parties": ["iran", "russia"], "newer": None}


@pytest.mark.parametrize("word", ["reservation", "objection", "abstention"])
def test_a_word_that_is_no_plain_consent_says_why(at: At, word: str) -> None:
    told = put(at)
    refused = at.as_("delegate").post(f"/api/decisions/{told['id']}/say", json={"vote": word, "why": " "})
    assert refused.status_code == 400
    assert refused.json()["what"] == f"A word that is {word} says why, and no words are given."


def test_an_objection_ends_it_and_the_reason_names_who_objected(at: At) -> None:
    told = put(at)
    word = {"vote": "objection", "why": "not in the south"}
    at.as_("delegate").post(f"/api/decisions/{told['id']}/say", json=word)
    found = one(at, told)
    assert found["outcome"] == "no consensus"
    assert found["because"]["parties"] == ["turkey"]
    page = at.as_("observer").get(f"/decisions/{told['id']}").text
    assert "The rule can no longer be met. Did not consent:" in page
    assert "not in the south" in page


def test_silence_is_counted_down_and_then_it_lapses(at: At) -> None:
    told = put(at, deadline="2017-07-02T12:00")
    assert (told["hours_left"], told["proved"]) == (24.0, False)
    assert "24\u2069 hours left" in at.as_("delegate").get("/decisions").text
    at.clock.now += timedelta(hours=25)
    found = one(at, told)
    assert (found["outcome"], found["saying"]) == ("lapsed", None)
    assert found["because"]["parties"] == ["iran", "russia", "turkey"]


def test_texts_stand_side_by_side_in_five_columns_and_the_one_that_prevails_is_marked(at: At) -> None:
    told = put(at, authentic="ru", text_ru="Патрули два раза.", text_fa="<script>alert(1)</script>")
    page = at.as_("observer").get(f"/decisions/{told['id']}").text
    assert page.count('<article class="claim') == 5
    assert page.count("There is no text in this language.") == 2
    authentic = page.split('<article class="claim authentic"')[1].split("</article>")[0]
    assert "Патрули два раза." in authentic
    assert "this text prevails" in authentic
    assert "<script>alert" not in page
    assert told["text_sha256"] in page


def test_a_new_text_takes_the_place_of_ones_own(at: At) -> None:
    old = put(at)
    new = put(at, title="Patrols daily", supersedes=old["id"])
    assert new["supersedes"] == old["ref"]
    found = one(at, old)
    assert (found["outcome"], found["because"]["newer"]) == ("superseded", new["ref"])
    other = at.as_("delegate", "ivan", "russia")
    told = {"title": "x", "text_en": "y", "body": "joint-working-group", "supersedes": new["id"]}
    assert "cannot supersede it" in other.post("/api/decisions", json=told).json()["what"]


def test_an_observer_sees_what_the_record_has_and_not_what_waits(three: Delegations, tmp_path: Path) -> None:
    desk = desk_of(three.copy_to(tmp_path / "three"), "TR")
    told = {"title": "Waits", "text_en": "y", "body": "joint-working-group"}
    assert desk.as_("delegate").post("/api/decisions", json=told).status_code == 200
    assert desk.as_("delegate").get("/api/decisions").json()["number"] == 1
    assert desk.as_("observer").get("/api/decisions").json()["number"] == 0
    assert "Waits" not in desk.as_("observer").get("/decisions").text


def test_what_is_not_there_is_told_so(at: At) -> None:
    answer = at.as_("observer").get("/api/decisions/0123456789ab")
    assert (answer.status_code, answer.json()["what"]) == (
        404, "There is no proposal 0123456789ab that you can see.",
    )  # fmt: skip
    late = {"title": "x", "text_en": "y", "deadline": "0001-01-01T00:00:00+14:00"}
    refused = at.as_("delegate").post("/api/decisions", json=late)
    assert refused.status_code == 422
    assert "the year is to be 2000 to 2199" in refused.json()["what"]
    assert at.as_(None).get("/api/decisions").status_code == 401
