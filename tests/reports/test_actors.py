"""Whom a name means: spellings, dated names, lists of names, and what stays unknown."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.moments import Span
from holdfire.reports.actors import ActorBook, plain


def day(year: int, month: int, number: int) -> datetime:
    return datetime(year, month, number, tzinfo=UTC)


def on(moment: datetime) -> Span:
    return Span(moment, moment.replace(hour=23))


BOOK = ActorBook(
    [
        ("Jabhat al-Nusra", "nusra", None, day(2016, 7, 28)),
        ("Jabhat Fateh al-Sham", "nusra", day(2016, 7, 28), day(2017, 1, 28)),
        ("Hay'at Tahrir al-Sham", "nusra", day(2017, 1, 28), None),
        ("Jaysh al-Islam", "jaysh-al-islam", None, None),
        ("Ahrar al-Sham", "ahrar", None, None),
        ("Government of Syria", "syria", None, None),
        ("Tiger Forces, 4th Division", "tigers", None, None),
        ("National Army", "sna", None, None),
        ("national army", "lna", None, None),
        ("The Army", "one", None, None),
        ("the army!", "two", None, None),
    ]
)


@pytest.mark.parametrize(
    "written",
    [
        "Jaysh al-Islam",
        "JAYSH AL ISLAM",
        "Jaysh al‑Islam",
        " jaysh  islam ",
        "Jaysh Al-Islām",
        "jaysh-al-islam",
    ],
)
def test_case_hyphens_accents_and_the_article_make_no_difference(written: str) -> None:
    assert BOOK.resolve(written, None).ids == ("jaysh-al-islam",)
    assert BOOK.resolve(written, None).doubts == ()


def test_an_assimilated_article_is_the_article() -> None:
    assert BOOK.resolve("Ahrar ash-Sham", None).ids == ("ahrar",)


def test_a_name_used_in_its_time_leaves_no_doubt() -> None:
    found = BOOK.resolve("Jabhat Fateh al-Sham", on(day(2016, 12, 31)))
    assert (found.ids, found.doubts) == (("nusra",), ())


def test_an_old_name_still_means_the_group_and_says_so() -> None:
    """Scenario 8: a report of 20 September 2018 writes Nusra, which had another name by then."""
    found = BOOK.resolve("Jabhat al-Nusra", on(day(2018, 9, 20)))
    assert found.ids == ("nusra",)
    assert found.doubts == ("the name 'Jabhat al-Nusra' of nusra was used to 2016-07-28",)


def test_a_list_means_all_of_its_names() -> None:
    assert BOOK.resolve("Ahrar al-Sham, Jaysh al-Islam", None).ids == ("ahrar", "jaysh-al-islam")
    assert BOOK.resolve("Ahrar al-Sham; Ahrar al-Sham", None).ids == ("ahrar",)


def test_a_name_that_holds_a_comma_is_one_name() -> None:
    assert BOOK.resolve("Tiger Forces, 4th Division", None).ids == ("tigers",)


def test_a_list_with_a_stranger_means_nobody_rather_than_half() -> None:
    found = BOOK.resolve("Ahrar al-Sham, Friends of Idlib", None)
    assert found.ids is None
    assert found.doubts == ("nobody is known by the name 'Friends of Idlib'",)


def test_an_unknown_name_is_not_the_nearest_one() -> None:
    assert BOOK.resolve("Ahrar al-Shams", None).ids is None


def test_of_two_meanings_the_exact_spelling_decides_and_else_nobody_is_meant() -> None:
    assert BOOK.resolve("National Army", None).ids == ("sna",)
    assert BOOK.resolve("NATIONAL ARMY", None).ids is None
    assert BOOK.resolve("the ARMY", None).doubts == ("the name 'the ARMY' may mean one or two",)


def test_civilians_are_no_party_but_are_always_known() -> None:
    assert ActorBook([]).resolve("Civilians", None).ids == ("civilians",)


@given(st.text(max_size=30))
def test_any_text_has_an_answer_and_a_doubt_where_it_is_nobody(written: str) -> None:
    found = BOOK.resolve(written, on(day(2017, 6, 15)))
    assert (found.ids is None) <= bool(found.doubts)


@given(st.text(max_size=30))
def test_a_plain_form_is_its_own_plain_form(written: str) -> None:
    assert plain(plain(written)) == plain(written)
