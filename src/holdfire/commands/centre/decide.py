"""holdfire decide: put a text to those who decide, vote on it, and see what came of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from holdfire.centre.decisions.rules import DECISIONS
from holdfire.commands.answers import answer
from holdfire.commands.centre.acting import instant
from holdfire.commands.centre.decide_acts import proposal, propose, vote
from holdfire.commands.centre.deciding_told import aside_keys, decision_keys, decision_line, decision_lines
from holdfire.commands.options import as_json, mission_folder, now
from holdfire.mission.centre.deciding import believed_moment, decision_named
from holdfire.mission.centre.gathering import Centre, gathered
from holdfire.mission.centre.void_ballots import void_ballots
from holdfire.mission.opened import Opened


@click.group()
def decide() -> None:
    """Decisions of those who may decide: propose a text, vote on it, see who is silent and what follows.

    The outcome is computed from the votes by the rule of the agreement, and is the same on every node.
    Silence is not consent. Proposals and votes are signed at once and go out with the next sync.
    """


decide.add_command(propose)
decide.add_command(vote)


@decide.command("list")
@mission_folder
@click.option("--open", "only_open", is_flag=True, help="Only those on which words are awaited.")
@as_json
def list_(folder: Path, only_open: bool, as_json: bool) -> None:
    """List every proposal with what came of it, and whose word is awaited.

    \b
    Example: holdfire decide list idlib --open
    JSON keys: decisions (id, ref, title, subject, outcome, adopted, votes, silent, deadline, does),
               set_aside, proved_time
    """
    with _told(folder) as (centre, moment):
        folded = centre.folded(DECISIONS)
        found = list(folded.state.decisions.values())
        aside = aside_keys(folded, void_ballots(centre))
    chosen = [each for each in found if not only_open or str(each.outcome_at(moment)) == "open"]
    lines = [decision_line(each, moment) for each in chosen] or ["No proposal is on record."]
    lines += [f"Does not count: {each['what']}" for each in aside]
    keys = {
        "decisions": [decision_keys(each, moment) for each in chosen],
        "set_aside": aside,
        "proved_time": instant(moment) if centre.record is not None and centre.record.time else None,
    }
    answer(as_json, keys, lines)


@contextmanager
def _told(folder: Path) -> Iterator[tuple[Centre, datetime]]:
    with gathered(Opened.open(folder)) as centre:
        yield centre, believed_moment(centre, now())


@decide.command("show")
@mission_folder
@proposal
@click.option("--lang", metavar="LANGUAGE", help="Show the text in that language. Else the authentic one.")
@as_json
def show(folder: Path, proposal: str, lang: str | None, as_json: bool) -> None:
    """Show a proposal: its text, who decides by which rule, each vote with its words, and what was tried.

    \b
    Example: holdfire decide show idlib 3fa9c2 --lang ru
    JSON keys: id, ref, title, subject, authentic, texts, does, proposed_by, rule, deciders, votes, silent,
               outcome, adopted, deadline, superseded_by, attempts (ref, rule, what), record_outcome
    """
    with _told(folder) as (centre, moment):
        folded = centre.folded(DECISIONS)
        found = decision_named(folded.state, proposal)
        tried = aside_keys(folded, void_ballots(centre), found.ref)
        recorded = centre.record.proposals.get(found.ref) if centre.record is not None else None
    content = found.proposed.content
    keys = decision_keys(found, moment) | {
        "authentic": content.get("authentic"),
        "texts": dict(found.texts),
        "proposed_by": found.proposed.speaker,
        "rule": found.deciding.words,
        "deciders": list(found.deciding.deciders),
        "superseded_by": found.superseded_by,
        "attempts": tried,
        "record_outcome": None if recorded is None else recorded.outcome,
    }
    lines = decision_lines(found, moment, lang)
    answer(as_json, keys, [*lines, *(f"Does not count: {each['what']}" for each in tried)])
