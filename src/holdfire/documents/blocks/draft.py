"""A page while its blocks are being told apart: each rule takes what is left and says what it is."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from holdfire.documents.blocks.block import Block
from holdfire.documents.blocks.paragraphs import Paragraph
from holdfire.documents.field import Passage
from holdfire.documents.language import Language

_SENTENCE_END = re.compile(r"[.!?…;:][\"'”’»)\]]*$")
_PROSE_WORDS = 8


@dataclass
class Draft:
    """The paragraphs, and the block made of each so far. Once told, a block is not told again."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    language: Language
    told: dict[int, Block] = field(default_factory=dict)

    def tell(
        self, index: int, kind: str, method: str, confidence: float, *alternatives: str, section: int = 0
    ) -> None:
        if index not in self.told:
            passage = self.paragraphs[index].passage
            self.told[index] = Block(passage, kind, method, confidence, alternatives, section)

    def left(self) -> list[int]:
        return [index for index in range(len(self.paragraphs)) if index not in self.told]

    @cached_property
    def prose(self) -> tuple[bool, ...]:
        """Which paragraphs are sentences and no labels: eight words or more that end as sentences do, or
        long."""
        return tuple(map(is_prose, self.paragraphs))

    @cached_property
    def first_prose(self) -> int:
        """The first paragraph of prose; the number of paragraphs where there is none."""
        return next((index for index, yes in enumerate(self.prose) if yes), len(self.paragraphs))


def is_prose(paragraph: Paragraph) -> bool:
    words = paragraph.words
    if len(words) < 5:
        return False
    ends = bool(_SENTENCE_END.search(paragraph.text))
    lower = sum(1 for word in words if word[0].islower())
    if ends and len(words) >= _PROSE_WORDS:
        return lower * 3 >= len(words)
    return (ends and lower * 2 >= len(words)) or (len(words) >= 20 and lower * 2 >= len(words))


def split_off(
    block: Block, at: int, kind: str, method: str, confidence: float, text: str
) -> tuple[Block, ...]:
    """The block in two: up to `at` it is of the kind given, and what is behind stays what it was."""
    front = text[block.passage.start : at].rstrip()
    rest = text[at : block.passage.end]
    start = block.passage.end - len(rest.lstrip())
    return (
        Block(
            Passage(block.passage.start, block.passage.start + len(front)), kind, method, confidence,
            section=block.section,
        ),
        Block(
            Passage(start, block.passage.end), block.kind, block.method, block.confidence, block.alternatives,
            block.section,
        ),
    )  # fmt: skip
