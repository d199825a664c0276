"""What binds, told as what does not; leave told as a duty; a ban told as none; a promise told as done."""

import re
from collections.abc import Iterator

from holdfire.documents.comparing.likeness import stems
from holdfire.documents.comparing.side import FORCE, difference, side
from holdfire.documents.comparing.telling import Telling
from holdfire.documents.field import Field, Passage, quoted
from holdfire.documents.written import Plain

_REFUSED = re.compile(
    r"\b(?:(?:was|were|is|are|been|being) "
    r"(?:rejected|refused|ruled out|dropped|abandoned|shelved|not foreseen)"
    r"|no longer|refuse[sd]? to|(?:will|shall|must|may|can|need|should) not|cannot|won't"
    r"|(?:is|are) not (?:to|allowed|permitted|obliged|required|bound))\b"
)
_LOOSE = re.compile(
    r"\b(?:may|can|could|might|(?:is|are) (?:free|allowed|permitted|entitled) to"
    r"|voluntar(?:y|ily)|optional)\b(?! not| only)"
)
_SOFT = re.compile(
    r"\b(?:should(?! (?:one|either|any|they|the)\b)|ought to"
    r"|(?:is|are|was|were|been) (?:asked|urged|encouraged|invited|advised|recommended) to"
    r"|(?:will|would|to|shall) (?:consider|try to|seek to|aim to|strive to|discuss)|hopes? to)\b"
)
_STRICT = re.compile(
    r"\b(?:must|shall|(?:is|are) (?:obliged|required|bound|ordered) to|(?:has|have) to"
    r"|(?:undert(?:ook|ake)|pledged?|committed themselves|promised?) to)\b"
)
_NOT = re.compile(
    r"\b(?:not|no|neither|nor|never|none|nobody|nothing|without|cannot|refus\w+|refrain\w*|abstain\w*|avoid\w*"
    r"|ban\w*|bar|barred|prohibit\w*|forb[ia]d\w*|forgo|outlaw\w*|prevent\w*|stop\w*|ceas\w+|halt\w*|end|ends|ended"
    r"|renounc\w*|exclud\w*|illegal|off[ -]limits|suspend\w*|against|free of|keep out|stay out|give up"
    r"|rule[sd]? out"
    r"|except|unless|non|drop\w*|freez\w*|frozen|fewer|less)\b|n['’]t\b",
    re.IGNORECASE,
)
_BEFORE_VERB = (
    "not",
    "cannot",
    "won't",
    "to",
    "longer",
    "allowed",
    "permitted",
    "obliged",
    "required",
    "bound",
)
_BESIDE = re.compile(r"\b(?:so that|where|when|until|if|as soon as)\b[^,;]{0,40}$|\b(?:which|who|whom)\s+$")
_ALLOWED = re.compile(
    r"\b(?:may|(?:allowed|permitted|free|entitled|authori[sz]ed) to)\s+(?:also\s+|be\s+)?(\w+)"
)
_FREEDOM = re.compile(r"\b(?:free(?:ly|dom)?|allow\w*|permit\w*|access\w*|rights?|let|enabl\w+|accept)\b")
_WILL = re.compile(r"\b(?:will|shall|must|can|may|(?:is|are|has|have) to)\b")
_BINDING = ("commitment", "prohibition", "decision", "reaffirmation")
_UNDERTOOK = re.compile(r"\b(?:undert(?:ook|ake)|pledged|committed)\b", re.IGNORECASE)


def duties_apart(telling: Telling) -> Iterator[Plain]:
    """At most one difference: the strongest sign."""
    for pattern, why in _signs(telling):
        told = telling.part.passage.of(telling.other.page.text)
        at = telling.part.passage.start
        match = pattern.search(told)
        if match and not pattern.search(telling.own) and not _turned(telling, told, match, pattern):
            where = Passage(at + match.start(), at + match.end())
            sign = quoted(telling.other.page.text, where, why, 0.8)
            yield _apart(telling, sign, f"a {telling.point.force.value} is told with {sign.value!r}")
            return
    if _is_ban(telling) and not _NOT.search(telling.told) and _is_done(telling):
        words = quoted(telling.other.page.text, telling.part.passage, "words without a ban", 0.7)
        yield _apart(telling, words, "a prohibition is told without a ban")
        return
    yield from _done(telling)


def _apart(telling: Telling, sign: Field, why: str) -> Plain:
    sides = [side(telling.official, telling.point.force, telling.point.section), side(telling.other, sign)]
    return difference(FORCE, telling.about, sides, why, 0.7)


def _signs(telling: Telling) -> list[tuple[re.Pattern[str], str]]:
    force, own = telling.point.force.value, telling.own
    less, more = "a word that binds less", "a word that binds more"
    refused = [] if _NOT.search(own) else [(_REFUSED, "a word that refuses")]
    if force == "permission":
        return [*refused, (_STRICT, more)]
    if _SOFT.search(own) or force == "request":
        return [*refused, (_STRICT, more)]
    if force in _BINDING or _UNDERTOOK.search(own):
        if force == "decision" and not _STRICT.search(own):
            return [*refused, (_LOOSE, less)]
        return [*refused, (_LOOSE, less), (_SOFT, less)]
    return []


def _turned(telling: Telling, told: str, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """Whether the words around make of it what the point says, or something beside it: "neither side may",
    "so that aid can pass", "must not come nearer" of what shall keep away."""
    before = told[: match.start()]
    if pattern is _REFUSED:
        return match.group().split()[-1] in _BEFORE_VERB and not _does(telling, told[match.end() :])
    if _NOT.search(before) or _BESIDE.search(before):
        return True
    if pattern is _STRICT and telling.point.force.value == "permission":
        return not _does(telling, told[match.end() :])
    if pattern is _LOOSE and _FREEDOM.search(telling.own):
        return True
    return pattern is not _STRICT and bool(_STRICT.search(before))


def _does(telling: Telling, behind: str) -> bool:
    """Whether the verb that follows is one of the point's."""
    language = telling.official.page.language
    verb = re.match(r"\s*(?:be\s+|have\s+been\s+)?(\w+(?:\s+(?:up|out))?)", behind)
    allowed = _ALLOWED.search(telling.own)
    own = allowed[1] if allowed else telling.own
    return verb is not None and bool(stems(verb[1], language) & stems(own, language))


def _is_ban(telling: Telling) -> bool:
    return telling.point.force.value == "prohibition" and bool(_NOT.search(telling.own))


def _is_done(telling: Telling) -> bool:
    """Whether the part says that what the point names is to be done."""
    told = telling.part.passage.of(telling.other.page.text)
    return any(_does(telling, told[each.end() :]) for each in _WILL.finditer(told))


def _done(telling: Telling) -> Iterator[Plain]:
    sentence = telling.part.sentence
    pattern = telling.other.page.language.pattern("going_on_signs")
    sign = pattern.search(telling.other.page.text, sentence.start, sentence.end)
    if sign and telling.point.force.value in ("decision", "commitment") and not _same_verb(telling, sign):
        words = quoted(telling.other.page.text, Passage(*sign.span()), "words of what goes on", 0.85)
        yield _apart(telling, words, f"a {telling.point.force.value} is told as done: {words.value}")


def _same_verb(telling: Telling, sign: re.Match[str]) -> bool:
    """Whether what goes on is what the point itself says to be done: "is being set up" of what "is hereby
    established"."""
    language = telling.official.page.language
    told = telling.other.page.text[sign.start() : sign.end() + 12].split()
    verbs = stems(" ".join(told[1:4]), language)
    return bool(verbs & stems(str(telling.point.force.passages[0].of(telling.official.page.text)), language))
