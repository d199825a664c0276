"""Why two entries stand in one row, in the reader's language."""

import re
from datetime import UTC, datetime

import polars as pl
import pytest
from seats_taken import At

from holdfire.incidents.evidence import EVIDENCE
from holdfire.incidents.evidence.comparable import comparable
from holdfire.incidents.judgements import Judgement
from holdfire.incidents.match_rules import MatchRules
from holdfire.mission.folder import Mission
from holdfire.registers.asking import Question
from holdfire.registers.reasons import told_pairs
from holdfire.reports.table import REPORTS
from holdfire.web.door import LANGUAGE_COOKIE
from holdfire.web.reasons import PAIRS
from holdfire.web.words import Words

TRANSLATED = ("ru", "tr", "ar", "fa")
SAMPLES = {"one": "fire", "other": "fire/shelling", "unit": "idlib"}
OWN = {
    max(re.split(r"\(\?P<\w+>[^)]+\)", each.pattern.pattern.replace("\\", "")), key=len)
    for each in PAIRS.every()
}
"""The longest words of each sentence that are its own."""
AT = datetime(2017, 6, 2, 10, 30, tzinfo=UTC)


def levels() -> list[str]:
    """What every level of every kind of evidence can say, with a weight before it as reasons have it."""
    nobody = comparable(REPORTS.empty())
    said = []
    for name, kind in EVIDENCE.items():
        for level in kind(nobody, nobody, MatchRules()).levels:
            samples = {} if name == "toll" else SAMPLES
            filled = re.sub(r"\{(\w+)\}", lambda each, to=samples: to.get(each[1], "15"), level.says)
            said.append(f"{level.log_odds or 0.0:+.2f} {name}: {filled}")
    return said


def left_english(t: Words, text: str) -> list[str]:
    """Words of our sentences that are left in what is told."""
    told = str(PAIRS.in_words(t, text))
    return ["whole"] if 'lang="en"' in told else [own for own in OWN if len(own) > 5 and own in told]


@pytest.mark.parametrize("language", TRANSLATED)
def test_whatever_a_level_of_evidence_can_say_is_told_to_the_last_word(language: str) -> None:
    assert len(levels()) > 30
    for text in levels():
        assert left_english(Words(language), text) == [], text


def test_an_exercise_lined_up_is_told_to_the_last_word_in_every_language(at: At) -> None:
    found = at.as_("officer").get("/api/registers?first=2017-06-01&last=2017-06-03&one=russia&other=turkey")
    lines = [*found.json()["pairs"], *found.json()["rows"]]
    told = {reason for line in lines for reason in line["reasons"]}
    told |= every_pair(Mission.open(at.folder).reports().head(60))
    assert len(told) > 300
    for language in TRANSLATED:
        t = Words(language)
        left = {text: words for text in sorted(told) if (words := left_english(t, text))}
        assert left == {}


def every_pair(members: pl.DataFrame) -> set[str]:
    """What is said of every two of these reports, whether or not they would ever be compared."""
    ids = list(enumerate(members["report_id"]))
    rows = [(a, b, i, j, 0.5, 1 + j % 3) for i, a in ids for j, b in ids if i < j]
    names = ["left", "right", "left_row", "right_row", "probability", "rivals"]
    chosen = pl.DataFrame(rows, schema=names, orient="row")
    return {each for told in told_pairs(members, chosen, MatchRules()).values() for each in told.reasons}


def test_questions_and_judgements_are_told_with_the_words_of_who_judged_as_they_are() -> None:
    asked = Question("amina asked whether e-1 and e-2 are one", AT)
    judged = Judgement("r-1", "r-2", "not same", "amina", AT, "same crater, two days")
    t = Words("ru")
    told = [
        f"awaiting reply: {asked.told(None)}",
        f"awaiting reply: {asked.told(AT)}",
        f"awaiting reply: {Question('every other observer was asked about r-1', None).told(None)}",
        f"judged: {judged} ({judged.why})",
    ]
    assert [bare(PAIRS.in_words(t, each)) for each in told] == [
        "ожидается ответ: amina спрашивает, одно ли и то же e-1 и e-2, срок 2017-06-02 10:30 UTC",
        "ожидается ответ: amina спрашивает, одно ли и то же e-1 и e-2, срок 2017-06-02 10:30 UTC, просрочено",
        "ожидается ответ: всех других наблюдателей спросили о r-1",
        "заключение: r-1 и r-2: не одно и то же, amina, 2017-06-02 10:30 UTC (same crater, two days)",
    ]


def test_weights_stand_as_they_are_and_acts_in_words() -> None:
    text = "+2.31 act: fire/shelling and fire/shelling/mortar: one is a kind of the other"
    told = bare(PAIRS.in_words(Words("tr"), text))
    assert told.startswith("+2.31 eylem: “")
    assert "shelling" not in told
    three = f"russia and turkey: {text}"
    assert bare(PAIRS.in_words(Words("tr"), three)) == f"russia ile turkey: {told}"


def test_the_page_tells_them_in_arabic_and_marks_nothing_as_english(at: At) -> None:
    browser = at.as_("officer")
    browser.cookies.set(LANGUAGE_COOKIE, "ar")
    page = browser.get("/registers?first=2017-06-01&last=2017-06-03&one=russia&other=turkey").text
    pairs = page.partition('id="pairs"')[2]
    assert "مبدئيًا" in pairs
    assert 'lang="en"' not in pairs


def bare(text: object) -> str:
    return re.sub("[\u2068\u2069]", "", str(text))
