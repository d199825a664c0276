"""To whom an act is attributed, in the vocabulary of the trade (CTSAMVM, OSCE SMM).

Attribution follows from who the reports say acted, whether they state a direction, and whether they
agree. It is never inferred from the victim's side, and whoever makes the attribution is never the one
it is made to: an observer is not listed as an offender. "withheld by mandate" is for a source that may
not attribute at all; nothing here infers it.
"""

import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.names import ids_named
from holdfire.assessment.condition import Case, Condition


def attribution() -> Condition[str]:
    """One of table.ATTRIBUTIONS, from the columns that `attributable` adds."""
    actors = pl.col("attributable").list.len()
    fewer = pl.col("attributing_reports") < pl.col("voices")
    said_by_none = ~pl.col("direction_stated").fill_null(False) | (pl.col("attributing_reports") == 0)
    return Condition(
        "attribution",
        (
            Case(
                pl.col("actor_disputed").list.len() > 0,
                "disputed",
                "its reports contradict each other on who acted: {actor_disputed_names}",
            ),
            Case(
                pl.col("actor").is_null() | (pl.col("actor").list.len() == 0),
                "not attributable",
                "no report says who acted",
            ),
            Case(
                said_by_none,
                "not attributable",
                "reports name {actor_names} and {target_names} without saying who acted against whom",
            ),
            Case(
                actors == 0,
                "not attributable",
                "{actor_names} is named only by itself: an observer is never listed as offender",
            ),
            Case(actors > 1, "several", "attributed to several: {attributable_names}"),
            Case(
                fewer,
                "largely attributed",
                "{attributing_reports} of {voices} independent voices attribute it to {attributable_names},"
                " none to another",
            ),
            Case(
                True, "attributed", "attributed to {attributable_names} on the word of {attributed_by_names}"
            ),
        ),
    )


def attributable(incidents: pl.DataFrame, agreement: Agreement) -> pl.DataFrame:
    """The columns attribution looks at: `attributable`, actors but for those that only name themselves,
    and `voices`, how many independent ones stand behind it; its sources, where they were not counted.

    Whoever claims an attribution is taken out of it, under every name the agreement knows. A party that
    reports its own breach is so left to people, because a misread column looks the same.
    """
    names = incidents.select(name=pl.col("attributed_by").explode()).drop_nulls().unique()["name"].sort()
    meant = pl.DataFrame(
        {
            "name": names,
            "ids": pl.Series(
                [[*ids_named(agreement, name, None), name] for name in names], dtype=pl.List(pl.String)
            ),
        }
    )
    claimants = (
        incidents.select("incident_id", name="attributed_by")
        .explode("name")
        .join(meant, on="name")
        .explode("ids")
        .group_by("incident_id")
        .agg(claimants="ids")
    )
    joined = incidents.join(claimants, on="incident_id", how="left", maintain_order="left")
    own = pl.col("claimants").fill_null(pl.lit([], dtype=pl.List(pl.String)))
    return joined.select(
        "incident_id",
        "actor",
        "target",
        "actor_disputed",
        "direction_stated",
        "attributed_by",
        "attributing_reports",
        "exemption_claimed",
        attributable=pl.col("actor").list.unique(maintain_order=True).list.set_difference(own).list.sort(),
        voices=pl.coalesce("voices", pl.col("sources").list.len()),
    )


def attributed_to() -> pl.Expr:
    """The ids, where something is attributed at all; null: to nobody."""
    named = pl.col("attribution").is_in(["attributed", "largely attributed", "several"])
    return pl.when(named).then("attributable").alias("attributed_to")
