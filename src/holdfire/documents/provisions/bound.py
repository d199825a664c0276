"""Whom a point binds, and whom it asks: its own subject, or who speaks in front of all the points."""

import re
from functools import cache

from holdfire.documents.field import Field, Passage, quoted, trimmed
from holdfire.documents.language import Language, alternation
from holdfire.documents.names.rows import actors_in
from holdfire.documents.page import Page
from holdfire.documents.provisions.provision import BINDING

_HEREINAFTER = re.compile(
    r"hereinafter(?: referred to as| called)?[:,]?\s*[“”\"'«]*(?:the\s+)?([A-Z][\w ]{2,30}?)[“”\"'»)]", re.I
)
_MODAL = (
    r"(?:shall|must|may|will|undertakes?|agree[ds]?|are|is|resolved?|commits?|pledge|stress(?:ed)?|welcomed?|urges?|calls?"
    r"|requests?|reaffirm(?:ed)?|decided?|have|has|reiterate[ds]?|confirm(?:ed|s)?"
    r"|express(?:ed|es)?|recogni[sz]e[ds]?|note[ds]?|recommend(?:ed|s)?|guarantees?)"
)
_SUBJECT = re.compile(
    rf"(?P<who>(?:[A-Z]|the\s|each\s|both\s|neither\s|all\s)[^,.;:()]{{1,80}}?)\s+{_MODAL}\b"
)
_SIDES = re.compile(
    r"\b(?:forces|troops|units|groups?|armies|army|police|government|monitors|committee|commission)\b", re.I
)


def speaker_of_text(page: Page, front: Passage | None) -> tuple[Field, ...]:
    """Who makes the text: the states and sides named in front of its points, or the name given them there."""
    if front is None:
        return ()
    text = front.of(page.text)
    short = _HEREINAFTER.search(text)
    if short:
        passage = Passage(front.start + short.start(1), front.start + short.end(1))
        own = re.split(r"\s+as\s+", text[: short.start()])[0]
        head = Passage(front.start, front.start + len(own))
        actors = actors_in(page, head)
        label = quoted(page.text, passage, "the name given to who makes the text", 0.9)
        return (label, *actors)
    first = text.split(":")[0].split(" have agreed")[0].split(", as ")[0]
    actors = actors_in(page, Passage(front.start, front.start + len(first)))
    if actors:
        return tuple(actors)
    subject = re.match(r"The\s+[^,:;]{3,80}", first)
    if subject:
        return (
            quoted(
                page.text, Passage(front.start, front.start + subject.end()), "in front of the points", 0.7
            ),
        )
    return ()


def bound_by(page: Page, words: Passage, force: str, makers: tuple[Field, ...]) -> tuple[Field, ...]:
    """Who must act. A point that begins with its verb binds who makes the text; one with a subject of its own
    binds that, if it is somebody. Points of no binding class bind nobody by name."""
    if force not in BINDING:
        return ()
    subject = _SUBJECT.match(page.text, words.start, words.end)
    if subject is None:
        leads = re.match(r"(?:To\s+)?[A-Za-z]+", words.of(page.text))
        if leads and _is_verb(leads.group(), page.language):
            return makers
        return ()
    who = trimmed(page.text, *subject.span("who"))
    if force == "decision" and re.match(
        r"\s+(?:is|are|shall be|will be)\b", page.text[who.end : who.end + 12]
    ):
        return ()  # "A committee is hereby established" binds no committee
    told = who.of(page.text)
    if _is_verb(told.split()[0], page.language) and not told.lower().startswith("the "):
        return makers
    known = page.language.pattern("party_words").fullmatch(told)
    verb = page.text[who.end : who.end + 40].split()[:2]
    if known or _SIDES.search(told) or actors_in(page, who) or _may_act(told, verb, page.language):
        return (quoted(page.text, who, "the subject of the point", 0.88),)
    return ()


def _may_act(told: str, verb: list[str], language: Language) -> bool:
    """Whether a subject that no table knows is somebody: one that undertakes or agrees, or that is named as a
    body is and must do a thing itself ("The Joint Team shall report", and not "Prisoners shall be freed")."""
    if language.pattern("instrument_words").search(told) or language.pattern("zone_words").search(told):
        return False
    if re.match(r"(?:undertakes?|agrees?|commits?|pledges?|guarantees?)$", verb[0] if verb else "", re.I):
        return True
    words = told.removeprefix("The ").removeprefix("the ").removeprefix("Each ").split()
    named = bool(words) and all(
        each[0].isupper() or each in ("of", "and", "for", "the", "on") for each in words
    )
    does = (
        len(verb) > 1
        and verb[0].lower() in ("shall", "will", "must")
        and verb[1].lower() not in ("be", "not")
    )
    return named and does and (told.lower().startswith(("the ", "each ")) or len(words) > 1)


def asked_by(page: Page, words: Passage) -> tuple[Field, ...]:
    """Whom a request asks: between its verb and "to", or the subject of "is invited to"."""
    text = page.text
    for pattern in _asking(page.language):
        match = pattern.search(text, words.start, words.end)
        if match:
            who = trimmed(text, *match.span("who"), " \t\r\n,")
            actors = actors_in(page, who)
            return (quoted(text, who, "whom the verb of asking names", 0.85), *actors)
    return ()


@cache
def _asking(language: Language) -> tuple[re.Pattern[str], ...]:
    verbs = alternation(language.words("request_verbs"))
    return (
        re.compile(
            r"(?P<who>[A-Z][^,.;:]{1,60}?)\s+(?:is|are)\s+(?:invited|requested|urged|asked|encouraged)\s+to\b"
        ),
        re.compile(rf"(?<!\w)(?i:{verbs})\s+(?P<who>[^.;:]{{2,200}}?),?\s+to\s+(?=[a-z])"),
        re.compile(r"(?i:the need for)\s+(?P<who>[^.;:]{2,120}?),?\s+to\s+(?=[a-z])"),
    )


@cache
def _verbs(language: Language) -> frozenset[str]:
    """The verbs a point may begin with, from the tables of force."""
    listed = set()
    for _, patterns in language.force:
        for each in patterns:
            if each.pattern.startswith("^"):
                listed |= {word.lower() for word in re.findall(r"[a-z]{3,}", each.pattern)}
    return frozenset(listed - set(language.words("not_names")) - {"nothing"})


def _is_verb(word: str, language: Language) -> bool:
    plain = word.lower().removeprefix("to ").strip()
    if word.lower().startswith("to "):
        return True
    return any(plain.startswith(each) for each in _verbs(language) if len(each) > 3) or plain in _verbs(
        language
    )
