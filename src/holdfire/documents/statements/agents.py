"""Who may speak in a sentence: officials, sides and bodies, documents, agencies, experts, those without a
name."""

import re
from dataclasses import dataclass, replace
from functools import cache

from holdfire.documents.field import Passage, those_within
from holdfire.documents.language import Language, alternation
from holdfire.documents.names.lexicon import Mention
from holdfire.documents.names.officials import Officials

DOCUMENT, OFFICIAL, AGENCY, EXPERT, UNATTRIBUTED, COMMENT = TIERS = (
    "document", "official", "agency", "expert", "unattributed", "comment",
)  # fmt: skip


_NAMED_SURE = 0.75
_KINDS = ("expert", "agency", "document", "institution", "title", "relative", "unnamed", "group")


@dataclass(frozen=True, slots=True)
class Agent:
    """One who may be speaking: where they are named, what they are called, and their tier. `pronoun`:
    "he"."""

    passage: Passage
    called: str
    tier: str
    pronoun: bool = False
    sure: float = 0.85


@cache
def _patterns(language: Language) -> dict[str, re.Pattern[str]]:
    institutions = alternation(language.words("institutions"))
    documents = alternation(language.words("said_of_documents"))
    titles = alternation(language.words("titles"))
    groups = alternation(language.words("unnamed_groups"))
    experts = alternation(language.words("expert_words"))
    agencies = "|".join(re.escape(each) for each in language.as_written("agencies"))
    owner = r"(?:[A-Z][\w.-]*(?:\s[A-Z][\w-]*)?[’']s?\s+|[Tt]he\s+|[Aa]n?\s+|[Tt]heir\s+|[Hh]is\s+|[Ii]ts\s+)"
    some = r"(?:[\w’'-]+\s+){0,3}?"
    behind = (
        r"(?:\s+of\s+(?:the\s+)?(?:[a-z-]+(?:\s+[a-z-]+)?\s+of\s+(?:the\s+)?)?[A-Z][\w-]*(?:\s[A-Z][\w-]*)?)?"
    )
    return {
        "document": re.compile(
            rf"(?<!\w)(?:{owner})?(?:(?:joint|final|official|closing)\s+)?(?:{documents})(?!\w)", re.I
        ),
        "expert": re.compile(rf"(?<!\w)(?:political\s+|military\s+)?(?:{experts})(?!\w)", re.I),
        "agency": re.compile(rf"(?<!\w)(?:{agencies})(?!\w)"),
        "institution": re.compile(rf"(?<!\w){owner}{some}(?i:{institutions}){behind}(?!\w)"),
        "title": re.compile(rf"(?<!\w){owner}{some}(?i:{titles}){behind}(?!\w)"),
        "relative": re.compile(
            rf"(?<!\w){owner}(?:\w+\s+)?(?:official|officer|general|side|party|journalist)(?!\w)"
        ),
        "unnamed": re.compile(r"(?<!\w)(?:[Aa]n?\s+[\w-]*\s*source|sources)(?!\w)"),
        "person": re.compile(
            rf"(?<!\w)(?:[Oo]ne|[Aa]n?|[Tt]wo|[Ss]everal|[Ss]ome)\s+(?:[\w-]+\s+){{0,2}}?(?i:{alternation(language.words('persons'))})"
            r"(?:\s+(?:of|from|in|with|at|close\s+to|familiar\s+with|near)\s+(?:the\s+)?[\w-]+(?:\s+[A-Z][\w-]*)?)?(?!\w)"
        ),
        "group": re.compile(rf"(?<!\w)(?i:{groups})(?!\w)"),
        "pronoun": re.compile(r"(?<!\w)(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Hh]im|[Hh]er)(?!\w)"),
    }


def agents_in(
    text: str, sentence: Passage, officials: Officials, mentions: list[Mention], language: Language
) -> list[Agent]:
    """Those named in a sentence, the surest kind first where two overlap."""
    found: list[Agent] = []
    for passage, name in officials.at(sentence):
        tier = EXPERT if _is_expert(text, officials, name, language) else OFFICIAL
        _add(found, Agent(passage, name, tier, sure=0.93))
    patterns = _patterns(language)
    states = those_within(mentions, sentence, lambda each: each.passage)
    for kind in (*_KINDS, "person"):
        for match in patterns[kind].finditer(text, sentence.start, sentence.end):
            passage = Passage(*match.span())
            _add(found, _agent(kind, text, passage, states, officials, language))
    for each in states:
        if each.name.kind in ("state", "body", "side", "armed group", "committee"):
            _add(found, Agent(each.passage, each.passage.of(text), OFFICIAL, sure=_NAMED_SURE))
    for match in patterns["pronoun"].finditer(text, sentence.start, sentence.end):
        _add(found, Agent(Passage(*match.span()), match.group(), UNATTRIBUTED, True, 0.7))
    return _joined(text, _with_tails(text, sentence, sorted(found, key=lambda each: each.passage)))


