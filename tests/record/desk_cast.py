"""A host at its desk: the UN's machine with its two stores, for tests of the host."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cast import (
    HOST,
    ORIGIN,
    Log,
    hash_of,
)

from holdfire.errors import (
    HoldfireError,
)
from holdfire.record.ed25519 import SigningKey
from holdfire.record.entry import Entry, read_leaf
from holdfire.record.fold import fold
from holdfire.record.host import Host
from holdfire.record.state import State
from holdfire.record.storage.heads import HeadStore
from holdfire.record.storage.log_store import LogStore


@dataclass
class Desk:
    """The UN's machine: two stores, and the host while it runs."""

    folder: Path
    origin: str = ORIGIN
    key: SigningKey = HOST
    alarms: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        (self.folder / "second disk").mkdir(exist_ok=True)
        self.log = LogStore.open(self.folder / "log.sqlite", origin=self.origin)
        self.heads = HeadStore.open(self.folder / "second disk" / "heads.sqlite")
        self.state = self.folded()
        self.host = Host(
            self.log, self.heads, self.state, self.origin, self.key, self.find, self.alarms.append
        )

    def stop(self) -> None:
        self.host.close()
        self.log.close()
        self.heads.close()

    def find(self, leaf_hash: str) -> tuple[int, Entry] | None:
        """What the store has; it knows nothing of the group that is under way."""
        for at, leaf in enumerate(self.log.leaves(0, self.log.size)):
            if hash_of(leaf) == leaf_hash:
                return at, read_leaf(leaf)
        return None

    def folded(self) -> State:
        """What a replica that has only the log makes of it."""
        state = State()
        fold(state, self.log.leaves(0, self.log.size), self.find)
        return state

    def submit(self, leaf: bytes) -> int:
        return self.host.submit(leaf).result().position

    def submit_all(self, *leaves: bytes) -> list[int | HoldfireError]:
        """Send them at once, so that they are logged in one group or few."""
        told: list[int | HoldfireError] = []
        for ticket in [self.host.submit(leaf) for leaf in leaves]:
            try:
                told.append(ticket.result().position)
            except HoldfireError as refused:
                told.append(refused)
        return told


def opened(folder: Path) -> Iterator[Desk]:
    """A desk in that folder; at the end a replica must compute from the log alone what the host believes."""
    it = Desk(folder)
    yield it
    it.stop()
    if it.state.charter is not None:
        it.log = LogStore.open(folder / "log.sqlite")
        assert it.folded() == it.state
        it.log.close()


def begun(desk: Desk) -> Log:
    """The parties' side of it, with the charter logged."""
    log = Log()
    assert desk.submit(log.leaves[0]) == 0
    return log
