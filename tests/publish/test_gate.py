"""The release gate: it finds what redaction should have taken away, and lets a clean bulletin pass."""

from dataclasses import replace

import pytest
from case_rows import ENDORSED, OFFICER, OPEN, case_of, frames, step_of
from small_case import DAY, INCIDENT_ROWS, report_rows, sealed, tally
from test_canaries import caged

from holdfire.errors import PublishError
from holdfire.incidents.table import INCIDENTS
from holdfire.publish import bulletin as composing
from holdfire.publish import unshown as listing
from holdfire.publish.because import JUDGED, Act
from holdfire.publish.bulletin import compose
from holdfire.publish.edition import Edition
from holdfire.publish.gate import bare, leaked, refuse_leaks, unfounded
from holdfire.publish.issue import made, write
from holdfire.publish.layout import Grid, Section, said
from holdfire.publish.pseudonyms import pseudonym
from holdfire.publish.unshown import Unshown, unshown
from holdfire.reports.table import REPORTS, TALLIES

NO_FONTS: tuple[()] = ()


@pytest.fixture
def unredacted(monkeypatch):
    """Bulletins composed as if redaction did nothing."""
    monkeypatch.setattr(composing, "redact", lambda dataset, edition: dataset)


def refused(dataset, edition, acts=()):
    """What the gate says of that bulletin; "" where it passes."""
    bulletin = compose(dataset, DAY, edition)
    try:
        refuse_leaks(bulletin, made(bulletin, NO_FONTS)[0], dataset, acts)
    except PublishError as cause:
        return str(cause)
    return ""


def kinds_found(dataset, edition):
    bulletin = compose(dataset, DAY, edition)
    texts = {
        name: content.decode("utf-8-sig")
        for name, content in made(bulletin, NO_FONTS)[0].items()
        if "pdf" not in name
    }
    return {each.kind for each in leaked(texts, unshown(dataset, (), edition))}


@pytest.mark.parametrize("edition", list(Edition))
def test_a_clean_bulletin_passes(edition):
    bulletin = compose(sealed(), DAY, edition)
    looked_for = refuse_leaks(bulletin, made(bulletin, NO_FONTS)[0], sealed())
    assert (looked_for > 50) is (edition is not Edition.UN)


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.PARTIES])
def test_canaries_in_every_text_are_found_where_redaction_is_broken(unredacted, edition):
    """Each kind of string that a bulletin without redaction prints is caught, and by its own name."""
    dataset, _ = caged(3)
    found = kinds_found(dataset, edition)
    assert {listing.SOURCE, listing.ROW} <= found


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.PARTIES])
def test_nothing_of_it_is_found_where_redaction_works(edition):
    dataset, _ = caged(3)
    assert kinds_found(dataset, edition) == set()


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.PARTIES])
def test_every_canary_that_a_broken_redaction_prints_is_found_one_by_one(unredacted, edition):
    dataset, _ = caged(4)
    secrets = unshown(dataset, (), edition)
    texts = {"bulletin.json": made(compose(dataset, DAY, edition), NO_FONTS)[0]["bulletin.json"].decode()}
    there = {each.text for each in secrets if each.text in texts["bulletin.json"]}
    found = leaked(texts, secrets)
    assert len(found) == len(there) > 50


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.PARTIES])
def test_every_string_on_the_list_is_found_wherever_it_stands(edition):
    dataset, _ = caged(5)
    secrets = unshown(dataset, (), edition)
    texts = {"x.csv": "\r\n".join(f'"{each.text}",1' for each in secrets)}
    assert {each.kind for each in secrets} >= {
        listing.SOURCE,
        listing.FILE,
        listing.ROW,
        listing.HASH,
        listing.ORIGIN,
        listing.PERSON,
    }
    assert len(leaked(texts, secrets)) == len(secrets)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (listing.SOURCE, "secret-network"),
        (listing.SOURCE, "an outlet"),
        (listing.FILE, "secret.csv"),
        (listing.ROW, "r-" + "1" * 20),
        (listing.ROW, f"w-{3:020x}"),
        (listing.HASH, "1" * 64 + "a"),
        (listing.HASH, "ab" * 32),
        (listing.ORIGIN, "a monitor in town"),
        (listing.PERSON, OFFICER),
        (listing.TEXT, "words of a monitor in town"),
        (listing.TEXT, "told by a man in town"),
        (listing.TEXT, "two telephones, one crater near the mill"[:40]),
        (listing.DENIAL, "road closed by a checkpoint"),
        (listing.OPEN, pseudonym(sealed().publication_key, "public", f"c-{5:020x}")),
        (listing.OPEN, pseudonym(sealed().publication_key, "public", f"i-{5:020x}")),
    ],
)
def test_each_kind_of_secret_is_on_the_list_under_its_name(kind, text):
    reports = [row | {"evidence": ["ab" * 32]} for row in report_rows()]
    cases = frames([case_of(5, OPEN)], [step_of(5, 40, OPEN)])
    inputs = (("secret.csv", "1" * 64 + "a"),)
    dataset = sealed(reports=REPORTS.of(reports), inputs=inputs, **cases)
    act = Act(9, JUDGED, OFFICER, "two telephones, one crater near the mill of Saraqib", frozenset())
    assert Unshown(text, kind) in unshown(dataset, (act,), Edition.PUBLIC)


