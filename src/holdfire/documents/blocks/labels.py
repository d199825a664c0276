"""Short lines that are no text: widgets, navigation, captions, bylines and dates of publication."""

import re
from collections import Counter

from holdfire.documents.blocks.block import BODY, CAPTION, DATELINE, NAVIGATION, TITLE, WIDGET
from holdfire.documents.blocks.draft import Draft
from holdfire.documents.dates.written import find_written
from holdfire.documents.field import Passage

_MONEY = re.compile(
    r"[$€£₽₺¥₸]|\b(?:USD|EUR|RUB|CNY|GBP|TRY|KZT|UAH|YER|LYD|shilling|rial|dinar|pound)\b", re.IGNORECASE
)
_RATE = re.compile(r"(?:\W{0,3}[A-Z]{3}(?:/[A-Z]{3})?[ :]+[\d.,]+\W{0,4})+")
"""ETB 52.9, ILS/USD 3.61."""
_WEATHER = re.compile(r"[-+]?\d{1,2}\s?°\s?[CFСf]?\b|°")
_PHONE = re.compile(r"\+?\d[\d\s()-]{8,}\d")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?\b|\b[A-Z]{3,4}\b(?=$)", re.IGNORECASE)
_APPEAL_WORDS = 60
_LABEL_WORDS, _CAPTION_WORDS, _BYLINE_WORDS = 9, 25, 16


def tell_by_markup(draft: Draft) -> None:
    """Tell what the markup says plainly."""
    for index, paragraph in enumerate(draft.paragraphs):
        hints, prose = paragraph.hints, draft.prose[index]
        if "head" in hints:
            draft.tell(index, TITLE, "markup: title of the page", 0.6, NAVIGATION)
        elif ("related" in hints and not prose) or hints & {"nav", "button"}:
            draft.tell(index, NAVIGATION, "markup: list of other pages", 0.95)
        elif "caption" in hints and not _is_dated_byline(draft, index):
            draft.tell(index, CAPTION, "markup: caption", 0.95)
        elif "footer" in hints and not prose:
            draft.tell(index, NAVIGATION, "markup: foot of the page", 0.9)
        elif hints & {"widget", "aside"} and not prose:
            draft.tell(index, WIDGET, "markup: widget", 0.9)
        elif "footer" in hints:
            draft.tell(index, NAVIGATION, "markup: foot of the page", 0.7, BODY)
        elif "h1" in hints:
            draft.tell(index, TITLE, "markup: first heading", 0.97)
        elif "byline" in hints and len(paragraph.words) <= _BYLINE_WORDS:
            draft.tell(index, DATELINE, "markup: byline", 0.9)


def tell_labels(draft: Draft) -> None:
    """Tell widgets, navigation, captions, bylines by their words."""
    often = Counter(each.text for each in draft.paragraphs if len(each.words) <= _LABEL_WORDS)
    for index in draft.left():
        paragraph = draft.paragraphs[index]
        count = len(paragraph.words)
        if draft.language.begins("caption_signs").match(paragraph.text) and count <= _CAPTION_WORDS:
            draft.tell(index, CAPTION, "words of a caption", 0.9)
        elif _is_credit(draft, index):
            draft.tell(index, CAPTION, "a credit of a picture", 0.9)
        elif _is_byline(draft, index):
            draft.tell(index, DATELINE, "a day, and hardly another word", 0.9)
        elif _is_widget(draft, index) or _is_appeal(draft, index):
            draft.tell(index, WIDGET, "words and figures of a widget", 0.92, NAVIGATION)
        elif count <= _LABEL_WORDS and draft.language.begins("navigation_lines").match(paragraph.text):
            draft.tell(index, NAVIGATION, "words of navigation", 0.9, WIDGET)
        elif often[paragraph.text] > 2 and not draft.prose[index]:
            draft.tell(index, WIDGET, "repeated on the page", 0.7, NAVIGATION)


def tell_lists_of_pages(draft: Draft) -> None:
    """Short lines behind words such as "Read also" are titles of other pages, up to the next prose."""
    behind = False
    for index, paragraph in enumerate(draft.paragraphs):
        if len(paragraph.words) <= _LABEL_WORDS and draft.language.begins("related_begin").match(
            paragraph.text
        ):
            behind = True
        elif draft.prose[index]:
            behind = False
        elif behind:
            draft.tell(index, NAVIGATION, "in a list of other pages", 0.85, TITLE)


