"""What an edition may not show is in none of its files, and its counts and verdicts stay true."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import polars as pl
import pytest
from small_case import (
    AGREEMENT,
    DAY,
    INCIDENT_ROWS,
    finding,
    report_rows,
    sealed,
    tally,
    tally_rows,
)

from holdfire.agreement.parties import Citation
from holdfire.agreement.provisions import Mode, Provision, Strength
from holdfire.assessment.table import FINDINGS
from holdfire.errors import PublishError
from holdfire.incidents.table import INCIDENTS
from holdfire.publish.bulletin import compose
from holdfire.publish.edition import Edition
from holdfire.publish.editions import WITHHELD, redact
from holdfire.publish.figures.map_figure import map_svg
from holdfire.publish.html import bulletin_html
from holdfire.publish.machine import bulletin_json
from holdfire.publish.pdf import _plain
from holdfire.publish.places_geojson import annex_geojson
from holdfire.publish.pseudonyms import pseudonym
from holdfire.publish.tables import annex_csv
from holdfire.publish.withholding import CLAUSE_WITHHELD
from holdfire.reports.table import REPORTS, TALLIES

SECRETS = (
    "secret-network",
    "a monitor in town",
    "secret.csv",
    "turkey-list",
    "a man in town",
    "turkey-posts",
)


def numbers(edition, dataset=None):
    """The annex rows of an edition by the number of the incident in the small case."""
    rows = compose(dataset or sealed(), DAY, edition).annex
    key = sealed().publication_key
    named = {pseudonym(key, edition, f"i-{n:020x}"): str(n) for n in range(1, 13)}
    return {named[row.incident_id]: row for row in rows}


def every_text(edition, dataset=None):
    bulletin = compose(dataset or sealed(), DAY, edition)
    svg = map_svg(bulletin)
    made = (
        bulletin_html(bulletin, svg),
        bulletin_json(bulletin),
        annex_csv(bulletin),
        annex_geojson(bulletin),
        svg.encode(),
        json.dumps(_plain(bulletin), ensure_ascii=False).encode(),  # every word of the PDF
    )
    return "\n".join(each.decode() for each in made)


@pytest.mark.parametrize("secret", [*SECRETS, "road closed by a checkpoint"])
def test_the_public_edition_leaks_no_source_no_word_of_one_and_no_denier(secret):
    assert secret not in every_text(Edition.PUBLIC)


@pytest.mark.parametrize("secret", SECRETS)
def test_the_parties_learn_no_source(secret):
    assert secret not in every_text(Edition.PARTIES)


def test_the_un_edition_names_sources_and_reasons():
    text = every_text(Edition.UN)
    assert "secret-network" in text
    assert "told by a man in town" in text
    assert "road closed by a checkpoint" in text


def test_a_single_origin_attribution_is_withheld_from_the_public_and_kept_where_two_origins_agree():
    rows = numbers(Edition.PUBLIC)
    assert (rows["5"].actor, rows["5"].target) == (WITHHELD, WITHHELD)
    assert rows["5"].findings[0].attribution == "withheld by mandate"
    assert rows["1"].actor == "Government of Syria"
    assert rows["1"].findings[0].attribution == "attributed: Government of Syria"


def test_an_edition_changes_no_count_and_no_verdict():
    editions = [compose(sealed(), DAY, edition) for edition in Edition]
    verdicts = [sorted((row.when, row.verdict) for row in each.annex) for each in editions]
    assert verdicts[0] == verdicts[1] == verdicts[2]
    assert len({each.digest for each in editions}) == 1


def test_how_many_are_attributed_is_withheld_and_not_shown_as_zero():
    def cells(edition):
        grid = compose(sealed(), DAY, edition).sections[1].blocks[0]
        return [row[5].text for row in grid.rows]

    assert cells(Edition.UN)[:2] == ["1", "1"]
    assert cells(Edition.PUBLIC)[:2] == ["withheld", "withheld"]


def test_counts_of_sources_and_origins_survive_their_names():
    rows = numbers(Edition.PUBLIC)
    assert rows["1"].sources == "source 1, source 2; 2 independent origins"
    assert rows["5"].sources == "source 1; 1 origin"


def test_public_points_are_rounded_and_their_circles_still_hold_the_place():
    before = sealed().incidents.row(0, named=True)
    shown = redact(sealed(), Edition.PUBLIC).incidents
    own = pseudonym(sealed().publication_key, "public", before["incident_id"])
    after = shown.row(by_predicate=pl.col("incident_id") == own, named=True)
    assert (after["lon"], after["lat"]) == (36.65, 35.44)
    assert after["radius_m"] == pytest.approx(before["radius_m"] + 787, abs=1)


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.PARTIES])
@pytest.mark.parametrize("secret", SECRETS)
def test_the_redacted_dataset_itself_holds_no_secret_that_a_later_section_could_print(edition, secret):
    hidden = redact(sealed(), edition)
    frames = (hidden.incidents, hidden.findings, hidden.tallies, hidden.watch, hidden.reports)
    assert not any(secret in frame.write_ndjson() for frame in frames)
    assert secret not in str(hidden.inputs)


@pytest.mark.parametrize("edition", list(Edition))
def test_a_part_relayed_inside_a_total_stays_a_part_in_every_edition(edition):
    """Russia 13, of which 9 on the word of the Government of Syria: the bounds stay 24 and 32."""
    part = tally(DAY, "russia", 9, origin="syria", tally_id="t-part")
    bulletin = compose(sealed(tallies=TALLIES.of([*tally_rows(DAY), part])), DAY, edition)
    bounds = [figure for figure in bulletin.figures if figure.unit.startswith("distinct")]
    assert {(figure.value, figure.at_least) for figure in bounds} == {(24, True), (32, False)}
    assert any("part of a total" in figure.rule and figure.value == 9 for figure in bulletin.figures)


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.PARTIES])
def test_a_tally_relayed_from_somebody_who_is_no_party_names_nobody(edition):
    part = tally(DAY, "russia", 9, origin="a monitor in town", tally_id="t-part")
    bulletin = compose(sealed(tallies=TALLIES.of([*tally_rows(DAY), part])), DAY, edition)
    made = bulletin_json(bulletin).decode()
    assert "a monitor in town" not in made
    assert "relayed from origin" in made


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.PARTIES])
def test_no_id_and_no_digest_that_a_holder_of_the_same_file_could_recompute_is_printed(edition):
    text = every_text(edition)
    ids = [row["incident_id"] for row in INCIDENT_ROWS]
    ids += [report for row in INCIDENT_ROWS for report in row["report_ids"]]
    ids += [each["tally_id"] for each in tally_rows(DAY)] + [f"w-{n:020x}" for n in (1, 2, 3)]
    ids += [f"f-{n:020x}" for n in range(1, 10)]
    assert not [each for each in (*ids, "0" * 64, "1" * 64) if each in text]


def test_whoever_holds_the_mission_finds_the_rows_again_and_another_key_makes_other_ids():
    first, again = (compose(sealed(), DAY, Edition.PUBLIC) for _ in range(2))
    other = compose(sealed(publication_key="0" * 64), DAY, Edition.PUBLIC)
    assert first == again
    held = {pseudonym("5eed" * 16, "public", each["incident_id"]) for each in INCIDENT_ROWS}
    assert {row.incident_id for row in first.annex} <= held
    assert not {row.incident_id for row in first.annex} & {row.incident_id for row in other.annex}


def test_two_editions_cannot_be_joined_by_their_ids():
    public, parties = (compose(sealed(), DAY, each) for each in (Edition.PUBLIC, Edition.PARTIES))
    assert not {row.incident_id for row in public.annex} & {row.incident_id for row in parties.annex}


def test_the_digest_printed_cannot_confirm_a_guess_without_the_key():
    assert sealed().digest != sealed(publication_key="0" * 64).digest


def test_without_a_key_an_edition_without_sources_is_refused_and_the_un_edition_is_made():
    with pytest.raises(PublishError, match="This mission has no publication key"):
        compose(sealed(publication_key=""), DAY, Edition.PUBLIC)
    assert compose(sealed(publication_key=""), DAY, Edition.UN).annex


def test_a_second_origin_that_names_nobody_lifts_no_withholding():
    """The monitor in town names the Government; Turkey's list tells of the same shelling, of nobody."""
    silent = {"actor": None, "direction_stated": None}
    reports = [row | silent if row["origin"] == "turkey" else row for row in report_rows()]
    assert numbers(Edition.PUBLIC)["1"].actor == "Government of Syria"
    row = numbers(Edition.PUBLIC, sealed(reports=REPORTS.of(reports)))["1"]
    assert (row.actor, row.target) == (WITHHELD, WITHHELD)


