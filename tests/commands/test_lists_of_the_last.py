"""Lists of the centre tell of what was last told of, say so, and of everything where that is asked for."""

from functools import partial

import pytest
from typed import typed

HAND = ("--by", "A. Haddad")


@pytest.fixture
def holdfire(capsys):
    return partial(typed, capsys)


def ids(told, things):
    return [each["id"] for each in told[things]]


def test_works_are_the_last_ones_acted_on_in_the_order_they_were_opened(mission, holdfire):
    for name in ("w-1", "w-2", "w-3"):
        holdfire("works", "open", mission.folder, name, "water", "A pump", "--due", "2017-06-01", *HAND)
    holdfire("works", "progress", mission.folder, "w-1", "--on", "2017-05-02", "--percent", 40, *HAND)
    told = holdfire("works", "list", mission.folder, "--last", 2)
    assert (ids(told, "works"), told["total"]) == (["w-1", "w-3"], 3)
    assert told["works"][0] == holdfire("works", "list", mission.folder)["works"][0], "as in a list of all"
    lines = holdfire("works", "list", mission.folder, "--last", 2, as_json=False)
    assert lines[-1] == "Listed are the 2 last told of, of 3 works; --all lists every one."
    whole = holdfire("works", "list", mission.folder, "--last", 2, "--all")
    assert ids(whole, "works") == ["w-1", "w-2", "w-3"]
    overdue = ("--last", 1, "--overdue", "--on", "2017-07-01")
    assert len(holdfire("works", "list", mission.folder, *overdue)["works"]) == 3, "a filter looks at all"


def test_what_each_side_gave_is_told_of_all_lists_or_not_at_all(mission, holdfire):
    for name in ("ex-1", "ex-2"):
        holdfire("person", "offer", mission.folder, name, "detainees", "--to", "syria", "--number", 20, *HAND)
    told = holdfire("person", "list", mission.folder, "--last", 1)
    assert (ids(told, "lists"), told["total"]) == (["ex-2"], 2)
    assert (told["given"], told["told_twice"]) == (None, None), "not reckoned from a part"
    lines = holdfire("person", "list", mission.folder, "--last", 1, as_json=False)
    assert lines[-1] == "Listed is the one last told of, of 2 lists; --all lists every one."
    assert holdfire("person", "list", mission.folder, "--all")["given"][0]["offered"] == 40