def _is_expert(text: str, officials: Officials, name: str, language: Language) -> bool:
    """Whether somebody without an office is called an expert beside the name: "X, a researcher at"."""
    official = officials.by_name.get(name)
    if official is None or official.title is not None:
        return False
    behind = re.match(r",\s+(?:an?|the)\s+[^,.;]{2,60}", text[official.passage.end :][:70])
    before = re.search(
        r"(?:^|[\s,])(\w+)\s+$", text[max(0, official.passage.start - 30) : official.passage.start]
    )
    words = " ".join(each for each in (behind and behind.group(), before and before.group(1)) if each)
    return language.pattern("expert_words").search(words) is not None


_TAIL = re.compile(
    r"(?:\s+(?:official|diplomat|officer|commander|adviser))?\s+"
    r"(?:close to|familiar with|with knowledge of|briefed on|of|from|in|at|with|inside|near|within|for|to)\s+"
    r"(?:the\s+|an?\s+|its\s+|their\s+|his\s+|her\s+)?"
)
_TAIL_NAME = re.compile(r"(?:[A-Z][\w’'-]*|of|the|and|for|on)(?:\s+(?:[A-Z][\w’'-]*|of|the|and|for|on)){0,6}")
_COMMON = 0.86


def _with_tails(text: str, sentence: Passage, agents: list[Agent]) -> list[Agent]:
    """One who is named by a common noun, with what says of whom: "a source close to the delegation", "an
    analyst with the Horn Institute" are one speaker each."""
    found: list[Agent] = []
    for each in agents:
        before = found[-1] if found else None
        between = text[before.passage.end : each.passage.start] if before else ""
        if before and _takes_tail(before) and _TAIL.fullmatch(between) and each.sure <= _COMMON:
            found[-1] = _longer(text, before, each.passage.end)
        else:
            found.append(each)
    for index, each in enumerate(found):
        tail = _TAIL.match(text, each.passage.end, sentence.end) if _takes_tail(each) else None
        name = _TAIL_NAME.match(text, tail.end(), sentence.end) if tail else None
        after = found[index + 1].passage.start if index + 1 < len(found) else sentence.end
        if name is not None and name.group()[0].isupper() and name.end() <= after:
            end = name.start() + len(re.sub(r"(?:\s+(?:of|the|and|for|on))+$", "", name.group()))
            found[index] = _longer(text, each, end)
    return found


def _takes_tail(agent: Agent) -> bool:
    return (
        not agent.pronoun
        and agent.sure <= _COMMON
        and agent.tier not in (DOCUMENT, AGENCY)
        and (agent.called[:1].islower() or agent.called.split()[0] in ("One", "A", "An"))
    )


def _longer(text: str, agent: Agent, end: int) -> Agent:
    passage = Passage(agent.passage.start, end)
    called = re.sub(r"^(?:The|the|An?|an?)\s+", "", " ".join(passage.of(text).split()))
    return replace(agent, passage=passage, called=called)


def _joined(text: str, agents: list[Agent]) -> list[Agent]:
    """States named in a row speak together: "Russia, Turkey and Iran said"."""
    found: list[Agent] = []
    for each in agents:
        before = found[-1] if found else None
        between = text[before.passage.end : each.passage.start] if before else ""
        if (
            before
            and before.sure == each.sure == _NAMED_SURE
            and re.fullmatch(r",?\s+(?:and\s+)?|,\s*", between)
        ):
            passage = Passage(before.passage.start, each.passage.end)
            found[-1] = Agent(passage, " ".join(passage.of(text).split()), OFFICIAL, sure=_NAMED_SURE)
        else:
            found.append(each)
    return found


def _agent(
    kind: str, text: str, passage: Passage, mentions: list[Mention], officials: Officials, language: Language
) -> Agent:
    called = " ".join(passage.of(text).split())
    if kind == "document":
        return Agent(passage, re.sub(r"^(?:the|an?)\s+", "", called, flags=re.I), DOCUMENT, sure=0.88)
    if kind in ("expert", "agency"):
        return Agent(passage, called, EXPERT if kind == "expert" else AGENCY, sure=0.85)
    if kind == "person":
        return Agent(passage, re.sub(r"^[Aa]n?\s+", "", called), UNATTRIBUTED, sure=0.78)
    if kind == "unnamed":
        return Agent(passage, called, UNATTRIBUTED, sure=0.8)
    if kind in ("title", "relative"):
        states = frozenset(
            each.name.state or each.name.id for each in mentions if each.passage.within(passage)
        )
        words = alternation(language.words("titles"))
        title = re.search(words, called, re.I) if kind == "title" else None
        name = (
            officials.in_office(title.group().lower() if title else "", states) if states or title else None
        )
        if name is not None:
            return Agent(passage, name, OFFICIAL, sure=0.8)
    return Agent(passage, re.sub(r"^(?:The|the|An?|an?)\s+", "", called), OFFICIAL, sure=0.78)


def _add(found: list[Agent], agent: Agent) -> None:
    if not any(
        each.passage.start < agent.passage.end and agent.passage.start < each.passage.end for each in found
    ):
        found.append(agent)
