"""holdfire decide propose and vote: to the guarantors by signed entries, in a body by acts of the centre."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from holdfire.centre.act import CentreError
from holdfire.centre.decisions.acts import PUT, VOTES
from holdfire.centre.decisions.rules import DECISIONS
from holdfire.centre.effects.form import objection_to
from holdfire.commands.answers import answer
from holdfire.commands.centre.acting import Instant, by, of
from holdfire.commands.centre.decide_text import ByLanguage, effect_of, keys_by
from holdfire.commands.entering import enter_or_tell
from holdfire.commands.keys_of_ours import passphrase_file, randomness
from holdfire.commands.options import Day, as_json, mission_folder, now
from holdfire.mission.centre.deciding import TERM, Text, decision_named
from holdfire.mission.centre.deciding import propose as put
from holdfire.mission.centre.deciding import vote as say
from holdfire.mission.centre.deciding_in_body import propose_in_body, vote_in_body
from holdfire.mission.centre.gathering import Centre, gathered
from holdfire.mission.lock import alone
from holdfire.mission.opened import Opened

proposal = click.argument("proposal", metavar="PROPOSAL")


@click.command()
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
@click.option(
    "--deadline", type=Instant(), help="Until when votes count; by proved time, in a body by clocks."
)
@click.option("--supersedes", metavar="PROPOSAL", help="An open one of yours that it replaces.")
@click.option("--body", metavar="BODY", help="Put it to that body of the agreement, not to the guarantors.")
@by
@click.option("--why", metavar="TEXT", help="What it rests on.")
@of
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
    body: str | None,
    by: str,
    why: str | None,
    of: str | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Put a text to those who decide. SUBJECT is a word: of the decisions on it the last adopted one stands.

    The guarantors decide by consensus and by signed votes. With --body, a body of the agreement decides by
    its own rule, such as its head alone or a quorum of each side.

    \b
    Example: holdfire decide propose idlib term --title "Six more months" --text en=term.txt \\
               --prolong memo17-term --until 2018-05-04 --by "A. Haddad"
    JSON keys: entry (leaf hash; in a body the line of the journal), text (SHA-256), subject
    """
    if of is not None and body is None:
        raise CentreError(
            "A proposal to the guarantors is its author's own, and cannot be relayed.",
            "Leave --of out, or name the body that it is put to with --body.",
        )
    effect, ends = effect_of(prolong, until, does)
    mission = Opened.open(folder)
    if effect is not None and (wrong := objection_to(effect, mission.agreement)):
        raise wrong.refusal()
    late = None if deadline is None else datetime.fromisoformat(deadline)
    with alone(folder), gathered(mission) as centre:
        state = centre.folded(DECISIONS).state
        earlier = None if supersedes is None else decision_named(state, supersedes).ref
        text = Text(title, dict(texts), authentic, by, why, effect, earlier)
        if body is None:
            end = _end(centre, ends) if subject == TERM else None
            entry = put(centre, text, subject, now(), keys_by(passphrase_file), late, end)
            keys = {"entry": entry.hash, "text": entry.body.content["text"], "subject": subject}
            lines = [
                f"Proposed as {entry.hash[:12]}: {title}. It is signed and queued.",
                f"Next: holdfire record sync {folder}",
            ]
    if body is not None:
        acted = propose_in_body(mission, text, subject, body, now(), late, of)
        enter_or_tell(folder)
        found = acted.state.decisions[acted.act.ref]
        keys = {"entry": acted.act.ref, "text": found.text, "subject": subject}
        lines = [f"Put to {body} as {acted.act.ref}: {title}.", f"Decided by {found.deciding.words}."]
    answer(as_json, keys, lines)


def _end(centre: Centre, day: date | None) -> datetime:
    """The end that the record keeps of a term: the first instant of that day, in the agreement's zone."""
    if day is None:
        raise CentreError(
            "A proposal on the term says until when it shall run.", "Give --prolong TERM --until DAY."
        )
    return datetime.combine(day, time(), centre.mission.pack.time_zone).astimezone(UTC)


@click.command("vote")
@mission_folder
@proposal
@click.argument("word", metavar="VOTE", type=click.Choice(VOTES))
@by
@click.option("--why", metavar="TEXT", help="The words of a reservation, an objection or an abstention.")
@of
@passphrase_file
@as_json
def vote(
    folder: Path,
    proposal: str,
    word: str,
    by: str,
    why: str | None,
    of: str | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Vote on a proposal: consent, reservation, objection or abstention. A party votes once, on that text.

    A guarantor's vote is signed with its own voter key. In a body one may enter another's word (--of); it
    is shown as relayed.

    \b
    Example: holdfire decide vote idlib 3fa9c2 reservation --why "not in the south" --by "A. Haddad"
    JSON keys: entry (leaf hash; in a body the line of the journal), proposal, vote
    """
    mission = Opened.open(folder)
    with alone(folder), gathered(mission) as centre:
        found = decision_named(centre.folded(DECISIONS).state, proposal)
        in_body = found.proposed.kind == PUT
        if of is not None and not in_body:
            raise CentreError(
                f"Proposal {found.id} is put to the guarantors, and each signs its own vote.",
                f"{of} votes on its own node; leave --of out.",
            )
        if not in_body:
            entry = say(centre, found, word, by, why, now(), keys_by(passphrase_file), randomness).hash
            lines = [
                f"{word} to {found.id} ({found.proposed.content.get('title')}): signed and queued.",
                f"Next: holdfire record sync {folder}",
            ]
    if in_body:
        acted = vote_in_body(mission, found, word, by, why, now(), of)
        enter_or_tell(folder)
        after = acted.state.decisions[found.ref]
        entry, lines = (
            acted.act.ref,
            [f"{acted.act.speaker}: {word} to {found.id}, which is {after.outcome}."],
        )
    answer(as_json, {"entry": entry, "proposal": found.ref, "vote": word}, lines)
