"""The term clock. Worked case: the de-escalation areas of 2017, six months, prolonged by consensus
of Russia, Turkey and Iran; sources differ on the day it began (TASS, Interfax, the joint statement)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.agreement.parties import Citation
from holdfire.agreement.term import (
    Constituency,
    DecisionRule,
    Ending,
    Extension,
    Term,
    TermStart,
    TermState,
    answer,
    month_rule,
)
from holdfire.moments import months_later

DAMASCUS = ZoneInfo("Asia/Damascus")
CITED = (Citation("seed-002", "para 3"),)
ALL = ("russia", "turkey", "iran")


def term(*starts: str, months: int = 6, **other) -> Term:
    days = tuple(TermStart(date.fromisoformat(each), CITED) for each in starts)
    return Term("areas", days, months, ALL, "by consensus", 20, CITED[0], **other)


def record(day: str, consented=(), refused=(), until: str | None = None) -> Extension:
    end = None if until is None else date.fromisoformat(until)
    return Extension(date.fromisoformat(day), end, tuple(consented), tuple(refused), CITED)


def reading(asked: Term, day: str):
    moment = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
    (only,) = answer(asked, moment, DAMASCUS).readings
    return only


def test_when_does_the_idlib_term_end():
    asked = term("2017-05-04", "2017-05-05", "2017-09-15")
    answered = answer(asked, datetime(2017, 10, 1, tzinfo=UTC), DAMASCUS)
    assert [str(each.end) for each in answered.readings] == ["2017-11-04", "2017-11-05", "2018-03-15"]
    assert answered.states == {TermState.IN_FORCE}
    assert answered.month_rule == month_rule(asked)
    assert "where that month is shorter, its last day" in answered.month_rule


def test_after_the_end_without_a_record_it_is_unknown_and_neither_extended_nor_lapsed():
    answered = answer(term("2017-05-04", "2017-09-15"), datetime(2017, 12, 1, tzinfo=UTC), DAMASCUS)
    first, second = answered.readings
    assert first.state == "unknown: no record of consensus"
    assert first.silent == set(ALL)
    assert first.why == (
        "It ended on 2017-11-04; no consent by then is on record from iran, russia, turkey."
        " Silence is not consensus, and no text says that it lapsed."
    )
    assert second.state == TermState.IN_FORCE


@pytest.mark.parametrize(
    ("records", "day", "state", "end"),
    [
        pytest.param([], "2017-05-03", TermState.NOT_BEGUN, "2017-11-04", id="before it begins"),
        pytest.param([], "2017-05-04", TermState.IN_FORCE, "2017-11-04", id="its first day"),
        pytest.param([], "2017-11-03", TermState.IN_FORCE, "2017-11-04", id="its last day"),
        pytest.param([], "2017-11-04", TermState.UNKNOWN, "2017-11-04", id="the end day is not in it"),
        pytest.param(
            [record("2017-10-30", ALL)], "2017-12-01", TermState.EXTENDED, "2018-05-04", id="all in time"
        ),
        pytest.param(
            [record("2017-10-30", ALL)], "2018-06-01", TermState.UNKNOWN, "2018-05-04", id="and then silence"
        ),
        pytest.param(
            [record("2017-10-30", ALL, until="2017-12-31")],
            "2017-12-30",
            TermState.EXTENDED,
            "2017-12-31",
            id="a new end is named",
        ),
        pytest.param(
            [record("2017-10-01", ["russia"]), record("2017-10-20", ["turkey", "iran"])],
            "2017-12-01",
            TermState.EXTENDED,
            "2018-05-04",
            id="one after the other",
        ),
        pytest.param(
            [record("2017-10-30", ["russia", "turkey"])],
            "2017-12-01",
            TermState.UNKNOWN,
            "2017-11-04",
            id="one is silent",
        ),
        pytest.param(
            [record("2017-10-30", ["russia", "turkey"], ["iran"])],
            "2017-12-01",
            TermState.LAPSED,
            "2017-11-04",
            id="one refuses",
        ),
        pytest.param(
            [record("2017-10-30", ["russia", "turkey"], ["iran"])],
            "2017-11-01",
            TermState.IN_FORCE,
            "2017-11-04",
            id="a refusal does not end it early",
        ),
        pytest.param(
            [record("2017-10-20", (), ["iran"]), record("2017-10-30", ALL)],
            "2017-12-01",
            TermState.EXTENDED,
            "2018-05-04",
            id="refused, then consented",
        ),
        pytest.param(
            [record("2017-11-04", ALL)],
            "2017-12-01",
            TermState.UNKNOWN,
            "2017-11-04",
            id="on the end day: late",
        ),
        pytest.param(
            [record("2017-10-30", ALL)],
            "2017-10-29",
            TermState.IN_FORCE,
            "2017-11-04",
            id="not on record yet",
        ),
        pytest.param(
            [record("2017-10-30", ALL), record("2018-04-30", ALL)],
            "2018-10-01",
            TermState.EXTENDED,
            "2018-11-04",
            id="twice",
        ),
    ],
)
def test_the_state_follows_from_what_is_on_record(records, day, state, end):
    found = reading(term("2017-05-04", extensions=tuple(records)), day)
    assert (found.state, str(found.end)) == (state, end)


def test_late_consent_is_named_and_revives_nothing():
    asked = term("2017-05-04", extensions=(record("2017-10-30", ["russia"]), record("2018-05-15", ALL)))
    found = reading(asked, "2018-06-01")
    assert found.state == TermState.UNKNOWN
    assert found.late == {"turkey", "iran"}
    assert found.consented == {"russia"}
    assert found.silent == frozenset()
    assert "Late, after that end: iran, turkey." in found.why


def test_a_refusal_is_named():
    found = reading(term("2017-05-04", extensions=(record("2017-10-30", (), ["iran"]),)), "2017-12-01")
    assert found.why == "It ended on 2017-11-04; refused on record by iran."


def test_a_text_that_says_it_ended_ends_it():
    ended = term("2017-05-04", endings=(Ending(date(2017, 8, 1), CITED),))
    assert reading(ended, "2017-07-31").state == TermState.IN_FORCE
    assert reading(ended, "2017-08-01").state == TermState.LAPSED
    assert reading(ended, "2017-08-01").why == "A text on record says that it ended on 2017-08-01."


@pytest.mark.parametrize(
    ("day", "warning"),
    [
        pytest.param("2017-10-14", "", id="21 days before"),
        pytest.param(
            "2017-10-15",
            "Ends in 20 days, on 2017-11-04; no consent to prolong it is on record from iran, turkey.",
            id="20 days before",
        ),
        pytest.param(
            "2017-11-03",
            "Ends in 1 day, on 2017-11-04; no consent to prolong it is on record from iran, turkey.",
            id="the day before",
        ),
        pytest.param("2017-11-04", "", id="when it is over"),
    ],
)
def test_the_clock_warns_twenty_days_ahead_and_names_who_has_not_consented(day, warning):
    assert reading(term("2017-05-04", extensions=(record("2017-10-01", ["russia"]),)), day).warning == warning


def test_a_day_is_a_day_of_the_packs_zone():
    # 22:30 UTC on 3 November is half past midnight on 4 November in Damascus (winter time).
    late = datetime(2017, 11, 3, 22, 30, tzinfo=UTC)
    (found,) = answer(term("2017-05-04"), late, DAMASCUS).readings
    assert found.state == TermState.UNKNOWN
    (found,) = answer(term("2017-05-04"), late - timedelta(hours=1), DAMASCUS).readings
    assert found.state == TermState.IN_FORCE


def test_a_term_from_the_end_of_a_long_month_ends_on_the_last_day_of_a_short_one():
    assert reading(term("2017-08-31"), "2017-09-01").end == date(2018, 2, 28)


def test_a_quorum_by_constituency_needs_its_number_on_each_side():
    """As Myanmar's joint committee decides: three, three and one."""
    sides = (Constituency("government", ("a", "b"), 1), Constituency("groups", ("c", "d"), 2))
    rule = {"decides_by": DecisionRule.QUORUM, "constituencies": sides}
    one_short = Term(
        "t", term("2017-05-04").starts, 6, ("a", "b", "c", "d"), "", 20, CITED[0],
        extensions=(record("2017-10-01", ["a", "b", "c"]),), **rule,
    )  # fmt: skip
    enough = Term(
        "t", term("2017-05-04").starts, 6, ("a", "b", "c", "d"), "", 20, CITED[0],
        extensions=(record("2017-10-01", ["a", "c", "d"]),), **rule,
    )  # fmt: skip
    assert reading(one_short, "2017-12-01").state == TermState.UNKNOWN
    assert reading(enough, "2017-12-01").state == TermState.EXTENDED
    assert enough.barred_by(frozenset({"c"}))
    assert not enough.barred_by(frozenset({"a"}))


