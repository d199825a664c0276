"""Nodes of the cast on disk, each party on its own laptop, with keys opened as by a passphrase."""

import secrets
from pathlib import Path

from cast import ORIGIN, PARTIES, charter, charter_content, key

from holdfire.record.ed25519 import SigningKey
from holdfire.record.entry import Entry
from holdfire.record.following import pin_of
from holdfire.record.key_file import KeyCard, PrivateKey
from holdfire.record.node import Draft, Node
from holdfire.record.node_home import NodeHome, NodeSettings
from holdfire.record.on_duty import Duties, OnDuty
from holdfire.record.rounds import Round, cosign_own, fetch, hand_in, sequence_own
from holdfire.record.serving.app import App
from holdfire.record.transport import Transport, direct

NOON = 1_493_899_200


def opened(party: str, role: str) -> PrivateKey:
    """The party's key of that role, as the right passphrase would open it."""
    secret: SigningKey = key(party, role)
    return PrivateKey(KeyCard(f"{party}/{role}", party, role, "ed25519", secret.public), secret)


class Laptop:
    """One party's node, on duty with all its keys. `now` is its clock in seconds."""

    def __init__(self, folder: Path, party: str, now: int = NOON) -> None:
        self.party, self.now = party, now
        self.home = NodeHome(folder / party)
        if not self.home.exists:
            self.home.found(NodeSettings(party, ORIGIN, charter=pin_of(charter())))
        self.node = Node.open(self.home)
        host = opened(party, "host") if party == "UN" else None
        duties = Duties(host, (opened(party, "witness"),), opened(party, "mirror"))
        self.duty = OnDuty.open(self.node, duties)

    def close(self) -> None:
        self.duty.close()
        self.node.close()

    @property
    def transport(self) -> Transport:
        """How others ask this node, in this process."""
        return direct(self.party, App(self.duty, lambda: self.now).answer)

    def act(self, act: str = "intake", text: str = "shelling near Idlib", public: bool = False) -> Entry:
        self.now += 60
        return self.node.enter_act(
            act, {"text": text}, "2017-05-04T12:00Z", opened(self.party, "author"), self.now,
            secrets.token_bytes, public=public,
        )  # fmt: skip

    def enter(self, draft: Draft, role: str = "author") -> Entry:
        self.now += 60
        return self.node.enter(draft, opened(self.party, role), self.now)

    def found_record(self) -> Entry:
        """Enter the charter, as entry 0 of the log."""
        return self.enter(Draft("charter", charter_content(charter())))

    def round(self, host: "Laptop | None" = None) -> Round:
        """Hand in what waits, follow, cosign, and bring the cosignatures to the host."""
        self.now += 1
        done = Round()
        if host is None:
            sequence_own(self.duty, done)
            cosign_own(self.duty, self.now, done)
            return done
        hand_in(self.node, host.transport, opened(self.party, "author"), done)
        fetch(self.node, host.transport, done)
        cosign_own(self.duty, self.now, done)
        newest = self.duty.newest_note()
        if newest is not None:
            host.duty.add_cosigned(newest)
        return done


def everybody(folder: Path) -> dict[str, Laptop]:
    """Five laptops on which the record was founded by the UN, and which all have followed it."""
    laptops = {party: Laptop(folder, party) for party in PARTIES}
    laptops["UN"].found_record()
    laptops["UN"].round()
    for party in PARTIES:
        if party != "UN":
            laptops[party].round(laptops["UN"])
    return laptops
