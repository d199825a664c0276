"""What decisions do to the agreement: terms prolonged or not, new maps, and one digest for all of it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from decisions_on_astana import (
    SQUARE,
    all_consent,
    astana,
    decision,
    drawing,
    geojson,
    noon,
    prolonging,
)
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.term import Extension, TermState, answer
from holdfire.assessment.placing import place
from holdfire.centre.effects.applying import applied
from holdfire.centre.effects.decided import Agreed, Decided, Spoken
from holdfire.centre.effects.form import objection_to
from holdfire.incidents.table import INCIDENTS

FILE = geojson(SQUARE)


def nothing(_: str) -> bytes | None:
    return None


def states(agreement: Agreement, day: str) -> list[str]:
    """The term's state from each competing start: 4 May, 5 May and 15 September 2017."""
    (term,) = agreement.terms
    return [str(each.state) for each in answer(term, noon(day), agreement.time_zone).readings]


def made(*decisions: Decided, file: bytes = FILE) -> Agreed:
    return applied(astana(), decisions, lambda _: file)


def test_a_decision_of_all_three_prolongs_the_term_from_every_start():
    agreed = made(decision(prolonging(), "2017-10-20", all_consent()))
    assert states(agreed.agreement, "2017-10-19") == ["in force"] * 3
    assert states(agreed.agreement, "2018-04-01") == ["extended"] * 3
    assert states(agreed.agreement, "2018-05-04") == ["unknown: no record of consensus"] * 3
    assert agreed.applied == (decision(prolonging(), "2017-10-20", all_consent()).ref,)
    assert agreed.refused == ()


def test_a_silent_guarantor_leaves_the_term_unknown_and_its_name_is_told():
    """Scenario 2: never silently extended."""
    silent = decision(prolonging(), "2017-10-20", {"russia": "consent", "turkey": "consent"}, adopted=False)
    agreed = made(silent)
    (term,) = agreed.agreement.terms
    early, _, late = answer(term, noon("2017-11-20"), astana().time_zone).readings
    assert early.state == TermState.UNKNOWN
    assert early.why == (
        "It ended on 2017-11-04; no consent by then is on record from iran. "
        "Silence is not consensus, and no text says that it lapsed."
    )
    assert (early.consented, early.silent) == ({"russia", "turkey"}, {"iran"})
    assert late.state == TermState.IN_FORCE


def test_twenty_days_ahead_it_is_warned_of_and_those_are_named_who_have_not_consented():
    agreed = made(
        decision(prolonging(), "2017-10-20", {"russia": "consent", "turkey": "reservation"}, adopted=False)
    )
    (term,) = agreed.agreement.terms
    first = answer(term, noon("2017-10-25"), astana().time_zone).readings[0]
    assert first.warning == (
        "Ends in 10 days, on 2017-11-04; no consent to prolong it is on record from iran."
    )


def test_an_objection_on_record_is_what_makes_it_lapse():
    agreed = made(
        decision(prolonging(), "2017-10-20", {"russia": "consent", "turkey": "objection"}, adopted=False)
    )
    assert states(agreed.agreement, "2017-11-20") == ["lapsed", "lapsed", "in force"]


def test_consents_to_two_texts_do_not_add_up_to_one():
    """Russia and Türkiye to six months, Iran to three: nothing was agreed."""
    six = decision(
        prolonging("2018-05-04"), "2017-10-20", {"russia": "consent", "turkey": "consent"}, 1, False
    )
    three = decision(prolonging("2018-02-04"), "2017-10-21", {"iran": "consent"}, 2, False)
    agreed = made(six, three)
    assert states(agreed.agreement, "2017-11-20")[:2] == ["unknown: no record of consensus"] * 2
    (term,) = agreed.agreement.terms
    first = answer(term, noon("2017-11-20"), astana().time_zone).readings[0]
    assert "each consented, but to no one text that is adopted" in first.why


def test_a_text_of_the_pack_gains_nothing_from_consents_to_an_open_proposal():
    """The pack has Russia's consent to another text; those of the others are to the proposal."""
    (term,) = astana().terms
    own = Extension(date(2017, 10, 25), date(2018, 5, 4), ("russia",), (), ())
    pack = replace(astana(), terms=(replace(term, extensions=(own,)),))
    others = decision(prolonging(), "2017-10-20", {"turkey": "consent", "iran": "consent"}, adopted=False)
    agreed = applied(pack, [others], nothing)
    assert states(agreed.agreement, "2017-11-20")[:2] == ["unknown: no record of consensus"] * 2


