"""Every route of the OpenAPI description, asked for as every role: who may not, gets no byte of it."""

import re
from typing import Any

import pytest
from seats_taken import At

from holdfire.web.people.account import Account, Role
from holdfire.web.rights import MAY, Right, may

SAMPLES = {"incident": "i-00000000000000000000", "case_id": "c-00000000000000000000", "name": "nobody"}


def routes(at: At) -> list[tuple[str, str, str]]:
    """Method, path with samples in it, and the right that it says it asks for."""
    told: dict[str, Any] = at.as_("officer").app.openapi()  # type: ignore[attr-defined]
    found = []
    for path, methods in told["paths"].items():
        filled = re.sub(r"\{(\w+)\}", lambda name: SAMPLES.get(name[1], "1"), path)
        found += [(method, filled, each["x-right"]) for method, each in methods.items()]
    return found


def test_every_route_names_its_right(at: At) -> None:
    told = at.as_("officer").app.openapi()  # type: ignore[attr-defined]
    without = [
        f"{m} {p}" for p, ms in told["paths"].items() for m, each in ms.items() if "x-right" not in each
    ]
    assert not without
    assert len(told["paths"]) > 20


@pytest.mark.parametrize("role", [None, *Role])
def test_a_role_without_the_right_is_refused_on_every_route(at: At, role: Role | None) -> None:
    account = None if role is None else Account("x", "X", role, "turkey" if role == Role.DELEGATE else None)
    browser = at.as_(role)
    refused = 0
    for method, path, right in routes(at):
        if path.startswith("/live") and may(account, Right(right)):
            continue
        answer = browser.request(method, path, json={} if method == "post" else None)
        where = f"{method} {path} as {role}"
        if may(account, Right(right)):
            assert answer.status_code not in (401, 403), f"{where}: {answer.text[:200]}"
            assert answer.status_code < 500, f"{where}: {answer.text[:200]}"
            continue
        refused += 1
        if role is None:
            led = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
            assert led or answer.status_code == 401, where
        else:
            assert answer.status_code == 403, where
        assert len(answer.content) < 8000, f"{where} says more than that it may not be"
    assert refused or role in (Role.CHIEF,), "some route is shut to every role"


def test_a_delegate_may_nothing_that_is_the_desks(at: At) -> None:
    shut = {Right.DESK, Right.JUDGE, Right.CASE, Right.TAKE_IN, Right.ISSUE, Right.HAND_OVER}
    for role in (Role.DELEGATE, Role.OBSERVER, Role.REPORTER, Role.ADMINISTRATOR):
        assert not MAY[role] & shut
    assert Right.READ not in MAY[Role.ADMINISTRATOR]
    assert not may(Account("r", "R", Role.REPORTER, cleared=True), Right.CONFIDENTIAL)
    assert may(Account("o", "O", Role.OFFICER, cleared=True), Right.CONFIDENTIAL)
