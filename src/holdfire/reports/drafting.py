"""Rows on their way from text cells to a table: what they hold so far, and what is wrong with them.

Columns of the file are called "r:<name>" here and columns of the table "v:<name>", so that the two
can never be mixed up. Rules and doubts are expressions: they are asked of all rows of a batch at
once, and their words are only made for the few rows they concern.
"""

from dataclasses import dataclass, field

import polars as pl

from holdfire.columns import NAMES, Table

ROW, LINE = "row", "raw_line"
"""A row's place in its batch, and its line in the file (in GeoJSON: the number of its feature)."""

SHOWN_CHARS = 200


def raw(name: str) -> pl.Expr:
    """That column of the file: text without spaces around it, null where it is empty."""
    return pl.col("r:" + name)


def val(name: str) -> pl.Expr:
    """That column of the table, as far as it is made."""
    return pl.col("v:" + name)


def say(template: str, *values: pl.Expr) -> pl.Expr:
    """The template with each {} filled by a value; one that is null reads "nothing".

    pl.format does the same, but polars 2.1 panics in it where a column lies in several chunks.
    """
    parts = template.split("{}")
    filled = [pl.lit(parts[0])]
    for value, after in zip(values, parts[1:], strict=True):
        filled += [value.cast(pl.String).fill_null("nothing"), pl.lit(after)]
    return pl.concat_str(filled)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a row must not be. Where `bad` is true it goes to quarantine, with column, value and reason;
    where `bad` cannot be told (null) it does not."""

    bad: pl.Expr
    column: str
    value: pl.Expr
    reason: str | pl.Expr
    advice: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is kept as printed but does not hold together, in words."""

    holds: pl.Expr
    words: str | pl.Expr


@dataclass(slots=True)
class Draft:
    """The rows of one batch, and the rules and doubts gathered for them."""

    frame: pl.DataFrame
    rules: list[Rule] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def set(self, **values: pl.Expr) -> None:
        """Make or replace columns of the table."""
        self.frame = self.frame.with_columns(each.alias("v:" + name) for name, each in values.items())

    def has(self, name: str) -> bool:
        return "v:" + name in self.frame.columns


DEFECT_SCHEMA = {
    ROW: pl.Int64,
    LINE: pl.Int64,
    "column": pl.String,
    "value": pl.String,
    "reason": pl.String,
    "advice": pl.String,
}


def defects(draft: Draft) -> pl.DataFrame:
    """Ask every rule of every row: one line for each rule that a row breaks."""
    found = [pl.DataFrame(schema=DEFECT_SCHEMA)]
    if draft.rules and draft.frame.height:
        flags = draft.frame.select(
            rule.bad.fill_null(False).alias(str(place)) for place, rule in enumerate(draft.rules)
        )
        for place, rule in enumerate(draft.rules):
            if flags[str(place)].any():
                found.append(_told(draft.frame.filter(flags[str(place)]), rule))
    return pl.concat(found)


def _told(rows: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    reason = pl.lit(rule.reason) if isinstance(rule.reason, str) else rule.reason
    return rows.select(
        ROW,
        LINE,
        column=pl.lit(rule.column, dtype=pl.String),
        value=rule.value.cast(pl.String).str.slice(0, SHOWN_CHARS),
        reason=reason.cast(pl.String),
        advice=pl.lit(rule.advice, dtype=pl.String),
    )


def add_doubts(frame: pl.DataFrame, doubts: list[Doubt], column: str) -> pl.DataFrame:
    """Write the doubts into that list column, behind what it holds; null where there is none."""
    if not doubts or not frame.height:
        return frame
    flags = frame.select(each.holds.fill_null(False).alias(str(place)) for place, each in enumerate(doubts))
    words = []
    for place, each in enumerate(doubts):
        if flags[str(place)].any():
            said = pl.lit(each.words) if isinstance(each.words, str) else each.words
            words.append(pl.when(flags[str(place)]).then(said.cast(pl.String)))
    if not words:
        return frame
    target = val(column)
    before = target if "v:" + column in frame.columns else pl.lit(None, dtype=NAMES)
    whole = pl.concat_list(before.fill_null(pl.lit([], dtype=NAMES)), *words).list.drop_nulls()
    return frame.with_columns(pl.when(whole.list.len() > 0).then(whole).alias("v:" + column))


def as_table(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The columns of the table, in its order and types; one that was not made is null throughout."""
    made = set(frame.columns)
    return frame.select(
        (val(each.name) if "v:" + each.name in made else pl.lit(None)).cast(each.dtype).alias(each.name)
        for each in table.columns
    )