def test_an_open_case_is_found_in_the_public_edition_and_an_endorsed_one_is_not(monkeypatch):
    dataset = sealed(**frames([case_of(5, OPEN)]))
    assert refused(dataset, Edition.PUBLIC) == ""
    monkeypatch.setattr("holdfire.publish.editions.without_open", lambda dataset: dataset)
    said = refused(dataset, Edition.PUBLIC)
    assert said.startswith("Bulletin 166/2017, public edition, may not be released: id of an open case")
    assert "Nothing was written." in said
    assert refused(sealed(**frames([case_of(5, ENDORSED)])), Edition.PUBLIC) == ""


def test_a_refused_bulletin_leaves_no_file(unredacted, tmp_path):
    dataset = sealed()
    bulletin = compose(dataset, DAY, Edition.PUBLIC)
    with pytest.raises(
        PublishError, match=r"name of a source in bulletin\.html: .*secret-network.* more\. Nothing was"
    ):
        write(bulletin, tmp_path / "out", NO_FONTS, lambda *both: refuse_leaks(*both, dataset))
    assert list(tmp_path.iterdir()) == []


def test_words_are_matched_whole_whatever_their_case_and_through_escapes():
    texts = {
        "page": "<td>Hassan &amp; Sons</td> near Armyansk",
        "json": '{"a": "said \\"Abu Ali\\" of the mill"}',
    }
    wanted = [Unshown(each, "name") for each in ("HASSAN & sons", "army", 'said "Abu Ali"', "mills")]
    assert [(each.file, each.near.split()[-1]) for each in leaked(texts, wanted)] == [
        ("page", "armyansk"),
        ("json", "mill}"),
    ]


def test_public_words_are_no_secrets_even_as_the_name_of_a_source():
    """A source called like a party, a town of our map, a zone or one of our own words gives nothing away."""
    for name in ("russia", "Saraqib", "Idlib zone", "artillery fire", "incidents"):
        rows = [row | {"origin": name, "source": name} for row in report_rows()]
        assert refused(sealed(reports=REPORTS.of(rows)), Edition.PUBLIC) == ""


def test_the_parties_read_place_names_as_written_even_where_an_origin_has_that_name():
    rows = [row | {"origin": "خان شيخون"} for row in report_rows()]
    assert refused(sealed(reports=REPORTS.of(rows)), Edition.PARTIES) == ""


def test_an_incident_called_a_breach_without_a_finding_is_refused():
    bulletin = compose(sealed(), DAY, Edition.UN)
    assert list(unfounded(bulletin, sealed())) == []
    row = next(each for each in bulletin.annex if each.verdict == "undetermined")
    changed = tuple(replace(each, verdict="breach") if each is row else each for each in bulletin.annex)
    (leak,) = unfounded(replace(bulletin, annex=changed), sealed())
    assert leak.near == f"incident {row.number}, {row.incident_id}: breach"