def test_all_who_decide_may_have_consented_and_nothing_is_prolonged_while_the_text_is_not_adopted():
    agreed = made(decision(prolonging(), "2017-10-20", all_consent(), adopted=False))
    assert states(agreed.agreement, "2017-11-20")[:2] == ["unknown: no record of consensus"] * 2


def test_consent_that_comes_after_the_end_is_late_and_revives_nothing():
    agreed = made(decision(prolonging(), "2017-11-10", all_consent()))
    assert states(agreed.agreement, "2017-11-20") == ["unknown: no record of consensus"] * 2 + ["extended"]


def test_an_end_that_one_start_has_reached_already_says_nothing_of_it():
    """To 15 March 2018: from 15 September the term ran until then anyway, and nobody prolonged that."""
    agreed = made(decision(prolonging("2018-03-15"), "2017-10-20", all_consent()))
    assert states(agreed.agreement, "2018-03-01") == ["extended", "extended", "in force"]
    (term,) = agreed.agreement.terms
    late = answer(term, noon("2018-03-20"), astana().time_zone).readings[2]
    assert late.why.startswith("It ended on 2018-03-15; no consent by then is on record from iran, russia")


def test_the_next_prolonging_starts_from_nothing():
    one = decision(prolonging("2018-05-04"), "2017-10-20", all_consent(), 1)
    two = decision(prolonging("2018-11-04"), "2018-04-20", {"russia": "consent", "iran": "consent"}, 2, False)
    agreed = made(one, two)
    assert states(agreed.agreement, "2018-05-03") == ["extended"] * 3
    assert states(agreed.agreement, "2018-05-10") == ["unknown: no record of consensus"] * 3


def test_a_longer_text_that_is_adopted_later_keeps_the_consents_given_before_the_shorter_was_adopted():
    early = (Spoken("russia", "consent", noon("2017-10-18")),)
    rest = tuple(Spoken(each, "consent", noon("2017-10-30")) for each in ("turkey", "iran"))
    longer = replace(decision(prolonging("2018-11-04"), "2017-10-30", {}, 2), spoken=(*early, *rest))
    shorter = decision(prolonging("2018-05-04"), "2017-10-20", all_consent(), 1)
    assert states(made(shorter, longer).agreement, "2018-10-01") == ["extended"] * 3


def test_adopted_by_fewer_than_the_term_asks_for_prolongs_nothing_and_says_so():
    few = decision(prolonging(), "2017-10-20", {"russia": "consent", "turkey": "consent"})
    agreed = made(few)
    assert states(agreed.agreement, "2017-11-20")[0] == "unknown: no record of consensus"
    (refused,) = agreed.refused
    assert refused.what == (
        "The decision d-1 was adopted, but the term memo17-term asks for more than russia, turkey."
    )


def test_a_term_ends_on_the_day_that_was_decided():
    ended = decision(
        {"effect": "end", "term": "memo17-term", "on": "2017-08-01"}, "2017-07-20", all_consent()
    )
    agreed = made(ended)
    assert states(agreed.agreement, "2017-07-31")[:2] == ["in force"] * 2
    assert states(agreed.agreement, "2017-08-01")[:2] == ["lapsed"] * 2
    few = decision(
        {"effect": "end", "term": "memo17-term", "on": "2017-08-01"}, "2017-07-20", {"iran": "consent"}
    )
    assert states(made(few).agreement, "2017-08-01")[:2] == ["in force"] * 2


def incident(lon: float, lat: float, radius: float, day: str) -> pl.DataFrame:
    row = dict.fromkeys(INCIDENTS.schema)
    row |= {
        "incident_id": "i-1",
        "when_start": noon(day),
        "when_end": noon(day),
        "lon": lon,
        "lat": lat,
        "radius_m": radius,
        "where_precision": "exact",
    }
    return pl.DataFrame([row], schema=INCIDENTS.schema)


