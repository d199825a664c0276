"""From the blocks of a page to the statements in them. Comments, widgets and captions are never looked at."""

from collections.abc import Iterator

from holdfire.documents.blocks.block import BODY, OFFICIAL, QUOTE, Block
from holdfire.documents.field import NOT_STATED, Field, Passage, not_stated, quoted, trimmed
from holdfire.documents.language import Language
from holdfire.documents.names.lexicon import Mention
from holdfire.documents.names.officials import Officials
from holdfire.documents.sentences import sentences
from holdfire.documents.statements.agents import DOCUMENT, UNATTRIBUTED, Agent, agents_in
from holdfire.documents.statements.marks import Quoted, outside, quoted_in
from holdfire.documents.statements.reported import WORDS_MIN, words_told
from holdfire.documents.statements.speaking import Telling, speaker_of
from holdfire.documents.statements.statement import DIRECT, INDIRECT, MIXED, Statement
from holdfire.documents.statements.statement import UNATTRIBUTED as WITHOUT_SPEAKER


def statements_of(
    text: str, blocks: tuple[Block, ...], officials: Officials, mentions: list[Mention], language: Language
) -> tuple[Statement, ...]:
    """Every statement of the page, in the order of the text."""
    page = Telling(text, officials, mentions, language)
    found: list[Statement] = []
    for index, block in enumerate(blocks):
        if block.kind == QUOTE:
            found.append(_withoutspeaker_of(page, index, block))
        elif block.kind == BODY:
            found += _of_paragraph(page, index, block)
        elif block.kind == OFFICIAL:
            found += (each for each in _of_paragraph(page, index, block) if _is_spoken(each))
    return tuple(found)


def _is_spoken(each: Statement) -> bool:
    """In an official text only what it tells somebody to have said is a statement beside its own words."""
    told = each.speaker.confidence
    return each.speaker.value is not None and told > (0.6 if each.told in (DIRECT, MIXED) else 0.9)


def _withoutspeaker_of(page: Telling, index: int, block: Block) -> Statement:
    words = quoted(page.text, block.passage, "the whole block", block.confidence)
    nobody = not_stated("no speaker is named in or beside the block")
    return Statement(index, block.passage, words, nobody, _tier(UNATTRIBUTED, ()), WITHOUT_SPEAKER)


def _of_paragraph(page: Telling, index: int, block: Block) -> Iterator[Statement]:
    quotations = quoted_in(page.text, block.passage)
    for sentence in _whole(page.text, sentences(page.text, block.passage), quotations):
        inside = [each for each in quotations if sentence.start <= each.outer.start < sentence.end]
        agents = [
            each
            for each in agents_in(page.text, sentence, page.officials, page.mentions, page.language)
            if outside(each.passage, quotations)
        ]
        speaker = speaker_of(page, sentence, agents, quotations)
        said = list(_said(page, index, sentence, inside, speaker, agents))
        yield from said
        _remember(page, sentence, agents, speaker if said else None)


def _remember(page: Telling, sentence: Passage, agents: list[Agent], speaker: Agent | None) -> None:
    first = [each for each in agents if each.sure > 0.9 and each.passage.start - sentence.start < 60]
    if speaker is not None or first:
        page.last = speaker or first[0]
    documents = [each for each in agents if each.tier == DOCUMENT]
    page.document = documents[-1] if documents else (None if agents else page.document)


def _whole(text: str, listed: list[Passage], quotations: list[Quoted]) -> list[Passage]:
    """Sentences put together where one ends within a quotation, or a quotation ends one and the verb
    follows."""
    found: list[Passage] = []
    for each in listed:
        before = found[-1] if found else None
        if before is not None and (
            any(q.outer.start < before.end < q.outer.end for q in quotations)
            or (text[before.end - 1] in '"”»' and text[each.start].islower())
        ):
            found[-1] = Passage(before.start, each.end)
        else:
            found.append(each)
    return found


def _said(
    page: Telling,
    index: int,
    sentence: Passage,
    inside: list[Quoted],
    speaker: Agent | None,
    agents: list[Agent],
) -> Iterator[Statement]:
    whole = [
        each for each in inside if len(page.text[each.inner.start : each.inner.end].split()) >= WORDS_MIN
    ]
    if whole:
        rest = page.text[sentence.start : sentence.end]
        mixed = any(_is_part(page.text, sentence, each) for each in whole)
        for each in whole:
            passage = trimmed(page.text, each.inner.start, each.inner.end, " \t\r\n,")
            words = quoted(page.text, passage, "between quotation marks", 0.95 if each.closed else 0.7)
            who = speaker or _continued(page, sentence, each) or _alone(page, sentence, each, agents)
            told = MIXED if mixed and rest else DIRECT
            yield _statement(page, index, sentence, words, who, told)
        return
    if speaker is not None:
        told_words = words_told(page, sentence, speaker)
        if told_words is not None:
            yield _statement(
                page,
                index,
                sentence,
                quoted(page.text, told_words, "reported speech", 0.8),
                speaker,
                INDIRECT,
            )


def _continued(page: Telling, sentence: Passage, each: Quoted) -> Agent | None:
    """A sentence that is nothing but a quotation goes on with whoever spoke last."""
    alone = len(page.text[sentence.start : sentence.end]) - (each.outer.end - each.outer.start) < 4
    if alone and page.last is not None:
        return Agent(page.last.passage, page.last.called, page.last.tier, False, 0.55)
    return None


def _alone(page: Telling, sentence: Passage, each: Quoted, agents: list[Agent]) -> Agent | None:
    """Without a verb of saying the words are those of the one person whom the sentence names, or of whoever
    it begins with: "Orr was blunt: ...", "One negotiator spoke of ..."."""
    persons = {agent.called: agent for agent in agents if agent.sure > 0.9 or agent.pronoun}
    if len(persons) == 1:
        found = next(iter(persons.values()))
        meant = page.last if found.pronoun else found
        return Agent(found.passage, meant.called, meant.tier, False, 0.55) if meant else None
    first = [agent for agent in agents if agent.passage.start - sentence.start <= 4 and not agent.pronoun]
    if first and not persons and first[0].passage.end <= each.outer.start:
        return Agent(first[0].passage, first[0].called, first[0].tier, False, 0.5)
    return None


def _is_part(text: str, sentence: Passage, each: Quoted) -> bool:
    """Whether the quotation is a part of the reporter's own sentence, and no sentence of its own."""
    first = text[each.inner.start : each.inner.end].lstrip("[")[:1]
    before = text[sentence.start : each.outer.start].rstrip()
    return first.islower() and bool(before) and not before.endswith((":", ","))


def _statement(
    page: Telling, index: int, sentence: Passage, words: Field, who: Agent | None, told: str
) -> Statement:
    if who is None:
        nobody = not_stated("no verb of saying with somebody beside it", NOT_STATED)
        return Statement(index, sentence, words, nobody, _tier(UNATTRIBUTED, ()), told)
    named = " ".join(who.passage.of(page.text).split())
    same = named == who.called or who.called in named
    anchor = None if same else f"{named!r} stands here; the name was told before"
    speaker = Field(who.called, (who.passage,), "beside a verb of saying", who.sure, anchor)
    return Statement(index, sentence, words, speaker, _tier(who.tier, (who.passage,)), told)


def _tier(tier: str, passages: tuple[Passage, ...]) -> Field:
    return Field(tier, passages, "by what the speaker is called", 0.85)
