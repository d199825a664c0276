"""Meetings and commitments in a bulletin that was issued, through the release gate, for each edition."""

from functools import partial

import pytest
from set_clock import Clock
from typed import typed

HAND = ("--by", "Nadia Karam")
SECRET = "Exchange lists at the hidden weir"


@pytest.mark.parametrize(("edition", "shown"), [("public", False), ("parties", True), ("un", True)])
def test_what_the_desks_wrote_is_in_the_editions_that_show_it_and_in_no_other(
    capsys, mission, monkeypatch, edition, shown
):
    holdfire, folder = partial(typed, capsys), mission.folder
    clock = Clock(monkeypatch)
    clock.set("2017-06-02T08:00")
    held = ("meeting", "hold", folder, "weir", 5, "--first", "2017-06-02", "--participant", "iran")
    holdfire(*held, *HAND)
    holdfire("meeting", "point", folder, "weir-5", "lists", "agreed", "--subject", SECRET, *HAND)
    holdfire("meeting", "announce", folder, "weir", 6, "--expected", "end of 2017-06", *HAND)
    holdfire("commitment", "add", folder, "lists", "--meeting", "weir-5", "--point", "lists", "--strength",
             "obligation", "--due", "2017-06-02", *HAND)  # fmt: skip
    holdfire("commitment", "assess", folder, "memo17-working-group", 0, "--on", "2017-06-02", "--why",
             "nobody met at the weir", "--non-compliance", "iran", *HAND)  # fmt: skip
    clock.set("2017-06-04T12:00")
    holdfire("publish", folder, "--day", "2017-06-02", "--edition", edition)
    (page,) = (folder / "bulletins").rglob("*.html")
    html = page.read_text("utf-8")
    assert "Meetings held on this day, as some source tells: " in html
    assert "Commitments that oblige, agreed by this day: " in html
    assert (SECRET in html, "end of 2017-06" in html) == (shown, shown)
    assert ("Not complied with, as each says" in html) is shown
    assert "hidden weir" in html if shown else "weir" not in html
    assert "Karam" not in html
