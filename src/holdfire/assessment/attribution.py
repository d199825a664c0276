"""To whom an act is attributed, in the vocabulary of the trade (CTSAMVM, OSCE SMM).

Attribution follows from who the reports say acted, whether they state a direction, and whether they
agree. It is never inferred from the victim's side, nor from who counted: an observer is not listed as an
offender. Only a party's own admission counts against itself. "withheld by mandate" is for a source that
may not attribute at all; nothing here infers it.
"""

from datetime import datetime, timedelta

import polars as pl

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.names import ids_named
from holdfire.agreement.parties import Role
from holdfire.assessment.condition import Case, Condition
from holdfire.assessment.who import named
from holdfire.columns import NAMES


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
                "{actor_names} is named only by itself, and it is not known to be a party then:"
                " whoever only counts is never listed as offender",
            ),
            Case(actors > 1, "several", "attributed to several: {attributable_names}{admission}"),
            Case(
                fewer,
                "largely attributed",
                "{attributing_reports} of {voices} independent voices attribute it to {attributable_names},"
                " none to another{admission}",
            ),
            Case(
                True,
                "attributed",
                "attributed to {attributable_names} on the word of {attributed_by_names}{admission}",
            ),
        ),
    )


def attributable(incidents: pl.DataFrame, agreement: Agreement) -> pl.DataFrame:
    """The columns attribution looks at: `attributable`, the actors but for those that only name themselves
    and are no party then, `admission`, words about the parties among them that do, and `voices`, how many
    independent ones stand behind it; its sources, where they were not counted.

    Itself is whoever claims the attribution under any name the agreement knows of it.
    """
    alone = _named_only_by_themselves(incidents, agreement)
    joined = incidents.join(alone, on="incident_id", how="left", maintain_order="left")
    no_offender = pl.col("no_offender").fill_null(pl.lit([], dtype=NAMES))
    return joined.select(
        "incident_id",
        "actor",
        "target",
        "actor_disputed",
        "direction_stated",
        "attributed_by",
        "attributing_reports",
        "exemption_claimed",
        attributable=pl.col("actor")
        .list.unique(maintain_order=True)
        .list.set_difference(no_offender)
        .list.sort(),
        admission=pl.col("admission").fill_null(""),
        voices=pl.coalesce("voices", pl.col("sources").list.len()),
    )


def _named_only_by_themselves(incidents: pl.DataFrame, agreement: Agreement) -> pl.DataFrame:
    """incident_id, no_offender (actors), admission (words); a row where some actor has no other claimant."""
    names = incidents.select(name=pl.col("attributed_by").explode()).drop_nulls().unique()["name"].sort()
    meant = [[*ids_named(agreement, name, None), name] for name in names]
    claimants = pl.DataFrame({"name": names, "ids": pl.Series(meant, dtype=NAMES)})
    alone = (
        incidents.select("incident_id", "when_start", "when_end", "actor", name="attributed_by")
        .explode("actor")
        .explode("name")
        .join(claimants, on="name")
        .with_columns(itself=pl.col("ids").list.contains(pl.col("actor")).fill_null(False))
        .group_by("incident_id", "actor", "when_start", "when_end")
        .agg(pl.col("itself").all())
        .filter("itself")
        .sort("incident_id", "actor")
    )
    admits = [
        _is_party(agreement, actor, start, end)
        for actor, start, end in alone.select("actor", "when_start", "when_end").iter_rows()
    ]
    sorted_out = (
        alone.with_columns(pl.Series("admits", admits, dtype=pl.Boolean))
        .group_by("incident_id")
        .agg(
            no_offender=pl.col("actor").filter(~pl.col("admits")).sort(),
            admitting=pl.col("actor").filter("admits").sort(),
        )
    )
    words = [
        f"; self-reported by {named(agreement, ids)}, no other says so" if ids else ""
        for ids in sorted_out["admitting"].to_list()
    ]
    return sorted_out.select("incident_id", "no_offender", admission=pl.Series(words, dtype=pl.String))


def _is_party(agreement: Agreement, actor: str, start: datetime | None, end: datetime | None) -> bool:
    """Whether it was a party, and neither observer nor guarantor, for all the time it may mean: one that
    also counts may be named as actor by a misread column."""
    party = next((each for each in agreement.parties if each.id == actor), None)
    if party is None or start is None or end is None:
        return False
    moments = (start, max(start, end - timedelta(microseconds=1)))
    counts = any(party.holds(role, each) for role in (Role.GUARANTOR, Role.OBSERVER) for each in moments)
    return not counts and all(party.holds(Role.PARTY, each) for each in moments)


def attributed_to() -> pl.Expr:
    """The ids, where something is attributed at all; null: to nobody."""
    named = pl.col("attribution").is_in(["attributed", "largely attributed", "several"])
    return pl.when(named).then("attributable").alias("attributed_to")
