"""Reads of confidential files: written down before a byte is answered.

They stand in the desk's own file and not in the mission's journal. The journal has one writer at a time, so a
read would have to be refused while reports are taken in; and its acts go to the other parties, who are not to
learn which of us opened what.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from holdfire.web.errors import DeskError
from holdfire.web.people.store import Store


@dataclass(frozen=True, slots=True)
class Read:
    """Who opened which confidential entry (its leaf hash or what it is of), when, and why."""

    at: datetime
    account: str
    entry: str
    why: str


def note_read(store: Store, account: str, entry: str, why: str, at: datetime) -> None:
    """Write the read down, on the disk, before it is answered. Raises DeskError without a reason."""
    if not why.strip():
        raise DeskError("Opening a confidential file needs a reason.", "Say what you need it for.")
    with store.writing() as file:
        file.execute(
            "INSERT INTO reads(at, account, entry, why) VALUES(?,?,?,?)",
            (int(at.timestamp()), account, entry, why.strip()),
        )


def reads(store: Store, most: int = 200) -> list[Read]:
    """The last reads, newest first."""
    with store.open() as file:
        asked = "SELECT at, account, entry, why FROM reads ORDER BY place DESC LIMIT ?"
        return [
            Read(datetime.fromtimestamp(int(str(at)), UTC), str(account), str(entry), str(why))
            for at, account, entry, why in file.execute(asked, (most,))
        ]
