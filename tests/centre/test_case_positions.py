"""Positions and the outcome: it follows from the decision rule, and no majority is invented."""

import pytest
from case_cast import (
    BODIES,
    C1,
    FOUND_SERIOUS,
    JOINED,
    PARTIES,
    START,
    agreement,
    body,
    hours,
    note,
    stated,
    step,
)

from holdfire.centre.cases.case import fold
from holdfire.centre.cases.positions import deciding, deciding_on, require_may_state, ruling
from holdfire.errors import CaseError

IN_TIME, TOO_LATE = hours(24), hours(3 + 30 * 24)


def found(*acts, put_to=None):
    """A case put to a body (None: the guarantors), with these acts after it."""
    *before, put = FOUND_SERIOUS
    named = step(
        3, put.step_from, put.step_to, evidence=put.evidence, due=put.due, clause="no-force", body=put_to
    )
    return fold((*before, named, *acts))[C1]


def ruled(positions, at=IN_TIME, put_to=None, pack=None):
    acts = [stated(4 + n, party, position) for n, (party, position) in enumerate(positions.items())]
    case = found(*acts, put_to=put_to)
    return ruling(case, deciding_on(pack or agreement(), case), at)


V, N, E, A = "violation", "no violation", "exempt", "abstains"


@pytest.mark.parametrize(
    ("positions", "at", "outcome", "silent"),
    [
        pytest.param({"russia": V, "turkey": V, "iran": V}, IN_TIME, "endorsed", (), id="all share it"),
        pytest.param(
            {"russia": V, "turkey": V, "iran": N}, IN_TIME, "no consensus", (), id="one dissents: no majority"
        ),
        pytest.param(
            {"russia": V, "turkey": V, "iran": E}, IN_TIME, "no consensus", (), id="one says exempt"
        ),
        pytest.param(
            {"russia": V, "turkey": V, "iran": A}, IN_TIME, "no consensus", (), id="to abstain is no consent"
        ),
        pytest.param({"russia": N, "turkey": N, "iran": N}, IN_TIME, "not endorsed", (), id="none shares it"),
        pytest.param(
            {"russia": N, "turkey": E, "iran": N}, IN_TIME, "not endorsed", (), id="exempt is no violation"
        ),
        pytest.param({"russia": V, "turkey": V}, IN_TIME, None, ("iran",), id="one is silent: not known yet"),
        pytest.param(
            {"russia": V, "turkey": V}, TOO_LATE, "no consensus", ("iran",), id="silence is not agreement"
        ),
        pytest.param({"russia": V, "turkey": N}, IN_TIME, None, ("iran",), id="split, and one still silent"),
        pytest.param({}, IN_TIME, None, ("iran", "russia", "turkey"), id="nobody has spoken"),
        pytest.param({}, TOO_LATE, "no consensus", ("iran", "russia", "turkey"), id="nobody spoke in time"),
        pytest.param(
            {"russia": V, "turkey": V, "iran": "not stated"}, IN_TIME, None, ("iran",), id="a word taken back"
        ),
    ],
)
def test_guarantors_rule_by_consensus(positions, at, outcome, silent) -> None:
    assert (ruled(positions, at).outcome, ruled(positions, at).silent) == (outcome, silent)


@pytest.mark.parametrize(
    ("body_id", "positions", "outcome"),
    [
        pytest.param("joint-group", {"russia": V, "turkey": V, "iran": V}, "endorsed", id="UN not needed"),
        pytest.param(
            "joint-group", {"russia": V, "turkey": V, "iran": N}, "no consensus", id="no rule stated"
        ),
        pytest.param("mission", {"un": V}, "endorsed", id="the head alone"),
        pytest.param("mission", {"un": N}, "not endorsed", id="the head alone, the other way"),
        pytest.param("mission", {}, None, id="the head has not spoken"),
        pytest.param("mission", {"un": A}, "no consensus", id="the head abstains"),
        pytest.param("committee", {"syria": V}, None, id="one constituency is below its quorum"),
        pytest.param("committee", {"syria": V, "ahrar": V}, "endorsed", id="the silent one cannot undo it"),
        pytest.param(
            "committee", {"syria": V, "ahrar": V, "opposition": A}, "endorsed", id="a quorum of each side"
        ),
        pytest.param(
            "committee", {"syria": N, "ahrar": V, "opposition": V}, "no consensus", id="across sides"
        ),
        pytest.param(
            "committee", {"syria": N, "ahrar": E, "opposition": V}, "not endorsed", id="one of each"
        ),
    ],
)
def test_each_body_rules_by_the_rule_the_pack_gives_it(body_id, positions, outcome) -> None:
    assert ruled(positions, put_to=body_id).outcome == outcome


