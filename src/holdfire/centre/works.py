"""Works of restoration: water, power, roads, heritage. Who answers for them, and how far they are.

Restoration of infrastructure is promised in the statements (seed 002, para 9); a work often needs the guns
to be silent at one place for some days, which is told as a truce that it needs. Progress, end and truce are
told as each side says: one side's "restored" takes nothing from another's "40 percent".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from holdfire.centre.act import Act, Objection
from holdfire.centre.fold import Ground, Module
from holdfire.centre.form import Field, Form, count, day, identity, one_of, place, text

OPENED, PROGRESSED, ENDED, TRUCE = "works opened", "works progressed", "works ended", "works truce told"
SUBJECTS = ("water", "power", "road", "bridge", "health", "school", "heritage", "other")
OUTCOMES = ("restored", "partly restored", "given up")
UNDER_WAY, TOLD_DIFFERENTLY = "under way", "told differently by the sides"
TRUCE_STATES = ("asked", "agreed", "refused", "held", "broken")

_WORK = Field(identity, "The work, by its id.")
FORMS = {
    OPENED: Form(
        OPENED,
        "A work of restoration is taken on.",
        {
            "id": _WORK,
            "subject": Field(one_of(*SUBJECTS), f"What is restored: {', '.join(SUBJECTS)}."),
            "title": Field(text, "What it is, in words."),
            "owner": Field(identity, "The party or body that answers for it.", "nobody has taken it on yet"),
            "zone": Field(identity, "The zone it lies in.", "it lies in no zone, or that is not known"),
            "place": Field(place, "Where it is.", "the place is not known"),
            "due": Field(day, "When it is to be done.", "no day is set"),
            "truce": Field(text, "The local truce that it needs: where and for how long.", "none is needed"),
        },
    ),
    PROGRESSED: Form(
        PROGRESSED,
        "How far a work is, as the speaker sees it.",
        {
            "id": _WORK,
            "on": Field(day, "The day of which this is said."),
            "percent": Field(count, "How much of it is done, 0 to 100.", "it was not put in a number"),
        },
    ),
    ENDED: Form(
        ENDED,
        "A work has ended, as the speaker says.",
        {
            "id": _WORK,
            "on": Field(day, "The day it ended."),
            "outcome": Field(one_of(*OUTCOMES), f"How: {', '.join(OUTCOMES)}."),
        },
    ),
    TRUCE: Form(
        TRUCE,
        "How the local truce stands that a work needs, as the speaker says.",
        {
            "id": _WORK,
            "on": Field(day, "The day of which this is said."),
            "state": Field(one_of(*TRUCE_STATES), f"How it stands: {', '.join(TRUCE_STATES)}."),
            "until": Field(day, "Its last day.", "no last day is stated"),
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """What one speaker said of a work on a day; two speakers' words stand side by side."""

    on: str
    percent: int | None
    said_by: str | None
    ref: str
    at: datetime
    act: Act


@dataclass(frozen=True, slots=True)
class Work:
    """A work: how it was opened, what was told of it, and its end and truce as each speaker says."""

    id: str
    opened: Act
    progress: tuple[Progress, ...] = ()
    ended: Mapping[str | None, Act] = field(default_factory=dict)
    truces: tuple[Act, ...] = ()

    def of(self, name: str) -> object:
        """A field of its opening; None where not known."""
        return self.opened.content.get(name)

    @property
    def outcome(self) -> str:
        """How it ended where all that said so agree; UNDER_WAY while nobody has."""
        told = {str(each.content["outcome"]) for each in self.ended.values()}
        if not told:
            return UNDER_WAY
        return told.pop() if len(told) == 1 else TOLD_DIFFERENTLY

    @property
    def outcomes(self) -> Mapping[str | None, str]:
        """How it ended by each speaker that says so."""
        return {speaker: str(each.content["outcome"]) for speaker, each in self.ended.items()}

    @property
    def last_told(self) -> Mapping[str | None, Progress]:
        """By each speaker, its word for the latest day; of two for one day the one told later."""
        found: dict[str | None, Progress] = {}
        for each in self.progress:
            before = found.get(each.said_by)
            if before is None or each.on >= before.on:
                found[each.said_by] = each
        return found

    @property
    def truce_told(self) -> Mapping[str | None, Act]:
        """How the truce stands by each speaker's last word."""
        return {each.speaker: each for each in self.truces}

    def overdue(self, on: date) -> bool:
        """Whether its day has passed on that day while nobody says that it has ended; False without a day."""
        due = self.of("due")
        return isinstance(due, str) and date.fromisoformat(due) < on and not self.ended

    @property
    def waits_for_truce(self) -> bool:
        """Whether it needs a truce that no side says is agreed or held, or that some side says is not."""
        if self.of("truce") is None or self.ended:
            return False
        told = {str(each.content["state"]) for each in self.truce_told.values()}
        return not told & {"agreed", "held"} or bool(told & {"refused", "broken"})

    def through(self, moment: datetime) -> "Work | None":
        """It as it stood at a moment, by the clocks of those who signed; None: not yet opened."""
        if self.opened.at > moment:
            return None
        return replace(
            self,
            progress=tuple(each for each in self.progress if each.at <= moment),
            ended={speaker: each for speaker, each in self.ended.items() if each.at <= moment},
            truces=tuple(each for each in self.truces if each.at <= moment),
        )


