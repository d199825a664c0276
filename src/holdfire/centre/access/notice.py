"""A notification with all that was said to it, and how it stands at a moment.

Nothing here reads a clock: whether a side is late is asked with a moment. An answer is given to a version;
where the notification has changed since, the answer is to the version before, and is told so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import takewhile

from holdfire.centre.access.acts import ACKNOWLEDGED, DELAYED, DENIED, MOVEMENT, MOVEMENT_CHANGED
from holdfire.centre.act import Act
from holdfire.moments import utc


def moment_of(act: Act, name: str) -> datetime | None:
    """A field that holds an instant; None where it is null."""
    value = act.content.get(name)
    return utc(datetime.fromisoformat(value)) if isinstance(value, str) else None


class Standing(StrEnum):
    """How a side stands to the version in force."""

    ACKNOWLEDGED = "acknowledged"
    LATE = "acknowledged late"
    AWAITED = "answer awaited"
    SILENT = "not acknowledged"
    DELAYED = "delayed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said by or of a side. `whose` is the side meant, `speaker` whose word it is, and `relayed`
    whether another party signed it. `own`: the side speaks for itself."""

    act: Act
    whose: str | None

    @property
    def speaker(self) -> str | None:
        return self.act.speaker

    @property
    def own(self) -> bool:
        return self.whose == self.act.speaker

    @property
    def version(self) -> int:
        version = self.act.content["version"]
        assert isinstance(version, int)
        return version

    @property
    def reason(self) -> str | None:
        """The reason, as given."""
        why = self.act.content.get("why")
        return why if isinstance(why, str) else None

    @property
    def till(self) -> datetime | None:
        return moment_of(self.act, "until") if self.act.kind == DELAYED else None


@dataclass(frozen=True, slots=True)
class SideTold:
    """How one side stands, the answer that says so (None: it has not spoken), and the version it answered
    where that is an earlier one than the version in force."""

    side: str
    standing: Standing
    answer: Answer | None
    earlier: Answer | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A notification: its versions, every answer, every step told, and whether it was withdrawn."""

    id: str
    versions: tuple[Act, ...]
    answers: tuple[Answer, ...] = ()
    steps: tuple[Act, ...] = ()
    withdrawn: Act | None = None

    @property
    def is_movement(self) -> bool:
        return self.versions[0].kind in (MOVEMENT, MOVEMENT_CHANGED)

    @property
    def notifier(self) -> str | None:
        """The party whose word the notification is."""
        return self.versions[0].speaker

    @property
    def latest(self) -> Act:
        return self.versions[-1]

    @property
    def number(self) -> int:
        """The number of the version in force."""
        return len(self.versions)

    def through(self, moment: datetime) -> "Notice | None":
        """It as it stood at a moment, by the clocks of those who signed; None: it was not yet notified."""
        versions = tuple(takewhile(lambda each: each.at <= moment, self.versions))
        if not versions:
            return None
        withdrawn = self.withdrawn if self.withdrawn and self.withdrawn.at <= moment else None
        return replace(
            self,
            versions=versions,
            answers=tuple(each for each in self.answers if each.act.at <= moment),
            steps=tuple(each for each in self.steps if each.at <= moment),
            withdrawn=withdrawn,
        )

    @property
    def addressees(self) -> tuple[str, ...]:
        to = self.latest.content["to"]
        assert isinstance(to, list | tuple)
        return tuple(str(each) for each in to)

    def sides(self, moment: datetime) -> tuple[SideTold, ...]:
        """Every addressee and how it stands at the moment."""
        return tuple(self._side(each, moment) for each in self.addressees)

    def _side(self, side: str, moment: datetime) -> SideTold:
        own = [each for each in self.answers if each.own and each.whose == side and each.act.at <= moment]
        current = [each for each in own if each.version == self.number]
        deadline = moment_of(self.latest, "answer_by")
        assert deadline is not None
        if not current:
            silent = Standing.SILENT if moment >= deadline else Standing.AWAITED
            return SideTold(side, silent, None, own[-1] if own else None)
        last = current[-1]
        return SideTold(side, _standing(last, deadline), last)

    def told_of_others(self, moment: datetime) -> tuple[Answer, ...]:
        """Delays and denials that a speaker tells of somebody else: that speaker's word, not the other's."""
        return tuple(each for each in self.answers if not each.own and each.act.at <= moment)

    def outcome(self) -> Mapping[str | None, tuple[Act, ...]]:
        """The steps by whose word they are; two speakers' words are never merged."""
        found: dict[str | None, tuple[Act, ...]] = {}
        for each in self.steps:
            found[each.speaker] = (*found.get(each.speaker, ()), each)
        return found

    def state(self, moment: datetime) -> str:
        """Whether it is still notified: "withdrawn", "over", "in force" or "to come"."""
        if self.withdrawn is not None:
            return "withdrawn"
        start, end = window(self, self.number)
        if end is not None and end <= moment:
            return "over"
        return "in force" if start <= moment else "to come"


def window(notice: Notice, number: int) -> tuple[datetime, datetime | None]:
    """From when up to when that version was what was notified; end None: until it is withdrawn.

    A version ends where the next begins, or where the notification was withdrawn; it may then be empty.
    """
    act = notice.versions[number - 1]
    first, last = ("start", "end") if notice.is_movement else ("since", "until")
    start = moment_of(act, first) or act.at
    ends = [moment_of(act, last), None if notice.withdrawn is None else notice.withdrawn.at]
    if number < notice.number:
        follower = notice.versions[number]
        ends.append(follower.at if notice.is_movement else moment_of(follower, "since") or follower.at)
    known = [each for each in ends if each is not None]
    return start, min(known) if known else None


def _standing(answer: Answer, deadline: datetime) -> Standing:
    if answer.act.kind == ACKNOWLEDGED:
        return Standing.ACKNOWLEDGED if answer.act.at <= deadline else Standing.LATE
    return Standing.DELAYED if answer.act.kind == DELAYED else Standing.DENIED


@dataclass(slots=True)
class Access:
    """Every notification by id."""

    notices: dict[str, Notice] = field(default_factory=dict)

    def through(self, moment: datetime) -> "Access":
        """As it stood at a moment, by the clocks of those who signed."""
        found = ((name, each.through(moment)) for name, each in self.notices.items())
        return Access({name: each for name, each in found if each is not None})


DENIALS = (DELAYED, DENIED)
"""Answers that may be told of somebody else than the speaker."""
