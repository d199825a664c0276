"""Who rules on a case by which rule, what each of them says, and what the rule makes of it.

The outcome follows from the positions and the rule; nobody asserts it. No majority is invented: where the
agreement does not say how a body decides, what each of those who decide shares is the only outcome that
stands under any rule, so consensus is asked for, and it is said that this is our reading. Silence is not
agreement, and an abstention is neither agreement nor objection.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.parties import Body, Role, holding
from holdfire.agreement.term import Constituency, DecisionRule
from holdfire.centre.cases.acts import Position
from holdfire.centre.cases.case import Case
from holdfire.centre.cases.ladder import FOUND, RULED, Status
from holdfire.errors import CaseError

OURS = "our reading: the agreement does not say how, and what they all share stands under any rule"
FOR = frozenset({Position.VIOLATION})
AGAINST = frozenset({Position.NO_VIOLATION, Position.EXEMPT})
"""That the target was exempt is to say that it was no violation."""


@dataclass(frozen=True, slots=True)
class Deciding:
    """Whose positions count, and how. `body` None: the guarantors, as no body is named. `words` says it."""

    body: str | None
    rule: DecisionRule
    deciders: tuple[str, ...]
    words: str
    constituencies: tuple[Constituency, ...] = ()

    def agreed_by(self, sharing: frozenset[str]) -> bool:
        """Whether it suffices that these share a view."""
        if self.rule == DecisionRule.QUORUM:
            return all(len(sharing & set(side.members)) >= side.needed for side in self.constituencies)
        return sharing >= set(self.deciders)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rule makes of the positions. `outcome` None: not known yet, and `why` says whose word is
    awaited; `silent` are those who decide and have not spoken."""

    outcome: Status | None
    deciding: Deciding
    positions: Mapping[str, Position]
    silent: tuple[str, ...]
    due: datetime | None
    why: str


def deciding(agreement: Agreement, moment: datetime, body_id: str | None = None) -> Deciding:
    """Who rules on a case that is put to them at that moment.

    The body named; else the guarantors of that moment, by consensus; where there is no guarantor, the only
    body whose decision rule the pack states. Raises CaseError where nobody is known to be entitled.
    """
    if body_id is not None:
        return _by_body(agreement, _body(agreement, body_id, moment), moment)
    if guarantors := holding(agreement.parties, Role.GUARANTOR, moment):
        named = tuple(sorted(guarantors))
        return Deciding(
            None,
            DecisionRule.CONSENSUS,
            named,
            f"consensus of the guarantors {', '.join(named)} ({OURS})",
        )
    stating = [each for each in _standing(agreement, moment) if each.decides_by != "not known"]
    if len(stating) == 1:
        return _by_body(agreement, stating[0], moment)
    raise CaseError(
        f"Who rules on a case put on {moment:%Y-%m-%d} is not known: the agreement has no guarantor then, "
        f"and {'several bodies' if stating else 'no body'} with a decision rule of its own.",
        f"Name the body with --body: {_listed(each.id for each in _standing(agreement, moment))}.",
    )


def _standing(agreement: Agreement, moment: datetime) -> list[Body]:
    return [each for each in agreement.bodies if each.exists_at(moment) is not False]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none stands then"


def _body(agreement: Agreement, body_id: str, moment: datetime) -> Body:
    standing = _standing(agreement, moment)
    found = next((each for each in standing if each.id == body_id), None)
    if found is None:
        raise CaseError(
            f"The agreement has no body {body_id} that existed on {moment:%Y-%m-%d}.",
            f"Bodies of that day: {_listed(each.id for each in standing)}.",
        )
    return found


