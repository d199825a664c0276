"""Access in a bulletin: each side by its own word, no place or title to the public, true of old days."""

from datetime import date

import pytest
from centre_dataset import AT, HOUR, acts_by, captions, lines, rows, section_of, words_of

from holdfire.centre.access.acts import ACKNOWLEDGED, DENIED, EXECUTED, LAW, MOVEMENT, SITE, SITE_CHANGED
from holdfire.centre.access.rules import ACCESS
from holdfire.publish.edition import Edition
from holdfire.publish.layout import figures_of
from holdfire.publish.sections.access import access

SYRIA = "Government of Syria"
OPEN = [Edition.PARTIES, Edition.UN]
BY_SIDE = "What was notified for this day, by how each side stands to it"
IN_SUM = "What was notified for this day, by how the sides stand to it"
STEPPED, LISTED = "What became of movements on this day", "What was notified for this day"


def clock(hours):
    return (AT + hours * HOUR).isoformat()


def at(lat):
    return {"lat_e7": round(lat * 1e7), "lon_e7": 366_300_000, "radius_m": 100}


ABOUT = {"organisation": "a UN agency", "to": ("russia", "syria", "turkey")}
ACTS = acts_by(
    (SITE, "un", -60, {"id": "h-secret", "title": "Hidden hospital", "kind": "hospital",
                       "answer_by": clock(-30), "place": at(35.9312345), **ABOUT}),
    (ACKNOWLEDGED, "russia", -39, {"id": "h-secret", "version": 1}),
    (MOVEMENT, "un", 0, {"id": "c-secret", "title": "Convoy to Kafr Nabl", "cargo": "food", "vehicles": 12,
                         "route": [at(35.9312345), at(35.8)], "start": clock(3), "end": clock(7),
                         "answer_by": clock(2), **ABOUT}),
    (ACKNOWLEDGED, "russia", 1, {"id": "c-secret", "version": 1}),
    (DENIED, "turkey", 1, {"id": "c-secret", "version": 1, "why": "fighting on the road"}),
    (EXECUTED, "un", 4, {"id": "c-secret", "step": "departed", "when": clock(3)}),
    (EXECUTED, "syria", 6, {"id": "c-secret", "step": "turned back"}),
)  # fmt: skip


def section(edition, acts=ACTS, day=date(2017, 6, 15)):
    return section_of(access, ACCESS, acts, edition, day)


def test_a_mission_that_does_not_use_it_has_no_section():
    assert section_of(access, None, (), Edition.UN) is None


@pytest.mark.parametrize("edition", Edition)
def test_the_law_stands_first_and_every_edition_tells_the_same_numbers(edition):
    found = section(edition)
    assert found.blocks[0].text == LAW
    assert lines(found) == [
        "Sites notified on this day: 0.",
        "Movements notified on this day: 1.",
        "Sites notified as the day ended: 1.",
        "Notifications withdrawn on this day: 0.",
        "Held up by somebody else than the speaker, as told: 0.",
    ]
    assert sorted(rows(found, STEPPED)) == [
        (SYRIA, "0", "0", "0", "1", "0"),
        ("un", "1", "0", "0", "0", "0"),
    ]


@pytest.mark.parametrize("edition", OPEN)
def test_parties_and_the_un_read_how_each_side_stands(edition):
    assert rows(section(edition), BY_SIDE) == [
        ("Russia", "2", "2", "0", "0", "0", "0", "0"),
        (SYRIA, "2", "0", "0", "0", "2", "0", "0"),
        ("Turkey", "2", "0", "0", "0", "1", "0", "1"),
    ]


def test_the_public_learns_that_something_was_denied_and_not_by_whom():
    found = section(Edition.PUBLIC)
    assert BY_SIDE not in captions(found)
    assert rows(found, IN_SUM) == [
        ("All notified for this day", "2"),
        ("Acknowledged by every side it is addressed to", "0"),
        ("Answer still awaited from some side", "0"),
        ("Not acknowledged by some side past the deadline", "2"),
        ("Delayed by some side", "0"),
        ("Denied by some side", "1"),
    ]


@pytest.mark.parametrize("edition", OPEN)
def test_parties_and_the_un_read_what_was_notified_and_what_each_says(edition):
    listed = {row[0]: row[1:] for row in rows(section(edition), LISTED)}
    assert listed["c-secret, version 1"] == (
        "food: Convoy to Kafr Nabl",
        "15 June 2017, 14:00 to 15 June 2017, 18:00",
        f"Russia: acknowledged; {SYRIA}: not acknowledged; Turkey: denied (fighting on the road)",
        f"un: departed; {SYRIA}: turned back",
    )
    assert listed["h-secret, version 1"][1].endswith("until withdrawn")


def test_the_public_learns_numbers_and_no_place_title_reason_or_id():
    words, ids = words_of(section(Edition.PUBLIC))
    assert LISTED not in captions(section(Edition.PUBLIC))
    assert ids == []
    for secret in ("secret", "Hidden", "Kafr", "35.9", "fighting", "agency", "Karam", "12:"):
        assert secret not in words


@pytest.mark.parametrize("edition", Edition)
def test_no_edition_prints_a_coordinate_or_who_entered_it(edition):
    words, _ = words_of(section(edition))
    for secret in ("35.9", "359312345", "Karam"):
        assert secret not in words


def test_every_number_says_whose_it_is_and_opens_to_its_notifications():
    for figure in figures_of((section(Edition.UN),)):
        assert figure.observer == "Exercise Orontes: access desk"
        assert figure.value == len(figure.ids)


def test_the_bulletin_of_an_old_day_knows_nothing_that_was_signed_later():
    found = section(Edition.UN, day=date(2017, 6, 13))
    assert lines(found)[0] == "Sites notified on this day: 1."
    assert rows(found, BY_SIDE) == [
        (name, "1", "0", "0", "1", "0", "0", "0") for name in ("Russia", SYRIA, "Turkey")
    ]


def test_the_bulletin_of_an_old_day_tells_the_version_of_that_day():
    first = ACTS[0].content
    told = [(each.kind, each.party, (each.at - AT) / HOUR, dict(each.content)) for each in ACTS]
    moved = {**first, "title": "Moved hospital", "version": 2, "answer_by": clock(9)}
    acts = acts_by(*told, (SITE_CHANGED, "un", 5, moved))
    on_the_day = {row[0]: row[1] for row in rows(section(Edition.UN, acts), LISTED)}
    assert on_the_day["h-secret, version 2"] == "hospital: Moved hospital"
    before = {row[0]: row[1] for row in rows(section(Edition.UN, acts, date(2017, 6, 13)), LISTED)}
    assert before == {"h-secret, version 1": "hospital: Hidden hospital"}
