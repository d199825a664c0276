"""How like two parts of names sound: what it costs to turn one row of sounds into the other."""

from functools import lru_cache

from holdfire.centre.names.sounds import VOWELS, sounds

_ALIKE: dict[frozenset[str], float] = {
    frozenset(pair): cost
    for cost, pairs in (
        (0.05, ("HX", "QK", "çJ", "θS", "θT", "δZ", "δD", "VW", "CŠ")),
        (0.15, ("TD", "GQ", "GJ", "GΓ", "KG", "PB", "ZD", "çS", "XK", "CJ", "ΓR", "VB", "WB", "çC", "FV")),
        (0.3, ("çK",)),
        (0.4, ("SŠ", "SZ", "ΓK", "ΓH", "JŠ", "JY", "ZJ")),
    )
    for pair in pairs
}
"""Consonants that romanisations and scripts write for one another. Others cost 1."""
_WEAK = {"E": 0.03, "H": 0.25, "W": 0.3, "Y": 0.3, "Γ": 0.5}
"""Consonants that spellings leave out, and what that costs. Others cost 1."""
_VOWELS_ALIKE = {frozenset("ai"): 0.3, frozenset("iu"): 0.3, frozenset("au"): 0.8}
_VOWEL_GONE = 0.25
_UNWRITTEN = 0.05
"""What a vowel costs where one of the two is in Arabic letters, which leave most of them out."""


@lru_cache(maxsize=262_144)
def likeness(one: str, other: str) -> float:
    """0 to 1: 1 where the two parts may be spellings of one name without any doubt of a consonant."""
    left, right = sounds(one), sounds(other)
    longest = max(weight(left), weight(right))
    if not left or not right or longest == 0:
        return 0.0
    return max(0.0, 1.0 - _cost(left, right, unvowelled(one) or unvowelled(other)) / longest)


def unvowelled(part: str) -> bool:
    """Whether the part is in Arabic letters, which leave most vowels out."""
    return any("\u0621" <= letter <= "\u06cc" for letter in part)


def weight(row: str) -> float:
    """How much there is to a row of sounds: consonants count whole, what spellings leave out a quarter."""
    return sum(0.25 if each in VOWELS or each in "EWY" else 1.0 for each in row)


def cost_of_leaving(symbol: str, unwritten: bool) -> float:
    """What it costs that one of the two has this symbol and the other has not."""
    if symbol in VOWELS:
        return _UNWRITTEN if unwritten else _VOWEL_GONE
    return _WEAK.get(symbol, 1.0)


def cost_of_writing(one: str, other: str, unwritten: bool) -> float:
    """What it costs that the one has this symbol and the other that."""
    if one == other:
        return 0.0
    if one in VOWELS and other in VOWELS:
        return _UNWRITTEN if unwritten else _VOWELS_ALIKE[frozenset((one, other))]
    pair = one + other
    if {one, other} & VOWELS:
        # A long vowel is written with W or Y in Arabic, with u or i elsewhere.
        if pair in ("Wu", "uW", "Yi", "iY", "Ea", "aE", "Ei", "iE", "Eu", "uE"):
            return 0.04
        return 0.5 if {one, other} & {"W", "Y"} else 1.2
    return _ALIKE.get(frozenset(pair), 1.0)


def _cost(left: str, right: str, unwritten: bool) -> float:
    row = [0.0]
    for each in right:
        row.append(row[-1] + cost_of_leaving(each, unwritten))
    for symbol in left:
        above, row = row, [row[0] + cost_of_leaving(symbol, unwritten)]
        for place, each in enumerate(right, start=1):
            row.append(
                min(
                    above[place] + cost_of_leaving(symbol, unwritten),
                    row[place - 1] + cost_of_leaving(each, unwritten),
                    above[place - 1] + cost_of_writing(symbol, each, unwritten),
                )
            )
    return row[-1]
