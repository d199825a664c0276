"""Place names across scripts and spellings: what two spellings must share to be the same name.

Latin spellings of an Arabic name differ in accents, article (al-, ash-, El), doubled letters,
vowels and the letters for one sound (kh/k/q, sh/ch, ou/oo/u). Arabic script leaves the short
vowels out; Cyrillic writes one letter for two sounds (х for kh and h). So a name is brought to
four forms, each coarser than the one before; the finest form that two names share says how
alike they are.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\S+", text))


ARTICLES = _words("al el ul ar as ash at ath ad adh az an er es esh ech et ed ez en eth edh")
"""The Arabic article with its assimilated forms: ash-Shaykh, ad-Dana, ez-Zor."""
KINDS = _words(
    "governorate province muhafazat muhafazah mohafazat muhafaza district subdistrict nahiyah nahia "
    "town city village oblast prowintsiya mukhafaza gorod derewnya selo"
)
ARABIC_KINDS = _words("محافظة مدينة بلدة قرية ناحية منطقة محافظه مدينه بلده قريه ناحيه منطقه")

_ARABIC = str.maketrans(
    "ابتثجحخدذرزسشصضطظغفقكلمنهويىیکگپچڤؤئ",
    "abttjhxddrzscsdtzgfkklmnhwyayk" + "gbcfwy",
) | {ord("ع"): "", ord("ء"): "", ord("ة"): "a"}
_CYRILLIC = {
    ord(pair[0]): pair[1:]
    for pair in _words(
        "аa бb вw гg ґg дd еe жzh зz иi іi їi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щsh "
        "ъ ыy ь эe єe юyu яya јy ћc ђd џj љl њn ўw"
    )
}
_APOSTROPHES = re.compile(r"['`´‘’ʼʿʾʻʹ′ـ\u200b-\u200f\u202a-\u202e\ufeff]")
_SOUNDS = tuple(
    (re.compile(found), put)
    for found, put in (
        ("dzh|dj", "j"),
        ("kh", "x"),
        ("sch|tch|sh|ch", "c"),
        ("gh", "g"),
        ("th", "t"),
        ("dh", "d"),
        ("ph", "f"),
        ("(?<![a-z])ou(?=[aeiou])", "w"),
        ("q", "k"),
        ("v", "w"),
        ("p", "b"),
        ("oo|ou|o", "u"),
        ("ee|ie", "i"),
        ("[ae][iy]", "ay"),
        ("e", "i"),
        (r"(.)\1+", r"\1"),
        ("(?<=.)[ai]h$", "a"),
    )
)
_BRACKETS = re.compile(r"\(([^)]*)\)?")
_LATIN_C = re.compile("c(?!h)")
_ROUGH = str.maketrans("xhgzc", "kkkds")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One name in four forms, from the finest to the coarsest.

    `plain`: small letters without accents and punctuation, in its own script.
    `sounds`: romanised, without article or kind of place ("town"), one letter to a sound.
    `consonants`: the sounds without vowels, w and y; what Arabic script always writes.
    `rough`: the consonants with kh, k, h and gh as one, z and d as one, s and sh as one.
    `vowelled` is False for Arabic script, whose missing vowels are no difference.
    """

    plain: str
    sounds: str
    consonants: str
    rough: str
    vowelled: bool


@lru_cache(maxsize=200_000)
def spelling(name: str) -> Spelling:
    """The four forms of a name. A name of punctuation only has empty forms, and matches nothing."""
    letters = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name)).casefold()
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    written = re.findall(r"[^\W_]+", bare)
    kept = [word for word in written if not _says_only_the_kind(word)] or written
    read = (_sounds(word, last=place == len(kept)) for place, word in enumerate(kept, 1))
    sounds = [each for each in read if each]
    consonants = "".join(_consonants(word, first=not place) for place, word in enumerate(sounds))
    return Spelling(
        plain=" ".join(written),
        sounds=" ".join(sounds),
        consonants=consonants,
        rough=consonants.translate(_ROUGH),
        vowelled=not _is_arabic(bare),
    )


def alternatives(name: str) -> tuple[str, ...]:
    """The names that one field may hold: "Al Eis/Ash Shaykh Isa" is two. What stands in brackets is
    left out, since lists put a district there as often as another name."""
    whole = name.strip()
    parts = [part.strip() for part in re.split(r"[/|؛;]", _BRACKETS.sub(" ", whole))]
    return tuple(dict.fromkeys(part for part in (whole, *parts) if part))


def bracketed(name: str) -> tuple[str, ...]:
    """What stands in brackets: "Homs (Hims)" is another name, "Duma (Shaqa)" a district."""
    return tuple(found.strip() for found in _BRACKETS.findall(name) if found.strip())


def _says_only_the_kind(word: str) -> bool:
    latin = word.translate(_CYRILLIC)
    return word in ARABIC_KINDS or latin in KINDS or latin in ARTICLES


def _sounds(word: str, *, last: bool) -> str:
    """A word in small Latin letters, one letter to a sound: x for kh, c for sh."""
    if _is_arabic(word):
        return _sounds_of_arabic(word, last=last)
    word = word.translate(_CYRILLIC)
    glued = word[:2] in ("al", "el") and len(word) > 5 and word[2] not in "aeiouyl"
    word = _LATIN_C.sub("k", word[2:] if glued else word)
    for found, put in _SOUNDS:
        word = found.sub(put, word)
    return word


def _sounds_of_arabic(word: str, *, last: bool) -> str:
    if word.startswith("ال") and len(word) > 3:
        word = word[2:]
    if len(word) > 2 and word[-1] in "ةه":  # often written for one another
        word = word[:-1] + ("ا" if last else "ت")  # spoken t before a noun: Ma'arrat an-Nu'man
    return word.translate(_ARABIC)


def _is_arabic(text: str) -> bool:
    return any("\u0600" <= each <= "\u06ff" for each in text)


def _consonants(word: str, *, first: bool) -> str:
    """The vowels go, but a vowel that opens the name stays as a mark: Idlib is not Dilib."""
    opening = ("a" if word[0] in "aiu" else word[0]) if first and word else ""
    rest = re.sub("[aiuwy]", "", word[1:] if first else word)
    return opening + (rest[:-1] if len(rest) > 1 and rest.endswith("h") and word.endswith("h") else rest)
