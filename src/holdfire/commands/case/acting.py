"""Acts on a case: open, step, position, note, rule. Each ends with a line in the journal."""

from pathlib import Path
from typing import Any, TypedDict, Unpack

import click

from holdfire.centre.cases.acts import Note, Position, Stated, Step
from holdfire.centre.cases.checking import CREDIBILITY, METHODS, RELIABILITY, STANDARDS
from holdfire.centre.cases.ladder import FOUND, RULED, Capacity, Status
from holdfire.commands.answers import answer
from holdfire.commands.case.words import evidence_ref, minute, with_names
from holdfire.commands.entering import then_entered
from holdfire.commands.options import as_json, mission_folder, now
from holdfire.mission.casework import Claimed, add_note, open_case, rule_case, state_position, step_case
from holdfire.mission.folder import Mission
from holdfire.record.journal import written

case_id = click.argument("case_id", metavar="CASE")
by = click.option("--by", required=True, metavar="NAME", help="Who does this.")
why = click.option("--why", required=True, metavar="TEXT", help="The reason; it is kept.")


class Taken(click.ParamType[str]):
    """A status that a step may lead to; what is ruled is refused with the command that rules."""

    name = "status"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value)
        if text in {str(each) for each in RULED}:
            self.fail(f"{text!r} is no step: holdfire case rule computes it from the positions.", param, ctx)
        known = [str(each) for each in Status if each not in RULED]
        if text not in known:
            self.fail(f"{text!r} is no status. Write one of: {'; '.join(known)}.", param, ctx)
        return text


@click.command("open")
@mission_folder
@click.argument("ids", metavar="REPORT|INCIDENT", nargs=-1, required=True)
@by
@why
@click.option(
    "--role",
    type=click.Choice(["officer", "monitor", "party"]),
    default="officer",
    show_default=True,
    help="In what capacity.",
)
@click.option("--party", metavar="ID", help="The party that complains; it may withdraw the case.")
@as_json
@then_entered
def open_(
    folder: Path, ids: tuple[str, ...], by: str, why: str, role: str, party: str | None, as_json: bool
) -> None:
    """Open a case on reports, or on an incident with all its reports. A report stands in one case at most.

    \b
    Example: holdfire case open idlib r-0a1b2c3d4e5f60718293 --by "A. Haddad" --why "complaint by phone"
    JSON keys: entry, case_id, status
    """
    found, entry = open_case(Mission.open(folder), Claimed(ids, by, why, Capacity(role), party), now())
    answer(
        as_json,
        {"entry": entry.number, "case_id": found, "status": str(Status.RECEIVED)},
        [
            f"Journal entry {entry.number}: case {found} opened, by {by}.",
            f'Next: holdfire case step {folder} {found} "under verification" --by NAME --why TEXT',
        ],
    )


class _Particulars(TypedDict):
    """What a step may say beside name and reason."""

    clause: str | None
    duplicate_of: str | None
    body: str | None
    party: str | None
    standard_of_proof: str | None
    method: str | None
    reliability: str | None
    credibility: str | None


@click.command("step")
@mission_folder
@case_id
@click.argument("status", metavar="STATUS", type=Taken())
@by
@click.option(
    "--role",
    type=click.Choice([str(each) for each in Capacity]),
    default="officer",
    show_default=True,
    help="In what capacity.",
)
@why
@click.option(
    "--evidence",
    multiple=True,
    metavar="FILE|SHA256|TEXT",
    help="A reference to evidence (repeatable); of a file its SHA-256 is kept. A violation needs one.",
)
@click.option("--clause", metavar="ID", help="The provision of the agreement that is held to be breached.")
@click.option("--duplicate-of", metavar="CASE", help="The case that this one repeats.")
@click.option("--body", metavar="ID", help="The body that is to rule. Else the guarantors of the day.")
@click.option("--party", metavar="ID", help="The party that takes the step, with --role party.")
@click.option("--standard", "standard_of_proof", type=click.Choice(STANDARDS), help="Standard of proof.")
@click.option("--method", type=click.Choice(METHODS), help="How it was verified.")
@click.option(
    "--reliability", type=click.Choice(RELIABILITY), help="Of the source: A best, F cannot be judged."
)
@click.option(
    "--credibility", type=click.Choice(CREDIBILITY), help="Of the claim: 1 best, 6 cannot be judged."
)
@as_json
@then_entered
def step(
    folder: Path,
    case_id: str,
    status: str,
    by: str,
    role: str,
    why: str,
    evidence: tuple[str, ...],
    as_json: bool,
    **particulars: Unpack[_Particulars],
) -> None:
    """Take a case to another status. What is not on the ladder is refused, and what is possible is said.

    Endorsed, not endorsed and no consensus are not steps to be taken: holdfire case rule computes them.

    \b
    Example: holdfire case step idlib c-0a1b2c3d4e5f60718293 "violation serious" --by "A. Haddad" \\
               --why "two craters, azimuth 210" --evidence crater.jpg --clause c16-use-of-force
    JSON keys: entry, case_id, step_from, status, due
    """
    references = tuple(evidence_ref(each) for each in evidence)
    asked = Step(
        0, now(), case_id, Status.RECEIVED, Status(status), by, Capacity(role), why, references, **particulars
    )
    taken, entry = step_case(Mission.open(folder), asked)
    due = written(taken.due) if taken.due else None
    keys = {
        "entry": entry.number,
        "case_id": case_id,
        "step_from": str(taken.step_from),
        "status": status,
        "due": due,
    }
    line = f"Journal entry {entry.number}: case {case_id} from {taken.step_from} to {status}, by {by}."
    lines = [line, *([f"Due by {minute(taken.due)}."] if taken.due else [])]
    if taken.step_to in FOUND:
        lines.append(f"Next: holdfire case position {folder} {case_id} PARTY violation --by NAME --why TEXT")
    answer(as_json, keys, lines)


