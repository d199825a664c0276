"""A statement: words that somebody is reported to have said, by whom, and how the page tells it."""

from dataclasses import dataclass

from holdfire.documents.field import Field, Passage

DIRECT, INDIRECT, MIXED, UNATTRIBUTED = "direct", "indirect", "mixed", "without speaker"


@dataclass(frozen=True, slots=True)
class Statement:
    """`words` is what was said; `speaker` who is named as saying it, as the page calls them or by the full
    name it gave before; `tier` what kind of speaker that is; `told` is direct, indirect, mixed or without
    speaker."""

    block: int
    sentence: Passage
    words: Field
    speaker: Field
    tier: Field
    told: str
