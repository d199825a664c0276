"""A person's judgement outranks the score; of two that contradict the latest stands, and both are named."""

from datetime import UTC, datetime, timedelta

import pytest
from claim_rows import TAKEN_IN, report, table
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.errors import IncidentError
from holdfire.incidents.fusing import Fused, fuse
from holdfire.incidents.judgements import Judgement, settle
from holdfire.incidents.match_rules import MatchRules

ALIKE = {"actor": ["syria"], "target": ["opposition"], "direction_stated": True}


def judged(left: str, right: str, verdict: str, hour: int = 8, by: str = "Amal") -> Judgement:
    return Judgement(left, right, verdict, by, datetime(2017, 6, 20, hour, tzinfo=UTC), "read both")


def groups(fused: Fused) -> list[list[str]]:
    return sorted(fused.incidents["report_ids"].to_list())


def fused(*judgements: Judgement) -> Fused:
    """r-a and r-b alike, of two sources; r-c two hundred kilometres away."""
    reports = table(report("r-a", "x", **ALIKE), report("r-b", "y", **ALIKE), report("r-c", "z", lon=39.0))
    return fuse(reports, judgements, MatchRules())


def test_not_same_keeps_apart_what_the_score_would_join():
    assert groups(fused()) == [["r-a", "r-b"], ["r-c"]]
    apart = fused(judged("r-b", "r-a", "not same"))
    assert groups(apart) == [["r-a"], ["r-b"], ["r-c"]]
    pair = apart.pairs.row(0, named=True)
    assert pair["judgement"] == "not same"
    assert pair["probability"] > 0.9, "the score stays visible beside the judgement"


def test_same_joins_what_the_score_would_not_and_the_score_stays_visible():
    joined = fused(judged("r-a", "r-c", "same"), judged("r-a", "r-b", "not same"))
    assert groups(joined) == [["r-a", "r-c"], ["r-b"]]
    pair = joined.pairs.filter(right="r-c").row(0, named=True)
    assert pair["judgement"] == "same"
    assert pair["probability"] < 0.05
    member = joined.membership.filter(report_id="r-c").row(0, named=True)
    assert member["judged_by"] == "Amal"
    assert member["probability"] == pair["probability"]


def test_a_person_may_join_two_reports_of_one_source():
    reports = table(report("r-a", "x"), report("r-b", "x"))
    assert groups(fuse(reports, [], MatchRules())) == [["r-a"], ["r-b"]]
    assert groups(fuse(reports, [judged("r-a", "r-b", "same")], MatchRules())) == [["r-a", "r-b"]]


def test_unsure_keeps_apart_and_is_said():
    unsure = fused(judged("r-a", "r-b", "unsure"))
    assert groups(unsure) == [["r-a"], ["r-b"], ["r-c"]]
    doubts = unsure.incidents.filter(incident_id="i-a")["doubts"][0].to_list()
    assert doubts == ["judged: r-a and r-b: unsure, by Amal at 2017-06-20 08:00 UTC (read both)"]


def test_the_latest_of_two_contradicting_judgements_stands_and_the_other_is_named():
    early, late = judged("r-a", "r-b", "same", 8), judged("r-b", "r-a", "not same", 9, by="Boris")
    for order in ((early, late), (late, early)):
        result = fused(*order)
        assert groups(result) == [["r-a"], ["r-b"], ["r-c"]]
        assert [each.judgement for each in result.set_aside] == [early]
        assert result.set_aside[0].because == (
            "contradicted by the later one: r-a and r-b: not same, by Boris at 2017-06-20 09:00 UTC"
        )
        assert any("set aside" in doubt for doubt in result.incidents["doubts"][0].to_list())


def test_a_chain_of_same_that_contradicts_a_later_not_same():
    settled = settle(
        [judged("a", "b", "same", 8), judged("b", "c", "same", 9), judged("a", "c", "not same", 10)], "abc"
    )
    assert settled.root("b") == settled.root("c") != settled.root("a")
    assert "keeps apart" in settled.set_aside[0].because


def test_a_not_same_that_later_chains_overrule_is_named():
    settled = settle(
        [judged("a", "c", "not same", 7), judged("a", "b", "same", 8), judged("b", "c", "same", 9)], "abc"
    )
    assert settled.root("a") == settled.root("c")
    assert settled.set_aside[0].because == "later judgements join both by way of other reports"


def revised(*judgements: Judgement) -> Fused:
    """Source x sent key 1 as r-a, and an hour later again as r-d with another toll; r-c is far away."""
    later = TAKEN_IN + timedelta(hours=1)
    rows = (
        report("r-a", "x", source_key="1", killed_best=2, **ALIKE),
        report("r-b", "y", **ALIKE),
        report("r-c", "z", lon=39.0),
        report("r-d", "x", source_key="1", killed_best=3, received=later, **ALIKE),
    )
    return fuse(table(*rows), judgements, MatchRules())


