"""Canaries: a distinctive string in every text a source can fill in, none of which the public may read."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_case import DAY, FINDING_ROWS, INCIDENT_ROWS, WATCH_ROWS, sealed, tally_rows
from small_case import placement_rows as placements
from test_editions import every_text

from holdfire.assessment.table import FINDINGS, PLACEMENT
from holdfire.incidents.table import INCIDENTS, MEMBERSHIP
from holdfire.publish.bulletin import compose
from holdfire.publish.edition import Edition
from holdfire.reports.table import REPORTS, TALLIES, WATCH

NOT_TEXT = ("when_precision", "incident_id", "report_id")
"""Without a known precision of time a row is of no day; ids are replaced so that rows stay joined."""


class Cage:
    """Gives out canaries, each once, and remembers them."""

    def __init__(self, seed):
        self.seed, self.out = seed, []

    def canary(self, kept=""):
        self.out.append(f"zq{self.seed:06d}x{len(self.out):05d}qz")
        return kept + self.out[-1]

    def filled(self, table, row, *kept):
        """The row with a canary in every text column of the table but the kept ones."""
        row = dict(row)
        for column in table.columns:
            if column.name in (*NOT_TEXT, *kept):
                continue
            if column.dtype == pl.String:
                row[column.name] = self.canary()
            elif column.dtype == pl.List(pl.String):
                row[column.name] = [self.canary(), self.canary()]
        return row


def caged(seed):
    """The small case with canaries for words, and the cage that knows them."""
    cage = Cage(seed)
    incident = {row["incident_id"]: cage.canary("i-") for row in INCIDENT_ROWS}
    incidents, reports, members = [], [], []
    for number, row in enumerate(INCIDENT_ROWS):
        kept = ("where_precision",) if number % 3 else ()
        made = cage.filled(INCIDENTS, row, *kept) | {"incident_id": incident[row["incident_id"]]}
        made["report_ids"] = [cage.canary("r-"), cage.canary("r-")]
        for report_id in made["report_ids"]:
            told = {"received": sealed().generated_at, "raw_line": 2, "direction_stated": number % 2 == 0}
            report = cage.filled(REPORTS, told) | {"report_id": report_id, "actor": made["actor"]}
            reports.append(report)
            members.append(
                {
                    "report_id": report_id,
                    "incident_id": made["incident_id"],
                    "probability": 1.0,
                    "judged_by": cage.canary(),
                }
            )
        incidents.append(made)
    joined = [row | {"incident_id": incident[row["incident_id"]]} for row in placements()]
    findings = [
        row
        | {
            "incident_id": incident[row["incident_id"]],
            "finding_id": cage.canary("f-"),
            "attributed_to": None if number % 2 == 0 else [cage.canary()],
        }
        for number, row in enumerate(FINDING_ROWS)
        if number not in (0, 2, 4, 6)  # those of incidents that two origins attribute: the name stays
    ]
    dataset = sealed(
        incidents=INCIDENTS.of(incidents),
        reports=REPORTS.of(reports),
        membership=MEMBERSHIP.of(members),
        placement=PLACEMENT.of(joined),
        findings=FINDINGS.of(findings),
        tallies=TALLIES.of(cage.filled(TALLIES, row) for row in tally_rows(DAY)),
        watch=WATCH.of(
            cage.filled(WATCH, row, *(("kind",) if row["kind"] == "denial" else ())) for row in WATCH_ROWS
        ),
        inputs=((cage.canary(), cage.canary()), (cage.canary(), cage.canary())),
    )
    return dataset, cage.out


@settings(max_examples=4)
@given(st.integers(0, 999_999))
def test_no_canary_is_in_any_file_of_the_public_edition(seed):
    dataset, canaries = caged(seed)
    text = every_text(Edition.PUBLIC, dataset)
    assert [each for each in canaries if each in text] == []


def test_the_canaries_are_alive():
    """The same dataset sings in the edition from which nothing is withheld."""
    dataset, canaries = caged(1)
    text = every_text(Edition.UN, dataset)
    assert len([each for each in canaries if each in text]) > 100


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.PARTIES])
def test_counts_are_the_same_in_every_edition_whatever_the_words(edition):
    dataset, _ = caged(2)

    def counts(each):
        bulletin = compose(dataset, DAY, each)
        zones = [[cell.text for cell in row[1:5]] for row in bulletin.sections[1].blocks[0].rows]
        tallies = sorted(f.value for f in bulletin.figures if f.unit.startswith("distinct") and f.value)
        return zones, sorted(row.verdict for row in bulletin.annex), tallies

    assert counts(edition) == counts(Edition.UN)
