"""The shelf: what the log says as tables, the same each time, with nothing of its own."""

import secrets
import sys
from hashlib import sha256
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent / "record"))
from laptops import Laptop, everybody, opened

from holdfire.record.draft import Draft
from holdfire.shelf.whole import contents, rebuild, rows


@pytest.fixture
def laptops(tmp_path: Path) -> dict[str, Laptop]:
    found = everybody(tmp_path)
    yield found
    for laptop in found.values():
        laptop.close()


def judge(laptop: Laptop, **told: object) -> None:
    content = {
        "told": {"left": "r-1", "right": "r-2", "verdict": "same", "by": "A", "why": "one crater"} | told
    }
    laptop.node.enter_act(
        "judgement",
        content,
        "2017-05-04T12:00Z",
        opened(laptop.party, "author"),
        laptop.now,
        secrets.token_bytes,
    )


def test_acts_of_the_product_have_tables_of_their_own(laptops: dict[str, Laptop], tmp_path: Path) -> None:
    judge(laptops["UN"])
    laptops["UN"].act("something else")
    laptops["UN"].round()
    shelf = tmp_path / "shelf.sqlite"
    told = rebuild(shelf, laptops["UN"].node)
    assert (told["entries"], told["acts"], told["judgements"]) == (3, 2, 1)
    assert rows(shelf, "SELECT party, left_report, verdict FROM judgements") == [("UN", "r-1", "same")]
    assert rows(shelf, "SELECT act, state FROM acts ORDER BY position") == [
        ("judgement", "here"), ("something else", "here"),
    ]  # fmt: skip


def test_the_same_log_gives_the_same_shelf(laptops: dict[str, Laptop], tmp_path: Path) -> None:
    judge(laptops["UN"])
    laptops["UN"].round()
    first, second = tmp_path / "1.sqlite", tmp_path / "2.sqlite"
    rebuild(first, laptops["UN"].node)
    rebuild(second, laptops["UN"].node)
    rebuild(second, laptops["UN"].node)
    assert contents(first) == contents(second)
    assert not list(tmp_path.glob("*.partial"))


def test_an_entry_shows_its_grade_and_what_is_missing(laptops: dict[str, Laptop], tmp_path: Path) -> None:
    laptops["UN"].act()
    laptops["UN"].round()
    rebuild(tmp_path / "s", laptops["UN"].node)
    found = rows(tmp_path / "s", "SELECT grade, missing FROM entries ORDER BY position")
    assert found[0] == ("joint", "{}")
    assert found[1][0] == "logged"
    assert '"joint": ["IR", "RU", "TR"]' in found[1][1]


def test_what_was_erased_is_told_from_what_was_not_fetched(
    laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    un, ru = laptops["UN"], laptops["RU"]
    target = un.act("intake")
    un.act("fused", "another text")
    un.round()
    ru.round(un)
    asked = ru.enter(
        Draft("redact", {"blobs": sorted(target.body.blobs), "ground": "x"}, refs=(target.hash,)), "redactor"
    )
    ru.round(un)
    un.enter(Draft("approve", {}, refs=(asked.hash,)), "redactor")
    un.round()
    for blob in list(un.node.blobs.digests()):
        un.node.blobs.delete(blob)
    rebuild(tmp_path / "s", un.node)
    assert rows(tmp_path / "s", "SELECT act, state FROM acts ORDER BY position") == [
        ("intake", "erased"), ("fused", "not fetched"),
    ]  # fmt: skip


def test_an_act_of_another_product_under_our_name_stays_among_the_acts(
    laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    laptops["UN"].act("judgement", "no judgement as we write it")
    laptops["UN"].round()
    told = rebuild(tmp_path / "s", laptops["UN"].node)
    assert (told["acts"], told["judgements"]) == (1, 0)


@pytest.mark.parametrize("odd", [["a list"], 7, {"a": 1}, True])
def test_one_partys_odd_words_keep_nobody_from_the_shelf(
    laptops: dict[str, Laptop], tmp_path: Path, odd: object
) -> None:
    judge(laptops["UN"], why=odd)
    judge(laptops["UN"])
    laptops["UN"].round()
    told = rebuild(tmp_path / "s", laptops["UN"].node)
    assert (told["acts"], told["judgements"]) == (2, 1)


def test_particulars_out_of_form_are_told_as_such(laptops: dict[str, Laptop], tmp_path: Path) -> None:
    blob = b"no canonical JSON"
    draft = Draft(
        "act", {"act": "intake", "particulars": sha256(blob).hexdigest(), "public": False}, blobs=(blob,)
    )
    laptops["UN"].enter(draft)
    laptops["UN"].round()
    rebuild(tmp_path / "s", laptops["UN"].node)
    assert rows(tmp_path / "s", "SELECT act, state FROM acts") == [("intake", "out of form")]


def test_an_empty_log_gives_an_empty_shelf(tmp_path: Path) -> None:
    alone = Laptop(tmp_path, "OB")
    told = rebuild(tmp_path / "s", alone.node)
    alone.close()
    assert told["entries"] == 0
