"""Putting an effect on the agreement to the guarantors: what `holdfire term` and `holdfire zone` share."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypedDict, TypeVar, Unpack

import click

from holdfire.centre.effects.form import objection_to
from holdfire.commands.answers import answer
from holdfire.commands.centre.acting import Instant, by, why
from holdfire.commands.centre.decide_text import ByLanguage, keys_by
from holdfire.commands.keys_of_ours import passphrase_file
from holdfire.commands.options import now
from holdfire.mission.centre.deciding import Text, propose
from holdfire.mission.centre.gathering import gathered
from holdfire.mission.lock import alone
from holdfire.mission.opened import Opened
from holdfire.record.canonical import Plain

Verb = TypeVar("Verb", bound=Callable[..., Any])


class Put(TypedDict):
    """What every proposal says beside its effect, as the options give it."""

    texts: tuple[tuple[str, str], ...]
    authentic: str
    deadline: str | None
    by: str
    why: str | None
    passphrase_file: Path | None


def put_to_the_guarantors(verb: Verb) -> Verb:
    """The options of a proposal; they reach the verb as the keys of `Put`."""
    texts = click.option(
        "--text",
        "texts",
        type=ByLanguage(),
        multiple=True,
        metavar="LANGUAGE=FILE",
        help="The text in a language (repeatable): en=text.txt. Left out: a sentence of ours in English.",
    )
    authentic = click.option(
        "--authentic", default="en", show_default=True, metavar="LANGUAGE", help="Whose text prevails."
    )
    deadline = click.option("--deadline", type=Instant(), help="Until when votes count; by proved time.")
    return texts(authentic(deadline(by(why(passphrase_file(verb))))))


def put(
    mission: Opened,
    effect: Mapping[str, Plain],
    subject: str,
    title: str,
    sentence: str,
    as_json: bool,
    ends: datetime | None = None,
    files: tuple[bytes, ...] = (),
    remarks: tuple[str, ...] = (),
    **told: Unpack[Put],
) -> None:
    """Put the effect to the guarantors and answer for it; CentreError where it could not be carried out.

    `ends` is the end of the term that the record keeps, of a proposal on it. JSON keys: entry, text, effect.
    """
    if wrong := objection_to(effect, mission.agreement):
        raise wrong.refusal()
    texts = dict(told["texts"]) or {"en": sentence}
    text = Text(title, texts, told["authentic"], told["by"], told["why"], effect)
    late = None if told["deadline"] is None else datetime.fromisoformat(told["deadline"])
    opening = keys_by(told["passphrase_file"])
    with alone(mission.folder), gathered(mission) as centre:
        entry = propose(centre, text, subject, now(), opening, late, ends, files)
    keys = {"entry": entry.hash, "text": entry.body.content["text"], "effect": dict(effect)}
    lines = [
        *remarks,
        f"Proposed as {entry.hash[:12]}: {sentence} Signed and queued; it changes nothing until adopted.",
        f"Next: holdfire record sync {mission.folder}; then holdfire decide vote {mission.folder} "
        f"{entry.hash[:12]} consent",
    ]
    answer(as_json, keys, lines)
