"""The charter: who keeps the record, with which keys, and how many must agree to change that.

Entry 0 of a log is a charter; a later one holds only if enough guarantors of the charter before AND
enough of its own approved it (docs/record-format.md 4). So nobody who lost the first can take the log
over by the second, and nobody is made a guarantor without having signed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from holdfire.errors import CharterError, FormError, HoldfireError
from holdfire.record.note import COSIGNATURE_ED25519, COSIGNATURE_ML_DSA_44, ED25519, VerifierKey
from holdfire.record.policy import Policy, parse_policy
from holdfire.record.possession import Enrolment, check_distinct, check_possession, read_enrolment
from holdfire.record.profile import canon, parse_canonical

FORM = "holdfire/charter/v1"
RULES = {
    "decisions": "consensus of guarantors",
    "ed25519": "strict 1",
    "silence": "is not consent",
}
STANDINGS = ("guarantor", "party", "un", "observer")
ORIGIN = re.compile(r"[A-Za-z0-9._/:-]{1,200}")
PARTY = re.compile(r"[A-Z0-9-]{1,16}")
PARTIES_MAX, KEYS_MAX, SCHEMAS_MAX = 32, 256, 64
WITNESS_KINDS = {"ed25519": COSIGNATURE_ED25519, "ml-dsa-44": COSIGNATURE_ML_DSA_44}

_FIELDS = {
    "form", "keys", "origin", "parties", "policy", "previous", "rules", "schemas", "thresholds", "title",
    "version",
}  # fmt: skip
_HASH = re.compile(r"[0-9a-f]{64}")
_ANEW = "Draft it anew with holdfire record charter propose."


@dataclass(frozen=True, slots=True)
class Party:
    """Who keeps the record together: short name, name in full, and in what standing."""

    party: str
    name: str
    standing: str


@dataclass(frozen=True)
class Charter:
    """One version of the charter, in form and sound in itself; whether it holds, approvals say."""

    origin: str
    title: str
    version: int
    previous: str
    parties: tuple[Party, ...]
    keys: tuple[Enrolment, ...]
    joint: str
    witnessed: str
    mirrors: int
    charter_threshold: int
    redaction_threshold: int
    schemas: Mapping[str, str]

    @cached_property
    def guarantors(self) -> frozenset[str]:
        return frozenset(each.party for each in self.parties if each.standing == "guarantor")

    @cached_property
    def joint_policy(self) -> Policy:
        """Satisfied by the witnesses of all guarantors: no two honest ones can then differ."""
        return parse_policy(self.joint.encode())

    @cached_property
    def witnessed_policy(self) -> Policy:
        """Satisfied by the wider quorum, which is safe even where two of its members lie."""
        return parse_policy(self.witnessed.encode())

    @cached_property
    def host_vkey(self) -> VerifierKey:
        return VerifierKey(self.origin, ED25519, self._only("host").public)

    @cached_property
    def mirror_vkeys(self) -> dict[str, VerifierKey]:
        """Of each party that mirrors, the key its mirror cosigns with."""
        return {
            each.party: VerifierKey(mirror_name(self.origin, each.party), COSIGNATURE_ED25519, each.public)
            for each in self.with_role("mirror")
        }

    @cached_property
    def host_party(self) -> str:
        return self._only("host").party

    def with_role(self, role: str, party: str | None = None) -> tuple[Enrolment, ...]:
        return tuple(each for each in self.keys if each.role == role and party in (None, each.party))

    def party_named(self, party: str) -> Party | None:
        return next((each for each in self.parties if each.party == party), None)

    def _only(self, role: str) -> Enrolment:
        return self.with_role(role)[0]

    @property
    def plain(self) -> dict[str, Any]:
        """The charter as it is written and approved."""
        return {
            "form": FORM,
            "keys": [each.plain for each in self.keys],
            "origin": self.origin,
            "parties": [{"name": p.name, "party": p.party, "standing": p.standing} for p in self.parties],
            "policy": {"joint": self.joint, "mirrors": self.mirrors, "witnessed": self.witnessed},
            "previous": self.previous,
            "rules": dict(RULES),
            "schemas": dict(self.schemas),
            "thresholds": {"charter": self.charter_threshold, "redaction": self.redaction_threshold},
            "title": self.title,
            "version": self.version,
        }

    def approval_text(self) -> bytes:
        """What a guarantor signs to approve this charter."""
        return b"holdfire/charter/v1\n" + self.origin.encode() + b"\n" + canon(self.plain)


def witness_name(origin: str, party: str) -> str:
    """The key name under which a party's witness cosigns."""
    return f"{origin}/witness/{party}"


