"""Charters at random: what one enrols and asks for, how the next one differs, and who approves it."""

import random
from typing import Any

from written import ORIGIN, PARTIES, ROLES, Signer, b64, canon, enrolment, name_of, private, public, vkey


class Plans:
    """The plan of the charter in force, and of those that may follow."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.plan = self.first_plan()

    def first_plan(self) -> dict[str, Any]:
        chance = self.chance
        guarantors = chance.sample(["A", "B-2", "C"], chance.choice([1, 2, 3, 3, 3]))
        standing = {
            p: "guarantor" if p in guarantors else chance.choice(["party", "un", "observer"]) for p in PARTIES
        }
        keys = [(p, role, 0) for p in PARTIES for role in ROLES] + [("UN", "host", 0)]
        keys += [(p, "reader", 0) for p in PARTIES if chance.random() < 0.5]
        return {
            "standing": standing,
            "keys": keys,
            "k": len(guarantors),
            "m": 2,
            "mirrors": 2,
            "host": ("UN", "host", 0),
        }

    def drawn(self, plan: dict[str, Any], version: int, previous: str) -> dict[str, Any]:
        """The inner charter of a plan."""
        standing = plan["standing"]
        guarantors = sorted(p for p, each in standing.items() if each == "guarantor")
        witnesses = {p: (p, role, copy) for p, role, copy in sorted(plan["keys"]) if role == "witness"}

        def policy(names: list[str], count: str) -> str:
            lines = ["log " + vkey(ORIGIN, 1, public(plan["host"]))]
            for p in names:
                key = public(witnesses.get(p, (p, "witness", 0)))
                lines.append(f"witness {p} {vkey(f'{ORIGIN}/witness/{p}', 4, key)}")
            return "\n".join([*lines, f"group q {count} {' '.join(names)}", "quorum q", ""])

        names = sorted(standing)
        enrolled = [enrolment(each) for each in plan["keys"]]
        return {
            "form": "holdfire/charter/v1",
            "keys": sorted(enrolled, key=lambda e: (e["party"], e["role"], e["kind"], e["public"])),
            "origin": ORIGIN,
            "parties": [{"name": f"Party {p}", "party": p, "standing": standing[p]} for p in names],
            "policy": {
                "joint": policy(guarantors or ["A"], plan.get("joint", "all")),
                "mirrors": plan["mirrors"],
                "witnessed": policy(names, str(plan.get("needed", 3))),
            },
            "previous": previous,
            "rules": {
                "decisions": "consensus of guarantors",
                "ed25519": "strict 1",
                "silence": "is not consent",
            },
            "schemas": plan.get("schemas", {}),
            "thresholds": {"charter": plan["k"], "redaction": plan["m"]},
            "title": plan.get("title", "Truce"),
            "version": version,
        }

    def changed_plan(self) -> dict[str, Any]:
        """The next charter's plan: a key renewed, a standing changed, a threshold; now and then wrong."""
        chance, plan = (
            self.chance,
            {**self.plan, "keys": list(self.plan["keys"]), "standing": dict(self.plan["standing"])},
        )
        for _ in range(chance.choice([0, 1, 1, 2])):
            which = chance.randrange(13)
            if which < 3:
                at = chance.randrange(len(plan["keys"]))
                p, role, _ = plan["keys"][at]
                if role not in ("host", "reader"):
                    plan["keys"][at] = (p, role, chance.randrange(4))
            elif which == 3:
                p = chance.choice(PARTIES)
                plan["standing"][p] = chance.choice(["guarantor", "party"])
                plan["k"] = max(1, sum(each == "guarantor" for each in plan["standing"].values()))
            elif which == 4:
                plan["keys"] += [
                    (
                        chance.choice(PARTIES),
                        chance.choice(["author", "voter", "reader"]),
                        chance.randrange(4),
                    )
                ]
                plan["keys"] = sorted(set(plan["keys"]))
            elif which == 5:
                plan["keys"].pop(chance.randrange(len(plan["keys"])))
            elif which == 6:
                plan["host"] = ("UN", "host", chance.randrange(2))
                plan["keys"] = [
                    plan["host"] if role == "host" else (p, role, c) for p, role, c in plan["keys"]
                ]
            elif which == 7:
                plan[chance.choice(["k", "m", "mirrors"])] = chance.randrange(7)
            elif which == 8:
                plan["needed"] = chance.choice([1, 2, 3, 4, 5, "all", "any"])
            elif which == 9:
                plan["joint"] = chance.choice(["all", "any", "2", "1"])
            elif which == 10:
                gone = chance.choice(PARTIES)
                plan["standing"].pop(gone, None)
                plan["keys"] = [each for each in plan["keys"] if each[0] != gone or each[1] == "host"]
            elif which == 11:
                gone = chance.choice(PARTIES)
                plan["keys"] = [each for each in plan["keys"] if each[:2] != (gone, "mirror")]
            else:
                plan["keys"] += [(chance.choice(PARTIES), chance.choice(["twin", "small"]), 0)]
        return plan

    def approvals(self, inner: dict[str, Any], signers: list[Signer]) -> list[dict[str, str]]:
        message = b"holdfire/charter/v1\n" + ORIGIN.encode() + b"\n" + canon(inner)
        made = {name_of(s): b64(private(s).sign(message)) for s in signers}
        return [{"key": key, "sig": made[key]} for key in sorted(made)]
