"""Deciding in a body of the agreement that has a rule of its own: a head alone, a quorum of each side.

The record's votes are the guarantors' alone. So what a body decides is said by acts of the centre, each
signed by whoever enters it, and who did not sign is shown as relayed. Deadlines pass by the voter's own
clock, since nothing here closes a ballot by proved time.
"""

from datetime import datetime

from holdfire.centre.act import CentreError
from holdfire.centre.decisions.acts import PUT, VOICED
from holdfire.centre.decisions.decision import Decision
from holdfire.centre.decisions.rules import DECISIONS
from holdfire.mission.centre.acting import Acted, perform
from holdfire.mission.centre.deciding import Text, proposed_content
from holdfire.mission.centre.gathering import WAITING
from holdfire.mission.opened import Opened
from holdfire.mission.record_within import home_within
from holdfire.record.canonical import Plain


def propose_in_body(
    mission: Opened,
    text: Text,
    subject: str,
    body: str,
    at: datetime,
    deadline: datetime | None = None,
    of: str | None = None,
) -> Acted:
    """Put a text to that body; CentreError where nobody is known to decide there or the text cannot stand."""
    if deadline is not None and deadline <= at:
        raise CentreError(
            f"The deadline {deadline:%Y-%m-%d %H:%M} UTC has passed already.", "Name a later one, or none."
        )
    content: dict[str, Plain] = proposed_content(text, subject, deadline, None)
    return perform(mission, DECISIONS, PUT, {**content, "body": body, "of": of}, at)


def vote_in_body(
    mission: Opened,
    decision: Decision,
    word: str,
    by: str,
    why: str | None,
    at: datetime,
    of: str | None = None,
) -> Acted:
    """Enter what our party, or the one named by `of`, says of a text that is put to a body."""
    if home_within(mission.folder) and decision.ref.startswith(WAITING):
        raise CentreError(
            f"Proposal {decision.id} is not in the log yet, so nobody else could tell what is voted on.",
            f"Sync first: holdfire record sync {mission.folder}",
        )
    content: dict[str, Plain] = {
        "by": by, "why": why, "of": of, "proposal": decision.ref, "vote": word, "text": decision.text,
    }  # fmt: skip
    return perform(mission, DECISIONS, VOICED, content, at)