def judged(agreed: Agreed, found: pl.DataFrame) -> dict[str, object]:
    placed = place(found, agreed.agreement, None).filter(pl.col("zone") == "idlib")
    return dict(placed.select("zone_version", "inside").iter_rows())


# The old line of these cases runs along longitude 36.7; the new one some 500 m east of it.
DEGREE_M = 90_300.0
"""Metres of a degree of longitude at 35.8 N."""
OLD, NEW = box(36.5, 35.7, 36.7, 35.9), box(36.5, 35.7, 36.7 + 500 / DEGREE_M, 35.9)


def two_lines() -> Agreed:
    """Both maps adopted: the old line for 2017, the new one from 1 February 2018."""
    files = {each["geojson"]: file for each, file in (
        (drawing(geojson(OLD)), geojson(OLD)), (drawing(geojson(NEW)), geojson(NEW)))}  # fmt: skip
    old = drawing(geojson(OLD), "2017-09-15", version="idlib-v1", edge_m=0)
    new = drawing(geojson(NEW), "2018-02-01", version="idlib-v2", edge_m=0)
    decisions = [decision(old, "2017-09-10", all_consent(), 1), decision(new, "2018-01-20", all_consent(), 2)]
    return applied(astana(), decisions, lambda sha: files[sha])


@pytest.mark.parametrize(
    ("radius", "day", "expected"),
    [
        (1_000.0, "2018-03-01", {"idlib-v2": None}),
        (1_000.0, "2017-12-01", {"idlib-v1": None}),
        (50.0, "2018-03-01", {"idlib-v2": True}),
        (50.0, "2017-12-01", {}),
    ],
)
def test_the_map_of_the_day_judges_and_never_the_newest(radius: float, day: str, expected: dict[str, object]):
    """Scenario 9: 300 m outside the old line, 200 m inside the new one, known to 1 km: undecidable."""
    agreed = two_lines()
    assert judged(agreed, incident(36.7 + 300 / DEGREE_M, 35.8, radius, day)) == expected


def test_well_inside_is_judged_by_the_map_of_its_day_before_and_after():
    agreed = two_lines()
    assert judged(agreed, incident(36.6, 35.8, 1_000, "2017-12-01")) == {"idlib-v1": True}
    assert judged(agreed, incident(36.6, 35.8, 1_000, "2018-03-01")) == {"idlib-v2": True}


def test_the_map_before_ends_on_the_day_the_new_one_begins():
    zone = made(decision(drawing(FILE), "2018-01-20", all_consent())).agreement.zone("idlib")
    assert zone is not None
    assert [each.id for each in zone.versions] == ["idlib-2017-05", "idlib-2017-09", "idlib-v2"]
    assert zone.versions[1].end == zone.versions[2].start
    assert zone.versions[2].overlaps == ("idlib-2017-09",)


def test_a_map_for_some_weeks_gives_way_to_the_one_before_it():
    effect = drawing(FILE, "2018-02-01", until="2018-03-01")
    zone = made(decision(effect, "2018-01-20", all_consent())).agreement.zone("idlib")
    assert zone is not None
    found = [zone.version_at(noon(day)) for day in ("2018-01-31", "2018-02-15", "2018-03-02")]
    assert [each.id for each in found if each] == ["idlib-2017-09", "idlib-v2", "idlib-2017-09"]


def test_a_map_adopted_last_prevails_on_its_days_whatever_began_later():
    agreed = made(decision(drawing(FILE, "2017-06-01"), "2018-01-20", all_consent()))
    zone = agreed.agreement.zone("idlib")
    assert zone is not None
    assert [each.id for each in zone.versions] == ["idlib-2017-05", "idlib-v2"]
    assert agreed.replaced == (("idlib", "idlib-2017-09", agreed.applied[0]),)
    assert {zone.version_at(noon(day)).id for day in ("2017-06-02", "2017-10-01", "2019-01-01")} == {
        "idlib-v2"
    }


def test_the_map_begins_at_the_packs_own_midnight():
    zone = made(decision(drawing(FILE), "2018-01-20", all_consent())).agreement.zone("idlib")
    assert zone is not None
    before = datetime(2018, 1, 31, 21, 59, tzinfo=UTC)  # 23:59 in Damascus
    assert zone.version_at(before).id == "idlib-2017-09"
    assert zone.version_at(datetime(2018, 1, 31, 22, tzinfo=UTC)).id == "idlib-v2"


