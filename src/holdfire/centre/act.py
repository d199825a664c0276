"""An act of the centre: what somebody signed for, as the fold takes it.

A state of the centre (a patrol, a post, a meeting) is what its acts amount to, taken in their order. An act
never changes; a later one corrects it, and both stay readable.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from holdfire.errors import HoldfireError

Plain = "bool | int | str | list[Plain] | Mapping[str, Plain] | None"
"""What an act may say: as the record's canonical JSON, so no fractions (degrees are whole 1e-7 of them)."""


class CentreError(HoldfireError):
    """An act that the centre does not allow as things stand: the rule, and the next step."""


@dataclass(frozen=True, slots=True)
class Act:
    """`order` is its place among all acts; `ref` names it for everybody: the leaf hash of its entry, or
    "journal N" while it is not logged yet. `party` is the agreement's id of whoever signed it, None in a
    mission that keeps no joint record. `at` is its author's clock, which nothing proves."""

    order: int
    ref: str
    kind: str
    party: str | None
    at: datetime
    content: Mapping[str, object]

    @property
    def by(self) -> str:
        """The person who entered it."""
        return str(self.content.get("by", ""))

    @property
    def speaker(self) -> str | None:
        """The party whose word it is: whoever signed it, or the one that it says spoke (`of`)."""
        of = self.content.get("of")
        return of if isinstance(of, str) else self.party

    @property
    def first_hand(self) -> bool:
        """Whether the speaker signed it. What another entered as a party's word is relayed, and shown so."""
        return self.party is not None and self.speaker == self.party


@dataclass(frozen=True, slots=True)
class Objection:
    """Why an act does not stand: the rule's word, the sentence, and the next step."""

    rule: str
    what: str
    advice: str

    def refusal(self) -> CentreError:
        return CentreError(self.what, self.advice)
