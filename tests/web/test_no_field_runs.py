"""No text that anybody sends runs on anybody's page, and no other site's page sends any, for every act.

The acts and their fields are those of the OpenAPI description, so an act that is new is tried as well.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from desk_described import Described
from seats_taken import SEAT
from starlette.testclient import TestClient

from holdfire.mission.folder import ISSUED, Mission
from holdfire.web.people import passwords
from holdfire.web.people.account import Role
from holdfire.web.rights import Right, may

EVIL = '"><script>alert(1)</script></textarea><img src=x onerror=alert(1)>'
RAW = ("<script>alert", "<img src=x", "</textarea><img", '"&gt;&lt;script')
NOT_TEXT: dict[str, Any] = {
    "report_id": "00000000-0000-4000-8000-000000000001", "place_by": "not_known", "back": "/", "then": "/",
    "day": "2017-06-02", "id": "joint-1", "name": "nour", "password": "four words apart here",
    "role": "officer", "party": None, "start": "2017-07-02T08:00Z", "end": "2017-07-02T10:00Z",
    "route": "35.93, 36.63, 200\n35.95, 36.70, 200",
    "parties": "turkey russia", "on": "2017-06-30", "account": "officer", "step_to": "under verification",
    "address": f"https://hook.example/{EVIL.replace(' ', '_')}", "act": None, "actor": None, "target": None,
    "clause": None, "standard_of_proof": None, "method": None, "disabled": False, "language": "en",
    "town": None, "mgrs": None, "how_exact": "day", "kind": None, "instrument": None, "subject": None,
    "prolong": None, "until": None, "supersedes": None, "body": None, "zone": "idlib", "due": "", "first": "",
    "last": "", "one": "", "other": "", "of": 1, "to": ["turkey"], "kinds": ["not known"], "number": 1,
    "row": 1,
    "lat": 35.93, "lon": 36.63, "radius_m": 200, "since": "2017-06-01", "owner": "turkey", "corners": "",
    "at": "2017-06-30T12:00Z", "answer_by": "2017-07-01T18:00Z", "source": "", "host": "", "through": "",
    "announced_at": "", "whose": "", "series": "joint", "round": 1, "point": "maps", "statement": "s1",
    "rows": "",
    "expected": "2017-07", "use": "search", "incident": "i-0123456789abcdef0123", "document": "0" * 64,
}  # fmt: skip
"""Fields that hold no free text, with what they take; every other text is the evil one."""
KINDS = {
    str: ("string",), int: ("integer", "number"), float: ("number",), bool: ("boolean",), list: ("array",)
}  # fmt: skip
"""What a value is in a description; of two acts' fields of one name, one may take a number."""
NAMED_ALIKE = {"to": "turkey"}
"""The same for another act's field of that name."""
ORDER = ("{incident}/case", "/note", "hand-over", "/reports", "/work-out")
KEPT_SHUT = ("/account/password", "/factors", "/open", "/place", "/tokens/end", "/passkeys/end", "/end")
"""Acts without text of their own, which would take away who is to look."""


