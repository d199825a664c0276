"""From actors as the tables call them to the ids of an agreement."""

import re
from collections.abc import Mapping
from functools import cache

from holdfire.documents.names.lexicon import ADJECTIVE, STATE, lexicon

Naming = Mapping[str, str]
"""Ids by name in small letters, as an agreement's parties and bodies are named."""

_GENERAL = {
    "government": ("{adjective} government", "government of {state}", "government of the {state}"),
    "opposition": ("{adjective} opposition", "{adjective} armed opposition", "armed opposition"),
}


@cache
def _names_by_id() -> dict[str, tuple[list[str], list[str]]]:
    """For each id of the tables its names, and its adjectives where it is a state."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for each in lexicon().names():
        if each.kind in (STATE, ADJECTIVE, "body", "side", "armed group", "committee"):
            found.setdefault(each.id, ([], []))[each.kind == ADJECTIVE].append(each.written)
    return found


def names_of(actor: str) -> list[str]:
    """What an actor may be called: "RU" is Russia, Russian Federation; "SY:government" the Syrian
    government."""
    if ":" not in actor:
        return _names_by_id().get(actor, ([], []))[0] or [actor]
    code, general = actor.split(":", 1)
    states, adjectives = _names_by_id().get(code, ([code], []))
    return [
        pattern.format(adjective=adjective, state=state)
        for pattern in _GENERAL.get(general, ("{adjective} " + general,))
        for adjective in adjectives or [code]
        for state in states
    ]


def id_of(actor: object, naming: Naming | None) -> str | None:
    """The agreement's id; without an agreement an id made of the first name. None where it names nobody
    so."""
    if not isinstance(actor, str):
        return None
    names = names_of(actor)
    if naming is None:
        return re.sub(r"[^a-z0-9]+", "-", names[0].lower()).strip("-") or None
    return next((naming[name.lower()] for name in names if name.lower() in naming), None)
