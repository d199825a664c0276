"""What the entries of a log amount to: keys in force, feeds, votes, outcomes, redactions, term.

Nothing here is asserted by anybody: whoever has the entries computes the same state (fold.py), and its
root (docs/record-format.md 6) is a number that two parties can compare over the telephone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from holdfire.record.charter import Charter
from holdfire.record.entry import Entry
from holdfire.record.profile import canon
from holdfire.record.tree import MemoryHashes, leaf_hash, root_of

Outcome: TypeAlias = Literal["open", "adopted", "no consensus", "lapsed", "void"]
Reason: TypeAlias = Literal[
    "form", "charter", "author", "role", "signature", "replay", "gap", "feed", "late", "double", "foreign",
    "text", "target", "approval", "time", "state",
]  # fmt: skip
Lookup: TypeAlias = Callable[[str], "tuple[int, Entry] | None"]
"""Gives the entry of that leaf hash with its index, if the log has it."""


@dataclass(slots=True)
class KeyStanding:
    """A key's duty, and from which to which index (both inclusive) it is in force; -1: still."""

    party: str
    role: str
    kind: str
    public: bytes
    since: int
    until: int = -1

    def in_force(self, index: int) -> bool:
        return self.since <= index and (self.until == -1 or index <= self.until)


@dataclass(slots=True)
class Feed:
    """Where a party's chain of entries stands: number of the next, leaf hash of the last."""

    next: int = 0
    last: str = ""


@dataclass(slots=True)
class Proposal:
    """A proposal and its outcome, which is computed from the votes and never asserted."""

    index: int
    party: str
    subject: str
    text: str
    deadline: int
    until: int
    charter: int
    votes: dict[str, str] = field(default_factory=dict)
    outcome: Outcome = "open"
    decided: int = -1


@dataclass(slots=True)
class Redaction:
    """Blobs of an entry to be deleted: by whom asked and approved, in force from which index, who did."""

    target: str
    blobs: tuple[str, ...]
    ground: str
    approvals: list[str]
    in_force: int = -1
    erased: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Breach:
    """An entry that stands in the log and counts for nothing, and which rule it breaks. `in_feed`: its
    number is used up all the same."""

    index: int
    reason: Reason
    what: str
    in_feed: bool = False


@dataclass(slots=True)
class State:
    """The state after `size` entries. `breaches` says which of them are void, and why."""

    origin: str = ""
    size: int = 0
    charter: Charter | None = None
    charter_leaf: str = ""
    history: list[tuple[int, bytes]] = field(default_factory=list)
    """Index and leaf of every charter's entry: checkpoints are judged by the charter of their size."""
    keys: dict[str, KeyStanding] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    feeds: dict[str, Feed] = field(default_factory=dict)
    acts: dict[tuple[str, str], int] = field(default_factory=dict)
    attests: dict[str, tuple[int, str]] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    latest: dict[str, str] = field(default_factory=dict)
    redactions: dict[str, Redaction] = field(default_factory=dict)
    time: int = 0
    term_until: int = 0
    term: Literal["none", "in force", "lapsed"] = "none"
    breaches: list[Breach] = field(default_factory=list)

    def feed(self, party: str) -> Feed:
        return self.feeds.get(party) or Feed()

    def as_map(self) -> dict[str, Any]:
        """The state as text keys and plain values, as the root commits to it."""
        told: dict[str, Any] = {
            "breaches": len(self.breaches),
            "term": {"state": self.term, "until": self.term_until},
            "time": self.time,
        }
        if self.charter is not None:
            told["charter"] = {"leaf": self.charter_leaf, "version": self.charter.version}
        told |= {f"acts/{party}/{act}": count for (party, act), count in self.acts.items()}
        told |= {
            f"attest/{party}": {"size": size, "state": root} for party, (size, root) in self.attests.items()
        }
        told |= {f"feed/{party}": {"last": f.last, "next": f.next} for party, f in self.feeds.items()}
        told |= {
            f"key/{name}": {"from": key.since, "party": key.party, "role": key.role, "until": key.until}
            for name, key in self.keys.items()
        }
        told |= {
            f"latest/{subject}": {"index": self.proposals[leaf].decided, "proposal": leaf}
            for subject, leaf in self.latest.items()
        }
        told |= {f"proposal/{leaf}": _proposal(each) for leaf, each in self.proposals.items()}
        told |= {f"redaction/{leaf}": _redaction(each) for leaf, each in self.redactions.items()}
        return told

    def root(self) -> bytes:
        """One hash for the whole state."""
        return root_of_map(self.as_map())


def root_of_map(told: Mapping[str, Any]) -> bytes:
    """The tree hash over `key\\n` and the canonical value, keys in ascending order of their bytes."""
    hashes = MemoryHashes()
    for key in sorted(told, key=str.encode):
        hashes.append(leaf_hash(key.encode() + b"\n" + canon(told[key])))
    return root_of(hashes, hashes.size)


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "decided": proposal.decided,
        "index": proposal.index,
        "outcome": proposal.outcome,
        "party": proposal.party,
        "subject": proposal.subject,
        "votes": dict(proposal.votes),
    }


def _redaction(redaction: Redaction) -> dict[str, Any]:
    return {
        "approvals": sorted(redaction.approvals),
        "erased": sorted(redaction.erased),
        "in_force": redaction.in_force,
        "target": redaction.target,
    }
