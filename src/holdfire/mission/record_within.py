"""What record and mission know of each other: where the node is, and what an entry says of an act."""

from collections.abc import Mapping
from pathlib import Path

from holdfire.record.canonical import Plain
from holdfire.record.node_home import NodeHome

RECORD = "record"
"""The folder of the node within a mission's folder."""
NOT_KNOWN = "not_known"
"""Names the keys of an act that the journal has as null: a leaf's world has no null."""


def home_within(folder: Path) -> NodeHome | None:
    """The node of the mission in that folder; None where the mission has not joined a record."""
    home = NodeHome(folder / RECORD)
    return home if home.exists else None


def told_of(content: Mapping[str, Plain]) -> dict[str, Plain] | None:
    """What an act's line said, nulls and all; None where the act is not one of a journal."""
    told, unknown = content.get("told"), content.get(NOT_KNOWN)
    if not isinstance(told, Mapping) or not isinstance(unknown, list):
        return None
    return {**told, **{str(key): None for key in unknown}}
