"""What must hold between the parts of a source map, so that a bad map is refused before any row is read."""

import re
from collections.abc import Iterator

from holdfire.errors import Fault
from holdfire.lines import Lines, Step
from holdfire.moments import ACLED_TIME_PRECISION, UCDP_DATE_PRECISION, TimePrecision
from holdfire.places.point import PlacePrecision
from holdfire.places.precision import ACLED_GEO, UCDP_WHERE
from holdfire.reports.act import ACT_CODES
from holdfire.reports.map_parts import TABLES, WATCH_KINDS, SourceMap, Taken

TRUTHS = frozenset({"true", "false"})


def closed_words(kind: str, target: str) -> frozenset[str] | None:
    """The only values a column of that table may hold; None where it is open."""
    if target == "act":
        return ACT_CODES
    if kind == "watch" and target == "kind":
        return WATCH_KINDS
    return TRUTHS if str(TABLES[kind].schema.get(target)) == "Boolean" else None


def code_words(codes: str, part: str) -> frozenset[str]:
    """The codes a precision column may hold: the names of our own scale, or UCDP's or ACLED's numbers."""
    if part == "when":
        scales = {"names": TimePrecision, "ucdp": UCDP_DATE_PRECISION, "acled": ACLED_TIME_PRECISION}
    else:
        scales = {"names": PlacePrecision, "ucdp": UCDP_WHERE, "acled": ACLED_GEO}
    return frozenset(str(each) for each in scales[codes])  # type: ignore[attr-defined]


def checked(source: SourceMap, lines: Lines) -> Iterator[Fault]:
    """Every fault of a map that could be read."""
    yield from _columns(source, lines)
    yield from _lookups(source, lines)
    yield from _needed(source, lines)
    yield from _formats(source, lines)
    if source.register is not None and source.kind != "reports":
        what = f"a map of {source.kind} has no 'register'."
        yield Fault(
            lines.at("register"), what, "Its column `observer` says whose it is; leave 'register' out."
        )


def _columns(source: SourceMap, lines: Lines) -> Iterator[Fault]:
    for name in sorted(source.ignore & source.mapped):
        yield Fault(
            lines.at("ignore"), f"the column {name!r} is both mapped and ignored.", "Keep one of the two."
        )
    strange = (source.optional or frozenset()) - source.mapped - source.ignore
    for name in sorted(strange):
        what = f"the optional column {name!r} is used nowhere in the map."
        yield Fault(lines.at("optional"), what, "Map it, or take it off the list.")


def _uses(source: SourceMap) -> Iterator[tuple[tuple[Step, ...], Taken, frozenset[str] | None]]:
    """Every place of the map that takes a value, with the words allowed there."""
    for at, row in enumerate(source.rows):
        for target, taken in row.items():
            path: tuple[Step, ...] = (
                ("counts", at, target) if source.kind == "tallies" else ("columns", target)
            )
            yield path, taken, closed_words(source.kind, target)
    when, where = source.when, source.where
    if when.precision:
        yield ("when", "precision"), when.precision, code_words(when.codes, "when")
    for name, each in (("start", when.start), ("end", when.end)):
        if each:
            yield ("when", name), each, None
    if where:
        yield ("where", "precision"), where.precision, code_words(where.codes, "where")
        for name, each in (("lon", where.lon), ("lat", where.lat), ("radius_m", where.radius_m)):
            if each:
                yield ("where", name), each, None


def _lookups(source: SourceMap, lines: Lines) -> Iterator[Fault]:
    used: set[str] = set()
    for path, taken, words in _uses(source):
        if words is not None and taken.constant is not None and taken.constant not in words:
            yield Fault(lines.at(*path), f"{taken.constant!r} is no value of {path[-1]}.", _advice(words))
        if taken.lookup is None:
            continue
        used.add(taken.lookup)
        if taken.lookup not in source.lookups:
            what = f"there is no lookup {taken.lookup!r}."
            yield Fault(lines.at(*path), what, "Write it under 'lookups'.")
            continue
        for written, becomes in source.lookups[taken.lookup].values.items():
            if words is not None and becomes is not None and becomes not in words:
                at = lines.at("lookups", taken.lookup, "values", written)
                yield Fault(at, f"{written!r} becomes {becomes!r}, no value of {path[-1]}.", _advice(words))
    for name in sorted(source.lookups.keys() - used):
        yield Fault(
            lines.at("lookups", name), f"the lookup {name!r} is used nowhere.", "Use it or delete it."
        )


def _advice(words: frozenset[str]) -> str:
    listed = sorted(words)
    return f"It is one of: {', '.join(listed)}." if len(listed) < 12 else "docs/acts.md lists the codes."


def _needed(source: SourceMap, lines: Lines) -> Iterator[Fault]:
    table = TABLES[source.kind]
    for name in sorted(source.required - set(table.names)):
        yield Fault(
            lines.at("required"), f"the table {source.kind} has no column {name!r}.", "See docs/tables.md."
        )
    must = {"tallies": ("observer", "count"), "watch": ("observer", "kind")}.get(source.kind, ())
    for at, row in enumerate(source.rows):
        for name in must:
            if name not in row:
                path: tuple[Step, ...] = ("counts", at) if source.kind == "tallies" else ("columns",)
                yield Fault(
                    lines.at(*path), f"{name!r} is not mapped.", f"Every row of {source.kind} needs it."
                )
    if source.unique_key and not any("source_key" in row for row in source.rows):
        yield Fault(lines.at("unique_key"), "there is no source_key to be unique.", "Map `source_key`.")


def _formats(source: SourceMap, lines: Lines) -> Iterator[Fault]:
    for at, form in enumerate(source.when.formats):
        if form != "iso" and not re.search("%[YyjsDFbBdm]", form):
            yield Fault(
                lines.at("when", "formats", at), f"{form!r} is no form of date.", "For instance %d/%m/%Y."
            )
    if source.when.form in ("written",) and source.when.formats != ("iso",):
        what = "the form 'written' reads 2017, 2017-03, 2017-W12 and 2017-03-25; it takes no formats."
        yield Fault(lines.at("when", "formats"), what, "Use the form 'days' for other ways of writing a day.")
    if source.when.form in ("days", "middle") and source.when.precision is None:
        yield Fault(
            lines.at("when"), "'precision' is missing.", "Write precision: {is: day} if every date is a day."
        )