@pytest.mark.parametrize(
    ("effect", "file", "told"),
    [
        (drawing(FILE, zone="idleb"), FILE, "The agreement has no zone idleb."),
        (drawing(FILE, overlaps=["idleb"]), FILE, "The agreement has no zone idleb."),
        (drawing(FILE, version="idlib-2017-09"), FILE, "There is a map idlib-2017-09 already"),
        (drawing(FILE, until="2018-02-01"), FILE, "The map idlib-v2 holds from 2018-02-01 up to"),
        (drawing(FILE, edge_m=200_000), FILE, "The line of idlib-v2 may lie 200,000 m off"),
        (drawing(FILE), None, "The file of the map idlib-v2 is not at hand here"),
        (drawing(FILE), b"{", "the map idlib-v2 is no JSON that can be read"),
        (drawing(FILE, edge_m="50"), FILE, "map: edge_m must be a whole number from 0."),
        (drawing(FILE, colour="red"), FILE, "the effect map has no field colour."),
        (prolonging(term="memo-term"), FILE, "The agreement has no term memo-term."),
        (prolonging("2017-05-04"), FILE, "The term memo17-term begins on 2017-05-04, and"),
        ({"effect": "prolong", "term": "memo17-term"}, FILE, "prolong: until must be given."),
    ],
)  # fmt: skip
def test_what_cannot_be_carried_out_is_told_with_the_reason_and_changes_nothing(
    effect: dict[str, object], file: bytes | None, told: str
):
    agreed = applied(astana(), [decision(effect, "2018-01-20", all_consent())], lambda _: file)
    (refused,) = agreed.refused
    assert refused.what.startswith(told)
    assert refused.advice
    assert agreed.agreement == astana()
    assert agreed.digest == ""


def test_a_body_without_iran_redraws_nothing_that_iran_guarantees():
    two = decision(drawing(FILE), "2018-01-20", {"russia": "consent", "turkey": "consent"})
    (refused,) = made(two).refused
    assert refused.what == "The decision d-1 was adopted without the signed consent of iran."
    assert made(two).digest == ""


def test_a_consent_that_another_entered_is_shown_and_binds_nobody():
    by_word = decision(prolonging(), "2017-10-20", all_consent())
    told = tuple(replace(each, signed=each.party != "iran") for each in by_word.spoken)
    agreed = made(replace(by_word, spoken=told))
    assert states(agreed.agreement, "2017-11-20")[0] == "unknown: no record of consensus"
    assert (agreed.decisions[0].consented, agreed.decisions[0].relayed) == (("russia", "turkey"), ("iran",))
    assert len(agreed.refused) == 1


def test_what_was_on_record_by_a_day_leaves_out_later_votes_and_the_adoption():
    early = decision(prolonging(), "2017-10-10", {"russia": "consent"})
    late = tuple(Spoken(each, "consent", noon("2017-10-20")) for each in ("turkey", "iran"))
    whole = replace(
        early,
        spoken=(*early.spoken, *late),
        adopted=noon("2017-10-20"),
        awaited=(),
        proposed=noon("2017-10-01"),
    )
    then = whole.by(noon("2017-10-15"))
    assert then is not None
    assert (then.outcome, then.adopted, then.consented) == ("open", None, ("russia",))
    assert then.awaited == ("turkey", "iran")
    assert whole.by(noon("2017-10-01")) is None
    assert whole.by(noon("2017-10-21")) == whole


def test_effects_on_posts_are_left_to_the_patrols():
    agreed = made(decision({"effect": "posts", "anything": 1}, "2018-01-20", all_consent()))
    assert (agreed.decisions, agreed.refused, agreed.agreement.digest) == ((), (), astana().digest)


def test_the_digest_stands_for_what_was_decided_and_not_for_the_order_it_is_told_in():
    one = decision(prolonging(), "2017-10-20", all_consent(), 1)
    two = decision(drawing(FILE), "2018-01-20", all_consent(), 2)
    whole = made(one, two).agreement.digest
    assert made(two, one).agreement.digest == whole
    others = {made().agreement.digest, made(one).agreement.digest, made(two).agreement.digest, whole}
    assert len(others) == 4
    assert made().agreement.digest == astana().digest


