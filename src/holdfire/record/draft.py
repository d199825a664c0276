"""What an entry is to say before it has its place in a feed."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from holdfire.record.canonical import Plain, canonical
from holdfire.record.entry import Body
from holdfire.record.key_file import KeyCard, Randomness
from holdfire.record.state import Feed


@dataclass(frozen=True, slots=True)
class Draft:
    """What an entry is to say; party, number, predecessor and time are the node's to add."""

    type: str
    content: Mapping[str, Any]
    refs: tuple[str, ...] = ()
    blobs: tuple[bytes, ...] = ()
    named: tuple[str, ...] = ()
    """Blobs that are kept already, by their SHA-256."""
    digests: tuple[str, ...] = ()
    label: str = ""
    """What it stands for in the product; kept beside the entry, not in it."""

    def body(self, key: KeyCard, feed: Feed, seen: tuple[int, str], now: int) -> Body:
        """The body that follows `feed`; `now` is our clock in seconds."""
        files = (*self.named, *(sha256(blob).hexdigest() for blob in self.blobs))
        return Body(
            party=key.party,
            key=key.fingerprint,
            seq=feed.next,
            prev=feed.last,
            type=self.type,
            content=self.content,
            t_claimed=now,
            seen=seen,
            refs=self.refs,
            blobs=tuple(sorted(set(files))),
            digests=tuple(sorted(self.digests)),
        )


def act_draft(
    act: str,
    at: str,
    content: Mapping[str, Plain],
    randomness: Randomness,
    public: bool = False,
    files: tuple[bytes, ...] = (),
    label: str = "",
) -> Draft:
    """What the product did. What it says stands in a blob with a salt, so that it can be erased and not be
    guessed from its hash; `files` are further blobs that it speaks of."""
    particulars = canonical({"act": act, "at": at, "content": dict(content), "salt": randomness(16).hex()})
    told = {"act": act, "particulars": sha256(particulars).hexdigest(), "public": public}
    return Draft("act", told, blobs=(particulars, *files), label=label)
