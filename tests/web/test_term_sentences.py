"""What a term's clock says, in the reader's language: every sentence that it can say has a message."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from holdfire.agreement.parties import Citation
from holdfire.agreement.term import Ending, Extension, Term, TermStart, answer
from holdfire.web.reasons import CLOCKS
from holdfire.web.words import LANGUAGES, Words

CITED = (Citation("seed-002", "para 3"),)
ALL = ("russia", "turkey", "iran")


def consent(day: str, *who: str, refused: tuple[str, ...] = (), adopted: bool = True) -> Extension:
    return Extension(date.fromisoformat(day), None, who, refused, CITED, months=6, adopted=adopted)


def told(day: str, *records: Extension, endings: tuple[Ending, ...] = ()) -> tuple[str, str]:
    """What the clock of the de-escalation areas says on that day, and what it warns of."""
    start = TermStart(date(2017, 5, 4), CITED)
    asked = Term("areas", (start,), 6, ALL, "by consensus", 20, CITED[0], extensions=records, endings=endings)
    at = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
    (reading,) = answer(asked, at, ZoneInfo("Asia/Damascus")).readings
    return reading.why, reading.warning


LATE = consent("2017-12-01", "iran")
SAID = {
    "before": told("2017-05-01"),
    "it runs": told("2017-06-01"),
    "it ends soon": told("2017-11-01"),
    "it ends tomorrow": told("2017-11-03"),
    "two are silent": told("2017-11-01", consent("2017-10-01", "russia", adopted=False)),
    "each to its own text": told("2017-11-01", *(consent("2017-10-01", who, adopted=False) for who in ALL)),
    "prolonged": told("2017-12-01", consent("2017-10-01", *ALL)),
    "prolonged twice": told("2018-06-01", consent("2017-10-01", *ALL), consent("2018-04-01", *ALL)),
    "refused": told("2017-12-01", consent("2017-10-01", refused=("turkey",))),
    "silence": told("2017-12-01"),
    "silence, and one was late": told("2017-12-05", LATE),
    "no one text": told("2017-12-01", *(consent("2017-10-01", who, adopted=False) for who in ALL)),
    "a text ended it": told("2017-12-01", endings=(Ending(date(2017, 8, 1), CITED),)),
}


def test_the_cases_say_every_sentence_there_is() -> None:
    texts = [text for said in SAID.values() for text in said if text]
    assert CLOCKS.unsaid(texts) == []
    whole = [each for each in CLOCKS.every() if each.name not in ("clock-once", "clock-times")]
    parts = [each for each in whole if not each.pattern.pattern.endswith(r"\.")]
    for each in whole:
        found = each.pattern.search if each in parts else each.pattern.fullmatch
        assert any(found(text) for text in texts), f"no case says {each.name}"


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
@pytest.mark.parametrize("case", SAID)
def test_a_clock_is_told_in_every_language_to_the_last_word(language: str, case: str) -> None:
    for text in filter(None, SAID[case]):
        shown = str(CLOCKS.in_words(Words(language), text))
        assert "<span" not in shown
        lacking = [word for word in ("ended", "ends", "consent", "Silence", "times", "once") if word in shown]
        assert not lacking, f"{shown}: English is left in it"


def test_days_and_names_stay_as_they_are() -> None:
    shown = str(CLOCKS.in_words(Words("ru"), SAID["silence"][0]))
    assert "2017-11-04" in shown
    assert "iran, russia, turkey" in shown