def mirror_name(origin: str, party: str) -> str:
    """The key name under which a party's mirror cosigns: another one, for it says more."""
    return f"{origin}/mirror/{party}"


def read_charter(fields: object, *, known_sound: bool = False) -> Charter:
    """The charter in these fields, if it is in form and sound; CharterError says what is wrong.

    `known_sound`: this node found it so before. The proof of each key is a signature, and its place in the
    curve's prime subgroup a long multiplication: a tenth of a second that no later look need spend again.
    """
    try:
        charter = _read(fields)
        if charter.plain != fields:
            raise FormError(
                "The charter's lists are not in their order, or a text is not as it must be.", _ANEW
            )
        if not known_sound:
            _check_sound(charter)
    except CharterError:
        raise
    except HoldfireError as cause:
        raise CharterError(f"The charter is not sound: {cause.what}", cause.advice) from cause
    return charter


def parse_charter(content: bytes) -> Charter:
    return read_charter(parse_canonical(content, "The charter"))


def _read(fields: Any) -> Charter:
    if type(fields) is not dict or fields.keys() != _FIELDS:
        raise FormError(f"A charter has exactly the keys {', '.join(sorted(_FIELDS))}.", _ANEW)
    shapes: dict[str, type] = {
        "form": str, "keys": list, "origin": str, "parties": list, "policy": dict, "previous": str,
        "rules": dict, "schemas": dict, "thresholds": dict, "title": str, "version": int,
    }  # fmt: skip
    if strange := [key for key, shape in shapes.items() if type(fields[key]) is not shape]:
        raise FormError(f"The charter's {', '.join(strange)} is not what it must be.", _ANEW)
    if fields["form"] != FORM or fields["rules"] != RULES:
        raise FormError("The charter is of another form, or its rules are not those of version 1.", _ANEW)
    policy, thresholds = fields["policy"], fields["thresholds"]
    if policy.keys() != {"joint", "mirrors", "witnessed"} or thresholds.keys() != {"charter", "redaction"}:
        raise FormError("The charter's policy or thresholds lack a key or have a strange one.", _ANEW)
    numbers = (policy["mirrors"], thresholds["charter"], thresholds["redaction"], fields["version"])
    if any(type(each) is not int or each < 0 for each in numbers):
        raise FormError("The charter's thresholds and version must be whole numbers.", _ANEW)
    if not all(type(policy[name]) is str for name in ("joint", "witnessed")):
        raise FormError("The charter's policies must be texts.", _ANEW)
    return Charter(
        origin=fields["origin"],
        title=fields["title"],
        version=fields["version"],
        previous=fields["previous"],
        parties=tuple(_party(each) for each in fields["parties"][: PARTIES_MAX + 1]),
        keys=tuple(read_enrolment(each) for each in fields["keys"][: KEYS_MAX + 1]),
        joint=policy["joint"],
        witnessed=policy["witnessed"],
        mirrors=policy["mirrors"],
        charter_threshold=thresholds["charter"],
        redaction_threshold=thresholds["redaction"],
        schemas=fields["schemas"],
    )


def _party(fields: Any) -> Party:
    if type(fields) is not dict or fields.keys() != {"name", "party", "standing"}:
        raise FormError("A party of the charter has exactly name, party and standing.", _ANEW)
    if not all(type(each) is str for each in fields.values()):
        raise FormError("A party of the charter is not written in texts.", _ANEW)
    return Party(fields["party"], fields["name"], fields["standing"])


