"""What kind of act a clause is: by its modal, its leading verb and what narrows it, in the order of the
table."""

import re

from holdfire.documents.field import Alternative, Field, Passage, not_stated, trimmed
from holdfire.documents.language import Language, alternation
from holdfire.documents.provisions.provision import Part

_OPENING = re.compile(r"(?:that|to)\s+(?=\w)", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
NOT_KNOWN = "declarative"


def clauses_of(text: str, passage: Passage, language: Language) -> list[Passage]:
    """The clauses of a point that have a verb of their own: cut before "and reaffirm", "and recall"."""
    joined = re.compile(
        rf"(?:,|;)?\s+and\s+(?=(?:{alternation(language.words('joined_verbs'))})\b)|;\s+(?=[a-z])"
        r"|(?<=[a-z\d)]\.)\s+(?=(?-i:[A-Z]))",
        re.IGNORECASE,
    )
    found, start = [], passage.start
    for match in joined.finditer(text, passage.start, passage.end):
        if match.start() - start > 15 and not _in_brackets(text, passage, match.start()):
            found.append(trimmed(text, start, match.start()))
            start = match.end()
    found.append(trimmed(text, start, passage.end))
    return [each for each in found if each.end > each.start]


def force_of(text: str, clause: Passage, language: Language) -> Field:
    """The class of one clause, with the classes whose rules would fit too. Brackets are left aside: what
    stands in them explains, and does not command."""
    clause = _without_adverb(text, clause, language)
    words = _without_brackets(clause.of(text))
    fitting: list[tuple[str, int, int]] = []
    for name, patterns in language.force:
        hits = [match for each in patterns if (match := each.search(words))]
        if hits:
            first = min(hits, key=lambda match: match.start())
            fitting.append((name, first.start(), first.end()))
    if not fitting:
        return Field(NOT_KNOWN, (clause,), "no rule of force fits", 0.3)
    if fitting[0][0] == "commitment" and fitting[-1][:2] == ("declarative", 0) and _only_will(words):
        fitting.reverse()  # "Noted that the next round will be held" notes, and undertakes nothing
    name, start, end = fitting[0]
    others = tuple(Alternative(each, "its rule fits too") for each, _, _ in fitting[1:])
    sign = trimmed(text, clause.start + start, clause.start + end)
    return Field(name, (sign,), "the words that say so", 0.9 if len(fitting) < 3 else 0.8, None, others)


def parts_of(text: str, passage: Passage, language: Language) -> tuple[Part, ...]:
    return tuple(
        Part(clause, force_of(text, clause, language)) for clause in clauses_of(text, passage, language)
    )


def force_of_parts(parts: tuple[Part, ...]) -> Field:
    """The force of a point: of its first part, unless a later part narrows or commands and the first does
    not."""
    if not parts:
        return not_stated("the point has no words")
    first = parts[0].force
    weak = ("declarative", "expressive")
    strong = next(
        (each.force for each in parts[1:] if each.force.value not in (*weak, "reaffirmation")), None
    )
    if first.value in weak and strong is not None:
        others = dict.fromkeys([first.value, *(each.value for each in strong.alternatives)])
        alternatives = tuple(Alternative(each, "a part of the point, or another rule") for each in others)
        return Field(strong.value, strong.passages, "the words of a part", 0.75, None, alternatives)
    later = tuple(
        Alternative(each.force.value, "a later part of the point", each.force.passages)
        for each in parts[1:]
        if each.force.value != first.value
    )
    return Field(
        first.value, first.passages, first.method, first.confidence, None, (*first.alternatives, *later)
    )


def _only_will(words: str) -> bool:
    return (
        re.search(r"\b(?:shall|must|undertake\w*|commit\w*|pledge\w*|agree\w*|obliged)\b", words, re.I)
        is None
    )


def _without_adverb(text: str, clause: Passage, language: Language) -> Passage:
    """ "Strongly urge" is "urge": an adverb in front of the leading verb says nothing of its class, and nor
    do "that" and "to" behind "have decided:"."""
    opening = _OPENING.match(text, clause.start, clause.end)
    if opening is not None:
        clause = Passage(opening.end(), clause.end)
    match = language.begins("leading_adverbs").match(text, clause.start, clause.end)
    if match is None:
        return clause
    return trimmed(text, match.end(), clause.end, " \t\r\n,")


def _without_brackets(words: str) -> str:
    """The same length, so that places stay what they are."""
    return _BRACKETS.sub(lambda match: " " * len(match.group()), words)


def _in_brackets(text: str, passage: Passage, at: int) -> bool:
    before = text[passage.start : at]
    return before.count("(") > before.count(")")
