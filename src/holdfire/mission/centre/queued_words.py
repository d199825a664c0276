"""What our own party signed for the guarantors and the log does not hold yet: it counts once it does."""

from dataclasses import dataclass

from holdfire.record.entry import read_leaf
from holdfire.record.node import Node
from holdfire.shelf.centre_acts import words_of


@dataclass(frozen=True, slots=True)
class Queued:
    """A signed proposal (`vote` None) with its title, or a vote on the proposal of that ref."""

    entry: str
    title: str | None
    proposal: str | None
    vote: str | None


def queued_words(node: Node) -> list[Queued]:
    """Proposals and votes that wait for the next sync, in the order in which they were signed."""
    found = []
    for sent in node.outbox.kept():
        if sent.logged or sent.leaf is None:
            continue
        body = read_leaf(sent.leaf).body
        if body.type == "proposal":
            text = words_of(node, str(body.content["text"])) or {}
            title = text.get("title")
            found.append(Queued(sent.hash, None if title is None else str(title), None, None))
        elif body.type == "vote":
            found.append(Queued(sent.hash, None, str(body.refs[0]), str(body.content["vote"])))
    return found
