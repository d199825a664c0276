"""One batch of text cells to rows of a table, with every defect of the rest: pure, no file, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from holdfire.reports.actors import ActorBook
from holdfire.reports.drafting import (
    DEFECT_SCHEMA,
    LINE,
    ROW,
    SHOWN_CHARS,
    Doubt,
    Draft,
    Rule,
    add_doubts,
    defects,
    raw,
    val,
)
from holdfire.reports.figures import doubt_toll, flag_tally
from holdfire.reports.identity import BETWEEN, row_texts
from holdfire.reports.map_parts import TABLES, SourceMap, Taken
from holdfire.reports.readers import NAMED_CELLS, TYPED
from holdfire.reports.readers.raw import Limits, RawBatch
from holdfire.reports.resolving import resolve_actors, resolve_observer
from holdfire.reports.spots import take_where
from holdfire.reports.taking import take_columns
from holdfire.reports.times import check_span, take_when
from holdfire.reports.watching import check_watch

IDENTITY, EDITS = "identity", "edits"
NOTES = {"reports": "doubts", "tallies": "flags"}
"""The column that holds, in words, what does not hold together."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How every batch of a file is read: its map, and what the mission knows."""

    source: SourceMap
    actors: ActorBook
    zone: str
    latest: datetime
    limits: Limits

    @property
    def formats(self) -> tuple[str, ...]:
        """Typed files bring their dates as ISO 8601, whatever else is declared."""
        declared = self.source.when.formats
        typed = self.source.format in TYPED | NAMED_CELLS and "iso" not in declared
        return (*declared, "iso") if typed else declared


@dataclass(frozen=True, slots=True)
class Drafted:
    """`rows`: those without defect, with the text each id is made of. `defects`: one line for each."""

    rows: pl.DataFrame
    defects: pl.DataFrame


def draft_batch(reading: Reading, batch: RawBatch) -> Drafted:
    base = _base(reading, batch)
    source = reading.source
    several = len(source.rows) > 1
    drafts = [_draft(reading, base.frame, row, several=several) for row in source.rows]
    found = [_broken(batch), defects(base), *(defects(draft) for draft in drafts)]
    lines = pl.concat(found).unique(maintain_order=True)
    bad = lines[ROW].unique().implode()
    rows = []
    for draft, row in zip(drafts, source.rows, strict=True):
        frame = draft.frame
        if source.kind in NOTES:
            frame = add_doubts(frame, draft.doubts, NOTES[source.kind])
        made = [name for name in TABLES[source.kind].names if "v:" + name in frame.columns]
        label = BETWEEN + row["count"].shown_as if several else ""
        frame = frame.select(
            ROW, LINE, pl.col(IDENTITY) + label, _edits(source).alias(EDITS), *(val(name) for name in made)
        )
        rows.append(frame.filter(~pl.col(ROW).is_in(bad)) if lines.height else frame)
    return Drafted(pl.concat(rows, how="diagonal"), lines)


def _edits(source: SourceMap) -> pl.Expr:
    """Whether the row may stand for an earlier one of its key: it says so, or nobody is asked to say."""
    return pl.lit(True) if source.edits is None else raw(source.edits).is_not_null()


def _base(reading: Reading, batch: RawBatch) -> Draft:
    """The cells the map uses, without spaces around them, and the rules for rows as a whole."""
    source, cells = reading.source, batch.cells
    used = [name for name in cells.columns if name in source.mapped]
    stripped = {name: pl.col(name).str.strip_chars() for name in used}
    frame = cells.select(
        pl.int_range(pl.len(), dtype=pl.Int64).alias(ROW),
        batch.lines.alias(LINE),
        row_texts(cells, source.slug).alias(IDENTITY),
        *(pl.when(_said(cell, source)).then(cell).alias("r:" + name) for name, cell in stripped.items()),
    )
    draft = Draft(frame)
    draft.rules.append(
        Rule(
            pl.col(IDENTITY).str.count_matches(BETWEEN, literal=True) != len(cells.columns) + 1,
            "(row)",
            pl.lit(None, pl.String),
            "A cell holds the control character U+001F.",
            "Take it out of the file; it stands for the border between cells.",
        )
    )
    longest = reading.limits.cell_chars_max
    if (frame[IDENTITY].str.len_bytes() > longest).any():
        draft.rules += [_too_long(name, longest) for name in used]
    if len(source.rows) > 1:
        draft.rules.append(_no_count(source))
    return draft


def _said(cell: pl.Expr, source: SourceMap) -> pl.Expr:
    """Whether the cell says anything: it is not empty, nor a text that means "not known" here."""
    said = cell != ""
    return said & ~cell.is_in(sorted(source.empty)) if source.empty else said


def _too_long(name: str, longest: int) -> Rule:
    return Rule(
        raw(name).str.len_chars() > longest,
        name,
        raw(name),
        f"The cell has more than {longest} characters.",
        "Shorten it; whole documents belong to the evidence.",
    )


