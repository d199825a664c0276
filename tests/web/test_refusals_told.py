"""What the desk and its rules refuse, in the reader's language."""

import re

import pytest
from fluent.syntax import FluentParser, ast
from refusals_raised import SAMPLE, not_read_in, said_in
from seats_taken import At

from holdfire.web.door import LANGUAGE_COOKIE
from holdfire.web.reasons import REFUSALS
from holdfire.web.rights import Right
from holdfire.web.words import Words, folder_of

TRANSLATED = ("ru", "tr", "ar", "fa")
HANDED_ON = {
    "web/app.py: error.what": "whatever was raised",
    "web/app.py: error.advice": "whatever was raised",
    "web/app.py: what": "held below: no page, no such act at this address",
    "web/door.py: account.role": "no sentence: a role",
    "web/door.py: right": "no sentence: a right, held below",
    "web/pages/feeds.py: cause.what": "what the mission or its editions raise",
    "web/pages/feeds.py: cause.advice": "what the mission or its editions raise",
}
"""Refusals of the desk whose words are not written where they are raised."""
TOLD_WHOLE = (
    "centre/access", "centre/hazards", "centre/patrols", "centre/commitments", "centre/decisions",
)  # fmt: skip
"""Parts whose every refusal has a message as well."""


@pytest.mark.parametrize("folder", ["web", *TOLD_WHOLE])
def test_every_refusal_has_a_message(folder: str) -> None:
    said = said_in(folder)
    assert len(said) > 10
    assert [each.where for each in said if REFUSALS.unsaid([each.text])] == []


def test_a_refusal_of_the_desk_is_written_where_it_is_raised() -> None:
    assert set(not_read_in("web")) == set(HANDED_ON)


def test_rights_and_what_the_server_says_have_messages() -> None:
    assert REFUSALS.unsaid(str(each) for each in Right) == []
    assert REFUSALS.unsaid(["There is no such page.", "That cannot be done at this address."]) == []


@pytest.mark.parametrize("file", REFUSALS.files)
def test_every_message_is_found_by_its_own_english(file: str) -> None:
    """None is taken for another: what is told is what was said."""
    for message in FluentParser().parse(folder_of("en").joinpath(file).read_text("utf-8")).body:
        if isinstance(message, ast.Message):
            assert message.value is not None
            text = "".join(
                each.value if isinstance(each, ast.TextElement) else SAMPLE for each in message.value.elements
            )
            found = next((each.name for each in REFUSALS.every() if each.pattern.fullmatch(text)), text)
            assert found == message.id.name


def test_a_page_that_refuses_speaks_arabic(at: At) -> None:
    browser = at.as_("officer")
    browser.cookies.set(LANGUAGE_COOKIE, "ar")
    page = browser.get("/incidents/i-0123456789abcdef")
    assert page.status_code == 404
    told = bare(page.text)
    assert "لا يوجد حادث i-0123456789abcdef يمكنك رؤيته." in told
    assert "انظر في قائمة الانتظار" in told
    assert 'lang="en"' not in told.partition('class="refused"')[2].partition("</section>")[0]


def test_the_api_keeps_english(at: At) -> None:
    browser = at.as_("officer")
    browser.cookies.set(LANGUAGE_COOKIE, "ar")
    told = browser.get("/api/incidents/i-0123456789abcdef").json()
    assert told["what"] == "There is no incident i-0123456789abcdef that you can see."


def test_a_case_s_rule_is_told_with_its_statuses_in_words() -> None:
    what = 'Case c-1 stands at "received"; the step to "closed" is not taken as officer.'
    assert said("ru", what) == (
        "Дело c-1 в состоянии «получено»; шаг к «закрыто» не делают в роли «дежурный»."
    )
    assert said("ru", 'Possible from there: "closed", "duplicate".') == "Возможно оттуда: закрыто, повтор."


def test_a_role_and_a_right_are_told_in_words() -> None:
    assert said("tr", "An account of the role delegate may not judge pairs of reports.") == (
        "“delege” rolündeki hesabın buna yetkisi yok: ihbar çiftlerini değerlendirmek."
    )


def test_fields_that_cannot_be_taken_keep_their_names() -> None:
    what = "Not every field can be taken as it is: why: Field required; until: Something else."
    assert said("ru", what) == (
        "Не каждое поле можно принять в таком виде: why: нужно заполнить; until: Something else."
    )


def test_one_without_a_message_stays_english_and_is_marked() -> None:
    assert REFUSALS.in_words(Words("fa"), "The <disk> sings.") == (
        '<span lang="en" dir="ltr">The &lt;disk&gt; sings.</span>'
    )


def test_a_very_long_text_is_not_searched() -> None:
    assert 'lang="en"' in REFUSALS.in_words(Words("ru"), f"There is no file {'x' * 3000}.")


def said(language: str, text: str) -> str:
    return bare(REFUSALS.in_words(Words(language), text))


def bare(text: object) -> str:
    return re.sub("[\u2068\u2069]", "", str(text))
