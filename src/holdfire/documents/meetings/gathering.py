"""From mentions to meetings: what several sentences of one page say of one meeting is put together."""

import re
from dataclasses import replace

from holdfire.documents.blocks.block import BODY, DATELINE, OFFICIAL, TITLE
from holdfire.documents.blocks.numbering import numbered
from holdfire.documents.field import Alternative, Field, Passage
from holdfire.documents.meetings.attending import also_attending, invited_in, observers_in, participants_in
from holdfire.documents.meetings.details import days_of, only_in_captions, place_of, state_of, town_at
from holdfire.documents.meetings.meeting import HELD, PLANNED, Meeting
from holdfire.documents.meetings.mentions import BEFORE, NEXT, SAME, MeetingMention, mentions_of_meetings
from holdfire.documents.meetings.outcomes import outcomes_in
from holdfire.documents.names.lexicon import lexicon
from holdfire.documents.page import Page

_OWN_DAY = "the day of the text made there"
MEETINGS_MAX = 300
"""Of one document. The longest series known has some thirty rounds; what names more is no account."""


def meetings_of(page: Page) -> tuple[Meeting, ...]:
    """Every meeting of the page: numbered ones by series and number, the next ones, and those without a
    number."""
    mentions = mentions_of_meetings(page)
    meetings: list[Meeting] = []
    spoken: Meeting | None = None
    by_sentence: dict[int, Meeting] = {}
    together: dict[int, list[MeetingMention]] = {}
    for mention in mentions:
        together.setdefault(mention.sentence.passage.start, []).append(mention)
    for mention in mentions:
        others = [each for each in together[mention.sentence.passage.start] if each is not mention]
        meeting = _meeting(meetings, mention, spoken, others)
        if meeting is None:
            continue
        if not any(meeting is each for each in meetings):
            if len(meetings) == MEETINGS_MAX:
                break
            meetings.append(meeting)
        _tell(page, meeting, mention, others)
        spoken = meeting
        by_sentence.setdefault(mention.sentence.passage.start, meeting)
    _from_official(page, meetings)
    _order(meetings)
    _outcomes(page, meetings, by_sentence)
    return tuple(each for each in meetings if _says_something(each))


def _meeting(
    meetings: list[Meeting], mention: MeetingMention, spoken: Meeting | None, others: list[MeetingMention]
) -> Meeting | None:
    """The meeting a mention speaks of, which may be a new one; None where it speaks of none in particular."""
    number = mention.round.value
    if number is not None:
        return _known(meetings, mention) or Meeting(mention.series, mention.round)
    if mention.relative == SAME:
        numbered = [each for each in others if each.round.value is not None]
        if numbered:
            return _known(meetings, numbered[0]) or Meeting(numbered[0].series, numbered[0].round)
        if spoken is not None:
            return spoken
        return Meeting(mention.series, mention.round) if mention.sentence.kind != TITLE else None
    if mention.relative == NEXT:
        if mention.sentence.kind == TITLE or (others and any(each.round.value for each in others)):
            return None
        return Meeting(mention.series, mention.round, is_next=True)
    held = [
        each for each in meetings if each.state.value == HELD and each.series.value == mention.series.value
    ]
    if spoken is not None and spoken.state.value == PLANNED and held:
        spoken = held[-1]  # "the previous round" is the one before the last held, and not before the next
    if mention.relative == BEFORE and spoken is not None and isinstance(spoken.round.value, int):
        number = spoken.round.value - 1
        anchor = f"order: the one before number {spoken.round.value}"
        return Meeting(
            mention.series, Field(number, (mention.passage,), "counted from the other", 0.7, anchor)
        )
    return Meeting(mention.series, mention.round) if mention.relative == BEFORE else None


def _known(meetings: list[Meeting], mention: MeetingMention) -> Meeting | None:
    for each in meetings:
        if each.round.value == mention.round.value and (
            each.series.value == mention.series.value or None in (each.series.value, mention.series.value)
        ):
            return each
    return None


