"""Worked case: a witness's name is erased on five laptops, and another's public file is not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import fingerprint_of
from laptops import Laptop, everybody, opened

from holdfire.record.erasing import erase, receipts
from holdfire.record.node import Draft
from holdfire.record.standing import Grade

CANARY = "Umm Khaled, the baker at Saraqib"


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[dict[str, Laptop]]:
    made = everybody(tmp_path)
    yield made
    for each in made.values():
        each.close()


def go_round(laptops: dict[str, Laptop]) -> None:
    for _ in range(2):
        for party in ("RU", "TR", "IR", "OB"):
            laptops[party].round(laptops["UN"])
        laptops["UN"].round()


def redacted(laptops: dict[str, Laptop], by: str, target: str, blobs: tuple[str, ...], second: str) -> None:
    asked = laptops[by].enter(
        Draft("redact", {"blobs": sorted(blobs), "ground": "names a witness"}, refs=(target,)), "redactor"
    )
    go_round(laptops)
    laptops[second].enter(Draft("approve", {}, refs=(asked.hash,)), "redactor")
    go_round(laptops)


def residue(folder: Path) -> list[str]:
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and CANARY.encode() in path.read_bytes()
    ]


def test_a_name_is_gone_from_every_file_of_every_laptop_and_proofs_stay(
    laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    told = laptops["TR"].act("witness heard", CANARY)
    go_round(laptops)
    assert len(residue(tmp_path)) == 5
    root = laptops["OB"].node.log.root(2)
    redacted(laptops, "TR", told.hash, told.body.blobs, "UN")
    for each in laptops.values():
        erase(each.node)
        receipts(each.node, opened(each.party, "author"), each.now)
    go_round(laptops)
    assert residue(tmp_path) == []
    (redaction,) = laptops["OB"].node.state.redactions.values()
    assert redaction.erased == {"RU", "TR", "IR", "UN", "OB"}
    assert laptops["OB"].node.log.root(2) == root, "the tree is what it was"
    assert laptops["IR"].node.entry_of(told.hash) is not None


def test_nobody_has_anothers_public_file_erased_by_naming_it_himself(laptops: dict[str, Laptop]) -> None:
    bulletin = laptops["TR"].act("bulletin issued", "bulletin no. 41", public=True)
    go_round(laptops)
    (file,) = bulletin.body.blobs
    content = {"act": "note", "particulars": file, "public": False}
    decoy = laptops["RU"].enter(Draft("act", content, named=(file,)))
    go_round(laptops)
    redacted(laptops, "RU", decoy.hash, (file,), "IR")
    (redaction,) = laptops["TR"].node.state.redactions.values()
    assert redaction.in_force != -1
    for each in laptops.values():
        assert erase(each.node) == []
        assert each.node.blobs.has(file)


def test_a_revoked_witness_counts_no_more_for_what_came_after(laptops: dict[str, Laptop]) -> None:
    iran = laptops["IR"]
    before = laptops["TR"].act()
    go_round(laptops)
    revoke = {"key": fingerprint_of("IR", "witness"), "reason": "stolen at the checkpoint"}
    iran.enter(Draft("revoke", revoke))
    go_round(laptops)
    after = laptops["TR"].act()
    go_round(laptops)
    turkey = laptops["TR"].node
    grades = {}
    for entry in (before, after):
        found = turkey.entry_of(entry.hash)
        assert found is not None
        grades[entry.hash] = turkey.standing(found[0], "TR").grade
    assert grades == {before.hash: Grade.JOINT, after.hash: Grade.WITNESSED}
    assert turkey.standing(turkey.log.size - 1, "TR").missing["joint"] == ["IR"]
