"""What several reports together say of who and what: nothing is chosen by vote."""

import pytest

from holdfire.incidents.sides import ActSaid, Ids, Named, agreed_act, agreed_sides

SYRIA, OPPOSITION, TURKEY = ("syria",), ("opposition",), ("turkey",)


def says(actor: Ids | None, target: Ids | None, directed: bool, voice: int = 0) -> Named:
    return Named(actor, target, directed, voice)


def test_one_direction_and_the_same_sides_without_one():
    sides = agreed_sides([says(SYRIA, OPPOSITION, True), says(OPPOSITION, SYRIA, False)])
    assert (sides.actor, sides.target, sides.attributing) == (SYRIA, OPPOSITION, 1)
    assert sides.disputed is None


def test_two_reports_that_accuse_each_other_leave_the_actor_not_known():
    sides = agreed_sides([says(SYRIA, OPPOSITION, True), says(OPPOSITION, SYRIA, True)])
    assert sides.actor is None
    assert sides.disputed == ("opposition", "syria")
    assert sides.doubt == "its reports contradict each other on who acted: opposition; syria"


def test_sides_without_direction_in_either_order_agree():
    sides = agreed_sides([says(SYRIA, OPPOSITION, False), says(OPPOSITION, SYRIA, False)])
    assert {sides.actor, sides.target} == {SYRIA, OPPOSITION}
    assert sides.attributing == 0


def test_a_third_side_contradicts():
    assert agreed_sides([says(SYRIA, OPPOSITION, False), says(SYRIA, TURKEY, False)]).disputed == (
        "opposition", "syria", "turkey",
    )  # fmt: skip


def test_targets_that_differ_are_not_known_and_said():
    sides = agreed_sides([says(SYRIA, OPPOSITION, True), says(SYRIA, TURKEY, True)])
    assert (sides.actor, sides.target) == (SYRIA, None)
    assert "different targets: opposition; turkey" in sides.doubt


def test_a_direction_without_an_actor_is_lent_to_nobody():
    """One report says "fired at" and names nobody; another names two sides that fought."""
    sides = agreed_sides([says(None, None, True, 0), says(SYRIA, OPPOSITION, False, 1)])
    assert (sides.directed, sides.attributing) == (False, 0)


def test_who_was_hit_does_not_tell_who_fired():
    """One report says that the opposition was fired at, another that it and Syria fought."""
    sides = agreed_sides([says(None, OPPOSITION, True, 0), says(SYRIA, OPPOSITION, False, 1)])
    assert (sides.directed, sides.attributing) == (False, 0)


def test_a_target_that_somebody_not_named_fired_at_is_the_target():
    sides = agreed_sides([says(None, OPPOSITION, True)])
    assert (sides.actor, sides.target, sides.directed, sides.attributing) == (None, OPPOSITION, True, None)


def test_one_says_that_syria_fired_another_that_it_was_fired_at():
    sides = agreed_sides([says(SYRIA, OPPOSITION, True, 0), says(None, SYRIA, True, 1)])
    assert (sides.actor, sides.disputed) == (None, ("syria",))
    assert sides.doubt == "one report says that syria acted, another that it was acted against"


def test_whom_two_reports_say_was_hit_may_differ():
    sides = agreed_sides([says(None, OPPOSITION, True, 0), says(None, TURKEY, True, 1)])
    assert (sides.actor, sides.target, sides.disputed) == (None, None, None)
    assert "different targets" in sides.doubt


def test_a_side_that_another_report_says_was_hit_does_not_become_the_actor():
    sides = agreed_sides([says(OPPOSITION, None, False, 0), says(None, OPPOSITION, True, 1)])
    assert (sides.actor, sides.target) == (None, OPPOSITION)


def test_relays_of_one_origin_attribute_once():
    """Two outlets relay one statement that Syria fired; a third report names both sides only."""
    relays = [says(SYRIA, OPPOSITION, True, 0), says(SYRIA, OPPOSITION, True, 0)]
    assert agreed_sides([*relays, says(SYRIA, OPPOSITION, False, 1)]).attributing == 1
    assert agreed_sides([*relays, says(SYRIA, OPPOSITION, True, 1)]).attributing == 2


def test_nobody_named():
    assert agreed_sides([says(None, None, False)]).actor is None


@pytest.mark.parametrize(
    ("acts", "said"),
    [
        pytest.param(["fire", "fire/air"], ActSaid("fire/air"), id="the narrower stands"),
        pytest.param([], ActSaid(None), id="nothing said"),
    ],
)
def test_acts_that_agree(acts, said):
    assert agreed_act(acts) == said


def test_mortar_and_artillery_are_shelling():
    said = agreed_act(["fire/shelling/mortar", "fire/shelling/artillery"])
    assert said.act == "fire/shelling"
    assert "contradict each other on what was done" in said.doubt


def test_a_release_and_a_shelling_have_nothing_in_common():
    assert agreed_act(["release", "fire/shelling"]).act is None
