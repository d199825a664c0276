"""Ids for an edition that names no source: nobody can make them anew from a guessed row.

A report's id is a hash of its content, so whoever holds the same public file can recompute it and learn
that a mission took it in. Here each id becomes an HMAC-SHA256 under the mission's own key, which stands
in mission.toml and in no bulletin. Whoever holds the mission can make them again and so find the rows;
two nodes with one key make the same ones; two editions of one day cannot be joined by them.
"""

import hmac
import re
from dataclasses import replace

import polars as pl

from holdfire.errors import PublishError
from holdfire.publish.sealed import SealedDataset

_KEY = re.compile(r"[0-9a-f]{64}")


def pseudonym(key: str, edition: str, name: str) -> str:
    """The id under which that edition shows `name`: its first letter, and 20 hex digits."""
    if not _KEY.fullmatch(key):
        raise PublishError(
            "This mission has no publication key, so the ids in this edition would give its sources away.",
            'Write publication_key = "..." into mission.toml, above [reporting_day]: 64 digits 0-9 a-f, '
            "drawn by lot, and the same in every node of the mission.",
        )
    made = hmac.digest(bytes.fromhex(key), f"{edition}\x1f{name}".encode(), "sha256").hex()
    return f"{name[:1]}-{made[:20]}"


def pseudonymous(dataset: SealedDataset, edition: str) -> SealedDataset:
    """The dataset with every id of incident, report, finding, tally and watch replaced; the key is gone."""
    key = dataset.publication_key
    frames = (dataset.incidents, dataset.membership, dataset.placement, dataset.findings)
    incident = _Ids(key, edition, *(each["incident_id"] for each in frames))
    listed = dataset.incidents["report_ids"].explode(keep_nulls=False, empty_as_null=False)
    reports = (listed, dataset.membership["report_id"], dataset.reports["report_id"])
    report = _Ids(key, edition, *reports)
    finding = _Ids(key, edition, dataset.findings["finding_id"])
    tally = _Ids(key, edition, dataset.tallies["tally_id"])
    watch = _Ids(key, edition, dataset.watch["watch_id"])
    return replace(
        dataset,
        incidents=dataset.incidents.with_columns(
            incident.of("incident_id"), pl.col("report_ids").list.eval(report.shown(pl.element())).list.sort()
        ),
        membership=dataset.membership.with_columns(incident.of("incident_id"), report.of("report_id")),
        placement=dataset.placement.with_columns(incident.of("incident_id")),
        findings=dataset.findings.with_columns(incident.of("incident_id"), finding.of("finding_id")),
        tallies=dataset.tallies.with_columns(tally.of("tally_id")),
        watch=dataset.watch.with_columns(watch.of("watch_id")),
        reports=dataset.reports.with_columns(report.of("report_id")),
        withheld=frozenset(incident.map[each] for each in dataset.withheld if each in incident.map),
        publication_key="",
    )


class _Ids:
    """The ids of one kind of row and what they become."""

    def __init__(self, key: str, edition: str, *held: pl.Series) -> None:
        names = sorted({each for series in held for each in series.drop_nulls().to_list()})
        self.map = {name: pseudonym(key, edition, name) for name in names}

    def shown(self, ids: pl.Expr) -> pl.Expr:
        """Null where the row named is not in the dataset at all: an id shown is never the true one."""
        if not self.map:
            return pl.when(ids.is_null()).then(ids)
        return ids.replace_strict(
            list(self.map), list(self.map.values()), default=None, return_dtype=pl.String
        )

    def of(self, column: str) -> pl.Expr:
        return self.shown(pl.col(column)).alias(column)
