"""The OpenAPI description is true: Schemathesis asks every route; no answer is one that it does not tell."""

from pathlib import Path

import pytest
from argon2 import PasswordHasher
from desk_described import EXAMPLES, Described

from holdfire.web.pages import live
from holdfire.web.people import passwords
from holdfire.web.people.account import Role


@pytest.fixture(scope="module")
def described(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Described:
    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    with pytest.MonkeyPatch.context() as quick:
        quick.setattr(passwords, "_hasher", lambda: cheap)
        return Described(published, tmp_path_factory.mktemp("described"))


@pytest.mark.parametrize("role", [Role.CHIEF, Role.DELEGATE, Role.ADMINISTRATOR, Role.OFFICER])
def test_every_answer_is_one_that_the_description_tells(
    described: Described, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    nobody = cheap.hash("nobody signs in with this")
    monkeypatch.setattr(passwords, "_hasher", lambda: cheap)
    monkeypatch.setattr(passwords, "_nobody", lambda: nobody)
    monkeypatch.setattr(live, "CLOSES_AFTER_S", 1)
    # A chief may all that an officer may, and sees the same.
    tally = described.asked_as(role, 1 if role == Role.OFFICER else EXAMPLES, role != Role.OFFICER)
    assert not tally.wrong, "\n\n".join(tally.wrong)
    assert tally.asked > tally.routes > 40
    assert 0 < tally.refused < tally.asked, "some are answered, some refused"


def test_every_refusal_is_described_and_has_the_one_form(described: Described) -> None:
    forms = set()
    for path, methods in described.told["paths"].items():
        for method, told in methods.items():
            answers = told["responses"]
            lacking = {"400", "409", "421", "429", "503"} - set(answers)
            assert not lacking, f"{method} {path} does not tell of {lacking}"
            if told["x-right"] != "anybody":
                assert {"401", "403"} <= set(answers), f"{method} {path}"
            forms |= {
                each["content"]["application/json"]["schema"]["$ref"]
                for code, each in answers.items()
                if code >= "400"
            }
    assert forms == {"#/components/schemas/Refusal"}
    assert described.told["components"]["schemas"]["Refusal"]["required"] == ["what", "advice"]