def _by_body(agreement: Agreement, body: Body, moment: datetime) -> Deciding:
    """Observers sit in a body and do not decide by consensus or quorum; its head is its first member."""
    bound = holding(agreement.parties, Role.PARTY, moment) | holding(
        agreement.parties, Role.GUARANTOR, moment
    )
    members = tuple(sorted(each for each in body.members if each in bound))
    if body.decides_by == DecisionRule.HEAD:
        head = body.members[0]
        return Deciding(body.id, DecisionRule.HEAD, (head,), f"{head}, head of {body.id}, alone")
    if not members:
        raise CaseError(
            f"No member of {body.id} was a party or guarantor on {moment:%Y-%m-%d}, so nobody there decides.",
            "Name another body with --body.",
        )
    if body.decides_by == DecisionRule.QUORUM:
        sides = tuple(
            Constituency(name, _side(agreement, members, name), needed) for name, needed in body.quorum
        )
        told = ", ".join(f"{side.needed} of {side.name}" for side in sides)
        if not sides or any(len(side.members) < side.needed for side in sides):
            raise CaseError(
                f"The quorum of {body.id} ({told or 'not stated'}) cannot be reached by its members "
                f"{', '.join(members)}.",
                "Name in the pack who belongs to which constituency: its id, member_of or kind.",
            )
        return Deciding(body.id, DecisionRule.QUORUM, members, f"quorum of {body.id}: {told}", sides)
    known = body.decides_by == DecisionRule.CONSENSUS
    words = f"consensus of {', '.join(members)} in {body.id}" + ("" if known else f" ({OURS})")
    return Deciding(body.id, DecisionRule.CONSENSUS, members, words)


def _side(agreement: Agreement, members: tuple[str, ...], name: str) -> tuple[str, ...]:
    """The members that belong to a constituency: itself, those that are members of it, or of that kind."""
    known = {each.id: each for each in agreement.parties}
    return tuple(
        each
        for each in members
        if each == name or (each in known and name in (known[each].member_of, known[each].kind))
    )


def deciding_on(agreement: Agreement, case: Case) -> Deciding:
    """Who rules on what is found in this case. Raises CaseError where nothing is put to anybody."""
    if case.put is None:
        possible = ", ".join(f'"{each}"' for each in FOUND)
        raise CaseError(
            f'Case {case.case_id} stands at "{case.status}": nothing is found that could be ruled on.',
            f"First step it to one of {possible}.",
        )
    return deciding(agreement, case.put.at, case.put.body)


def require_may_state(case: Case, by_rule: Deciding, party: str, at: datetime) -> None:
    """Raise CaseError where that party's position would not count: foreign to the ruling, or late."""
    as_note = "Enter it as a note (holdfire case note); a note is shown and not counted."
    if party not in by_rule.deciders:
        raise CaseError(
            f"The position of {party} on case {case.case_id} does not count; it is ruled on by "
            f"{by_rule.words}.",
            as_note,
        )
    if case.status not in FOUND:
        raise CaseError(
            f'Case {case.case_id} stands at "{case.status}" already; the position of {party} comes too late.',
            f"{as_note} To rule anew, reopen the case.",
        )
    if case.overdue_at(at):
        assert case.due is not None
        raise CaseError(
            f"Positions on case {case.case_id} were due by {case.due:%Y-%m-%d %H:%M} UTC; that of {party} "
            "comes too late.",
            as_note,
        )


def ruling(case: Case, by_rule: Deciding, at: datetime) -> Ruling:
    """What the rule makes of the positions at that moment. Raises CaseError where nothing is to be ruled.

    While somebody who decides is silent, and it could matter, the outcome is not known; from the deadline
    on a silent one has not agreed.
    """
    if case.status not in FOUND:
        raise CaseError(
            f'Case {case.case_id} stands at "{case.status}"; there is nothing to rule on.',
            f"It has been ruled on: {case.outcome}."
            if case.outcome in RULED
            else "First step it to a finding.",
        )
    held = {party: each.position for party, each in case.positions.items() if party in by_rule.deciders}
    silent = tuple(each for each in by_rule.deciders if each not in held)
    for_it = frozenset(party for party, position in held.items() if position in FOR)
    against = frozenset(party for party, position in held.items() if position in AGAINST)
    waiting = frozenset() if case.overdue_at(at) else frozenset(silent)
    told = _told(held, silent)
    outcome: Status | None = Status.NO_CONSENSUS
    if by_rule.agreed_by(for_it) and not by_rule.agreed_by(against | waiting):
        outcome = Status.ENDORSED
    elif by_rule.agreed_by(against) and not by_rule.agreed_by(for_it | waiting):
        outcome = Status.NOT_ENDORSED
    elif waiting:
        outcome = None
        told += f"; awaited until {case.due:%Y-%m-%d %H:%M} UTC" if case.due else "; no deadline is set"
    return Ruling(outcome, by_rule, held, silent, case.due, f"By {by_rule.words}: {told}.")


def _told(held: Mapping[str, Position], silent: tuple[str, ...]) -> str:
    stated = [f"{party}: {position}" for party, position in sorted(held.items())]
    return "; ".join([*stated, *(f"{party}: {Position.NOT_STATED}" for party in silent)])
