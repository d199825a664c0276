"""What is said of a decision: a proposal, and a vote on its very text.

Proposals to the guarantors and their votes are entries of the joint record with types of their own; the
record itself computes their outcome. A body of the agreement that decides otherwise is asked by acts.
"""

from collections.abc import Mapping

from holdfire.centre.form import Field, Form, by_language, count, identity, one_of, sha256, text

PROPOSED, VOTED = "decision proposed", "decision voted"
PUT, VOICED = "decision put to a body", "decision voted in a body"
"""Kinds of their own, so that no act can pass for a proposal or a vote of the guarantors."""
CONSENT, RESERVATION, OBJECTION, ABSTENTION = "consent", "reservation", "objection", "abstention"
VOTES = (CONSENT, RESERVATION, OBJECTION, ABSTENTION)
CONSENTING = frozenset({CONSENT, RESERVATION})
"""A reservation is a consent, with words that stay beside it."""


def effect(value: object) -> str:
    fits = isinstance(value, Mapping) and isinstance(value.get("effect"), str)
    return "" if fits else "must be an effect, such as {effect: prolong, term: ..., until: ...}"


def _leaf_or_line(value: object) -> str:
    """What names a proposal: its leaf hash, or its line in a mission that keeps no record."""
    fits = isinstance(value, str) and 0 < len(value) <= 80
    return "" if fits else "must name a proposal"


_TEXT = {
    "title": Field(text, "What it is about.", "the text is not at hand"),
    "authentic": Field(identity, "The language whose text prevails.", "the text is not at hand"),
    "texts": Field(by_language, "The text in each language.", "the text is not at hand"),
    "does": Field(effect, "What it does to the agreement, once adopted.", "words only"),
    "supersedes": Field(_leaf_or_line, "The proposal that it takes the place of.", "none"),
    "subject": Field(text, "What it decides on, in a word: the last one adopted of it stands."),
    "deadline": Field(count, "Seconds since 1970: from then on no vote counts. 0: none."),
    "until": Field(count, "Seconds since 1970: the new end of the term, in the record. 0: none."),
    "text": Field(sha256, "SHA-256 of the whole text; votes are on it."),
}
_VOTE = {
    "proposal": Field(_leaf_or_line, "The proposal."),
    "vote": Field(one_of(*VOTES), f"One of: {', '.join(VOTES)}."),
    "text": Field(sha256, "SHA-256 of the text that is voted on."),
}
FORMS = {
    PROPOSED: Form(PROPOSED, "A text is put to the guarantors, who decide by consensus.", _TEXT),
    VOTED: Form(VOTED, "What a guarantor says of a proposal.", _VOTE),
    PUT: Form(
        PUT,
        "A text is put to a body of the agreement, which decides by its own rule.",
        _TEXT | {"body": Field(identity, "The body that decides.")},
    ),
    VOICED: Form(VOICED, "What one of those who decide in a body says of a proposal to it.", _VOTE),
}
