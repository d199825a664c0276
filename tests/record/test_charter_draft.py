"""Drafting a charter: from enrolments, and as a successor in which keys come and go."""

import pytest
from cast import (
    ORIGIN,
    PARTIES,
    SIGNING_ROLES,
    charter,
    enrolment,
    fingerprint_of,
    key,
    reader,
)

from holdfire.errors import CharterError, FormError
from holdfire.record.approvals import approve
from holdfire.record.charter_draft import (
    ENROLMENTS_FORM,
    first_charter,
    read_draft,
    read_enrolments,
    successor_draft,
    write_draft,
)
from holdfire.record.possession import Enrolment, possession_text
from holdfire.record.profile import canon

ENROLLED = [enrolment(party, role) for party in PARTIES for role in (*SIGNING_ROLES, "reader")]
HOSTED = [*ENROLLED, enrolment("UN", "host")]
LEAF = "ab" * 32


def test_the_default_charter_asks_for_all_guarantors_and_four_of_five_witnesses() -> None:
    drafted = first_charter(ORIGIN, charter().title, charter().parties, HOSTED)
    assert (drafted.keys, drafted.parties) == (charter().keys, charter().parties)
    assert (drafted.version, drafted.previous, drafted.mirrors) == (0, "", 2)
    assert drafted.charter_threshold == 3
    assert drafted.witnessed_policy.judge(()).lacking == 4
    assert drafted.joint_policy.judge(()).lacking == 3


@pytest.mark.parametrize(
    ("enrolled", "told"),
    [
        (ENROLLED, "0 host keys are enrolled, and a log has exactly one."),
        ([*HOSTED, enrolment("OB", "host")], "2 host keys are enrolled"),
        (
            [each for each in HOSTED if (each.party, each.role) != ("IR", "witness")],
            "No witness key of IR is enrolled, and every guarantor must witness.",
        ),
    ],
    ids=["no host", "two hosts", "a guarantor without a witness"],
)
def test_a_charter_that_could_not_work_is_not_drafted(enrolled: list[Enrolment], told: str) -> None:
    with pytest.raises(CharterError, match=told):
        first_charter(ORIGIN, "x", charter().parties, enrolled)


def test_a_draft_goes_round_with_its_approvals() -> None:
    ours = approve(charter(), fingerprint_of("TR", "author"), key("TR", "author"))
    assert read_draft(write_draft(charter(), [ours])) == (charter(), [ours])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"approvals":[],"charter":{},"form":"holdfire/charter-draft/v2"}',
        b"\xff",
        b"{" * 99,
    ],
)
def test_what_is_no_draft_is_told_as_such(content: bytes) -> None:
    with pytest.raises((FormError, CharterError)):
        read_draft(content)
    with pytest.raises(FormError):
        read_enrolments(content)


def test_enrolments_are_read_as_they_were_written() -> None:
    content = canon({"enrolments": [each.plain for each in ENROLLED[:2]], "form": ENROLMENTS_FORM})
    assert read_enrolments(content + b"\n") == ENROLLED[:2]


def test_a_successor_keeps_all_but_what_was_dropped_and_counts_on() -> None:
    drafted = successor_draft(charter(), LEAF, [], [fingerprint_of("OB", "voter")], [])
    assert (drafted.version, drafted.previous) == (1, LEAF)
    assert len(drafted.keys) == len(charter().keys) - 1
    assert drafted.witnessed_policy.judge(()).lacking == 4


def test_a_key_that_nobody_has_cannot_be_dropped() -> None:
    with pytest.raises(CharterError, match="The charter lists no key 0011223344556677"):
        successor_draft(charter(), LEAF, [], ["0011223344556677"], [])


def test_where_the_author_key_goes_the_reader_comes_with_a_proof_by_the_new_one() -> None:
    from holdfire.record.ed25519 import SigningKey

    fresh = SigningKey.from_seed(bytes(range(32)))
    author = enrolment("TR", "author", secret=fresh)
    public = reader("TR").public_key().public_bytes_raw()
    proof = fresh.sign(possession_text(ORIGIN, "TR", "reader", "x25519", public))
    again = Enrolment("TR", "reader", "x25519", public, proof)
    old = fingerprint_of("TR", "author")

    with pytest.raises(CharterError):
        successor_draft(charter(), LEAF, [author], [old], [])
    drafted = successor_draft(charter(), LEAF, [author, again], [old], [])
    assert [each.proof for each in drafted.with_role("reader", "TR")] == [proof]
    assert len(drafted.keys) == len(charter().keys)


def test_a_dropped_key_does_not_come_back_by_being_enrolled_again() -> None:
    old = fingerprint_of("OB", "voter")
    drafted = successor_draft(charter(), LEAF, [enrolment("OB", "voter")], [old], [])
    assert old not in {each.fingerprint for each in drafted.keys}