@dataclass(slots=True)
class Works:
    """Every work by id."""

    works: dict[str, Work] = field(default_factory=dict)

    def through(self, moment: datetime) -> "Works":
        found = ((name, each.through(moment)) for name, each in self.works.items())
        return Works({name: each for name, each in found if each is not None})


def _object(state: Works, act: Act, ground: Ground) -> Objection | None:
    name = str(act.content["id"])
    known = state.works.get(name)
    if act.kind == OPENED:
        if known is not None:
            what = f"There is a work {name} already: {known.of('title')}."
            return Objection("id", what, "Give this one another id, or tell of that one's progress.")
        return _object_to_ground(act, ground)
    if known is None:
        return Objection("id", f"There is no work {name}.", "holdfire works list names them; open it first.")
    own_end = known.ended.get(act.speaker)
    if own_end is not None:
        who = act.speaker or "the desk"
        what = f"{who} said that work {name} ended on {own_end.content['on']} ({own_end.content['outcome']})."
        return Objection("ended", what, "Open a new work that goes on with it.")
    return _object_to_word(known, act)


def _object_to_word(known: Work, act: Act) -> Objection | None:
    on = date.fromisoformat(str(act.content["on"]))
    if on > act.at.date() + timedelta(days=1):
        what = f"{on} is yet to come: nothing can be told of work {known.id} on that day."
        return Objection("future", what, "Tell of a day that has begun.")
    percent = act.content.get("percent")
    if isinstance(percent, int) and percent > 100:
        return Objection("percent", f"{percent} percent of work {known.id} cannot be done.", "Give 0 to 100.")
    if act.kind == TRUCE and known.of("truce") is None:
        what = f"Work {known.id} needs no truce, as it was opened."
        return Objection("truce", what, "Open a work that names the truce it needs.")
    until = act.content.get("until")
    if isinstance(until, str) and date.fromisoformat(until) < on:
        return Objection("truce", f"The truce would end on {until}, before {on}.", "Give the later day last.")
    return None


def _object_to_ground(act: Act, ground: Ground) -> Objection | None:
    zone, owner = act.content.get("zone"), act.content.get("owner")
    if zone is not None and zone not in ground.zones:
        known = ", ".join(sorted(ground.zones))
        return Objection("zone", f"The agreement has no zone {zone}.", f"Its zones are: {known}.")
    owners = ground.parties | {each.id for each in ground.agreement.bodies}
    if owner is not None and owner not in owners:
        what = f"The agreement knows no party or body {owner}."
        return Objection("party", what, f"It knows: {', '.join(sorted(owners))}.")
    return None


def _take(state: Works, act: Act, ground: Ground) -> None:
    name = str(act.content["id"])
    if act.kind == OPENED:
        state.works[name] = Work(name, act)
        return
    work = state.works[name]
    if act.kind == ENDED:
        state.works[name] = replace(work, ended={**work.ended, act.speaker: act})
    elif act.kind == TRUCE:
        state.works[name] = replace(work, truces=(*work.truces, act))
    else:
        percent = act.content.get("percent")
        number = percent if isinstance(percent, int) else None
        told = Progress(str(act.content["on"]), number, act.speaker, act.ref, act.at, act)
        state.works[name] = replace(work, progress=(*work.progress, told))


def _as_map(state: Works) -> dict[str, object]:
    return {
        name: {
            "opened": work.opened.ref,
            "outcome": work.outcome,
            "ended": [[speaker, each.ref] for speaker, each in work.ended.items()],
            "progress": [[each.on, each.percent, each.said_by, each.ref] for each in work.progress],
            "truces": [[each.speaker, each.content["state"], each.ref] for each in work.truces],
        }
        for name, work in state.works.items()
    }


WORKS = Module(
    "works",
    "Restoration of water, power, roads and heritage.",
    FORMS,
    Works,
    _object,
    _take,
    _as_map,
    ("id",),
)
