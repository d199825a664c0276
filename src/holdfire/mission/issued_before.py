"""What a mission issued before and who changed what since: read from its journal, for the corrigenda.

The bulletins are those on disk, each held against the SHA-256 that the journal has of it. One that is gone
or was changed tells nothing: that is said, and no corrigendum is made up from memory.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise

import polars as pl

from holdfire.mission.as_of import intakes_of
from holdfire.mission.basis import NAMES
from holdfire.mission.folder import ASSESSED, INTAKE, ISSUED, JUDGED, Mission
from holdfire.publish.because import JUDGED as JUDGEMENT
from holdfire.publish.because import REPORTED, REVISED, RULES, TALLIED, Act
from holdfire.publish.edition import Edition
from holdfire.publish.issued import History, IssuedBulletin
from holdfire.record.canonical import digest
from holdfire.record.journal import Entry

MACHINE = "bulletin.json"


def history_of(mission: Mission, edition: Edition) -> History:
    """Bulletins issued in that edition, and every act after the first of them that may explain a change."""
    told = [each for each in mission.entries(ISSUED) if each.content["edition"] == edition.value]
    if not told:
        return History()
    issued, unread = [], []
    for entry in told:
        plain = _machine_file(mission, entry)
        if plain is None:
            unread.append(
                f"No. {entry.content['number']}, issued in line {entry.number} of the journal: its "
                f"{MACHINE} is gone or was changed since."
            )
        else:
            issued.append(IssuedBulletin(entry.number, plain))
    acts = sorted(_acts(mission, told[0].number), key=lambda act: act.entry)
    return History(tuple(issued), tuple(acts), tuple(unread))


def _machine_file(mission: Mission, entry: Entry) -> dict[str, object] | None:
    """bulletin.json of an issued bulletin; None where it is not what was issued."""
    files = entry.content["files"]
    assert isinstance(files, dict)
    path = mission.folder / str(entry.content["folder"]) / MACHINE
    content = path.read_bytes() if path.is_file() else b""
    if digest(content) != files.get(MACHINE):
        return None
    found: dict[str, object] = json.loads(content)
    return found


def _acts(mission: Mission, since: int) -> Iterator[Act]:
    """Judgements, intakes and other rules after that line. How cases were decided stands in their tables."""
    for each in mission.entries(JUDGED):
        if each.number > since:
            pair = frozenset((str(each.content["left"]), str(each.content["right"])))
            by, why = str(each.content["by"]), str(each.content["why"])
            yield Act(each.number, JUDGEMENT, by, why, pair, str(each.content["verdict"]))
    yield from _intakes(mission, [each for each in mission.entries(INTAKE) if each.number > since])
    yield from _other_rules(mission.entries(ASSESSED), since)


def _intakes(mission: Mission, entered: Sequence[Entry]) -> Iterator[Act]:
    """Of each intake the claims that its source had given before, those that are new, and its tallies."""
    entered = [each for each in entered if each.content["accepted"] != 0]
    if not entered:
        return
    revising = _revising(mission)
    for each in entered:
        store = intakes_of(mission, [each])
        ids = store.reports().select("report_id").collect()["report_id"]
        tallies = store.tallies().select("tally_id").collect()["tally_id"]
        by, file = str(each.content["source"]), each.content["file"]
        why = f"taken in from {file}" if file else "taken in"
        revised = frozenset(ids.filter(ids.is_in(revising.implode())).to_list())
        if revised:
            yield Act(each.number, REVISED, by, why, revised)
        if fresh := frozenset(ids.to_list()) - revised:
            yield Act(each.number, REPORTED, by, why, fresh)
        if not tallies.is_empty():
            yield Act(each.number, TALLIED, by, why, frozenset(tallies.to_list()))


def _revising(mission: Mission) -> pl.Series:
    """Reports that are a later version of a claim: all but the first of each source's own key."""
    keyed = mission.store.reports().select("report_id", "source", "source_key", "received", "raw_line")
    ordered = keyed.drop_nulls("source_key").collect().sort("received", "raw_line", "report_id")
    later = pl.col("report_id") != pl.col("report_id").first().over("source", "source_key")
    return ordered.filter(later)["report_id"]


def _other_rules(assessed: Sequence[Entry], since: int) -> Iterator[Act]:
    for before, after in pairwise(assessed):
        parts = [
            words for part, words in NAMES.items() if before.content.get(part) != after.content.get(part)
        ]
        if parts and after.number > since:
            yield Act(after.number, RULES, "the mission", f"{' and '.join(parts)} changed")