@pytest.mark.parametrize(
    ("words", "leaks"),
    [("Violations established: ", 1), ("No breach: ", 0), ("A breach was claimed. Seen: ", 0)],
)
def test_a_number_that_the_words_before_it_call_a_breach_has_to_be_one(words, leaks):
    bulletin = compose(sealed(), DAY, Edition.UN)
    undecided = next(each.incident_id for each in bulletin.annex if each.verdict == "undetermined")
    figure = replace(bulletin.figures[0], ids=(undecided,), value=1)
    sentence = Section(9, "x", "More", (said(words.replace("No", "no"), figure),))
    assert len(list(unfounded(replace(bulletin, sections=(sentence,)), sealed()))) == leaks
    grid = Grid("x", ("Zone", words), ((said("Idlib"), said(figure)),))
    column = Section(9, "x", "More", (grid,))
    assert bool(list(unfounded(replace(bulletin, sections=(column,)), sealed()))) is (words != "No breach: ")


def test_an_endorsed_case_makes_a_breach_of_its_incident():
    bulletin = compose(sealed(), DAY, Edition.PARTIES)
    rows = tuple(replace(each, verdict="breach") for each in bulletin.annex if each.verdict == "undetermined")
    cases = frames([case_of(number, ENDORSED) for number in (1, 2, 4, 6)])
    assert list(unfounded(replace(bulletin, annex=rows), sealed(**cases))) == []
    assert len(list(unfounded(replace(bulletin, annex=rows), sealed()))) == 4


@pytest.mark.parametrize("lacks", ["unit", "observer", "rule", "map"])
def test_a_number_without_what_makes_it_one_is_refused(lacks):
    bulletin = compose(sealed(), DAY, Edition.UN)
    figure = replace(bulletin.figures[0], **{lacks: " "})
    section = Section(9, "x", "More", (said(figure),))
    (leak,) = bare(replace(bulletin, sections=(section,)))
    assert leak.near == f"{figure.text} lacks {lacks}"


def looked_for_of(text):
    """What the gate looks for of a doubt noted in a report."""
    rows = [dict(row) | {"doubts": [text]} for row in INCIDENT_ROWS]
    found = unshown(sealed(incidents=INCIDENTS.of(rows)), (), Edition.PARTIES)
    return [each for each in found if each.kind == listing.TEXT and text.startswith(each.text)]


LONG = "A man who lives beside the mill says that his neighbour drove the ambulance"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (LONG, "A man who lives beside the mill says"),
        (LONG.replace("says", "said so,"), "A man who lives beside the mill said so,"),
        ("A man who lives beside the mill says that " + "x" * 500, "A man who lives beside the mill says"),
        ("x" * 5000, "x" * 40),
        ("He " + "x" * 5000, "He " + "x" * 37),
        ("砲" * 90, "砲" * 40),
        ("told by a man in town", "told by a man in town"),
    ],
)
def test_a_text_is_looked_for_by_its_first_words(text, start):
    assert Unshown(start, listing.TEXT) in looked_for_of(text)


@pytest.mark.parametrize("text", [LONG, "x" * 5000, "He " + "x" * 5000, "砲" * 90, LONG.replace(" ", "_")])
@pytest.mark.parametrize("cut", [40, 42, 60, None])
def test_a_text_is_found_whole_and_where_a_page_cuts_it_short_even_inside_a_word(text, cut):
    page = f"<td>{text if cut is None else text[:cut] + '…'}</td>"
    assert leaked({"page": page}, looked_for_of(text))


def test_an_observer_that_the_public_knows_by_a_number_is_found_and_a_party_is_not(monkeypatch):
    rows = [tally(DAY, "village council", 3, origin=None), tally(DAY, "russia", 4)]
    dataset = sealed(tallies=TALLIES.of(rows))
    assert refused(dataset, Edition.PUBLIC) == ""
    assert refused(dataset, Edition.PARTIES) == "", "the parties read it as written"
    monkeypatch.setattr("holdfire.publish.editions.in_public_words", lambda dataset: dataset)
    said = refused(dataset, Edition.PUBLIC)
    assert "observer that has only a number here in bulletin.html: " in said


def test_other_words_that_only_begin_alike_are_no_leak():
    page = {"page": f"<td>{LONG[:30]} was rebuilt</td>"}
    assert leaked(page, looked_for_of(LONG)) == []
