"""holdfire commitment assess and add: a word on how far one is, and one taken on from a meeting."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from holdfire.agreement.provisions import Strength
from holdfire.centre.act import CentreError
from holdfire.centre.commitments.acts import ADDED, ASSESSED, KINDS_OF_EVIDENCE, STATUSES
from holdfire.centre.commitments.commitment import theme_id
from holdfire.centre.commitments.rules import COMMITMENTS
from holdfire.centre.meetings.meeting import Meeting, Point
from holdfire.centre.meetings.rules import MEETINGS
from holdfire.commands.centre.acting import act, day_text, kept, signed, told
from holdfire.commands.centre.meeting_words import Expected, listed
from holdfire.commands.entering import then_entered
from holdfire.commands.options import Day, as_json, mission_folder
from holdfire.mission.centre.files import keep_file
from holdfire.mission.centre.gathering import gathered
from holdfire.mission.incidents_named import not_held_here, told_not_held
from holdfire.mission.opened import Opened
from holdfire.record.canonical import Plain

WITHDRAWN = "withdrawn"
AGREED = ("agreed", "agreed in part")

commitment_argument = click.argument("commitment", metavar="COMMITMENT")


@click.command("assess")
@mission_folder
@commitment_argument
@click.argument("status", type=click.Choice(["0", "1", "2", "3", WITHDRAWN]))
@click.option("--on", type=Day(), required=True, help="The day of which this is said.")
@click.option(
    "--evidence",
    multiple=True,
    metavar="KIND:REF",
    help="entry:HASH, incident:ID or file:PATH; needed for 2 and 3, may be given again.",
)
@click.option(
    "--non-compliance", multiple=True, metavar="OWNER", help="An owner that, as you say, did not comply."
)
@signed
@as_json
@then_entered
def assess(
    folder: Path,
    commitment: str,
    status: str,
    on: date,
    evidence: tuple[str, ...],
    non_compliance: tuple[str, ...],
    by: str,
    why: str | None,
    of: str | None,
    as_json: bool,
) -> None:
    """Say how far a commitment is: 0 not begun, 1 minimal, 2 partial, 3 full, or take your word back.

    The reason is needed (--why). What another speaker says stands beside it, and nothing is averaged.

    \b
    Example: holdfire commitment assess idlib js17-p05 2 --on 2018-05-13 --evidence file:posts.pdf \\
      --why "10 of 12 posts stand" --by "A. Haddad"
    JSON keys: entry, act, id, status, not_held_here (incidents named that this mission does not hold)
    """
    content = kept(
        id=commitment,
        on=day_text(on),
        status=None if status == WITHDRAWN else int(status),
        evidence=_evidence(folder, evidence),
        non_compliance=listed(non_compliance),
        by=by,
        why=why,
        of=of,
    )
    done = act(folder, COMMITMENTS, ASSESSED, content)
    words = "word taken back" if status == WITHDRAWN else f"{status}, {STATUSES[int(status)]}"
    named = [each.removeprefix("incident:") for each in evidence if each.startswith("incident:")]
    strange = not_held_here(Opened.open(folder), named)
    keys = {"id": commitment, "status": content["status"], "not_held_here": strange}
    told(as_json, done, [f"{commitment} on {on}: {words}.", *told_not_held(strange)], keys)


def _evidence(folder: Path, written: tuple[str, ...]) -> list[Plain] | None:
    """Evidence as an act names it; files are kept for the record, entries must be in the log here."""
    found: list[Plain] = []
    for each in written:
        kind, _, ref = each.partition(":")
        if kind not in KINDS_OF_EVIDENCE or not ref:
            raise click.UsageError(f"{each!r} is no evidence: write entry:HASH, incident:ID or file:PATH.")
        if kind == "file":
            if not Path(ref).is_file():
                raise click.UsageError(f"There is no file {ref}.")
            ref = keep_file(folder, Path(ref).read_bytes())
        if kind == "entry":
            _in_the_log(folder, ref)
        found.append({"kind": kind, "ref": ref})
    return found or None


def _in_the_log(folder: Path, ref: str) -> None:
    with gathered(Opened.open(folder)) as centre:
        if centre.node is None or len(ref) != 64 or centre.node.entry_of(ref) is None:
            what = f"There is no entry {ref} in the log here."
            raise CentreError(what, "Name it by its whole hash: holdfire record log tells it.")


@click.command("add")
@mission_folder
@commitment_argument
@click.option("--meeting", required=True, metavar="ID", help="The meeting that agreed it.")
@click.option("--point", required=True, metavar="ID", help="The point of that meeting.")
@click.option(
    "--strength",
    required=True,
    type=click.Choice([each.value for each in Strength]),
    help="How strongly it binds, by its verb.",
)
@click.option("--says", metavar="TEXT", help="What is to be done; without it, the point's subject.")
@click.option("--owner", "owners", multiple=True, metavar="ID", help="Who answers for it.")
@click.option("--due", type=Expected(), metavar="TIME", help='When: 2017-10-30, 2017-10, "end of 2017-10".')
@click.option("--evidence-rule", metavar="TEXT", help="How it is told whether it is done.")
@click.option("--theme", metavar="THEME", help="A theme of the agreement, or another.")
@click.option("--agreed-on", type=Day(), help="The day it was agreed; needed where sources differ.")
@signed
@as_json
@then_entered
def add(folder: Path, commitment: str, meeting: str, point: str, **words: Any) -> None:
    """Take on as a commitment what a meeting agreed. What is left out is not stated.

    \b
    Example: holdfire commitment add idlib monitoring-group --meeting astana-2 --point monitoring-group \\
      --strength decision --owner iran --owner russia --owner turkey --theme monitoring --by "A. Haddad"
    JSON keys: entry, act, id, says, agreed_on, told_otherwise
    """
    held, agreed = _agreed_point(folder, meeting, point)
    day = words["agreed_on"] or _day_of(held)
    theme = words["theme"]
    content = kept(
        id=commitment,
        says=words["says"] or agreed.subject,
        strength=words["strength"],
        owners=listed(words["owners"]),
        agreed_on=str(day) if day else None,
        due=words["due"],
        evidence_rule=words["evidence_rule"],
        theme=None if theme is None else theme_id(theme),
        meeting=meeting,
        point=point,
        by=words["by"],
        why=words["why"],
        of=words["of"],
    )
    done = act(folder, COMMITMENTS, ADDED, content)
    otherwise = [
        {"said_by": who[0], "source": who[1], "outcome": each.content["outcome"]}
        for who, each in agreed.words.items()
        if each.content["outcome"] not in AGREED
    ]
    lines = [f"Commitment {commitment}: {content['says']}."]
    lines += [f"{each['said_by'] or 'the desk'} tells the point as {each['outcome']}." for each in otherwise]
    keys = {"says": content["says"], "agreed_on": content["agreed_on"], "told_otherwise": otherwise}
    told(words["as_json"], done, lines, {"id": commitment, **keys})


def _agreed_point(folder: Path, meeting: str, point: str) -> tuple[Meeting, Point]:
    """The point, if somebody tells that it was agreed."""
    with gathered(Opened.open(folder)) as centre:
        held: Meeting | None = centre.folded(MEETINGS, {meeting}).state.meetings.get(meeting)
    found = None if held is None else held.points.get(point)
    if held is None or found is None:
        what = f"There is no point {point} of a meeting {meeting} on record."
        raise CentreError(what, "Tell it first: holdfire meeting point.")
    if not any(each.content["outcome"] in AGREED for each in found.words.values()):
        what = f"Nobody tells that point {point} of {meeting} was agreed: {found.outcome}."
        raise CentreError(what, "Only what was agreed is a commitment; tell the point if a source says so.")
    return held, found


def _day_of(held: Meeting) -> str | None:
    """The last day of the meeting, where all that state it state the same; None where none is stated."""
    days = {str(each.content.get("last") or each.content.get("first")) for each in held.held.values()}
    days.discard(str(None))
    if len(days) > 1:
        what = f"Sources differ on the days of {held.id}: it ended on {' or '.join(sorted(days))}."
        raise CentreError(what, "Say on which day it was agreed: --agreed-on.")
    return days.pop() if days else None
