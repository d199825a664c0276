"""The tree that a bundle brings: its entries, its tiles and its checkpoint, held against each other.

All of it is proved before anything is relied on: the entries give the tiles of level 0, each full tile
gives a hash of the tile above it, and the whole gives the root that the log signed. Of the hashes of
entries only those are kept that proofs at the sizes asked for will need: the rest would be too many.
"""

from hashlib import sha256

from holdfire.errors import BundleError, FormError
from holdfire.record.bundle import Member, Span
from holdfire.record.bundle_tar import NOTHING_TAKEN
from holdfire.record.checkpoint import Checkpoint
from holdfire.record.tile_names import WIDTH, entries_path, tile_path
from holdfire.record.tiles import TileReader, unpack_bundle
from holdfire.record.tree import HASH_BYTES, leaf_hash, perfect_root, root_of


class BundleTree:
    """Filled member by member in the order of the bundle; `check` at its end. Roots and proofs can be asked
    at the size of the bundle and at those told to `keep` before the entries came."""

    def __init__(self, span: Span) -> None:
        self.span = span
        self.digests: dict[int, bytes] = {}
        """SHA-256 of each file of entries, by its number: a second reading is compared with the first."""
        self._rows: dict[int, bytes] = {}
        """SHA-256 of the hashes of each file of entries."""
        self._roots: dict[tuple[int, int], bytes] = {}
        """The root over each full tile, by level and number."""
        self._tiles: dict[tuple[int, int], bytes] = {}
        self._wanted: set[int] = set()
        self.keep(span.size)

    def keep(self, size: int) -> None:
        """Roots and proofs at that size will be asked for."""
        self._wanted.update((size // WIDTH, max(0, size - 1) // WIDTH))

    def add_entries(self, member: Member) -> list[bytes]:
        """The leaves of a file of entries, once their number is right."""
        try:
            leaves = unpack_bundle(member.content, member.width)
        except FormError as cause:
            raise BundleError(f"In the member {member.name}: {cause.what}", NOTHING_TAKEN) from cause
        if not all(leaves):
            raise BundleError(f"The member {member.name} has an entry without a byte.", NOTHING_TAKEN)
        row = b"".join([leaf_hash(leaf) for leaf in leaves])
        self.digests[member.n] = sha256(member.content).digest()
        self._rows[member.n] = sha256(row).digest()
        return leaves

    def add_tile(self, member: Member) -> None:
        """Hold the tile against what stands below it."""
        level, n, content = member.level, member.n, member.content
        if len(content) != member.width * HASH_BYTES:
            raise BundleError(
                f"The member {member.name} has {len(content)} bytes, not {member.width * HASH_BYTES}.",
                NOTHING_TAKEN,
            )
        if level == 0 and self._rows.get(n) not in (None, sha256(content).digest()):
            raise BundleError(
                f"The member {member.name} does not fit {entries_path(n, member.width)}: one of the two was "
                "changed.",
                NOTHING_TAKEN,
            )
        for at in range(member.width if level else 0):
            below = self._roots.get((level - 1, n * WIDTH + at))
            if below not in (None, content[at * HASH_BYTES : (at + 1) * HASH_BYTES]):
                raise BundleError(
                    f"The member {member.name} does not fit {tile_path(level - 1, n * WIDTH + at)} below it.",
                    NOTHING_TAKEN,
                )
        if member.width == WIDTH:
            self._roots[level, n] = perfect_root(content)
        if level or n in self._wanted:
            self._tiles[level, n] = content

    def check(self, checkpoint: Checkpoint) -> None:
        """Raise BundleError unless all that came is what the checkpoint stands for."""
        root = root_of(self.reader(), self.span.size)
        if root != checkpoint.root:
            raise BundleError(
                f"The bundle's entries and tiles give the root {root.hex()[:12]}, and its checkpoint of size "
                f"{checkpoint.size} says {checkpoint.root.hex()[:12]}.",
                NOTHING_TAKEN,
            )

    def reader(self) -> TileReader:
        """The hashes of the bundle's tree, as far as they are known."""
        return TileReader(self._tile, self.span.size)

    def _tile(self, level: int, n: int, width: int) -> bytes:
        content = self._tiles.get((level, n))
        if content is None:
            raise BundleError(
                f"The bundle from entry {self.span.start} has no {tile_path(level, n, width)}.",
                "Ask for a bundle that begins earlier.",
            )
        return content[: width * HASH_BYTES]
