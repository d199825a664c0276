"""The seal of an issued bulletin, as far as the joint record has come with it."""

from dataclasses import dataclass

from holdfire.errors import ProofError
from holdfire.mission.record_within import home_within
from holdfire.mission.recording import enter_waiting
from holdfire.mission.sealing import best_proof, logged_line, sealed_by
from holdfire.record.journal import Entry
from holdfire.record.node import Node
from holdfire.web.errors import DeskError, NotThereError
from holdfire.web.seat import Seat


@dataclass(frozen=True, slots=True)
class SealTold:
    """`position` in the log and the `grade` that the seal proves; None while the act is not logged, or no
    checkpoint over it is kept here."""

    position: int | None
    grade: str | None


@dataclass(frozen=True, slots=True)
class _Seal:
    told: SealTold
    files: dict[str, bytes]


def seal_told(seat: Seat, line: Entry) -> SealTold | None:
    """How far it is sealed; None where the mission keeps no joint record."""
    found = _seal(seat, line)
    return None if found is None else found.told


def seal_files(seat: Seat, line: Entry) -> dict[str, bytes]:
    """The files of the seal; the charter a verifier has from elsewhere. Raises NotThereError where there is
    none yet."""
    found = _seal(seat, line)
    if found is None or not found.files:
        raise NotThereError(
            f"The bulletin in line {line.number} is not sealed yet.",
            "It is once its act is entered, logged and covered by a checkpoint: holdfire record enter, sync.",
        )
    return found.files


def _seal(seat: Seat, line: Entry) -> _Seal | None:
    home = home_within(seat.desk.folder)
    if home is None:
        return None

    def read() -> _Seal:
        with Node.open(home) as node:
            placed = logged_line(node, line)
            if placed is None:
                return _Seal(SealTold(None, None), {})
            position, entry = placed
            try:
                proved = best_proof(node, position, entry)
            except ProofError:
                return _Seal(SealTold(position, None), {})
            return _Seal(SealTold(position, proved.grade.word), sealed_by(node, proved, entry))

    rests_on = ("journal", "record", "countersignatures")
    return seat.held.part("seal", rests_on, read, (line.number,))


def enter_here(seat: Seat) -> int:
    """Sign every act that waits into the joint record, and say how many those were. Raises DeskError for a
    desk that cannot sign."""
    home = home_within(seat.desk.folder)
    if home is None:
        raise DeskError("This mission keeps no joint record.", "holdfire record join begins one.")
    if seat.desk.open_key is None:
        raise DeskError(
            "This desk does not hold its party's keys, so it cannot sign.",
            "Sign with holdfire record enter, or start the desk with --passphrase-file.",
        )
    with Node.open(home) as node:
        node.require_charter()
        author = seat.desk.open_key(node, "author")
        entered = enter_waiting(seat.held.mission, node, author, int(seat.now.timestamp()), seat.desk.draw)
    return len(entered)
