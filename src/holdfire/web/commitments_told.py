"""Commitments as a page tells them: each speaker's word of how far one is, with what bears it out.

Delegates and observers see what stands in the record that all parties share; the desk also its own acts that
wait to be entered. Where a mission keeps no record, its journal is all there is, as in its bulletins.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import polars as pl

from holdfire.centre.act import Act
from holdfire.centre.commitments.commitment import Commitment, Commitments, commitments
from holdfire.centre.commitments.rules import COMMITMENTS
from holdfire.mission.centre.gathering import Centre, gathered
from holdfire.web.seat import Seat

MOST, PROOF_MOST = 500, 20


@dataclass(frozen=True, slots=True)
class Proof:
    """What bears a status out. `at_hand` None: not looked for; `ref` None: an incident that this account is
    not shown."""

    kind: str
    ref: str | None
    at_hand: bool | None


@dataclass(frozen=True, slots=True)
class Assessed:
    """A speaker's word ("": the desk) on a day: 0 not begun, 1 minimal, 2 partial, 3 full. `relayed`: another
    entered it. `proof_number`: how many references in all. `not_complied`: owners that it says did not."""

    speaker: str
    status: int
    of_day: str
    relayed: bool
    why: str | None
    proof: list[Proof]
    proof_number: int
    not_complied: list[str]


@dataclass(frozen=True, slots=True)
class Owed:
    """A commitment on that day: who answers for it, when it is due, and what each speaker says of it. `words`
    empty: nobody has said, which is not "not begun". `days_left` below zero: past; `overdue_days` None: no
    day is stated."""

    id: str
    says: str
    where: str
    cited: str | None
    theme: str | None
    strength: str
    owners: list[str]
    owner_from: str
    due: date | None
    due_told: str | None
    days_left: int | None
    overdue_days: int | None
    evidence_rule: str | None
    words: list[Assessed]
    history: int
    rhetorical: bool


def owed_on(seat: Seat, day: date) -> tuple[list[Owed], int]:
    """Commitments agreed by that day, what obliges before what does not; and how many there are in all."""
    held, edition = seat.held, seat.view.edition
    rests_on = ("journal", "record", "incidents")

    def read() -> tuple[list[Owed], int]:
        with gathered(held.mission) as centre:
            state = _state(seat, centre)
            found = sorted(commitments(held.agreement, state, day), key=lambda each: each.rhetorical)
            return [_owed(seat, centre, each, day) for each in found[:MOST]], len(found)

    return held.part(f"owed-{edition}", rests_on, read, (day,))


def _state(seat: Seat, centre: Centre) -> Commitments:
    if seat.is_desk or centre.record is None:
        return centre.folded(COMMITMENTS).state
    return centre.fold(COMMITMENTS, centre.logged(COMMITMENTS.forms)).state


def _owed(seat: Seat, centre: Centre, each: Commitment, day: date) -> Owed:
    provision = each.provision
    cited = None
    if provision is not None:
        cited = ", ".join(part for part in (provision.cited.source, provision.cited.clause) if part)
    return Owed(
        each.id,
        each.says,
        each.where,
        cited,
        each.theme,
        str(each.strength),
        list(each.owners),
        each.owner_from,
        each.due,
        each.due_told,
        None if each.due is None else (each.due - day).days,
        each.days_overdue(day),
        each.evidence_rule,
        [
            _word(seat, centre, who or "", act, each.non_compliance(day).get(who, ()))
            for who, act in each.words(day).items()
        ],
        len(each.assessed),
        each.rhetorical,
    )


def _word(seat: Seat, centre: Centre, speaker: str, act: Act, not_complied: Collection[str]) -> Assessed:
    told = act.content.get("evidence") or ()
    assert isinstance(told, list | tuple)
    why = act.content.get("why")
    return Assessed(
        speaker,
        int(str(act.content["status"])),
        str(act.content["on"]),
        bool(speaker) and not act.first_hand,
        None if why is None else str(why),
        [_proof(seat, centre, str(one["kind"]), str(one["ref"])) for one in told[:PROOF_MOST]],
        len(told),
        list(not_complied),
    )


def _proof(seat: Seat, centre: Centre, kind: str, ref: str) -> Proof:
    if kind == "file":
        return Proof(kind, ref, centre.ground.read_file(ref) is not None)
    if kind == "entry":
        return Proof(kind, ref, centre.node is not None and centre.node.entry_of(ref) is not None)
    there = not seat.view.incidents.filter(pl.col("incident_id") == ref).is_empty()
    return Proof(kind, ref if there or seat.is_desk else None, there if seat.is_desk else None)
