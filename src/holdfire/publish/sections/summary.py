"""Summary: the day in a few sentences, beside the day before, with no trend that the watch cannot bear."""

import polars as pl

from holdfire.publish.day import DayCut, ids
from holdfire.publish.figure import Counting, Figure
from holdfire.publish.layout import Bullets, Section, Sentence, said
from holdfire.publish.sections.casualties import toll
from holdfire.publish.sections.tallies import day_bounds, totals
from holdfire.publish.sections.zones import INCIDENT, longest_hours, members
from holdfire.publish.wording import listed
from holdfire.trends.comparison import Standing, Watched, compare
from holdfire.trends.effort import in_words


def summary(cut: DayCut) -> Section:
    sentences = [
        _recorded(cut),
        _trend(cut),
        *_zones(cut),
        _killed(cut),
        *_tallies(cut),
        _limits(cut),
    ]
    return Section(1, "summary", "Summary", (Bullets(tuple(each for each in sentences if each.parts)),))


def _recorded(cut: DayCut) -> Sentence:
    if cut.incidents.is_empty():
        return _none_recorded(cut)
    found, verdicts = ids(cut.incidents), cut.verdicts(ids(cut.incidents))
    of = {
        name: tuple(each for each in found if verdicts.get(each) == name) for name in set(verdicts.values())
    }
    reports = cut.dataset.membership.filter(pl.col("incident_id").is_in(found))["report_id"].to_list()
    count = cut.counting.count
    return said(
        "Incidents recorded: ",
        count(found, INCIDENT),
        ", put together from reports: ",
        count(tuple(reports), "reports"),
        ". Breach of a clause in force found: ",
        count(of.get("breach", ()), INCIDENT),
        "; no breach: ",
        count(of.get("no breach", ()), INCIDENT),
        "; undetermined: ",
        count(of.get("undetermined", ()), INCIDENT),
        "; no clause applies: ",
        count(tuple(each for each in found if each not in verdicts), INCIDENT),
        ".",
    )


def _none_recorded(cut: DayCut) -> Sentence:
    """A zero with the effort behind it, or the word that nothing can be said. Blank is not zero."""
    if cut.dataset.reports.is_empty():
        return said("No report of any incident has been taken in, so this record says nothing of incidents.")
    hours = longest_hours(cut.efforts)
    seen = in_words(0, hours, any(each.watched for each in cut.efforts))
    return said("Incidents: ", cut.counting.count((), INCIDENT, seen), f" ({seen}).")


def _trend(cut: DayCut) -> Sentence:
    if cut.dataset.reports.is_empty():
        return said()
    now = Watched(cut.incidents.height, longest_hours(cut.efforts))
    before = Watched(cut.before.height, longest_hours(cut.efforts_before))
    found = compare(now, before)
    earlier = Counting(cut.counting.observer, cut.previous, cut.rule, cut.map)
    return said(
        "Incidents of the previous reporting day: ",
        earlier.count(ids(cut.before), INCIDENT),
        ". ",
        "The watch kept is comparable: " + _change(found.change) + "."
        if found.standing is Standing.COMPARABLE
        else "No trend is drawn: " + _standing(found.standing, now, before) + ".",
    )


def _change(change: int | None) -> str:
    return "no change" if not change else "an increase" if change > 0 else "a decrease"


def _standing(standing: Standing, now: Watched, before: Watched) -> str:
    if standing is Standing.FLAGGED:
        return "the hours of watch differ by more than a quarter between the two days"
    days = [name for name, each in (("this day", now), ("the previous day", before)) if not each.hours]
    return f"no hours of watch are on record for {listed(days)}"


def _zones(cut: DayCut) -> list[Sentence]:
    said_of: list[Sentence] = []
    for zone, _ in cut.zones:
        now = members(cut.placement, zone.id)
        placed = cut.dataset.placement.filter(pl.col("incident_id").is_in(ids(cut.before)))
        before = members(placed, zone.id)
        if zone.kind != "zone":
            continue
        earlier = Counting(cut.counting.observer, cut.previous, cut.rule, cut.map)
        said_of.append(
            said(
                f"{zone.name}: ",
                cut.counting.count(now.inside, INCIDENT),
                " recorded inside (previous day: ",
                earlier.count(before.inside, INCIDENT),
                "); may lie inside besides: ",
                cut.counting.count(now.perhaps, INCIDENT),
                ".",
            )
        )
    return said_of


def _killed(cut: DayCut) -> Sentence:
    low, best, high, silent = toll(cut, ids(cut.incidents), "killed")
    if cut.incidents.is_empty():
        return said()
    return said(
        "Persons killed, as far as stated: low ", low, ", best ", best, ", high ", high,
        "; incidents with no such toll stated: ", silent, ".",
    )  # fmt: skip


def _tallies(cut: DayCut) -> list[Sentence]:
    found = totals(cut)
    if not found:
        return []
    parts: list[str | Figure] = ["The observers' own tallies, not to be added: "]
    for position, (observer, total) in enumerate(found):
        parts += ["; " if position else "", f"{cut.party_name(observer)} ", total]
    lower, upper, _ = day_bounds(cut)
    parts += [". Distinct happenings behind them: ", lower, ", ", upper, "."]
    return [said(*parts)]


def _limits(cut: DayCut) -> Sentence:
    if cut.incidents.is_empty() and cut.perhaps.is_empty():
        return said()
    province = cut.incidents.filter(~pl.col("where_precision").is_in(("exact", "near")))
    return said(
        "Not known to a place: ",
        cut.counting.count(ids(province), INCIDENT),
        "; may have happened on this day, not counted in it: ",
        cut.counting.count(ids(cut.perhaps), INCIDENT),
        ". None of these is shown as a pin or as a count of a zone.",
    )
