"""Figures that do not hold together are kept as printed and said to be so; none is mended."""

import polars as pl

from holdfire.reports.drafting import Doubt, Draft, raw, say, val
from holdfire.reports.map_parts import Taken
from holdfire.reports.table import TOLL_GROUPS

_NUMBER = r"\d+"


def doubt_toll(draft: Draft) -> None:
    """Low, best and high must rise; the groups together cannot be more than the best figure, and where
    all groups are stated they must make it up."""
    for harm in ("killed", "injured"):
        ladder = [val(name) for bound in ("low", "best", "high") if draft.has(name := f"{harm}_{bound}")]
        for place, lower in enumerate(ladder):
            for higher in ladder[place + 1 :]:
                words = say(f"{harm}: the lower figure {{}} is more than the higher {{}}", lower, higher)
                draft.doubts.append(Doubt(lower > higher, words))
    groups = [val(name) for group in TOLL_GROUPS if draft.has(name := f"killed_{group}")]
    if not groups or not draft.has("killed_best"):
        return
    total, best = pl.sum_horizontal(groups), val("killed_best")
    stated = pl.all_horizontal(each.is_not_null() for each in groups)
    words = say("killed: the groups make {}, the total given is {}", total, best)
    draft.doubts.append(
        Doubt((total > best) | (stated & (len(groups) == len(TOLL_GROUPS)) & (total != best)), words)
    )


def flag_tally(draft: Draft, parts: Taken | None) -> None:
    """A count that is not given, and parts that do not make up the total printed."""
    count = val("count")
    draft.doubts.append(Doubt(count.is_null(), "the count is not given; blank is not zero"))
    if parts is None or not parts.columns or "r:" + parts.columns[0] not in draft.frame.columns:
        return
    written = raw(parts.columns[0])
    whole = ~written.str.contains("?", literal=True)
    total = written.str.extract_all(_NUMBER).list.eval(pl.element().cast(pl.Int64)).list.sum()
    draft.doubts += [
        Doubt(written.is_not_null() & ~whole, say("the parts are not all given ({})", written)),
        Doubt(whole & (total != count), say("the parts make {}, the total printed is {}", total, count)),
    ]
