"""The year lived once, for all tests of it: five nodes founded in May 2017, each act at its own clock."""

import os
from pathlib import Path

import pytest
from astana_year import Year, live, take_in_the_year
from delegations import PARTIES, Delegations
from set_clock import Clock


def founded_in_2017(folder: Path) -> Delegations:
    """Five missions with nodes, under clocks that the caller set."""
    made = Delegations(folder)
    made.found()
    for party in PARTIES:
        mission = made.folder / f"mission of {party}"
        made.done(party, "init", mission, "--agreement", "astana", "--name", "Joint desk")
        made.at(party).rename(mission / "record")
        mission.rename(made.at(party))
    return made


def lived(folder: Path) -> Delegations:
    with pytest.MonkeyPatch.context() as patch:
        # No power fails in this test: waiting for the disk after each file is a fifth of its time.
        patch.setattr(os, "fsync", lambda _: None)
        clock = Clock(patch)
        clock.set("2017-05-04")
        year = Year(founded_in_2017(folder), clock)
        live(year)
        year.at("2018-06-03T08:00")
        take_in_the_year(year)
        year.carry()
    return year.delegations
