"""holdfire works, as a desk types it: progress and end as each side says, what is overdue, what truce."""

from functools import partial

import pytest
from typed import typed

HAND = ("--by", "A. Haddad")


@pytest.fixture
def holdfire(capsys):
    return partial(typed, capsys)


def test_a_work_is_opened_told_of_and_ended_by_each_side_for_itself(mission, holdfire):
    folder = mission.folder
    opened = holdfire(
        "works", "open", folder, "pump-3", "water", "Pump", "--owner", "turkey", "--due", "2017-06-20",
        "--truce", "two days at the pump", *HAND,
    )  # fmt: skip
    assert opened["id"] == "pump-3"
    on = ("--on", "2017-06-15", *HAND)
    holdfire("works", "progress", folder, "pump-3", "--percent", 80, "--of", "turkey", *on)
    holdfire("works", "progress", folder, "pump-3", "--percent", 40, "--of", "russia", *on)
    holdfire("works", "truce", folder, "pump-3", "asked", "--of", "turkey", *on)
    (work,) = holdfire("works", "list", folder, "--on", "2017-06-21", "--overdue")["works"]
    assert (work["overdue"], work["waits_for_truce"], work["outcome"]) == (True, True, "under way")
    assert [(each["said_by"], each["percent"]) for each in work["progress"]] == [
        ("turkey", 80),
        ("russia", 40),
    ]
    lines = holdfire("works", "list", folder, "--on", "2017-06-21", as_json=False)
    assert "OVERDUE, waits for its truce" in lines[0]
    assert holdfire("works", "list", folder, "--on", "2017-06-20", "--overdue")["works"] == []
    holdfire("works", "end", folder, "pump-3", "restored", "--of", "turkey", *on)
    holdfire("works", "end", folder, "pump-3", "given up", "--of", "russia", *on)
    shown = holdfire("works", "show", folder, "pump-3")
    assert shown["outcome"] == "told differently by the sides"
    assert shown["outcomes"] == [
        {"said_by": "turkey", "outcome": "restored"},
        {"said_by": "russia", "outcome": "given up"},
    ]
    assert "2017-06-15  turkey: truce asked" in holdfire("works", "show", folder, "pump-3", as_json=False)


def test_what_is_refused_names_the_rule_and_the_next_step(mission, holdfire):
    folder = mission.folder
    said = holdfire("works", "show", folder, "pump-9", code=2, as_json=False)
    assert said == f"There is no work pump-9.\nList them: holdfire works list {folder}.\n"
    holdfire("works", "open", folder, "pump-3", "water", "Pump", *HAND)
    on = ("--on", "2017-06-15", *HAND)
    assert "101 percent" in holdfire("works", "progress", folder, "pump-3", "--percent", 101, *on, code=2)
    assert "needs no truce" in holdfire("works", "truce", folder, "pump-3", "agreed", *on, code=2)
