"""Votes and proposals that stand in the log and count for nothing: late, double, foreign, on another text.

A node refuses them before they are signed. Who did not know yet of another's vote, or runs other software,
can still hand one in; it is void by the record's own rules, and whoever looks at the decision is to see it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfire.errors import FormError
from holdfire.mission.centre.gathering import Centre
from holdfire.record.entry import read_leaf


@dataclass(frozen=True, slots=True)
class VoidBallot:
    """`proposal` is the leaf hash of the proposal that a vote names; None of a proposal that is void itself.
    `rule` is the record's word for the rule it breaks."""

    ref: str
    party: str
    rule: str
    what: str
    proposal: str | None


def void_ballots(centre: Centre) -> Iterator[VoidBallot]:
    """Every one of them, in the log's order."""
    if centre.node is None:
        return
    for breach in centre.node.state.breaches:
        leaf = centre.node.log.leaf(breach.index)
        try:
            entry = read_leaf(leaf)
        except FormError:
            continue  # no entry at all: `holdfire record log` tells of it
        body = entry.body
        if body.type not in ("vote", "proposal"):
            continue
        party = centre.name_of(body.party)
        said = str(body.content.get("vote", "a vote")) if body.type == "vote" else "a proposal"
        target = body.refs[0] if body.type == "vote" and body.refs else None
        what = f"{said} by {party} is void: {breach.what}."
        yield VoidBallot(entry.hash, party, str(breach.reason), what, target)
