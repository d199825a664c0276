"""Lists side by side: matched, one-sided, contested, exempt, awaiting reply; a person stands first."""

from datetime import UTC, datetime

import polars as pl
import pytest
from claim_lists import HOLDERS, RULES, SIDES, claim, lined, reports_of, said, together, unit
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.errors import IncidentError
from holdfire.registers.asking import ASKED
from holdfire.registers.lineup import Lineup, line_up
from holdfire.registers.lists import listed
from holdfire.registers.table import LINED_PAIRS, LINEUP, STATUSES

DUE = datetime(2017, 6, 25, tzinfo=UTC)
SIDED = {"actor": ["syria"], "target": ["opposition"], "direction_stated": True}
SWAPPED = {"actor": ["opposition"], "target": ["syria"], "direction_stated": True}


def row(lineup: Lineup, entry: str = "e-a") -> dict[str, object]:
    """The row that holds that entry."""
    return lineup.rows.filter(pl.col("entry_ids").list.contains(entry)).row(0, named=True)


def questions(report: str, of: str | None, until: datetime | None = DUE) -> pl.DataFrame:
    return pl.DataFrame([(report, of, until)], schema=ASKED, orient="row")


def test_what_both_list_is_one_row_with_its_reasons_and_probability() -> None:
    lineup = lined(reports_of(claim("r-a", "ru", **SIDED), claim("r-b", "tr", hour=10.5, **SIDED)))
    found = row(lineup)
    assert (found["status"], found["remarks"]) == ("matched", ["matched"])
    assert (found["registers"], found["entry_ids"], found["silent"]) == (
        ["russia", "turkey"],
        ["e-a", "e-b"],
        [],
    )
    assert found["group_id"] == "g-a"
    assert found["probability"] == pytest.approx(0.998, abs=0.01)
    assert found["rivals"] == 1
    assert found["reasons"] == [
        "-0.69 prior: no other report of the other's source fits by time and place",
        "+2.50 time: both name the same hour",
        "+1.50 place: their points are 0.0 km apart, each known to 2.0 km or better",
        "+1.00 act: both say fire/shelling/mortar",
        "+1.50 actor: both name the same sides: syria -> opposition",
        "+0.00 toll: at least one of them gives no number killed",
    ]
    assert (found["judged_by"], found["until"]) == (None, None)


def test_what_one_lists_is_one_sided_and_who_does_not_list_it_is_silent() -> None:
    lineup = lined(reports_of(claim("r-a", "ru"), claim("r-b", "tr", hour=90)))
    found = row(lineup)
    assert (found["status"], found["registers"], found["silent"]) == ("one-sided", ["russia"], ["turkey"])
    assert (found["probability"], found["rivals"], found["reasons"]) == (None, None, [])
    assert lineup.counts == {
        "awaiting reply": 0, "exempt claimed": 0, "contested kind": 0, "matched": 0, "one-sided": 2,
    }  # fmt: skip


def test_a_better_pair_elsewhere_changes_what_a_greedy_choice_would_take() -> None:
    """From south to north d, a and c in one place, b: a and c are the strongest pair, but then d and b,
    3.3 km to either side, have no partner, and both pairs together speak stronger than that one."""
    reports = reports_of(
        claim("r-a", "ru", lat=35.443),
        claim("r-b", "ru", lat=35.473),
        claim("r-c", "tr", lat=35.443),
        claim("r-d", "tr", lat=35.413),
    )
    lineup = lined(reports)
    strongest = lineup.pairs.sort("weight", descending=True).row(0, named=True)
    assert (strongest["left"], strongest["right"], strongest["chosen"]) == ("e-a", "e-c", False)
    assert together(lineup) == [["e-a", "e-d"], ["e-b", "e-c"]]
    assert lineup.pairs.filter("chosen")["weight"].sum() > strongest["weight"]
    alone = reports.filter(pl.col("report_id") != "r-d")
    assert together(lined(alone)) == [["e-a", "e-c"], ["e-b"]]


