"""Whether everything that a mission keeps holds together: journal, intakes, bulletins, redactions, and the
joint record's log, where there is one."""

from dataclasses import dataclass

from holdfire.errors import Fault, HoldfireError
from holdfire.mission.erasing import tombstone_faults
from holdfire.mission.folder import INTAKE, ISSUED, Mission
from holdfire.mission.record_within import home_within
from holdfire.record.node import Node
from holdfire.record.whole_log import whole_log


@dataclass(frozen=True, slots=True)
class VerifiedMission:
    """How much was checked, and every fault that was found. `audited` is how many entries of the log were
    audited; None where there is no log with a charter, or more entries than were asked for."""

    lines: int
    intakes: int
    bulletins: int
    entries: int | None
    audited: int | None
    faults: tuple[str, ...]
    void: tuple[str, ...]
    """Entries that count for nothing. They are no fault of this copy: the log keeps them for all to see."""


def redaction_faults(mission: Mission) -> tuple[Fault, ...]:
    """Lines that say they were redacted, and for which the mission's record has no redaction in force. The
    record is opened only where there is such a line."""
    if not mission.redacted():
        return ()
    home = home_within(mission.folder)
    if home is None:
        return tombstone_faults(mission, None)
    with Node.open(home) as node:
        return tombstone_faults(mission, node)


def verified_mission(mission: Mission, entries_most: int, workers: int = 1) -> VerifiedMission:
    """Hash every line, every file taken in and every bulletin, and audit a log of at most so many entries."""
    faults = [str(each) for each in mission.record_faults()]
    if mission.journal.verify():
        return VerifiedMission(0, 0, 0, None, None, tuple(faults), ())
    faults += [str(each) for each in (*mission.bulletin_faults(), *redaction_faults(mission))]
    log = _log(mission, entries_most, workers)
    faults += log.faults
    lines = len(mission.journal.entries())
    intakes, issued = len(mission.entries(INTAKE)), len(mission.entries(ISSUED))
    return VerifiedMission(lines, intakes, issued, log.entries, log.audited, tuple(faults), log.void)


@dataclass(frozen=True, slots=True)
class _Log:
    """What was found of the log; nothing where the mission has joined none."""

    entries: int | None = None
    audited: int | None = None
    faults: tuple[str, ...] = ()
    void: tuple[str, ...] = ()


def _log(mission: Mission, most: int, workers: int) -> _Log:
    home = home_within(mission.folder)
    if home is None:
        return _Log()
    entries: int | None = None
    try:
        with Node.open(home) as node:
            entries = node.log.size
            if node.state.charter is None or entries > most:
                return _Log(entries)
            told = whole_log(node, workers)
    except HoldfireError as cause:
        return _Log(entries, None, (f"The log cannot be audited: {cause}",))
    void = tuple(f"Entry {each.index} is void: {each.reason}" for each in told.audited.breaches)
    return _Log(entries, told.audited.size, told.faults, void)
