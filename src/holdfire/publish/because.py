"""Who changed what a bulletin said, and why: the acts in the journal since, as an edition may tell them.

Nothing is guessed: an act explains a change of an incident where it names one of the incident's reports.
Where none does, the reports were fused anew with others that came in since; and where there is no act at
all, that is said.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from holdfire.publish.edition import Edition
from holdfire.publish.editions import SHOWS
from holdfire.publish.pseudonyms import pseudonym
from holdfire.publish.visible import visible

REVISED, REPORTED, JUDGED, CASE, RULES, TALLIED = (
    "revised claim",
    "new report",
    "judgement",
    "case",
    "other rules",
    "tallies",
)
NOT_KNOWN = "not known"

_WHO = {
    REVISED: "a source",
    REPORTED: "a source",
    JUDGED: "a person on duty",
    CASE: "the officer of the case",
    RULES: "the mission",
    TALLIED: "a source",
}
_WHY = {
    REVISED: "the source revised its claim",
    REPORTED: "another report came in",
    JUDGED: "a person judged reports of it",
    CASE: "its case was decided",
    RULES: "it was assessed again under other rules",
    TALLIED: "tallies came in",
}


@dataclass(frozen=True, slots=True)
class Act:
    """One act: the number of its line in the journal, what kind, who, why, and the reports (or tallies) it
    names.

    `says` is what it decided, in our words ("same", "withdrawn"); "" where the kind says all.
    """

    entry: int
    kind: str
    by: str
    why: str
    reports: frozenset[str] = frozenset()
    says: str = ""


@dataclass(frozen=True, slots=True)
class Because:
    """Who, why, and the lines of the journal that say so."""

    who: str
    why: str
    entries: tuple[int, ...]


def acts_of_cases(cases: pl.DataFrame, steps: pl.DataFrame) -> tuple[Act, ...]:
    """How cases were decided: the last step of each case that is not open any more."""
    reports = {row["case_id"]: row["report_ids"] for row in cases.filter(~pl.col("is_open")).to_dicts()}
    last = {row["case_id"]: row for row in steps.sort("entry").to_dicts() if row["case_id"] in reports}
    return tuple(
        Act(row["entry"], CASE, row["by"], row["why"], frozenset(reports[case]), row["step_to"])
        for case, row in last.items()
    )


def acts_for(acts: Iterable[Act], key: str, edition: Edition) -> tuple[Act, ...]:
    """The acts as that edition may know them: without names, files and words where it shows none.

    What kind of act it was, what it decided and its line in the journal stay, so that whoever holds the
    mission finds who it was.
    """
    shows = SHOWS[edition]
    told = []
    for act in acts:
        reports = act.reports
        if not shows.source_names:
            reports = frozenset(pseudonym(key, edition, each) for each in reports)
        told.append(
            replace(
                act,
                by=visible(act.by) if shows.source_names else _WHO[act.kind],
                why=visible(act.why) if shows.report_text else "",
                reports=reports,
            )
        )
    return tuple(told)


def because(
    acts: Sequence[Act], since: int, reports: Collection[str], kinds: Collection[str] = ()
) -> Because:
    """Who and why, out of the acts after line `since` of the journal. `kinds` limits which may explain."""
    later = [act for act in acts if act.entry > since]
    own = [act for act in later if not act.reports.isdisjoint(reports) or act.kind == RULES]
    chosen = [act for act in own if act.kind in kinds] if kinds else [a for a in own if a.kind != RULES]
    if chosen:
        return _joined(chosen)
    came = sorted({act.entry for act in later if act.kind in (REVISED, REPORTED, JUDGED)})
    if came and TALLIED not in kinds:
        why = "no act names its reports: all reports were fused anew with what came in or was judged since"
        return Because("the mission", why, tuple(came))
    return Because(NOT_KNOWN, "no act in the journal since then explains it", ())


def _joined(acts: Sequence[Act]) -> Because:
    who = dict.fromkeys(act.by for act in acts)
    why = dict.fromkeys(_words(act) for act in acts)
    return Because("; ".join(who), "; ".join(why), tuple(sorted({act.entry for act in acts})))


def _words(act: Act) -> str:
    says = f" ({act.says})" if act.says else ""
    return f"{_WHY[act.kind]}{says}" + (f": {act.why}" if act.why else "")
