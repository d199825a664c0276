"""Bringing a mirror up to date: the bodies of add-entries from a copy of the log, and what answers mean.

Each request carries at most 32 packages and a bounded number of bytes, and always one package at least.
After a 202 or a 409 one goes on where the mirror says it is (c2sp.org/tlog-mirror, add-entries).
"""

from collections.abc import Callable
from dataclasses import dataclass

from holdfire.errors import TransportError
from holdfire.record.mirror import Copy
from holdfire.record.note import NoteSignature
from holdfire.record.subtree import prove_subtree_consistency
from holdfire.record.wire import (
    Answer,
    MirrorState,
    Package,
    UploadHead,
    parse_mirror_state,
    parse_signatures,
)

PACKAGES_MAX = 32
"""Packages in one request: what the specification asks of clients."""

BODY_BYTES_MAX = 32 * 1024 * 1024
"""After so many bytes no further package is begun; a mirror takes 64 MiB a request."""

_STALLS_MAX = 4


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The mirror's signature lines (unverified) over the checkpoint of that size."""

    size: int
    signatures: tuple[NoteSignature, ...]


def upload_body(
    copy: Copy,
    origin: str,
    wanted: MirrorState,
    packages_max: int = PACKAGES_MAX,
    bytes_max: int = BODY_BYTES_MAX,
) -> bytes:
    """The body that brings the entries from `wanted.next_entry` on, with proofs for `wanted.size`.

    ProofError if the copy does not reach as far.
    """
    head = UploadHead(origin.encode(), wanted.next_entry, wanted.size, wanted.ticket)
    pieces = [head.to_bytes()]
    total = 0
    reader = copy.reader()
    for count, span in enumerate(head.packages()):
        if count and (count >= packages_max or total >= bytes_max):
            break
        proof = prove_subtree_consistency(reader, span.base, span.end, wanted.size)
        pieces.append(Package(tuple(copy.leaves(span.start, span.end)), tuple(proof)).to_bytes())
        total += len(pieces[-1])
    return b"".join(pieces)


def upload(
    copy: Copy,
    origin: str,
    size: int,
    start: int,
    send: Callable[[bytes], Answer],
    who: str = "the mirror",
) -> Uploaded:
    """Bring the mirror up to the checkpoint of `size`, which was put to it by add-checkpoint before.

    `start` is where we believe it to be. If it waits for another checkpoint than ours, that one is
    served: look at the size in the result. TransportError where it refuses, is ahead of our copy, or
    does not get on; whatever it has taken stays there, and one can begin again.
    """
    state = MirrorState(size, min(start, size))
    reached, stalls = -1, 0
    while stalls <= _STALLS_MAX:
        answer = send(upload_body(copy, origin, state))
        if answer.status == 200:
            return Uploaded(state.size, parse_signatures(answer.body))
        if answer.status not in (202, 409):
            raise TransportError(
                f"{who} refused entries {state.next_entry} to {state.size} of {origin} with status "
                f"{answer.status}: {answer.body[:300].decode('utf-8', 'replace').strip()}",
                "A 422 means that it holds another history, or no checkpoint yet: compare checkpoints.",
            )
        state = parse_mirror_state(answer.body)
        if state.size > copy.size:
            raise TransportError(
                f"{who} waits for {state.size} entries of {origin}, and this copy has {copy.size}.",
                "Fetch the log first, then bring the mirror up to date again.",
            )
        if state.next_entry > state.size:
            raise TransportError(
                f"{who} says that it lacks entry {state.next_entry} of a tree of {state.size}.",
                "Its answer makes no sense: tell its party.",
            )
        stalls = 0 if state.next_entry > reached else stalls + 1
        reached = max(reached, state.next_entry)
    raise TransportError(
        f"{who} stays at entry {reached} of {origin}, whatever it is sent.",
        "Look at its disk and its log of errors; then begin again.",
    )
