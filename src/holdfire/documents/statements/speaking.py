"""Who speaks in a sentence: beside the verb of saying, behind "according to", or whoever "he" means."""

import re
from dataclasses import dataclass

from holdfire.documents.field import Passage, trimmed
from holdfire.documents.language import Language
from holdfire.documents.names.lexicon import Mention
from holdfire.documents.names.officials import Officials
from holdfire.documents.statements.agents import OFFICIAL, Agent
from holdfire.documents.statements.marks import Quoted, outside

REACH = 120
"""Code points between a verb of saying and the one who says it."""


@dataclass
class Telling:
    """A page as far as it was read, and who "he" and "it" mean there."""

    text: str
    officials: Officials
    mentions: list[Mention]
    language: Language
    last: Agent | None = None
    """Who spoke last, or was named first in a sentence: "he added" means them."""
    document: Agent | None = None
    """The text named last: "it states" means that."""


def speaker_of(
    page: Telling, sentence: Passage, agents: list[Agent], quotations: list[Quoted]
) -> Agent | None:
    """Who says it: beside the verb of saying, behind "according to", or the last one where it is "he"."""
    text = page.text
    said = re.compile(r"\baccording to\s+(?P<who>[^,.;]{2,60})", re.I).search(
        text, sentence.start, sentence.end
    )
    if said and outside(Passage(*said.span()), quotations):
        behind = [each for each in agents if each.passage.start - said.start("who") in range(25)]
        if behind:
            return _meant(page, _widened(text, behind[0], said))
    for verb in verbs_of_saying(text, sentence, page.language):
        if not outside(verb, quotations):
            continue
        before = [
            each for each in agents
            if each.passage.end <= verb.start and verb.start - each.passage.end <= REACH
            and _subject(text[each.passage.end : verb.start])
        ]  # fmt: skip
        chosen = None
        if not _has_subject(text, before, verb) and _after_words(text, sentence, verb, quotations):
            wide = [each for each in agents if 0 <= each.passage.start - verb.end <= 45]
            after = [each for each in wide if each.passage.start - verb.end <= 4]
            chosen = _surest(wide[:3], after) if wide else None
        if chosen is None and before:
            chosen = _nearest(text, before, verb)
        if chosen is not None:
            return _meant(page, chosen)
    return None


def _widened(text: str, agent: Agent, said: re.Match[str]) -> Agent:
    """ "The Head of the Syrian delegation" is one speaker, not its first words; a name stays as it is."""
    if agent.sure > 0.9 or agent.pronoun:
        return agent
    passage = trimmed(text, said.start("who"), said.end("who"))
    if agent.passage.start == passage.start and not re.match(
        r"\s+(?:of|to|for)\b|\s+\w+$", text[agent.passage.end : passage.end]
    ):
        return agent
    called = re.sub(r"^(?:the|an?)\s+", "", " ".join(passage.of(text).split()), flags=re.I)
    return Agent(passage, called, agent.tier, False, agent.sure)


_RIGHT_BEFORE = re.compile(r"\s*(?:,\s*(?:however|too|also|meanwhile)?,?\s*)?(?:also |had |has )?")


_APPOSED = re.compile(
    r"\s*(?:\w+\s+to\s+[\w\s]{1,25})?(?:,\s*(?:the|an?|its|his|her|their|who|one|\w+ing)\b[^,]{2,70}){1,2},\s*"
)


def _has_subject(text: str, before: list[Agent], verb: Passage) -> bool:
    """Whether somebody stands right in front of the verb: "Lavrov said", "the president, however, said"."""
    for each in before:
        between = text[each.passage.end : verb.start]
        apart = between.startswith(", ") and "however" not in between and each.sure <= 0.9
        if not apart and (
            _RIGHT_BEFORE.fullmatch(between) or (each.sure > 0.9 and _APPOSED.fullmatch(between))
        ):
            return True
    return False


def _subject(between: str) -> bool:
    """Whether what stands between an agent and the verb may stand between a subject and its verb: appositives
    between commas, "also", "who read the text", but no other clause."""
    plain = between.strip()
    if _APPOSED.fullmatch(between):
        return ";" not in plain
    if not plain or plain.startswith(",") or plain.startswith("("):
        return ";" not in plain and len(plain) < REACH
    return len(plain.split()) <= 5 and not re.search(
        r"[,.;:]|\b(?:and|that|which|to|with|on|in|for|from)\b", plain
    )


def _after_words(text: str, sentence: Passage, verb: Passage, quotations: list[Quoted]) -> bool:
    """Whether the verb follows words that were said: a closing mark or a comma, and no subject between."""
    before = text[sentence.start : verb.start].rstrip()
    return before.endswith((",", "”", '"', "»")) or any(
        each.outer.end <= verb.start and not text[each.outer.end : verb.start].strip(" ,")
        for each in quotations
    )


def _surest(wide: list[Agent], after: list[Agent]) -> Agent:
    """Of those right behind the verb a person outranks the office in front of the name."""
    named = [each for each in wide if each.tier == OFFICIAL and each.sure > 0.9]
    return named[0] if named else (after or wide)[0]


def _nearest(text: str, before: list[Agent], verb: Passage) -> Agent:
    """The last named official in the subject, else its first noun: in "the envoy of Ukraine, X, said" it is
    X."""
    named = [each for each in before if each.sure > 0.9]
    if named and not re.search(r"[.;:]", text[named[-1].passage.end : verb.start]):
        return named[-1]
    near = [each for each in before if each.passage.end >= before[-1].passage.start - 30]
    pronoun = [each for each in near if each.pronoun and verb.start - each.passage.end <= 15]
    if pronoun:
        return pronoun[-1]
    kept = [each for each in near if not each.pronoun]
    return kept[0] if len(kept) == 1 else (kept or before)[-1]


def _meant(page: Telling, agent: Agent) -> Agent | None:
    if not agent.pronoun:
        return agent
    meant = page.document if agent.called.lower() == "it" and page.document else page.last
    return Agent(agent.passage, meant.called, meant.tier, False, 0.7) if meant else None


def verbs_of_saying(
    text: str, sentence: Passage, language: Language, table: str = "say_verbs"
) -> list[Passage]:
    """Where a verb of saying stands. "The guarantor states" are no verb, and nor are "two reports"."""
    found = []
    for match in language.pattern(table).finditer(text, sentence.start, sentence.end):
        if match.group().lower() in ("states", "reports"):
            word = re.search(r"([\w]+)\W*$", text[sentence.start : match.start()])
            owner = word.group(1) if word else ""
            known = (*language.words("said_of_documents"), "it")
            if owner.lower() not in known and owner not in language.as_written("agencies"):
                continue
        found.append(Passage(*match.span()))
    return found