def test_scenario_10_one_dissents_and_the_un_notes_lack_of_access() -> None:
    """Two guarantors say violation, one dissents: a result of its own, with three positions and a note."""
    case = found(
        stated(4, "russia", "violation"),
        stated(5, "turkey", "violation"),
        stated(6, "iran", "no violation"),
        note(7, "un", "no access to the site"),
    )
    found_by_rule = ruling(case, deciding_on(agreement(), case), IN_TIME)
    assert found_by_rule.outcome == "no consensus"
    assert dict(found_by_rule.positions) == {"iran": N, "russia": V, "turkey": V}
    assert "iran: no violation; russia: violation; turkey: violation" in found_by_rule.why
    assert [(each.party, each.why) for each in case.notes] == [("un", "no access to the site")]
    assert "un" not in found_by_rule.positions


def test_the_reason_names_the_rule_whose_reading_it_is_and_who_was_silent() -> None:
    told = ruled({"russia": V}, TOO_LATE).why
    assert told == (
        "By consensus of the guarantors iran, russia, turkey (our reading: the agreement does not say how, "
        "and what they all share stands under any rule): russia: violation; iran: not stated; "
        "turkey: not stated."
    )
    assert ruled({"russia": V}).why.endswith("; awaited until 2017-07-01 11:00 UTC.")


def test_only_those_who_were_guarantors_that_day_decide() -> None:
    assert deciding(agreement(), JOINED.replace(day=14)).deciders == ("russia", "turkey")
    assert deciding(agreement(), JOINED).deciders == ("iran", "russia", "turkey")


def test_without_guarantors_the_only_body_that_states_its_rule_decides() -> None:
    nobody = tuple(each for each in PARTIES if each.id not in ("russia", "turkey", "iran"))
    pack = agreement(nobody, (body("mission", ("un",), "head alone"), body("group", ("syria",))))
    assert deciding(pack, START).deciders == ("un",)
    with pytest.raises(CaseError, match="Who rules on a case put on 2017-06-01 is not known") as refused:
        deciding(agreement(nobody, BODIES), START)
    assert refused.value.advice == "Name the body with --body: committee, empty, joint-group, mission."


@pytest.mark.parametrize(
    ("body_id", "says"),
    [
        ("senate", "The agreement has no body senate that existed on 2017-06-01"),
        ("empty", "No member of empty was a party or guarantor"),
        ("short", r"The quorum of short \(2 of government\) cannot be reached by its members syria"),
    ],
)
def test_a_body_that_cannot_rule_is_named_with_the_reason(body_id, says) -> None:
    short = body("short", ("syria",), "quorum by constituency", (("government", 2),))
    with pytest.raises(CaseError, match=says):
        deciding(agreement(bodies=(*BODIES, short)), START, body_id)


@pytest.mark.parametrize(
    ("party", "at", "acts", "says"),
    [
        pytest.param(
            "un", IN_TIME, (), "The position of un on case c-1{20} does not count", id="an observer"
        ),
        pytest.param("syria", IN_TIME, (), "does not count; it is ruled on by consensus", id="a party"),
        pytest.param("iran", TOO_LATE, (), "were due by 2017-07-01 11:00 UTC; that of iran comes", id="late"),
        pytest.param(
            "iran",
            IN_TIME,
            (step(4, "violation serious", "no consensus"),),
            'stands at "no consensus" already; the position of iran comes too late',
            id="after the ruling",
        ),
    ],
)
def test_foreign_and_late_positions_are_refused_with_the_reason(party, at, acts, says) -> None:
    case = found(*acts)
    with pytest.raises(CaseError, match=says) as refused:
        require_may_state(case, deciding_on(agreement(), case), party, at)
    assert "Enter it as a note" in refused.value.advice


def test_a_position_of_somebody_who_does_not_decide_is_not_counted_even_where_it_was_written() -> None:
    said_by = {"russia": V, "turkey": V, "iran": V, "un": N}
    told = ruled(said_by)
    assert (told.outcome, sorted(told.positions)) == ("endorsed", ["iran", "russia", "turkey"])


def test_nothing_is_ruled_on_before_something_is_found_nor_twice() -> None:
    received = fold(FOUND_SERIOUS[:1])[C1]
    with pytest.raises(CaseError, match='stands at "received": nothing is found that could be ruled on'):
        deciding_on(agreement(), received)
    done = found(step(4, "violation serious", "endorsed"))
    with pytest.raises(CaseError, match="there is nothing to rule on") as refused:
        ruling(done, deciding_on(agreement(), done), IN_TIME)
    assert refused.value.advice == "It has been ruled on: endorsed."
