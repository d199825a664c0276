"""Many reports, one incident: joined by evidence, one of each source, never by chain, never summed."""

from datetime import timedelta

import polars as pl
import pytest
from claim_rows import TAKEN_IN, report, table, unit
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.errors import IncidentError
from holdfire.incidents.fusing import Fused, fuse
from holdfire.incidents.judgements import Judgement
from holdfire.incidents.match_rules import MatchRules
from holdfire.incidents.matching import why
from holdfire.incidents.table import INCIDENTS, MEMBERSHIP, PAIRS

RULES = MatchRules()
ALIKE = {"actor": ["syria"], "target": ["opposition"], "direction_stated": True}


def fused(*rows: dict[str, object]) -> Fused:
    result = fuse(table(*rows), [], RULES)
    INCIDENTS.checked(result.incidents)
    MEMBERSHIP.checked(result.membership)
    PAIRS.checked(result.pairs)
    return result


def groups(result: Fused) -> list[list[str]]:
    return sorted(result.incidents["report_ids"].to_list())


def only(result: Fused) -> dict[str, object]:
    assert result.incidents.height == 1
    return result.incidents.row(0, named=True)


def test_no_reports_give_no_incidents():
    assert fused().incidents.is_empty()


def test_two_sources_that_tell_of_one_shelling_are_one_incident_named_after_the_smallest_report_id():
    """r-b was taken in first: which file came first is no property of what happened."""
    later = TAKEN_IN + timedelta(hours=1)
    one = only(fused(report("r-a", "x", received=later, **ALIKE), report("r-b", "y", **ALIKE)))
    assert one["incident_id"] == "i-a"
    assert one["report_ids"] == ["r-a", "r-b"]
    assert one["sources"] == ["x", "y"]


def test_a_single_report_is_an_incident_whose_link_needs_no_probability():
    result = fused(report("r-a", "x"))
    assert only(result)["link_probability"] is None
    assert result.membership.row(0) == ("r-a", "i-a", 1.0, None)


def test_an_incident_has_at_most_one_report_of_a_source():
    """Three shellings listed by x, one by y: y joins one of them, and x keeps its own split."""
    listed = [report(f"r-{n}", "x", lon=36.65 + n / 1000, **ALIKE) for n in range(3)]
    result = fused(*listed, report("r-y", "y", lon=36.652, **ALIKE))
    assert sorted(len(each) for each in groups(result)) == [1, 1, 2]


def test_of_two_province_reports_of_one_source_only_one_joins_the_pin():
    toll = {"killed_best": 17}
    vague = [report(f"r-v{n}", "x", **unit(), **toll, **ALIKE) for n in range(2)]
    result = fused(report("r-a", "y", adm1="Idlib", **toll, **ALIKE), *vague)
    assert groups(result) == [["r-a", "r-v0"], ["r-v1"]]


def test_nothing_is_joined_by_a_chain():
    """a is near b and b near c, but a and c are too far apart to be one place."""
    rows = [
        report(f"r-{n}", f"s{n}", lon=36.65 + n * 0.04, radius_m=2000.0, killed_best=17, **ALIKE)
        for n in range(3)
    ]
    assert max(len(each) for each in groups(fused(*rows))) == 2


def test_a_province_report_never_glues_two_pins_together():
    pins = [report("r-a", "x", adm1="Idlib", **ALIKE), report("r-b", "y", lon=36.9, adm1="Idlib", **ALIKE)]
    vague = report("r-v", "z", killed_best=17, **unit(), **ALIKE)
    assert not any({"r-a", "r-b"} <= set(each) for each in groups(fused(*pins, vague)))


def test_a_province_report_that_joins_does_not_move_or_confirm_the_point():
    seventeen = {"killed_best": 17}
    result = fused(
        report("r-a", "x", adm1="Idlib", **seventeen, **ALIKE),
        report("r-v", "z", **unit(), **seventeen, **ALIKE),
    )
    one = only(result)
    assert (one["lon"], one["where_precision"]) == (36.65, "exact")
    assert "r-v knows the place only to a unit: it does not confirm the point" in one["doubts"]
    assert result.pairs["place"].to_list() == [None]


def test_rivals_lower_the_odds():
    """One report of y against one, then against eight shellings of the same town by x."""
    alone = fused(report("r-0", "x", **ALIKE), report("r-y", "y", **ALIKE)).pairs["probability"][0]
    many = fused(*(report(f"r-{n}", "x", **ALIKE) for n in range(8)), report("r-y", "y", **ALIKE))
    assert many.pairs["rivals"].to_list() == [8] * 8
    assert many.pairs["probability"].max() < alone