def test_a_revision_that_takes_the_name_back_counts_and_not_what_it_replaced():
    """Turkey's list named the Government on the 15th, and nobody in the row it sent on the 16th."""
    rows = [row | {"source_key": f"k-{row['report_id']}"} for row in report_rows()]
    first = next(row for row in rows if row["origin"] == "turkey" and row["report_id"] == "r-" + "2" * 20)
    later = first | {
        "report_id": "r-revised",
        "received": datetime(2017, 6, 17, tzinfo=UTC),
        "actor": None,
        "direction_stated": None,
    }
    row = numbers(Edition.PUBLIC, sealed(reports=REPORTS.of([*rows, later])))["1"]
    assert row.actor == WITHHELD


def provision(slug, *bound):
    start = datetime(2017, 5, 5, 21, tzinfo=UTC)
    cited = Citation("memorandum", "para 2")
    return Provision(
        slug, cited, "No fire.", "shall", Strength.OBLIGATION, Mode.FORBIDS, ("fire",), bound, (), start, None
    )


def test_a_clause_that_binds_one_party_or_a_group_left_out_is_not_named_where_the_actor_is_withheld():
    agreement = replace(
        AGREEMENT,
        provisions=(provision("russias", "russia"), provision("all", "syria", "opposition"),
                    provision("gone", "syria", "opposition", "nusra")),
    )  # fmt: skip
    rows = [
        finding(
            5, "breach", "idlib", provision="russias", clause="Idlib memorandum, point 2", finding_id="f-1"
        ),
        finding(5, "no breach", "idlib", provision="all", clause="Memorandum, para 2", finding_id="f-2"),
        finding(5, "no breach", "idlib", provision="gone", clause="Statement, para 4", finding_id="f-3"),
        finding(9, "breach", "idlib", provision="all", clause="Memorandum, para 2", finding_id="f-4"),
        finding(2, "breach", "idlib", provision="gone", clause="Statement, para 4", finding_id="f-5"),
    ]
    told = numbers(Edition.PUBLIC, sealed(agreement=agreement, findings=FINDINGS.of(rows)))
    assert [each.clause for each in told["5"].findings] == [
        f"one or more of: Memorandum, para 2; or a {CLAUSE_WITHHELD}"
    ]
    assert (told["5"].verdict, told["5"].findings[0].verdict) == ("breach", "breach")
    assert [each.clause for each in told["9"].findings] == ["Memorandum, para 2"]
    assert told["9"].findings[0].reasons[2:] == ("an act it covers", f"who acted and against whom {WITHHELD}")
    assert [each.clause for each in told["2"].findings] == [CLAUSE_WITHHELD]
    assert told["2"].findings[0].reasons == (f"who acted and against whom {WITHHELD}",)


