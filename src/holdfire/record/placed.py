"""A leaf of a log that was proved, as the store of a copy keeps it: under its party's feed and number."""

from holdfire.errors import FormError
from holdfire.record.entry import read_leaf
from holdfire.record.storage.log_store import NewLeaf


def placed(leaf: bytes, position: int) -> NewLeaf:
    """The leaf under its feed and number. The log has committed to it, so one out of form is kept as well,
    under no party."""
    try:
        body = read_leaf(leaf).body
    except FormError:
        return NewLeaf("", position, leaf)
    return NewLeaf(body.party, body.seq, leaf)
