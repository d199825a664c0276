"""Which party of the agreement stands behind a party of the record's charter."""

from collections.abc import Mapping

from holdfire.agreement.agreement import Agreement
from holdfire.record.charter import Charter


def party_ids(charter: Charter | None, agreement: Agreement) -> Mapping[str, str]:
    """The agreement's id of each of the charter's parties, by its short name in the record.

    It is found by the short name ("turkey" for TURKEY) or by the name that the charter gives: the agreement's
    own name of the party, or one of its aliases. One that is not found keeps its short name in small letters:
    it signs, and no rule of the agreement knows it.
    """
    if charter is None:
        return {}
    known = {each.id: each.id for each in agreement.parties}
    for party in agreement.parties:
        for name in (party.name, *(alias.name for alias in party.aliases)):
            known.setdefault(name.casefold(), party.id)
    return {
        each.party: known.get(each.party.lower()) or known.get(each.name.casefold()) or each.party.lower()
        for each in charter.parties
    }
