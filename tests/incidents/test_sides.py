"""What several reports together say of who and what: nothing is chosen by vote."""

import pytest

from holdfire.incidents.sides import ActSaid, Named, agreed_act, agreed_sides

SYRIA, OPPOSITION, TURKEY = ("syria",), ("opposition",), ("turkey",)


def test_one_direction_and_the_same_sides_without_one():
    sides = agreed_sides([Named(SYRIA, OPPOSITION, True), Named(OPPOSITION, SYRIA, False)])
    assert (sides.actor, sides.target, sides.attributing) == (SYRIA, OPPOSITION, 1)
    assert sides.disputed is None


def test_two_reports_that_accuse_each_other_leave_the_actor_not_known():
    sides = agreed_sides([Named(SYRIA, OPPOSITION, True), Named(OPPOSITION, SYRIA, True)])
    assert sides.actor is None
    assert sides.disputed == ("opposition", "syria")
    assert sides.doubt == "its reports contradict each other on who acted: opposition; syria"


def test_sides_without_direction_in_either_order_agree():
    sides = agreed_sides([Named(SYRIA, OPPOSITION, False), Named(OPPOSITION, SYRIA, False)])
    assert {sides.actor, sides.target} == {SYRIA, OPPOSITION}
    assert sides.attributing == 0


def test_a_third_side_contradicts():
    assert agreed_sides([Named(SYRIA, OPPOSITION, False), Named(SYRIA, TURKEY, False)]).disputed == (
        "opposition", "syria", "turkey",
    )  # fmt: skip


def test_targets_that_differ_are_not_known_and_said():
    sides = agreed_sides([Named(SYRIA, OPPOSITION, True), Named(SYRIA, TURKEY, True)])
    assert (sides.actor, sides.target) == (SYRIA, None)
    assert "different targets: opposition; turkey" in sides.doubt


def test_nobody_named():
    assert agreed_sides([Named(None, None, False)]).actor is None


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
