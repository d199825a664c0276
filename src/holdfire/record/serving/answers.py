"""How an error of the record is answered over HTTP: one table from named errors to statuses.

What a caller sent may be named in an answer, since it has it already. What is ours, such as paths on this
disk, is not: a fault of the disk is told in fixed words.
"""

from holdfire.errors import (
    AuthorityError,
    CharterError,
    EquivocationError,
    FeedError,
    FormError,
    HoldfireError,
    KeyRefusedError,
    SignatureError,
    StorageError,
    TransportError,
)
from holdfire.record.storage.group_commit import BusyError
from holdfire.record.wire import Answer, told

RETRY_S = 5
"""After how many seconds a caller may try again where too many wait."""

STATUSES: tuple[tuple[type[HoldfireError], int], ...] = (
    (FormError, 400),
    (AuthorityError, 403),
    (SignatureError, 403),
    (KeyRefusedError, 403),
    (CharterError, 403),
    (FeedError, 409),
    (EquivocationError, 409),
    (BusyError, 503),
    (StorageError, 503),
    (TransportError, 503),
    (HoldfireError, 422),
)
"""The first that fits counts (docs/record-format.md 12)."""

_BUSY = "Too many entries wait here. Keep yours, and send it again later."
_STOPPED = "A disk of this node failed, and it has stopped. Keep what you sent; try another node."
_BEHIND = "This node could not reach another one that it needed. Try again later, or another node."


def refused(fault: HoldfireError) -> Answer:
    """The answer to a call that ended in this error."""
    status = next(status for kind, status in STATUSES if isinstance(fault, kind))
    if isinstance(fault, BusyError):
        answer = told(status, _BUSY)
        return Answer(status, answer.content_type, answer.body, (("Retry-After", str(RETRY_S)),))
    if isinstance(fault, StorageError):
        return told(status, _STOPPED)
    if isinstance(fault, TransportError):
        return told(status, _BEHIND)
    return told(status, str(fault))
