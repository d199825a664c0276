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
    """The dataset with every id of incident, report, finding, tally, watch and case replaced; the key is
    gone."""
    key = dataset.publication_key
    aside = (dataset.withdrawn, dataset.held_back)
    frames = (dataset.incidents, dataset.membership, dataset.placement, dataset.findings, *aside)
    incident = _Ids(key, edition, *(each["incident_id"] for each in (*frames, dataset.cases)))
    named = (dataset.incidents, *aside, dataset.cases)
    listed = [each["report_ids"].explode(keep_nulls=False, empty_as_null=False) for each in named]
    report = _Ids(key, edition, *listed, dataset.membership["report_id"], dataset.reports["report_id"])
    case = _Ids(
        key, edition, *(each["case_id"] for each in (dataset.cases, dataset.steps, dataset.positions))
    )
    finding = _Ids(key, edition, dataset.findings["finding_id"])
    tally = _Ids(key, edition, dataset.tallies["tally_id"])
    watch = _Ids(key, edition, dataset.watch["watch_id"])
    own = (incident.of("incident_id"), report.listed("report_ids"))
    return replace(
        dataset,
        incidents=dataset.incidents.with_columns(own),
        withdrawn=dataset.withdrawn.with_columns(own),
        held_back=dataset.held_back.with_columns(own),
        cases=dataset.cases.with_columns(case.of("case_id"), case.of("duplicate_of"), *own),
        steps=dataset.steps.with_columns(case.of("case_id")),
        positions=dataset.positions.with_columns(case.of("case_id")),
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

    def listed(self, column: str) -> pl.Expr:
        return pl.col(column).list.eval(self.shown(pl.element())).list.sort().alias(column)

    def of(self, column: str) -> pl.Expr:
        return self.shown(pl.col(column)).alias(column)


def renamed(frame: pl.DataFrame, key: str, edition: str, *columns: str) -> pl.DataFrame:
    """A frame computed from claims as held, with the ids in those columns as that edition shows them.

    Columns may hold one id or a list of them. Ids are those of pseudonymous(): a row of such a frame and
    one of the redacted dataset that name the same thing carry the same id.
    """
    shown = []
    for name in columns:
        listed = isinstance(frame.schema[name], pl.List)
        held = frame[name].explode(keep_nulls=False, empty_as_null=False) if listed else frame[name]
        ids = _Ids(key, edition, held)
        shown.append(ids.listed(name) if listed else ids.of(name))
    return frame.with_columns(shown)
