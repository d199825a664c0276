"""What does not hold together in figures is told in the reader's language; a source's own words stay."""

import pytest
from seats_taken import At

from holdfire.web.reasons import FLAGS
from holdfire.web.words import LANGUAGES, Words

SUM = "a sum over russia and turkey, printed as {}, is a claim of the page; {}"
SAID = (
    "its areas make 9, the total printed is 7",
    "2 of its total 7 stand in no area",
    "its total is printed as 7 or 9",
    "it lists 9 and counts 7; the larger serves the bounds",
    "it counts 7 from 2017-05-31 21:00 to 2017-06-01 21:00 UTC"
    " and 8 from 2017-06-01 00:00 to 2017-06-02 00:00 UTC",
    "it counts 48 hours, the day asked has 24",
    "figures known only to the month may be of this day; they enter no count and no bound",
    "it counts 3, and the other side is said to confirm 4 of them",
    "the page lists the observer as an offender; it is who counted",
    SUM.format(9, "what each printed makes it up"),
    SUM.format("not given", "what each printed does not make it up"),
    SUM.format(9, "their own totals of this day are not all on file"),
)
ENGLISH = (" the ", " its ", " it ", " of ", " page", " counts", " day ", " figures")


def test_every_message_is_said_by_a_case() -> None:
    assert FLAGS.unsaid(SAID) == []
    for each in FLAGS.every():
        assert any(each.pattern.search(text) for text in SAID), f"no case says {each.name}"


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
@pytest.mark.parametrize("text", SAID)
def test_a_flag_is_told_to_the_last_word(language: str, text: str) -> None:
    shown = f" {FLAGS.in_words(Words(language), text)} "
    assert not [word for word in ENGLISH if word in shown], shown
    assert all(figure in shown for figure in ("9", "48", "7", "3") if f" {figure} " in text)


def test_what_a_source_noted_stays_as_it_wrote_it(at: At) -> None:
    assert 'lang="en"' in FLAGS.in_words(Words("ar"), "outlets differ: 7 (TASS), 9 (Interfax)")


def test_the_page_of_registers_tells_them(at: At) -> None:
    query = "first=2017-06-01&last=2017-06-03"
    officer = at.as_("officer")
    officer.cookies.set("language", "ru")
    flags = officer.get(f"/api/registers?{query}").json()["flags"]
    assert flags, "the exercise prints figures that do not hold together"
    page = officer.get(f"/registers?{query}").text
    listed = page.split('<ul class="flags">')[1].split("</ul>")[0]
    assert listed.count("<li") == len(flags)
    assert "stand in no area" not in listed
