"""Reading the names of a list at the desk: by a cleared account, with a reason, and written down before a
name is answered.

The file is opened with the key of the node's own party. So an account of another party, or of an observer,
reads only what was sealed to it as well; the desk's own accounts read what was sealed to the node's party.
"""

from dataclasses import dataclass

from holdfire.centre.act import CentreError
from holdfire.centre.persons.ledger import PersonList
from holdfire.centre.persons.rules import PERSONS
from holdfire.mission.centre.gathering import Centre, gathered
from holdfire.mission.centre.names_opened import entry_with_names, names_opened, readers_of_names
from holdfire.web.centre.entering import require_seen
from holdfire.web.errors import DeskError
from holdfire.web.people.reads import note_read
from holdfire.web.people.store import Store
from holdfire.web.seat import Seat


@dataclass(frozen=True, slots=True)
class Named:
    """A row of a list; "" where a column is empty."""

    row: int
    name: str
    other_name: str
    father: str
    family: str
    birth_year: str
    place: str
    kind: str
    consent: str
    note: str


@dataclass(frozen=True, slots=True)
class NamesRead:
    """The names of the list `of` as they were opened now; `entry` is the confidential file's leaf hash."""

    of: str
    entry: str
    rows: list[Named]


def names_read(seat: Seat, store: Store, name: str, why: str) -> NamesRead:
    """Open the names of a list. Raises CentreError or DeskError where this account or this desk cannot."""
    if not why.strip():
        raise DeskError("Opening a confidential file needs a reason.", "Say what you need it for.")
    found: PersonList = require_seen(seat, PERSONS, name)
    with gathered(seat.held.mission) as centre:
        entry = entry_with_names(centre, found)
        _require_reader(seat, centre, readers_of_names(centre, entry), name)
        node, key = centre.node, seat.desk.open_key
        if node is None or key is None:
            raise DeskError(
                "This desk does not hold its party's keys, so it opens no names.",
                "Open them with holdfire person names, or start the desk with --passphrase-file.",
            )
        persons = names_opened(centre, found, lambda card: key(node, card.role))
    note_read(store, seat.who.name, entry.hash, f"{name}: {why.strip()}", seat.now)
    return NamesRead(name, entry.hash, [Named(row=each.row, **each.told) for each in persons])


def _require_reader(seat: Seat, centre: Centre, readers: frozenset[str], name: str) -> None:
    party = centre.party if seat.is_desk else seat.who.party
    if party is None or party not in readers:
        raise CentreError(
            f"The names of list {name} were not sealed to {party or 'this account'}.",
            "Ask who offered the list to seal them to you.",
        )
