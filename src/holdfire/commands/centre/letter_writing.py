"""holdfire letter daily, term and notice: a letter is made, gated, kept and entered."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from holdfire.agreement.agreement import Agreement
from holdfire.centre.act import CentreError
from holdfire.commands.answers import answer
from holdfire.commands.centre.acting import by
from holdfire.commands.entering import then_entered
from holdfire.commands.options import Day, as_json, mission_folder, now
from holdfire.exchange.issued import Sheet
from holdfire.mission.centre.corresponding import (
    LetterWritten,
    issued_for_letters,
    keep_letter,
    sheet_of,
)
from holdfire.mission.centre.gathering import gathered
from holdfire.mission.centre.noticed import of_access, of_decision, of_term, of_zone
from holdfire.mission.centre.standing import standing
from holdfire.mission.centre.term_stands import term_stands
from holdfire.mission.folder import Mission
from holdfire.publish.correspondence import notices
from holdfire.publish.correspondence.daily import daily as daily_letter
from holdfire.publish.correspondence.gating import refuse_names
from holdfire.publish.correspondence.letter import Letter
from holdfire.publish.correspondence.term_report import due_on, term_report
from holdfire.publish.correspondence.writing import LANGUAGES

SUBJECTS = ("access", "decision", "zone", "term")
languages_option = click.option(
    "--lang",
    "languages",
    multiple=True,
    type=click.Choice(LANGUAGES),
    help="Only in these; else in all five.",
)


@click.command()
@mission_folder
@click.option(
    "--day", type=Day(), required=True, help="The reporting day; its bulletin was issued for the UN."
)
@languages_option
@by
@as_json
@then_entered
def daily(folder: Path, day: date, languages: tuple[str, ...], by: str, as_json: bool) -> None:
    """Write the daily report to the UN, of the bulletin of that day in the un edition.

    \b
    Example: holdfire letter daily idlib --day 2017-06-15 --by "A. Haddad"
    JSON keys: id, folder, entry (null: written before), files (name: SHA-256), omitted (name: why)
    """
    mission = Mission.open(folder)
    sheet = sheet_of(issued_for_letters(mission), day, folder)
    sender = mission.settings.name
    made = daily_letter(
        sheet.plain, sender, mission.settings.reporting_day.zone, sheet.files["bulletin.json"]
    )
    _written(mission, made, languages, by, as_json)


@click.command()
@mission_folder
@click.argument("term", metavar="TERM")
@click.option("--on", type=Day(), help="As of which day; today where it is left out.")
@languages_option
@by
@as_json
@then_entered
def term(
    folder: Path, term: str, on: date | None, languages: tuple[str, ...], by: str, as_json: bool
) -> None:
    """Write the report on a term: its state from each start claimed, month by month, what is open.

    It is due twenty days before the term ends. Days without a bulletin are told as that, and are not nought.

    \b
    Example: holdfire letter term idlib memo17-term --on 2017-10-15 --by "A. Haddad"
    JSON keys: id, folder, entry (null: written before), files (name: SHA-256), omitted (name: why), due
    """
    mission = Mission.open(folder)
    agreement, day = mission.agreement, on or _today(mission)
    found = next((each for each in agreement.terms if each.id == term), None)
    if found is None:
        listed = ", ".join(each.id for each in agreement.terms) or "none"
        raise CentreError(f"The agreement has no term {term}.", f"It has: {listed}.")
    stands = term_stands(agreement, found, _noon(day, agreement))
    sheets = [sheet.plain for sheet in _last_of_days(mission)]
    made = term_report(stands, sheets, day, mission.settings.name, agreement.title)
    due = due_on(stands.end)
    remark = f"It is due on {due}, {notices_days(due, day)}."
    _written(mission, made, languages, by, as_json, remark, {"due": due.isoformat()})


def notices_days(due: date, day: date) -> str:
    """How far off that is, in words."""
    left = (due - day).days
    return "today" if left == 0 else f"in {left} days" if left > 0 else f"{-left} days ago"


@click.command()
@mission_folder
@click.argument("kind", type=click.Choice(SUBJECTS))
@click.argument("subject", metavar="ID")
@click.option(
    "--to", "to", multiple=True, metavar="NAME", help="To whom; repeat it. Else those it is addressed to."
)
@languages_option
@by
@as_json
@then_entered
def notice(
    folder: Path,
    kind: str,
    subject: str,
    to: tuple[str, ...],
    languages: tuple[str, ...],
    by: str,
    as_json: bool,
) -> None:
    """Write a letter that makes one thing known: a notification, a decision's outcome, a zone's map, a term.

    \b
    Example: holdfire letter notice idlib access c-7 --by "A. Haddad"
    JSON keys: id, folder, entry (null: written before), files (name: SHA-256), omitted (name: why)
    """
    mission = Mission.open(folder)
    agreement, moment = mission.agreement, now()
    with gathered(mission) as centre:
        addressed: tuple[str, ...] = ()
        match kind:
            case "access":
                found, addressed = of_access(centre, subject, agreement)
            case "decision":
                found = of_decision(centre, subject, agreement, moment)
            case "zone":
                found = of_zone(agreement, subject, moment)
            case _:
                found = of_term(agreement, subject, moment)
    names = {each.id: each.name for each in agreement.parties}
    readers = [names.get(each, each) for each in (to or addressed)]
    if not readers:
        raise CentreError("A notice goes to somebody.", "Name whom with --to; it may be given again.")
    drill = mission.settings.exercise
    sender = mission.settings.name
    made = notices.notice(found, readers, sender, agreement.title, _today(mission), drill)
    _written(mission, made, languages, by, as_json, to=readers)


def _last_of_days(mission: Mission) -> list[Sheet]:
    issued = issued_for_letters(mission)
    last = {sheet.day: sheet for sheet in issued.sheets}
    return [last[day] for day in sorted(last)]


def _written(
    mission: Mission,
    letter: Letter,
    languages: tuple[str, ...],
    by: str,
    as_json: bool,
    remark: str = "",
    more: Mapping[str, object] | None = None,
    to: list[str] | None = None,
) -> None:
    people = {*standing(mission).people, by}

    def gate(words: Mapping[str, str]) -> None:
        refuse_names(people, words)

    done = keep_letter(mission, letter, gate, by, now(), languages or LANGUAGES, to)
    answer(as_json, {**_keys(done), **(more or {})}, _lines(done, remark))


def _keys(done: LetterWritten) -> dict[str, object]:
    return {
        "id": done.id,
        "folder": str(done.folder),
        "entry": done.entry,
        "files": dict(done.files),
        "omitted": dict(done.omitted),
    }


def _lines(done: LetterWritten, remark: str) -> list[str]:
    entered = "written before" if done.entry is None else f"journal entry {done.entry}"
    lines = [f"Letter {done.id}: {len(done.files)} files in {done.folder}; {entered}."]
    lines += [f"Left out, {name}: {why}" for name, why in done.omitted.items()]
    return [*lines, remark] if remark else lines


def _today(mission: Mission) -> date:
    return now().astimezone(mission.settings.reporting_day.zone).date()


def _noon(day: date, agreement: Agreement) -> datetime:
    """A moment of that day by which the state of a term is asked."""
    return datetime.combine(day, time(12), agreement.time_zone).astimezone(UTC)
