"""What makes an incident a breach of a provision: seven conditions, compiled from the provision.

In time, in place, the act covered, the actor bound, the target on the other side
that the clause speaks of, and not left out, and that by the text itself. Each is a list of cases
over the facts of `facts.py`; this file is the only place where the meaning of a provision is written.
"""

from dataclasses import dataclass

import polars as pl

from holdfire.agreement.provisions import Provision
from holdfire.assessment.condition import Case, Condition

Truth = bool | None


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions of one provision. Who acted against whom may be told in two ways where a report
    names two sides without direction: `one_way` takes them as listed, `other_way` swapped."""

    in_time: Condition[Truth]
    in_place: Condition[Truth]
    act_covered: Condition[Truth]
    by_text: Condition[Truth]
    one_way: tuple[Condition[Truth], Condition[Truth], Condition[Truth]]
    other_way: tuple[Condition[Truth], Condition[Truth], Condition[Truth]]

    @property
    def every(self) -> tuple[Condition[Truth], ...]:
        return (self.in_time, self.in_place, self.act_covered, self.by_text, *self.one_way, *self.other_way)


def conditions(provision: Provision) -> Conditions:
    """Compile a provision."""
    return Conditions(
        _in_time(provision),
        _in_place(provision),
        _act_covered(provision),
        _by_text(provision),
        (_actor_bound("one"), _target_covered("one"), _exempt(provision, "one")),
        (_actor_bound("other"), _target_covered("other"), _exempt(provision, "other")),
    )


def _in_time(provision: Provision) -> Condition[Truth]:
    """Whether the clause was in force for all of the time the incident may mean, its term included."""
    start, end = pl.col("when_start"), pl.col("when_end")
    began = provision.start
    ended = provision.end
    since = "at a time no source gives" if began is None else f"on {began:%Y-%m-%d %H:%M} UTC"
    until = "" if ended is None else f"{ended:%Y-%m-%d %H:%M} UTC"
    cases: list[Case[Truth]] = [Case(start.is_null() | end.is_null(), None, "its time is not known")]
    if began is not None:
        cases.append(Case(end <= began, False, f"the clause came into force only {since}"))
    if ended is not None:
        cases.append(Case(start >= ended, False, f"the clause ceased on {until}"))
    cases.append(Case(pl.col("term") == "over", False, "its term did not run: {term_why}"))
    if began is None:
        cases.append(Case(True, None, "no source gives the day on which the clause came into force"))
        return Condition("in_time", tuple(cases))
    cases.append(Case(start < began, None, f"it may have been before the clause came into force {since}"))
    if ended is not None:
        cases.append(Case(end > ended, None, f"it may have been after the clause ceased on {until}"))
    cases.append(
        Case(pl.col("term") == "not known", None, "whether its term still ran is not known: {term_why}")
    )
    cases.append(Case(True, True, f"the clause was in force, since it came into force {since}"))
    return Condition("in_time", tuple(cases))


def _in_place(provision: Provision) -> Condition[Truth]:
    """Whether it happened in one of the clause's zones, by the maps in force on its date."""
    if not provision.zones:
        return Condition("in_place", (Case(True, True, "the clause holds everywhere"),))
    zones = " or ".join(provision.zones)
    map_ = "per map {zone_version}, in force on that date"
    doubt = (
        "undecidable at this precision (share {share} of a place known to {known_to}; line known to {edge})"
    )
    share = pl.col("share")
    return Condition(
        "in_place",
        (
            Case(pl.col("inside"), True, "inside {zone} " + map_ + " (share {share})"),
            Case(~pl.col("inside"), False, f"outside {zones} by the maps in force on that date"),
            Case(pl.col("unmapped") & share.is_null(), None, f"no map of {zones} was in force at that time"),
            Case(
                pl.col("unmapped"),
                None,
                f"no map of {zones} was in force for part of the time it may mean;"
                " {zone} per {zone_version} holds a share of {share}",
            ),
            Case(
                pl.col("maps") > 1,
                None,
                "its time straddles a change of map and the maps differ on it; {zone} per {zone_version}"
                " holds a share of {share}",
            ),
            Case(
                share.is_null(),
                None,
                f"its place is known only to {{known_to}}, which cannot be held against {zones}",
            ),
            Case(share >= 0.5, None, "inside {zone} " + map_ + "; " + doubt),
            Case(True, None, "outside {zone} " + map_ + "; " + doubt),
        ),
    )


def _act_covered(provision: Provision) -> Condition[Truth]:
    """Whether what was done is something the clause names. A report that only knows a broader act
    ("fire") than the clause names ("fire/air") leaves it open."""
    act = pl.col("act")
    covered = pl.any_horizontal((act == code) | act.str.starts_with(f"{code}/") for code in provision.acts)
    broader = pl.any_horizontal(pl.lit(code).str.starts_with(act + "/") for code in provision.acts)
    named = ", ".join(provision.acts)
    return Condition(
        "act_covered",
        (
            Case(act.is_null(), None, "what was done is not known"),
            Case(covered, True, f"{{act}} is covered by {named}"),
            Case(broader, None, f"{{act}} is all that is known, and the clause is about {named}"),
            Case(True, False, f"{{act}} is not covered by {named}"),
        ),
    )


def _by_text(provision: Provision) -> Condition[Truth]:
    """Whether the text itself says that such an act by those bound breaches it: where that is only read
    into it, no breach is found, and whether the reading is right is for people to judge."""
    if provision.own_reading:
        return Condition("by_text", (Case(True, None, "a breach rests on our reading of the text"),))
    return Condition("by_text", (Case(True, True, "as the text has it"),))


def _actor_bound(way: str) -> Condition[Truth]:
    bound, why = pl.col(f"bound_{way}"), f"{{bound_{way}_why}}"
    return Condition("actor_bound", (Case(bound, True, why), Case(~bound, False, why), Case(True, None, why)))


def _target_covered(way: str) -> Condition[Truth]:
    """Whether the target is on a side that the clause speaks of, other than that of who acted. Where it
    is not, harm to civilians is still not settled by that."""
    covered, why = pl.col(f"covered_{way}"), f"{{covered_{way}_why}}"
    effect = "; but civilians were harmed, an effect that this does not settle"
    return Condition(
        "target_covered",
        (
            Case(covered, True, why),
            Case(~covered & pl.col("civilian_harm"), None, why + effect),
            Case(~covered, False, why),
            Case(True, None, why),
        ),
    )


def _exempt(provision: Provision, way: str) -> Condition[Truth]:
    """Whether the clause leaves out what was done, for its target; effect on civilians it never does."""
    if not provision.except_targets:
        return Condition("exempt", (Case(True, False, "the clause leaves nobody out"),))
    target, why = pl.col(f"target_{way}"), f"{{target_{way}_why}}"
    effect = "; but civilians were harmed, an effect that the exemption of the target does not cover"
    return Condition(
        "exempt",
        (
            Case(target & pl.col("civilian_harm"), None, why + effect),
            Case(target, True, why),
            Case(~target, False, why),
            Case(True, None, why),
        ),
    )
