"""What each type of entry must fulfil and what it changes: one table, one file per subject."""

from holdfire.record.rulings.acts import ACT, ATTEST, EVIDENCE
from holdfire.record.rulings.charters import CHARTER, REVOKE
from holdfire.record.rulings.clock import TIME
from holdfire.record.rulings.confidential import CONFIDENTIAL, DISCLOSURE
from holdfire.record.rulings.decisions import PROPOSAL, VOTE
from holdfire.record.rulings.redactions import APPROVE, ERASED, REDACT
from holdfire.record.rulings.ruling import Ruling

RULINGS: dict[str, Ruling] = {
    ruling.type: ruling
    for ruling in (
        CHARTER,
        ACT,
        PROPOSAL,
        VOTE,
        ATTEST,
        TIME,
        CONFIDENTIAL,
        DISCLOSURE,
        REDACT,
        APPROVE,
        ERASED,
        REVOKE,
        EVIDENCE,
    )
}
"""docs/record-format.md 5, row by row."""
