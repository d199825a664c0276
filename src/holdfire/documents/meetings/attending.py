"""Who took part in a meeting, who observed, who was invited: rows of actors beside the words that say so."""

import re

from holdfire.documents.field import Field, Passage
from holdfire.documents.meetings.mentions import MeetingMention
from holdfire.documents.names.rows import actors_in
from holdfire.documents.page import Page

_BEFORE_ROW = re.compile(
    r"\b(?:attended by|brought together|involving|participants?:|participation of|held between)\b", re.I
)
_SUBJECT = re.compile(r"\b(?:opened|closed|concluded|ended|attended|took part in|participated in)\b")


def observers_in(page: Page, sentence: Passage) -> tuple[list[Field], Passage | None]:
    """Those named in front of "as observers", back to the clause that names them, and the clause."""
    signs = page.language.pattern("observer_signs")
    match = signs.search(page.text, sentence.start, sentence.end)
    if match is None:
        return [], None
    head = page.text[sentence.start : match.start()]
    starts = [each.end() for each in re.finditer(r"\b(?:while|with|invite[ds]?|and that)\s|[;:]\s", head)]
    start = sentence.start + (starts[-1] if starts else 0)
    if not starts and (comma := head.rfind(". ")) >= 0:
        start = sentence.start + comma
    clause = Passage(start, match.end())
    return actors_in(page, clause), clause


def invited_in(page: Page, sentence: Passage) -> list[Field]:
    """Those named behind "invite", or in front of "have been invited"."""
    passive = re.compile(r"\b(?:have|has|had)?\s*(?:been|were|was|are)\s+(?:also\s+)?invited\b").search(
        page.text, sentence.start, sentence.end
    )
    if passive is not None:
        return actors_in(page, Passage(sentence.start, passive.start()))
    match = page.language.pattern("invite_signs").search(page.text, sentence.start, sentence.end)
    if match is None:
        return []
    rest = page.text[match.end() : sentence.end]
    stop = re.search(r"\s(?:to|as)\s", rest)
    return actors_in(page, Passage(match.end(), match.end() + (stop.start() if stop else len(rest))))


def participants_in(page: Page, mention: MeetingMention) -> list[Field]:
    """Those named behind "attended by", "brought together" and the like, or as who opened or closed it."""
    sentence = mention.sentence.passage
    _, observing = observers_in(page, sentence)
    end = observing.start if observing else sentence.end
    match = _BEFORE_ROW.search(page.text, sentence.start, sentence.end)
    if match is not None:
        stop = re.search(r"\s(?:under|during|within|in order)\s", page.text[match.end() : end])
        end = match.end() + stop.start() if stop else end
        return actors_in(page, Passage(match.end(), max(end, match.end())))
    verb = _SUBJECT.search(page.text, sentence.start, sentence.end)
    if verb is not None and verb.end() <= mention.passage.start:
        head = page.text[sentence.start : verb.start()]
        if head.count(",") == 0 and not re.search(r"\bsaid\b", head):
            return [
                each for each in actors_in(page, Passage(sentence.start, verb.start()))
                if each.value != mention.series.value
            ]  # fmt: skip
    return []


_TOOK_PART = re.compile(
    r"\b(?:took part|participated|attended|were present|were represented)\b", re.IGNORECASE
)
_OBSERVERS = re.compile(r"\bobservers?\s+(?:from|of|were|included)\b", re.IGNORECASE)


def also_attending(page: Page, sentence: Passage) -> tuple[list[Field], list[Field]]:
    """Participants and observers of a sentence that names no meeting of its own: "Representatives of X and Y
    took part", "Observers from Z also attended". It goes on with the meeting spoken of before."""
    observers, clause = observers_in(page, sentence)
    if clause is not None:
        return [], observers
    watching = _OBSERVERS.search(page.text, sentence.start, sentence.end)
    if watching:
        return [], actors_in(page, Passage(watching.start(), sentence.end))
    verb = _TOOK_PART.search(page.text, sentence.start, sentence.end)
    if verb is None:
        return [], []
    before = actors_in(page, Passage(sentence.start, verb.start()))
    by = re.compile(r"\s+by\s").match(page.text, verb.end())
    return (actors_in(page, Passage(verb.end(), sentence.end)) if by else before), []
