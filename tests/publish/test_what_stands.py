"""What goes out of a bulletin because of cases: withdrawn ones, and open ones for the public."""

import polars as pl
import pytest
from case_rows import ENDORSED, OFFICER, OPEN, WITHDRAWN, case_of, frames, position_of, reports_of, step_of
from small_case import DAY, sealed, tally
from test_editions import every_text, numbers

from holdfire.publish.bulletin import compose
from holdfire.publish.edition import Edition
from holdfire.publish.editions import in_edition, knowing, redact, reports_counted
from holdfire.publish.layout import Bullets
from holdfire.publish.pseudonyms import pseudonym
from holdfire.publish.standing import without_withdrawn
from holdfire.reports.table import TALLIES


def said(bulletin):
    blocks = bulletin.sections[0].blocks
    return " ".join(each.text for block in blocks if isinstance(block, Bullets) for each in block.sentences)


def test_cases_are_part_of_the_digest_only_where_there_are_any():
    assert sealed(**frames()).digest == sealed().digest
    assert sealed(**frames([case_of(5, OPEN)])).digest != sealed().digest


@pytest.mark.parametrize("edition", list(Edition))
def test_an_incident_of_a_withdrawn_case_leaves_every_count_and_is_told(edition):
    bulletin = compose(sealed(**frames([case_of(5, WITHDRAWN)])), DAY, edition)
    assert len([row for row in bulletin.annex if row.certain_day]) == 8
    assert "Incidents recorded: 8," in said(bulletin)
    assert "Breach of a clause in force found: 1;" in said(bulletin)
    assert "all of their reports belong to were withdrawn: 1." in said(bulletin)


def test_an_incident_with_one_report_outside_the_withdrawn_case_stays():
    half = case_of(1, WITHDRAWN, report_ids=reports_of(1)[:1])
    assert without_withdrawn(sealed(**frames([half]))).withdrawn.is_empty()


def test_a_report_that_stands_in_another_case_is_not_withdrawn_with_the_first():
    other = case_of(5, ENDORSED, case_id="c-other")
    assert without_withdrawn(sealed(**frames([case_of(5, WITHDRAWN), other]))).withdrawn.is_empty()


def test_the_public_does_not_see_an_incident_whose_case_is_open_and_learns_how_many_there_are():
    dataset = sealed(**frames([case_of(5, OPEN)], [step_of(5, 40, OPEN)], [position_of(5, 41, "russia")]))
    rows = numbers(Edition.PUBLIC, dataset)
    assert set(rows) == {"1", "2", "3", "4", "6", "7", "8", "9", "10"}
    bulletin = compose(dataset, DAY, Edition.PUBLIC)
    assert (
        "Held back from this edition while their cases are open, and in no other number of it: 1 of this"
        in (said(bulletin))
    )
    text = every_text(Edition.PUBLIC, dataset)
    for held in (f"c-{5:020x}", f"i-{5:020x}", reports_of(5)[0]):
        assert held not in text
        assert pseudonym(dataset.publication_key, "public", held) not in text


@pytest.mark.parametrize("edition", [Edition.PARTIES, Edition.UN])
def test_parties_and_the_un_see_what_is_under_verification(edition):
    dataset = sealed(**frames([case_of(5, OPEN)]))
    assert "5" in numbers(edition, dataset) if edition is Edition.PARTIES else True
    assert len(compose(dataset, DAY, edition).annex) == 10
    assert "Held back" not in said(compose(dataset, DAY, edition))


def test_a_case_that_repeats_an_open_one_holds_its_incident_back_as_well():
    repeats = case_of(9, "duplicate", duplicate_of=f"c-{5:020x}")
    dataset = sealed(**frames([case_of(5, OPEN), repeats]))
    assert redact(dataset, Edition.PUBLIC).held_back.height == 2


def test_an_endorsed_case_hides_nothing():
    assert len(numbers(Edition.PUBLIC, sealed(**frames([case_of(5, ENDORSED)])))) == 10


def test_the_public_can_count_cases_and_tell_none_apart():
    cases = [case_of(5, OPEN, due=None, found="violation serious"), case_of(9, ENDORSED)]
    dataset = sealed(
        **frames(cases, [step_of(5, 40, OPEN), step_of(9, 41, ENDORSED)], [position_of(5, 42, "syria")])
    )
    shown = redact(dataset, Edition.PUBLIC)
    assert shown.cases["status"].to_list() == [ENDORSED, OPEN]
    open_ = shown.cases.filter("is_open").row(0, named=True)
    assert (open_["case_id"], open_["report_ids"], open_["incident_id"]) == ("open case 1", [], None)
    assert open_["found"] is None
    assert set(shown.steps["case_id"]) == set(shown.cases["case_id"])
    assert shown.positions.is_empty()
    assert OFFICER not in shown.cases.write_ndjson() + shown.steps.write_ndjson()