def _check_sound(charter: Charter) -> None:
    for holds, what in _soundness(charter):
        if not holds:
            raise CharterError(f"The charter is not sound: {what}.", _ANEW)
    check_distinct(charter.keys)
    authors = charter.with_role("author")
    for each in charter.keys:
        check_possession(each, charter.origin, authors)
    _check_policies(charter)


def _soundness(charter: Charter) -> Iterable[tuple[bool, str]]:
    names = [each.party for each in charter.parties]
    guarantors = charter.guarantors
    yield ORIGIN.fullmatch(charter.origin) is not None, "its origin is no name a log can have"
    yield len(names) <= PARTIES_MAX and len(charter.keys) <= KEYS_MAX, "it has too many parties or keys"
    yield names == sorted(set(names)), "its parties are not in order, or one stands twice"
    yield all(PARTY.fullmatch(each) for each in names), "a party's short name is not 1 to 16 of A-Z 0-9 -"
    yield all(p.standing in STANDINGS for p in charter.parties), "a party has a standing that does not exist"
    yield bool(guarantors), "it has no guarantor"
    order = [(k.party, k.role, k.kind, k.public.hex()) for k in charter.keys]
    yield order == sorted(order), "its keys are not in order"
    yield all(k.party in names for k in charter.keys), "a key belongs to nobody among the parties"
    yield len(charter.with_role("host")) == 1, "it must have exactly one host key"
    yield all(charter.with_role("author", each) for each in guarantors), "a guarantor has no author key"
    yield (
        len({k.party for k in charter.with_role("mirror")}) == len(charter.with_role("mirror")),
        ("a party has two mirror keys"),
    )
    yield (
        len(guarantors) / 2 < charter.charter_threshold <= len(guarantors),
        ("its threshold is no majority of the guarantors, or more than all of them"),
    )
    yield (
        2 <= charter.redaction_threshold <= len(names),
        "fewer than two must approve a redaction, or more than it has parties",
    )
    yield (
        1 <= charter.mirrors < len(charter.with_role("mirror")),
        ("no other party would have to mirror, or more of them than have a mirror key"),
    )
    first = charter.version == 0
    yield (
        (charter.previous == "") if first else _HASH.fullmatch(charter.previous) is not None,
        ("`previous` is empty exactly in version 0, else a leaf hash"),
    )
    yield (
        len(charter.schemas) <= SCHEMAS_MAX
        and all(type(each) is str and _HASH.fullmatch(each) for each in charter.schemas.values()),
        "a schema is not named by its SHA-256",
    )


def _check_policies(charter: Charter) -> None:
    """Both policies speak of this log and of these parties' witness keys; `joint` of all guarantors."""
    enrolled = {
        (
            each.party,
            VerifierKey(f"{charter.origin}/witness/{each.party}", WITNESS_KINDS[each.kind], each.public),
        )
        for each in charter.with_role("witness")
    }
    for name, policy in (("joint", charter.joint_policy), ("witnessed", charter.witnessed_policy)):
        if [each.key for each in policy.logs] != [charter.host_vkey]:
            raise CharterError(f"The policy `{name}` names another log than the charter's host key.", _ANEW)
        if strange := {who for who in policy.witness_keys.items() if who not in enrolled}:
            named = ", ".join(sorted(who for who, _ in strange))
            raise CharterError(f"The policy `{name}` has witnesses that are not enrolled: {named}.", _ANEW)
    everybody = set(charter.joint_policy.witness_keys)
    needs_each = all(
        not charter.joint_policy.judge(everybody - {each}).complete for each in charter.guarantors
    )
    if not charter.joint_policy.judge(charter.guarantors).complete or not needs_each:
        raise CharterError("The policy `joint` is not exactly all guarantors.", _ANEW)
    wider = charter.witnessed_policy
    if 2 * wider.judge(()).lacking <= len(wider.witnesses):
        raise CharterError(
            "The policy `witnessed` is satisfied by half of its witnesses or fewer: then two histories could "
            "both be witnessed without anybody lying twice.",
            _ANEW,
        )
