"""holdfire commitment scoreboard and overdue: a day's counts per speaker, and what is past its day."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from holdfire.centre.commitments.acts import STATUSES
from holdfire.centre.commitments.scoreboard import SHARE_RULE, Group, Row, by_owner, by_theme, overdue
from holdfire.commands.answers import answer
from holdfire.commands.centre.commitment_told import (
    keys_of,
    listed_on,
    on_option,
    rhetorical_option,
    told_late,
    told_statuses,
)
from holdfire.commands.options import as_json, mission_folder, now


@click.command("scoreboard")
@mission_folder
@on_option
@click.option("--per", type=click.Choice(["theme", "owner"]), default="theme", help="What the rows are.")
@rhetorical_option
@as_json
def scoreboard(folder: Path, on: date | None, per: str, rhetorical: bool, as_json: bool) -> None:
    """Count the statuses of a day, per theme or owner, each speaker by itself.

    \b
    Example: holdfire commitment scoreboard idlib --on 2018-05-13
    JSON keys: on, per, rhetorical, share_rule, groups (name, commitments, never_assessed, overdue, rows
    (said_by, counts (status 0 to 3), not_known, share (0 to 1, null: none assessed)))
    """
    day = on or now().date()
    found, _ = listed_on(folder, day, rhetorical)
    groups = (by_theme if per == "theme" else by_owner)(found, day)
    keys = {
        "on": day.isoformat(),
        "per": per,
        "rhetorical": rhetorical,
        "share_rule": SHARE_RULE,
        "groups": [_keys(each) for each in groups],
    }
    heads = ", ".join(f"{number} {name}" for number, name in enumerate(STATUSES))
    lines = [f"On {day}, per {per}; counts of {heads}. {SHARE_RULE}"]
    if per == "owner":
        lines.append("A commitment of several owners stands with each of them: do not add the rows up.")
    lines += [line for each in groups for line in _lines(each)]
    answer(as_json, keys, lines)


def _keys(each: Group) -> dict[str, object]:
    return {
        "name": each.name,
        "commitments": list(each.ids),
        "never_assessed": list(each.never_assessed),
        "overdue": list(each.overdue),
        "rows": [
            {
                "said_by": row.speaker,
                "counts": list(row.counts),
                "not_known": row.not_known,
                "share": None if row.share is None else round(row.share, 4),
            }
            for row in each.rows
        ],
    }


def _lines(each: Group) -> Iterable[str]:
    late = f", {len(each.overdue)} overdue" if each.overdue else ""
    many = f"{len(each.ids)} commitment{'' if len(each.ids) == 1 else 's'}"
    yield f"{each.name}: {many}, {len(each.never_assessed)} assessed by nobody{late}"
    for row in each.rows:
        yield f"  {row.speaker or 'the desk':<16} {_counts(row)}"


def _counts(row: Row) -> str:
    counts = " ".join(f"{number:>3}" for number in row.counts)
    share = (
        "no share, none assessed" if row.share is None else f"share {row.share:.0%} of {row.scored} scored"
    )
    return f"{counts}   not known {row.not_known:>3}   {share}"


@click.command("overdue")
@mission_folder
@on_option
@as_json
def overdue_(folder: Path, on: date | None, as_json: bool) -> None:
    """List what is past its day and not full by all who assessed it. That is not non-compliance: people say.

    \b
    Example: holdfire commitment overdue idlib --on 2017-06-30
    JSON keys: on, overdue (as holdfire commitment list has commitments), without_day (how many binding
    commitments state no day, of which overdue cannot be told)
    """
    day = on or now().date()
    found, _ = listed_on(folder, day, rhetorical=False)
    late = overdue(found, day)
    without = sum(each.due is None for each in found)
    lines = [
        f"{each.id:<20} due {each.due_told}, {', '.join(each.owners) or 'owner not stated'}. "
        f"{told_statuses(each, day)}. {told_late(each, day)}."
        for each in late
    ] or [f"Nothing is overdue on {day}."]
    lines.append(f"{without} binding commitments state no day; of them overdue cannot be told.")
    keys = {"on": day.isoformat(), "overdue": [keys_of(each, day) for each in late], "without_day": without}
    answer(as_json, keys, lines)