@pytest.fixture(scope="module")
def desk(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Described:
    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    with pytest.MonkeyPatch.context() as quick:
        quick.setattr(passwords, "_hasher", lambda: cheap)
        return Described(published, tmp_path_factory.mktemp("evil"))


def browser(desk: Described, role: Role, **headers: str) -> TestClient:
    told = {SEAT: str(role), "origin": "http://localhost:8600"} | headers
    return TestClient(
        desk.guarded, base_url="http://localhost:8600", follow_redirects=False, headers=told,
        raise_server_exceptions=False,
    )  # fmt: skip


def posts(desk: Described, within: str) -> list[tuple[str, Right, dict[str, Any]]]:
    """Path, right, and the form of each act's body."""
    found = []
    for path, methods in desk.told["paths"].items():
        if "post" in methods and path.startswith(within):
            told = methods["post"]
            body = (
                told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            )
            name = body.get("$ref", "").rsplit("/", 1)[-1]
            found.append((path, Right(told["x-right"]), desk.told["components"]["schemas"].get(name, {})))
    return found


def fits(value: object, ways: list[dict[str, Any]]) -> bool:
    return value is not None and any(each.get("type") in KINDS[type(value)] for each in ways)


def evil_body(form: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, field in form.get("properties", {}).items():
        ways = [defs.get(e.get("$ref", "").rsplit("/", 1)[-1], e) for e in field.get("anyOf", [field])]
        listed = next((e["enum"][0] for e in ways if "enum" in e), None)
        text = next((e for e in ways if e.get("type") == "string" and "enum" not in e), None)
        given = next((each for each in (NOT_TEXT.get(name), NAMED_ALIKE.get(name)) if fits(each, ways)), None)
        if given is not None:
            told[name] = given
        elif name in NOT_TEXT and name not in form.get("required", []):
            told[name] = None
        elif listed is not None:
            told[name] = listed
        elif text is not None and "pattern" not in text and "format" not in text:
            told[name] = EVIL[: text.get("maxLength", 4000)]
    return told


def there(desk: Described) -> dict[str, list[str]]:
    """What a path may name, of what is there."""
    mission = Mission.open(desk.folder)
    incidents = mission.derived("incidents")["incident_id"].to_list()
    cases = re.findall(r'"(c-[0-9a-z-]+)"', (desk.folder / "journal.jsonl").read_text())
    lines = [str(each.number) for each in mission.entries(ISSUED)]
    return {
        "incident": incidents[:3], "case_id": cases[-1:] or ["c-0"], "line": lines, "day": ["2017-06-02"],
        "edition": ["parties", "un"], "room": ["patrols", "works", "access", "persons"], "thing": ["joint-1"],
        "name": ["officer"], "hook": ["1"],
    }  # fmt: skip


def filled(path: str, names: dict[str, list[str]]) -> list[str]:
    asked = re.findall(r"\{(\w+)\}", path)
    if not asked:
        return [path]
    first = asked[0]
    return [e for value in names[first] for e in filled(path.replace(f"{{{first}}}", value), names)]


def test_no_text_of_any_act_runs_on_any_page_of_any_role(desk: Described) -> None:
    defs = desk.told["components"]["schemas"]
    acts = [each for each in posts(desk, "/api/") if not each[0].endswith(KEPT_SHUT)]
    acts.sort(key=lambda each: next((n for n, end in enumerate(ORDER) if each[0].endswith(end)), 9))
    acts.sort(key=lambda each: each[0].endswith(("/withdraw", "/surveyed")))
    taken: dict[str, int] = {}
    for path, right, form in acts:
        body = evil_body(form, defs)
        for role in Role:
            if not may(desk.seated[role], right):
                continue
            for address in filled(path, there(desk)):
                answer = browser(desk, role).post(address, json=body)
                assert answer.status_code < 500, f"{address} as {role}: {answer.text[:300]}"
                taken[path] = taken.get(path, 0) + (answer.status_code == 200)
    sent = browser(desk, Role.OFFICER).post(
        "/api/sources/take-in",
        data={"source": "holdfire"},
        files={"file": (f"{EVIL}.csv", b"source_key\nk1\n")},
    )
    assert sent.status_code < 500
    label = browser(desk, Role.OFFICER).post("/account/tokens", data={"label": EVIL[:60], "days": "9"})
    assert label.status_code == 200
    told = [path for path, number in taken.items() if number]
    assert len(told) >= 9, f"taken: {told}; refused: {sorted(set(taken) - set(told))}"
    entered = {path for path in told if path.startswith("/api/centre/")}
    assert len(entered) >= 27, f"taken: {sorted(entered)}; refused: {sorted(set(taken) - set(told))}"
    assert EVIL in (desk.folder / "journal.jsonl").read_text().replace('\\"', '"'), (
        "it is on record as it was sent"
    )
    seen, shown = 0, 0
    names = there(desk)
    for path, methods in desk.told["paths"].items():
        if "get" not in methods or path.startswith("/api/") or path in ("/live", "/sw.js"):
            continue
        for role in Role:
            if not may(desk.seated[role], Right(methods["get"]["x-right"])):
                continue
            for address in filled(path, names):
                answer = browser(desk, role).get(address)
                kind = answer.headers.get("content-type", "")
                assert answer.status_code < 500, f"{address} as {role}"
                if kind.startswith(("text/html", "image/svg", "application/atom")):
                    seen += 1
                    shown += "&lt;script&gt;alert" in answer.text
                    for each in RAW:
                        assert each not in answer.text, f"{address} as {role}: {each}"
    assert seen > 100
    assert shown >= 8, f"{shown} of {seen} pages show the text as text"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_no_act_is_taken_from_another_sites_page(desk: Described, site: str) -> None:
    number = 0
    for path, right, _ in posts(desk, "/"):
        role = next((each for each in Role if may(desk.seated[each], right)), Role.OFFICER)
        address = re.sub(r"\{\w+\}", "1", path)
        for headers in ({"sec-fetch-site": site}, {"origin": "https://evil.example"}):
            answer = browser(desk, role, **headers).post(address, json={})
            number += 1
            assert answer.status_code == 403, f"{path} with {headers}"
            assert answer.json()["what"] == "This request did not come from a page of this desk."
    assert number > 100