def test_ten_shellings_that_both_sides_list_are_ten_rows_and_not_twenty() -> None:
    """One town, one day, nothing to tell them apart: which is whose stays doubtful, and that is said."""
    day = {"hour": 0, "when_end": datetime(2017, 6, 16, tzinfo=UTC), "when_precision": "day"}
    rows = [claim(f"r-{source}{number}", source, **day) for source in ("ru", "tr") for number in range(10)]
    lineup = lined(reports_of(*rows))
    assert lineup.counts["matched"] == lineup.rows.height == 10
    assert set(lineup.rows["rivals"]) == {10}
    assert lineup.rows["probability"].max() < 0.8
    assert "10 reports of the other's source fit" in lineup.rows["reasons"][0][0]


def test_a_crowd_of_fifty_alike_is_matched_though_each_pair_for_itself_is_unlikely() -> None:
    """Half a town apart, the act not stated: with fifty rivals a pair is less likely than people look at."""
    day = {"hour": 0, "when_end": datetime(2017, 6, 16, tzinfo=UTC), "when_precision": "day", "act": None}
    rows = [
        claim(f"r-{source}{number:02}", source, lat=lat, **day)
        for source, lat in (("ru", 35.443), ("tr", 35.456))
        for number in range(50)
    ]
    lineup = lined(reports_of(*rows))
    assert lineup.counts["matched"] == 50
    assert lineup.rows["probability"].max() < RULES.keep_at_least
    assert lineup.pairs.height == 50


def test_among_pairs_of_equal_evidence_the_nearer_in_time_and_place_are_taken() -> None:
    reports = reports_of(
        claim("r-a", "ru", hour=10), claim("r-b", "ru", hour=10.4),
        claim("r-c", "tr", hour=10.4), claim("r-d", "tr", hour=10),
    )  # fmt: skip
    lineup = lined(reports)
    assert lineup.pairs["weight"].n_unique() == 1
    assert together(lineup) == [["e-a", "e-d"], ["e-b", "e-c"]]


def test_an_entry_is_weighed_by_its_best_report_and_never_against_its_own_register() -> None:
    reports = reports_of(
        claim("r-a", "outlet", origin="russia", act="fire/shelling"),
        claim("r-b", "ru", origin="russia"),
        claim("r-c", "tr"),
    )
    (pair,) = lined(reports).pairs.rows(named=True)
    assert (pair["left"], pair["right"]) == ("e-a", "e-c")
    assert (pair["left_report"], pair["right_report"]) == ("r-b", "r-c")


@pytest.mark.parametrize("sides", [("russia", "turkey"), ("russia", "turkey", "iran")])
def test_no_row_has_two_entries_of_one_register(sides: tuple[str, ...]) -> None:
    rows = [
        claim(f"r-{source}{n}", source, hour=10 + n / 3) for source in ("ru", "tr", "ir") for n in range(4)
    ]
    lineup = lined(reports_of(*rows), sides=sides)
    assert all(len(set(each)) == len(each) for each in lineup.rows["registers"].to_list())
    listed = [entry for each in together(lineup) for entry in each]
    assert len(listed) == len(set(listed)) == 4 * len(sides)


def test_acts_that_exclude_each_other_are_a_contested_kind() -> None:
    air = lined(reports_of(claim("r-a", "ru", **SIDED), claim("r-b", "tr", act="fire/air", **SIDED)))
    found = row(air)
    assert (found["status"], found["remarks"]) == ("contested kind", ["contested kind", "matched"])
    assert found["reasons"][0] == "contested kind: russia lists fire/shelling/mortar, turkey lists fire/air"
    broad = lined(reports_of(claim("r-a", "ru", **SIDED), claim("r-b", "tr", act="fire/shelling", **SIDED)))
    assert row(broad)["status"] == "matched"


def test_sides_that_are_swapped_are_a_contested_kind() -> None:
    swapped = lined(reports_of(claim("r-a", "ru", **SIDED), claim("r-b", "tr", **SWAPPED)))
    assert row(swapped)["status"] == "contested kind"
    assert "contested kind: russia and turkey name each other's sides" in row(swapped)["reasons"]


