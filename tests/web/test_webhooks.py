"""Webhooks: told once and signed, tried again, given up and shown, never led into the desk's own network."""

import hmac
import json
import time
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from house import WORDS, House
from receiver import Receiver, receiver
from seats_taken import NOON

from holdfire.mission.folder import Mission
from holdfire.mission.issuing import issue
from holdfire.mission.noting import note_incident
from holdfire.publish.edition import Edition
from holdfire.web.hooks.address import AddressError, destination, is_public, reached
from holdfire.web.hooks.pauses import PAUSES_S, TRIES_MAX, next_try
from holdfire.web.hooks.sender import Round, Sender
from holdfire.web.hooks.store import Hooks
from holdfire.web.people.account import Account, Role
from holdfire.web.people.accounts import add_account, set_disabled


def inside(house: House) -> Round:
    """The sender's round at a desk that was started with --webhooks-inside."""
    return Round(replace(house.desk, webhooks_inside=True))


def made(house: House, address: str, account: str = "amina", every: bool = True) -> str:
    """The secret of a new webhook."""
    told = {"address": address, "account": account, "every": every}
    house.desk = replace(house.desk, webhooks_inside=True)
    answer = house.signed_in("root").post("/api/webhooks", json=told)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["secret"])


def a_new_line(house: House) -> int:
    """The number of a line that the journal just got."""
    mission = Mission.open(house.folder)
    incident = str(mission.derived("incidents")["incident_id"][0])
    return note_incident(mission, incident, "A. Haddad", "a drill", NOON).number


