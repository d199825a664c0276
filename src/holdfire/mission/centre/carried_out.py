"""Decisions carried out: what proposals in the log would do to the agreement, and what they did."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from holdfire.centre.decisions.decision import Decision, Outcome
from holdfire.centre.decisions.rules import DECISIONS
from holdfire.centre.effects.applying import applied
from holdfire.centre.effects.decided import OPEN, Agreed, Decided, Spoken
from holdfire.centre.fold import fold
from holdfire.mission.centre.gathering import Centre


def agreed_in(centre: Centre, size: int | None = None, only: Collection[str] | None = None) -> Agreed:
    """The agreement after the log's first `size` entries (None: after all), in a centre that is open."""
    pack = centre.mission.pack
    if centre.record is None:
        return Agreed(pack, pack)
    reached = centre.record.size if size is None else min(size, centre.record.size)
    found = applied(pack, decided_in(centre, reached), centre.ground.read_file, only)
    return replace(found, size=reached)


def decided_in(centre: Centre, size: int) -> tuple[Decided, ...]:
    """The proposals that say what they would do to the agreement, after the log's first `size` entries. One
    whose text is not at hand says nothing of what it would do."""
    state = fold(DECISIONS, centre.logged(DECISIONS.forms, size), centre.ground).state
    found = (_decided(each, centre, size) for each in state.decisions.values())
    return tuple(each for each in found if each is not None)


def _decided(decision: Decision, centre: Centre, size: int) -> Decided | None:
    effect = decision.proposed.content.get("does")
    if not isinstance(effect, Mapping):
        return None
    settled = decision.decided
    outcome = str(decision.outcome)
    if outcome == OPEN and _lapsed(decision.ref, centre, size):
        outcome = str(Outcome.LAPSED)
    return Decided(
        ref=decision.ref,
        id=decision.id,
        effect=effect,
        order=decision.proposed.order if settled is None else settled.order,
        outcome=outcome,
        adopted=settled.at if settled is not None and outcome == Outcome.ADOPTED else None,
        spoken=tuple(Spoken(v.party, v.vote, v.at, v.signed) for v in decision.votes.values()),
        awaited=decision.silent if outcome == OPEN else (),
        deadline=decision.deadline,
        title=str(decision.proposed.content.get("title") or ""),
        proposed=decision.proposed.at,
    )


def _lapsed(ref: str, centre: Centre, size: int) -> bool:
    """Whether the record has seen its deadline pass by proved time, within its first `size` entries."""
    told = None if centre.record is None else centre.record.proposals.get(ref)
    return told is not None and told.outcome == "lapsed" and told.decided < size
