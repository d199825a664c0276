"""What people say about pairs of reports: same, not same, unsure. A person outranks the score.

Nothing is overwritten: where people contradict each other the latest by time stands, the others are
set aside by name, and all remain readable. A judgement of a report that its source has revised since is
held to be one of the report that replaced it, and that is said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from holdfire.errors import IncidentError

Verdict = Literal["same", "not same", "unsure"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody judged of two reports, when, and why.

    "same" joins them whatever the score, "not same" keeps them apart. "unsure" says that somebody
    looked and could not tell: they are not joined on the strength of a score either. Who is unsure may
    have asked, and `until` is then when the answer is due. A later judgement of the pair is the answer.
    """

    left: str
    right: str
    verdict: Verdict
    by: str
    at: datetime
    why: str
    until: datetime | None = None

    def __post_init__(self) -> None:
        if self.verdict not in get_args(Verdict):
            raise IncidentError(f"{self.verdict!r} is no judgement.", "Say same, not same or unsure.")
        if self.left == self.right:
            raise IncidentError(f"{self.left} is judged against itself.", "Name two reports.")
        if self.at.tzinfo is None:
            raise IncidentError(
                f"{self.by} judged at {self.at}, without a time zone.", "Pass it through utc()."
            )
        if self.until is not None:
            self._check_until(self.until)

    def _check_until(self, until: datetime) -> None:
        if self.verdict != "unsure":
            raise IncidentError(
                f"An answer is awaited until {until:%Y-%m-%d}, but {self.verdict!r} asks nothing.",
                "Say unsure, or leave the day out.",
            )
        if until.tzinfo is None:
            raise IncidentError(
                f"The answer is due at {until}, without a time zone.", "Pass it through utc()."
            )
        if until <= self.at:
            when = f"{until:%Y-%m-%d %H:%M}, not after {self.at:%Y-%m-%d %H:%M}"
            raise IncidentError(f"The answer is due {when}, when it was asked for.", "Name a later day.")

    @property
    def pair(self) -> tuple[str, str]:
        return (self.left, self.right) if self.left < self.right else (self.right, self.left)

    def __str__(self) -> str:
        one, other = self.pair
        said = f"{one} and {other}: {self.verdict}, by {self.by} at {self.at:%Y-%m-%d %H:%M %Z}"
        return said if self.until is None else f"{said}, an answer is due {self.until:%Y-%m-%d %H:%M %Z}"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A judgement that does not stand, and why."""

    judgement: Judgement
    because: str


@dataclass(slots=True)
class Settled:
    """The judgements that stand, and those that do not.

    `standing` goes by pairs of reports that stand, whatever version was judged; `group` maps a report
    to the first report of the group people joined it to; `apart` holds pairs of groups that must not be
    joined; `replaced` maps a judged version to the report that stands for it.
    """

    standing: dict[tuple[str, str], Judgement] = field(default_factory=dict)
    set_aside: list[SetAside] = field(default_factory=list)
    group: dict[str, str] = field(default_factory=dict)
    apart: dict[tuple[str, str], Judgement] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)

    def pair(self, judgement: Judgement) -> tuple[str, str]:
        """The reports it is held to judge."""
        left, right = (self.replaced.get(name, name) for name in judgement.pair)
        return _pair(left, right)

    def root(self, report: str) -> str:
        while (parent := self.group.get(report, report)) != report:
            report = parent
        return report

    def between(self, left: str, right: str) -> Judgement | None:
        """The judgement that keeps the groups of these two reports apart."""
        return self.apart.get(_pair(self.root(left), self.root(right)))


def settle(
    judgements: Sequence[Judgement], reports: Iterable[str], replaced: Mapping[str, str] | None = None
) -> Settled:
    """Decide which judgements stand: the latest first, each only if it does not contradict a later one.

    Of two made at one instant, the more cautious counts as the later (not same, unsure, same).
    `replaced` maps an earlier version of a claim to the report among `reports` that stands for it.
    """
    known = set(reports)
    settled = Settled(replaced=replaced or {})
    caution = ("same", "unsure", "not same")

    def lateness(each: Judgement) -> tuple[object, ...]:
        due = each.until or each.at
        return (each.at, caution.index(each.verdict), each.by, each.pair, each.left, each.why, due)

    order = sorted(judgements, key=lateness, reverse=True)
    for judgement in order:
        pair = settled.pair(judgement)
        strangers = [name for name in pair if name not in known]
        if strangers:
            settled.set_aside.append(SetAside(judgement, f"there is no standing report {strangers[0]}"))
        elif pair[0] == pair[1]:
            because = f"both are versions of one claim of its source, which stands as {pair[0]}"
            settled.set_aside.append(SetAside(judgement, because))
        elif (later := settled.standing.get(pair)) is not None:
            if later.verdict != judgement.verdict:
                settled.set_aside.append(SetAside(judgement, f"contradicted by the later one: {later}"))
        else:
            _apply(settled, judgement)
    return settled


def _apply(settled: Settled, judgement: Judgement) -> None:
    pair = settled.pair(judgement)
    left, right = (settled.root(name) for name in pair)
    if judgement.verdict == "same":
        if (barrier := settled.between(left, right)) is not None:
            because = f"it would join what a later one keeps apart: {barrier}"
            settled.set_aside.append(SetAside(judgement, because))
            return
        _join(settled, left, right)
    elif left == right:
        settled.set_aside.append(SetAside(judgement, "later judgements join both by way of other reports"))
        return
    else:
        settled.apart.setdefault(_pair(left, right), judgement)
    settled.standing[pair] = judgement


def _join(settled: Settled, left: str, right: str) -> None:
    keep, gone = _pair(left, right)
    if keep == gone:
        return
    settled.group[gone] = keep
    moved = {pair: judgement for pair, judgement in settled.apart.items() if gone in pair}
    for pair, judgement in moved.items():
        del settled.apart[pair]
        other = pair[1] if pair[0] == gone else pair[0]
        settled.apart.setdefault(_pair(keep, other), judgement)


def _pair(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left < right else (right, left)
