"""Summary: the day in a few sentences, beside the day before, with no trend that the watch cannot bear."""

import polars as pl

from holdfire.publish.day import DayCut, ids
from holdfire.publish.figure import Counting, Figure
from holdfire.publish.layout import Bullets, Section, Sentence, said
from holdfire.publish.sections.casualties import toll
from holdfire.publish.sections.tallies import day_bounds, totals
from holdfire.publish.sections.zones import INCIDENT, members
from holdfire.publish.watch_words import in_figures, watch_everywhere, watch_of
from holdfire.trends.area_watch import AreaWatch, compared
from holdfire.trends.comparison import Comparison, Standing


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
    watch = watch_everywhere(cut, cut.span)
    none = cut.counting.count((), INCIDENT, watch.words((), "the zones"))
    seen = in_figures(cut, watch.said((), "the zones"), none, watch.longest, cut.span)
    told = "" if any(each.watched for each in watch.efforts) else "none told of, and "
    return said(f"Incidents: {told}", *seen, *_others(cut, watch), ".")


def _others(cut: DayCut, watch: AreaWatch) -> list[str | Figure]:
    """What kept observers from looking, beside a zero."""
    lost = tuple(name for each in watch.efforts for name in each.denial_ids)
    if not lost:
        return []
    counting = cut.counting.by("each observer's own entries", cut.span, "one entry, one loss of watch")
    return [
        "; denials, jamming and weather on record: ",
        counting.count(lost, "denials, jamming and weather"),
    ]


def _trend(cut: DayCut) -> Sentence:
    if cut.dataset.reports.is_empty():
        return said()
    now, before = (watch_everywhere(cut, span) for span in (cut.span, cut.previous))
    found = compared(cut.incidents.height, now, cut.before.height, before)
    earlier = Counting(cut.counting.observer, cut.previous, cut.rule, cut.map)
    return said(
        "Incidents of the previous reporting day: ",
        earlier.count(ids(cut.before), INCIDENT),
        ". ",
        "The watch kept is comparable: " + _change(found.change) + "."
        if found.standing is Standing.COMPARABLE
        else f"No trend is drawn ({_against(cut, found)}).",
    )


def _change(change: int | None) -> str:
    return "no change" if not change else "an increase" if change > 0 else "a decrease"


def _against(cut: DayCut, found: Comparison) -> str:
    """What stands against a trend, and by whose watch."""
    whose = f"watch by {cut.party_name(found.observer)}; " if found.observer else ""
    return whose + "; ".join(found.why)


def _zones(cut: DayCut) -> list[Sentence]:
    said_of: list[Sentence] = []
    for zone, _ in cut.zones:
        now = members(cut.placement, zone.id)
        placed = cut.dataset.placement.filter(pl.col("incident_id").is_in(ids(cut.before)))
        before = members(placed, zone.id)
        if zone.kind != "zone":
            continue
        earlier = Counting(cut.counting.observer, cut.previous, cut.rule, cut.map)
        watch, then = (watch_of(cut, zone, span) for span in (cut.span, cut.previous))
        count = cut.counting.count(now.inside, INCIDENT, "" if now.inside else watch.words(()))
        past = earlier.count(before.inside, INCIDENT, "" if before.inside else then.words(()))
        said_of.append(
            said(
                f"{zone.name}: ",
                *in_figures(cut, watch.said(now.inside), count, watch.longest, cut.span),
                "; previous day: ",
                *in_figures(cut, then.said(before.inside), past, then.longest, cut.previous),
                ". May lie inside besides: ",
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
