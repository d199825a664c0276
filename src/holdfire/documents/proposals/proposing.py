"""A reading with what an endpoint proposes to it. What the rules read is untouched."""

from dataclasses import replace

from holdfire.documents.proposals.asking import not_shown, questions
from holdfire.documents.proposals.endpoint import Endpoint, asked
from holdfire.documents.proposals.leash import leashed
from holdfire.documents.proposals.proposal import Dropped, Proposal, Proposals
from holdfire.documents.reading import Reading
from holdfire.errors import DocumentError


def with_proposals(reading: Reading, endpoint: Endpoint) -> Reading:
    """Ask the endpoint and keep what holds. One that fails is a fault, and asked no more."""
    kept: list[Proposal] = []
    dropped: list[Dropped] = []
    faults = []
    for numbers, messages in questions(reading.page):
        try:
            answer = asked(endpoint, messages)
        except DocumentError as cause:
            faults.append(str(cause))
            break
        more, less = leashed(answer, reading.page, reading.provisions, numbers, endpoint.who)
        kept += more
        dropped += less
    if left := not_shown(reading.page):
        faults.append(f"{left} long blocks were not shown to the endpoint.")
    return replace(reading, proposals=Proposals(tuple(kept), tuple(dropped), tuple(faults)))
