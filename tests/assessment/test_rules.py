"""The rules by worked cases: what is a breach, what is not, and what stays open and why."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from agreement_cast import SMALL, at, incident, table
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.agreement.reading import library_pack, load_pack
from holdfire.agreement.term import Ending, Extension, TermStart, TermState
from holdfire.assessment.explaining import Explanation, explain, words
from holdfire.assessment.placing import place
from holdfire.assessment.rules import RULE_VERSION, assess
from holdfire.assessment.table import PLACEMENT
from holdfire.assessment.term_days import readings_through
from holdfire.assessment.who import actor_bound
from holdfire.errors import AssessmentError

MONTH = {"when_start": at("2017-05-01"), "when_end": at("2017-06-01")}
PROVINCE = {"lon": None, "lat": None, "radius_m": None, "where_precision": "adm1"}


def answer(provision: str, **said: object) -> Explanation:
    found = explain(table(incident(**said)), SMALL, None)
    return next(each for each in found if each.provision_id == provision)


@pytest.mark.parametrize(
    ("provision", "said", "verdict", "reason"),
    [
        pytest.param("ceasefire", {}, "breach", "Government of Syria is bound by this clause", id="a breach"),
        pytest.param(
            "ceasefire", {"day": "2016-12-29"}, "no breach", "came into force only on 2016-12-30", id="before"
        ),
        pytest.param(
            "ended", {"day": "2017-08-01"}, "no breach", "ceased on 2017-07-01", id="after it ceased"
        ),
        pytest.param(
            "ended",
            {"when_end": at("2017-07-02"), "when_start": at("2017-06-30")},
            "undetermined",
            "may have been after the clause ceased",
            id="it may have ceased",
        ),
        pytest.param(
            "ended",
            {"when_start": at("2016-12-31"), "when_end": at("2017-01-05")},
            "undetermined",
            "may have been before the clause came into force",
            id="it may have been before",
        ),
        pytest.param(
            "before-map",
            {"day": "2017-03-01"},
            "undetermined",
            "no map of idlib was in force at",
            id="no map yet",
        ),
        pytest.param(
            "before-map",
            {"when_start": at("2017-05-01"), "when_end": at("2017-05-10")},
            "undetermined",
            "no map of idlib was in force for part of the time",
            id="a map for part of its time",
        ),
        pytest.param(
            "idlib-fire", MONTH, "undetermined", "may have been before", id="known to the month only"
        ),
        pytest.param(
            "ceasefire", {"day": None}, "undetermined", "its time is not known", id="time not known"
        ),
        pytest.param(
            "undated", {"act": "detention"}, "undetermined", "no source gives the day", id="no start known"
        ),
        pytest.param(
            "idlib-fire", {}, "breach", "inside idlib per map idlib-1, in force on that date", id="in zone"
        ),
        pytest.param(
            "idlib-fire", {"lon": 39.0}, "no breach", "outside idlib or south by the maps", id="outside"
        ),
        pytest.param(
            "idlib-fire", PROVINCE, "undetermined", "known only to its adm1", id="a province is no pin"
        ),
        pytest.param(
            "belt-weapons",
            {"day": "2018-11-01", "act": "weapons-held"},
            "no breach",
            "outside belt",
            id="in the zone, not in the belt",
        ),
        pytest.param("air", {"act": "fire"}, "undetermined", "fire is all that is known", id="a broader act"),
        pytest.param("air", {}, "no breach", "fire/shelling is not covered by fire/air", id="another act"),
        pytest.param(
            "ceasefire", {"act": None}, "undetermined", "what was done is not known", id="act not known"
        ),
        pytest.param(
            "ceasefire", {"actor": ["sdf"]}, "no breach", "is not bound by this clause", id="an outsider"
        ),
        pytest.param(
            "ceasefire", {"actor": None}, "undetermined", "who acted is not known", id="actor not known"
        ),
        pytest.param(
            "ceasefire", {"actor": ["martians"]}, "undetermined", "does not know 'martians'", id="unknown id"
        ),
        pytest.param(
            "ceasefire",
            {"actor": ["insurgents"], "target": ["syria"]},
            "undetermined",
            "may mean somebody who is bound and somebody who is not",
            id="an umbrella name",
        ),
        pytest.param(
            "ceasefire",
            {"actor": ["rahman-corps"], "target": ["syria"]},
            "no breach",
            "Rahman Corps is not bound",
            id="a faction that had not joined",
        ),
        pytest.param(
            "ceasefire",
            {"actor": ["rahman-corps"], "target": ["syria"], "day": "2017-09-01"},
            "breach",
            "shares the obligations of Armed opposition",
            id="a faction that had joined",
        ),
        pytest.param(
            "ceasefire",
            {"actor": ["nusra", "opposition"], "target": ["syria"]},
            "undetermined",
            "which of them acted is not told apart",
            id="a party and a group left out together",
        ),
        pytest.param(
            "ceasefire", {"actor": ["sdf", "syria"]}, "breach", "Syria is bound", id="with an outsider"
        ),
        pytest.param(
            "air", {"actor": ["iran"], "act": "fire/air"}, "breach", "Iran is bound", id="a guarantor"
        ),
        pytest.param(
            "air",
            {"actor": ["iran"], "act": "fire/air", "day": "2017-01-20"},
            "undetermined",
            "guarantor from 2017-03-15, or earlier as press has it",
            id="a guarantor of disputed date",
        ),
        pytest.param(
            "ceasefire", {"target": ["nusra"]}, "no breach", "Nusra is left out", id="a group left out"
        ),
        pytest.param(
            "ceasefire",
            {"target": ["nusra", "opposition"]},
            "undetermined",
            "is not known to be",
            id="a group left out among others",
        ),
        pytest.param("ceasefire", {"target": None}, "undetermined", "against whom", id="target not known"),
        pytest.param(
            "ceasefire", {"target": ["insurgents"]}, "undetermined", "is not known", id="umbrella target"
        ),
        pytest.param(
            "ceasefire",
            {"target": ["civilians"], "act": "fire/against-civilians"},
            "breach",
            "against civilians, whom no exemption covers",
            id="civilians are never left out",
        ),
        pytest.param(
            "access",
            {"act": "access-denied", "target": ["civilians"]},
            "breach",
            "access-denied is covered",
            id="a duty that an act breaches",
        ),
        pytest.param("term-fire", {}, "breach", "the clause was in force", id="its term runs"),
        pytest.param(
            "term-fire", {"day": "2017-12-01"}, "undetermined", "no record of consensus", id="term unknown"
        ),
    ],
)
def test_verdicts(provision, said, verdict, reason):
    found = answer(provision, **said)
    assert found.verdict == verdict, found.reasons
    assert reason in "; ".join(found.reasons)


@pytest.mark.parametrize(
    ("actor", "target", "verdict", "reason"),
    [
        pytest.param("syria", "opposition", "breach", "opposition is on another side", id="a side"),
        pytest.param("syria", "ahrar", "breach", "Ahrar al-Sham is on another side", id="a group"),
        pytest.param("ahrar", "syria", "breach", "Syria is on another side", id="the other way"),
        pytest.param(
            "syria",
            "sdf",
            "no breach",
            "Syrian Democratic Forces is on none of the sides that the clause speaks of",
            id="an outsider",
        ),
        pytest.param("syria", "nusra", "no breach", "Nusra is on none of the sides", id="a group left out"),
        pytest.param("syria", "fsa", "undetermined", "whether FSA had joined by then", id="joined not known"),
        pytest.param("fsa", "syria", "undetermined", "whether FSA had joined by then", id="actor not known"),
        pytest.param("ahrar", "opposition", "no breach", "are both on one side", id="the group and its side"),
        pytest.param(
            "fsa",
            "ahrar",
            "no breach",
            "FSA and Ahrar al-Sham are on one side, or one of them is on none",
            id="one side, or not bound",
        ),
        pytest.param("syria", "insurgents", "undetermined", "may mean somebody", id="an umbrella name"),
        pytest.param("syria", "martians", "undetermined", "does not know 'martians'", id="unknown"),
        pytest.param("syria", None, "undetermined", "against whom", id="target not known"),
        pytest.param(None, "sdf", "no breach", "is on none of the sides", id="whoever fired at an outsider"),
        pytest.param(None, "ahrar", "undetermined", "than who acted is not known", id="actor not named"),
        pytest.param("syria", "civilians", "undetermined", "is for people to judge", id="civilians"),
        pytest.param("syria", "rahman-corps", "no breach", "is on none of the sides", id="before it joined"),
    ],
)
def test_a_clause_between_two_sides_is_about_force_against_the_other(actor, target, verdict, reason):
    found = answer("between", actor=actor and [actor], target=target and [target])
    assert found.verdict == verdict, found.reasons
    assert reason in "; ".join(found.reasons)


def test_of_several_targets_all_have_to_be_on_the_other_side():
    assert answer("between", target=["ahrar", "sdf"]).verdict == "undetermined"
    assert answer("between", target=["ahrar", "opposition"]).verdict == "breach"


def test_a_target_on_no_side_does_not_settle_what_was_done_to_civilians():
    found = answer("between", target=["sdf"], killed_civilians=2)
    assert found.verdict == "undetermined"
    assert "but civilians were harmed, an effect that this does not settle" in "; ".join(found.reasons)


def test_a_group_is_the_other_side_once_it_has_joined():
    assert answer("between", day="2017-09-01", target=["rahman-corps"]).verdict == "breach"


def test_between_the_sides_without_direction():
    def undirected(target: str) -> Explanation:
        return answer("between", target=[target], direction_stated=False)

    assert undirected("ahrar").verdict == "breach"
    # Whoever fired: the Government at no side, or one that is not bound.
    assert undirected("sdf").verdict == "no breach"
    assert undirected("fsa").verdict == "undetermined"
    one_side = answer("between", actor=["ahrar"], target=["opposition"], direction_stated=False)
    assert (one_side.verdict, one_side.conditions["target_covered"]) == ("no breach", False)


def test_what_we_only_read_into_a_text_is_never_found_a_breach():
    found = answer("read-in")
    assert found.verdict == "undetermined"
    assert "text: a breach rests on our reading of the text" in found.reasons
    assert answer("read-in", target=["nusra"]).verdict == "no breach"
    assert answer("ceasefire").conditions["by_text"] is True


def test_clauses_that_no_incident_can_breach_are_not_asked():
    asked = {each.provision_id for each in explain(table(incident()), SMALL, None)}
    assert not asked & {"meet", "fight-nusra"}


class TestDirectionNotStated:
    """Two sides named, nobody says who acted: a verdict stands only if it is the same both ways."""

    def test_a_breach_whoever_fired(self):
        found = answer("ceasefire", direction_stated=False)
        assert found.verdict == "breach"
        assert found.attribution == "not attributable"
        assert found.attributed_to == ()

    def test_no_breach_whoever_fired_though_for_different_reasons(self):
        """The Government and Nusra: the one may fire at the other, and the other is not bound."""
        found = answer("ceasefire", direction_stated=False, target=["nusra"])
        assert found.verdict == "no breach"
        assert found.conditions["actor_bound"] is None
        told = "; ".join(found.reasons)
        assert "If Government of Syria acted: Government of Syria is bound by this clause." in told
        assert "If Nusra acted: Nusra is not bound by this clause" in told

    def test_undetermined_where_it_depends_on_who_fired(self):
        found = answer("ceasefire", direction_stated=False, target=["sdf"])
        assert found.verdict == "undetermined"

    def test_not_known_counts_as_not_stated(self):
        assert answer("ceasefire", direction_stated=None, target=["sdf"]).verdict == "undetermined"


class TestTwoMapsOnePoint:
    """300 m outside the old line (37.0 E), 200 m inside the newer one (37.0055 E), known to 1 km."""

    WHERE = {"lon": 37.0033, "radius_m": 1000.0}

    def test_by_the_newer_map_in_force_on_the_date_it_is_inside_and_undecidable_at_this_precision(self):
        found = answer("idlib-fire", day="2017-10-01", **self.WHERE)
        assert found.verdict == "undetermined"
        assert found.zone_version == "idlib-2"
        assert found.conditions["in_place"] is None
        place_ = next(reason for reason in found.reasons if reason.startswith("place"))
        assert place_.startswith(
            "place: inside idlib per map idlib-2, in force on that date; "
            "undecidable at this precision (share 0.63"
        )

    def test_before_that_map_the_old_one_is_used_whatever_came_later(self):
        found = answer("idlib-fire", day="2017-09-01", **self.WHERE)
        assert (found.verdict, found.zone_version) == ("undetermined", "idlib-1")
        assert "outside idlib per map idlib-1, in force on that date; undecidable" in "; ".join(found.reasons)

    def test_a_time_that_straddles_both_maps_is_said(self):
        both = {"when_start": at("2017-09-10"), "when_end": at("2017-09-20")}
        found = answer("idlib-fire", **both, **self.WHERE)
        assert "straddles a change of map" in "; ".join(found.reasons)


def test_a_finding_is_stored_only_where_time_and_place_are_not_ruled_out():
    incidents = table(incident("i-in"), incident("i-out", lon=39.0), incident("i-early", "2016-01-01"))
    findings = assess(incidents, place(incidents, SMALL, None), SMALL)
    kept = set(findings.select("incident_id", "provision").iter_rows())
    assert ("i-in", "idlib-fire") in kept
    assert ("i-out", "idlib-fire") not in kept
    assert ("i-out", "ceasefire") in kept
    assert {incident for incident, _ in kept if incident == "i-early"} == {"i-early"}, (
        "only the undated clause"
    )


def test_a_finding_has_the_same_id_again_and_names_rules_and_agreement():
    incidents = table(incident())
    placement = place(incidents, SMALL, None)
    once, again = assess(incidents, placement, SMALL), assess(incidents, placement, SMALL)
    assert once.equals(again)
    assert once["finding_id"].is_unique().all()
    assert once["rule_version"].unique().to_list() == [f"{RULE_VERSION}+{'d' * 64}"]
    assert once["finding_id"].str.contains("^f-[0-9a-f]{20}$").all()


def test_a_stored_finding_explains_itself_and_one_of_other_rules_does_not():
    incidents = table(incident())
    findings = assess(incidents, place(incidents, SMALL, None), SMALL)
    finding = findings.filter(provision="ceasefire").row(0, named=True)
    assert words(finding, incidents, SMALL, None)[0].startswith("time: the clause was in force")
    with pytest.raises(AssessmentError, match="made under rule version 0"):
        words(finding | {"rule_version": "0"}, incidents, SMALL, None)
    changed = table(incident(act="release"))
    with pytest.raises(AssessmentError, match="has changed since it was made; assess again"):
        words(finding, changed, SMALL, None)


def test_an_incident_is_assessed_once():
    twice = table(incident(), incident())
    with pytest.raises(AssessmentError, match="i-1 is there more than once"):
        assess(twice, place(twice, SMALL, None), SMALL)


def test_days_in_words_are_those_of_the_pack():
    """15 March 2017 in Damascus begins on 14 March in UTC."""
    astana = load_pack(library_pack("astana"))
    provision = replace(astana.provision("c16-use-of-force"), bound=("iran",))
    told = actor_bound(astana, provision, ("iran",), at("2017-01-20"))
    assert told.why.startswith("Islamic Republic of Iran was guarantor from 2017-03-15, or earlier")


def test_the_zone_it_lies_in_is_named_not_the_one_with_the_larger_share():
    """Undecided in one zone with a share of 0.99, inside the other with 0.98: the other decides."""
    incidents = table(incident())
    rows = [("idlib", "idlib-1", 0.99, None), ("south", "south-1", 0.98, True)]
    placement = PLACEMENT.of(
        {"incident_id": "i-1", "zone": zone, "zone_version": map_, "share": share, "inside": inside}
        for zone, map_, share, inside in rows
    )
    found = assess(incidents, placement, SMALL).filter(provision="idlib-fire").row(0, named=True)
    assert (found["verdict"], found["zone"], found["zone_version"]) == ("breach", "south", "south-1")


def test_of_two_maps_that_tie_the_same_is_named_in_whatever_order_they_come():
    both = table(incident(when_start=at("2017-09-10"), when_end=at("2017-09-20")))
    placement = place(both, SMALL, None)
    straight, turned = (assess(both, rows, SMALL) for rows in (placement, placement.reverse()))
    assert straight.equals(turned)
    assert straight.filter(provision="idlib-fire")["zone_version"].to_list() == ["idlib-1"]


def test_a_lapse_within_the_time_it_may_mean_is_seen():
    """In force on the first day and lapsed on the third: what it was between is not lost."""
    first, again = date(2017, 5, 6), date(2017, 6, 20)
    term = replace(
        SMALL.terms[0],
        starts=(TermStart(first, ()),),
        endings=(Ending(date(2017, 6, 16), ()),),
        extensions=(Extension(again, None, ("syria", "opposition"), (), ()),),
    )
    states = [each.state for each in readings_through(SMALL, term, date(2017, 6, 14), date(2017, 6, 30))]
    assert TermState.IN_FORCE in states
    assert TermState.LAPSED in states
    days = [each.state for each in readings_through(SMALL, term, date(2017, 6, 14), date(2017, 6, 14))]
    assert days == [TermState.IN_FORCE]


@settings(max_examples=60, deadline=None)
@given(
    st.dates(date(2017, 4, 1), date(2018, 8, 1)),
    st.integers(0, 250),
    st.lists(st.dates(date(2017, 5, 1), date(2018, 6, 1)), max_size=2),
)
def test_the_days_looked_at_tell_as_much_as_all_days(first, length, decided):
    term = replace(
        SMALL.terms[0],
        extensions=tuple(Extension(day, None, ("syria", "opposition"), (), ()) for day in decided),
    )
    every = {
        reading.state
        for number in range(length + 1)
        for day in [first + timedelta(days=number)]
        for reading in readings_through(SMALL, term, day, day)
    }
    last = first + timedelta(days=length)
    assert {reading.state for reading in readings_through(SMALL, term, first, last)} == every
