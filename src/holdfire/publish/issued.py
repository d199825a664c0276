"""What was issued before, read back: each day as its last bulletin and the corrigenda told since have it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from holdfire.publish.because import Act
from holdfire.publish.published import Row


@dataclass(frozen=True, slots=True)
class IssuedBulletin:
    """A bulletin as it stands on disk: the line of the journal that tells of its issue, its bulletin.json.

    One written by an earlier version may lack keys; such a bulletin told no corrigenda.
    """

    entry: int
    plain: Mapping[str, Any]

    @property
    def day(self) -> date:
        return date.fromisoformat(self.plain["day"])

    @property
    def seal(self) -> str:
        return str(self.plain["sealed_dataset_sha256"])

    def corrected(self, day: date) -> Mapping[str, Any] | None:
        """What this bulletin told of an earlier day; None where it corrected nothing of it."""
        found = (each for each in self.plain.get("corrected", ()) if each["day"] == day.isoformat())
        return next(found, None)


@dataclass(frozen=True, slots=True)
class DayAsTold:
    """What readers of one edition were told of one day, all told. `since`: the line of the journal up to
    which it was looked through; `seal`: of the findings it rests on, "" where corrigenda were told of it."""

    day: date
    number: str
    rows: tuple[Row, ...]
    rule: str
    since: int
    seal: str


@dataclass(frozen=True, slots=True)
class History:
    """What came before a bulletin: those issued of the same edition, oldest first, and the acts that may
    explain changes, as held (because.acts_for puts them in an edition's words).

    `unread` says of which issued bulletins the file is gone or changed, so that nothing can be told of them.
    """

    issued: tuple[IssuedBulletin, ...] = ()
    acts: tuple[Act, ...] = ()
    unread: tuple[str, ...] = ()

    def as_told(self, day: date, seal: str) -> Iterator[DayAsTold]:
        """Every day before `day` of which a bulletin was issued, and `day` itself where one was issued of
        other findings than `seal`; oldest first.

        Only bulletins of earlier days count as having told corrigenda: a bulletin issued again then gives
        the same ones again, and the same bytes.
        """
        earlier = [each for each in self.issued if each.day < day]
        same = [each for each in self.issued if each.day == day and each.seal != seal]
        for one in sorted({each.day for each in earlier}):
            yield _as_told([each for each in earlier if each.day == one][-1], earlier)
        if same:
            yield _as_told(same[-1], [])


def _as_told(base: IssuedBulletin, others: list[IssuedBulletin]) -> DayAsTold:
    rows = {row["incident_id"]: row for row in base.plain["incidents"]}
    rule, since, seal = str(base.plain.get("rule_version", "")), base.entry, base.seal
    for later in others:
        if later.entry <= base.entry or later.day <= base.day:
            continue
        since, seal = later.entry, later.seal
        corrected = later.corrected(base.day)
        if corrected is None:
            continue
        for gone in corrected["without"]:
            rows.pop(gone, None)
        rows |= {row["incident_id"]: row for row in corrected["incidents"]}
        rule = str(corrected["rule_version"])
    return DayAsTold(base.day, str(base.plain["number"]), tuple(rows.values()), rule, since, seal)