def test_where_the_head_rules_alone_nobody_else_is_asked():
    """As the head of Sri Lanka's monitoring mission ruled."""
    asked = term("2017-05-04", decides_by=DecisionRule.HEAD, extensions=(record("2017-10-01", ["russia"]),))
    assert reading(asked, "2017-12-01").state == TermState.EXTENDED
    others = term("2017-05-04", decides_by=DecisionRule.HEAD, extensions=(record("2017-10-01", ["turkey"]),))
    assert reading(others, "2017-12-01").state == TermState.UNKNOWN


DAYS = st.dates(date(2016, 1, 1), date(2020, 12, 31))


@given(
    start=DAYS,
    now=DAYS,
    months=st.integers(1, 24),
    consents=st.lists(st.tuples(DAYS, st.sets(st.sampled_from(ALL)))),
)
def test_nothing_is_ever_extended_without_the_consent_of_all_before_the_end(start, now, months, consents):
    records = tuple(Extension(day, None, tuple(who), (), CITED) for day, who in consents)
    asked = Term("t", (TermStart(start, CITED),), months, ALL, "", 20, CITED[0], extensions=records)
    (found,) = answer(asked, datetime.combine(now, datetime.min.time(), tzinfo=UTC), ZoneInfo("UTC")).readings
    first_end = months_later(start, months)
    in_time = set().union(
        *(who for day, who in consents if start <= day < min(first_end, now + timedelta(days=1)))
    )
    if found.state == TermState.EXTENDED or found.end > first_end:
        assert in_time == set(ALL)
    assert found.state != TermState.LAPSED  # nobody refused and no text says so
    assert not (found.state == TermState.IN_FORCE and now >= found.end)
