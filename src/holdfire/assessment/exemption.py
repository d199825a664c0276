"""An exemption is a claim to be tested, never a filter: the incident stays whatever comes out.

Tested is the target alone, by who it was on that date under the names it went by, for this clause,
whoever acted and wherever it was. What it did to civilians is told apart (`rules`): a claim may be
supported while its effect is not covered.
"""

import polars as pl

from holdfire.assessment.condition import Case, Condition


def exemption(way: str = "one") -> Condition[str]:
    """The outcome of the test, in the words of table.EXEMPTION, from `target_<way>` and the claim."""
    target = pl.col(f"target_{way}")
    claimed = pl.col("exemption_claimed").fill_null(False)
    why = f"{{target_{way}_why}}"
    return Condition(
        "exemption",
        (
            Case(claimed & target, "claimed: supported", f"exemption claimed and supported: {why}"),
            Case(claimed & ~target, "claimed: contradicted", f"exemption claimed and contradicted: {why}"),
            Case(claimed, "claimed: untestable", f"exemption claimed and not testable: {why}"),
            Case(target, "not claimed: target excluded", f"no exemption was claimed, though {why}"),
            Case(True, "not claimed", "no exemption was claimed"),
        ),
    )
