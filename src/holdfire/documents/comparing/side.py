"""A difference between sources, and its sides, as the published form has them."""

from holdfire.documents.field import Field
from holdfire.documents.reading import Reading
from holdfire.documents.written import Plain, plain

OFFICIAL_TEXT, COMMUNIQUE, PRESS = "official text", "communiqué", "press"
DATE, TERM, ACTOR, NUMBER, PLACE, OMISSION, FORCE, MEETING = (
    "date", "term", "actor", "number", "place", "omission", "force", "meeting",
)  # fmt: skip


def rank_of(reading: Reading, section: int = 0) -> str:
    """What a text is worth beside others: the official text; a news text on the page that carries one, which
    its publisher wrote; the press."""
    if section:
        return OFFICIAL_TEXT
    return COMMUNIQUE if any(block.section for block in reading.page.blocks) else PRESS


def side(reading: Reading, field: Field, section: int = 0) -> Plain:
    return {
        "document": reading.name,
        "rank": rank_of(reading, section),
        "field": plain(field, reading.page.text),
    }


def difference(kind: str, about: str, sides: list[Plain], why: str, confidence: float) -> Plain:
    """The official text comes first; that is an order, and no choice."""
    order = {OFFICIAL_TEXT: 0, COMMUNIQUE: 1, PRESS: 2}
    ranked = sorted(sides, key=lambda each: order[str(each["rank"])])
    return {"kind": kind, "about": about, "sides": ranked, "why": why, "confidence": confidence}
