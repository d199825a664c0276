"""Names of persons: behind clearance, sealed to one's party, with a reason; each reading is written down."""

import shutil
from pathlib import Path

import pytest
from delegations import Delegations
from seats_taken import NOON, SEAT, Clock
from starlette.testclient import TestClient

from holdfire.commands.keys_of_ours import open_key
from holdfire.record.key_file import PrivateKey
from holdfire.record.node import Node
from holdfire.web.app import desk_app
from holdfire.web.desk import Desk
from holdfire.web.people.account import Account, Role
from holdfire.web.people.people import People
from holdfire.web.people.reads import reads

NAMES = ("Zephyrin Karambulat", "Oktavia Brandwein")
"""Made up, and found nowhere else."""
ACCOUNTS = {
    "amina": Account("amina", "A. Haddad", Role.OFFICER),
    "carla": Account("carla", "C. Weiss", Role.CHIEF, cleared=True),
    "leyla": Account("leyla", "L. Demir", Role.DELEGATE, "turkey", cleared=True),
    "sami": Account("sami", "S. Aziz", Role.DELEGATE, "syria", cleared=True),
    "ivan": Account("ivan", "I. Petrov", Role.DELEGATE, "russia", cleared=True),
    "una": Account("una", "U. Berg", Role.OBSERVER, "un", cleared=True),
    "root": Account("root", "The administrator", Role.ADMINISTRATOR, cleared=True),
}
WHY = {"why": "the exchange of 2 July"}


@pytest.fixture(scope="module")
def offered(founded: Delegations, tmp_path_factory: pytest.TempPathFactory) -> Delegations:
    """Turkey's node offers a list to Syria; its names are sealed to Turkey and the UN, and logged."""
    five = founded.copy_to(tmp_path_factory.mktemp("names") / "delegations")
    file = five.folder / "names.csv"
    file.write_text(f"name,place,consent\n{NAMES[0]},<i>Aleppo</i>,search\n{NAMES[1]},,\n", "utf-8")
    words = ("ex-1", "detainees", "--to", "syria", "--names", file, "--reader", "UN", "--by", "A. Haddad")
    five.done("TR", "person", "offer", five.at("TR"), *words)
    five.rounds()
    file.unlink()
    return five


class Named:
    """Turkey's desk with keys, and whoever sits before it."""

    def __init__(self, five: Delegations, folder: Path, keys: bool = True) -> None:
        passphrase = (five.folder / "TR.pass").read_text().strip()
        shutil.copytree(five.at("TR"), folder)

        def opened(node: Node, role: str) -> PrivateKey:
            return open_key(node, role, passphrase)

        def draw(size: int) -> bytes:
            return bytes(size)

        self.people = People.of(folder, draw)
        desk = Desk(folder, Clock(NOON), draw, self.people, open_key=opened if keys else None)
        self.app = desk_app(desk, lambda request: ACCOUNTS.get(request.headers.get(SEAT, "")))

    def as_(self, name: str) -> TestClient:
        return TestClient(self.app, follow_redirects=False, headers={SEAT: name})


@pytest.fixture
def named(offered: Delegations, tmp_path: Path) -> Named:
    return Named(offered, tmp_path / "desk")


def test_a_cleared_account_reads_them_and_that_is_written_down(named: Named) -> None:
    carla = named.as_("carla")
    answer = carla.post("/api/centre/persons/ex-1/names", json=WHY)
    assert answer.status_code == 200, answer.text
    assert [each["name"] for each in answer.json()["rows"]] == list(NAMES)
    assert answer.headers["cache-control"] == "no-store"
    page = carla.post("/centre/persons/ex-1/names", data=WHY)
    assert NAMES[0] in page.text
    assert "&lt;i&gt;Aleppo&lt;/i&gt;" in page.text
    assert page.headers["cache-control"] == "no-store"
    found = reads(named.people.store)
    assert [(each.account, each.why) for each in found] == [("carla", "ex-1: the exchange of 2 July")] * 2
    assert {each.entry for each in found} == {answer.json()["entry"]}
    told = named.as_("root").get("/api/accounts").json()["reads"]
    assert [each["account"] for each in told] == ["carla", "carla"]


@pytest.mark.parametrize(
    ("name", "status"), [("amina", 403), ("root", 403), ("sami", 409), ("ivan", 409), ("una", 409)]
)
def test_nobody_else_reads_a_name(named: Named, name: str, status: int) -> None:
    """Not cleared; of a role that is never cleared; not sealed to Syria; not Russia's list; not issued."""
    for path in ("/api/centre/persons/ex-1/names", "/centre/persons/ex-1/names"):
        answer = (
            named.as_(name).post(path, json=WHY) if "api" in path else named.as_(name).post(path, data=WHY)
        )
        assert answer.status_code == status, answer.text
        assert not any(each in answer.text for each in NAMES)
    assert reads(named.people.store) == []


def test_no_other_answer_holds_a_name(named: Named) -> None:
    for name in ("carla", "leyla", "sami"):
        for path in ("/centre/persons", "/api/centre/persons", "/api/centre", "/centre", "/record"):
            answer = named.as_(name).get(path)
            assert answer.status_code == 200
            assert not any(each in answer.text for each in NAMES), (name, path)
    assert named.as_("carla").get("/api/centre/persons").json()["rows"][0]["names"] is True
    assert "Read the names" in named.as_("leyla").get("/centre/persons").text
    assert "Read the names" not in named.as_("amina").get("/centre/persons").text
    assert named.as_("carla").get("/centre/persons/ex-1/names").status_code == 405


def test_no_name_is_read_without_a_reason_or_without_keys(offered: Delegations, tmp_path: Path) -> None:
    named = Named(offered, tmp_path / "without", keys=False)
    blank = named.as_("carla").post("/api/centre/persons/ex-1/names", json={"why": "  "})
    assert blank.json()["what"] == "Opening a confidential file needs a reason."
    shut = named.as_("carla").post("/api/centre/persons/ex-1/names", json=WHY)
    assert shut.json()["what"] == "This desk does not hold its party's keys, so it opens no names."
    assert reads(named.people.store) == []


def test_what_waits_to_be_logged_is_a_draft_of_its_party(named: Named) -> None:
    """Turkey's node: its own plan of a joint patrol is seen by Russia once it is in the record."""
    plan = {
        "id": "joint-1", "parties": "russia turkey", "start": "2017-07-02T06:00Z",
        "end": "2017-07-02T09:00Z", "route": "35.90, 36.60, 200\n35.95, 36.70, 200",
    }  # fmt: skip
    assert named.as_("leyla").post("/api/centre/patrols", json=plan).status_code == 200
    assert named.as_("ivan").get("/api/centre/patrols").json()["rows"] == []
    (row,) = named.as_("leyla").get("/api/centre/patrols").json()["rows"]
    assert row["plan"]["line"] is not None
    (listed,) = named.as_("sami").get("/api/centre/persons").json()["rows"]
    assert (listed["proof"]["line"], listed["id"]) == (None, "ex-1")
    assert f"/record?start={listed['proof']['place']}#entry-" in named.as_("sami").get("/centre/persons").text
