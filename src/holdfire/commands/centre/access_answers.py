"""What sides say to a notification, and what became of it: the verbs of holdfire access after notifying."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from holdfire.centre.access.acts import ACKNOWLEDGED, DELAYED, DENIED, EXECUTED, LAW, STEPS, WITHDRAWN
from holdfire.centre.access.notice import Access, Notice
from holdfire.centre.access.rules import ACCESS
from holdfire.centre.act import CentreError
from holdfire.commands.centre.acting import Instant, act, kept, signed, told
from holdfire.commands.entering import then_entered
from holdfire.commands.options import as_json, mission_folder
from holdfire.mission.centre.gathering import Centre
from holdfire.record.canonical import Plain

notice = click.argument("notice", metavar="NOTIFICATION")
version = click.option("--version", type=int, help="The version meant; without it, the one in force here.")
whose = click.option("--whose", metavar="ID", help="Who does so, where it is not the speaker itself.")


@click.command("acknowledge")
@mission_folder
@notice
@version
@signed
@as_json
@then_entered
def acknowledge(folder: Path, notice: str, version: int | None, as_json: bool, **fields: Plain) -> None:
    """Say that a side has the notification. It permits nothing by that.

    \b
    Example: holdfire access acknowledge idlib c-7 --by "I. Petrov"
    JSON keys: entry, act, id, version, law
    """
    _answer(folder, notice, version, ACKNOWLEDGED, fields, as_json)


@click.command("delay")
@mission_folder
@notice
@version
@click.option("--until", type=Instant(), help="Till when, as given.")
@whose
@signed
@as_json
@then_entered
def delay(folder: Path, notice: str, version: int | None, as_json: bool, **fields: Plain) -> None:
    """Say that it is held up: by the speaker, or by whom --whose names. Its reason goes into --why, as given.

    \b
    Example: holdfire access delay idlib c-7 --until 2017-06-19T06:00Z --why "the road is mined" --by "I. P."
    JSON keys: entry, act, id, version, law
    """
    _answer(folder, notice, version, DELAYED, fields, as_json)


@click.command("deny")
@mission_folder
@notice
@version
@whose
@signed
@as_json
@then_entered
def deny(folder: Path, notice: str, version: int | None, as_json: bool, **fields: Plain) -> None:
    """Say that it is not let pass: by the speaker, or by whom --whose names. Its reason goes into --why.

    \b
    Example: holdfire access deny idlib c-7 --whose syria --why "no reason was given" --by "A. Haddad"
    JSON keys: entry, act, id, version, law
    """
    _answer(folder, notice, version, DENIED, fields, as_json)


@click.command("withdraw")
@mission_folder
@notice
@signed
@as_json
@then_entered
def withdraw(folder: Path, notice: str, as_json: bool, **fields: Plain) -> None:
    """Take your notification back.

    \b
    Example: holdfire access withdraw idlib c-7 --why "put off" --by "A. Haddad"
    JSON keys: entry, act, id, version, law
    """
    told_of(as_json, act(folder, ACCESS, WITHDRAWN, kept(id=notice, **fields)), notice)


@click.command("execute")
@mission_folder
@notice
@click.argument("step", type=click.Choice(STEPS))
@click.option("--when", type=Instant(), help="When it happened.")
@signed
@as_json
@then_entered
def execute(folder: Path, notice: str, step: str, as_json: bool, **fields: Plain) -> None:
    """Tell what became of a movement. What another side tells stands beside it.

    \b
    Example: holdfire access execute idlib c-7 arrived --when 2017-06-18T13:20Z --by "A. Haddad"
    JSON keys: entry, act, id, version, law
    """
    told_of(as_json, act(folder, ACCESS, EXECUTED, kept(id=notice, step=step, **fields)), notice)


def _answer(
    folder: Path, notice: str, version: int | None, kind: str, fields: Mapping[str, Plain], as_json: bool
) -> None:
    def content(centre: Centre, state: Access) -> Mapping[str, Plain]:
        meant = known_notice(state, notice).number if version is None else version
        return {"id": notice, "version": meant, **fields}

    told_of(as_json, act(folder, ACCESS, kind, content), notice)


def known_notice(state: Access, name: str) -> Notice:
    """The notification of that name; CentreError where there is none."""
    known = state.notices.get(name)
    if known is None:
        what = f"There is no notification {name}."
        raise CentreError(what, "Notify it first; holdfire access list names them.")
    return known


def told_of(as_json: bool, done: Any, name: str) -> None:
    """Answer for an act on a notification, with what the law says of every one."""
    known = done.state.notices[name]
    line = f"Notification {name}, version {known.number}, to {', '.join(known.addressees)}."
    told(as_json, done, [line, LAW], {"id": name, "version": known.number, "law": LAW})
