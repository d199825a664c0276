"""holdfire meeting read: facts on meetings out of one source, from a file, all of them or none."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from holdfire.centre.act import Act, CentreError
from holdfire.centre.meetings.facts_file import Fact, misquoted, read_facts
from holdfire.centre.meetings.rules import MEETINGS
from holdfire.commands.answers import answer, counted
from holdfire.commands.centre.acting import signed
from holdfire.commands.entering import then_entered
from holdfire.commands.options import as_json, mission_folder, now
from holdfire.mission.centre.acting import perform
from holdfire.mission.centre.gathering import gathered
from holdfire.mission.opened import Opened

FACTS_BYTES_MAX = 4 * 1024 * 1024
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("read")
@mission_folder
@click.argument("file", type=_FILE, metavar="FILE")
@click.option("--text", "source_text", type=_FILE, help="The source's text: every quote is held against it.")
@signed
@as_json
@then_entered
def read(
    folder: Path,
    file: Path,
    source_text: Path | None,
    by: str,
    why: str | None,
    of: str | None,
    as_json: bool,
) -> None:
    """Enter the facts of a file, each with its place in the source; all of them, or none.

    The form of the file is written down at the head of holdfire/centre/meetings/facts_file.py.

    \b
    Example: holdfire meeting read idlib facts.json --text seed-002.txt --by "A. Haddad"
    JSON keys: entries, meetings, quotes_checked
    """
    if file.stat().st_size > FACTS_BYTES_MAX:
        raise CentreError(f"{file} is too long for a file of facts.", "Split it by meetings.")
    named, facts = read_facts(file.read_bytes())
    if source_text is not None:
        _hold_against(facts, named, source_text)
    mission = Opened.open(folder)
    contents = [_content(each, by, why, of) for each in facts]
    _refuse_if_any_does_not_stand(mission, facts, contents)
    done = [
        perform(mission, MEETINGS, fact.kind, content, now())
        for fact, content in zip(facts, contents, strict=True)
    ]
    meetings = sorted({str(each["id"]) for each in contents})
    checked = "quotes held against the text" if source_text else "quotes NOT held against any text"
    answer(
        as_json,
        {
            "entries": [each.entry.number for each in done],
            "meetings": meetings,
            "quotes_checked": source_text is not None,
        },
        [f"{counted(len(done), 'fact')} entered on {', '.join(meetings)}; {checked}."],
    )


def _content(fact: Fact, by: str, why: str | None, of: str | None) -> dict[str, Any]:
    return {**fact.content, "by": by, "why": fact.content.get("why") or why, "of": of}


def _hold_against(facts: tuple[Fact, ...], named: str | None, source_text: Path) -> None:
    written = source_text.read_bytes()
    digest = sha256(written).hexdigest()
    if named is not None and named != digest:
        what = f"{source_text} is not the text that the facts were read from: its SHA-256 is {digest[:12]}…"
        raise CentreError(f"{what}, not {named[:12]}….", "Give the text that was read.")
    try:
        wrong = list(misquoted(facts, written.decode()))
    except UnicodeDecodeError as cause:
        raise CentreError(f"{source_text} is not in UTF-8.", "Give the text that was read.") from cause
    if wrong:
        raise CentreError("Quotes do not stand where they are cited: " + "; ".join(wrong) + ".", "Mend them.")


def _refuse_if_any_does_not_stand(
    mission: Opened, facts: tuple[Fact, ...], contents: list[dict[str, Any]]
) -> None:
    """Hold all acts against the rules one after the other, as they would be written; write none."""
    with gathered(mission) as centre:
        state = centre.folded(MEETINGS).state
        start = (0 if centre.record is None else centre.record.size) + len(mission.journal.entries()) + 1
        for number, (fact, content) in enumerate(zip(facts, contents, strict=True)):
            act = Act(start + number, "", fact.kind, centre.party, now(), content)
            if wrong := MEETINGS.objection(state, act, centre.ground):
                raise CentreError(f"Fact {number + 1}: {wrong.what}", f"{wrong.advice} Nothing was entered.")
            MEETINGS.take(state, act, centre.ground)
