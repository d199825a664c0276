"""holdfire read --decisions: what a person decided on the reader's page, taken over."""

from collections.abc import Sequence
from pathlib import Path

import click

from holdfire.commands.entering import enter_or_tell
from holdfire.commands.options import now
from holdfire.documents.decisions import ACCEPT, CORRECT, REFUSE, Decision, read_decisions
from holdfire.documents.reading import Reading
from holdfire.errors import DocumentError
from holdfire.mission.opened import Opened
from holdfire.mission.reading_judged import judge_readings
from holdfire.record.canonical import Plain

_VERDICTS = {ACCEPT: "accepted", CORRECT: "corrected", REFUSE: "refused"}


def decisions_of(file: Path, reading: Reading) -> tuple[Decision, ...]:
    """Raises DocumentError for a file that is not in form or not of this reading."""
    try:
        content = file.read_bytes()
    except OSError as cause:
        raise DocumentError(f"{file} cannot be read: {cause.strerror}.", "Check its name.") from cause
    return read_decisions(content, reading)


def enter(folder: Path, reading: Reading, decisions: Sequence[Decision], by: str | None) -> list[str]:
    """Write them into the mission's journal, where they wait for its key, and say so."""
    if by is None:
        raise click.UsageError("--into needs --by NAME: who decided.")
    mission = Opened.open(folder)
    entries = judge_readings(mission, [_told(reading, each) for each in decisions], by, now())
    enter_or_tell(folder)
    counts = {word: sum(each.verdict == verdict for each in decisions) for verdict, word in _VERDICTS.items()}
    told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    again = len(decisions) - len(entries)
    return [
        f"{reading.name}: {told}, by {by}; {len(entries)} judgements written"
        + (f", {again} stood already." if again else "."),
    ]


def _told(reading: Reading, decision: Decision) -> dict[str, Plain]:
    field, place = decision.field, decision.place
    spans = field.told["spans"]
    assert isinstance(spans, list)
    places = [(place.start, place.end)] if place else [(each["start"], each["end"]) for each in spans]
    text, read = reading.page.text, field.told["value"]
    assert read is None or isinstance(read, str | int)
    return {
        "document": reading.name,
        "sha256": reading.page.source.digest,
        "field": field.path,
        "verdict": _VERDICTS[decision.verdict],
        "read": read,
        "value": decision.value,
        "method": str(field.told["method"]),
        "cited": [{"start": start, "end": end, "quote": text[start:end]} for start, end in places],
        "why": decision.why or None,
    }
