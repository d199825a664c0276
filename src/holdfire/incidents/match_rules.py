"""How near two reports must be to be compared, and how sure a link must be to stand.

These are the only figures of fusion that a mission may set; the weights of each kind of evidence
stand beside its words in `evidence/`.
"""

from dataclasses import dataclass

from holdfire.errors import IncidentError


@dataclass(frozen=True, slots=True)
class MatchRules:
    """The tolerances, on top of what the reports themselves leave open, and the thresholds.

    `slack_hours`: spans that miss each other by less are still compared. A day, because "yesterday"
    and the observer's reporting day (19:30 to 19:30) move the date by one.
    `slack_m`: discs that miss each other by less are still compared.
    `prior_odds`: odds that two reports of different sources, alone together within these tolerances,
    tell of one incident; divided by the number of rivals.
    `link_at_least`: probability from which a link stands without a person.
    `keep_at_least`: probability from which a pair is kept for people to look at.
    `vague_rivals_max`: a report without a disc that fits more reports of one source than this could be
    any of them; it is not compared.
    """

    slack_hours: float = 24.0
    slack_m: float = 1000.0
    prior_odds: float = 0.5
    link_at_least: float = 0.5
    keep_at_least: float = 0.05
    vague_rivals_max: int = 20

    def __post_init__(self) -> None:
        if self.slack_hours < 0 or self.slack_m < 0 or self.prior_odds <= 0:
            raise IncidentError(
                f"Slack of {self.slack_hours} h and {self.slack_m} m with prior odds {self.prior_odds}"
                " cannot be meant.",
                "Slack is not negative and prior odds are above 0.",
            )
        if not 0 < self.keep_at_least <= self.link_at_least < 1:
            raise IncidentError(
                f"A link at {self.link_at_least} and a pair kept at {self.keep_at_least} contradict.",
                "Keep 0 < keep_at_least <= link_at_least < 1.",
            )