def test_tolls_are_bounds_over_the_reports_and_never_a_sum():
    rows = [
        report("r-a", "x", killed_low=2, killed_best=3, killed_high=5, killed_civilians=1, **ALIKE),
        report("r-b", "y", killed_low=3, killed_best=3, killed_high=4, **ALIKE),
        report("r-c", "z", killed_low=1, killed_best=6, killed_high=9, killed_civilians=4, **ALIKE),
    ]
    one = only(fused(*rows))
    toll = [one[name] for name in ("killed_low", "killed_best", "killed_high", "killed_civilians")]
    assert toll == [1, 3, 9, 4]
    assert one["injured_best"] is None


@pytest.mark.parametrize(
    ("one", "other", "fused_toll"),
    [
        pytest.param({"best": 10}, {"low": 1, "best": 2, "high": 3}, (1, 6, 10), id="best alone above"),
        pytest.param({"best": 1}, {"low": 5, "best": 8, "high": 9}, (1, 4, 9), id="best alone below"),
        pytest.param({"low": 4}, {"best": 2}, (2, 2, 4), id="a low figure alone is a bound on both sides"),
        pytest.param({"best": 10}, {}, (10, 10, 10), id="one voice gives one figure"),
    ],
)
def test_a_fused_toll_has_its_best_figure_within_its_bounds(one, other, fused_toll):
    """Two voices, one of which gives 10 killed and no bounds: 10 is a figure like any other."""
    for harm in ("killed", "injured"):
        said = [{f"{harm}_{bound}": n for bound, n in figures.items()} for figures in (one, other)]
        row = only(
            fuse(
                table(report("r-a", "x", **said[0], **ALIKE), report("r-b", "y", **said[1], **ALIKE)),
                [Judgement("r-a", "r-b", "same", "Amal", TAKEN_IN, "one shelling")],
                RULES,
            )
        )
        assert tuple(row[f"{harm}_{bound}"] for bound in ("low", "best", "high")) == fused_toll


def test_two_relays_of_one_origin_are_one_voice():
    """31 killed as two outlets relay one statement, 10 by another: the median is over two voices."""
    rows = [
        report("r-a", "x", origin="syrian side", killed_best=31, **ALIKE),
        report("r-b", "y", origin="syrian side", killed_best=31, **ALIKE),
        report("r-c", "z", origin="ngo", killed_best=29, **ALIKE),
    ]
    one = only(fused(*rows))
    assert one["origins"] == ["ngo", "syrian side"]
    assert one["killed_best"] == 30


def test_a_revision_follows_the_report_that_replaced_it():
    result = fused(
        report("r-old", "x", source_key="1", killed_best=9, **ALIKE),
        report("r-new", "x", source_key="1", killed_best=2, received=TAKEN_IN + timedelta(hours=1), **ALIKE),
        report("r-y", "y", killed_best=2, **ALIKE),
    )
    one = only(result)
    assert one["report_ids"] == ["r-new", "r-old", "r-y"]
    assert one["killed_best"] == 2
    assert "r-old was replaced by r-new, a later version of the same source key" in one["doubts"]
    assert result.membership["report_id"].to_list() == ["r-new", "r-old", "r-y"]


def test_the_best_known_time_and_place_stand():
    broad = {"radius_m": 25000.0, "where_precision": "near", "lon": 36.7, "place_as_written": "near the town"}
    one = only(
        fused(report("r-a", "x", **broad, **ALIKE), report("r-b", "y", place_as_written="town", **ALIKE))
    )
    assert (one["lon"], one["radius_m"], one["place_as_written"]) == (36.65, 2000.0, "town")


def test_sources_that_accuse_each_other_are_kept_as_disputed():
    back = {"actor": ["opposition"], "target": ["syria"], "direction_stated": True}
    toll = {"killed_best": 17}
    one = only(fused(report("r-a", "x", **ALIKE, **toll), report("r-b", "y", **back, **toll)))
    assert one["actor"] is None
    assert one["actor_disputed"] == ["opposition", "syria"]


def joined(*rows: dict[str, object]) -> dict[str, object]:
    """All held to be one incident by a person."""
    first, *others = (str(row["report_id"]) for row in rows)
    same = [Judgement(first, other, "same", "Amal", TAKEN_IN, "read both") for other in others]
    return only(fuse(table(*rows), same, RULES))


BOTH = ALIKE | {"direction_stated": False}


def test_a_direction_without_an_actor_does_not_turn_two_sides_into_an_offender():
    """s1: "fired at", nobody named. s2: Syria and the opposition fought."""
    one = joined(report("r-a", "s1", direction_stated=True), report("r-b", "s2", **BOTH))
    assert one["direction_stated"] is False
    assert (one["actor"], one["attributing_reports"]) == (["syria"], 0)


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        pytest.param([ALIKE, {}], True, id="one says who, the other nothing"),
        pytest.param([ALIKE | {"direction_stated": None}, {}], None, id="no report says whether it knows"),
        pytest.param([BOTH, {}], False, id="two sides, no direction"),
        pytest.param([{"target": ["opposition"], "direction_stated": True}, {}], True, id="who was hit"),
    ],
)
def test_whether_a_direction_is_stated(said, stated):
    rows = [report(f"r-{n}", f"s{n}", **each) for n, each in enumerate(said)]
    assert joined(*rows)["direction_stated"] is stated


