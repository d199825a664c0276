"""A node taken on duty by a command: its keys opened, its rounds gone, and nobody else on duty beside it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from holdfire.commands.keys_of_ours import WrongUseError, home_of, read_passphrase
from holdfire.errors import MissionError
from holdfire.mission.lock import alone
from holdfire.record.key_file import COST, Cost, KeyCard, PrivateKey
from holdfire.record.node import Node
from holdfire.record.on_duty import Duties, OnDuty
from holdfire.record.succession import inherited
from holdfire.record.transport import Transport, over_http

DUTY_LOCK = "duty.lock"


@dataclass(frozen=True, slots=True)
class Keys:
    """Opened keys: of the node's duties, and of the author who hands entries in."""

    duties: Duties
    author: PrivateKey | None


def opened_keys(node: Node, passphrase: str, cost: Cost = COST) -> Keys:
    """Open every key here that its duty needs now. Before there is a charter, those there are: the first
    charter decides which count. PassphraseError if the passphrase opens one of them not."""

    def opened(role: str) -> tuple[PrivateKey, ...]:
        return tuple(node.keys.open(card, passphrase, cost) for card in _in_force(node, role))

    host, mirror, author = opened("host"), opened("mirror"), opened("author")
    heir = inherited(node) if not host else None
    if heir is not None:
        host = (node.keys.open(heir, passphrase, cost),)
    duties = Duties(
        host[0] if host else None, opened("witness"), mirror[0] if mirror else None, heir is not None
    )
    return Keys(duties, author[0] if author else None)


def _in_force(node: Node, role: str) -> list[KeyCard]:
    ours = [card for card in node.keys.cards() if (card.role, card.party) == (role, node.party)]
    if node.state.charter is None:
        return ours[:1]
    return [
        card
        for card in ours
        if (known := node.state.keys.get(card.fingerprint)) and known.in_force(node.state.size)
    ]


def keys_by(node: Node, passphrase_file: Path | None) -> Keys:
    """The same, with the passphrase from that file or from the keyboard; not asked where no key is here."""
    if not node.keys.cards():
        return Keys(Duties(), None)
    return opened_keys(node, read_passphrase(passphrase_file))


@contextmanager
def node_alone(folder: Path) -> Iterator[Node]:
    """The node, while no other process is on duty for it: two that append to one copy would ruin it.

    The lock is taken before the log is opened, so that what is opened is what is there.
    """
    home = home_of(folder)
    with ExitStack() as stack:
        try:
            stack.enter_context(alone(home.folder, DUTY_LOCK))
        except MissionError as cause:
            raise MissionError(
                f"Another process is on duty for this node. {cause.what}",
                "holdfire node goes its rounds by itself, and sends what you enter. Stop it to do this by "
                "hand.",
            ) from cause
        yield stack.enter_context(Node.open(home))


@contextmanager
def on_duty(node: Node, keys: Keys) -> Iterator[OnDuty]:
    """Take up the duties of a node that is alone."""
    duty = OnDuty.open(node, keys.duties)
    try:
        yield duty
    finally:
        duty.close()


def peers_of(node: Node, only: tuple[str, ...] = ()) -> dict[str, Transport]:
    """The other parties' nodes that have an address; of these only those named, if any are."""
    if strange := sorted(set(only) - set(node.settings.peers)):
        raise WrongUseError(
            f"node.toml has no address of {', '.join(strange)}.",
            "Add it under [peers], or exchange bundles: holdfire record export.",
        )
    return {
        party: over_http(party, url)
        for party, url in node.settings.peers.items()
        if party != node.party and (not only or party in only)
    }
