"""Each kind of evidence: what speaks for one incident, what against, and what says nothing."""

import polars as pl
import pytest
from claim_rows import day, report, table, unit

from holdfire.incidents.evidence import EVIDENCE
from holdfire.incidents.evidence.comparable import comparable
from holdfire.incidents.match_rules import MatchRules
from holdfire.incidents.table import PAIRS

HOUR = {"when_start": day("2017-06-15")[0], "when_end": day("2017-06-15")[0].replace(hour=1)}
MONTH = {"when_start": day("2017-06-01")[0], "when_end": day("2017-06-30")[1]}
FORTH = {"actor": ["syria"], "target": ["opposition"], "direction_stated": True}
BACK = {"actor": ["opposition"], "target": ["syria"], "direction_stated": True}
EITHER = {"actor": ["opposition"], "target": ["syria"], "direction_stated": False}


def told(kind: str, one: dict[str, object], other: dict[str, object]) -> tuple[float | None, str]:
    left, right = comparable(table(report("r-a", "x", **one))), comparable(table(report("r-b", "y", **other)))
    evidence = EVIDENCE[kind](left, right, MatchRules())
    back = EVIDENCE[kind](right, left, MatchRules())
    assert evidence.log_odds().to_list() == back.log_odds().to_list(), "left and right may be swapped"
    return evidence.log_odds()[0], evidence.reason()


@pytest.mark.parametrize(
    ("kind", "one", "other", "sign", "words"),
    [
        pytest.param("time", HOUR, HOUR, 1, "same hour", id="the same hour speaks for it"),
        pytest.param("time", {}, {}, 1, "known to the day or better", id="the same day does"),
        pytest.param("time", MONTH, {}, None, "fits nearly anything", id="a month says nothing"),
        pytest.param(
            "time", {}, {"when": "2017-06-16"}, -1, "miss each other by 0.0 h", id="next day, against"
        ),
        pytest.param(
            "time", {}, {"when": "2017-06-20"}, -1, "96.0 h apart", id="days apart, strongly against"
        ),
        pytest.param("time", {}, {"when": None}, None, "gives no time", id="no time is no evidence"),
        pytest.param("place", {}, {}, 1, "0.0 km apart", id="one point"),
        pytest.param("place", {}, {"lon": 36.668}, 1, "within 2.0 km", id="within the radius"),
        pytest.param("place", {}, {"lon": 36.685}, -1, "only touch", id="discs that only touch"),
        pytest.param("place", {}, {"lon": 37.0}, -1, "31.8 km apart", id="far apart"),
        pytest.param(
            "place", unit(), {"adm1": "Idlib"}, None, "does not place either", id="a province is no pin"
        ),
        pytest.param(
            "place", unit("Idlib"), {"adm1": "Idleb"}, None, "names no point", id="spelling is no mismatch"
        ),
        pytest.param("act", {}, {}, 1, "both say fire/shelling", id="the same act"),
        pytest.param(
            "act", {"act": "fire"}, {"act": "fire"}, 1, "and no more", id="the same broad act, weakly"
        ),
        pytest.param(
            "act", {"act": "fire"}, {"act": "fire/air"}, 1, "a kind of the other", id="broad over narrow"
        ),
        pytest.param(
            "act",
            {"act": "fire/shelling/mortar"},
            {"act": "fire/shelling/artillery"},
            0,
            "taken for each other",
            id="mortar and artillery are mixed up",
        ),
        pytest.param(
            "act", {"act": "fire/air"}, {}, -1, "though both are use of force", id="air against shelling"
        ),
        pytest.param("act", {"act": "release"}, {}, -1, "a different thing", id="a release is no shelling"),
        pytest.param("act", {"act": None}, {}, None, "does not say what", id="no act is no evidence"),
        pytest.param("actor", FORTH, FORTH, 1, "same sides", id="same actor, same target"),
        pytest.param("actor", FORTH, EITHER, 1, "same sides", id="sides without direction agree either way"),
        pytest.param("actor", FORTH, BACK, -1, "each other's sides", id="a reprisal has the sides swapped"),
        pytest.param(
            "actor", FORTH, FORTH | {"target": None}, 1, "as far as both name", id="one names no target"
        ),
        pytest.param(
            "actor", FORTH, FORTH | {"actor": ["turkey"]}, -1, "different sides", id="another actor"
        ),
        pytest.param("actor", FORTH, {}, None, "names nobody", id="nobody named is no evidence"),
        pytest.param(
            "toll", {"killed_best": 17}, {"killed_best": 17}, 1, "unusual", id="seventeen and seventeen"
        ),
        pytest.param("toll", {"killed_best": 1}, {"killed_best": 1}, 1, "common", id="one and one, weakly"),
        pytest.param(
            "toll", {"killed_best": 20}, {"killed_best": 2}, -1, "20 and 2 killed", id="twenty and two"
        ),
        pytest.param(
            "toll",
            {"killed_low": 2, "killed_best": 9, "killed_high": 20},
            {"killed_low": 15, "killed_best": 20, "killed_high": 25},
            1,
            "bounds overlap",
            id="bounds that overlap",
        ),
        pytest.param("toll", {"killed_best": 3}, {}, None, "gives no number", id="no number is no evidence"),
    ],
)
def test_evidence(kind, one, other, sign, words):
    odds, reason = told(kind, one, other)
    assert words in reason
    if sign is None:
        assert odds is None
    else:
        assert odds is not None
        assert (odds > 0) - (odds < 0) == sign


def test_an_unusual_number_says_more_than_a_common_one():
    one, seventeen = ({"killed_best": n} for n in (1, 17))
    assert told("toll", seventeen, seventeen)[0] > told("toll", one, one)[0]


def test_every_kind_has_its_column_in_pairs():
    assert set(EVIDENCE) <= set(PAIRS.names)


def test_a_column_of_pairs_weighs_as_each_pair_alone():
    rows = [report("r-a", "x"), report("r-b", "x", "2017-06-16"), report("r-c", "x", None, act=None)]
    frame = comparable(table(*rows))
    other = comparable(table(*(report("r-z", "y") for _ in rows)))
    for kind in EVIDENCE.values():
        whole = kind(frame, other, MatchRules()).log_odds().to_list()
        alone = [kind(frame[n], other[n], MatchRules()).log_odds()[0] for n in range(len(rows))]
        assert whole == alone
        assert pl.Series(whole, dtype=pl.Float64).len() == 3
