"""The rounds that a command goes with a node on duty: once (sync), or again and again (node)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from holdfire.commands.keys_of_ours import mission_of
from holdfire.errors import (
    ForkError,
    HoldfireError,
    RegressionError,
    StorageError,
)
from holdfire.mission.erasing import erase_in_mission, forget_shelves
from holdfire.mission.folder import Mission
from holdfire.record.erasing import erase, kept_back, receipts
from holdfire.record.key_file import PrivateKey
from holdfire.record.node import Node
from holdfire.record.on_duty import OnDuty
from holdfire.record.rounds import (
    Round,
    carry,
    cosign_own,
    exchange_notes,
    fetch,
    fetch_blobs,
    hand_in,
    missing_blobs,
    sequence_own,
)
from holdfire.record.transport import Transport


class Rounds:
    """A node's rounds to the others. What is known to be done is not done again, so that a round in which
    nothing happened costs next to nothing."""

    def __init__(self, duty: OnDuty, author: PrivateKey | None, peers: Mapping[str, Transport]) -> None:
        self._duty, self._author, self._peers = duty, author, peers
        self._brought = b""
        """The newest note that the host has from us."""
        self._whole_at = -1
        """Of which size the log was when no file was missing."""

    def go(self, now: int) -> Round:
        """One round: what waits goes out, the log is followed or sequenced, cosigned and carried.

        A node that cannot be asked is told in `troubles`. A fork ends the round: ForkError.
        """
        done = Round()
        try:
            if self._duty.host is not None:
                self._as_host(now, done)
            else:
                self._as_follower(now, done)
            self._compare()
        except ForkError as fork:
            self._duty.forked(fork)
            raise
        return done

    def _compare(self) -> None:
        """Hold our copy against the newest checkpoint of every peer: one is enough to see two histories."""
        unsaid = Round()  # that a peer cannot be asked was said before
        for other in self._peers.values():
            if self._duty.node.state.charter is not None:
                with _asking(unsaid):
                    exchange_notes(self._duty.node, other)

    def _as_host(self, now: int, done: Round) -> None:
        sequence_own(self._duty, done)
        self.cosign(now, done)
        for party, other in self._peers.items():
            with _asking(done):
                if not self._signed_by(party):
                    carry(self._duty, party, other, done)
                self._fetch_files(other, done)

    def _as_follower(self, now: int, done: Round) -> None:
        if self._duty.node.state.charter is None:
            self._begin(now, done)
            return
        host = self._duty.node.charter.host_party
        before = len(done.troubles)
        if host in self._peers:
            with _asking(done):
                hand_in(self._duty.node, self._peers[host], self._author, done)
            with _asking(done):
                self._follow(self._peers[host], now, done)
        alone = host not in self._peers or len(done.troubles) > before
        for party, other in self._peers.items():
            if party != host:
                with _asking(done):
                    if alone:  # every mirror serves the log, and one of them may be the new host
                        self._follow(other, now, done)
                    self._fetch_files(other, done)

    def _begin(self, now: int, done: Round) -> None:
        """Fetch the log from whichever node has it: until it begins, nobody knows whose log it is."""
        for other in self._peers.values():
            if self._duty.node.state.charter is None:
                with _asking(done):
                    self._follow(other, now, done)

    def _follow(self, host: Transport, now: int, done: Round) -> None:
        with self._duty.appending():
            fetch(self._duty.node, host, done, files=False)
        self.cosign(now, done)
        newest = self._duty.newest_note()
        if newest is not None and newest != self._brought:
            host.add_cosigned(newest)
            self._brought = newest
        self._fetch_files(host, done)

    def cosign(self, now: int, done: Round) -> None:
        """Our own witness and mirror sign the newest checkpoint of our copy, unless they have. As host, the
        time by our clock at which the log had grown so far is noted."""
        node = self._duty.node
        if self._duty.host is not None and node.log.size and node.notes.stored_at(node.log.size - 1) is None:
            node.notes.stored(node.log.size, now)
        if not self._signed_by(self._duty.node.party):
            cosign_own(self._duty, now, done)

    def _signed_by(self, party: str) -> bool:
        """Whether both witness and mirror of the party have signed our newest checkpoint."""
        node = self._duty.node
        if node.state.charter is None:
            return False
        newest = node.notes.newest(node.charter)
        return (
            newest is not None
            and newest.checkpoint.size == node.log.size
            and party in newest.mirrors
            and party in newest.times
        )

    def _fetch_files(self, other: Transport, done: Round) -> None:
        node = self._duty.node
        if self._whole_at == node.log.size:
            return
        if missing_blobs(node):
            fetch_blobs(node, other, done)
        else:
            self._whole_at = node.log.size


@contextmanager
def _asking(done: Round) -> Iterator[None]:
    """A node that cannot be asked is told at the end, and the round goes on."""
    try:
        yield
    except (StorageError, ForkError, RegressionError):
        raise
    except HoldfireError as cause:  # what one peer sends must not keep us from the others
        done.troubles.append(cause.what)


def carry_out_redactions(folder: Path, node: Node, author: PrivateKey | None, now: int) -> list[str]:
    """Erase what redactions in force name, in the node and in its mission; what was done, in words. With
    the author's key, receipts are signed; they are queued."""
    mission = mission_of(folder)
    done = erase_in_mission(Mission.open(mission), node) if mission is not None else []
    erased = erase(node)
    if erased and mission is not None:
        forget_shelves(Mission.open(mission))
    done += [f"blob {each}" for each in erased]
    done += [
        f"NOT erased: blob {blob[:16]}, which the earlier entry {leaf[:16]} names; redact that one too"
        for blob, leaf in kept_back(node).items()
    ]
    if author is not None and node.state.charter is not None:
        receipts(node, author, now)
    return done
