"""The sealed dataset as of an edition's last bulletin, and as that edition may know it."""

from holdfire.mission.as_of import sealed_as_of
from holdfire.publish.edition import Edition
from holdfire.publish.editions import redact
from holdfire.publish.sealed import SealedDataset
from holdfire.publish.standing import without_withdrawn
from holdfire.web.held import Held

RESTS_ON = ("journal", "record")
"""Not on the line alone: what was redacted in the journal since is gone from then as well."""


def last_issued(held: Held, edition: Edition) -> int:
    """The journal's line of the last bulletin that was issued in that edition; 0: none was."""
    return max((each.number for each in held.issued if each.content["edition"] == edition), default=0)


def log_then(held: Held, edition: Edition) -> int:
    """How far the joint record had come with the edition's last bulletin, as that bulletin's line names it;
    0: none was issued, or the mission keeps no joint record."""
    last = last_issued(held, edition)
    told = next((each.content.get("log") for each in held.issued if each.number == last), None)
    return told if isinstance(told, int) else 0


def sealed_then(held: Held, edition: Edition) -> SealedDataset:
    """The dataset, not redacted, as it stood when the edition's last bulletin was issued; there is one."""
    last, log = last_issued(held, edition), log_then(held, edition)
    return held.part(f"then-{edition}", RESTS_ON, lambda: sealed_as_of(held.mission, last, log))


def redacted_then(held: Held, edition: Edition) -> SealedDataset:
    """The same as that edition may know it."""
    return held.part(
        f"redacted-{edition}",
        RESTS_ON,
        lambda: redact(without_withdrawn(sealed_then(held, edition)), edition),
    )
