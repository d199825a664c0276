"""holdfire works: what is being restored, by whom, and how far it is."""

from datetime import date
from pathlib import Path

import click

from holdfire.centre.act import CentreError
from holdfire.centre.works import (
    ENDED,
    OPENED,
    OUTCOMES,
    PROGRESSED,
    SUBJECTS,
    TRUCE,
    TRUCE_STATES,
    WORKS,
    Work,
)  # fmt: skip
from holdfire.commands.answers import answer, answer_rows
from holdfire.commands.centre.acting import Point, act, day_text, kept, last_or_all, signed, told
from holdfire.commands.entering import then_entered
from holdfire.commands.options import Day, as_json, mission_folder, now
from holdfire.mission.centre.gathering import gathered
from holdfire.mission.centre.listing import View, listed
from holdfire.mission.opened import Opened

work = click.argument("work", metavar="WORK")


@click.group()
def works() -> None:
    """Restoration of water, power, roads and heritage: open a work, tell of progress, truce and end."""


@works.command("open")
@mission_folder
@work
@click.argument("subject", type=click.Choice(SUBJECTS))
@click.argument("title")
@click.option("--owner", metavar="ID", help="The party or body that answers for it.")
@click.option("--zone", metavar="ID", help="The zone it lies in.")
@click.option(
    "--place", type=Point(), metavar="LAT,LON,RADIUS", help="Where it is, and within how many metres."
)
@click.option("--due", type=Day(), help="The day it is to be done.")
@click.option("--truce", metavar="TEXT", help="The local truce that it needs.")
@signed
@as_json
@then_entered
def open_(
    folder: Path,
    work: str,
    subject: str,
    title: str,
    owner: str | None,
    zone: str | None,
    place: dict[str, int] | None,
    due: date | None,
    truce: str | None,
    by: str,
    why: str | None,
    of: str | None,
    as_json: bool,
) -> None:
    """Take a work on.

    \b
    Example: holdfire works open idlib pump-3 water "Pump at Khan Shaykhun" --owner turkey --by "A. Haddad"
    JSON keys: entry, act, id
    """
    content = kept(
        id=work,
        subject=subject,
        title=title,
        owner=owner,
        zone=zone,
        place=place,
        due=day_text(due),
        truce=truce,
        by=by,
        why=why,
        of=of,
    )
    done = act(folder, WORKS, OPENED, content)
    told(as_json, done, [f"Work {work} ({subject}): {title}."], {"id": work})


@works.command("progress")
@mission_folder
@work
@click.option("--on", type=Day(), required=True, help="The day of which this is said.")
@click.option("--percent", type=int, help="How much of it is done.")
@signed
@as_json
@then_entered
def progress(
    folder: Path,
    work: str,
    on: date,
    percent: int | None,
    by: str,
    why: str | None,
    of: str | None,
    as_json: bool,
) -> None:
    """Say how far a work is. What another party says of it stands beside it.

    \b
    Example: holdfire works progress idlib pump-3 --on 2017-10-02 --percent 40 --by "A. Haddad"
    JSON keys: entry, act, id
    """
    content = kept(id=work, on=day_text(on), percent=percent, by=by, why=why, of=of)
    done = act(folder, WORKS, PROGRESSED, content)
    told(as_json, done, [f"Work {work} on {on}: {_percent(percent)}."], {"id": work})


@works.command("end")
@mission_folder
@work
@click.argument("outcome", type=click.Choice(OUTCOMES))
@click.option("--on", type=Day(), required=True, help="The day it ended.")
@signed
@as_json
@then_entered
def end(
    folder: Path, work: str, outcome: str, on: date, by: str, why: str | None, of: str | None, as_json: bool
) -> None:
    """Say that a work has ended, and how. Another side may say otherwise, beside it.

    \b
    Example: holdfire works end idlib pump-3 restored --on 2017-11-20 --by "A. Haddad"
    JSON keys: entry, act, id
    """
    done = act(folder, WORKS, ENDED, kept(id=work, outcome=outcome, on=day_text(on), by=by, why=why, of=of))
    told(as_json, done, [f"Work {work} ended on {on}: {outcome}."], {"id": work})