def test_the_parties_read_positions_with_reasons_and_no_officer():
    dataset = sealed(
        **frames([case_of(9, ENDORSED)], [step_of(9, 41, ENDORSED)], [position_of(9, 42, "syria")])
    )
    shown = redact(dataset, Edition.PARTIES)
    assert shown.positions["why"].to_list() == ["our delegation saw the crater there"]
    assert shown.positions["case_id"].to_list() == [
        pseudonym(dataset.publication_key, "parties", f"c-{9:020x}")
    ]
    told = shown.cases.write_ndjson() + shown.steps.write_ndjson() + shown.positions.write_ndjson()
    assert OFFICER not in told
    assert "seen on the spot" not in told


COUNTED = pl.DataFrame(
    {
        "observer": ["turkey", "secret-network", "another-network"],
        "incident_id": [f"i-{1:020x}", f"i-{2:020x}", None],
        "report_ids": [["r-" + "1" * 20], [], ["r-" + "4" * 20]],
        "observers": [["turkey", "secret-network"], [], ["russia"]],
    }
)


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.PARTIES])
def test_a_frame_computed_before_redaction_takes_the_editions_ids_and_numbers_for_observers(edition):
    shown = in_edition(COUNTED, sealed(), edition, ("incident_id", "report_ids"), ("observer", "observers"))
    key = sealed().publication_key
    assert shown["incident_id"].to_list() == [
        pseudonym(key, edition, f"i-{1:020x}"),
        pseudonym(key, edition, f"i-{2:020x}"),
        None,
    ]
    assert shown["report_ids"].to_list()[0] == [pseudonym(key, edition, "r-" + "1" * 20)]
    assert shown["observer"].to_list() == ["turkey", "observer 2", "observer 1"]
    assert shown["observers"].to_list() == [["turkey", "observer 2"], [], ["russia"]]
    same = redact(sealed(), edition).incidents["incident_id"].to_list()
    assert set(shown["incident_id"].drop_nulls()) <= set(same)


def test_the_un_gets_such_a_frame_as_held():
    assert in_edition(COUNTED, sealed(), Edition.UN, ("incident_id",), ("observer",)).equals(COUNTED)


def test_an_observer_of_a_tally_has_one_number_or_name_in_the_whole_edition():
    """In public he is a number everywhere; the parties read his name, as in the tallies."""
    dataset = sealed(tallies=TALLIES.of([tally(DAY, "village council", 3), tally(DAY, "russia", 4)]))
    frame = pl.DataFrame({"observer": ["village council", "secret-network", "russia"]})
    public = in_edition(frame, dataset, Edition.PUBLIC, (), ("observer",))["observer"].to_list()
    assert public == ["observer 1", "observer 2", "russia"]
    assert public[0] in redact(dataset, Edition.PUBLIC).tallies["observer"].to_list()
    parties = in_edition(frame, dataset, Edition.PARTIES, (), ("observer",))["observer"].to_list()
    assert parties == ["village council", "observer 1", "russia"]


@pytest.mark.parametrize(
    ("edition", "without"), [(Edition.PUBLIC, (5, 9)), (Edition.PARTIES, (9,)), (Edition.UN, (9,))]
)
def test_counts_are_made_without_withdrawn_reports_and_in_public_without_those_of_open_cases(
    edition, without
):
    dataset = sealed(**frames([case_of(5, OPEN), case_of(9, WITHDRAWN)]))
    left_out = set(dataset.reports["report_id"]) - set(reports_counted(dataset, edition)["report_id"])
    assert left_out == {report for number in without for report in reports_of(number)}


def test_a_report_beside_that_of_the_case_is_counted_nowhere_in_public_with_its_incident_held_back():
    """A case names one of two reports of an incident; a line-up would show the other as a row of a list."""
    dataset = sealed(**frames([case_of(1, OPEN, report_ids=reports_of(1)[:1])]))
    counted = set(reports_counted(dataset, Edition.PUBLIC)["report_id"])
    assert not counted & set(reports_of(1))
    assert set(reports_of(1)) < set(reports_counted(dataset, Edition.PARTIES)["report_id"])


def test_reports_of_what_was_published_before_its_case_was_opened_stay_in_every_count():
    before = sealed()
    told = {pseudonym(before.publication_key, "public", f"i-{5:020x}")}
    dataset = knowing(sealed(**frames([case_of(5, OPEN), case_of(9, OPEN)])), Edition.PUBLIC, told)
    left_out = set(dataset.reports["report_id"]) - set(reports_counted(dataset, Edition.PUBLIC)["report_id"])
    assert left_out == set(reports_of(9))
    assert redact(dataset, Edition.PUBLIC).held_back.height == 1
