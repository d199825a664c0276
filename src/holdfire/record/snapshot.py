"""A state kept between two runs, so that opening a large log need not fold it from its first entry.

It is bound to the size and root of the tree it was folded from, to its own state root, and, since that
does not cover every field (no key's bytes), to a SHA-256 of its own in the first line. A snapshot
that does not fit is not mended but thrown away: the fold is the truth.
"""

from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from holdfire.errors import HoldfireError
from holdfire.record.entry import read_leaf
from holdfire.record.profile import canon, parse_canonical
from holdfire.record.rulings.charters import chartered_before
from holdfire.record.state import Breach, Feed, KeyStanding, Proposal, Redaction, State
from holdfire.record.storage.durable_files import read_whole, write_whole

FORM = "holdfire/snapshot/v1"
BYTES_MAX = 256 * 1024 * 1024


def keep_snapshot(path: Path, state: State, tree_root: bytes) -> None:
    """Write the state folded from the tree of that root; it must have a charter."""
    told = {
        "acts": [[party, act, count] for (party, act), count in sorted(state.acts.items())],
        "attests": [[party, size, root] for party, (size, root) in sorted(state.attests.items())],
        "breaches": [[b.index, b.reason, _plain(b.what), b.in_feed] for b in state.breaches],
        "charters": [[index, leaf.decode()] for index, leaf in state.history],
        "feeds": {party: asdict(feed) for party, feed in state.feeds.items()},
        "form": FORM,
        "keys": {name: asdict(key) | {"public": key.public.hex()} for name, key in state.keys.items()},
        "latest": [[subject, leaf] for subject, leaf in sorted(state.latest.items())],
        "origin": state.origin,
        "proposals": {leaf: asdict(each) for leaf, each in state.proposals.items()},
        "redactions": {
            leaf: asdict(each) | {"blobs": list(each.blobs), "erased": sorted(each.erased)}
            for leaf, each in state.redactions.items()
        },
        "revoked": sorted(state.revoked),
        "size": state.size,
        "state_root": state.root().hex(),
        "term": state.term,
        "term_until": state.term_until,
        "time": state.time,
        "tree_root": tree_root.hex(),
    }
    content = canon(told)
    write_whole(path, sha256(content).hexdigest().encode() + b"\n" + content)


def kept_snapshot(path: Path, root_at: Any) -> State | None:
    """The state kept there, if it belongs to this log: `root_at(size)` gives the log's root, or None where
    the log is smaller. None where there is no snapshot or it does not fit; then fold from the start."""
    try:
        content = read_whole(path, BYTES_MAX)
        if content is None:
            return None
        written, _, content = content.partition(b"\n")
        if sha256(content).hexdigest().encode() != written:
            return None
        told = parse_canonical(content, "The snapshot")
        if told["form"] != FORM or root_at(told["size"]) != bytes.fromhex(told["tree_root"]):
            return None
        state = _state(told)
        return state if state.root().hex() == told["state_root"] else None
    except (HoldfireError, AttributeError, KeyError, TypeError, ValueError):
        return None


def _state(told: dict[str, Any]) -> State:
    history = [(index, leaf.encode()) for index, leaf in told["charters"]]
    entry = read_leaf(history[-1][1])
    charter = chartered_before(entry)
    return State(
        origin=told["origin"],
        size=told["size"],
        charter=charter,
        charter_leaf=entry.hash,
        history=history,
        keys={
            name: KeyStanding(**{**each, "public": bytes.fromhex(each["public"])})
            for name, each in told["keys"].items()
        },
        revoked=set(told["revoked"]),
        feeds={party: Feed(**each) for party, each in told["feeds"].items()},
        acts={(party, act): count for party, act, count in told["acts"]},
        attests={party: (size, root) for party, size, root in told["attests"]},
        proposals={leaf: Proposal(**each) for leaf, each in told["proposals"].items()},
        latest=dict(told["latest"]),
        redactions={
            leaf: Redaction(**{**each, "blobs": tuple(each["blobs"]), "erased": set(each["erased"])})
            for leaf, each in told["redactions"].items()
        },
        time=told["time"],
        term_until=told["term_until"],
        term=told["term"],
        breaches=[Breach(*each) for each in told["breaches"]],
    )


def _plain(text: str) -> str:
    """What was objected to may quote any letters; the snapshot keeps them by their numbers."""
    return text.encode("ascii", "backslashreplace").decode()
