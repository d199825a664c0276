"""The five languages of the field form, and which of a name's spellings suits each.

Packs and gazetteers write names in several scripts without saying the language, so a name is chosen by its
letters: Cyrillic for Russian; Arabic script for Arabic and Persian, where letters that only Persian has (or
Arabic) decide between the two. Where none suits, the name itself stands in every language.
"""

import re
from collections.abc import Iterable, Mapping

LANGUAGES: Mapping[str, str] = {
    "en": "English (en)",
    "ru": "Русский (ru)",
    "tr": "Türkçe (tr)",
    "ar": "العربية (ar)",
    "fa": "فارسی (fa)",
}
"""Code, and the language as XLSForm names it in its columns."""

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LATIN = re.compile(r"[A-Za-z]")
_PERSIAN_ONLY = re.compile(r"[پچژگیک]")
_ARABIC_ONLY = re.compile(r"[يكةىأإ]")


def in_tongues(name: str, others: Iterable[str]) -> dict[str, str]:
    """One spelling for each language: the first that suits it, in the order given, else the name."""
    spellings = list(dict.fromkeys((name, *others)))
    written = [each for each in spellings if _ARABIC.search(each) and not _LATIN.search(each)]
    russian = [each for each in spellings if _CYRILLIC.search(each) and not _LATIN.search(each)]
    arabic = sorted(written, key=lambda each: bool(_PERSIAN_ONLY.search(each)))
    persian = sorted(written, key=lambda each: bool(_ARABIC_ONLY.search(each)))
    first = {"ru": russian, "ar": arabic, "fa": persian}
    return {code: next(iter(first.get(code, ())), name) for code in LANGUAGES}