def test_a_claim_that_the_target_was_exempt_is_told_and_hides_nothing() -> None:
    reports = reports_of(
        claim("r-a", "ru"), claim("r-b", "tr", exemption_claimed=True), claim("r-c", "tr", hour=80)
    )
    found = row(lined(reports))
    assert (found["status"], found["remarks"]) == ("exempt claimed", ["exempt claimed", "matched"])
    assert found["reasons"][0] == "exempt claimed by turkey: a claim to be tested"
    assert lined(reports).counts["matched"] == 0
    assert lined(reports).remarked == {
        "awaiting reply": 0, "exempt claimed": 1, "contested kind": 0, "matched": 1, "one-sided": 1,
    }  # fmt: skip
    denied = reports.with_columns(exemption_claimed=pl.lit(False))
    assert row(lined(denied))["status"] == "matched"


def test_a_person_joins_what_the_matcher_would_never_compare() -> None:
    far = reports_of(claim("r-a", "ru"), claim("r-b", "tr", lon=39.0, hour=200))
    found = row(lined(far, [said("r-b", "r-a", "same")]))
    assert (found["status"], found["entry_ids"], found["judged_by"]) == ("matched", ["e-a", "e-b"], "Amal")
    assert found["probability"] < 0.001, "the score stays visible beside the judgement"
    assert found["reasons"][0] == "judged: r-a and r-b: same, by Amal at 2017-06-20 08:00 UTC (read both)"


def test_a_person_joins_two_entries_by_way_of_a_report_in_no_register() -> None:
    reports = reports_of(claim("r-a", "ru"), claim("r-b", "tr", hour=200), claim("r-n", "ngo", hour=100))
    judgements = [said("r-a", "r-n", "same"), said("r-n", "r-b", "same", 9)]
    found = row(lined(reports, judgements))
    assert found["entry_ids"] == ["e-a", "e-b"]
    assert found["probability"] is None
    assert "never compared by the matcher" in found["reasons"]


def test_what_was_judged_of_a_version_that_its_source_has_replaced_still_holds() -> None:
    """r-a and the NGO's r-m were sent again since, as r-y and r-z."""
    later = {"received": datetime(2017, 7, 2, tzinfo=UTC)}
    reports = reports_of(
        claim("r-a", "ru", source_key="1"),
        claim("r-y", "ru", source_key="1", **later),
        claim("r-b", "tr", hour=200),
        claim("r-m", "ngo", hour=100, source_key="1"),
        claim("r-z", "ngo", hour=101, source_key="1", **later),
    )
    by_way = [said("r-a", "r-m", "same"), said("r-m", "r-b", "same", 9)]
    assert together(lined(reports, by_way)) == [["e-a", "e-b"]]


def test_a_joined_pair_leaves_its_rivals_to_others() -> None:
    reports = reports_of(claim("r-a", "ru"), claim("r-b", "ru"), claim("r-c", "tr"))
    assert together(lined(reports, [said("r-b", "r-c", "same")])) == [["e-a"], ["e-b", "e-c"]]


def test_a_joined_pair_takes_no_second_entry_of_a_register_even_where_one_is_vague() -> None:
    reports = reports_of(claim("r-a", "ru"), claim("r-b", "ru", **unit()), claim("r-c", "tr"))
    assert together(lined(reports, [said("r-b", "r-c", "same")])) == [["e-a"], ["e-b", "e-c"]]


def test_what_a_person_joined_stays_joined_while_registers_are_assigned_anew() -> None:
    reports = reports_of(claim("r-a", "ru", lon=39.0), claim("r-b", "tr"), claim("r-c", "ir"))
    three = ("russia", "turkey", "iran")
    assert together(lined(reports, sides=three)) == [["e-a"], ["e-b", "e-c"]]
    assert together(lined(reports, [said("r-a", "r-b", "same")], three)) == [["e-a", "e-b"], ["e-c"]]


