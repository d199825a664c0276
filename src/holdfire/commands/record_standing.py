"""How far a mission's entries have come in its joint record, as status tells it."""

from holdfire.commands.answers import counted
from holdfire.commands.keys_of_ours import seconds_now
from holdfire.commands.record.exchange import own_line
from holdfire.mission.folder import Mission
from holdfire.mission.record_within import home_within
from holdfire.mission.recording import waiting_lines
from holdfire.record.node import Node
from holdfire.record.watch import overdue, own_by_grade


def record_keys(mission: Mission) -> dict[str, object] | None:
    """The record of the mission; None where it has joined none."""
    home = home_within(mission.folder)
    if home is None:
        return None
    with Node.open(home) as node:
        charter = node.state.charter
        return {
            "party": node.party,
            "origin": node.settings.origin,
            "size": node.log.size,
            "charter": None if charter is None else charter.version,
            "to_sign": len(waiting_lines(mission, node)),
            "own": own_by_grade(node),
            "overdue": len(overdue(node, seconds_now())),
            "evidence": node.evidence(),
        }


def record_lines(record: dict[str, object], folder: str) -> list[str]:
    own, evidence, to_sign = record["own"], record["evidence"], int(str(record["to_sign"]))
    assert isinstance(own, dict)
    assert isinstance(evidence, list)
    size = counted(int(str(record["size"])), "entry", "entries")
    version = "no charter here yet" if record["charter"] is None else f"charter version {record['charter']}"
    lines = [
        f"  record         {record['origin']}, {size}, {version}; ours is {record['party']}",
        f"                 our entries: {own_line(own)}",
    ]
    if to_sign:
        waits = counted(to_sign, "act waits", "acts wait")
        lines.append(f"                 {waits} to be signed: holdfire record enter {folder}")
    if record["overdue"]:
        lines.append(
            f"                 {record['overdue']} overdue below grade 2: holdfire record sync {folder}"
        )
    lines += [f"                 EVIDENCE kept: record/evidence/{name}" for name in evidence]
    return lines
