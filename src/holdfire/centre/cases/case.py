"""A case as its acts make it: one current status, and the whole history beside it.

Nothing is overwritten. A step after a step supersedes it, and both stay readable; a case that repeats
another keeps its own acts, so that taking them apart again (reopened) loses nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from holdfire.centre.cases.acts import Act, Note, Opening, Position, Stated, Step
from holdfire.centre.cases.ladder import FOUND, KEEPS_OUTCOME, OPEN, OUTCOMES, SEVERITY, Status


@dataclass(frozen=True, slots=True)
class Case:
    """A case: its opening, and the acts after it, each kind oldest first."""

    opening: Opening
    steps: tuple[Step, ...] = ()
    stated: tuple[Stated, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def case_id(self) -> str:
        return self.opening.case_id

    @property
    def status(self) -> Status:
        return self.steps[-1].step_to if self.steps else Status.RECEIVED

    @property
    def since(self) -> datetime:
        return self.steps[-1].at if self.steps else self.opening.at

    @property
    def due(self) -> datetime | None:
        return self.steps[-1].due if self.steps else self.opening.due

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def overdue_at(self, moment: datetime) -> bool:
        return self.due is not None and self.due <= moment

    @property
    def outcome(self) -> Status | None:
        """Its result; a case that is closed or corrected keeps the one it had. None while it is open, and
        where a redaction took away the steps that would tell."""
        found: Status | None = None
        before = Status.RECEIVED
        for step in self.steps:
            if step.step_to in OUTCOMES:
                found = step.step_to
            elif step.step_to not in KEEPS_OUTCOME:
                found = None
            elif step.step_from in OUTCOMES:
                found = step.step_from
            elif step.step_from != before:
                found = None
            before = step.step_to
        return found

    @property
    def put(self) -> Step | None:
        """The step by which monitors put to those who decide what stands now, or was ruled on; None where
        nothing is found yet, or the case was reopened since."""
        for step in reversed(self.steps):
            if step.step_to in FOUND:
                return step
            if step.step_to == Status.REOPENED:
                return None
        return None

    @property
    def found(self) -> Step | None:
        """The last step at which monitors found something, whether or not it stands."""
        return next((step for step in reversed(self.steps) if step.step_to in FOUND), None)

    @property
    def severity(self) -> str | None:
        return SEVERITY[self.found.step_to] if self.found else None

    @property
    def duplicate_of(self) -> str | None:
        """The case that it repeats, while it does so."""
        for step in reversed(self.steps):
            if step.step_to == Status.DUPLICATE:
                return step.duplicate_of
            if step.step_to not in KEEPS_OUTCOME:
                return None
        return None

    @property
    def positions(self) -> dict[str, Stated]:
        """The last word of each party on what is found now. A word taken back is none."""
        if self.put is None:
            return {}
        last = {each.party: each for each in self.stated if each.entry > self.put.entry}
        return {party: each for party, each in sorted(last.items()) if each.position != Position.NOT_STATED}

    @property
    def evidence(self) -> tuple[str, ...]:
        return tuple(sorted({each for step in self.steps for each in step.evidence}))

    def said(self, name: str) -> str | None:
        """The last that any step says under that name: clause, standard_of_proof, method and so on."""
        told = (getattr(step, name) for step in reversed(self.steps))
        return next((str(each) for each in told if each is not None), None)

    @property
    def gaps(self) -> tuple[int, ...]:
        """Entries before which steps are missing, because their words were redacted."""
        before, found = Status.RECEIVED, []
        for step in self.steps:
            if step.step_from != before:
                found.append(step.entry)
            before = step.step_to
        return tuple(found)


def case_id_of(report_ids: Iterable[str]) -> str:
    """c- and the hex digits of the smallest of these report ids: the same on every node."""
    return f"c-{min(report_ids).removeprefix('r-')}"


@dataclass(slots=True)
class _Acts:
    opening: Opening
    steps: list[Step] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def case(self) -> Case:
        return Case(self.opening, tuple(self.steps), tuple(self.stated), tuple(self.notes))


def fold(acts: Iterable[Act], until: datetime | None = None, through: int | None = None) -> dict[str, Case]:
    """Every case by id, as these acts make it, in any order given.

    Only acts up to and including the moment `until` and the entry `through` count, where given. A case
    whose opening was redacted is erased: what is left of its acts tells of no case.
    """
    found: dict[str, _Acts] = {}
    for act in sorted(acts, key=lambda each: each.entry):
        if (until is not None and act.at > until) or (through is not None and act.entry > through):
            continue
        if isinstance(act, Opening):
            found.setdefault(act.case_id, _Acts(act))
        elif act.case_id in found:
            _add(found[act.case_id], act)
    return {case_id: found[case_id].case() for case_id in sorted(found)}


def _add(case: _Acts, act: Step | Stated | Note) -> None:
    match act:
        case Step():
            case.steps.append(act)
        case Stated():
            case.stated.append(act)
        case Note():
            case.notes.append(act)


def repeats(cases: Mapping[str, Case], case_id: str) -> tuple[str, ...]:
    """The case and the chain of cases that it repeats, each repeating the next."""
    chain = [case_id]
    while chain[-1] in cases and (following := cases[chain[-1]].duplicate_of) and following not in chain:
        chain.append(following)
    return tuple(chain)
