"""holdfire record enter, log, show: a party's own entries, and what each has reached."""

from pathlib import Path
from typing import Any

import click

from holdfire.commands.answers import answer, counted
from holdfire.commands.keys_of_ours import (
    home_of,
    mission_of,
    open_key,
    passphrase_file,
    randomness,
    read_passphrase,
    record_folder,
    seconds_now,
)
from holdfire.commands.options import as_json
from holdfire.commands.record.finding import (
    QUEUED,
    QUEUED_WORDS,
    as_utc,
    entry_argument,
    find_any,
    graded,
    logged_row,
    queued_row,
    row_line,
    what_is_missing,
)
from holdfire.errors import FormError, MissionError
from holdfire.mission.folder import Mission
from holdfire.mission.recording import Entered, enter_waiting, waiting_lines
from holdfire.record.bracket import Bracket
from holdfire.record.entry import Entry
from holdfire.record.node import Node
from holdfire.record.particulars import Particulars, particulars_of
from holdfire.record.standing import Grade, Standing


@click.command()
@record_folder
@passphrase_file
@as_json
def enter(folder: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Sign an entry for every act of the mission that waits: intakes, judgements, findings, bulletins.

    Entries are queued on your own disk (grade 0) and go out with the next sync or export. The files of an
    act go along; of the UN's edition of a bulletin only the hashes do.

    \b
    Example: holdfire record enter idlib
    JSON keys: entered (entry, seq, act, journal, grade, without), waiting
    """
    mission = _mission(folder)
    with Node.open(home_of(folder)) as node:
        waits = waiting_lines(mission, node)
        entered: list[Entered] = []
        if waits:
            node.require_charter()
            author = open_key(node, "author", read_passphrase(passphrase_file))
            entered = enter_waiting(mission, node, author, seconds_now(), randomness)
    told = [
        {
            "entry": each.entry.hash,
            "seq": each.entry.body.seq,
            "act": each.line.act,
            "journal": each.line.number,
            "grade": Grade.QUEUED.word,
            "without": list(each.without),
        }
        for each in entered
    ]
    answer(as_json, {"entered": told, "waiting": len(waits) - len(told)}, _entered_lines(folder, entered))


def _entered_lines(folder: Path, entered: list[Entered]) -> list[str]:
    if not entered:
        return ["No act waits: everything in the journal is entered."]
    lines = []
    for each in entered:
        less = f"  (hashes only: {', '.join(each.without)})" if each.without else ""
        lines.append(f"{each.entry.body.seq:>6}  {each.entry.hash[:16]}  queued    {each.line.act}{less}")
    return [*lines, f"{counted(len(entered), 'act')} signed; {QUEUED_WORDS}.", _next_sync(folder)]


@click.command()
@record_folder
@click.option("--last", type=click.IntRange(1), default=30, show_default=True, help="How many entries.")
@click.option("--own", is_flag=True, help="Your own party's entries only, those not logged yet included.")
@as_json
def log(folder: Path, last: int, own: bool, as_json: bool) -> None:
    """List entries with their grade and with what is missing: queued, logged, mirrored, witnessed, joint.

    \b
    Example: holdfire record log idlib --own
    JSON keys: size, root, state_root, entries (position, entry, party, seq, type, act, grade, missing, void)
    """
    with Node.open(home_of(folder)) as node:
        rows = _own_rows(node, last) if own else _last_rows(node, last)
        told = {
            "size": node.log.size,
            "root": node.log.root().hex(),
            "state_root": node.state.root().hex(),
            "entries": rows,
        }
        size, state = node.log.size, node.state.root().hex()
    said = f"The log has {counted(size, 'entry', 'entries')}; state {state[:16]}."
    if not size:
        said = "The log has no entry here yet: holdfire record sync fetches it, or import a bundle."
    answer(as_json, told, [*map(row_line, rows), said])


def _own_rows(node: Node, last: int) -> list[dict[str, Any]]:
    """Of our own feed the last entries, logged or not."""
    sent = node.outbox.all()[-last:]
    logged = {each.position for each in sent if each.logged}
    rows = {row["position"]: row for position in logged for row in _rows(node, position, position + 1)}
    return [rows.get(each.position) or queued_row(each, node.party) for each in sent]


def _last_rows(node: Node, last: int) -> list[dict[str, Any]]:
    return _rows(node, max(0, node.log.size - last), node.log.size)


def _rows(node: Node, start: int, end: int) -> list[dict[str, Any]]:
    if start >= end:
        return []
    void = {each.index: each.reason for each in node.state.breaches}
    standings = node.standings()
    return [
        logged_row(position, entry, standings.of(position, entry.body.party), void.get(position))
        for position, entry in node.entries(start, end)
        if entry is not None
    ]


@click.command()
@record_folder
@entry_argument
@as_json
def show(folder: Path, entry: str, as_json: bool) -> None:
    """Show one entry: who signed it, its four times, its grade and what is missing, and what it says.

    ENTRY is a position in the log, or a leaf hash (its first 8 digits or more).

    \b
    Example: holdfire record show idlib 12
    JSON keys: position, entry, party, key, seq, type, grade, missing, mirrored_by, times (claimed, host,
      not_before, not_after, flags), void, content, particulars (act, at, content), blobs
    """
    with Node.open(home_of(folder)) as node:
        position, found = find_any(node, entry)
        standings = node.standings() if node.state.charter is not None else None
        standing = standings.of(position, found.body.party) if standings else None
        times = standings.times(position, found) if standings else None
        void = next((each.what for each in node.state.breaches if each.index == position), None)
        says, odd = _says(node, found)
        told = {
            "position": None if position == QUEUED else position,
            "entry": found.hash,
            "party": found.body.party,
            "key": found.body.key,
            "seq": found.body.seq,
            "type": found.body.type,
            "grade": standing.grade.word if standing else Grade.QUEUED.word,
            "missing": standing.missing if standing else {},
            "mirrored_by": sorted(standing.mirrored_by) if standing else [],
            "times": _times(times, found.body.t_claimed),
            "void": void,
            "content": dict(found.body.content),
            "particulars": says and {"act": says.act, "at": says.at, "content": dict(says.content)},
            "blobs": {each: node.blobs.has(each) for each in found.body.blobs},
        }
        erased = _erased_under(node, found.hash)
    answer(as_json, told, _shown(told, standing, odd or (erased and f"redacted under {erased}")))


def _erased_under(node: Node, leaf_hash: str) -> str:
    """The redaction in force that took this entry's files away; empty if none did."""
    found = (leaf for leaf, each in node.state.redactions.items() if each.target == leaf_hash)
    return next((leaf for leaf in found if node.state.redactions[leaf].in_force != -1), "")


def _times(times: Bracket | None, claimed: int) -> dict[str, Any]:
    return {
        "claimed": as_utc(claimed),
        "host": as_utc(times.host) if times else None,
        "not_before": as_utc(times.not_before) if times else None,
        "not_after": as_utc(times.not_after) if times else None,
        "flags": list(times.flags) if times else [],
    }


def _says(node: Node, entry: Entry) -> tuple[Particulars | None, str]:
    """What an act says; or what is wrong with it, where its author wrote it as nobody can read it."""
    try:
        return particulars_of(node, entry), ""
    except FormError as cause:
        return None, f"out of form: {cause.what}"


def _shown(told: dict[str, Any], standing: Standing | None, why_not: str) -> list[str]:
    clock = told["times"]
    missing = what_is_missing(standing) if standing else ""
    place = "not in the log yet" if told["position"] is None else f"position {told['position']}"
    lines = [
        f"Entry {told['entry']}, {place}",
        f"  by             {told['party']}, key {told['key']}, number {told['seq']} of its feed",
        f"  type           {told['type']}",
        f"  grade          {graded(standing.grade) if standing else QUEUED_WORDS}",
        *([f"  missing        {missing}"] if missing else []),
        f"  claimed        {clock['claimed']} (its author's clock; nothing proves it)",
        f"  host           {clock['host'] or 'not known here'}",
        f"  proved         {clock['not_before'] or 'not known'} to {clock['not_after'] or 'not known'}",
        *(f"  odd clock      {flag}" for flag in clock["flags"]),
    ]
    if told["void"]:
        lines.append(f"  VOID           {told['void']}")
    gone = why_not or "not fetched yet: holdfire record sync"
    says = told["particulars"]
    if told["type"] != "act":
        lines.append(f"  says           {_in_words(told['content'])}")
    elif says is None:
        lines.append(f"  says           {gone}")
    else:
        lines += [f"  event time     {says['at']} (by its author)", f"  says           {_told(says)}"]
    files = told["blobs"].items()
    return [*lines, *(f"  file           {name[:16]} {'here' if here else gone}" for name, here in files)]


def _in_words(content: dict[str, Any]) -> str:
    """The content of an entry that is no act, without what only machines read."""
    file = content.get("file")
    if isinstance(file, dict) and {"recipients", "class", "bucket"} <= file.keys():
        readers = ", ".join(map(str, file["recipients"])) if isinstance(file["recipients"], list) else "?"
        bucket = f"{file['bucket']:,}" if isinstance(file["bucket"], int) else "?"
        return f"a file of class {file['class']}, at most {bucket} bytes, for the keys {readers}"
    if isinstance(content.get("charter"), dict):
        return f"charter version {content['charter'].get('version')}: holdfire record charter show"
    return ", ".join(f"{key}: {value}" for key, value in content.items()) or "nothing more"


def _told(says: dict[str, Any]) -> str:
    told = says["content"].get("told", says["content"])
    if not isinstance(told, dict):
        return str(told)
    return ", ".join(f"{key}: {value}" for key, value in told.items() if not isinstance(value, dict))


def _mission(folder: Path) -> Mission:
    if mission_of(folder) is None:
        raise MissionError(
            f"{folder} is no mission, or a node without one, so no act waits there.",
            "Name the folder of a mission (it has a mission.toml).",
        )
    return Mission.open(folder)


def _next_sync(folder: Path) -> str:
    return f"Next: holdfire record sync {folder} (or by hand: holdfire record export {folder} FILE)"
