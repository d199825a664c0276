"""A party's keys on its own device: one file a key, each locked with a passphrase.

Keys are made here and never leave; what travels is the public half (an enrolment). Nothing here prints,
logs or returns a seed.
"""

from dataclasses import dataclass
from pathlib import Path

from holdfire.errors import FormError, KeyRefusedError
from holdfire.record.ed25519 import SigningKey
from holdfire.record.key_file import (
    COST,
    SALT_BYTES,
    Cost,
    CostBounds,
    KeyCard,
    KeyLabel,
    PrivateKey,
    Randomness,
    change_passphrase,
    make_key,
    open_key,
    read_card,
)
from holdfire.record.state import State
from holdfire.record.storage.durable_files import make_folder, read_whole, write_whole

FILE_BYTES_MAX = 64 * 1024
SUFFIX = ".key"


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The folder of one party's key files."""

    folder: Path

    def cards(self) -> list[KeyCard]:
        """The public half of every key here, by role and fingerprint."""
        found = [read_card(self._content(path)) for path in sorted(self.folder.glob(f"*{SUFFIX}"))]
        return sorted(found, key=lambda card: (card.role, card.fingerprint))

    def make(
        self,
        party: str,
        role: str,
        kind: str,
        passphrase: str,
        randomness: Randomness,
        cost: Cost = COST,
    ) -> KeyCard:
        """A new key, in a file of its own before this returns."""
        content = make_key(KeyLabel(f"{party}/{role}", party, role, kind), passphrase, randomness, cost)
        card = read_card(content, _any_cost(cost))
        make_folder(self.folder)
        write_whole(self._path(card), content)
        return card

    def open(self, card: KeyCard, passphrase: str, cost: Cost = COST) -> PrivateKey:
        """The key of that card; PassphraseError where the passphrase does not open it."""
        return open_key(self._content(self._path(card)), passphrase, _any_cost(cost))

    def change_passphrase(
        self, card: KeyCard, old: str, new: str, randomness: Randomness, cost: Cost = COST
    ) -> None:
        path = self._path(card)
        write_whole(
            path,
            change_passphrase(self._content(path), old, new, randomness(SALT_BYTES), cost, _any_cost(cost)),
        )

    def card_for(self, role: str, state: State, party: str) -> KeyCard:
        """The key to use for a role now: one that the charter in force lists; before there is a charter,
        the only one of that role. Raises KeyRefusedError that says how to get one."""
        ours = [card for card in self.cards() if (card.role, card.party) == (role, party)]
        if state.charter is None:
            if len(ours) == 1:
                return ours[0]
            what = (
                f"There is no {role} key of {party} here"
                if not ours
                else f"{party} has several {role} keys here"
            )
            raise KeyRefusedError(
                f"{what}.",
                f"holdfire key new makes one ({role}); holdfire key show lists those that are here.",
            )
        for card in ours:
            standing = state.keys.get(card.fingerprint)
            if standing is not None and standing.in_force(state.size):
                return card
        raise KeyRefusedError(
            f"None of the {role} keys of {party} on this device is in force under charter version "
            f"{state.charter.version}.",
            "holdfire key show says which are here; a successor charter can enrol them.",
        )

    def _path(self, card: KeyCard) -> Path:
        return self.folder / f"{card.role}-{card.fingerprint}{SUFFIX}"

    def _content(self, path: Path) -> bytes:
        content = read_whole(path, FILE_BYTES_MAX)
        if content is None:
            raise FormError(f"There is no key file {path.name}.", f"Restore it to {self.folder} from a copy.")
        return content


def _any_cost(cost: Cost) -> CostBounds:
    """The usual bounds, widened downwards to the cost that this ring was told to use (tests)."""
    usual = CostBounds()
    least = Cost(
        min(usual.least.memory_kib, cost.memory_kib),
        min(usual.least.passes, cost.passes),
        min(usual.least.lanes, cost.lanes),
    )
    return CostBounds(least, usual.most)


def signing(key: PrivateKey) -> SigningKey:
    """The Ed25519 key that signs entries, votes and checkpoints; KeyRefusedError for another kind."""
    if isinstance(key.secret, SigningKey):
        return key.secret
    raise KeyRefusedError(
        f"{key.card.name} is of kind {key.card.kind}, and entries are signed with ed25519.", "Use that one."
    )
