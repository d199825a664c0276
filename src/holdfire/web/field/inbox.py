"""The inbox: reports that were sent to the desk and acknowledged, in a file of their own.

An acknowledgement is given after the row is on the disk. From here reports are taken in as one file at a
time; a crash in between takes them in again, which the mission counts as duplicates and keeps once.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import ClassVar

import apsw

from holdfire.web.desk_file import DeskFile
from holdfire.web.errors import DeskError

WAITING_MAX = 100_000
"""So many reports may wait; then the desk says that it takes no more until they are taken in."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS sent(
  place INTEGER PRIMARY KEY, report_id TEXT NOT NULL UNIQUE, account TEXT NOT NULL, party TEXT,
  at INTEGER NOT NULL, told TEXT NOT NULL, sha256 TEXT NOT NULL, intake TEXT) STRICT;
CREATE INDEX IF NOT EXISTS waiting ON sent(place) WHERE intake IS NULL;
CREATE INDEX IF NOT EXISTS by_account ON sent(account, place);
"""


class OtherWordsError(DeskError):
    """A report id that stands for other words already."""

    status = 409


@dataclass(frozen=True, slots=True)
class Sent:
    """A report as it was sent: by which account, when it came, its row; `intake` None: it waits."""

    place: int
    report_id: str
    account: str
    party: str | None
    at: datetime
    told: dict[str, object]
    intake: str | None


@dataclass(frozen=True)
class Inbox(DeskFile):
    """The desk's file of reports that were sent to it."""

    what: ClassVar[str] = "inbox"
    schema: ClassVar[str] = _SCHEMA

    def put(
        self, report_id: str, account: str, party: str | None, at: datetime, told: dict[str, object]
    ) -> Sent:
        """Keep a report; the same one again is answered as the first time. Raises OtherWordsError where the
        id stands for other words or another account."""
        text = json.dumps(told, ensure_ascii=False, sort_keys=True)
        digest = sha256(f"{account}\n{text}".encode()).hexdigest()
        with self.writing() as file:
            for kept, as_kept in _rows(file, report_id):
                if as_kept != digest:
                    raise OtherWordsError(
                        f"The report {report_id} is here already, with other words.",
                        "Send a correction as a new report that names it.",
                    )
                return kept
            waiting = file.execute("SELECT count(*) FROM sent WHERE intake IS NULL").fetchone()
            if waiting is not None and int(str(waiting[0])) >= WAITING_MAX:
                raise DeskError(
                    f"{WAITING_MAX:,} reports wait to be taken in; the desk keeps no more.",
                    "Keep yours on the device and send it again later.",
                )
            file.execute(
                "INSERT INTO sent(report_id, account, party, at, told, sha256) VALUES(?,?,?,?,?,?)",
                (report_id, account, party, int(at.timestamp()), text, digest),
            )
            for kept, _ in _rows(file, report_id):
                return kept
        raise AssertionError("the row was just written")

    def waiting(self, most: int = 10_000) -> list[Sent]:
        """Reports that are not taken in yet, first come first."""
        return self._rows("intake IS NULL", (), most, "place")

    def of_account(self, account: str, most: int = 50) -> list[Sent]:
        """What that account sent last."""
        return self._rows("account = ?", (account,), most, "place DESC")

    def number_waiting(self) -> int:
        if not self.path.exists():
            return 0
        with self.open() as file:
            return int(str(file.execute("SELECT count(*) FROM sent WHERE intake IS NULL").fetchall()[0][0]))

    def taken(self, places: Sequence[int], intake: str) -> None:
        """These are in that intake now."""
        with self.writing() as file:
            file.executemany(
                "UPDATE sent SET intake = ? WHERE place = ?", [(intake, each) for each in places]
            )

    def _rows(self, where: str, values: tuple[str, ...], most: int, order: str) -> list[Sent]:
        if not self.path.exists():
            return []
        with self.open() as file:
            asked = (
                "SELECT place, report_id, account, party, at, told, intake FROM sent "
                f"WHERE {where} ORDER BY {order} LIMIT ?"
            )
            return [_sent(row) for row in file.execute(asked, (*values, most))]


def _rows(file: apsw.Connection, report_id: str) -> Iterator[tuple[Sent, str]]:
    """The report of that id, with its digest, if it is there."""
    asked = "SELECT place, report_id, account, party, at, told, intake, sha256 FROM sent WHERE report_id = ?"
    for row in file.execute(asked, (report_id,)).fetchall():
        yield _sent(row[:7]), str(row[7])


def _sent(row: Sequence[object]) -> Sent:
    place, report_id, account, party, at, told, intake = row
    return Sent(
        int(str(place)),
        str(report_id),
        str(account),
        None if party is None else str(party),
        datetime.fromtimestamp(int(str(at)), UTC),
        json.loads(str(told)),
        None if intake is None else str(intake),
    )