def _tell(page: Page, meeting: Meeting, mention: MeetingMention, others: list[MeetingMention]) -> None:
    """Add what this sentence says. Of two dates the span of days stands, and the other as an alternative."""
    meeting.told_in.append(mention.sentence.passage)
    if meeting.series.value is None:
        meeting.series = mention.series
    state = state_of(page, mention)
    if state.value is not None and (
        meeting.state.value is None or state.confidence > meeting.state.confidence
    ):
        meeting.state = state
    if mention.sentence.kind != TITLE:
        apart = [each for each in others if each.relative != SAME]
        meeting.days = _better(meeting.days, days_of(page, mention, apart))
        place = place_of(page, mention, apart)
        if place is not None and (meeting.place.value is None or meeting.place.confidence < place.confidence):
            meeting.place = place
    for fields, more in (
        (meeting.participants, participants_in(page, mention)),
        (meeting.observers, observers_in(page, mention.sentence.passage)[0]),
    ):
        known = {each.value for each in fields}
        fields += [each for each in more if each.value not in known]
    observing = {each.value for each in meeting.observers}
    meeting.participants = [each for each in meeting.participants if each.value not in observing]


def _better(known: Field, found: Field | None) -> Field:
    if found is None or found.passages == known.passages:
        return known
    if known.value is None and known.reason != "year not stated" and not known.passages:
        return found
    first, other = (
        (found, known) if "/" in str(found.value) and "/" not in str(known.value) else (known, found)
    )
    if other.value is None or other.value == first.value:
        return first
    more = Alternative(other.value, "another date on the page for it", other.passages)
    return Field(
        first.value, first.passages, first.method, first.confidence, first.anchor,
        (*first.alternatives, more), first.reason,
    )  # fmt: skip


def _from_official(page: Page, meetings: list[Meeting]) -> None:
    """A meeting that an official text speaks of as its own was held on the text's own day, if no other is
    told."""
    for meeting in meetings:
        sections = {
            sentence.section
            for sentence in page.sentences
            if sentence.passage in meeting.told_in and sentence.kind == OFFICIAL
        }
        own = [page.days_of_sections[each] for each in sections if each in page.days_of_sections]
        if own and meeting.days.value is None and not meeting.is_next and meeting.state.value != PLANNED:
            told = own[0]
            meeting.days = Field(told.value, told.passages, _OWN_DAY, 0.7, told.anchor)
            if meeting.state.value is None:
                meeting.state = Field(HELD, told.passages, "a text was made there", 0.7, "the text's own day")
    _from_title(page, meetings)


def _from_title(page: Page, meetings: list[Meeting]) -> None:
    """ "Outcome document of the 4th meeting": a text whose title says what meeting made it has its day."""
    for meeting in meetings:
        kinds = page.language.pattern("instrument_words")
        titles = [
            each.passage
            for each in page.sentences
            if each.kind == TITLE
            and each.passage in meeting.told_in
            and kinds.search(page.text, each.passage.start, each.passage.end)
        ]
        own = next(iter(page.days_of_sections.values()), page.published)
        if not titles or meeting.is_next or not own.passages:
            continue
        if meeting.place.value is None:
            meeting.place = _place_of_text(page) or meeting.place
        told_days = _days_of_front(page)
        if told_days is not None and (meeting.days.value is None or meeting.days.method == _OWN_DAY):
            meeting.days = told_days
        if meeting.days.value is not None:
            continue
        meeting.days = Field(
            own.value, own.passages, _OWN_DAY, 0.65, own.anchor, own.alternatives, own.reason
        )
        if meeting.state.value is None:
            meeting.state = Field(HELD, own.passages, "a text was made there", 0.65, "the text's own day")


def _days_of_front(page: Page) -> Field | None:
    """The days on which those met who make the text, by its first paragraph: "The Committee, meeting on 14
    and 15 July"."""
    for block in page.blocks:
        if block.kind != OFFICIAL:
            continue
        for each in page.dates_in(block.passage):
            before = page.text[
                max(block.passage.start, each.written.passage.start - 60) : each.written.passage.start
            ]
            met = re.search(
                r"\b(?:meeting|met|gathered|convened|held)\b[^.;:]*\b(?:on|from|between)\s+$", before
            )
            if met and each.written.kind in ("day", "days"):
                field = each.field
                return replace(field, method=f"{field.method}; the days its makers met", confidence=0.7)
        return None
    return None


