"""One value out of a row of text cells: taken from its columns, looked up, and read as its type."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from holdfire.columns import NAMES, Table
from holdfire.reports.drafting import Draft, Rule, raw, say, val
from holdfire.reports.map_checks import closed_words
from holdfire.reports.map_parts import Lookup, SourceMap, Taken

INT_MAX = {pl.Int32: 2**31 - 1, pl.Int64: 2**63 - 1}
_TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_NOTHING = pl.lit(None, dtype=pl.String)


def taken(draft: Draft, source: SourceMap, each: Taken, closed: frozenset[str] | None = None) -> pl.Expr:
    """The text that `each` says, after its lookup; null where the file has nothing.

    A value that the lookup or the closed list of words does not know becomes a rule of the draft.
    """
    have = [name for name in each.columns if "r:" + name in draft.frame.columns]
    if each.constant is not None:
        found = pl.lit(each.constant)
    elif each.words is not None:
        found = _in_words(each) if len(have) == len(each.columns) else _NOTHING
    else:
        found = pl.coalesce(raw(name) for name in have) if have else _NOTHING
    if each.only_if and "r:" + each.only_if[0] in draft.frame.columns:
        column, pattern = each.only_if
        found = pl.when(raw(column).str.contains(f"^(?:{pattern})$")).then(found)
    written = found
    if each.lookup is not None:
        found = _looked_up(draft, source.lookups[each.lookup], each, found)
    if closed is not None and each.constant is None:
        draft.rules.append(
            Rule(
                found.is_not_null() & ~found.is_in(sorted(closed)),
                each.shown_as,
                written,
                say("{} is not one of the values known here.", found),
                "Correct it with a lookup in the source map; docs/source-maps.md lists the values.",
            )
        )
    return found


def _in_words(each: Taken) -> pl.Expr:
    parts: list[pl.Expr] = []
    rest = each.words or ""
    for name in each.columns:
        before, _, rest = rest.partition("{" + name + "}")
        parts += [pl.lit(before), raw(name)]
    return pl.concat_str(*parts, pl.lit(rest))


def _looked_up(draft: Draft, lookup: Lookup, each: Taken, found: pl.Expr) -> pl.Expr:
    written, becomes = list(lookup.values), list(lookup.values.values())
    if lookup.otherwise == "keep":
        return found.replace_strict(written, becomes, default=found, return_dtype=pl.String)
    if lookup.otherwise == "quarantine":
        draft.rules.append(
            Rule(
                found.is_not_null() & ~found.is_in(written),
                each.shown_as,
                found,
                say("The lookup {} has no value for {}.", pl.lit(each.lookup), found),
                f"Add it to the lookup {each.lookup!r} of the source map, or correct the file.",
            )
        )
    return found.replace_strict(written, becomes, default=None, return_dtype=pl.String)


def take_columns(draft: Draft, source: SourceMap, row: Mapping[str, Taken], table: Table) -> None:
    """Every column that the map fills directly, read as the table's type. What is not text keeps its
    text beside it (<name>_text), for the words of a rule."""
    typed = {name for name in row if table.schema.get(name, pl.String) != pl.String}
    texts = {name: taken(draft, source, each, closed_words(source.kind, name)) for name, each in row.items()}
    draft.set(**{f"{name}_text" if name in typed else name: text for name, text in texts.items()})
    whole = {name: whole_number(val(f"{name}_text")) for name in typed if table.schema[name] in INT_MAX}
    draft.set(**{f"{name}_read": read for name, read in whole.items()})
    draft.set(**{name: _read(draft, name, row[name], table.schema[name]) for name in typed})


def whole_number(text: pl.Expr) -> pl.Expr:
    """A typed file writes 13 as 13.0 where its column has gaps; that is 13."""
    return text.str.strip_suffix(".0").cast(pl.Int64, strict=False)


def _read(draft: Draft, name: str, each: Taken, dtype: Any) -> pl.Expr:
    """The text as that type; rules speak of columns that are made by the time they are asked."""
    text = val(f"{name}_text")
    if dtype == NAMES:
        return names_in(text)
    if dtype == pl.Boolean:
        _check_kind(draft, each, name, "true or false")
        return text.str.to_lowercase().replace_strict(_TRUTHS, default=None, return_dtype=pl.Boolean)
    if dtype == pl.Float64:
        return number(draft, each, name)
    read, limit = val(f"{name}_read"), INT_MAX[dtype]
    _check_kind(draft, each, f"{name}_read", "a whole number", text)
    draft.rules.append(
        Rule(
            (read < 0) | (read > limit),
            each.shown_as,
            text,
            say("{} cannot be a count.", text),
            "A count is 0 or more; leave it empty where it is not known.",
        )
    )
    return pl.when(read.is_between(0, limit)).then(read)


def names_in(text: pl.Expr) -> pl.Expr:
    """Values with semicolons between them, as a list; null where there is none."""
    parts = text.str.split(";").list.eval(pl.element().str.strip_chars())
    parts = parts.list.eval(pl.element().filter(pl.element() != ""))
    return pl.when(parts.list.len() > 0).then(parts)


def number(draft: Draft, each: Taken, name: str) -> pl.Expr:
    """A finite number from <name>_text; anything else is a rule of the draft."""
    _check_kind(draft, each, name, "a number with a decimal point")
    read = val(f"{name}_text").cast(pl.Float64, strict=False)
    return pl.when(read.is_finite()).then(read)


def _check_kind(draft: Draft, each: Taken, name: str, kind: str, text: pl.Expr | None = None) -> None:
    written = val(f"{name}_text") if text is None else text
    draft.rules.append(
        Rule(
            written.is_not_null() & val(name).is_null(),
            each.shown_as,
            written,
            say("{} is not {}.", written, pl.lit(kind)),
            "Correct it with a lookup in the source map, or in the file.",
        )
    )
