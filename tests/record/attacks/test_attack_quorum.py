"""Attack 13: a checkpoint that looks countersigned by more than signed it."""

from collections.abc import Callable

import pytest
from cast import (
    NOON,
    ORIGIN,
    QUORUM,
    Log,
    Scribe,
    charter,
    enrolment,
    in_order,
    key,
    policy,
)
from court import Court, charters_of, log_at, verifier
from laptops import Laptop

from holdfire.errors import (
    KeyRefusedError,
    RecordError,
    SignatureError,
)
from holdfire.record.charter import read_charter, witness_name
from holdfire.record.checkpoint import parse_checkpoint
from holdfire.record.cosignature import cosign
from holdfire.record.ed25519 import SigningKey
from holdfire.record.evidence import padding_evidence
from holdfire.record.node import Draft
from holdfire.record.note import Note, NoteSignature
from holdfire.record.policy import parse_policy
from holdfire.record.standing import judged


def line(
    log: Log, party: str, signer: SigningKey | None = None, at: int = NOON, size: int | None = None
) -> NoteSignature:
    """A cosignature in that party's name, by that key, over the checkpoint of that size (now)."""
    told = parse_checkpoint(log.checkpoint(size)).checkpoint
    return cosign(told, witness_name(ORIGIN, party), signer or key(party, "witness"), at)


def under(log: Log, *lines: NoteSignature) -> bytes:
    signed = parse_checkpoint(log.checkpoint())
    return Note(signed.note.text, signed.note.signatures + lines).to_bytes()


PADDED: dict[str, Callable[[Log], bytes]] = {
    "one cosigner four times": lambda log: under(log, *(line(log, "RU", at=NOON + n) for n in range(4))),
    "one line four times": lambda log: under(log, *[line(log, "RU")] * 4),
    "keys that nobody enrolled": lambda log: under(
        log, line(log, "RU"), *(line(log, each, key(each, "another")) for each in ("TR", "IR", "UN", "OB"))
    ),
    "keys of another duty": lambda log: under(
        log, *(line(log, each, key(each, "mirror")) for each in QUORUM)
    ),
    "names of strangers": lambda log: under(log, line(log, "RU"), *(line(log, f"X{n}") for n in range(9))),
}


@pytest.mark.parametrize("way", PADDED)
def test_a_padded_checkpoint_is_no_quorum(laptops: dict[str, Laptop], court: Court, way: str) -> None:
    """13: it is told as not countersigned, moves no time, and the padding itself is evidence."""
    log = log_at(laptops["UN"].node)
    note = PADDED[way](log)
    told = judged(note, charter())
    assert (told.witnessed.complete, told.joint.complete) == (False, False)
    with pytest.raises(RecordError, match=r"refused \(time\): its checkpoint is not witnessed"):
        laptops["TR"].enter(Draft("time", {"checkpoint": note.decode()}))
    for named in ("witnessed", "joint"):
        evidence = padding_evidence(note, named, charters_of(log))
        assert "not countersigned" in court.confirms(evidence, "padding", log.leaves[0]).what
    log.add(log.scribe("TR").time(note))
    court.finds_void(log, 1, "time")


@pytest.mark.parametrize("size", [None, 3], ids=["a forged line", "a line of an older checkpoint"])
def test_a_line_in_a_known_name_that_does_not_fit_condemns_the_note(court: Court, size: int | None) -> None:
    """13: a cosignature moved from an older checkpoint, or made up, under a genuine key's name."""
    log = Log().fill(6)
    right = line(log, "TR", size=size)
    bent = NoteSignature(right.name, right.key_id, right.signature[:-1] + bytes([right.signature[-1] ^ 1]))
    note = under(log, line(log, "RU"), line(log, "IR"), bent if size is None else right)
    with pytest.raises(SignatureError, match="does not fit the note"):
        judged(note, charter())
    evidence = padding_evidence(note, "witnessed", charters_of(log))
    assert "forgery" in court.confirms(evidence, "padding", log.leaves[0]).what


def test_an_old_time_moves_no_deadline_back(laptops: dict[str, Laptop]) -> None:
    """13: a checkpoint cosigned long ago is genuine; proved time goes on only."""
    log = Log().fill(4)
    log.add(log.scribe("RU").time(log.cosigned(times=NOON + 90_000)))
    log.add(log.scribe("TR").time(log.cosigned(times=NOON - 90_000)))
    assert (log.state().time, log.state().breaches) == (NOON + 90_000, [])


def test_one_key_under_two_names_is_refused_in_policies_and_charters() -> None:
    """13: no policy, and no charter, in which somebody counts twice. There is nothing to convict by: both
    verifiers refuse the file itself."""
    text = policy(("RU", "TR", "IR"), "2")
    lines = text.splitlines()
    lines[2] = lines[1].replace("witness RU", "witness TR")
    twice = "\n".join(lines) + "\n"
    with pytest.raises(KeyRefusedError, match="same public key as line 2"):
        parse_policy(twice.encode())
    with pytest.raises(verifier().Refused, match="one key twice"):
        verifier().Policy(twice, "the policy")
    shared = [each for each in charter().keys if (each.party, each.role) != ("TR", "witness")]
    shared.append(enrolment("TR", "witness", secret=key("RU", "witness")))
    bad = charter(keys=in_order(shared))
    leaf = Scribe("RU").charter(bad)
    with pytest.raises(RecordError, match=r"One key .* is enrolled for RU as witness and for TR as witness"):
        read_charter(bad.plain)
    with pytest.raises(verifier().Refused):
        verifier().read_charter(leaf, "the charter")
