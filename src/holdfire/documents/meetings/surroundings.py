"""What stands around a meeting: the day and place of a text made there, and the day of publication."""

import re
from dataclasses import replace

from holdfire.documents.blocks.block import DATELINE, OFFICIAL, TITLE
from holdfire.documents.dates.value import day_of, last_day_of
from holdfire.documents.field import Field
from holdfire.documents.meetings.details import town_at
from holdfire.documents.meetings.meeting import HELD, PLANNED, Meeting
from holdfire.documents.names.lexicon import lexicon
from holdfire.documents.page import Page

_OWN_DAY = "the day of the text made there"


def by_days(page: Page, meetings: list[Meeting]) -> None:
    """Where no words tell whether it was held, its days do, if they lie clearly before or behind the day of
    publication."""
    published = last_day_of(page.published.value)
    for meeting in meetings:
        first, last = day_of(meeting.days.value), last_day_of(meeting.days.value)
        if meeting.state.value is not None or published is None or first is None or last is None:
            continue
        if first > published or last < published:
            state = PLANNED if first > published else HELD
            why = f"its days and the day of publication, {published.isoformat()}"
            meeting.state = Field(state, meeting.days.passages, "by its days", 0.65, why)


def from_official(page: Page, meetings: list[Meeting]) -> None:
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
