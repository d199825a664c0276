"""Reasons and doubts, in the reader's language."""

import re

import pytest

from holdfire.agreement.reading import library_pack, library_packs, load_pack
from holdfire.assessment.attribution import attribution
from holdfire.assessment.conditions import conditions
from holdfire.assessment.exemption import exemption
from holdfire.assessment.explaining import explain_each
from holdfire.assessment.rules import judging
from holdfire.web.reasons import REASONS
from holdfire.web.words import Words

TRANSLATED = ("ru", "tr", "ar", "fa")
OWN = {
    max(re.split(r"\(\?P<\w+>\.\+\)", each.pattern.pattern.replace("\\", "")), key=len)
    for each in REASONS.every()
}
"""The longest words of each sentence that are its own."""
WHY = re.compile(r"\{(term_why|(bound|covered|target)_(one|other)_why)\}")
"""A case that speaks through another reading: that one is held to the same below."""


@pytest.mark.parametrize("slug", library_packs())
def test_whatever_a_condition_can_say_has_a_message(slug: str) -> None:
    said = set()
    for provision in judging(load_pack(library_pack(slug))):
        for condition in (*conditions(provision).every, exemption("one"), attribution()):
            said |= {case.says for case in condition.cases}
    filled = [re.sub(r"\{admission\}", "", WHY.sub("who acted is not known", each)) for each in said]
    assert REASONS.unsaid(re.sub(r"\{\w+\}", "Name", each) for each in filled) == []


def test_an_exercise_is_explained_in_every_language_to_the_last_word(mission) -> None:
    incidents, placement = mission.derived("incidents"), mission.derived("placement")
    told = {
        reason for each in explain_each(incidents, placement, mission.agreement) for reason in each.reasons
    }
    told |= set(incidents["doubts"].explode().drop_nulls().to_list())
    assert len(told) > 100
    for language in TRANSLATED:
        t = Words(language)
        english = [each for each in sorted(told) if 'lang="en"' in REASONS.in_words(t, each)]
        assert english == []
        left = [(each, one) for each in sorted(told) for one in OWN if one in REASONS.in_words(t, each)]
        assert left == []


def test_names_stand_as_they_came_and_acts_in_words() -> None:
    found = REASONS.in_words(Words("tr"), "act: fire/shelling/mortar is covered by fire, advance")
    assert (
        _bare(found)
        == "eylem: “Havan ateşi” hükmün kapsamında: Güç kullanımı, araç bilinmiyor, Mevzi almak için ilerleme"
    )
    found = REASONS.in_words(Words("ru"), "actor: Ahrar al-Sham is bound by this clause")
    assert _bare(found) == "кто действовал: этот пункт связывает: Ahrar al-Sham"


def test_a_reason_that_holds_two_is_told_with_both() -> None:
    told = (
        "actor: no report says who acted against whom. If somebody not named acted: who acted is not known."
        " If <b> acted: <b> is not bound by this clause"
    )
    assert _bare(REASONS.in_words(Words("ru"), told)) == (
        "кто действовал: ни одно сообщение не говорит, кто действовал против кого. Если действовал кто-то"
        " неназванный: кто действовал, неизвестно. Если действовал &lt;b&gt;: этот пункт не связывает:"
        " &lt;b&gt;"
    )


def test_another_s_words_stay_english_and_are_marked_as_such() -> None:
    assert REASONS.in_words(Words("ar"), "set aside: by <hand>") == (
        '<span lang="en" dir="ltr">set aside: by &lt;hand&gt;</span>'
    )


def test_the_english_is_the_sentence_itself() -> None:
    told = "place: inside idlib per map idlib-2017-05, in force on that date (share 1.00)"
    assert REASONS.in_words(Words("en"), told) == told


def test_no_two_messages_are_one_sentence() -> None:
    patterns = [each.pattern.pattern for each in REASONS.every()]
    assert len(set(patterns)) == len(patterns)


def _bare(text: str) -> str:
    return re.sub("[\u2068\u2069]", "", str(text))
