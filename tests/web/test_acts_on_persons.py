"""Lists of persons at the desk: in numbers, each side for itself; the rules refuse what cannot be."""

from typing import Any

import pytest
from centre_cast import Cast
from seats_taken import At
from starlette.testclient import TestClient

OFFER = {"id": "ex-1", "category": "detainees", "number": 20, "to": ["syria"]}


def row(browser: TestClient) -> dict[str, Any]:
    (found,) = browser.get("/api/centre/persons").json()["rows"]
    return dict(found)


def numbers(told: dict[str, Any]) -> dict[str, list[tuple[str, int]]]:
    return {
        stage: [(n["side"], n["number"]) for n in each] for stage, each in told["numbers"].items() if each
    }


def test_a_list_goes_from_offer_to_receipt_by_each_sides_own_word(at: At) -> None:
    turkish, syrian = at.as_("delegate"), at.as_("delegate", "sami", "syria")
    done = turkish.post("/api/centre/persons", json=OFFER)
    assert (done.status_code, done.json()["said"]) == (200, "persons list offered.")
    assert syrian.post("/api/centre/persons/ex-1/agree", json={"number": 18}).status_code == 200
    gone = {"on": "2017-06-30", "number": 3, "rows": "1, 4-5", "where": "the crossing"}
    assert turkish.post("/api/centre/persons/ex-1/executed", json=gone).status_code == 200
    came = {"on": "2017-06-30", "number": 2}
    assert syrian.post("/centre/persons/ex-1/confirmed", data=came).status_code == 303
    assert numbers(row(syrian)) == {
        "offered": [("turkey", 20)], "agreed": [("syria", 18)], "executed": [("turkey", 3)],
        "confirmed": [("syria", 2)],
    }  # fmt: skip
    assert row(turkish)["urgent"] == "numbers-differ"


def test_a_number_is_taken_back_with_its_reason_and_stays_readable(at: At) -> None:
    Cast(at).persons("ex-1", "turkey", "syria")
    turkish = at.as_("delegate")
    turkish.post("/api/centre/persons/ex-1/executed", json={"on": "2017-06-30", "number": 3})
    back = {"on": "2017-07-01", "number": 1}
    refused = turkish.post("/api/centre/persons/ex-1/taken-back", json=back)
    assert (refused.status_code, refused.json()["what"]) == (
        409, "Credit of list ex-1 is taken back without a reason.",
    )  # fmt: skip
    told_why = turkish.post("/api/centre/persons/ex-1/taken-back", json=back | {"why": "another's"})
    assert told_why.status_code == 200
    (told,) = row(turkish)["numbers"]["executed"]
    assert (told["number"], told["back"]) == (2, 1)


def test_fates_cases_and_consent_are_told_by_row_and_number(at: At) -> None:
    Cast(at).persons("miss-1", "turkey", "syria")
    syrian = at.as_("delegate", "sami", "syria")
    fate = {"row": 7, "fate": "dead", "whereabouts": "not known"}
    assert syrian.post("/api/centre/persons/miss-1/fate", json=fate).status_code == 200
    unexplained = syrian.post("/api/centre/persons/miss-1/case", json={"row": 7, "case": "reopened"})
    assert unexplained.json()["what"] == "Row 7 of list miss-1 is reopened without a reason."
    again = {"row": 7, "case": "reopened", "why": "the body was another's"}
    assert syrian.post("/api/centre/persons/miss-1/case", json=again).status_code == 200
    consent = {"use": "search", "number": 12}
    assert syrian.post("/api/centre/persons/miss-1/consent", json=consent).status_code == 200
    told = row(syrian)
    assert told["fates"] == [{"side": "syria", "fates": {"dead": 1}, "whereabouts": {"not known": 1}}]
    assert (told["reopened"], told["consents"]) == (1, [{"use": "search", "side": "syria", "number": 12}])
    assert syrian.post("/api/centre/persons/miss-1/case", json=again | {"case": "closed"}).status_code == 200
    assert row(syrian)["reopened"] == 0


@pytest.mark.parametrize(
    ("path", "told", "what"),
    [
        ("/ex-1/agree", {"number": 20}, "turkey offered list ex-1 itself; to agree is the other side's."),
        ("/ex-1/confirmed", {"on": "2017-06-30", "number": 2}, "turkey is not among those to whom list ex-1"),
        (
            "/ex-1/executed",
            {"on": "2017-06-30", "number": 21},
            "List ex-1 has 20 persons, and 21 are told of.",
        ),
        ("/ex-1/executed", {"on": "2018-06-30", "number": 2}, "2018-06-30 is still to come."),
        (
            "/ex-1/executed",
            {"on": "2017-06-30", "number": 2, "rows": "4"},
            "Of list ex-1 2 are told of, and 1",
        ),
        ("/ex-1/executed", {"on": "2017-06-30", "number": 2, "rows": "9-4"}, "'9-4' names no row."),
        ("/ex-9/agree", {"number": 2}, "There is no ex-9 in persons."),
        ("", OFFER, "There is a list ex-1 already"),
        ("", OFFER | {"id": "ex-2", "to": ["turkey"]}, "turkey cannot offer list ex-2 to itself."),
        (
            "",
            OFFER | {"id": "ex-2", "category": "mixed"},
            "List ex-2 is mixed, and says of nothing how many.",
        ),
        ("", OFFER | {"id": "ex-2", "category": "mixed", "remains": 3}, "List ex-2 has 20 persons, and its"),
    ],
)
def test_what_cannot_be_is_refused_by_its_rule(at: At, path: str, told: dict[str, Any], what: str) -> None:
    Cast(at).persons("ex-1", "turkey", "syria")
    before = len((at.folder / "journal.jsonl").read_text().splitlines())
    refused = at.as_("delegate").post(f"/api/centre/persons{path}", json=told)
    assert refused.status_code == 409, refused.text
    assert refused.json()["what"].startswith(what)
    assert refused.json()["advice"]
    assert len((at.folder / "journal.jsonl").read_text().splitlines()) == before, "nothing is written"


def test_a_mixed_list_says_how_many_of_each(at: At) -> None:
    mixed = OFFER | {"category": "mixed", "detainees": 15, "remains": 5, "missing": ""}
    assert at.as_("delegate").post("/centre/persons", data=mixed).status_code == 303
    assert row(at.as_("delegate"))["kinds"] == {"detainees": 15, "remains": 5}


def test_the_desk_relays_a_receipt_and_it_is_shown_as_that_sides(at: At) -> None:
    Cast(at).persons("ex-1", "turkey", "syria")
    told = {"on": "2017-06-30", "number": 4, "of": "syria"}
    assert at.as_("officer").post("/api/centre/persons/ex-1/confirmed", json=told).status_code == 200
    assert numbers(row(at.as_("officer")))["confirmed"] == [("syria", 4)]


def test_each_side_is_offered_the_acts_that_are_its_own(at: At) -> None:
    Cast(at).persons("ex-1", "turkey", "syria")
    for name, party, its, not_its in (
        ("leyla", "turkey", "executed", "confirmed"),
        ("sami", "syria", "confirmed", "executed"),
    ):
        page = at.as_("delegate", name, party).get("/centre/persons?thing=ex-1").text
        assert f'action="/centre/persons/ex-1/{its}"' in page
        assert f'action="/centre/persons/ex-1/{not_its}"' not in page
