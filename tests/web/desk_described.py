"""The desk held against its own OpenAPI description: each route asked in many ways, each answer judged.

Schemathesis makes the questions, right ones and wrong ones, and judges the answers. How many of each a route
is asked stands in HOLDFIRE_SCHEMA_EXAMPLES; without it a few, the same each time.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from seats_taken import NOON, SEAT, Clock
from starlette.requests import Request

from holdfire.mission.folder import ISSUED, Mission
from holdfire.web.answers import API
from holdfire.web.app import desk_app
from holdfire.web.desk import Desk
from holdfire.web.guard import Guard
from holdfire.web.people.account import Account, Role
from holdfire.web.people.accounts import add_account
from holdfire.web.people.people import People
from holdfire.web.rights import Right, may

ORIGIN = "http://localhost:8600"
FEW = 1
EXAMPLES = int(os.environ.get("HOLDFIRE_SCHEMA_EXAMPLES", FEW))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
PARTIES = {Role.DELEGATE: "turkey", Role.OBSERVER: "un"}


@dataclass
class Tally:
    """How many questions were put, how many answers were refusals, and what was wrong with any."""

    routes: int
    asked: int
    refused: int
    wrong: list[str]


class Described:
    """A copy of a mission with bulletins, its desk behind the guard, and somebody of every role before it."""

    def __init__(self, mission: Path, folder: Path) -> None:
        self.folder = folder / "mission"
        shutil.copytree(mission, self.folder)
        drawn = iter(range(1, 10**9))
        people = People.of(self.folder, lambda size: next(drawn).to_bytes(size, "big"))
        self.seated = {str(role): Account(str(role), f"The {role}", role, PARTIES.get(role)) for role in Role}
        for account in self.seated.values():
            add_account(people.store, account, "four words apart here", "test", NOON)
        desk = Desk(self.folder, Clock(), people.draw, people)
        app = desk_app(desk, self._who)
        self.told: dict[str, Any] = app.openapi()
        self.guarded = Guard(app, desk.origin, frozenset({"localhost"}), per_minute=10**9, clock=lambda: 0.0)
        generation = GenerationConfig(deterministic=True, database="none")
        config = SchemathesisConfig(
            seed=1, projects=ProjectsConfig(default=ProjectConfig(base_url=ORIGIN, generation=generation))
        )
        self.schema = schemathesis.openapi.from_dict(self.told, config=config)
        self.schema.app = self.guarded

    def _who(self, request: Request) -> Account | None:
        return self.seated.get(request.headers.get(SEAT, ""))

    def known(self) -> Mapping[str, Any]:
        """Names of things that are there, so that not every question ends at a name that nobody has."""
        mission = Mission.open(self.folder)
        line = mission.entries(ISSUED)[0].number
        return {
            "incident": mission.derived("incidents")["incident_id"][0],
            "line": line,
            "day": str(date(2017, 6, 2)),
            "edition": "parties",
            "room": "patrols",
        }

    def routes(self) -> Iterator[tuple[Any, Right]]:
        for found in self.schema.get_all_operations():
            operation = found.ok()
            yield operation, Right(self.told["paths"][operation.path][operation.method]["x-right"])

    def asked_as(self, role: Role, examples: int = EXAMPLES, pages: bool = True) -> Tally:
        """Ask every call as that role, as often as said where it may, once where it may not; and with `pages`
        every page that it may see once, which is the same function as its call."""
        tally, known = Tally(0, 0, 0, []), self.known()
        for operation, right in self.routes():
            allowed, call = may(self.seated[role], right), operation.path.startswith(API)
            if not call and not (allowed and pages):
                continue
            tally.routes += 1
            names = {each.name for each in operation.path_parameters}
            there = {name: value for name, value in known.items() if name in names}
            # A draft takes a second or two; a few questions would be most of what all the others take.
            slow = "draft" in operation.path and examples <= FEW
            number = examples if allowed and call and not slow else 1
            self._ask(operation, role, GenerationMode.POSITIVE, there, number, tally)
            if allowed and call and not slow:
                self._ask(operation, role, GenerationMode.NEGATIVE, {}, number, tally)
                if there:
                    self._ask(operation, role, GenerationMode.POSITIVE, {}, number, tally)
        return tally

    def _ask(
        self, operation: Any, role: Role, mode: Any, fixed: Mapping[str, Any], number: int, tally: Tally
    ) -> None:
        headers = {SEAT: str(role), "origin": ORIGIN}

        @settings(
            max_examples=number, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck), print_blob=False,
        )  # fmt: skip
        @given(case=operation.as_strategy(mode, **({"path_parameters": dict(fixed)} if fixed else {})))
        def put(case: Any) -> None:
            answer = case.call(headers=headers)
            tally.asked += 1
            tally.refused += answer.status_code >= 400
            case.validate_response(answer, checks=CHECKS, headers=headers)

        where = f"{operation.method.upper()} {operation.path} as {role} ({mode})"
        try:
            put()
        except Unsatisfiable:
            pass  # nothing is asked of it that could be asked wrongly
        except FailureGroup as found:
            tally.wrong += [f"{where}: {type(each).__name__}: {str(each)[:900]}" for each in found.exceptions]
        except Exception as cause:  # the server raised
            tally.wrong.append(f"{where}: {type(cause).__name__}: {str(cause)[:900]}")
