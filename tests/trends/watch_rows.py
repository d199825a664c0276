"""Entries of watch for tests: one day of one post unless said otherwise."""

from datetime import UTC, datetime, timedelta

from holdfire.moments import Span
from holdfire.reports.table import WATCH

NOON = datetime(2017, 6, 15, 12, tzinfo=UTC)
DAY = Span(NOON, NOON + timedelta(days=1))


def entry(name, **more):
    return {
        "watch_id": f"w-{name}",
        "source": "posts",
        "observer": "turkey",
        "received": NOON,
        "when_start": DAY.start,
        "when_end": DAY.end,
        "area": "idlib",
        "kind": "post",
        "raw_file": "watch.csv",
        "raw_file_sha256": "0" * 64,
        "raw_line": 2,
    } | more


def watch(*rows):
    return WATCH.of(rows)
