"""holdfire meeting announce, hold, point, postpone, call-off, adopt: what is told of a meeting."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from holdfire.centre.meetings.acts import (
    ADOPTED,
    ANNOUNCED,
    CALLED_OFF,
    HELD,
    OUTCOMES,
    POINT_TOLD,
    POSTPONED,
)
from holdfire.centre.meetings.expected import told_as
from holdfire.centre.meetings.rules import MEETINGS
from holdfire.commands.centre.acting import act, day_text, kept, signed, told
from holdfire.commands.centre.meeting_words import (
    Expected,
    from_source,
    listed,
    meeting_argument,
    named,
    number,
    own_id,
    series,
    sourced,
)
from holdfire.commands.entering import then_entered
from holdfire.commands.options import Day, as_json, mission_folder
from holdfire.mission.centre.files import keep_file
from holdfire.record.canonical import Plain

place = click.option("--place", metavar="TOWN", help="The town it is held in.")
host = click.option("--host", metavar="ID", help="The party or body that hosts it.")
invited = click.option("--invited", multiple=True, metavar="ID", help="Who was invited; may be given again.")
agenda = click.option("--agenda", multiple=True, metavar="TEXT", help="A point of the agenda; in order.")


@click.command("announce")
@mission_folder
@series
@number
@own_id
@click.option("--expected", type=Expected(), metavar="TIME", help='When: 2017-10-30, "end of 2017-10".')
@place
@host
@invited
@agenda
@click.option("--at", "announced_at", metavar="MEETING", help="The meeting that announced it.")
@sourced
@signed
@as_json
@then_entered
def announce(folder: Path, series: str, number: int | None, own_id: str | None, **words: Any) -> None:
    """Announce a meeting, with its time as precise as it was told.

    \b
    Example: holdfire meeting announce idlib astana 7 --expected "end of 2017-10" --place Astana \\
      --at astana-6 --source seed-002 --cite "expected=para 14" --by "A. Haddad"
    JSON keys: entry, act, id
    """
    content = {
        **named(series, number, own_id),
        **_set(words),
        "expected": words["expected"],
        "announced_at": words["announced_at"],
    }
    when = told_as(words["expected"]) or "time not stated"
    _write(folder, ANNOUNCED, content, words, f"Meeting {content['id']} announced: {when}.")


@click.command("hold")
@mission_folder
@series
@number
@own_id
@click.option("--first", type=Day(), help="Its first day.")
@click.option("--last", type=Day(), help="Its last day, where it had more than one.")
@place
@host
@invited
@click.option("--participant", "participants", multiple=True, metavar="ID", help="Who took part.")
@click.option("--observer", "observers", multiple=True, metavar="ID", help="Who was there as an observer.")
@click.option("--absent", multiple=True, metavar="ID", help="Who was to come and did not.")
@agenda
@sourced
@signed
@as_json
@then_entered
def hold(folder: Path, series: str, number: int | None, own_id: str | None, **words: Any) -> None:
    """Tell that a meeting was held: its days, place, and who came. What is left out is not stated.

    \b
    Example: holdfire meeting hold idlib astana 6 --first 2017-09-14 --last 2017-09-15 --place Astana \\
      --participant iran --participant russia --participant turkey --source seed-002 --by "A. Haddad"
    JSON keys: entry, act, id
    """
    who = {name: listed(words[name]) for name in ("participants", "observers", "absent")}
    days = {"first": day_text(words["first"]), "last": day_text(words["last"])}
    content = {**named(series, number, own_id), **_set(words), **who, **days}
    when = " to ".join(str(each) for each in days.values() if each) or "day not stated"
    _write(folder, HELD, content, words, f"Meeting {content['id']} held: {when}.")


@click.command("point")
@mission_folder
@meeting_argument
@click.argument("point", metavar="POINT")
@click.argument("outcome", type=click.Choice(OUTCOMES))
@click.option("--subject", metavar="TEXT", help="What the point is about; needed when it is first told.")
@sourced
@signed
@as_json
@then_entered
def point(folder: Path, meeting: str, point: str, outcome: str, **words: Any) -> None:
    """Tell what came of one point. What another source or speaker tells of it stands beside it.

    \b
    Example: holdfire meeting point idlib astana-5 framework "agreed in part" --subject "basic framework" \\
      --source seed-001 --by "A. Haddad"
    JSON keys: entry, act, id, point
    """
    content = kept(id=meeting, point=point, outcome=outcome, subject=words["subject"])
    line = f"Point {point} of meeting {meeting}: {outcome}."
    _write(folder, POINT_TOLD, content, words, line, {"point": point})


@click.command("postpone")
@mission_folder
@meeting_argument
@click.option("--expected", type=Expected(), metavar="TIME", help="The new time, as precise as it was told.")
@sourced
@signed
@as_json
@then_entered
def postpone(folder: Path, meeting: str, **words: Any) -> None:
    """Tell that a meeting is put off; without a new time where none is stated.

    \b
    Example: holdfire meeting postpone idlib astana-7 --expected 2017-11 --by "A. Haddad"
    JSON keys: entry, act, id
    """
    when = told_as(words["expected"]) or "no new time is stated"
    content = {"id": meeting, "expected": words["expected"]}
    _write(folder, POSTPONED, content, words, f"Meeting {meeting} put off: {when}.")


@click.command("call-off")
@mission_folder
@meeting_argument
@sourced
@signed
@as_json
@then_entered
def call_off(folder: Path, meeting: str, **words: Any) -> None:
    """Tell that a meeting will not be held.

    \b
    Example: holdfire meeting call-off idlib astana-7 --why "no date was found" --by "A. Haddad"
    JSON keys: entry, act, id
    """
    _write(folder, CALLED_OFF, {"id": meeting}, words, f"Meeting {meeting} called off.")


@click.command("adopt")
@mission_folder
@meeting_argument
@click.argument("statement", metavar="STATEMENT")
@click.argument("title")
@click.option("--adopted-by", multiple=True, metavar="ID", help="Who adopted it; may be given again.")
@click.option("--day", type=Day(), help="The day it was adopted.")
@click.option("--text", "texts", multiple=True, metavar="LANG=FILE", help="Its text in a language.")
@click.option("--authentic", metavar="LANG", help="The language that prevails.")
@sourced
@signed
@as_json
@then_entered
def adopt(folder: Path, meeting: str, statement: str, title: str, **words: Any) -> None:
    """Tell that a statement was adopted, with its text in each language as a file.

    \b
    Example: holdfire meeting adopt idlib astana-6 joint-statement "Joint statement" --day 2017-09-15 \\
      --text en=statement.txt --adopted-by iran --adopted-by russia --adopted-by turkey --by "A. Haddad"
    JSON keys: entry, act, id, statement, texts
    """
    texts = _texts(folder, words["texts"])
    day: date | None = words["day"]
    content: dict[str, Plain] = {
        "id": meeting, "statement": statement, "title": title, "adopted_by": listed(words["adopted_by"]),
        "day": day_text(day), "texts": dict(texts) or None, "authentic": words["authentic"],
    }  # fmt: skip
    line = f"Statement {statement} of meeting {meeting}, in: {', '.join(texts) or 'no text at hand'}."
    _write(folder, ADOPTED, content, words, line, {"statement": statement, "texts": texts})


def _texts(folder: Path, written: tuple[str, ...]) -> dict[str, str]:
    """Files kept for the record, by language: their SHA-256."""
    found: dict[str, str] = {}
    for each in written:
        language, _, path = each.partition("=")
        if not path or not Path(path).is_file():
            raise click.UsageError(f"{each!r} is no text: write LANG=FILE, such as en=statement.txt.")
        if language in found:
            raise click.UsageError(f"There are two texts in {language}. Give one for each language.")
        found[language] = keep_file(folder, Path(path).read_bytes())
    return found


def _set(words: dict[str, Any]) -> dict[str, Plain]:
    lists = {"invited": listed(words["invited"]), "agenda": listed(words["agenda"])}
    return {"place": words["place"], "host": words["host"], **lists}


def _write(
    folder: Path,
    kind: str,
    content: dict[str, Any],
    words: dict[str, Any],
    line: str,
    keys: dict[str, object] | None = None,
) -> None:
    """Write the act with where it is taken from, and answer."""
    where = from_source(words["source"], words["file"], words["cite"])
    done = act(folder, MEETINGS, kind, {**content, **where, **{k: words[k] for k in ("by", "why", "of")}})
    told(words["as_json"], done, [line], {"id": content["id"], **(keys or {})})
