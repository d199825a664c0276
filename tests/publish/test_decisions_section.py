"""Decisions in a bulletin: the outcome with every vote, dissent beside consent, silence named."""

from dataclasses import replace

import pytest
from centre_dataset import AT, HOUR, acts_by, lines, rows, section_of, words_of
from small_case import DAY, sealed

from holdfire.agreement.reading import library_pack, load_pack
from holdfire.centre.decisions.acts import PROPOSED, VOTED
from holdfire.centre.decisions.rules import DECISIONS
from holdfire.centre.effects.decided import Decided, Refused
from holdfire.centre.fold import Ground, fold
from holdfire.publish.centre_standing import CentreStanding
from holdfire.publish.day import cut
from holdfire.publish.edition import Edition
from holdfire.publish.sections.decisions import decisions

GRID = "Proposals by what came of them"
TEXT = "a" * 64


def proposal(**more):
    told = {"title": "Six more months", "authentic": "en", "texts": {"en": "Prolonged."}, "subject": "term"}
    return {**told, "deadline": 0, "until": 0, "text": TEXT, **more}


def vote(word, **more):
    return {"proposal": f"{1:064x}", "vote": word, "text": TEXT, **more}


def story(*votes):
    return acts_by((PROPOSED, "russia", -100, proposal()), *votes)


def test_a_dissent_is_told_beside_the_consents():
    votes = (
        (VOTED, "russia", -2, vote("consent")),
        (VOTED, "turkey", -1, vote("reservation", why="not in the south")),
        (VOTED, "iran", 0, vote("objection", why="no map is agreed")),
    )
    found = section_of(decisions, DECISIONS, story(*votes), Edition.PARTIES)
    (row,) = rows(found, GRID)
    assert row[1:] == (
        "Six more months", "Russia", "the guarantors: consensus (iran, Russia and Turkey)",
        "no consensus", "Russia", "Turkey", "iran", "nobody",
    )  # fmt: skip
    assert "Without consensus since this day: 1." in lines(found)


def test_who_is_silent_is_named_and_a_vote_of_later_is_not_known_yet():
    votes = ((VOTED, "russia", -2, vote("consent")), (VOTED, "iran", 90, vote("consent")))
    found = section_of(decisions, DECISIONS, story(*votes), Edition.PARTIES)
    (row,) = rows(found, GRID)
    assert row[4] == "open"
    assert row[-1] == "iran and Turkey"
    assert lines(found)[0] == "Proposals on which words are awaited: 1. Silence is not consent."


@pytest.mark.parametrize("edition", list(Edition))
def test_no_edition_prints_the_words_of_a_vote_and_the_public_one_no_title(edition):
    votes = ((VOTED, "iran", 0, vote("objection", why="no map is agreed")),)
    text, ids = words_of(section_of(decisions, DECISIONS, story(*votes), edition))
    assert "no map is agreed" not in text
    assert edition is not Edition.PUBLIC or ("Six more months" not in text and ids == [])


@pytest.mark.parametrize("edition", list(Edition))
def test_an_adopted_decision_that_could_not_be_carried_out_is_told_with_the_rule(edition):
    dataset = sealed()
    state = fold(DECISIONS, story(), Ground(load_pack(library_pack("astana")))).state
    late = Decided("f" * 64, "ffffffffffff", {"effect": "prolong"}, 1, "adopted", AT)
    later = replace(late, id="eeeeeeeeeeee", adopted=AT + 90 * HOUR)
    undone = tuple(Refused(each, "late", "The term had ended.", "Agree anew.") for each in (late, later))
    dataset = replace(dataset, centre=CentreStanding({"decisions": state}, undone=undone))
    told = lines(decisions(cut(dataset, DAY, edition)))
    assert "Adopted by this day, and not carried out, since the agreement does not allow it: 1." in told
    reason = "Not carried out (late): The term had ended."
    assert (told.count(reason) == 1) == (edition is not Edition.PUBLIC)


def test_a_mission_where_nothing_was_put_has_no_section():
    assert section_of(decisions, None, [], Edition.PUBLIC) is None
