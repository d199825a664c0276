"""How alike two short texts are: the cosine of their words, the rare ones weighing more (TF-IDF)."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from holdfire.documents.language import Language

_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ions", "ion", "ed", "es", "s")


def stems(text: str, language: Language) -> Counter[str]:
    """Its words without the commonest endings and without words that say nothing. Words of the trade that
    mean one thing ("truce", "ceasefire") are one word, and so are 72 and seventy-two."""
    stop, same = set(language.words("stop_words")), _same(language)
    found = (_stem(word) for word in map(str.lower, _WORD.findall(text)) if word not in stop)
    return Counter(same.get(word, word) for word in found)


@cache
def _same(language: Language) -> dict[str, str]:
    groups = language.tables["alike"]
    assert isinstance(groups, list)
    named = {_stem(word): _stem(group[0]) for group in groups for word in group}
    return {**{word: str(count) for word, count in language.number_words.items()}, **named}


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def likeness(rows: Sequence[str], columns: Sequence[str], language: Language) -> list[list[float]]:
    """For each row and column 0 to 1; how rare a word is, is counted over all of them."""
    counted = [stems(each, language) for each in (*rows, *columns)]
    within = Counter(word for each in counted for word in each)
    weights = [
        {word: (1 + math.log(n)) * math.log(1 + len(counted) / within[word]) for word, n in each.items()}
        for each in counted
    ]
    lengths = [math.sqrt(sum(value * value for value in each.values())) or 1.0 for each in weights]
    found = []
    for row in range(len(rows)):
        line = []
        for column in range(len(rows), len(counted)):
            shared = weights[row].keys() & weights[column].keys()
            dot = sum(weights[row][word] * weights[column][word] for word in shared)
            line.append(dot / (lengths[row] * lengths[column]))
        found.append(line)
    return found