@pytest.mark.parametrize("verdict", ["not same", "unsure"])
def test_a_person_keeps_apart_what_the_matcher_would_join(verdict: str) -> None:
    reports = reports_of(claim("r-a", "ru"), claim("r-b", "tr"), claim("r-c", "tr", lat=35.460))
    assert together(lined(reports)) == [["e-a", "e-b"], ["e-c"]]
    lineup = lined(reports, [said("r-a", "r-b", verdict)])
    assert together(lineup) == [["e-a", "e-c"], ["e-b"]]
    assert row(lineup)["judged_by"] == "Amal"
    pair = lineup.pairs.filter(left="e-a", right="e-b").row(0, named=True)
    assert (pair["judgement"], pair["chosen"]) == (verdict, False)
    assert lineup.proposed.is_empty()


def test_a_question_leaves_both_entries_waiting_until_a_later_judgement_answers_it() -> None:
    reports = reports_of(claim("r-a", "ru", exemption_claimed=True), claim("r-b", "tr"))
    ask = said("r-a", "r-b", "unsure", until=DUE)
    lineup = lined(reports, [ask])
    assert together(lineup) == [["e-a"], ["e-b"]]
    assert row(lineup)["remarks"] == ["awaiting reply", "exempt claimed", "one-sided"]
    assert row(lineup, "e-b")["until"] == DUE
    assert row(lineup)["reasons"][0] == (
        "awaiting reply: Amal asked whether e-a and e-b are one, due 2017-06-25 00:00 UTC"
    )
    answered = lined(reports, [ask, said("r-a", "r-b", "same", 9, by="Boris")])
    assert row(answered)["remarks"] == ["exempt claimed", "matched"]


def test_an_answer_that_is_overdue_is_still_awaited_and_said_to_be_late() -> None:
    reports = reports_of(claim("r-a", "ru"), claim("r-b", "tr"))
    ask = [said("r-a", "r-b", "unsure", until=DUE)]
    late = row(lined(reports, ask, at=DUE))
    assert late["status"] == "awaiting reply"
    assert late["reasons"][0].endswith("due 2017-06-25 00:00 UTC, overdue")
    assert "overdue" not in row(lined(reports, ask, at=datetime(2017, 6, 24, tzinfo=UTC)))["reasons"][0]


def test_a_report_that_somebody_was_asked_about_waits_apart_from_that_register_only() -> None:
    reports = reports_of(claim("r-a", "ru"), claim("r-b", "tr"), claim("r-c", "ir", lat=35.444))
    three = ("russia", "turkey", "iran")
    assert together(lined(reports, sides=three)) == [["e-a", "e-b", "e-c"]]
    asked = lined(reports, sides=three, asked=questions("r-a", "turkey"))
    assert together(asked) == [["e-a", "e-c"], ["e-b"]]
    assert row(asked)["status"] == "awaiting reply"
    assert row(asked)["reasons"][0].startswith("awaiting reply: turkey was asked about r-a")
    closed = lined(reports, sides=three, asked=questions("r-a", None, None))
    assert together(closed) == [["e-a"], ["e-b", "e-c"]]
    assert row(closed)["until"] is None


def test_a_frame_that_is_no_frame_of_questions_is_refused() -> None:
    with pytest.raises(IncidentError, match="Questions need the columns report_id, of, until"):
        lined(reports_of(claim("r-a", "ru")), asked=pl.DataFrame({"report_id": ["r-a"]}))


def test_two_lists_that_quote_one_origin_are_no_two_witnesses() -> None:
    found = row(lined(reports_of(claim("r-a", "ru", origin="SOHR"), claim("r-b", "tr", origin="SOHR"))))
    assert found["reasons"][-1] == "both state one origin, SOHR: the second is no second witness"


def test_three_registers_make_one_row_of_what_all_three_list() -> None:
    reports = reports_of(
        claim("r-a", "ru"),
        claim("r-b", "tr", act="fire/shelling"),
        claim("r-c", "ir", lat=35.460),
        claim("r-d", "ir", hour=99),
    )
    lineup = lined(reports, sides=("turkey", "iran", "russia"))
    found = row(lineup)
    assert found["registers"] == ["iran", "russia", "turkey"]
    assert found["entry_ids"] == ["e-c", "e-a", "e-b"]
    probabilities = lineup.pairs.filter("chosen")["probability"]
    assert found["probability"] == probabilities.min() < probabilities.max()
    assert sum(reason.startswith("russia and turkey: ") for reason in found["reasons"]) == 6
    assert row(lineup, "e-d")["silent"] == ["russia", "turkey"]


