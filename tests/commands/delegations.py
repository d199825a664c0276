"""Five delegations with nodes, keys and a charter of their own, worked through the command line itself."""

import contextlib
import io
import json
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from holdfire.commands import _run
from holdfire.record.key_file import CostBounds
from holdfire.record.node_home import NodeHome

ORIGIN = "record.example/astana"
PARTIES = ("RU", "TR", "IR", "UN", "OB")
NAMES = ("RU=Russia:guarantor", "TR=Türkiye:guarantor", "IR=Iran:guarantor", "UN=United Nations:un",
         "OB=Observer:observer")  # fmt: skip
ROLES = {"author": "ed25519", "voter": "ed25519", "redactor": "ed25519", "witness": "ed25519",
         "mirror": "ed25519", "reader": "x25519"}  # fmt: skip
CHEAP = CostBounds().least
"""The cheapest passphrase stretching that a key file may ask for: tests open many keys."""


@dataclass(frozen=True)
class Said:
    """What a command answered: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def keys(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.out)
        return told


class Delegations:
    """A folder with one node for each party (`TR` within a mission); `UN` is the host."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def at(self, party: str) -> Path:
        return self.folder / party

    def home(self, party: str) -> NodeHome:
        within = self.at(party) / "record"
        return NodeHome(within if within.is_dir() else self.at(party))

    def run(self, party: str, *words: object) -> Said:
        """Run holdfire as that party, whose passphrase lies in a file."""
        out, err = io.StringIO(), io.StringIO()
        before = os.environ.get("HOLDFIRE_PASSPHRASE_FILE")
        os.environ["HOLDFIRE_PASSPHRASE_FILE"] = str(self.folder / f"{party}.pass")
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = _run([str(word) for word in words])
        finally:
            os.environ.pop("HOLDFIRE_PASSPHRASE_FILE")
            if before is not None:
                os.environ["HOLDFIRE_PASSPHRASE_FILE"] = before
        return Said(code, out.getvalue(), err.getvalue())

    def done(self, party: str, *words: object) -> Said:
        """The same, and it must have ended well."""
        said = self.run(party, *words)
        assert said.code == 0, f"{words}: {said}"
        return said

    def record(self, party: str, verb: str, *words: object) -> Said:
        """A verb of `holdfire record` on the party's own node."""
        return self.run(party, "record", verb, self.at(party), *words)

    def join(self, party: str) -> None:
        """A node with a key for every duty, cheaply locked; the UN also has the host's."""
        (self.folder / f"{party}.pass").write_text(f"four quiet words of {party}\n")
        self.done(party, "record", "join", self.at(party), "--party", party, "--origin", ORIGIN)
        for role, kind in (ROLES | ({"host": "ed25519"} if party == "UN" else {})).items():
            self.make_key(party, role, kind)
        self.done(party, "key", "show", self.at(party), "--enrol", self.folder / f"{party}.json")

    def make_key(self, party: str, role: str, kind: str) -> str:
        from holdfire.record.key_ring import KeyRing

        passphrase = (self.folder / f"{party}.pass").read_text().strip()
        ring = KeyRing(self.home(party).keys)
        return ring.make(party, role, kind, passphrase, secrets.token_bytes, CHEAP).fingerprint

    def draft(self) -> Path:
        """Version 0 of the charter, signed by nobody."""
        path = self.folder / "charter.json"
        words = [each for party in PARTIES for each in ("--keys", self.folder / f"{party}.json")]
        words += [each for name in NAMES for each in ("--party", name)]
        self.done("UN", "record", "charter", "new", "--origin", ORIGIN, "--title", "Astana process", "--out",
                  path, *words)  # fmt: skip
        return path

    def sign(self, draft: Path, *parties: str) -> None:
        for party in parties:
            self.done(party, "record", "charter", "sign", self.at(party), draft)

    def found(self) -> None:
        """All join; the guarantors sign; the UN enters the charter; everybody takes it over by hand."""
        for party in PARTIES:
            self.join(party)
        draft = self.draft()
        self.sign(draft, "RU", "TR", "IR")
        for party in ("UN", "OB"):
            self.done(party, "record", "trust", self.at(party), draft)
        self.done("UN", "record", "charter", "enter", self.at("UN"), draft)
        self.done("UN", "record", "sync", self.at("UN"))
        self.rounds()

    @classmethod
    def with_mission(cls, folder: Path, mission: Path) -> "Delegations":
        """A record just founded there; TR's node is that of a copy of the mission, all of it entered and
        joint."""
        delegations = cls(folder)
        shutil.copytree(mission, delegations.at("TR"))
        delegations.found()
        assert delegations.record("TR", "enter").code == 0
        delegations.rounds()
        return delegations

    def give(self, party: str, other: str) -> Said:
        """Carry a bundle from one to the other."""
        bundle = self.folder / f"{party}-to-{other}.tar.gz"
        self.done(party, "record", "export", self.at(party), bundle)
        return self.run(other, "record", "import", self.at(other), bundle)

    def rounds(self) -> None:
        """Stick by stick until everybody has everything that waited, and all have countersigned it."""
        others = [party for party in PARTIES if party != "UN"]
        for party in others:
            if self._begun(party):
                assert self.give(party, "UN").code == 0
        for party in others:
            assert self.give("UN", party).code == 0
        for party in others:
            assert self.give(party, "UN").code == 0
        for party in others:
            assert self.give("UN", party).code == 0

    def _begun(self, party: str) -> bool:
        return bool(self.record(party, "log", "--json").keys["size"])

    def entry_of(self, party: str, **wanted: object) -> dict[str, Any]:
        """The last entry in the party's copy with these keys, as `record log --json` has it."""
        rows = self.record(party, "log", "--last", "500", "--json").keys["entries"]
        return [row for row in rows if all(row[key] == value for key, value in wanted.items())][-1]

    def entry_of_own(self, party: str) -> dict[str, Any]:
        """The last entry of the party's own feed, logged or not."""
        row: dict[str, Any] = self.record(party, "log", "--own", "--last", "1", "--json").keys["entries"][-1]
        return row

    def copy_to(self, folder: Path) -> "Delegations":
        shutil.copytree(self.folder, folder)
        return Delegations(folder)

    def holding(self, words: bytes) -> list[str]:
        """Files of all delegations in which these bytes stand."""
        return sorted(
            path.relative_to(self.folder).as_posix()
            for party in PARTIES
            for path in self.at(party).rglob("*")
            if path.is_file() and words in path.read_bytes()
        )
