"""Rows of actors in a sentence, as ids: "Iran, Russia and Turkey", "the government of Syria and the Syrian
armed opposition". A side with a general name is told by the state beside it: SY:government."""

import re

from holdfire.documents.field import Field, Passage, cover
from holdfire.documents.names.lexicon import ADJECTIVE, STATE, Mention
from holdfire.documents.page import Page

_ACTING = frozenset({STATE, ADJECTIVE, "body", "side", "committee"})


def actors_in(page: Page, passage: Passage, excluded: bool = False) -> list[Field]:
    """The actors named there, each once, with the id of the table. Groups that agreements exclude are left
    out unless `excluded`. An adjective counts only in front of a noun of people: "the Turkish delegation"."""
    mentions = [each for each in page.mentions_in(passage) if each.name.kind in (*_ACTING, "armed group")]
    found: dict[str, Field] = {}
    skip: set[int] = set()
    for index, each in enumerate(mentions):
        if index in skip or (each.name.excluded and not excluded):
            continue
        actor, passages = each.name.id, [each.passage]
        after = mentions[index + 1] if index + 1 < len(mentions) else None
        if each.name.general:
            state = _state_beside(page, each, after)
            if state is not None:
                actor, passages = f"{state.name.id}:{each.name.id}", [each.passage, state.passage]
                skip.add(index + 1)
            elif (own := _own_adjective(each)) is not None:
                actor = f"{own}:{each.name.id}"
        elif (
            each.name.kind == ADJECTIVE
            and after is not None
            and after.name.general
            and _next_to(page, each, after)
        ):
            actor, passages = f"{each.name.id}:{after.name.id}", [each.passage, after.passage]
            skip.add(index + 1)
        elif each.name.kind == ADJECTIVE and not _of_people(page, each):
            continue
        why = "a name in the table of actors" if len(passages) == 1 else "a side told by the state beside it"
        found.setdefault(actor, Field(actor, (cover(passages),), why, 0.9))
    if len(found) > 2:
        found.pop("guarantors", None)  # "the guarantors - Iran, Russia and Turkey": named one by one beside
    return list(found.values())


def _state_beside(page: Page, side: Mention, after: Mention | None) -> Mention | None:
    """ "The government of Syria": the state behind "of"."""
    if after is None or after.name.kind != STATE:
        return None
    between = page.text[side.passage.end : after.passage.start]
    return after if re.fullmatch(r"\s+of\s+(?:the\s+)?", between) else None


def _own_adjective(side: Mention) -> str | None:
    """A name that carries its adjective, such as "Syrian government"."""
    return "SY" if side.name.written.startswith("Syrian ") else None


def _next_to(page: Page, adjective: Mention, side: Mention) -> bool:
    return not page.text[adjective.passage.end : side.passage.start].strip()


def _of_people(page: Page, adjective: Mention) -> bool:
    """In front of a delegation, or within a row of adjectives that ends before one."""
    tail = page.text[adjective.passage.end : adjective.passage.end + 60]
    return bool(
        re.match(
            r"(?:,\s+\w+|\s+and\s+(?:the\s+)?\w+)*\s+(?:delegation|representative|side|government|official|envoy)",
            tail,
        )
    ) or bool(re.match(r"s\b", tail))
