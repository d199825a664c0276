"""holdfire decide: put a text to those who decide, vote on it, and see what came of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from holdfire.centre.act import CentreError
from holdfire.centre.decisions.acts import VOTES
from holdfire.centre.decisions.rules import DECISIONS
from holdfire.centre.effects.form import objection_to
from holdfire.commands.answers import answer
from holdfire.commands.centre.acting import Instant, instant
from holdfire.commands.centre.deciding_told import aside_keys, decision_keys, decision_line, decision_lines
from holdfire.commands.keys_of_ours import (
    open_key,
    passphrase_file,
    randomness,
    read_file,
    read_passphrase,
)
from holdfire.commands.options import Day, as_json, mission_folder, now
from holdfire.mission.centre.deciding import (
    TERM,
    OpenKey,
    Text,
    believed_moment,
    decision_named,
)
from holdfire.mission.centre.deciding import (
    propose as put,
)
from holdfire.mission.centre.deciding import (
    vote as say,
)
from holdfire.mission.centre.gathering import Centre, gathered
from holdfire.mission.folder import Mission
from holdfire.mission.lock import alone
from holdfire.record.canonical import Plain

TEXT_BYTES_MAX = 100_000
by = click.option("--by", required=True, metavar="NAME", help="Who enters this.")
proposal = click.argument("proposal", metavar="PROPOSAL")


@click.group()
def decide() -> None:
    """Decisions of those who may decide: propose a text, vote on it, see who is silent and what follows.

    The outcome is computed from the votes by the rule of the agreement, and is the same on every node.
    Silence is not consent. Proposals and votes are signed at once and go out with the next sync.
    """


class ByLanguage(click.ParamType[tuple[str, str]]):
    """A text in a language: en=FILE."""

    name = "language=file"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        language, equals, file = str(value).partition("=")
        if not equals or not language.isalpha():
            self.fail(f"{value!r} names no language and file. Write en=text.txt.", param, ctx)
        content = read_file(Path(file), TEXT_BYTES_MAX)
        try:
            return language.lower(), content.decode("utf-8-sig").strip()
        except UnicodeDecodeError:
            self.fail(f"{file} is not UTF-8 text.", param, ctx)


@decide.command()
@mission_folder
@click.argument("subject", metavar="SUBJECT")
@click.option("--title", required=True, metavar="TEXT", help="What it is about, in one line.")
@click.option(
    "--text",
    "texts",
    type=ByLanguage(),
    multiple=True,
    required=True,
    metavar="LANGUAGE=FILE",
    help="The text in a language (repeatable): en=text.txt.",
)
@click.option("--authentic", default="en", show_default=True, metavar="LANGUAGE", help="Whose text prevails.")
@click.option("--prolong", metavar="TERM", help="What it does: prolong that term of the agreement.")
@click.option("--until", type=Day(), help="With --prolong: the new end, that day not included.")
@click.option(
    "--does",
    type=click.Path(path_type=Path, dir_okay=False),
    help="What else it does: a JSON file with the effect. For a map: holdfire zone propose.",
)
@click.option("--deadline", type=Instant(), help="Until when votes count; by proved time.")
@click.option("--supersedes", metavar="PROPOSAL", help="An open one of yours that it replaces.")
@by
@click.option("--why", metavar="TEXT", help="What it rests on.")
@passphrase_file
@as_json
def propose(
    folder: Path,
    subject: str,
    title: str,
    texts: tuple[tuple[str, str], ...],
    authentic: str,
    prolong: str | None,
    until: date | None,
    does: Path | None,
    deadline: str | None,
    supersedes: str | None,
    by: str,
    why: str | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Put a text to the guarantors. SUBJECT is a word: of the decisions on it the last adopted one stands.

    \b
    Example: holdfire decide propose idlib term --title "Six more months" --text en=term.txt \\
               --prolong memo17-term --until 2018-05-04 --by "A. Haddad"
    JSON keys: entry (leaf hash), text (SHA-256), subject
    """
    effect, ends = _effect(prolong, until, does)
    mission = Mission.open(folder)
    if effect is not None and (wrong := objection_to(effect, mission.agreement)):
        raise wrong.refusal()
    with alone(folder), gathered(mission) as centre:
        state = centre.folded(DECISIONS).state
        earlier = None if supersedes is None else decision_named(state, supersedes).ref
        text = Text(title, dict(texts), authentic, by, why, effect, earlier)
        late = None if deadline is None else datetime.fromisoformat(deadline)
        opening = keys_by(passphrase_file)
        end = _end(centre, ends) if subject == TERM else None
        entry = put(centre, text, subject, now(), opening, late, end)
    keys = {"entry": entry.hash, "text": entry.body.content["text"], "subject": subject}
    answer(
        as_json,
        keys,
        [
            f"Proposed as {entry.hash[:12]}: {title}. It is signed and queued.",
            f"Next: holdfire record sync {folder}",
        ],
    )


