"""Opening the names of a list: with our party's reader key, for those whom the file was sealed to."""

from collections.abc import Callable

from holdfire.centre.act import CentreError
from holdfire.centre.persons.ledger import PersonList
from holdfire.centre.persons.names_file import Person, from_fields
from holdfire.mission.centre.confiding import opened
from holdfire.mission.centre.gathering import Centre
from holdfire.mission.centre.party_names import party_ids
from holdfire.record.entry import Entry
from holdfire.record.envelope import read_leaf_part
from holdfire.record.key_file import KeyCard, PrivateKey


def entry_with_names(centre: Centre, found: PersonList) -> Entry:
    """The entry that holds that list's names; CentreError where there is none, or it is not logged yet."""
    if centre.node is None or found.names is None:
        raise CentreError(f"List {found.id} has no names on file: numbers only.", "Ask who offered it.")
    entry = centre.node.entry_of(found.names)
    if entry is None:
        raise CentreError(
            f"The names of list {found.id} are not logged yet.",
            f"holdfire record sync {centre.mission.folder}",
        )
    return entry[1]


def readers_of_names(centre: Centre, entry: Entry) -> frozenset[str]:
    """The agreement's ids of the parties to whose reader keys the entry's file was sealed."""
    node = centre.node
    if node is None or entry.body.type != "confidential":
        return frozenset()
    part = read_leaf_part(entry.body.content["file"], entry.body.digests, node.settings.origin)
    return frozenset(
        centre.name_of(party.party)
        for party in node.charter.parties
        for key in node.charter.with_role("reader", party.party)
        if key.fingerprint in part.recipients
    )


def names_opened(
    centre: Centre, found: PersonList, open_card: Callable[[KeyCard], PrivateKey]
) -> tuple[Person, ...]:
    """The rows of the list with the names; CentreError where the file is not that list's."""
    entry, node = entry_with_names(centre, found), centre.node
    assert node is not None, "an entry of the record was found"
    persons = from_fields(opened(node, entry, open_card).fields)
    by = party_ids(node.state.charter, centre.mission.pack).get(entry.body.party)
    if by != found.offered.party or len(persons) != found.number:
        rows = f"{len(persons)} {'row' if len(persons) == 1 else 'rows'}"
        raise CentreError(
            f"The file of list {found.id} has {rows}, sealed by {by}; "
            f"the list has {found.number}, entered by {found.offered.party}.",
            "It is not this list's file: ask who offered it.",
        )
    return persons