def _no_count(source: SourceMap) -> Rule:
    columns = [name for row in source.rows for name in row["count"].columns]
    return Rule(
        pl.all_horizontal(raw(name).is_null() for name in columns),
        ", ".join(columns),
        pl.lit(None, pl.String),
        "The row gives no count.",
        "Blank is not zero. If a count stands elsewhere (in a note, in another unit), enter it by hand.",
    )


def _draft(reading: Reading, base: pl.DataFrame, row: Mapping[str, Taken], *, several: bool) -> Draft:
    """One table row for each file row; of several counts in a row, those that are given."""
    source = reading.source
    given = [raw(name).is_not_null() for name in row["count"].columns] if several else []
    draft = Draft(base.filter(pl.any_horizontal(given)) if given else base)
    take_columns(draft, source, row, TABLES[source.kind])
    take_when(draft, source, reading.zone, reading.formats)
    check_span(draft, source.when.start, reading.latest)
    keep = source.unknown_actor == "keep"
    if source.kind == "reports":
        if source.where is not None:
            take_where(draft, source, source.where)
        doubt_toll(draft)
        keep_ids = source.unknown_id == "keep"
        resolve_actors(draft, reading.actors, keep_unknown=keep, keep_ids=keep_ids)
    elif source.kind == "tallies":
        _settle_tally(draft, row)
        flag_tally(draft, row.get("parts"))
    else:
        check_watch(draft, row)
    if source.kind != "reports" and row["observer"].constant is None:
        resolve_observer(draft, reading.actors, keep_unknown=keep)
    _require(draft, source, row)
    _must(draft, source)
    _remark(draft, source)
    return draft


def _settle_tally(draft: Draft, row: Mapping[str, Taken]) -> None:
    """A cut-off nobody states is not stated; the characters printed are the count's own cell."""
    stated = val("cutoff_stated") if draft.has("cutoff_stated") else pl.lit(None, pl.Boolean)
    draft.set(cutoff_stated=stated.fill_null(False))
    columns = [name for name in row["count"].columns if "r:" + name in draft.frame.columns]
    if not draft.has("count_as_printed") and columns:
        draft.set(count_as_printed=pl.coalesce(raw(name) for name in columns))


def _require(draft: Draft, source: SourceMap, row: Mapping[str, Taken]) -> None:
    """What the table never leaves null, and what the map requires."""
    table = TABLES[source.kind]
    never = {each.name for each in table.columns if not each.null}
    for name in table.names:
        if not draft.has(name) or name not in never | source.required:
            continue
        filled_by = source.when.start if name.startswith("when_") else row.get(name)
        columns = filled_by.columns if filled_by else ()
        silent = [raw(each).is_null() for each in columns if "r:" + each in draft.frame.columns]
        draft.rules.append(
            Rule(
                val(name).is_null() & (pl.all_horizontal(silent) if silent else pl.lit(True)),
                filled_by.shown_as if filled_by else name,
                pl.lit(None, pl.String),
                f"{name} is empty, and it may not be.",
                "Fill it in the file, or say in the source map where else it stands.",
            )
        )


def _must(draft: Draft, source: SourceMap) -> None:
    """What the map says must match; a row that says nothing there does not match either."""
    for each in source.musts:
        there = "r:" + each.column in draft.frame.columns
        said = raw(each.column) if there else pl.lit(None, pl.String)
        bad = ~said.str.contains(f"^(?:{each.pattern})$").fill_null(False)
        if each.only_if and "r:" + each.only_if[0] in draft.frame.columns:
            bad &= raw(each.only_if[0]).str.contains(f"^(?:{each.only_if[1]})$").fill_null(False)
        draft.rules.append(
            Rule(
                bad,
                each.column,
                said,
                f"{each.why}.",
                "Correct it at its source; or, if it is to be taken so, change 'must:' in the source map.",
            )
        )


def _remark(draft: Draft, source: SourceMap) -> None:
    for each in source.remarks:
        if "r:" + each.column in draft.frame.columns:
            before, value, after = each.say.partition("{value}")
            words = (
                pl.concat_str(pl.lit(before), raw(each.column), pl.lit(after)) if value else pl.lit(before)
            )
            here = raw(each.column).str.contains(each.pattern)
            if each.observer is not None and draft.has("observer"):
                here &= val("observer") == each.observer
            draft.doubts.append(Doubt(here, words))


def _broken(batch: RawBatch) -> pl.DataFrame:
    rows = [
        (batch.cells.height + at, each.line, each.column, each.value[:SHOWN_CHARS], each.reason, each.advice)
        for at, each in enumerate(batch.broken)
    ]
    return pl.DataFrame(rows, schema=DEFECT_SCHEMA, orient="row")
