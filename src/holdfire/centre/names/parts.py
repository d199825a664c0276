"""A whole name as its parts: without articles and "son of"; "Abu" and "Abd" joined to what follows."""

import re
import unicodedata

_MARKS = re.compile("[\u0300-\u036f\u0640\u0653-\u0670\u200c-\u200f]")
_ARTICLE = re.compile(r"^(?:al|el|ul|ash|as|ar|ad|at|an|az|аль|эль|ал|ас|аш|ад|ан|ар|ат|аз)$")
_ARABIC_ARTICLE = re.compile(r"^(?:و?ال)(?=.{3,})")
_SON = frozenset({"bin", "ben", "ibn", "bint", "bn", "oglu", "oğlu", "бен", "бин", "ибн", "بن", "ابن", "بنت"})
_JOINED = frozenset({"abu", "abou", "abo", "ebu", "абу", "أبو", "ابو", "abd", "abdul", "abdel", "abdal",
                     "абд", "абдул", "абдель", "عبد", "umm", "um", "أم", "ام", "умм"})  # fmt: skip


def parts(name: str) -> tuple[str, ...]:
    """The parts of a name that tell one person from another, in their order."""
    # The small form of the Turkish İ is an i with a dot of its own; such marks part no word.
    text = _MARKS.sub("", unicodedata.normalize("NFC", name.casefold()))
    words = [
        each for each in re.split(r"[^\w\u064b-\u0652]+", text.replace("'", "").replace("\u2019", "")) if each
    ]
    words = [_ARABIC_ARTICLE.sub("", each) for each in words]
    found: list[str] = []
    joined = ""
    for word in words:
        if word in _JOINED:
            joined += _ABD.sub(r"\1", word)
        elif not (_ARTICLE.match(word) or word in _SON):
            found.append(joined + word)
            joined = ""
    return tuple([*found, joined] if joined else found)


_ABD = re.compile(r"^(abd|абд)(?:u|e|a|у|е)l?ь?$")
