"""What was done to accounts, by whom, when: nothing of it is ever taken away."""

from dataclasses import dataclass
from datetime import UTC, datetime

import apsw

from holdfire.web.people.store import Store


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to an account, by whom, when."""

    at: datetime
    by: str
    account: str
    what: str


def note(file: apsw.Connection, name: str, what: str, by: str, at: datetime) -> None:
    """Write it down in the same piece of work as the change itself."""
    file.execute(
        "INSERT INTO changes(at, by, account, what) VALUES(?,?,?,?)", (int(at.timestamp()), by, name, what)
    )


def changes(store: Store, most: int = 200) -> list[Change]:
    """The last changes to accounts, newest first."""
    with store.open() as file:
        asked = "SELECT at, by, account, what FROM changes ORDER BY place DESC LIMIT ?"
        return [
            Change(datetime.fromtimestamp(int(str(at)), UTC), str(by), str(account), str(what))
            for at, by, account, what in file.execute(asked, (most,))
        ]