def test_a_vote_on_a_text_that_is_open_is_part_of_the_digest_since_the_clock_tells_of_it():
    none = decision(prolonging(), "2017-10-20", {}, adopted=False)
    one = decision(prolonging(), "2017-10-20", {"russia": "consent"}, adopted=False)
    assert made(none).digest == ""
    assert made(one).digest not in (
        "",
        made(decision(prolonging(), "2017-10-20", {"iran": "consent"}, adopted=False)).digest,
    )


def test_an_earlier_assessment_is_made_again_with_its_own_decisions_only():
    one = decision(prolonging(), "2017-10-20", all_consent(), 1)
    two = decision(drawing(FILE), "2018-01-20", all_consent(), 2)
    then = applied(astana(), [one, two], lambda _: FILE, only={one.ref})
    assert then.agreement == made(one).agreement
    assert then.applied == (one.ref,)


SURRENDER = {
    "effect": "close",
    "zone": "eastern-ghouta",
    "on": "2018-04-14",
    "reason": "the town surrendered",
}


def ghouta(agreed: Agreed):
    zone = agreed.agreement.zone("eastern-ghouta")
    assert zone is not None
    return zone


def test_a_zone_that_ended_judges_what_happened_before_and_nothing_after():
    agreed = made(decision(SURRENDER, "2018-04-14", all_consent()))
    zone = ghouta(agreed)
    assert zone.version_at(noon("2018-04-13")) is not None
    assert zone.ended_at(noon("2018-04-13")) is None
    assert zone.version_at(noon("2018-04-14")) is None
    end = zone.ended_at(noon("2018-04-14"))
    assert end is not None
    assert (end.reason, end.cited[0].source) == ("the town surrendered", agreed.applied[0])
    again = made(
        decision(SURRENDER, "2018-04-14", all_consent(), 1),
        decision(SURRENDER, "2018-04-15", all_consent(), 2),
    )
    assert [each.what for each in again.refused] == [
        "No map of the zone eastern-ghouta is in force on 2018-04-14 or later: there is nothing to end."
    ]


def test_a_zone_ends_by_consent_of_every_guarantor_alone():
    two = {"russia": "consent", "turkey": "consent"}
    agreed = made(decision(SURRENDER, "2018-04-14", two))
    assert ghouta(agreed).version_at(noon("2018-04-14")) is not None
    (refused,) = agreed.refused
    assert refused.what.endswith("was adopted without the signed consent of iran.")
    early = {**SURRENDER, "on": "2016-01-01"}
    (refused,) = made(decision(early, "2018-04-14", all_consent())).refused
    assert refused.what == "The first map of the zone eastern-ghouta begins after 2016-01-01."


def test_a_zone_that_ended_may_be_drawn_anew():
    new = drawing(FILE) | {"zone": "eastern-ghouta", "from": "2019-01-01"}
    agreed = made(
        decision(SURRENDER, "2018-04-14", all_consent(), 1), decision(new, "2018-12-01", all_consent(), 2)
    )
    zone = ghouta(agreed)
    assert zone.ended_at(noon("2018-12-31")) is not None
    assert zone.ended_at(noon("2019-01-01")) is None


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["idlib", "2018-02-01"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    ["term", "until", "on", "zone", "version", "geojson", "from", "edge_m", "title", "overlaps", "reason"]
)


@given(
    st.sampled_from(["prolong", "end", "map", "close", "", 7]),
    st.dictionaries(KEYS, PLAIN),
    st.binary(max_size=40),
)
def test_no_effect_and_no_file_stops_the_fold(kind: object, fields: dict[str, object], file: bytes):
    effect = {"effect": kind, **fields}
    objection_to(effect, astana())
    agreed = made(decision(effect, "2018-01-20", all_consent()), file=file)
    assert agreed.refused or agreed.decisions == ()


@given(PLAIN)
def test_no_geometry_stops_the_fold(coordinates: object):
    import json

    file = json.dumps({"type": "Polygon", "coordinates": coordinates}).encode()
    assert made(decision(drawing(file), "2018-01-20", all_consent()), file=file).refused