def test_that_a_target_was_left_out_or_an_actor_bound_is_not_told_of_a_withheld_incident():
    rows = [finding(5, "no breach", "idlib", exempt=True, exemption="not claimed: target excluded")]
    incidents = [row | {"exemption_claimed": True} for row in INCIDENT_ROWS]
    dataset = sealed(findings=FINDINGS.of(rows), incidents=INCIDENTS.of(incidents))
    found = numbers(Edition.PUBLIC, dataset)["5"].findings[0]
    assert found.exemption == WITHHELD
    text = every_text(Edition.PUBLIC, dataset)
    for given_away in ("target left out", "actor bound", "actor not bound", "target claimed to be exempt"):
        assert given_away not in text
    grid = next(
        each for each in compose(dataset, DAY, Edition.PUBLIC).sections if each.anchor == "exemptions"
    ).blocks[0]
    assert {row[1].text for row in grid.rows} == {"withheld"}


def test_the_public_reads_the_nearest_town_of_our_map_and_never_the_place_as_written():
    house = INCIDENT_ROWS[2] | {"place_as_written": "house of Dr A, 3 Market St"}
    dataset = sealed(incidents=INCIDENTS.of([house, *INCIDENT_ROWS[3:]]))
    row = numbers(Edition.PUBLIC, dataset)["3"]
    assert row.where == "near Saraqib, Idlib (within 2.8 km)"
    assert "Market St" not in every_text(Edition.PUBLIC, dataset)
    assert "Market St" in every_text(Edition.PARTIES, dataset)