@click.command("position")
@mission_folder
@case_id
@click.argument("party", metavar="PARTY")
@click.argument("position", type=click.Choice([str(each) for each in Position]))
@by
@why
@as_json
@then_entered
def position(folder: Path, case_id: str, party: str, position: str, by: str, why: str, as_json: bool) -> None:
    """Write down what one of those who decide says of what was found. Its last word stands.

    \b
    Example: holdfire case position idlib c-0a1b2c3d4e5f60718293 turkey violation --by "A. Haddad" \\
               --why "letter of 3 June"
    JSON keys: entry, case_id, party, position
    """
    stated = Stated(0, now(), case_id, party, Position(position), by, why)
    entry = state_position(Mission.open(folder), stated)
    keys = {"entry": entry.number, "case_id": case_id, "party": party, "position": position}
    line = f"Journal entry {entry.number}: {party} says {position} on case {case_id}."
    answer(as_json, keys, [line, f"Next: holdfire case rule {folder} {case_id} --by NAME"])


@click.command("note")
@mission_folder
@case_id
@click.option("--party", metavar="ID", help="Whose remark it is: the UN, an observer, any party. Else ours.")
@by
@why
@as_json
@then_entered
def note(folder: Path, case_id: str, party: str | None, by: str, why: str, as_json: bool) -> None:
    """Add a remark to a case. It is shown beside the positions and never counted.

    \b
    Example: holdfire case note idlib c-0a1b2c3d4e5f60718293 --party un --by "A. Haddad" --why "no access"
    JSON keys: entry, case_id, party
    """
    entry = add_note(Mission.open(folder), Note(0, now(), case_id, party, by, why))
    keys = {"entry": entry.number, "case_id": case_id, "party": party}
    answer(as_json, keys, [f"Journal entry {entry.number}: note by {party or 'the desk'} on case {case_id}."])


@click.command("rule")
@mission_folder
@case_id
@by
@as_json
@then_entered
def rule(folder: Path, case_id: str, by: str, as_json: bool) -> None:
    """Let the agreement's decision rule rule on the positions. While a word is awaited nothing is written.

    \b
    Example: holdfire case rule idlib c-0a1b2c3d4e5f60718293 --by "A. Haddad"
    JSON keys: entry, case_id, outcome (null: not known yet), decided_by, positions, silent, due, why
    """
    mission = Mission.open(folder)
    ruled = rule_case(mission, case_id, by, now())
    found = ruled.ruling
    keys = {
        "entry": ruled.entry.number if ruled.entry else None,
        "case_id": case_id,
        "outcome": str(found.outcome) if found.outcome else None,
        "decided_by": found.deciding.words,
        "positions": {party: str(each) for party, each in found.positions.items()},
        "silent": list(found.silent),
        "due": written(found.due) if found.due else None,
        "why": found.why,
    }
    done = f"Journal entry {ruled.entry.number}: {found.outcome}." if ruled.entry else "Not known yet."
    held = [
        f"{with_names(mission.agreement, [party])}: {each}" for party, each in sorted(found.positions.items())
    ]
    silent = [f"{with_names(mission.agreement, [party])}: silent" for party in found.silent]
    answer(as_json, keys, [done, found.why, *held, *silent])
