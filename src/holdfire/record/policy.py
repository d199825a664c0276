"""Policies (c2sp.org/tlog-policy): which logs one trusts, and whose cosignatures make a quorum.

A policy file has lines `log`, `witness`, `group` and exactly one `quorum`. A name stands in at most one
group, so each witness counts in one way only. Stricter than the specification: no public key stands
twice anywhere, also not once as log and once as witness, and the last line ends in a line end.

Names are octets. They are held as text (UTF-8 with surrogateescape), in which two names are equal if and
only if their octets are; a name of other octets than UTF-8 is to be shown with repr().
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from holdfire.errors import FormError, KeyRefusedError, SignatureError
from holdfire.record.checkpoint import SignedCheckpoint
from holdfire.record.cosignature import COSIGNATURE_KINDS, Cosignature, check_cosignatures
from holdfire.record.note import ED25519, VerifierKey, parse_vkey, signatures_by

POLICY_BYTES_MAX = 256 * 1024
LINES_MAX = 64
"""How many logs, how many witnesses and how many groups a policy may name."""

NOBODY = "none"
"""The quorum that asks for no cosignature; no witness or group can have this name."""

_FOREIGN_OCTET = re.compile(rb"[^\t\n\x20-\x7e\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Log:
    """A log one trusts. The name of its key is its origin."""

    key: VerifierKey
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness under the name that this policy gives it; its key has a name of its own."""

    name: str
    key: VerifierKey
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Witnesses and groups, `needed` of which make the group a witness."""

    name: str
    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Countersigning:
    """Who countersigned, and what is still wanting for the quorum.

    `lacking` is the smallest number of further witnesses that would complete it; `missing` names those
    that could be among them; `reasons` says it in words, group by group.
    """

    quorum: str
    signed: frozenset[str]
    missing: frozenset[str]
    lacking: int
    reasons: tuple[str, ...]
    cosignatures: tuple[Cosignature, ...] = ()

    @property
    def complete(self) -> bool:
        return self.lacking == 0

    @property
    def times(self) -> dict[str, int]:
        """When each witness says that it signed, in seconds since 1970."""
        return {cosignature.name: cosignature.time for cosignature in self.cosignatures}


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy that holds together, as parse_policy makes it."""

    logs: tuple[Log, ...]
    witnesses: tuple[Witness, ...]
    groups: tuple[Group, ...]
    quorum: str

    @property
    def witness_keys(self) -> Mapping[str, VerifierKey]:
        return {witness.name: witness.key for witness in self.witnesses}

    def judge(self, cosigned: Collection[str], cosignatures: tuple[Cosignature, ...] = ()) -> Countersigning:
        """Whether these witnesses, by their names in this policy, make the quorum. Other names count
        for nothing, and so does a group's name: only witnesses sign."""
        signed = frozenset(cosigned) & self.witness_keys.keys()
        lacking = {witness.name: int(witness.name not in signed) for witness in self.witnesses}
        wanted = {name: frozenset([name] if short else []) for name, short in lacking.items()}
        why: dict[str, tuple[str, ...]] = dict.fromkeys(lacking, ())
        for group in self.groups:
            open_members = [name for name in group.members if lacking[name]]
            still = group.needed - (len(group.members) - len(open_members))
            # A name is in one group only, so the cheapest members can be counted one by one.
            lacking[group.name] = sum(sorted(lacking[name] for name in open_members)[: max(still, 0)])
            unmet = open_members if still > 0 else []
            wanted[group.name] = frozenset().union(*(wanted[name] for name in unmet))
            own = (f"{group.name!r} needs {still} more of {', '.join(map(repr, unmet))}.",) if unmet else ()
            why[group.name] = own + tuple(reason for name in unmet for reason in why[name])
        if self.quorum == NOBODY:
            return Countersigning(NOBODY, signed, frozenset(), 0, (), cosignatures)
        reasons = why[self.quorum]
        if self.quorum in self.witness_keys and lacking[self.quorum]:
            reasons = (f"{self.quorum!r} has not cosigned.",)
        return Countersigning(
            self.quorum, signed, wanted[self.quorum], lacking[self.quorum], reasons, cosignatures
        )


def judge_checkpoint(policy: Policy, signed: SignedCheckpoint) -> Countersigning:
    """The quorum under this checkpoint, every signature by a known key verified.

    Raises SignatureError if none of the policy's logs of that origin signed it, or if a signature of
    the log or of a known witness fails. A quorum that is not complete is told, not raised.
    """
    origin = signed.checkpoint.origin
    keys = [log.key for log in policy.logs if log.key.name == origin]
    if not keys:
        raise SignatureError(
            f"The policy lists no log {origin!r}.", "Use the policy of this log, or refuse the checkpoint."
        )
    signatures_by(signed.note, keys)
    cosignatures = tuple(check_cosignatures(signed, policy.witness_keys))
    return policy.judge([cosignature.name for cosignature in cosignatures], cosignatures)


