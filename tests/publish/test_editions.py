"""What an edition may not show is in none of its files, and its counts and verdicts stay true."""

import pytest
from small_case import DAY, sealed, tally, tally_rows

from holdfire.publish.bulletin import compose
from holdfire.publish.editions import WITHHELD, Edition, redact
from holdfire.publish.figures.map_figure import map_svg
from holdfire.publish.html import bulletin_html
from holdfire.publish.machine import bulletin_json
from holdfire.publish.places_geojson import annex_geojson
from holdfire.publish.tables import annex_csv
from holdfire.reports.table import TALLIES

SECRETS = (
    "secret-network",
    "a monitor in town",
    "secret.csv",
    "turkey-list",
    "a man in town",
    "turkey-posts",
)


def every_text(edition):
    bulletin = compose(sealed(), DAY, edition)
    svg = map_svg(bulletin)
    made = (
        bulletin_html(bulletin, svg),
        bulletin_json(bulletin),
        annex_csv(bulletin),
        annex_geojson(bulletin),
        svg.encode(),
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
    rows = {row.incident_id[-1]: row for row in compose(sealed(), DAY, Edition.PUBLIC).annex}
    assert (rows["5"].actor, rows["5"].target) == (WITHHELD, WITHHELD)
    assert rows["5"].findings[0].attribution == "withheld by mandate"
    assert rows["1"].actor == "Government of Syria"
    assert rows["1"].findings[0].attribution == "attributed: Government of Syria"


def test_an_edition_changes_no_count_and_no_verdict():
    editions = [compose(sealed(), DAY, edition) for edition in Edition]
    verdicts = [[(row.incident_id, row.verdict) for row in each.annex] for each in editions]
    assert verdicts[0] == verdicts[1] == verdicts[2]
    assert len({each.digest for each in editions}) == 1


def test_how_many_are_attributed_is_withheld_and_not_shown_as_zero():
    def cells(edition):
        grid = compose(sealed(), DAY, edition).sections[1].blocks[0]
        return [row[5].text for row in grid.rows]

    assert cells(Edition.UN)[:2] == ["1", "1"]
    assert cells(Edition.PUBLIC)[:2] == ["withheld", "withheld"]


def test_counts_of_sources_and_origins_survive_their_names():
    rows = {row.incident_id[-1]: row for row in compose(sealed(), DAY, Edition.PUBLIC).annex}
    assert rows["1"].sources == "source 1, source 2; 2 independent origins"
    assert rows["5"].sources == "source 1; 1 origin"


def test_public_points_are_rounded_and_their_circles_still_hold_the_place():
    before = sealed().incidents.row(0, named=True)
    after = redact(sealed(), Edition.PUBLIC).incidents.row(0, named=True)
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
