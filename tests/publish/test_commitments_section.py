"""Commitments in a bulletin: the scoreboard per theme and speaker, and what is overdue, with the days."""

from dataclasses import replace
from datetime import date

import pytest
from centre_dataset import acts_by, captions, lines, rows, section_of, words_of
from small_case import sealed

from holdfire.agreement.reading import library_pack, load_pack
from holdfire.centre.commitments.acts import ADDED, ASSESSED
from holdfire.centre.commitments.rules import COMMITMENTS
from holdfire.centre.fold import Ground, fold
from holdfire.publish.centre_standing import CentreStanding
from holdfire.publish.day import cut
from holdfire.publish.edition import Edition
from holdfire.publish.sections.commitments import commitments

BY_THEME, BOARD, OVERDUE = "Commitments by theme", "Scoreboard by theme and speaker", "Overdue"
TURKEY, IRAN = "Republic of Turkey", "Islamic Republic of Iran"
MAPS, ACCESS = "memo17-maps", "memo17-access"
SAID = {"on": "2017-06-15", "why": "as the weir was seen"}
EVIDENCE = [{"kind": "incident", "ref": "inc-1"}]
ACTS = acts_by(
    (ASSESSED, "turkey", 1, {**SAID, "id": MAPS, "status": 3, "evidence": EVIDENCE}),
    (ASSESSED, "iran", 1, {**SAID, "id": MAPS, "status": 1, "non_compliance": ["turkey"]}),
    (ASSESSED, "turkey", 1, {**SAID, "id": ACCESS, "status": 0}),
    (ADDED, "un", 1, {"id": "weir", "says": "guard the weir", "strength": "decision", "theme": "weirs"}),
)


def section(edition, acts=ACTS, day=date(2017, 6, 15)):
    """Of the small case, under the whole agreement."""
    ground = Ground(load_pack(library_pack("astana")))
    state = fold(COMMITMENTS, acts, ground).state
    standing = CentreStanding({COMMITMENTS.name: state})
    return commitments(cut(replace(sealed(), agreement=ground.agreement, centre=standing), day, edition))


def number(words):
    """The figure at the end of the line that begins so, in the UN edition."""
    (line,) = (each for each in lines(section(Edition.UN)) if each.startswith(words))
    return line.removeprefix(f"{words}: ").split(".")[0]


def test_a_mission_that_does_not_use_it_has_no_section():
    assert section_of(commitments, None, (), Edition.UN) is None


@pytest.mark.parametrize("edition", Edition)
def test_every_edition_tells_the_same_numbers(edition):
    assert lines(section(edition)) == lines(section(Edition.UN))
    assert [row[1:] for row in rows(section(edition), BY_THEME)] == [
        row[1:] for row in rows(section(Edition.UN), BY_THEME)
    ]


def test_what_nobody_assessed_is_beside_what_is_scored_and_overdue_beside_non_compliance():
    binding = int(number("Commitments that oblige, agreed by this day"))
    assert int(number("Assessed by nobody, so not known, which is not “not begun”")) == binding - 2
    assert number("Overdue") == "2"
    assert number("Of which some speaker says that an owner did not comply") == "1"


@pytest.mark.parametrize("edition", [Edition.PARTIES, Edition.UN])
def test_each_speaker_has_its_own_row_and_a_share_of_what_it_scored(edition):
    board = {row[:2]: row[2:] for row in rows(section(edition), BOARD)}
    assert board[("areas", TURKEY)] == ("0", "0", "0", "1", "1", "100")
    assert board[("areas", IRAN)] == ("0", "1", "0", "0", "1", "33.3")
    assert board[("access", TURKEY)][:4] == ("1", "0", "0", "0")
    assert ("access", IRAN) not in board


def test_the_overdue_are_listed_with_their_days_and_only_people_say_non_compliance():
    late = {row[0]: row[2:] for row in rows(section(Edition.UN), OVERDUE)}
    assert late[MAPS] == (
        f"Russian Federation, {TURKEY} and {IRAN}", "2017-06-04", "11",
        f"{TURKEY}: 3 full; {IRAN}: 1 minimal", f"{IRAN}: {TURKEY}",
    )  # fmt: skip
    assert late["memo17-working-group"][1:] == ("2017-05-18", "28", "not known", "nobody says so")


def test_the_public_learns_numbers_by_the_agreements_own_themes():
    found = section(Edition.PUBLIC)
    words, ids = words_of(found)
    assert (captions(found), ids) == ([BY_THEME], [])
    assert rows(found, BY_THEME)[-1][0] == "other"
    for secret in ("weir", "Karam", "Turkey", "Iran", "minimal"):
        assert secret not in words


def test_before_anybody_did_anything_there_is_no_section():
    assert section(Edition.UN, day=date(2017, 6, 14)) is None