def _effect(
    prolong: str | None, until: date | None, does: Path | None
) -> tuple[dict[str, Plain] | None, date | None]:
    """What the text does, and the end of the term where it prolongs one."""
    if (prolong is None) != (until is None):
        raise click.UsageError("--prolong TERM and --until DAY go together.")
    if prolong is not None and does is not None:
        raise click.UsageError("A text does one thing: give --prolong or --does, not both.")
    if prolong is not None and until is not None:
        return {"effect": "prolong", "term": prolong, "until": until.isoformat()}, until
    if does is None:
        return None, None
    try:
        effect = json.loads(read_file(does, TEXT_BYTES_MAX))
    except (ValueError, RecursionError) as cause:
        raise click.UsageError(f"{does} is no JSON: {cause}.") from cause
    if not isinstance(effect, dict):
        raise click.UsageError(f"{does} is no JSON object with an effect.")
    told = str(effect.get("until") or effect.get("on") or "")
    try:
        return effect, date.fromisoformat(told) if told else None
    except ValueError:
        return effect, None


def _end(centre: Centre, day: date | None) -> datetime:
    """The end that the record keeps of a term: the first instant of that day, in the agreement's zone."""
    if day is None:
        raise CentreError(
            "A proposal on the term says until when it shall run.", "Give --prolong TERM --until DAY."
        )
    return datetime.combine(day, time(), centre.mission.pack.time_zone).astimezone(UTC)


def keys_by(passphrase_file: Path | None) -> OpenKey:
    """How keys are opened: the passphrase is read once, when the first is needed."""
    read: list[str] = []

    def opened(node, role):  # type: ignore[no-untyped-def]
        if not read:
            read.append(read_passphrase(passphrase_file))
        return open_key(node, role, read[0])

    return opened


@decide.command("vote")
@mission_folder
@proposal
@click.argument("word", metavar="VOTE", type=click.Choice(VOTES))
@by
@click.option("--why", metavar="TEXT", help="The words of a reservation, an objection or an abstention.")
@passphrase_file
@as_json
def vote(
    folder: Path,
    proposal: str,
    word: str,
    by: str,
    why: str | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Vote on a proposal: consent, reservation, objection or abstention. A party votes once, on that text.

    \b
    Example: holdfire decide vote idlib 3fa9c2 reservation --why "not in the south" --by "A. Haddad"
    JSON keys: entry (leaf hash), proposal, vote
    """
    with alone(folder), gathered(Mission.open(folder)) as centre:
        found = decision_named(centre.folded(DECISIONS).state, proposal)
        entry = say(centre, found, word, by, why, now(), keys_by(passphrase_file), randomness)
    keys = {"entry": entry.hash, "proposal": found.ref, "vote": word}
    lines = [
        f"{word} to {found.id} ({found.proposed.content.get('title')}): signed and queued.",
        f"Next: holdfire record sync {folder}",
    ]
    answer(as_json, keys, lines)


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
    chosen = [each for each in found if not only_open or str(each.outcome_at(moment)) == "open"]
    aside = aside_keys(folded)
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
    with gathered(Mission.open(folder)) as centre:
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
        recorded = centre.record.proposals.get(found.ref) if centre.record is not None else None
    tried = aside_keys(folded, found.ref)
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
