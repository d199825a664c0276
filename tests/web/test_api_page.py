"""docs/how-to-api.md: its code runs as it stands against a desk on this machine, and does what it says."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from house import WORDS
from on_loopback import on_loopback
from receiver import receiver
from seats_taken import NOON, At

from holdfire.mission.folder import Mission
from holdfire.mission.noting import note_incident
from holdfire.web.desk import Desk
from holdfire.web.field.inbox import Inbox
from holdfire.web.hooks.message import new_secret
from holdfire.web.hooks.sender import Round
from holdfire.web.hooks.store import Hooks
from holdfire.web.people.account import Account, Role
from holdfire.web.people.accounts import add_account
from holdfire.web.people.people import People
from holdfire.web.people.tokens import new_token

PAGE = (Path(__file__).parents[2] / "docs" / "how-to-api.md").read_text("utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE, flags=re.M | re.S)


@pytest.fixture
def program(issued: At, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The names that the page's code made, and the desk that it spoke to."""
    drawn = iter(range(1, 1000))
    people = People.of(issued.folder, lambda size: next(drawn).to_bytes(size, "big"))
    add_account(people.store, Account("amina", "A. Haddad", Role.OFFICER), WORDS, "test", NOON)
    token = new_token(people.store, "amina", "program", NOON + timedelta(days=1), NOON, people.draw)
    with on_loopback(Desk(issued.folder, issued.clock, people.draw, people)) as desk:
        monkeypatch.setenv("HOLDFIRE_DESK", desk.origin)
        monkeypatch.setenv("HOLDFIRE_TOKEN", token)
        made: dict[str, Any] = {"__name__": "how_to_api"}
        for number, block in enumerate(BLOCKS):
            exec(compile(block, f"docs/how-to-api.md, block {number + 1}", "exec"), made)
        yield made, desk


def test_the_pages_code_does_what_the_page_says(program: Any) -> None:
    made, desk = program
    assert len(BLOCKS) == 5
    assert made["queue"]["rows"], "something waits"
    sent = Inbox(desk.folder / "desk" / "inbox.sqlite").of_account("amina")
    assert [each.report_id for each in sent] == [made["report"]["report_id"]], "kept once, sent twice"
    with pytest.raises(made["RefusedError"], match="is here already, with other words"):
        made["send"](made["desk"], made["report"] | {"text": "Four rounds heard."})
    assert made["last"]["files"].keys() >= {"bulletin.html", "bulletin.json"}
    with pytest.raises(made["RefusedError"], match="403: An account of the role officer may not administer"):
        made["desk"].ask("/accounts")


def test_the_pages_check_of_a_webhook_takes_ours_and_no_other(program: Any) -> None:
    made, desk = program
    secret, now = new_secret(desk.draw), desk.clock().timestamp()
    with receiver(200) as there:
        through = len(list(Mission.open(desk.folder).journal.entries()))
        Hooks.of(desk.folder).make("amina", there.address, True, secret, through, NOON, "root")
        mission = Mission.open(desk.folder)
        note_incident(mission, str(mission.derived("incidents")["incident_id"][0]), "A", "a drill", NOON)
        assert Round(replace(desk, webhooks_inside=True))() == 1
        ((_, headers, body),) = there.came
    assert made["fits"](secret, headers, body, now)
    assert not made["fits"](secret, headers, body + b" ", now)
    assert not made["fits"](new_secret(desk.draw), headers, body, now)
    assert not made["fits"](secret, headers | {"webhook-timestamp": str(int(now) + 1)}, body, now)
    assert not made["fits"](secret, headers, body, now + 301)
