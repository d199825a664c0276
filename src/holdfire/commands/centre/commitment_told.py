"""holdfire commitment list and show: each commitment with owner, due, evidence rule, and every word on it."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from holdfire.centre.act import Act, CentreError
from holdfire.centre.commitments.acts import STATUSES
from holdfire.centre.commitments.commitment import (
    Commitment,
    Commitments,
    agreed_by,
    commitment_of,
    commitments,
)
from holdfire.centre.commitments.rules import COMMITMENTS
from holdfire.commands.answers import answer
from holdfire.commands.centre.commitment_acts import commitment_argument
from holdfire.commands.options import Day, as_json, mission_folder, now
from holdfire.mission.centre.gathering import Centre, gathered
from holdfire.mission.opened import Opened

on_option = click.option("--on", type=Day(), help="As it is on that day; without it, today.")
rhetorical_option = click.option(
    "--rhetorical", is_flag=True, help="Requests, statements and determinations instead of what obliges."
)


def listed_on(folder: Path, on: date, rhetorical: bool) -> tuple[list[Commitment], list[dict[str, str]]]:
    """Commitments agreed by that day, binding or rhetorical, and acts set aside."""
    mission = Opened.open(folder)
    with gathered(mission) as centre:
        folded = centre.folded(COMMITMENTS)
    found = [
        each for each in commitments(mission.agreement, folded.state, on) if each.rhetorical == rhetorical
    ]
    return found, [{"ref": each.act.ref, "what": each.objection.what} for each in folded.aside]


@click.command("list")
@mission_folder
@on_option
@click.option("--theme", metavar="THEME", help="Only commitments of that theme.")
@click.option("--owner", metavar="ID", help="Only those that this party or body answers for.")
@click.option("--not-known", is_flag=True, help="Only those that nobody has assessed by that day.")
@rhetorical_option
@as_json
def list_(
    folder: Path,
    on: date | None,
    theme: str | None,
    owner: str | None,
    not_known: bool,
    rhetorical: bool,
    as_json: bool,
) -> None:
    """List the commitments agreed by a day: owner, due, and the status as each speaker says.

    \b
    Example: holdfire commitment list idlib --on 2018-05-13 --theme monitoring
    JSON keys: on, commitments (id, says, strength, rhetorical, owners, owner_from, due, due_told,
    evidence_rule, theme, where, agreed_on, statuses, days_overdue, non_compliance), set_aside
    """
    day = on or now().date()
    found, aside = listed_on(folder, day, rhetorical)
    meant = [
        each
        for each in found
        if theme in (None, each.theme)
        and (owner is None or owner in each.owners)
        and not (not_known and each.statuses(day))
    ]
    lines = [_line(each, day) for each in meant] or ["No such commitment."]
    lines += [f"Set aside, {each['ref']}: {each['what']}" for each in aside]
    keys = {"on": day.isoformat(), "commitments": [keys_of(each, day) for each in meant], "set_aside": aside}
    answer(as_json, keys, lines)


@click.command("show")
@mission_folder
@commitment_argument
@on_option
@as_json
def show(folder: Path, commitment: str, on: date | None, as_json: bool) -> None:
    """Show a commitment with its rule of evidence and its whole history.

    \b
    Example: holdfire commitment show idlib js17-p05
    JSON keys: those of one commitment of holdfire commitment list; agreed_by_then; history (on, status,
    said_by, first_hand, evidence (kind, ref, at_hand), non_compliance, why, by, claimed_at, ref)
    """
    mission = Opened.open(folder)
    day = on or now().date()
    with gathered(mission) as centre:
        state: Commitments = centre.folded(COMMITMENTS).state
        found = commitment_of(mission.agreement, state, commitment)
        if found is None:
            what = f"There is no commitment {commitment}."
            raise CentreError(what, f"List them: holdfire commitment list {folder}.")
        history = [_word(centre, each) for each in found.assessed]
    agreed = agreed_by(found, day)
    keys = {**keys_of(found, day), "agreed_by_then": agreed, "history": history}
    answer(as_json, keys, _lines(found, day))


def keys_of(each: Commitment, on: date) -> dict[str, object]:
    """A commitment as JSON: `statuses` [] says that nobody assessed it, `days_overdue` null that no day is
    stated."""
    return {
        "id": each.id,
        "says": each.says,
        "strength": each.strength.value,
        "rhetorical": each.rhetorical,
        "owners": list(each.owners),
        "owner_from": each.owner_from,
        "due": None if each.due is None else each.due.isoformat(),
        "due_told": each.due_told,
        "evidence_rule": each.evidence_rule,
        "theme": each.theme,
        "where": each.where,
        "agreed_on": None if each.agreed_on is None else each.agreed_on.isoformat(),
        "statuses": [
            {"said_by": who, "status": int(str(word.content["status"])), "of_day": word.content["on"]}
            for who, word in each.words(on).items()
        ],
        "days_overdue": each.days_overdue(on),
        "non_compliance": [
            {"said_by": who, "owners": list(named)} for who, named in each.non_compliance(on).items()
        ],
    }


def _word(centre: Centre, act: Act) -> dict[str, object]:
    told = act.content.get("evidence") or ()
    assert isinstance(told, list | tuple)
    evidence = [{**each, "at_hand": _at_hand(centre, each["kind"], each["ref"])} for each in told]
    return {
        "on": act.content["on"],
        "status": act.content.get("status"),
        "said_by": act.speaker,
        "first_hand": act.first_hand,
        "evidence": evidence,
        "non_compliance": act.content.get("non_compliance"),
        "why": act.content.get("why"),
        "by": act.by,
        "claimed_at": act.at.isoformat(),
        "ref": act.ref,
    }


def _at_hand(centre: Centre, kind: str, ref: str) -> bool | None:
    """Whether the evidence is here; None for an incident, which is not looked for."""
    if kind == "file":
        return centre.ground.read_file(ref) is not None
    if kind == "entry":
        return centre.node is not None and centre.node.entry_of(ref) is not None
    return None


def told_statuses(each: Commitment, on: date) -> str:
    """In words, as each speaker says."""
    told = "; ".join(
        f"{who or 'the desk'}: {status} {STATUSES[status]}" for who, status in each.statuses(on).items()
    )
    return told or "not known, nobody assessed it"


def told_late(each: Commitment, on: date) -> str:
    """How it stands to its day, in words; non-compliance as those say it who do."""
    late = each.days_overdue(on)
    words = [f"OVERDUE by {late} days"] if late else []
    words += [
        f"{who or 'the desk'} says not complied with by {', '.join(named)}"
        for who, named in each.non_compliance(on).items()
    ]
    return "; ".join(words)


def _line(each: Commitment, on: date) -> str:
    due = f"due {each.due_told}" if each.due_told else "due not stated"
    owners = ", ".join(each.owners) or "owner not stated"
    words = [f"{each.strength}, {owners}, {due}", told_statuses(each, on), told_late(each, on)]
    return f"{each.id:<20} {'. '.join(filter(None, words))}."


def _lines(each: Commitment, on: date) -> Iterable[str]:
    yield _line(each, on)
    yield f"  {each.says}"
    yield f"  Where: {each.where}. Theme: {each.theme or 'not stated'}. Owner: {each.owner_from}."
    yield f"  Evidence rule: {each.evidence_rule or 'not stated'}"
    if not agreed_by(each, on):
        yield f"  Not yet agreed on {on}: its text is of {each.agreed_on}."
    for act in each.assessed:
        status = act.content.get("status")
        told = "word taken back" if status is None else f"{status} {STATUSES[int(str(status))]}"
        relayed = "" if act.first_hand or act.speaker is None else " (relayed)"
        yield f"  {act.content['on']}  {act.speaker or 'the desk'}{relayed}: {told}. {act.content['why']}"
