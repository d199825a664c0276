"""Whole numbers that words say: in figures, as words, as ordinals."""

import re

from holdfire.documents.language import Language

_DIGITS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])|(?<![\d.,])\d{1,9}(?![\d,]\d)(?!\d)")


def numbers_in(words: str, language: Language) -> frozenset[int]:
    """Every whole number there; a part of a longer number is none."""
    found = {int(each.replace(",", "")) for each in _DIGITS.findall(words)}
    lower = words.lower()
    for table in (language.number_words, language.numbers("ordinals")):
        found |= {
            value
            for word, value in table.items()
            if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", lower)
        }
    return frozenset(found)
