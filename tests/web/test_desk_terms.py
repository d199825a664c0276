"""Every value of a fixed list that a page may tell has words: verdicts, statuses, precisions, acts, roles."""

import re
from collections.abc import Iterable

import pytest
from desk_messages import LANGUAGES, messages

from holdfire.agreement.term import TermState
from holdfire.agreement.zones import ZoneKind
from holdfire.assessment import exemption_ledger
from holdfire.assessment.table import ATTRIBUTIONS, EXEMPTION, VERDICTS
from holdfire.centre import letters, posts, works
from holdfire.centre.access import acts as access
from holdfire.centre.access import notice
from holdfire.centre.access.table import NEAR, POSSIBLY
from holdfire.centre.cases.acts import CASE_ACTS, Position
from holdfire.centre.cases.ladder import Status
from holdfire.centre.commitments import acts as commitments
from holdfire.centre.decisions.decision import Outcome
from holdfire.centre.hazards import acts as hazards
from holdfire.centre.hazards import area
from holdfire.centre.meetings import acts as meetings
from holdfire.centre.meetings import meeting
from holdfire.centre.patrols import acts as patrols
from holdfire.centre.patrols.patrol import DIFFER, OFF, PLANNED_STILL, UNDER_WAY
from holdfire.centre.persons import acts as persons
from holdfire.mission.folder import JUDGED
from holdfire.mission.noting import NOTED
from holdfire.moments import TimePrecision
from holdfire.places.point import PlacePrecision
from holdfire.publish.edition import Edition
from holdfire.record.standing import Grade
from holdfire.registers import table as registers
from holdfire.reports.act import ACTS
from holdfire.web.centre.told import URGENT
from holdfire.web.people.account import Role
from holdfire.web.queue import STATES
from holdfire.web.words import Words

TERMS: dict[str, Iterable[str]] = {
    "verdict": VERDICTS,
    "status": Status,
    "position": Position,
    "precision": TimePrecision,
    "where": PlacePrecision,
    "attribution": ATTRIBUTIONS,
    "exemption": (*EXEMPTION, *exemption_ledger.OUTCOMES),
    "role": Role,
    "state": STATES,
    "stands": (
        *patrols.OUTCOMES,
        PLANNED_STILL,
        UNDER_WAY,
        OFF,
        DIFFER,
        *meeting.Stands,
        *notice.Standing,
        "withdrawn",
        "over",
        "in force",
        "to come",
        *(str(each) for each in area.STATES),
        *works.OUTCOMES,
        works.UNDER_WAY,
        works.TOLD_DIFFERENTLY,
        posts.STANDS,
        posts.GONE,
        posts.NOT_SET_UP,
        posts.DIFFER,
        "offered",
        "agreed",
        "executed, not confirmed",
        "confirmed",
        "confirmed, as relayed",
        "written",
        "moved",
        *access.STEPS,
    ),
    "kind-of": (
        "joint",
        "single",
        *access.SITE_KINDS,
        *access.CARGOES,
        *persons.CATEGORIES,
        persons.MIXED,
        *hazards.LEVELS,
        *works.SUBJECTS,
        *letters.KINDS,
        *posts.KINDS_OF_POST,
    ),
    "centre-urgent": URGENT,
    "centre-hazard": hazards.KINDS,
    "centre-step": (*hazards.RELEASES, hazards.CONFIRMED, hazards.HANDED_OVER),
    "centre-truce": works.TRUCE_STATES,
    "centre-point": (*meetings.OUTCOMES, meeting.Stands.DIFFERENTLY),
    "centre-fate": persons.FATES,
    "centre-whereabouts": persons.WHEREABOUTS,
    "centre-nearness": (NEAR, POSSIBLY),
    "outcome": Outcome,
    "vote": ("consent", "reservation", "objection", "abstention"),
    "term": TermState,
    "zone-kind": ZoneKind,
    "edition": Edition,
    "grade": ("queued", *(each.word for each in Grade)),
    "status-of": commitments.STATUSES,
    "registers-status": registers.STATUSES,
    "did": (*CASE_ACTS, JUDGED, NOTED),
}
VALUES = [(kind, str(value)) for kind, each in TERMS.items() for value in each]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_a_value_of_a_fixed_list_has_words(kind: str, value: str, language: str) -> None:
    name = f"{kind}-{re.sub('[^a-z0-9]+', '-', value)}"
    assert name in messages(language), f"{kind} may be {value!r}: write {name} in phrases/{language}/."
    assert Words(language).term(kind, value) == Words(language)(name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_act_has_words_of_its_own(language: str) -> None:
    words = Words(language)
    said = {each.code: words.act(each.code) for each in ACTS}
    unsaid = [code for code, told in said.items() if not told or told == words.act(None)]
    assert not unsaid, f"{language}: no words for {unsaid}: forms/field-report.yml has those of acts."
    twice = [code for code, told in said.items() if list(said.values()).count(told) > 1]
    assert not twice, f"{language}: {twice} are told alike, as a broader act."


def test_a_narrower_act_than_any_is_told_as_the_broader() -> None:
    assert Words("en").act("fire/air/glider") == Words("en").act("fire/air")


def test_a_term_that_comes_from_outside_stands_as_it_is() -> None:
    assert Words("ru").term("status", "<b>put off</b>") == "&lt;b&gt;put off&lt;/b&gt;"
