"""Actors and targets of a batch: each distinct name is looked up once (dated names once a span)."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import polars as pl

from holdfire.columns import INSTANT, NAMES
from holdfire.moments import Span
from holdfire.reports.actors import ActorBook
from holdfire.reports.drafting import Doubt, Draft, Rule, say, val

_KEYS = ["written", "start", "end"]
ANSWERS: Mapping[str, Any] = MappingProxyType(
    {"written": pl.String, "start": INSTANT, "end": INSTANT, "ids": NAMES, "doubts": pl.String}
)


def resolve_actors(draft: Draft, book: ActorBook, *, keep_unknown: bool, keep_ids: bool = True) -> None:
    """Fill `actor` and `target` from the names as written, where the map does not give ids. Without
    `keep_ids` an id that the agreement does not have sends its row to quarantine."""
    for role in ("actor", "target"):
        if draft.has(role):
            _check_ids(draft, role, book, keep=keep_ids)
        if draft.has(f"{role}_as_written"):
            _look_up(draft, role, f"{role}_as_written", book)
            given = val(role) if draft.has(role) else pl.lit(None, NAMES)
            draft.set(**{role: pl.coalesce(given, val(f"{role}_found"))})
            _tell(draft, role, val(f"{role}_as_written"), keep_unknown=keep_unknown)


def resolve_observer(draft: Draft, book: ActorBook, *, keep_unknown: bool) -> None:
    """An observer is one id. One that nobody knows goes to quarantine, or stays as written."""
    _look_up(draft, "observer", "observer", book)
    found, written = val("observer_found"), val("observer")
    draft.set(observer_written=written)
    single = pl.when(found.list.len() == 1).then(found.list.first())
    if not keep_unknown:
        draft.rules.append(
            Rule(
                single.is_null() & val("observer_written").is_not_null(),
                "observer",
                val("observer_written"),
                say("Nobody is known by the name {}.", val("observer_written")),
                "Add the name to the agreement's parties, or correct it with a lookup in the source map.",
            )
        )
    draft.set(observer=pl.coalesce(single, written))


def _check_ids(draft: Draft, role: str, book: ActorBook, *, keep: bool) -> None:
    listed = draft.frame.select(val(role).list.explode(empty_as_null=True, keep_nulls=True)).to_series()
    strange = sorted(each for each in listed.drop_nulls().unique() if not book.knows(each))
    if strange:
        odd = val(role).list.eval(pl.element().is_in(strange)).list.any()
        listed_ids = val(role).list.join(", ")
        if keep:
            words = say(f"{role}: the agreement has no id among {{}}", listed_ids)
            draft.doubts.append(Doubt(odd, words))
            return
        reason = say("The agreement of this mission has no party or group among {}.", listed_ids)
        advice = "Is it the form of this mission? Else correct the answer, or add the party to the agreement."
        draft.rules.append(Rule(odd, role, listed_ids, reason, advice))


def _look_up(draft: Draft, role: str, column: str, book: ActorBook) -> None:
    """Add <role>_found (ids) and <role>_said (doubts). Order and number of rows stay as they are."""
    asked = draft.frame.select(written=val(column), start=val("when_start"), end=val("when_end"))
    names = asked["written"].drop_nulls().unique()
    dated = [name for name in names if book.is_dated(name)]
    plainly = _answers(((name, None, None) for name in names if not book.is_dated(name)), book)
    spans = asked.filter(pl.col("written").is_in(dated)).unique()
    by_span = _answers(spans.iter_rows(), book)
    one = asked.join(plainly.drop("start", "end"), on="written", how="left", maintain_order="left")
    two = asked.join(by_span, on=_KEYS, how="left", nulls_equal=True, maintain_order="left")
    draft.set(
        **{
            f"{role}_found": pl.coalesce(pl.lit(one["ids"]), pl.lit(two["ids"])),
            f"{role}_said": pl.coalesce(pl.lit(one["doubts"]), pl.lit(two["doubts"])),
        }
    )


def _answers(asked: Iterable[tuple[object, ...]], book: ActorBook) -> pl.DataFrame:
    rows = []
    for written, start, end in asked:
        known = start is not None and end is not None and end > start  # type: ignore[operator]
        span = Span(start, end) if known else None  # type: ignore[arg-type]
        found = book.resolve(str(written), span)
        ids = None if found.ids is None else list(found.ids)
        rows.append((written, start, end, ids, "; ".join(found.doubts) or None))
    return pl.DataFrame(rows, schema=dict(ANSWERS), orient="row")


def _tell(draft: Draft, role: str, written: pl.Expr, *, keep_unknown: bool) -> None:
    said = val(f"{role}_said")
    unknown = val(f"{role}_found").is_null() & written.is_not_null()
    if keep_unknown:
        draft.doubts.append(Doubt(said.is_not_null(), say(f"{role}: {{}}", said)))
        return
    draft.doubts.append(Doubt(said.is_not_null() & ~unknown, say(f"{role}: {{}}", said)))
    draft.rules.append(
        Rule(
            unknown & val(role).is_null(),
            role,
            written,
            say("{}.", said),
            "Add the name to the agreement's parties or groups, correct it with a lookup in the source map, "
            "or let the map say unknown_actor: keep.",
        )
    )