def test_voices_are_counted_not_the_outlets_that_relay_them():
    """Two relays of one statement say that Syria fired; a third origin names both sides only."""
    one = joined(
        report("r-a", "x", origin="white helmets", **ALIKE),
        report("r-b", "y", origin="white helmets", **ALIKE),
        report("r-c", "z", origin="a monitor", **BOTH),
    )
    assert (one["attributing_reports"], one["voices"]) == (1, 2)


def test_a_report_without_a_stated_origin_is_the_voice_of_its_source():
    rows = [report("r-a", "x", **ALIKE), report("r-b", "x", **ALIKE), report("r-c", "y", **ALIKE)]
    one = joined(*rows, report("r-d", "z", origin="y", **ALIKE))
    assert (one["attributing_reports"], one["voices"]) == (3, 3), "an origin is not the source of that name"


@pytest.mark.parametrize(
    ("one", "other", "claimants"),
    [
        pytest.param(
            ALIKE | {"attributed_by": "syria"}, ALIKE, ["s2", "syria"], id="a source on its own word"
        ),
        pytest.param(
            ALIKE | {"attributed_by": "syria"},
            BOTH | {"attributed_by": "un"},
            ["syria"],
            id="the other does not say who",
        ),
        pytest.param(BOTH | {"attributed_by": "un"}, BOTH, ["un"], id="nobody says who acted"),
        pytest.param(BOTH, {}, None, id="nobody claims anything"),
    ],
)
def test_who_claims_the_attribution(one, other, claimants):
    fused_one = joined(report("r-a", "s1", **one), report("r-b", "s2", **other))
    assert fused_one["attributed_by"] == claimants


def test_the_factors_of_a_pair_add_up_to_the_odds_that_are_printed():
    reports = table(report("r-a", "x", **ALIKE), report("r-b", "y", "2017-06-16", **ALIKE))
    result = fuse(reports, [], RULES)
    told = why(reports, result.pairs, "r-b", "r-a", RULES)
    assert sum(factor.log_odds for factor in told.factors) == pytest.approx(told.log_odds)
    assert told.probability == pytest.approx(result.pairs["probability"][0])
    assert (
        told.lines()[1]
        == "-1.50 time: their times miss each other by 0.0 h, as reporting day and calendar day may"
    )
    assert told.lines()[-1].endswith(f"probability {told.probability:.2f}")


def test_a_pair_that_was_not_compared_says_so():
    reports = table(report("r-a", "x"), report("r-b", "y", lon=39.0))
    told = why(reports, fuse(reports, [], RULES).pairs, "r-a", "r-b", RULES)
    assert not told.compared
    assert "outside the tolerances" in told.lines()[-1]
    with pytest.raises(IncidentError, match=r"There is no report r-z\."):
        why(reports, PAIRS.empty(), "r-a", "r-z", RULES)


def test_tolerances_that_cannot_be_meant():
    with pytest.raises(IncidentError, match="Slack is not negative"):
        MatchRules(slack_hours=-1)


SOME = st.builds(
    lambda n, source, lon, hour, vague, toll, sides: (source, lon, hour, vague, toll, sides),
    st.integers(), st.sampled_from("xyz"), st.integers(0, 40), st.integers(0, 48), st.booleans(),
    st.sampled_from([None, 1, 17]), st.sampled_from([ALIKE, {}, {**ALIKE, "direction_stated": False}]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(SOME, min_size=2, max_size=14), st.randoms(use_true_random=False))
def test_shuffling_the_rows_changes_nothing_and_every_report_is_in_one_incident(drawn, shuffler):
    rows = []
    for n, (source, lon, hour, vague, toll, sides) in enumerate(drawn):
        start = report("r", "x")["when_start"] + timedelta(hours=hour)
        place = unit("Idlib") if vague else {"lon": 36.6 + lon / 200, "adm1": "Idlib"}
        rows.append(
            report(
                f"r-{n:02}",
                source,
                when_start=start,
                when_end=start + timedelta(days=1),
                killed_best=toll,
                **place,
                **sides,
            )
        )
    straight = fused(*rows)
    mixed = rows.copy()
    shuffler.shuffle(mixed)
    again = fused(*mixed)
    assert straight.incidents.equals(again.incidents)
    assert straight.membership.equals(again.membership)
    assert straight.pairs.equals(again.pairs)
    assert straight.membership["report_id"].to_list() == sorted(row["report_id"] for row in rows)
    source_of = {row["report_id"]: row["source"] for row in rows}
    for members in groups(straight):
        assert len({source_of[each] for each in members}) == len(members)
    together = straight.incidents.explode("report_ids").select("incident_id", report_id="report_ids")
    assert together.sort("report_id").equals(straight.membership.select("incident_id", "report_id"))
    assert straight.pairs.filter(pl.col("probability") < RULES.keep_at_least).is_empty()
