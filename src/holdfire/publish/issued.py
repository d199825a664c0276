"""What was issued before, read back: each day as its last bulletin and the corrigenda told since have it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from holdfire.publish.because import Act
from holdfire.publish.corrigendum import GONE, WITHDRAWN
from holdfire.publish.published import Row
from holdfire.publish.standing import TAKEN_OUT


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

    def looked_through(self, earlier: "IssuedBulletin") -> bool:
        """Whether it told what is to correct in that bulletin: not one written before there were corrigenda,
        nor one that could tell nothing of it."""
        number = str(earlier.plain["number"])
        starts = (f"No. {number}:", f"No. {number}, issued in line {earlier.entry} ")
        not_told = self.plain.get("corrigenda_not_told", ())
        return "corrected" in self.plain and not any(each.startswith(starts) for each in not_told)

    @property
    def taken_out(self) -> frozenset[str]:
        """Ids of incidents that it says stand no more: withdrawn, or no longer on record."""
        told = self.plain.get("corrigenda", ())
        gone = {name for one in told if one["kind"] in (WITHDRAWN, GONE) for name in one["ids"]}
        return frozenset(gone | self._said_taken_out)

    @property
    def standing(self) -> frozenset[str]:
        """Ids of incidents that it counts as standing, listed in its annex or not."""
        counted = {name for figure in self.plain["figures"] for name in figure["ids"]}
        return frozenset(name for name in counted - self.taken_out if name.startswith("i-"))

    @property
    def _said_taken_out(self) -> set[str]:
        said = [
            one
            for section in self.plain["sections"]
            for block in section["blocks"]
            for one in block.get("bullets", ())
            if one["text"].startswith(TAKEN_OUT)
        ]
        figures = {number for one in said for number in one["figures"]}
        return {name for each in self.plain["figures"] if each["number"] in figures for name in each["ids"]}

    def corrected(self, day: date) -> Mapping[str, Any] | None:
        """What this bulletin told of an earlier day; None where it corrected nothing of it."""
        found = (each for each in self.plain.get("corrected", ()) if each["day"] == day.isoformat())
        return next(found, None)


@dataclass(frozen=True, slots=True)
class DayAsTold:
    """What readers of one edition were told of one day, all told. `since`: the line of the journal up to
    which it was looked through; `seal`: of the findings it rests on. `tallies` as tallies_told has them; None
    where the bulletin does not have them machine-readable, so that nothing is told of them."""

    day: date
    number: str
    rows: tuple[Row, ...]
    rule: str
    since: int
    seal: str
    tallies: tuple[Row, ...] | None = None


@dataclass(frozen=True, slots=True)
class History:
    """What came before a bulletin: those issued of the same edition, oldest first, and the acts that may
    explain changes, as held (because.acts_for puts them in an edition's words).

    `unread` says of which issued bulletins the file is gone or changed, so that nothing can be told of them.
    """

    issued: tuple[IssuedBulletin, ...] = ()
    acts: tuple[Act, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def told(self) -> frozenset[str]:
        """Ids of incidents, and of reports in annexes, that readers know as standing: shown in some bulletin
        and not told of as gone since. What moved to another day or was joined stands; what a bulletin says
        was taken out with its withdrawn case does not."""
        known: set[str] = set()
        reports: dict[str, tuple[str, ...]] = {}
        for each in self.issued:
            gone = each.taken_out
            known -= gone.union(*(reports.get(name, ()) for name in gone))
            known |= each.standing - gone
            later = [row for day in each.plain.get("corrected", ()) for row in day["incidents"]]
            for row in (*each.plain["incidents"], *later):
                reports[row["incident_id"]] = tuple(row["report_ids"])
                known |= {row["incident_id"], *row["report_ids"]}
        return frozenset(known)

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
    tallies = base.plain.get("tallies")
    rule, since, seal = str(base.plain.get("rule_version", "")), base.entry, base.seal
    telling: set[date] = set()
    for later in others:
        if later.entry <= base.entry or later.day <= base.day or not later.looked_through(base):
            continue
        corrected = later.corrected(base.day)
        if corrected is None and later.day in telling:
            continue  # issued anew and held against the bulletin itself: what its day told first still stands
        since, seal = later.entry, later.seal
        if corrected is None:
            continue
        telling.add(later.day)
        for gone in corrected["without"]:
            rows.pop(gone, None)
        rows |= {row["incident_id"]: row for row in corrected["incidents"]}
        rule, tallies = str(corrected["rule_version"]), corrected.get("tallies", tallies)
    known = None if tallies is None else tuple(tallies)
    return DayAsTold(base.day, str(base.plain["number"]), tuple(rows.values()), rule, since, seal, known)
