"""CAP of what is agreed: a term about to end with no consent on record, and a zone whose map changed.

The Astana process as its pack has it: new maps on 15 September 2017, and six months from then, warned of in
the last twenty days.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from cap_read import SENDER, area_of, assert_as_the_standard_has_it, block_of, messages, text_of
from issued_days import EDITION, issued_in
from two_days import founded

from holdfire.agreement.agreement import Agreement
from holdfire.exchange.cap.alerts import alerts
from holdfire.exchange.cap.message import NAMESPACE
from holdfire.exchange.issued import Issued
from holdfire.mission.folder import Mission
from holdfire.mission.issuing import issue

DAYS = ("2017-09-14", "2017-09-16", "2018-03-12", "2018-03-13", "2018-03-16")
BEFORE, REDRAWN, WARNED, WARNED_AGAIN, ENDED = DAYS
APRIL = datetime(2018, 4, 1, tzinfo=UTC)
TERM = "term-memo17-term-2017-09-15-2018-03-15"


@pytest.fixture(scope="module")
def mission(tmp_path_factory: pytest.TempPathFactory) -> Mission:
    made = founded(tmp_path_factory.mktemp("agreed") / "m")
    made.assess(APRIL)
    for day in DAYS:
        issue(made, date.fromisoformat(day), EDITION, APRIL)
    return made


@pytest.fixture(scope="module")
def issued(mission: Mission) -> Issued:
    return issued_in(mission)


@pytest.fixture(scope="module")
def agreement(mission: Mission) -> Agreement:
    return mission.agreement


def kinds(issued: Issued, agreement: Agreement, day: str, subject: str) -> dict[str, str | None]:
    return {
        name: text_of(each, "msgType") for name, each in messages(issued, agreement, day, subject).items()
    }


def test_a_term_is_warned_of_day_by_day_and_the_warning_taken_back_when_it_stands_no_more(
    issued: Issued, agreement: Agreement
) -> None:
    assert kinds(issued, agreement, REDRAWN, "terms") == {}, "six months before its end"
    assert kinds(issued, agreement, WARNED, "terms") == {TERM: "Alert"}
    assert kinds(issued, agreement, WARNED_AGAIN, "terms") == {TERM: "Update"}
    assert kinds(issued, agreement, ENDED, "terms") == {TERM: "Cancel"}
    first, second = (messages(issued, agreement, day, "terms")[TERM] for day in (WARNED, WARNED_AGAIN))
    told = ",".join(str(text_of(first, each)) for each in ("sender", "identifier", "sent"))
    assert text_of(second, "references") == told


def test_what_is_warned_of_says_when_it_expires_and_that_silence_is_no_consent(
    issued: Issued, agreement: Agreement
) -> None:
    root = messages(issued, agreement, WARNED, "terms")[TERM]
    assert_as_the_standard_has_it(root)
    block = block_of(root)
    assert text_of(block, "headline") == (
        "Term of the agreement: ends on 2018-03-15, no agreed prolongation on record"
    )
    assert "began on 2017-09-15 ends on 2018-03-15. Days left: 3." in str(text_of(block, "description"))
    assert str(text_of(block, "description")).endswith("Silence is not consent.")
    assert (text_of(block, "urgency"), text_of(block, "certainty")) == ("Future", "Possible")
    assert text_of(block, "expires") == "2018-03-14T22:00:00-00:00", "midnight in Damascus"
    gone = block_of(messages(issued, agreement, ENDED, "terms")[TERM])
    assert str(text_of(gone, "headline")).startswith("Taken back: ")
    assert "has ended" in str(text_of(gone, "description"))


def test_nothing_is_warned_of_that_the_bulletin_does_not_say_and_nothing_it_says_is_lost(
    issued: Issued, agreement: Agreement
) -> None:
    """Between issue and today the agreement on record may have come to read otherwise."""
    (term,) = agreement.terms
    longer = replace(agreement, terms=(replace(term, months=term.months + 12),))
    made, aside = alerts(issued, longer, WARNED, SENDER, "Test", ("terms",))
    assert made == []
    (back,) = aside
    assert back.why.startswith("bulletin ")
    assert "says: Warning: Ends in 3 days, on 2018-03-15" in back.why
    wordless = [replace(each, plain={**each.plain, "sections": []}) for each in issued.sheets]
    made, aside = alerts(
        replace(issued, sheets=tuple(wordless)), agreement, WARNED, SENDER, "Test", ("terms",)
    )
    assert (made, [each.id for each in aside]) == ([], [TERM])


def test_a_zone_whose_map_changed_is_told_with_the_new_map_and_how_well_it_is_known(
    issued: Issued, agreement: Agreement
) -> None:
    assert kinds(issued, agreement, BEFORE, "zones") == {}, "nothing was issued before"
    found = messages(issued, agreement, REDRAWN, "zones")
    assert {name: text_of(each, "msgType") for name, each in found.items()} == {
        "zone-idlib": "Alert", "zone-south": "Alert", "zone-idlib-belt": "Alert",
    }  # fmt: skip
    for root in found.values():
        assert_as_the_standard_has_it(root)
    block = block_of(found["zone-idlib"])
    description = str(text_of(block, "description"))
    assert "Idlib area as announced on 15 September 2017" in description
    assert "within 8000 m of the drawn one" in description
    assert area_of(block).find(f"{{{NAMESPACE}}}polygon") is not None
    assert kinds(issued, agreement, WARNED, "zones") == {}, "no map changed since"


def test_a_later_change_refers_to_the_one_before_and_an_end_says_so(
    issued: Issued, agreement: Agreement
) -> None:
    last = issued.sheets[-1]
    without = ", ".join(sorted(last.maps - {"idlib-belt-2017-09"}))
    ended = replace(
        issued, sheets=(*issued.sheets[:-1], replace(last, plain={**last.plain, "map_version": without}))
    )
    found = messages(ended, agreement, ENDED, "zones")
    (name,) = found
    assert (name, text_of(found[name], "msgType")) == ("zone-idlib-belt", "Update")
    told_of = messages(issued, agreement, REDRAWN, "zones")[name]
    assert str(text_of(told_of, "identifier")) in str(text_of(found[name], "references"))
    assert "no map is in force" in str(text_of(block_of(found[name]), "description"))


def test_a_change_that_a_second_issue_of_the_day_does_not_have_is_taken_back(
    issued: Issued, agreement: Agreement
) -> None:
    before, redrawn, *_ = issued.sheets
    plain = {**redrawn.plain, "map_version": before.plain["map_version"], "sealed_dataset_sha256": "ab" * 32}
    again = replace(redrawn, line=redrawn.line + 1, plain=plain)
    found = kinds(replace(issued, sheets=(before, redrawn, again)), agreement, REDRAWN, "zones")
    assert set(found.values()) == {"Cancel"}
    assert len(found) == 3


def test_a_map_that_no_zone_has_is_told_as_held_back(issued: Issued, agreement: Agreement) -> None:
    other = replace(agreement, zones=tuple(each for each in agreement.zones if each.id != "south"))
    _, aside = alerts(issued, other, REDRAWN, SENDER, "Test", ("zones",))
    assert [each.id for each in aside] == ["map south-2017-05", "map south-2017-09"]