def test_a_judgement_outlives_the_revision_of_a_report_it_names():
    """Amal joined r-a to r-c; the source has sent r-a again since, as r-d."""
    result = revised(judged("r-a", "r-c", "same"))
    assert groups(result) == [["r-a", "r-c", "r-d"], ["r-b"]]
    assert result.set_aside == ()
    assert result.pairs.filter(left="r-c", right="r-d")["judgement"].to_list() == ["same"]
    by = dict(result.membership.select("report_id", "judged_by").rows())
    assert by == {"r-a": "Amal", "r-b": None, "r-c": "Amal", "r-d": "Amal"}
    doubts = result.incidents.filter(incident_id="i-a")["doubts"][0].to_list()
    assert (
        "judged of an earlier version: r-a and r-c: same, by Amal at 2017-06-20 08:00 UTC (read both);"
        " r-d replaced r-a since" in doubts
    )


@pytest.mark.parametrize("verdict", ["not same", "unsure"])
def test_what_a_person_kept_apart_a_revision_does_not_join(verdict):
    assert groups(revised()) == [["r-a", "r-b", "r-d"], ["r-c"]]
    apart = revised(judged("r-b", "r-a", verdict))
    assert groups(apart) == [["r-a", "r-d"], ["r-b"], ["r-c"]]


def test_a_judgement_of_the_revision_outranks_an_earlier_one_of_what_it_replaced():
    early, late = judged("r-a", "r-b", "same", 8), judged("r-d", "r-b", "not same", 9, by="Boris")
    result = revised(early, late)
    assert groups(result) == [["r-a", "r-d"], ["r-b"], ["r-c"]]
    assert [each.judgement for each in result.set_aside] == [early]
    assert "contradicted by the later one: r-b and r-d: not same" in result.set_aside[0].because
    for incident in ("i-a", "i-b"):
        doubts = result.incidents.filter(incident_id=incident)["doubts"][0].to_list()
        assert any(doubt.startswith("set aside: r-a and r-b: same, by Amal") for doubt in doubts)


def test_two_versions_of_one_claim_belong_together_whatever_is_judged():
    result = revised(judged("r-a", "r-d", "not same"))
    assert result.set_aside[0].because == "both are versions of one claim of its source, which stands as r-d"
    assert groups(result) == [["r-a", "r-b", "r-d"], ["r-c"]]


def test_a_judgement_of_a_report_that_is_not_there_is_named():
    assert fused(judged("r-a", "r-gone", "same")).set_aside[0].because == "there is no standing report r-gone"


@pytest.mark.parametrize(
    ("left", "right", "verdict", "message"),
    [
        ("r-a", "r-a", "same", "r-a is judged against itself. Name two reports."),
        ("r-a", "r-b", "maybe", "'maybe' is no judgement. Say same, not same or unsure."),
    ],
)
def test_judgements_that_cannot_be_meant(left, right, verdict, message):
    with pytest.raises(IncidentError, match=message):
        judged(left, right, verdict)


pairs_of_five = st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")).filter(
    lambda each: each[0] != each[1]
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(pairs_of_five, st.sampled_from(["same", "not same", "unsure"]), st.integers(0, 23)),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_standing_judgements_never_contradict_whatever_their_order(said, shuffler):
    judgements = [judged(*pair, verdict, hour) for pair, verdict, hour in said]
    mixed = judgements.copy()
    shuffler.shuffle(mixed)
    settled, again = settle(judgements, "abcde"), settle(mixed, "abcde")
    assert settled.standing == again.standing
    for (left, right), judgement in settled.standing.items():
        together = settled.root(left) == settled.root(right)
        assert together == (judgement.verdict == "same")


DUE = datetime(2017, 6, 25, tzinfo=UTC)


def asked(verdict: str = "unsure", until: datetime = DUE) -> Judgement:
    return Judgement(
        "r-a", "r-b", verdict, "Amal", datetime(2017, 6, 20, 8, tzinfo=UTC), "read both", until=until
    )


def test_who_is_unsure_may_ask_and_says_when_the_answer_is_due():
    assert str(asked()) == (
        "r-a and r-b: unsure, by Amal at 2017-06-20 08:00 UTC, an answer is due 2017-06-25 00:00 UTC"
    )
    waiting = fused(asked())
    assert groups(waiting) == [["r-a"], ["r-b"], ["r-c"]]
    assert any("an answer is due 2017-06-25" in doubt for doubt in waiting.incidents["doubts"][0].to_list())


def test_a_later_judgement_answers_the_question():
    answered = fused(asked(), judged("r-b", "r-a", "same", 9, by="Boris"))
    assert groups(answered) == [["r-a", "r-b"], ["r-c"]]
    assert [each.judgement for each in answered.set_aside] == [asked()]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        pytest.param(lambda: asked("same"), "'same' asks nothing. Say unsure", id="of one who is sure"),
        pytest.param(
            lambda: asked(until=datetime(2017, 6, 20, 8, tzinfo=UTC)),
            "not after 2017-06-20 08:00, when it was asked for. Name a later day.",
            id="due when it was asked",
        ),
        pytest.param(
            lambda: asked(until=datetime(2017, 6, 25)),  # noqa: DTZ001
            "without a time zone",
            id="due at a time without a zone",
        ),
    ],
)
def test_questions_that_cannot_be_meant(question, message):
    with pytest.raises(IncidentError, match=message):
        question()


def test_of_two_questions_put_at_one_instant_the_one_due_later_stands():
    early, late = asked(), asked(until=datetime(2017, 6, 26, tzinfo=UTC))
    for order in ((early, late), (late, early)):
        assert settle(order, ["r-a", "r-b"]).standing == {("r-a", "r-b"): late}