def parse_policy(content: bytes) -> Policy:
    """The policy in this file; FormError or KeyRefusedError names the first line that is wrong."""
    if len(content) > POLICY_BYTES_MAX:
        raise FormError(
            f"The policy has {len(content)} bytes; the limit is {POLICY_BYTES_MAX}.", "Shorten its comments."
        )
    if found := _FOREIGN_OCTET.search(content):
        at = content.count(b"\n", 0, found.start()) + 1
        raise _fault(at, f"holds the control character 0x{found[0][0]:02x}", "Use only tabs and line ends.")
    if not content.endswith(b"\n"):
        raise FormError("The last line of the policy has no line end.", "Get the whole file.")
    draft = _Draft()
    for number, line in enumerate(content.split(b"\n")[:-1], start=1):
        words = [word.decode("utf-8", "surrogateescape") for word in re.split(rb"[ \t]+", line.strip(b" \t"))]
        if words[0] and not words[0].startswith("#"):
            draft.add(number, words)
    if draft.quorum is None:
        raise FormError(
            "The policy has no quorum line.", 'End it with "quorum" and a name, or "quorum none".'
        )
    return Policy(tuple(draft.logs), tuple(draft.witnesses), tuple(draft.groups), draft.quorum)


@dataclass(slots=True)
class _Draft:
    """A policy while its lines are read."""

    logs: list[Log] = field(default_factory=list)
    witnesses: list[Witness] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    quorum: str | None = None
    named: set[str] = field(default_factory=set)
    grouped: set[str] = field(default_factory=set)
    keys: dict[bytes, int] = field(default_factory=dict)

    def add(self, number: int, words: list[str]) -> None:
        match words:
            case ["log", vkey, *url] if len(url) <= 1:
                self._room(number, "logs", self.logs)
                self.logs.append(Log(self._key(number, vkey, frozenset({ED25519})), *url))
            case ["witness", name, vkey, *url] if len(url) <= 1:
                self._room(number, "witnesses", self.witnesses)
                self._define(number, name)
                self.witnesses.append(Witness(name, self._key(number, vkey, COSIGNATURE_KINDS), *url))
            case ["group", name, threshold, *members] if members:
                self._room(number, "groups", self.groups)
                self._join(number, members)
                self._define(number, name)
                self.groups.append(Group(name, _needed(number, threshold, len(members)), tuple(members)))
            case ["quorum", name]:
                if self.quorum is not None:
                    raise _fault(number, "is a second quorum line", "Keep exactly one.")
                if name != NOBODY and name not in self.named:
                    raise _fault(
                        number, f"names {name!r}, which no line before it defines", "Define it above."
                    )
                self.quorum = name
            case _:
                raise _fault(
                    number,
                    f"is no line of a policy: {' '.join(words)[:60]!r}",
                    "Write log, witness, group or quorum with what belongs to it, or # for a comment.",
                )

    def _room(self, number: int, what: str, taken: Collection[object]) -> None:
        if len(taken) >= LINES_MAX:
            raise _fault(number, f"is one too many: {LINES_MAX} {what} are allowed", "Take some out.")

    def _define(self, number: int, name: str) -> None:
        if name == NOBODY or name in self.named:
            raise _fault(number, f"defines {name!r}, which is defined already", "Give it another name.")
        self.named.add(name)

    def _join(self, number: int, members: list[str]) -> None:
        for name in members:
            if name not in self.named:
                raise _fault(number, f"names {name!r}, which no line before it defines", "Define it above.")
            if name in self.grouped:
                raise _fault(
                    number, f"names {name!r}, which is in a group already", "A name may be in one group only."
                )
            self.grouped.add(name)

    def _key(self, number: int, vkey: str, kinds: frozenset[int]) -> VerifierKey:
        try:
            key = parse_vkey(vkey)
        except KeyRefusedError as cause:
            raise KeyRefusedError(f"Line {number} of the policy: {cause.what}", cause.advice) from cause
        except FormError as cause:
            raise FormError(f"Line {number} of the policy: {cause.what}", cause.advice) from cause
        if key.kind not in kinds:
            fit = " or ".join(f"{kind:#04x}" for kind in sorted(kinds))
            raise KeyRefusedError(
                f"Line {number} of the policy has a key of type {key.kind:#04x}.", f"Here it must be {fit}."
            )
        if (before := self.keys.setdefault(key.public, number)) != number:
            raise KeyRefusedError(
                f"Line {number} of the policy has the same public key as line {before}.",
                "Whoever holds one key counts once: take one line out.",
            )
        return key


def _needed(number: int, threshold: str, members: int) -> int:
    if threshold in ("all", "any"):
        return members if threshold == "all" else 1
    if not re.fullmatch(r"[1-9][0-9]{0,3}", threshold) or int(threshold) > members:
        raise _fault(
            number, f"asks for {threshold[:20]!r} of {members}", f"Write all, any or 1 to {members}."
        )
    return int(threshold)


def _fault(number: int, what: str, advice: str) -> FormError:
    return FormError(f"Line {number} of the policy {what}.", advice)