@works.command("truce")
@mission_folder
@work
@click.argument("state", type=click.Choice(TRUCE_STATES))
@click.option("--on", type=Day(), required=True, help="The day of which this is said.")
@click.option("--until", type=Day(), help="The truce's last day.")
@signed
@as_json
@then_entered
def truce(
    folder: Path,
    work: str,
    state: str,
    on: date,
    until: date | None,
    by: str,
    why: str | None,
    of: str | None,
    as_json: bool,
) -> None:
    """Say how the local truce stands that a work needs.

    \b
    Example: holdfire works truce idlib pump-3 agreed --on 2017-10-02 --until 2017-10-05 --by "A. Haddad"
    JSON keys: entry, act, id
    """
    content = kept(id=work, state=state, on=day_text(on), until=day_text(until), by=by, why=why, of=of)
    done = act(folder, WORKS, TRUCE, content)
    told(as_json, done, [f"The truce for work {work} on {on}: {state}."], {"id": work})


@works.command("list")
@mission_folder
@click.option("--on", type=Day(), help="What is overdue on that day; without it, today.")
@click.option("--overdue", is_flag=True, help="Only works that are overdue, of all.")
@last_or_all
@as_json
def list_(folder: Path, on: date | None, overdue: bool, last: int, every: bool, as_json: bool) -> None:
    """List works with owner and what was last said of each, by each speaker.

    \b
    Example: holdfire works list idlib --overdue
    JSON keys: total (ids named), works (id, subject, title, owner, zone, due, truce, outcome, outcomes,
               overdue, waits_for_truce, progress, truces), set_aside
    """
    day = on or now().date()
    with gathered(Opened.open(folder)) as centre:
        found = listed(centre, LISTED, None if every or overdue else last, day, only_meant=overdue)
    lines = [*(found.lines or ["No work is on record."]), *found.part.words("works")]
    rows, aside = ("works", found.keys), {"set_aside": found.aside}
    answer_rows(as_json, {"total": found.part.total}, rows, aside, lines)


@works.command("show")
@mission_folder
@work
@as_json
def show(folder: Path, work: str, as_json: bool) -> None:
    """Show a work with everything that was told of it.

    \b
    Example: holdfire works show idlib pump-3
    JSON keys: those of one work of holdfire works list
    """
    with gathered(Opened.open(folder)) as centre:
        found = centre.folded(WORKS, {work}).state.works.get(work)
    if found is None:
        raise CentreError(f"There is no work {work}.", f"List them: holdfire works list {folder}.")
    today = now().date()
    lines = [
        _line(found, today),
        *(_word(each.on, each.said_by, _percent(each.percent)) for each in found.progress),
        *(_word(each.content["on"], each.speaker, f"truce {each.content['state']}") for each in found.truces),
        *(_word(each.content["on"], who, str(each.content["outcome"])) for who, each in found.ended.items()),
    ]
    answer(as_json, _keys(found, today), lines)


def _keys(each: Work, day: date) -> dict[str, object]:
    named = ("subject", "title", "owner", "zone", "due", "truce")
    progress = [
        {"on": one.on, "percent": one.percent, "said_by": one.said_by, "ref": one.ref}
        for one in each.progress
    ]
    truces = [
        {"on": one.content["on"], "state": one.content["state"], "until": one.content.get("until"),
         "said_by": one.speaker, "ref": one.ref}
        for one in each.truces
    ]  # fmt: skip
    return {
        "id": each.id,
        **{name: each.of(name) for name in named},
        "outcome": each.outcome,
        "outcomes": [{"said_by": who, "outcome": told} for who, told in each.outcomes.items()],
        "overdue": each.overdue(day),
        "waits_for_truce": each.waits_for_truce,
        "progress": progress,
        "truces": truces,
    }


def _line(each: Work, day: date) -> str:
    said = "; ".join(
        f"{who or 'the desk'}: {_percent(one.percent)} on {one.on}" for who, one in each.last_told.items()
    )
    owner = each.of("owner") or "nobody"
    late = ", OVERDUE" if each.overdue(day) else ""
    truce = ", waits for its truce" if each.waits_for_truce else ""
    ends = "; ".join(f"{who or 'the desk'} says {told}" for who, told in each.outcomes.items())
    outcome = f"{each.outcome} ({ends})" if ends else each.outcome
    what = f"{each.of('subject')}: {each.of('title')} (owner: {owner}), {outcome}{late}{truce}"
    return f"{each.id:<16} {what}. {said}".rstrip()


def _word(on: object, speaker: str | None, what: str) -> str:
    return f"{on}  {speaker or 'the desk'}: {what}"


def _percent(percent: int | None) -> str:
    return "not put in a number" if percent is None else f"{percent} %"


LISTED = View(
    name="works",
    module=WORKS,
    things=lambda state: state.works,
    opened=lambda each: each.opened,
    keys=_keys,
    lines=lambda each, day: [_line(each, day)],
    meant=lambda each, day: each.overdue(day),
)