def _is_credit(draft: Draft, index: int) -> bool:
    paragraph = draft.paragraphs[index]
    if len(paragraph.words) > _CAPTION_WORDS or draft.prose[index]:
        return False
    return bool(
        re.search(
            r"©\s*\w|\bphoto(?:graph)?\b\s*[:/]|\bphoto by\b|/\s*(?:AP|AFP|Reuters|TASS)\b"
            r"|[.!?]\s+(?:image|picture|credit|file|handout)\b\s*[:/]",
            paragraph.text,
            re.I,
        )
    ) and ("rights reserved" not in paragraph.text.lower())


def _is_widget(draft: Draft, index: int) -> bool:
    paragraph = draft.paragraphs[index]
    words = paragraph.words
    if len(words) > _LABEL_WORDS:
        return False
    text = paragraph.text
    digits = sum(1 for each in text if each.isdigit())
    if _RATE.fullmatch(text):
        return True
    if draft.language.begins("widget_lines").match(text):
        return not draft.prose[index] or len(words) < 8
    if draft.prose[index] or re.match(r"\(?\d{1,2}[.)]\s", text):
        return False
    if digits and (_MONEY.search(text) or _WEATHER.search(text) or _PHONE.search(text)):
        return True
    return not words or (digits >= 3 and digits > sum(map(len, words)))


def _is_appeal(draft: Draft, index: int) -> bool:
    """A few sentences to the reader that sell or ask for something: two words of the trade, and "you" or
    "us"."""
    paragraph = draft.paragraphs[index]
    if len(paragraph.words) > _APPEAL_WORDS or re.search(r"[\"“«]", paragraph.text):
        return False
    words = {each.lower() for each in paragraph.words}
    asked = {each.lower() for each in draft.language.pattern("appeal_words").findall(paragraph.text)}
    strong = words & {"you", "your", "yours"} or (words & {"us", "our"} and paragraph.text.endswith("!"))
    return len(asked) >= 2 and bool(strong or draft.paragraphs[index].hints & {"widget", "aside"})


def _is_byline(draft: Draft, index: int) -> bool:
    """A day or a clock time, and few words beside: place, name of the paper, "Updated", a count of views."""
    paragraph = draft.paragraphs[index]
    if len(paragraph.words) > _BYLINE_WORDS or re.match(r"\(?\d{1,2}[.)]\s+[A-Z]", paragraph.text):
        return False
    bare = re.sub(r"^[\W_]+", "", paragraph.text).split(" ")[0].lower()
    if bare in draft.language.words("preamble_verbs") or paragraph.text.rstrip().endswith((";", ":")):
        return False
    starts = draft.language.begins("byline_signs").match(paragraph.text)
    dates = list(find_written(draft.text, paragraph.passage, draft.language))
    days = [each for each in dates if each.kind in ("day", "days")]
    rest = _without(draft.text, paragraph.passage, [each.passage for each in dates])
    joining = (
        "on",
        "to",
        "at",
        "in",
        "of",
        "from",
        "no",
        "the",
        "and",
        "day",
        "issue",
        "vol",
        "covering",
        "as",
    )
    words = [
        each
        for each in re.findall(r"[^\W\d_]{2,}", _CLOCK.sub(" ", rest))
        if paragraph.text.endswith(".") or each.lower() not in joining + _weekdays(draft)
    ]
    if days:
        return len(words) <= (7 if starts else 4)
    named = sum(1 for word in words if word[0].isupper())
    by = re.match(r"(?:by|written by|edited by)\s+[A-Z]", paragraph.text, re.IGNORECASE)
    return bool(by) and len(words) <= 8 and named >= len(words) - 2 and not paragraph.text.endswith(".")


def _weekdays(draft: Draft) -> tuple[str, ...]:
    """The days of the week, in full and by three letters: beside a day they are no words of their own."""
    days = draft.language.words("weekdays")
    return (*days, *(each[:3] for each in days))


def _is_dated_byline(draft: Draft, index: int) -> bool:
    """Whether a line that the markup calls a credit is that of the text and no picture's: it says when."""
    signs = draft.language.pattern("byline_signs")
    return signs.search(draft.paragraphs[index].text) is not None and _is_byline(draft, index)


def _without(text: str, whole: Passage, parts: list[Passage]) -> str:
    at, kept = whole.start, []
    for part in parts:
        kept.append(text[at : part.start])
        at = part.end
    return " ".join([*kept, text[at : whole.end]])
