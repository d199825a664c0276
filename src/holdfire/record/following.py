"""Following a log: taking over what its host sequenced since, only if it continues our copy.

New leaves are hashed onto our own tree and must give the root that the log signed. Where they do not,
either somebody changed them on the way, or the log signed two histories; a consistency proof tells which,
and the second is evidence.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import chain

from holdfire.errors import CharterError, FormError, ProofError, RegressionError
from holdfire.record.charter import Charter
from holdfire.record.checkpoint import SignedCheckpoint, check_log_signature, parse_checkpoint
from holdfire.record.entry import read_leaf
from holdfire.record.evidence import truncated_evidence
from holdfire.record.forks import Fork, compared, proved_fork
from holdfire.record.frontier import Frontier
from holdfire.record.node import Node
from holdfire.record.note import VerifierKey
from holdfire.record.placed import placed
from holdfire.record.rulings.charters import chartered
from holdfire.record.succession import check_host, due_key, is_of_its_host, keys_of_hosts
from holdfire.record.tree import HashReader, leaf_hash, prove_consistency, range_root, root_of

Leaves = Callable[[int, int], Iterable[list[bytes]]]
"""Gives the leaves at [start, end) in pieces, unverified."""


def pin_of(charter: Charter) -> str:
    """The digest by which a first charter is pinned, in hex; parties compare it aloud."""
    return sha256(charter.approval_text()).hexdigest()


def follow(node: Node, note: bytes, leaves: Leaves, theirs: HashReader | None = None) -> int:
    """Take over the entries up to that checkpoint; how many are new. The note is kept.

    `theirs` reads the tiles of who sent it, and lets a fork be proved. Raises ForkError (its evidence is
    set aside first), SignatureError where the log did not sign the note, ProofError where the leaves are
    not those it signed for, CharterError where a first charter is not the one pinned.
    """
    signed = parse_checkpoint(note)
    size, have = signed.checkpoint.size, node.log.size
    first = _pieces(leaves, have, size) if size > have else iter(())
    begun: list[list[bytes]] = []
    if node.state.charter is None:
        begun = [next(first, [])]
        check_first_charter(node, begun[0], signed)
        keys = keys_of_hosts(node, chartered(read_leaf(begun[0][0]))[0].host_vkey)
    elif size <= have:
        node.keep_note(note)  # judged by the charter of its size
        keys = keys_of_hosts(node, node.charter.host_vkey)
    else:
        read = _Remembered(first)
        keys = keys_of_hosts(node, due_key(node, signed, chain.from_iterable(read)))
        begun = read.pieces
    refuse_fork(node, signed, theirs, keys)
    if size <= have:
        return 0
    _take_over(node, signed, [*begun, *first])
    node.catch_up()
    if is_of_its_host(node, signed):
        node.keep_note(note)
    return node.log.size - have


class _Remembered:
    """Pieces that are looked at before they are taken over, and are not fetched twice."""

    def __init__(self, source: Iterable[list[bytes]]) -> None:
        self._source, self.pieces = source, list[list[bytes]]()

    def __iter__(self) -> Iterator[list[bytes]]:
        for piece in self._source:
            self.pieces.append(piece)
            yield piece


def check_first_charter(node: Node, leaves: list[bytes], signed: SignedCheckpoint) -> None:
    """Raise unless the log begins with the charter that this node was told to believe.

    Whoever serves a log could serve one with a charter of its own. So only the charter is believed whose
    digest the node was given by somebody it trusts, or which its own party signed.
    """
    if not leaves:
        raise ProofError("The log offered has no first entry.", "Fetch it from another node.")
    try:
        charter, _ = chartered(read_leaf(leaves[0]))
    except FormError as cause:
        raise CharterError(f"The log offered begins with no charter: {cause.what}", cause.advice) from cause
    if (strange := strange_first(node, charter)) is not None:
        raise strange
    if charter.origin != node.settings.origin:
        raise CharterError(
            f"The log offered is {charter.origin}, not {node.settings.origin}.", "Fetch your own log."
        )
    check_log_signature(signed, charter.host_vkey)


def strange_first(node: Node, charter: Charter) -> CharterError | None:
    """Why this first charter is not the one that the node was told to believe; None if it is."""
    pin = node.settings.charter
    if not pin:
        return CharterError(
            "This node was not told which charter to believe. The one offered has the digest "
            f"{pin_of(charter)}.",
            "Compare it with the parties who signed it; then holdfire record trust DIR DIGEST.",
        )
    if pin_of(charter) != pin:
        return CharterError(
            f"The log offered begins with another charter ({pin_of(charter)[:16]}) than the one pinned "
            f"({pin[:16]}).",
            "Do not use it. Ask the parties which charter they signed.",
        )
    return None


def refuse_fork(
    node: Node,
    signed: SignedCheckpoint,
    theirs: HashReader | None = None,
    keys: Sequence[VerifierKey] = (),
) -> None:
    """Raise ForkError, its evidence set aside, where this checkpoint and our copy cannot be of one log.
    `keys` are those of its hosts, where there were several."""
    own = node.own_note()
    if not own:
        return
    if not keys:
        check_host(node, signed)
    mine = parse_checkpoint(own).checkpoint.size
    proof = prefix = None
    if theirs is not None and signed.checkpoint.size > mine > 0:
        proof = prove_consistency(theirs, mine, signed.checkpoint.size)
        prefix = range_root(theirs, 0, mine)
    hosts = tuple(keys) or keys_of_hosts(node, node.charter.host_vkey)
    found = compared(node.log.reader(), node.log.size, parse_checkpoint(own), signed, hosts, proof, prefix)
    if found is None:
        found = _broken_promise(node, signed, theirs, hosts)
    if found is not None:
        node.alarm(found.evidence)
        raise found.error()


def _broken_promise(
    node: Node, signed: SignedCheckpoint, theirs: HashReader | None, keys: Sequence[VerifierKey]
) -> Fork | None:
    """The fork that shows against a checkpoint beyond our copy: a receipt of the host for an entry of
    ours, say, or one that another party brought."""
    size = signed.checkpoint.size
    for each in node.notes.all(node.charter, node.log.size + 1):
        held = each.checkpoint
        if held.size == size and held.root != signed.checkpoint.root:
            return proved_fork(each.signed, signed, keys)
        if held.size < size and theirs is not None and (prefix := root_of(theirs, held.size)) != held.root:
            proof = prove_consistency(theirs, held.size, size)
            return proved_fork(each.signed, signed, keys, prefix, proof)
    return None


def refuse_regression(node: Node, signed: SignedCheckpoint, known: bytes | None) -> None:
    """Raise RegressionError, its evidence set aside, where the host shows less than it signed in `known`,
    a checkpoint that we held before the host was asked."""
    if known is None or signed.checkpoint.size >= (size := parse_checkpoint(known).checkpoint.size):
        return
    check_log_signature(signed, node.charter.host_vkey)
    node.alarm(truncated_evidence(known, signed.to_bytes()))
    raise RegressionError(
        f"The host shows {signed.checkpoint.size} entries, and it signed {size} before.",
        "Its log was cut off, or set back to an old copy. Keep your outbox, and tell the other parties.",
    )


def _take_over(node: Node, signed: SignedCheckpoint, pieces: Iterable[list[bytes]]) -> None:
    """Append the leaves once all of them together give the root that was signed."""
    checkpoint = signed.checkpoint
    tree = Frontier.at(node.log.reader(), node.log.size)
    taken: list[bytes] = []
    for piece in pieces:
        tree.extend([leaf_hash(leaf) for leaf in piece])
        taken += piece
    if tree.size != checkpoint.size or tree.root() != checkpoint.root:
        raise ProofError(
            f"The {len(taken):,} entries that were sent are not those under the signed root of "
            f"{checkpoint.size:,}.",
            "Nothing was taken over. Fetch them again, or from another node.",
        )
    first = tree.size - len(taken)
    node.log.append([placed(leaf, at) for at, leaf in enumerate(taken, first)], first)


def _pieces(leaves: Leaves, start: int, end: int) -> Iterator[list[bytes]]:
    for piece in leaves(start, end):
        if piece:
            yield piece
