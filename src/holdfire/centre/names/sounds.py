"""A name part as the sounds that its spelling stands for, whatever the script.

Arabic writes few vowels, Russian has one letter for h and kh, Turkish writes c for j, French ou for u. So
every spelling becomes a row of symbols: consonants by capital letters, vowels by a, i, u. What the scripts
confuse is told apart here where it can be, and forgiven when rows are compared (likeness.py).

Letters follow the romanisations in use for the region: BGN/PCGN and its simplified forms in English and
French, Turkish orthography, and Russian practical transcription.
"""

import re
import unicodedata
from functools import lru_cache

ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ى": "a", "ة": "a", "ء": "", "ئ": "Y", "ؤ": "W", "ع": "E",
    "ب": "B", "پ": "P", "ت": "T", "ث": "θ", "ج": "J", "چ": "C", "ح": "H", "خ": "X", "د": "D", "ذ": "δ",
    "ر": "R", "ز": "Z", "ژ": "J", "س": "S", "ش": "Š", "ص": "S", "ض": "D", "ط": "T", "ظ": "Z", "غ": "Γ",
    "ف": "F", "ق": "Q", "ك": "K", "ک": "K", "گ": "G", "ل": "L", "م": "M", "ن": "N", "ه": "H", "و": "W",
    "ڤ": "V", "ڨ": "G", "ي": "Y", "ی": "Y",
    "َ": "a", "ِ": "i", "ُ": "u", "ً": "", "ٍ": "", "ٌ": "", "ّ": "", "ْ": "", "ـ": "",
}  # fmt: skip
CYRILLIC = {
    "дж": "J", "а": "a", "б": "B", "в": "V", "г": "G", "д": "D", "е": "i", "ё": "i", "ж": "J", "з": "Z",
    "и": "i", "й": "Y", "к": "K", "л": "L", "м": "M", "н": "N", "о": "u", "п": "P", "р": "R", "с": "S",
    "т": "T", "у": "u", "ф": "F", "х": "H", "ц": "S", "ч": "C", "ш": "Š", "щ": "Š", "ъ": "", "ы": "i",
    "ь": "", "э": "i", "ю": "Yu", "я": "Ya",
}  # fmt: skip
LATIN = {
    "tch": "C", "sch": "Š", "kh": "X", "gh": "Γ", "sh": "Š", "th": "θ", "dh": "δ", "ch": "C", "dj": "J",
    "zh": "J", "ph": "F", "ou": "u", "oo": "u", "ee": "i", "ck": "K", "qu": "Q", "a": "a", "b": "B", "c": "ç",
    "d": "D", "e": "i", "f": "F", "g": "G", "h": "H", "i": "i", "j": "J", "k": "K", "l": "L", "m": "M",
    "n": "N", "o": "u", "p": "P", "q": "Q", "r": "R", "s": "S", "t": "T", "u": "u", "v": "V", "w": "W",
    "x": "KS", "y": "Y", "z": "Z",
}  # fmt: skip
_TURKISH = str.maketrans({"ş": "sh", "ç": "ch", "ğ": "gh", "ı": "i", "ø": "o", "ß": "s"})
_OU = re.compile(r"ou(?=[aeiy])")
"""French writes w so: Oualid, Taouil."""
VOWELS = frozenset("aiu")
SYMBOLS = tuple(sorted(set("".join((*ARABIC.values(), *CYRILLIC.values(), *LATIN.values())))))
SOUNDS_MAX = 32
"""More symbols of one part are not read: no name has them, and a made-up one would cost time."""


@lru_cache(maxsize=65_536)
def sounds(part: str) -> str:
    """The symbols of one part of a name; doubled ones once. Letters of other scripts are left out."""
    text = _OU.sub("w", part.casefold()).translate(_TURKISH)
    text = unicodedata.normalize("NFC", text)
    found = "".join(_symbols(text))
    return re.sub(r"(.)\1+", r"\1", found)[:SOUNDS_MAX]


def _symbols(text: str) -> list[str]:
    found, at = [], 0
    plain = _without_marks(text)
    while at < len(plain):
        for length in (3, 2, 1):
            piece = plain[at : at + length]
            symbol = next((table[piece] for table in (LATIN, ARABIC, CYRILLIC) if piece in table), None)
            if symbol is not None and len(piece) == length:
                found.append(symbol)
                at += length
                break
        else:
            at += 1
    return found


def _without_marks(text: str) -> str:
    """Latin letters without accents; Arabic vowel marks and Cyrillic letters as they are."""
    out = []
    for letter in text:
        base = unicodedata.normalize("NFD", letter)
        out.append(base[0] if len(base) > 1 and base[0].isascii() else letter)
    return "".join(out)


def bones(row: str) -> str:
    """The consonants alone, by class: what the scripts agree on best. It is a key for candidates, no name."""
    return "".join(_CLASS.get(each, each) for each in row if each not in VOWELS and each not in "EWYV")


_CLASS = {"Q": "K", "G": "K", "Γ": "K", "X": "H", "P": "B", "C": "J", "ç": "J"} | dict.fromkeys("DθδSZŠ", "T")
