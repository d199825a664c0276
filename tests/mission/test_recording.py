"""A mission on the record: each line of its journal becomes one entry, once, with its files beside it."""

import secrets
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "record"))
from laptops import Laptop, everybody, opened

from holdfire.errors import MissionError
from holdfire.incidents.judgements import Judgement
from holdfire.mission.folder import Mission
from holdfire.mission.record_within import told_of
from holdfire.mission.recording import as_content, enter_waiting, lines_entered, waiting_lines
from holdfire.moments import utc
from holdfire.record.draft import Draft
from holdfire.record.particulars import read_particulars


@pytest.fixture
def laptops(tmp_path: Path) -> dict[str, Laptop]:
    found = everybody(tmp_path / "laptops") if (tmp_path / "laptops").mkdir() is None else {}
    yield found
    for laptop in found.values():
        laptop.close()


def enter(mission: Mission, laptop: Laptop) -> list[str]:
    entered = enter_waiting(mission, laptop.node, opened("TR", "author"), laptop.now, secrets.token_bytes)
    return [each.line.act for each in entered]


def test_each_line_is_entered_once_and_in_order(mission: Mission, laptops: dict[str, Laptop]) -> None:
    tr = laptops["TR"]
    acts = [line.act for line in mission.journal.entries()]
    assert enter(mission, tr) == acts
    assert enter(mission, tr) == []
    assert waiting_lines(mission, tr.node) == []
    assert [each.number for each in lines_entered(tr.node).values()] == list(range(1, len(acts) + 1))


def test_what_is_entered_gives_the_line_back_nulls_and_all(mission: Mission) -> None:
    for line in mission.journal.entries():
        content = as_content(line, {})
        assert told_of(content) == line.content
        assert content["journal"] == line.number
    with_null = replace(mission.journal.entries()[0], content={"beside": None, "day": "2017-06-15"})
    assert told_of(as_content(with_null, {})) == {"beside": None, "day": "2017-06-15"}
    assert told_of({"text": "an act of another product"}) is None


def test_rows_that_were_changed_are_never_entered(mission: Mission, laptops: dict[str, Laptop]) -> None:
    path = next((mission.folder / "reports" / "parts").rglob("*.parquet"))
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(MissionError, match="is gone or was changed since the journal told of it"):
        enter(mission, laptops["TR"])
    assert waiting_lines(mission, laptops["TR"].node)[0].act == "intake", "the founding was entered"


def test_the_settings_go_along_without_the_publication_key(
    mission: Mission, laptops: dict[str, Laptop]
) -> None:
    tr = laptops["TR"]
    enter(mission, tr)
    assert mission.settings.publication_key
    key = mission.settings.publication_key.encode()
    assert all(key not in tr.node.blobs.get(each) for each in tr.node.blobs.digests())


def test_a_new_laptop_knows_from_the_log_what_was_entered(
    mission: Mission, laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    tr, un = laptops["TR"], laptops["UN"]
    enter(mission, tr)
    tr.round(un)
    (tmp_path / "new").mkdir()
    fresh = Laptop(tmp_path / "new", "TR")
    try:
        fresh.round(un)
        assert waiting_lines(mission, fresh.node) == []
        assert [each.number for each in lines_entered(fresh.node).values()] == list(
            range(1, len(mission.journal.entries()) + 1)
        )
    finally:
        fresh.close()


def test_a_new_laptop_with_an_old_copy_does_not_enter_anew_what_was_redacted(
    mission: Mission, laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    tr, ru, un = laptops["TR"], laptops["RU"], laptops["UN"]
    left, right = mission.reports()["report_id"].to_list()[:2]
    at = mission.journal.entries()[-1].at
    mission.judge(Judgement(left, right, "same", "A. Haddad", utc(at), "CANARY saw both"))
    shutil.copytree(mission.folder, tmp_path / "backup")
    enter(mission, tr)
    tr.round(un)
    ru.round(un)
    target = next(
        e for _, e in ru.node.entries() if e is not None and e.body.content.get("act") == "judgement"
    )
    asked = ru.enter(
        Draft("redact", {"blobs": sorted(target.body.blobs), "ground": "x"}, refs=(target.hash,)), "redactor"
    )
    ru.round(un)
    un.enter(Draft("approve", {}, refs=(asked.hash,)), "redactor")
    un.round()

    (tmp_path / "new").mkdir()
    fresh = Laptop(tmp_path / "new", "TR")
    try:
        fresh.round(un)
        assert read_particulars(fresh.node, lines_position(fresh, target.hash)) is None
        assert waiting_lines(Mission.open(tmp_path / "backup"), fresh.node) == []
    finally:
        fresh.close()


def lines_position(laptop: Laptop, leaf_hash: str) -> int:
    return next(each.position for each in laptop.node.outbox.all() if each.hash == leaf_hash)