def test_a_pin_that_fits_one_of_a_pair_but_not_the_other_does_not_join_by_chain() -> None:
    reports = reports_of(
        claim("r-a", "ru", lat=35.443), claim("r-b", "tr", lat=35.483), claim("r-c", "ir", lat=35.523)
    )
    groups = together(lined(reports, sides=("russia", "turkey", "iran")))
    assert len(groups) == 2
    assert not any({"e-a", "e-c"} <= set(each) for each in groups)


def test_taking_one_register_out_and_assigning_it_anew_finds_what_the_first_pass_missed() -> None:
    """Iran and Russia are paired first; Turkey, which comes last, fits another pairing better."""
    air = {"act": "fire/air"}
    reports = reports_of(
        claim("r-i", "ir", act="fire", lat=35.460),
        claim("r-r", "ru", lat=35.443),
        claim("r-s", "ru", lat=35.480, **air),
        claim("r-t", "tr", lat=35.475, hour=10.2, **air),
    )
    lineup = lined(reports, sides=("iran", "russia", "turkey"))
    assert ["e-i", "e-s", "e-t"] in together(lineup)


def test_pairs_that_were_kept_and_not_chosen_are_proposed() -> None:
    reports = reports_of(claim("r-a", "ru"), claim("r-b", "tr"), claim("r-c", "tr", lat=35.460))
    lineup = lined(reports)
    assert lineup.proposed.select("left", "right").rows() == [("e-a", "e-c")]
    assert lineup.proposed["probability"].min() >= RULES.keep_at_least
    assert lineup.pairs.schema == LINED_PAIRS.schema


def test_entries_just_outside_the_span_may_be_partners_and_make_no_rows_of_their_own() -> None:
    reports = reports_of(
        claim("r-a", "ru", hour=23.2), claim("r-b", "tr", hour=23.8), claim("r-c", "tr", hour=50)
    )
    whole = listed(reports, HOLDERS, None, None, (), RULES).entries
    today = whole.filter(entry_id="e-a")
    alone = line_up(today, reports, SIDES, RULES, ())
    beside = line_up(today, reports, SIDES, RULES, (), beside=whole)
    assert together(alone) == [["e-a"]]
    assert together(beside) == [["e-a", "e-b"]]


def test_a_register_known_only_to_units_is_lined_up_as_far_as_it_goes() -> None:
    reports = reports_of(claim("r-a", "ru", adm1="Idlib"), claim("r-b", "tr", **unit()))
    assert together(lined(reports)) == [["e-a", "e-b"]]


def test_no_entries_make_no_rows() -> None:
    lineup = lined(reports_of())
    assert lineup.rows.schema == LINEUP.schema
    assert lineup.pairs.schema == LINED_PAIRS.schema
    assert set(lineup.counts) == set(STATUSES)


some_claims = st.lists(
    st.tuples(
        st.sampled_from(["ru", "tr", "ir"]),
        st.integers(0, 30),
        st.integers(0, 8),
        st.sampled_from(["fire/shelling/mortar", "fire/shelling", "fire/air"]),
    ),
    min_size=2,
    max_size=14,
)


@settings(max_examples=40)
@given(some_claims, st.randoms(use_true_random=False), st.booleans())
def test_neither_the_order_of_rows_nor_of_sides_changes_anything(told, shuffler, judged) -> None:
    rows = [
        claim(f"r-{number:02}", source, hour=hour, lat=35.443 + step / 100, act=act)
        for number, (source, hour, step, act) in enumerate(told)
    ]
    judgements = [said("r-00", "r-01", "same")] if judged else []
    mixed, sides = rows.copy(), ["russia", "turkey", "iran"]
    shuffler.shuffle(mixed)
    straight = lined(reports_of(*rows), judgements, sides)
    shuffler.shuffle(sides)
    again = lined(reports_of(*mixed), judgements, sides)
    assert again.rows.equals(straight.rows)
    assert again.pairs.equals(straight.pairs)
    assert all(len(set(each)) == len(each) for each in straight.rows["registers"].to_list())
