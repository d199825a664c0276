"""The whole shelf: everything that the log says, in one file.

It holds nothing of its own. `rebuild` makes it anew from the log and its blobs, and puts it in place at
once; the same log gives the same rows. Who wants to change something changes the log.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import apsw

from holdfire.errors import FormError
from holdfire.record.bracket import Bracket
from holdfire.record.entry import Entry
from holdfire.record.erasing import erased_blobs
from holdfire.record.node import Node
from holdfire.record.particulars import Particulars, particulars_of
from holdfire.record.standing import Standing
from holdfire.record.storage.durable_files import settle

FORM = "holdfire/shelf/1"

SCHEMA = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE entries(
  position INTEGER PRIMARY KEY, hash TEXT NOT NULL, party TEXT, seq INTEGER, type TEXT, claimed INTEGER,
  void TEXT, grade TEXT NOT NULL, missing TEXT NOT NULL, not_before INTEGER, not_after INTEGER,
  flags TEXT NOT NULL) STRICT;
CREATE TABLE host_times(position INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;
CREATE TABLE acts(
  position INTEGER PRIMARY KEY, party TEXT NOT NULL, act TEXT NOT NULL, at TEXT, told TEXT,
  state TEXT NOT NULL CHECK(state IN ('here', 'erased', 'not fetched', 'out of form'))) STRICT;
CREATE TABLE judgements(
  position INTEGER PRIMARY KEY, party TEXT NOT NULL, left_report TEXT NOT NULL, right_report TEXT NOT NULL,
  verdict TEXT NOT NULL, by TEXT NOT NULL, why TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE TABLE intakes(
  position INTEGER PRIMARY KEY, party TEXT NOT NULL, intake TEXT NOT NULL, source TEXT NOT NULL, file TEXT,
  sha256 TEXT NOT NULL, read INTEGER NOT NULL, accepted INTEGER NOT NULL, duplicate INTEGER NOT NULL,
  quarantined INTEGER NOT NULL) STRICT;
CREATE TABLE bulletins(
  position INTEGER PRIMARY KEY, party TEXT NOT NULL, number TEXT NOT NULL, day TEXT NOT NULL,
  edition TEXT NOT NULL, sealed TEXT NOT NULL) STRICT;
CREATE TABLE proposals(
  hash TEXT PRIMARY KEY, position INTEGER NOT NULL, party TEXT NOT NULL, subject TEXT NOT NULL,
  outcome TEXT NOT NULL, decided INTEGER NOT NULL) STRICT;
CREATE TABLE votes(
  hash TEXT NOT NULL, party TEXT NOT NULL, vote TEXT NOT NULL, PRIMARY KEY(hash, party)) STRICT;
CREATE TABLE redactions(
  hash TEXT PRIMARY KEY, target TEXT NOT NULL, ground TEXT NOT NULL, approvals TEXT NOT NULL,
  in_force INTEGER NOT NULL, erased TEXT NOT NULL) STRICT;
CREATE TABLE keys(
  fingerprint TEXT PRIMARY KEY, party TEXT NOT NULL, role TEXT NOT NULL, since INTEGER NOT NULL,
  until INTEGER NOT NULL) STRICT;
"""
TABLES = (
    "meta", "entries", "host_times", "acts", "judgements", "intakes", "bulletins", "proposals", "votes",
    "redactions", "keys",
)  # fmt: skip

Row = tuple[Any, ...]


def rebuild(path: Path, node: Node) -> dict[str, int]:
    """Make the shelf anew from the node's log; rows by table. The old shelf stands until the new is whole."""
    partial = path.with_name(path.name + ".partial")
    partial.unlink(missing_ok=True)
    shelf = apsw.Connection(str(partial))
    try:
        shelf.execute("PRAGMA journal_mode=OFF")
        shelf.execute("PRAGMA synchronous=FULL")
        with shelf:
            shelf.execute(SCHEMA)
            _lay_entries(shelf, node)
            _lay_state(shelf, node)
        told = {table: _count(shelf, table) for table in TABLES}
    finally:
        shelf.close()
    partial.replace(path)
    settle(path.parent)
    return told


def rows(path: Path, question: str, bound: tuple[object, ...] = ()) -> list[Row]:
    """The answer of a shelf to a question in SQL; it is opened for reading only."""
    shelf = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return shelf.execute(question, bound).fetchall()
    finally:
        shelf.close()


def contents(path: Path) -> dict[str, list[Row]]:
    """Every row of every table in order: two shelves of one log are equal."""
    return {table: rows(path, f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES}


def _count(shelf: apsw.Connection, table: str) -> int:
    return int(str(shelf.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]))


