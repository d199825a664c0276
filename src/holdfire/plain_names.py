"""The plain form in which written names of parties and groups are compared, the same wherever they are."""

import re
import unicodedata

_ARTICLES = frozenset({"al", "el", "ul", "ash", "as", "ar", "ad", "at", "an", "az", "adh", "ath"})
"""The Arabic article, with the forms it takes before s, sh, r, d, t, n and z."""


def plain(name: str) -> str:
    """A name without case, accents, article and punctuation. What is left empty matches nothing."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    written = re.sub(r"[\W_]+", " ", bare).split()
    return " ".join([each for each in written[:-1] if each not in _ARTICLES] + written[-1:])
