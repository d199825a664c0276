"""A mission under what was decided: findings made before are old, and can be made again as they were."""

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

import pytest
from shapely.geometry import box
from two_days import HOUR, NOON, founded

from decisions_on_astana import all_consent, decision, drawing, geojson, prolonging
from holdfire.centre.effects.applying import applied
from holdfire.centre.effects.decided import Agreed, Decided
from holdfire.errors import MissionError
from holdfire.mission import opened
from holdfire.mission.as_of import opened_as_of
from holdfire.mission.centre import agreed as agreeing
from holdfire.mission.centre import gathering
from holdfire.mission.folder import ASSESSED, Mission

# Three of the four incidents lie at 36.4, 36.5 and 36.6 E, one at 36.8 E; all at 35.86 N.
FILE = geojson(box(36.45, 35.8, 36.7, 35.9))
MAP = decision(drawing(FILE, "2018-02-01", edge_m=0), "2018-01-20", all_consent(), 10)
LONGER = decision(prolonging("2018-09-15"), "2018-02-20", all_consent(), 20)

Deciding = Callable[..., None]


@pytest.fixture
def decided(monkeypatch: pytest.MonkeyPatch) -> Deciding:
    """Says which decisions the record tells of; a mission opened afterwards stands under them."""

    def tell(*decisions: Decided) -> None:
        def agreed_on(
            mission: Mission, size: int | None = None, only: Collection[str] | None = None
        ) -> Agreed:
            known = [each for each in decisions if size is None or each.order < size]
            found = applied(mission.pack, known, lambda sha: FILE, only)
            return replace(found, size=30 if size is None else size)

        monkeypatch.setattr(opened, "agreed_on", agreed_on)
        monkeypatch.setattr(agreeing, "agreed_on", agreed_on)

    return tell


@pytest.fixture
def two_days(tmp_path: Path) -> Mission:
    return founded(tmp_path / "two")


def again(mission: Mission) -> Mission:
    return Mission.open(mission.folder)


def versions(mission: Mission) -> set[str]:
    placed = mission.derived("placement")
    return set(placed.filter(placed["zone"] == "idlib")["zone_version"])


def test_without_a_record_the_agreement_is_the_pack_and_no_record_is_looked_for(two_days, monkeypatch):
    def never(*_: object) -> None:
        raise AssertionError("a record was opened")

    monkeypatch.setattr(gathering, "gathered", never)
    mission = again(two_days)
    assert mission.agreement is mission.pack
    assert mission.agreed.digest == ""
    assert "decisions" not in mission.basis
    assert mission.stale() == ""


def test_a_new_decision_makes_the_findings_old_and_assess_is_asked_for(two_days, decided):
    decided(MAP)
    mission = again(two_days)
    assert mission.stale() == "assess"
    with pytest.raises(
        MissionError, match=r"older than the decisions on the agreement of .*\. Run holdfire assess"
    ):
        mission.sealed()
    assert versions(mission) == {"idlib-2017-09"}
    mission.assess(NOON)
    assert mission.stale() == ""
    assert versions(mission) == {"idlib-v2"}
    assert mission.sealed().agreement.digest == mission.agreement.digest != mission.pack.digest
    assert mission.entries(ASSESSED)[-1].content["decided"] == {"size": 30, "refs": [MAP.ref]}


def test_an_earlier_assessment_is_made_again_with_the_decisions_of_its_own_day(two_days, decided):
    before = len(two_days.journal.entries())
    of_the_pack = opened_as_of(two_days, before).sealed.digest
    decided(MAP)
    mission = again(two_days)
    mission.assess(NOON)
    with_map = len(mission.journal.entries())
    of_the_map = opened_as_of(mission, with_map).sealed.digest
    decided(MAP, LONGER)
    mission = again(two_days)
    mission.assess(NOON + HOUR)
    then, now = opened_as_of(mission, with_map), opened_as_of(mission, with_map + 1)
    assert opened_as_of(mission, before).sealed.digest == of_the_pack
    assert then.sealed.digest == of_the_map != now.sealed.digest
    assert (opened_as_of(mission, before).unlike, then.unlike, now.unlike) == ((), (), ())
    assert {each.sealed.agreement.digest for each in (then, now)} == {
        applied(mission.pack, [MAP], lambda _: FILE).agreement.digest,
        mission.agreement.digest,
    }


def test_a_decision_that_is_not_at_hand_any_more_is_told(two_days, decided):
    decided(MAP)
    mission = again(two_days)
    mission.assess(NOON)
    last = len(mission.journal.entries())
    decided()
    found = opened_as_of(again(two_days), last)
    assert found.unlike == (f"the decisions on the agreement changed since line {last} of the journal",)


def test_decisions_are_gathered_once_for_a_mission_that_is_open(two_days, monkeypatch):
    calls: list[Mission] = []

    def agreed_on(mission: Mission) -> Agreed:
        calls.append(mission)
        return Agreed(mission.pack, mission.pack)

    monkeypatch.setattr(opened, "agreed_on", agreed_on)
    mission = again(two_days)
    assert mission.agreement is mission.agreement
    mission.stale()
    mission.sealed()
    assert calls == [mission]
