"""CAP 1.2: an alert, its update and its cancel; the elements and their order are those of the standard."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from cap_read import SENDER, area_of, assert_as_the_standard_has_it, block_of, messages, text_of
from issued_days import FIRST, SECOND, by_place

from holdfire.agreement.agreement import Agreement
from holdfire.exchange.cap.alerts import alerts
from holdfire.exchange.cap.message import STATUSES, ExchangeError
from holdfire.exchange.issued import Issued
from holdfire.mission.folder import Mission


@pytest.fixture
def agreement(two_issued: Mission) -> Agreement:
    return two_issued.agreement


def test_every_message_has_the_elements_of_the_standard_in_their_order(
    issued: Issued, agreement: Agreement
) -> None:
    found = [each for day in (FIRST, SECOND) for each in messages(issued, agreement, day).values()]
    assert len(found) == 6
    for root in found:
        assert_as_the_standard_has_it(root)


def test_a_changed_incident_is_an_update_and_a_withdrawn_one_a_cancel_of_the_message_before(
    issued: Issued, agreement: Agreement
) -> None:
    place, first, second = (
        by_place(issued),
        messages(issued, agreement, FIRST),
        messages(issued, agreement, SECOND),
    )
    assert {text_of(each, "msgType") for each in first.values()} == {"Alert"}
    kinds = {
        longitude: text_of(second[name], "msgType") for longitude, name in place.items() if name in second
    }
    assert kinds == {"36.8": "Update", "36.6": "Cancel", "36.5": "Alert"}
    for longitude in ("36.8", "36.6"):
        before = first[place[longitude]]
        told = ",".join(str(text_of(before, each)) for each in ("sender", "identifier", "sent"))
        assert text_of(second[place[longitude]], "references") == told


def test_a_cancel_says_in_its_headline_that_it_takes_back_and_repeats_no_finding(
    issued: Issued, agreement: Agreement
) -> None:
    """Two of its dead were told of; whoever reads the headline alone must not take it for news."""
    cancel = messages(issued, agreement, SECOND)[by_place(issued)["36.6"]]
    block = block_of(cancel)
    assert str(text_of(block, "headline")).startswith("Taken back: Shelling, weapon not known: near Idlib")
    assert (text_of(block, "severity"), text_of(block, "certainty")) == ("Unknown", "Unknown")
    assert "no longer on record" in str(text_of(block, "description"))
    assert b"undetermined" not in ElementTree.tostring(cancel)
    assert str(text_of(block_of(cancel, "ru"), "headline")).startswith("Отозвано: ")


def test_an_incident_that_a_second_issue_no_longer_knows_is_cancelled_too(
    issued: Issued, agreement: Agreement
) -> None:
    """Even where no corrigendum names it, as when ids of an edition were made anew."""
    first, _ = issued.sheets
    plain = {**first.plain, "sealed_dataset_sha256": "ab" * 32}
    again = replace(first, line=first.line + 1, plain=plain, features=first.features[1:])
    found = messages(replace(issued, sheets=(first, again)), agreement, FIRST)
    kinds = {name: text_of(each, "msgType") for name, each in found.items()}
    assert kinds == {
        str(each["id"]): "Cancel" if each is first.features[0] else "Update" for each in first.features
    }


def test_a_bulletin_of_an_earlier_version_corrects_nothing(issued: Issued, agreement: Agreement) -> None:
    plain = [
        {key: value for key, value in each.plain.items() if key not in ("corrected", "corrigenda")}
        for each in issued.sheets
    ]
    old = replace(
        issued,
        sheets=tuple(replace(each, plain=told) for each, told in zip(issued.sheets, plain, strict=True)),
    )
    kinds = {text_of(each, "msgType") for each in messages(old, agreement, SECOND).values()}
    assert kinds == {"Alert"}


def test_what_is_told_follows_from_the_bulletin_alone(issued: Issued, agreement: Agreement) -> None:
    place, first = by_place(issued), messages(issued, agreement, FIRST)
    block = block_of(first[place["36.8"]])
    assert (text_of(block, "urgency"), text_of(block, "severity"), text_of(block, "certainty")) == (
        "Past", "Severe", "Possible",
    )  # fmt: skip
    assert text_of(block, "event") == "Shelling, weapon not known"
    assert "Finding: undetermined. This is a record of what happened" in str(text_of(block, "description"))
    assert text_of(block_of(first[place["36.4"]]), "severity") == "Unknown", "nobody was killed"
    centre, radius = str(text_of(area_of(block), "circle")).split()
    assert centre.startswith("35.86")
    assert float(radius) == pytest.approx(1.287, abs=0.01), (
        "the radius within which the place is known, in km"
    )


def test_the_same_bulletin_makes_the_same_bytes(issued: Issued, agreement: Agreement) -> None:
    one, other = (alerts(issued, agreement, SECOND, SENDER, "Test")[0] for _ in range(2))
    assert one == other


def test_no_message_of_an_exercise_passes_for_an_actual_one(issued: Issued, agreement: Agreement) -> None:
    plain = [replace(each, plain={**each.plain, "exercise": True}) for each in issued.sheets]
    drill = replace(issued, sheets=tuple(plain))
    for status in set(STATUSES) - {"Exercise"}:
        with pytest.raises(ExchangeError, match="is of an exercise, and its alerts may not have the status"):
            alerts(drill, agreement, FIRST, SENDER, status)
    assert alerts(drill, agreement, FIRST, SENDER, "Exercise")[0]


@pytest.mark.parametrize("sender", ["", "two words", "a,b", "<a>", "a&b", "x" * 121])
def test_a_sender_that_the_standard_forbids_is_refused(
    issued: Issued, agreement: Agreement, sender: str
) -> None:
    with pytest.raises(ExchangeError, match="is no sender: CAP wants a name without spaces, commas, < and &"):
        alerts(issued, agreement, FIRST, sender, "Test")


def test_a_day_without_a_bulletin_has_no_alert(issued: Issued, agreement: Agreement) -> None:
    with pytest.raises(ExchangeError) as refused:
        alerts(issued, agreement, "2018-02-09", SENDER, "Test")
    assert refused.value.what == "No bulletin of 2018-02-09 was issued in the public edition."
    assert "holdfire publish" in refused.value.advice
