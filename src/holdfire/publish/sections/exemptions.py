"""Exemption claims: that a target was left out of the ceasefire is a claim, tested, never a filter."""

from holdfire.publish.day import DayCut
from holdfire.publish.editions import WITHHELD
from holdfire.publish.layout import Grid, Section, said
from holdfire.publish.wording import listed, where_words

TESTED = (
    ("claimed: supported", "claimed, and the evidence supports it"),
    ("claimed: contradicted", "claimed, and the evidence contradicts it"),
    ("claimed: untestable", "claimed, and it cannot be tested with what is known"),
    ("not claimed: target excluded", "not claimed, though the target is a group left out"),
)


def exemptions(cut: DayCut) -> Section:
    held: dict[str, set[str]] = {outcome: set() for outcome, _ in TESTED}
    for incident, outcome in cut.findings.select("incident_id", "exemption").iter_rows():
        if outcome in held:
            held[outcome].add(incident)
    # A count that leaves the withheld ones out would be read as the number of claims.
    hidden = (cut.findings["exemption"] == WITHHELD).any()
    rows = [
        (
            said(words),
            said("withheld" if hidden else cut.counting.count(tuple(sorted(held[outcome])), "incidents")),
        )
        for outcome, words in TESTED
    ]
    grid = Grid(
        "Claims that the target was exempt, by what testing them shows",
        ("Outcome of the test", "Incidents"),
        tuple(rows),
        "An incident with a claim stays in every count of this bulletin. One incident may stand in two rows "
        "where two clauses are tested.",
        frozenset({1}),
    )
    lines = tuple(
        said(f"{where_words(row, cut.dataset.units)}: target claimed to be {_target(cut, row['target'])}.")
        for row in cut.rows_of(cut.incidents)
        if row["exemption_claimed"]
    )
    return Section(5, "exemptions", "Exemption claims", (grid, *lines))


def _target(cut: DayCut, target: list[str] | None) -> str:
    return (
        listed([cut.party_name(each) for each in target])
        if target
        else "exempt, the group not shown or not known"
    )
