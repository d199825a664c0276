"""A lost host rebuilt: what a copy of the log must be held against before the log goes on from it.

The copy comes from any mirror, by the rounds of a node or in a bundle, and is verified as always. That is
not enough to sign: a mirror may be behind, and a log that goes on from an older tree shows two histories.
So the largest checkpoint is sought that any witness ever cosigned (tlog-witness keeps it), and only a copy
that holds all of it becomes the log.
"""

from collections.abc import Collection, Mapping
from hashlib import sha256

from holdfire.errors import RegressionError
from holdfire.record.charter import Charter
from holdfire.record.checkpoint import check_log_signature, parse_checkpoint
from holdfire.record.node import Node
from holdfire.record.storage.heads import Head


def witness_prefix(origin: str) -> str:
    """Under which prefix a party's node shows what its witness cosigned last (tlog-witness, monitoring)."""
    return f"/witness/{sha256(origin.encode()).hexdigest()}"


def promote(node: Node, latest: Mapping[str, bytes | None], lost: Collection[str] = ()) -> Head:
    """Let this copy be the host's: moves the head in the second store, so that the host's key may sign.

    `latest` is what the witness of each party cosigned last, None where it never did. `lost` are parties
    whose witness cannot be asked any more, by agreement: they must be too few to have witnessed alone.
    Raises RegressionError, and moves nothing, where a witness was not asked or the copy is behind one;
    ForkError, its evidence set aside, where the copy is of another history.
    """
    _require_all(node.charter, latest, lost)
    size, ahead = node.log.size, ""
    for party, note in sorted(latest.items()):
        if note is None:
            continue
        signed = parse_checkpoint(note)
        check_log_signature(signed, node.charter.host_vkey)
        if signed.checkpoint.size <= node.log.size:
            node.keep_note(note)
        elif signed.checkpoint.size > size:
            size, ahead = signed.checkpoint.size, party
    if ahead:
        raise RegressionError(
            f"The witness of {ahead} cosigned {size} entries, and this copy has {node.log.size}.",
            f"Sign nothing. Fetch the log from the mirror of {ahead}, or take over its bundle.",
        )
    return _moved(node)


def _require_all(charter: Charter, latest: Mapping[str, bytes | None], lost: Collection[str]) -> None:
    parties = {each.party for each in charter.with_role("witness")}
    if unasked := sorted(parties - latest.keys() - set(lost)):
        raise RegressionError(
            f"The witnesses of {', '.join(unasked)} were not asked what they cosigned last.",
            "One of them may have signed more than this copy has: ask each, by any path.",
        )
    keys = {each.public for each in charter.with_role("witness") if each.party in lost}
    policy = charter.witnessed_policy
    if policy.judge([name for name, key in policy.witness_keys.items() if key.public in keys]).complete:
        raise RegressionError(
            f"The witnesses of {', '.join(sorted(lost))} could have witnessed a checkpoint by themselves.",
            "Too few are left to tell how far the log went: find one of them.",
        )


def _moved(node: Node) -> Head:
    origin = node.settings.origin
    old = node.heads.head(origin)
    size, root = node.log.head()
    if size < old.size or node.log.root(old.size) != old.root:
        raise RegressionError(
            f"This machine vouched for {old.size} entries of {origin} that the copy does not have.",
            "Sign nothing. Fetch the log from a mirror that has them.",
        )
    return node.heads.compare_and_swap(origin, old.size, old.root, size, root, b"")
