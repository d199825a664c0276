"""Logs at random: entries of every type, right and broken in every rule, for two readers to fold.

What is right depends on what went before, so each entry is written when the last one was judged. A log has
a few parties, keys in several copies, charters that follow one another, and dishonest hosts who log all.
"""

import json
import random
from hashlib import sha256
from typing import Any

from both import Folds
from kinds import KINDS, WEIGHTS
from plans import Plans
from written import (
    EMPTY,
    NOON,
    ODD,
    ORIGIN,
    PARTIES,
    ROLES,
    Signer,
    b64,
    bent,
    canon,
    hash_of,
    name_of,
    private,
)


class Script(Plans):
    """One log in the making."""

    def __init__(self, seed: int) -> None:
        super().__init__(random.Random(seed))
        self.folds = Folds(ORIGIN)
        self.hashes: dict[str, list[str]] = {}
        self.clock = NOON
        self.content = sha256(b"a file").hexdigest()
        self.sound = self.chance.random() < 0.9
        """Whether entry 0 is written as it should be: else nothing after it stands."""
        self.signers: dict[str, Signer] = {}

    def charter(self, index: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """Content of a charter's entry, and its plan."""
        chance = self.chance
        plan = self.plan if index == 0 else self.changed_plan()
        held = self.folds.other.charters
        version, previous = (held[-1].version + 1, held[-1].leaf) if held else (0, "")
        if index and chance.random() < 0.1:
            version, previous = chance.choice([(0, ""), (version + 1, previous), (version, "0" * 64)])
        inner = self.drawn(plan, version, previous)
        if index == 0 and self.sound:
            return {
                "approvals": self.approvals(inner, [k for k in plan["keys"] if k[1] == "author"]),
                "charter": inner,
            }, plan
        if chance.random() < 0.15:
            inner = bent(chance, inner)
        authors = {s for s in (*plan["keys"], *self.plan["keys"]) if s[1] == "author"}
        by = [s for s in sorted(authors) if chance.random() < 0.95]
        if chance.random() < 0.05:
            by = [*by[: chance.randrange(len(by) + 1)], ("A", "voter", 0)]
        approvals = self.approvals(inner, by)
        if chance.random() < 0.07:
            approvals = bent(chance, approvals)
        return {"approvals": approvals, "charter": inner}, plan

    def next_leaf(self) -> bytes:
        index, chance = len(self.folds.leaves), self.chance
        if index == 0 and (self.sound or chance.random() < 0.9):
            kind = "charter"
        else:
            kind = chance.choices(list(KINDS), [WEIGHTS.get(each, 1) for each in KINDS])[0]
        if self.folds.leaves and chance.random() < 0.02:
            return chance.choice(self.folds.leaves)
        plan = None
        if kind == "charter":
            content, plan = self.charter(index)
            more: dict[str, Any] = {}
        else:
            content, more = KINDS[kind](self)
        self.pending = plan, content
        role = {"vote": "voter", "redact": "redactor", "approve": "redactor"}.get(kind, "author")
        signers = [s for s in (plan or self.plan)["keys"] if s[1] == role]
        guarantors = [s for s in signers if self.plan["standing"].get(s[0]) == "guarantor"]
        pool = (
            guarantors if kind in ("proposal", "vote") and guarantors and chance.random() < 0.9 else signers
        )
        signer = more.pop("signer", None) or chance.choice(pool or [("A", role, 0)])
        if chance.random() < 0.03 and (index or not self.sound):
            signer = (chance.choice(PARTIES), chance.choice([*ROLES, "host"]), chance.randrange(4))
        return self.leaf(kind, content, signer, **more)

    def leaf(self, kind: str, content: Any, signer: Signer, **more: Any) -> bytes:
        chance = self.chance
        following, last = self.folds.feeds.get(signer[0], (0, ""))
        body: dict[str, Any] = {
            "blobs": [],
            "content": content,
            "digests": [],
            "key": name_of(signer),
            "party": signer[0],
            "prev": last,
            "refs": [],
            "seen": [0, EMPTY],
            "seq": following,
            "t_claimed": self.clock,
            "type": kind,
            **more,
        }
        self.clock += chance.randrange(100)
        roll = 1.0 if not self.folds.leaves and self.sound else chance.random()
        if roll < 0.06 and isinstance(content, dict) and kind != "charter":
            body["content"] = bent(chance, content)
        elif roll < 0.09:
            body[chance.choice([*body])] = chance.choice(ODD)
        elif roll < 0.10:
            small = {key: value for key, value in body.items() if key != "content"}
            body = {**bent(chance, small), "content": content}
        elif roll < 0.16:
            self.bend_body(body)
        return self.signed(body, signer)

    def bend_body(self, body: dict[str, Any]) -> None:
        """One field that is of its form and may be wrong here."""
        chance, field = self.chance, self.chance.randrange(9)
        anything = chance.choice([hash_of(leaf) for leaf in self.folds.leaves] or ["0" * 64])
        if field == 0:
            body["seq"] += chance.choice([-1, 1, 2])
        elif field == 1:
            body["prev"] = chance.choice([anything, "", "0" * 64])
        elif field == 2:
            body["party"] = chance.choice(PARTIES)
        elif field == 3:
            body["refs"] = chance.choice(
                [[anything], [anything, anything], [], [anything] * 64, [anything] * 65]
            )
        elif field == 4:
            body["blobs"] = chance.choice([[], ["f" * 64], [self.content, "f" * 64], ["f" * 64, "0" * 64]])
        elif field == 5:
            body["seen"] = chance.choice(
                [[0, "0" * 64], [1, anything], [10**9, anything], [1], [1, anything, 1]]
            )
        elif field == 6:
            body["digests"] = chance.choice([["0" * 64], ["1" * 64, "0" * 64]])
        elif field == 7:
            body["t_claimed"] = chance.choice([-1, 0, 2**53 - 1, 2**53, 10**30])
        else:
            body["key"] = name_of((chance.choice(PARTIES), chance.choice(ROLES), chance.randrange(3)))

    def signed(self, body: dict[str, Any], signer: Signer) -> bytes:
        chance, roll = self.chance, self.chance.random()
        roll = 1.0 if not self.folds.leaves and self.sound else roll
        origin = ORIGIN if roll > 0.01 else "elsewhere"
        raw = canon(body)
        sig = private(signer).sign(b"holdfire/entry/v1\n" + origin.encode() + b"\n" + raw)
        if 0.01 < roll < 0.02:
            at = chance.randrange(64)
            sig = sig[:at] + bytes([sig[at] ^ 1 << chance.randrange(8)]) + sig[at + 1 :]
        leaf: Any = {"b": body, "s": [{"k": body.get("key"), "sig": b64(sig)}]}
        if 0.02 < roll < 0.03:
            leaf["s"] = bent(chance, leaf["s"])
        told = canon(leaf)
        if 0.03 < roll < 0.04:
            at = chance.randrange(len(told))
            told = chance.choice(
                [
                    told[:at],
                    told + b" ",
                    b"",
                    told[:at] + b" " + told[at:],
                    told[:at] + bytes([chance.randrange(256)]) + told[at + 1 :],
                ]
            )
        return told

    def step(self) -> str:
        """Write the next entry and have both fold it."""
        self.pending: tuple[Any, Any] = (None, None)
        leaf = self.next_leaf()
        before = len(self.folds.other.charters)
        reason = self.folds.step(leaf)
        if len(self.folds.other.charters) > before:
            self.plan = self.pending[0] or self.plan
        try:
            body = json.loads(leaf)["b"]
            if type(body["type"]) is str:
                self.hashes.setdefault(body["type"] if not reason else "void", []).append(hash_of(leaf))
        except (ValueError, TypeError, KeyError, RecursionError):
            pass
        return reason

    def some(self, *kinds: str) -> str:
        """The hash of an entry of these kinds, mostly; anything else now and then."""
        pool = [each for kind in kinds for each in self.hashes.get(kind, ())[-6:]]
        if not pool or self.chance.random() < 0.04:
            pool = [each for found in self.hashes.values() for each in found] or ["0" * 64]
        return self.chance.choice(pool)

    def body(self, digest: str) -> dict[str, Any]:
        for leaf in self.folds.leaves:
            if hash_of(leaf) == digest:
                told: dict[str, Any] = json.loads(leaf)["b"]
                return told if isinstance(told.get("content"), dict) else {**told, "content": {}}
        return {"blobs": [], "content": {}}

    def blob(self) -> str:
        return sha256(str(self.chance.randrange(20)).encode()).hexdigest()