def _lay_entries(shelf: apsw.Connection, node: Node) -> None:
    if node.state.charter is None:
        return
    void = {each.index: f"{each.reason}: {each.what}" for each in node.state.breaches}
    erased, standings = erased_blobs(node), node.standings()
    for position, entry in node.entries():
        if entry is None:
            _insert(shelf, "entries", _no_entry(position, void.get(position)))
            continue
        standing, times = standings.of(position, entry.body.party), standings.times(position, entry)
        _insert(shelf, "entries", _entry(position, entry, void.get(position), standing, times))
        if times.host is not None:
            _insert(shelf, "host_times", (position, times.host))
        if position not in void and entry.body.type == "act":
            _lay_act(shelf, node, position, entry, erased)


def _insert(shelf: apsw.Connection, table: str, row: Row) -> None:
    shelf.execute(f"INSERT INTO {table} VALUES({','.join('?' * len(row))})", row)


def _no_entry(position: int, void: str | None) -> Row:
    """What stands at a position whose leaf is none."""
    return (position, "", None, None, None, None, void, "logged", "{}", None, None, "[]")


def _entry(position: int, entry: Entry, void: str | None, standing: Standing, times: Bracket) -> Row:
    body = entry.body
    reached = standing.grade.word, _json(standing.missing)
    proved = times.not_before, times.not_after, _json(times.flags)
    return (position, entry.hash, body.party, body.seq, body.type, body.t_claimed, void, *reached, *proved)


def _lay_act(shelf: apsw.Connection, node: Node, position: int, entry: Entry, erased: frozenset[str]) -> None:
    """The act as it speaks of itself. One party's words must not keep the others from their shelf: what is
    out of form is told as such."""
    party, act = entry.body.party, entry.body.content["act"]
    try:
        says = particulars_of(node, entry)
    except FormError:
        _insert(shelf, "acts", (position, party, act, None, None, "out of form"))
        return
    if says is None:
        state = "erased" if entry.body.content["particulars"] in erased else "not fetched"
        _insert(shelf, "acts", (position, party, act, None, None, state))
        return
    _insert(shelf, "acts", (position, party, says.act, says.at, _json(dict(says.content)), "here"))
    if (own := _own_row(position, party, says)) is not None:
        _insert(shelf, *own)


def _own_row(position: int, party: str, says: Particulars) -> tuple[str, Row] | None:
    """What the product's own acts say, for a table of their own. None where the words are another's: of
    another act, or of another kind than ours are."""
    table, columns = _OWN_TABLES.get(says.act, ("", {}))
    told = says.content.get("told")
    if not table or not isinstance(told, Mapping):
        return None
    values = [told.get(name) for name in columns]
    if any(type(value) not in kinds for kinds, value in zip(columns.values(), values, strict=True)):
        return None
    if any(type(value) is int and abs(value) >= 2**63 for value in values):
        return None  # no number that a database keeps
    at = [says.at] if table == "judgements" else []
    return table, (position, party, *values, *at)


TEXT, NUMBER, MAY_LACK = (str,), (int,), (str, type(None))
_OWN_TABLES: Mapping[str, tuple[str, Mapping[str, tuple[type, ...]]]] = {
    "judgement": ("judgements", dict.fromkeys(("left", "right", "verdict", "by", "why"), TEXT)),
    "intake": (
        "intakes",
        {
            "intake": TEXT,
            "source": TEXT,
            "file": MAY_LACK,
            "sha256": TEXT,
            **dict.fromkeys(("read", "accepted", "duplicate", "quarantined"), NUMBER),
        },
    ),
    "bulletin issued": ("bulletins", dict.fromkeys(("number", "day", "edition", "sealed"), TEXT)),
}


def _lay_state(shelf: apsw.Connection, node: Node) -> None:
    state = node.state
    for table, found in _state_rows(node):
        _insert(shelf, table, found)
    version = -1 if state.charter is None else state.charter.version
    for name, value in (
        ("form", FORM),
        ("origin", node.settings.origin),
        ("size", str(state.size)),
        ("root", node.log.root(state.size).hex()),
        ("state_root", state.root().hex()),
        ("charter", str(version)),
        ("term", state.term),
        ("term_until", str(state.term_until)),
        ("proved_time", str(state.time)),
    ):
        shelf.execute("INSERT INTO meta VALUES(?, ?)", (name, value))


def _state_rows(node: Node) -> Iterator[tuple[str, Row]]:
    for leaf, proposal in node.state.proposals.items():
        yield (
            "proposals",
            (leaf, proposal.index, proposal.party, proposal.subject, proposal.outcome, proposal.decided),
        )
        for party, vote in proposal.votes.items():
            yield "votes", (leaf, party, vote)
    for leaf, each in node.state.redactions.items():
        approvals, erased = _json(sorted(each.approvals)), _json(sorted(each.erased))
        yield "redactions", (leaf, each.target, each.ground, approvals, each.in_force, erased)
    for name, key in node.state.keys.items():
        yield "keys", (name, key.party, key.role, key.since, key.until)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
