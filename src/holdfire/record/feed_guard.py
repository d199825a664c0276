"""Guarding one's own feed: a restored backup must not make an honest party contradict itself.

The number and hash of the last entry signed are also kept in the store of heads, which may lie on another
disk. Where the outbox ends before them it is an old copy, and what it would sign next would carry a number
that was given before: an equivocation, which convicts its author.
"""

from holdfire.errors import FeedError
from holdfire.record.state import Feed
from holdfire.record.storage.heads import HeadStore


def head_name(origin: str, party: str) -> str:
    """Under which name the store of heads keeps the end of a party's feed."""
    return f"{origin}/feed/{party}"


def require_newest(heads: HeadStore, name: str, feed: Feed) -> None:
    """Raise FeedError where more was signed here than the outbox has."""
    known = heads.head(name)
    here = bytes.fromhex(feed.last) if feed.last else known.root
    if known.size > feed.next or (known.size == feed.next and known.root != here):
        raise FeedError(
            f"This outbox ends with number {feed.next - 1} of its feed, and number {known.size - 1} was "
            "signed on this device before: it is an old copy.",
            "Sync or import first, since the log may have what is missing; else restore the newest outbox. "
            "Signing a number twice would be evidence against your own party.",
        )


def note_signed(heads: HeadStore, name: str, feed: Feed) -> None:
    """Note where the feed ends now. It is noted after the entry is on disk: a crash between the two leaves
    the outbox ahead, which is no harm."""
    known = heads.head(name)
    heads.compare_and_swap(name, known.size, known.root, feed.next, bytes.fromhex(feed.last), b"")
