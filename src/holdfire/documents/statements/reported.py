"""The words of reported speech: behind "said that", in front of ", said X", beside "according to X"."""

import re

from holdfire.documents.field import Passage, trimmed
from holdfire.documents.language import Language
from holdfire.documents.statements.agents import Agent
from holdfire.documents.statements.speaking import REACH, Telling, verbs_of_saying

WORDS_MIN = 3


def words_told(page: Telling, sentence: Passage, speaker: Agent) -> Passage | None:
    """The words told without marks: behind "said that", or in front of ", said X", or beside "according to
    X"."""
    text = page.text
    front = text[sentence.start : speaker.passage.start].rstrip()
    if front.lower().endswith("according to"):
        if len(front) < 14:
            apposed = re.match(
                r",\s+(?:an?|the|who)\s[^,;]{2,80}(?=,)", text[speaker.passage.end : sentence.end]
            )
            start = speaker.passage.end + (apposed.end() if apposed else 0)
            return _long_enough(text, trimmed(text, start, sentence.end, " \t\r\n.,"))
        end = sentence.start + len(front) - len("according to")
        return _long_enough(text, trimmed(text, sentence.start, end, " \t\r\n.,"))
    for verb in verbs_of_saying(text, sentence, page.language, "say_verbs_that"):
        if verb.start >= speaker.passage.end and verb.start - speaker.passage.end <= REACH:
            tail = _behind(text, verb, sentence, page.language)
            return tail or _in_front(text, sentence, _start_of_subject(text, sentence, speaker))
        if sentence.start < verb.start < speaker.passage.start:
            return _in_front(text, sentence, verb.start)
    return None


def _behind(text: str, verb: Passage, sentence: Passage, language: Language) -> Passage | None:
    """What is said behind the verb. "Said after the meeting" says when, and nothing of what."""
    match = re.match(
        r"(?:\s+(?:on\s+)?[A-Z]\w+day)?\s+(?:(?:[\w']+\s+){1,6}(?=that\s))?(?P<that>(?:that|how)\s+)?",
        text[verb.end : sentence.end],
    )
    start = verb.end + (match.end() if match else 0)
    whom = re.match(
        r"\s*(?:(?:the\s+)?(?:[A-Z][\w-]+\s+){1,3}|reporters\s+|journalists\s+|us\s+|him\s+|her\s+|them\s+)"
        r"(?=(?:the|he|she|they|his|her|their|its|all|no|it|there|this)\b)",
        text[verb.end : sentence.end],
    )
    if verb.of(text).lower() in ("told", "tells", "informed") and whom and not (match and match["that"]):
        start = verb.end + whom.end()
    where = re.match(
        r"\s*(?:in|at)\s+[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?\s+"
        r"(?=(?:that|the|he|she|they|his|her|their|its|all|no)\b)",
        text[start : sentence.end],
    )
    if where and not (match and match["that"]):
        start += where.end()
    first = re.match(r"\w*", text[start : sentence.end])
    told = bool(match and match["that"])
    if not told and first and first.group().lower() in language.words("tail_prepositions"):
        return None
    return _long_enough(text, trimmed(text, start, sentence.end, " \t\r\n.,"))


def _start_of_subject(text: str, sentence: Passage, speaker: Agent) -> int:
    """Where the words that name the speaker begin: appositives in front of the name belong to them."""
    start = speaker.passage.start
    while True:
        comma = text.rfind(",", sentence.start, start)
        part = text[comma + 1 : start]
        if comma < 0 or not re.match(r"\s+(?:the|an?|its|their|his|her|[A-Z])", part) or len(part) > 60:
            return start
        before = text.rfind(",", sentence.start, comma)
        words = text[before + 1 : comma]
        if before < 0 or not re.match(r"\s+(?:the|an?|its)\b", words) or len(words) > 60:
            return comma + 1
        start = comma


def _in_front(text: str, sentence: Passage, end: int) -> Passage | None:
    """The words in front of ", said X"."""
    head = text[sentence.start : end].rstrip()
    if not head.endswith(","):
        return None
    return _long_enough(text, Passage(sentence.start, sentence.start + len(head) - 1))


def _long_enough(text: str, passage: Passage) -> Passage | None:
    return passage if len(passage.of(text).split()) >= WORDS_MIN else None