def signature(secret: str, headers: dict[str, str], body: bytes) -> str:
    """Made anew as the standard says, without the code that is tried."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    return "v1," + b64encode(hmac.new(b64decode(secret[6:]), signed, "sha256").digest()).decode()


def states(house: House) -> list[tuple[int, str, str]]:
    told = house.signed_in("root").get("/api/webhooks").json()["deliveries"]
    return [(each["tries"], each["state"], each["said"]) for each in told]


def test_a_new_line_is_told_once_with_a_signature_that_fits_and_nothing_of_what_it_says(house: House) -> None:
    with receiver(204) as program:
        secret = made(house, program.address)
        assert inside(house)() == 0, "lines from before are not told"
        line = a_new_line(house)
        assert (inside(house)(), inside(house)()) == (1, 0)
        ((path, headers, body),) = program.came
    assert path == "/told?of=idlib"
    assert headers["webhook-signature"] == signature(secret, headers, body)
    assert headers["webhook-timestamp"] == str(int(house.clock().timestamp()))
    told = json.loads(body)
    entry = list(Mission.open(house.folder).journal.entries())[-1]
    assert told == {
        "kind": "line", "line": line, "hash": entry.hash, "at": NOON.isoformat().replace("+00:00", "Z"),
        "link": f"http://localhost:8600/api/record?line={line - 1}",
    }  # fmt: skip
    read = house.signed_in().get(told["link"].removeprefix("http://localhost:8600")).json()["journal"]
    assert [(each["number"], each["hash"]) for each in read] == [(line, entry.hash)], "the link leads there"
    assert states(house) == [(1, "taken", "answered 204")]


def test_a_failure_is_tried_again_after_a_pause_under_the_same_id(house: House) -> None:
    with receiver(500, 200) as program:
        made(house, program.address)
        a_new_line(house)
        assert (inside(house)(), inside(house)()) == (1, 0), "not before the pause is over"
        assert states(house) == [(1, "waits", "answered 500")]
        house.clock.now += timedelta(seconds=PAUSES_S[0] * 1.1)
        assert inside(house)() == 1
        assert states(house) == [(2, "taken", "answered 200")]
        ids = [headers["webhook-id"] for _, headers, _ in program.came]
        assert ids[0] == ids[1]
        moments = [headers["webhook-timestamp"] for _, headers, _ in program.came]
        assert moments[0] != moments[1], "each try is signed at its own moment"


def test_a_delivery_that_nobody_takes_is_given_up_and_shown(house: House) -> None:
    with receiver(503) as program:
        made(house, program.address)
        a_new_line(house)
        for _ in range(TRIES_MAX + 2):
            inside(house)()
            house.clock.now += timedelta(days=2)
        assert len(program.came) == TRIES_MAX
    assert states(house) == [(TRIES_MAX, "given up", "answered 503")]
    page = house.signed_in("root").get("/webhooks").text
    assert '<b class="late">given up</b>' in page
    assert "answered 503" in page


def test_nothing_is_lost_where_the_desk_stops_between_the_line_and_its_delivery(house: House) -> None:
    with receiver(200) as program:
        made(house, program.address)
        a_new_line(house)
        hooks = Hooks.of(house.folder)
        round_ = inside(house)
        hook = hooks.all(secrets=True)[0]
        round_._note(hooks, hook, Account("amina", "A", Role.OFFICER))
        house.desk = replace(house.desk)  # another process: nothing of the first is in memory
        assert inside(house)() == 1
        assert len(program.came) == 1


def test_a_redirect_is_not_followed(house: House) -> None:
    with receiver(200) as elsewhere, receiver(307, leads=elsewhere.address) as program:
        made(house, program.address)
        a_new_line(house)
        inside(house)()
        assert (len(program.came), elsewhere.came) == (1, [])
    assert states(house) == [(1, "waits", "answered 307")]


def test_a_name_that_leads_into_a_private_network_is_refused_at_each_try(house: House) -> None:
    told = {"address": "https://hook.example/told", "account": "amina", "every": True}
    assert house.signed_in("root").post("/api/webhooks", json=told).status_code == 200
    a_new_line(house)
    Round(house.desk, lambda _host, _port: ["203.0.113.9", "10.0.0.7"])()
    ((_, state, said),) = states(house)
    assert state == "waits"
    assert said == "hook.example lies in a private or local network, where this desk sends nothing."


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("http://hook.example/x", "Without TLS a webhook leads to this machine only."),
        ("http://127.0.0.1:9/x", "127.0.0.1 lies in a private or local network"),
        ("https://localhost/x", "localhost lies in a private or local network"),
        ("https://169.254.169.254/latest", "169.254.169.254 lies in a private or local network"),
        ("https://[::ffff:10.0.0.1]/x", "lies in a private or local network"),
        ("https://amina:word@hook.example/", "An address of a webhook holds no name, password or fragment."),
        ("https://hook.example/a b", "That is no address of a webhook."),
        ("ftp://hook.example/", "That is no address of a webhook."),
        ("https://[::1/", "That is no address of a webhook."),
    ],
)
def test_an_address_that_may_not_be_is_refused_at_once(house: House, address: str, what: str) -> None:
    told = {"address": address, "account": "amina"}
    answer = house.signed_in("root").post("/api/webhooks", json=told)
    assert (answer.status_code, what in answer.json()["what"]) == (400, True), answer.text
    assert not Hooks.of(house.folder).all()


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("1.1.1.1", True), ("2606:4700::1111", True), ("10.1.2.3", False), ("127.0.0.1", False),
        ("169.254.1.1", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),
        ("::", False), ("::1", False), ("fe80::1%eth0", False), ("fd00::1", False),
        ("::ffff:192.168.0.1", False),
        ("64:ff9b::a00:1", False), ("2002:a00:1::", False), ("ff02::1", False), ("nonsense", False),
    ],
)  # fmt: skip
def test_which_addresses_are_of_the_open_net(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_one_private_address_among_many_is_enough_to_refuse() -> None:
    where = destination("https://hook.example/")

    def both(_host: str, _port: int) -> Iterable[str]:
        return ["1.1.1.1", "192.168.1.1"]

    with pytest.raises(AddressError, match="lies in a private or local network"):
        reached(where, False, both)
    assert reached(where, True, both) == "1.1.1.1"


def test_a_bulletin_is_named_only_to_an_account_that_reads_it(house: House) -> None:
    delegate = Account("leyla", "L. Demir", Role.DELEGATE, "turkey")
    add_account(house.people.store, delegate, WORDS, "test", NOON)
    with receiver(200) as desk, receiver(200) as turkey, receiver(200) as alone:
        made(house, desk.address)
        made(house, turkey.address, "leyla")
        made(house, alone.address, "leyla", every=False)
        done = issue(Mission.open(house.folder), date(2017, 6, 2), Edition.UN, NOON)
        inside(house)()
        told = [json.loads(body) for _, _, body in desk.came if json.loads(body)["line"] == done.line]
        assert [(each["kind"], each["link"][-len(f"/{done.line}") :]) for each in told] == [
            ("bulletin", f"/{done.line}")
        ]
        assert {json.loads(body)["kind"] for _, _, body in turkey.came} == {"line"}
        assert alone.came == []


def test_an_account_that_is_shut_is_told_nothing(house: House) -> None:
    with receiver(200) as program:
        made(house, program.address)
        set_disabled(house.people.store, "amina", True, "root", NOON)
        a_new_line(house)
        assert (inside(house)(), program.came) == (0, [])
        set_disabled(house.people.store, "amina", False, "root", NOON)
        assert inside(house)() == 1


def test_the_secret_is_told_once_and_forgotten_with_its_webhook(house: House) -> None:
    root = house.signed_in("root")
    told = {"address": "https://hook.example/told", "account": "amina"}
    page = root.post("/webhooks", data=told).text
    secret = "whsec_" + page.split("whsec_")[1][:44]
    for path in ("/webhooks", "/api/webhooks", "/accounts", "/api/accounts"):
        assert secret[6:20] not in root.get(path).text, path
    assert secret not in repr(Hooks.of(house.folder).all(secrets=True)), "nor in what a log would say"
    file = house.folder / "desk" / "webhooks.sqlite"
    assert file.stat().st_mode & 0o077 == 0
    assert root.post("/api/webhooks/1/end").json()["said"] == "Webhook 1 is ended."
    assert root.post("/api/webhooks/1/end").status_code == 404
    changes = [each["what"] for each in root.get("/api/accounts").json()["changes"]]
    assert changes[:2] == ["webhook 1 ended", "webhook 1 made: https://hook.example/told"]


def test_a_webhook_is_an_administrators_and_for_somebody_who_reads(house: House) -> None:
    told = {"address": "https://hook.example/told", "account": "root"}
    assert house.signed_in().post("/api/webhooks", json=told).status_code == 403
    refused = house.signed_in("root").post("/api/webhooks", json=told)
    assert refused.json()["what"].startswith("The account root reads nothing that was issued")


def test_pauses_grow_and_end() -> None:
    dues = [next_try(tries, 0, 0) for tries in range(1, TRIES_MAX + 1)]
    assert dues == [*PAUSES_S, None]
    assert next_try(1, 0, 255) == PAUSES_S[0], "seconds are not split"
    assert PAUSES_S[-1] < (next_try(TRIES_MAX - 1, 0, 255) or 0) <= PAUSES_S[-1] * 1.1


def test_the_sender_works_by_itself_and_ends(house: House, tmp_path: Path) -> None:
    said: list[str] = []
    with receiver(200) as program:
        made(house, program.address)
        a_new_line(house)
        sender = Sender(replace(house.desk, webhooks_inside=True), said.append, every_s=0.05)
        sender.start()
        _until(program, 1)
        sender.stop()
        assert (len(program.came), said) == (1, [])


def _until(program: Receiver, number: int) -> None:
    for _ in range(600):
        if len(program.came) >= number:
            return
        time.sleep(0.05)
    raise AssertionError("nothing came")