def _place_of_text(page: Page) -> Field | None:
    """The town on the dateline of a text."""
    for block in page.blocks:
        for each in lexicon().mentions(page.text, block.passage) if block.kind == DATELINE else ():
            if each.name.kind in ("town", "capital"):
                return town_at(page, each, "the dateline of the text made there", 0.6)
    return None


def _order(meetings: list[Meeting]) -> None:
    """What follows from the order of rounds: the next one has the next number, and a later one is planned."""
    for series in {each.series.value for each in meetings if each.series.value is not None}:
        same = [each for each in meetings if each.series.value == series]
        held = [each for each in same if each.state.value == HELD and isinstance(each.round.value, int)]
        last = max((int(str(each.round.value)) for each in held), default=None)
        if last is None:
            continue
        anchor = f"order: after number {last}, which was held"
        for each in same:
            if each.is_next and each.round.value is None:
                spoken = each.state.passages
                each.round = Field(last + 1, spoken, "counted from the last one held", 0.75, anchor)
            elif each.state.value is None and isinstance(each.round.value, int) and each.round.value > last:
                each.state = Field(PLANNED, each.round.passages, "its number is higher", 0.7, anchor)
        _merge_next(meetings, same)


def _merge_next(meetings: list[Meeting], same: list[Meeting]) -> None:
    """Two sentences on the next round are one meeting; what differs between them stays as an alternative."""
    first: dict[object, Meeting] = {}
    for each in same:
        if each.round.value is None:
            continue
        known = first.setdefault(each.round.value, each)
        if known is not each:
            known.told_in += each.told_in
            known.days = _better(known.days, each.days if each.days.passages else None)
            known.is_next = known.is_next or each.is_next
            if known.place.value is None:
                known.place = each.place
            if known.state.value is None:
                known.state = each.state
            meetings.remove(each)


def _outcomes(page: Page, meetings: list[Meeting], by_sentence: dict[int, Meeting]) -> None:
    """Points agreed and not, with the meeting of their sentence, else the one last spoken of as held."""
    spoken: Meeting | None = next((each for each in meetings if each.state.value == HELD), None)
    planned: Meeting | None = None
    near: set[int] = set()
    for sentence in page.sentences:
        named = by_sentence.get(sentence.passage.start)
        if named is not None and named in meetings:
            spoken, planned = (named, planned) if named.state.value == HELD else (spoken, named)
        if sentence.kind not in (BODY, OFFICIAL) or _in_point(page, sentence.block):
            continue
        owner = named if named is not None and named.state.value == HELD else spoken
        if named is None and owner is not None and owner in meetings and sentence.block in near:
            _attend(page, owner, sentence.passage)
        if named is not None:
            near = {sentence.block, sentence.block + 1}
        if owner is not None and owner in meetings:
            owner.outcomes += outcomes_in(page, sentence.passage)
        if planned is not None and (invited := invited_in(page, sentence.passage)):
            planned.invited += invited
    for each in meetings:
        if each.place.value is None and each.state.value == HELD and not each.place.alternatives:
            each.place = only_in_captions(page)


def _in_point(page: Page, number: int) -> bool:
    """Whether a block is a numbered point: what it says is a provision."""
    block = page.blocks[number]
    return block.kind == OFFICIAL and numbered(block.passage.of(page.text), page.language) is not None


def _attend(page: Page, meeting: Meeting, sentence: Passage) -> None:
    """Add who a following sentence of the same or the next paragraph says was there."""
    taking_part, observing = also_attending(page, sentence)
    watching = {each.value for each in (*meeting.observers, *observing)}
    known = {each.value for each in meeting.observers}
    meeting.observers += [each for each in observing if each.value not in known]
    known = {each.value for each in meeting.participants} | watching
    meeting.participants += [each for each in taking_part if each.value not in known]


def _says_something(meeting: Meeting) -> bool:
    told = (meeting.round.value, meeting.days.value or meeting.days.passages, meeting.place.value)
    return any(each for each in told) or bool(meeting.participants)
