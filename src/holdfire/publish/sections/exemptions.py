"""Exemption claims: that a target was left out of the ceasefire is a claim, tested, never a filter."""

import polars as pl

from holdfire.assessment.exemption_ledger import OUTCOMES, exemption_ledger
from holdfire.publish.day import DayCut
from holdfire.publish.editions import WITHHELD
from holdfire.publish.figure import Counting
from holdfire.publish.layout import Block, Cell, Grid, Section, said
from holdfire.publish.wording import listed, where_words
from holdfire.registers.origins import is_derived

ROWS = (
    ("claimed", "claimed by a report"),
    ("supported", "claimed, and the evidence supports it"),
    ("contradicted", "claimed, and the evidence contradicts it"),
    ("untestable", "claimed, and it cannot be tested with what is known"),
    ("not claimed, target excluded", "not claimed, though the target is a group left out"),
)
HEAD = ("Outcome of the test", "Incidents", "With harm to civilians", "Harm to civilians not known")
PRINTED = "a case is re-labelled"
"""How the flag of a tally begins in which an observer says that one of its cases was exempt."""


def exemptions(cut: DayCut) -> Section:
    ledger = exemption_ledger(cut.incidents, cut.findings)
    # A count that leaves the withheld ones out would be read as the number of claims.
    hidden = bool((cut.findings["exemption"] == WITHHELD).any())
    grid = Grid(
        "Claims that the target was exempt, by what testing them shows",
        HEAD,
        tuple(_row(cut.counting, ledger, outcome, words, hidden) for outcome, words in ROWS),
        "Each incident stands once: clauses that disagree on a claim leave it untestable. The first row is "
        "the three below it together. An incident with a claim stays in every count of this bulletin, and so "
        "does its harm to civilians.",
        frozenset({1, 2, 3}),
        frozenset({0}),
    )
    lines = tuple(
        said(f"{where_words(row, cut.dataset.units)}: target claimed to be {_target(cut, row['target'])}.")
        for row in cut.rows_of(cut.incidents)
        if row["exemption_claimed"]
    )
    return Section(5, "exemptions", "Exemption claims", (grid, *lines, *_printed(cut)))


def _row(
    counting: Counting, ledger: pl.DataFrame, outcome: str, words: str, hidden: bool
) -> tuple[Cell, ...]:
    if hidden:
        return (said(words), *(said("withheld"),) * 3)
    own = ledger.filter("claimed") if outcome == "claimed" else ledger.filter(pl.col("outcome") == outcome)
    assert outcome == "claimed" or outcome in OUTCOMES
    kinds = (own, own.filter("civilian_harm"), own.filter(pl.col("civilian_harm").is_null()))
    counts = (counting.count(tuple(each["incident_id"].to_list()), "incidents") for each in kinds)
    return (said(words), *(said(each) for each in counts))


def _printed(cut: DayCut) -> tuple[Block, ...]:
    """Claims inside observers' tallies: which case is meant is not said, so nothing can be tested."""
    flags = pl.col("flags").list.eval(pl.element().str.starts_with(PRINTED)).list.any().fill_null(False)
    rows = cut.tallies.filter(flags & ~is_derived())
    if rows.is_empty():
        return ()
    counting = cut.counting.by("each observer", cut.span, "as printed: a remark on a case of a tally")
    figure = counting.count(tuple(rows["tally_id"].to_list()), "tallies with such a claim")
    return (
        said(
            "Tallies in which a case is said to have been aimed at a group left out: ",
            figure,
            ". The case is not named, so the claim is untestable; it stays in the tally.",
        ),
    )


def _target(cut: DayCut, target: list[str] | None) -> str:
    return (
        listed([cut.party_name(each) for each in target])
        if target
        else "exempt, the group not shown or not known"
    )
