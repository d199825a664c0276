"""From what is written to the agreement: only for packs in which nothing is at fault."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from holdfire.agreement.agreement import Agreement, Claim, Contested, Instrument, Rank, Source
from holdfire.agreement.drawn import WrittenShape
from holdfire.agreement.parties import Alias, Body, Citation, ExcludedGroup, Party, Role, Tenure
from holdfire.agreement.provisions import Mode, Provision, Strength
from holdfire.agreement.term import Constituency, DecisionRule, Ending, Extension, Term, TermStart
from holdfire.agreement.walking import source_of
from holdfire.agreement.zones import Zone, ZoneKind, ZoneVersion
from holdfire.moments import known, zone_named

Entry = Mapping[str, Any]


def built(written: Entry, maps: Entry, digest: str) -> Agreement:
    """The agreement that is written; dates are local days of its own time zone."""
    zone = zone_named(written["time_zone"])
    return Agreement(
        slug=written["pack"],
        title=written["title"],
        time_zone=zone,
        instruments=tuple(_instrument(each, zone) for each in written["instruments"]),
        parties=tuple(_party(each, zone) for each in written["parties"]),
        bodies=tuple(_body(each, zone) for each in written.get("bodies") or ()),
        excluded=tuple(_group(each, zone) for each in written.get("excluded") or ()),
        zones=tuple(_zone(each, maps["features"], zone) for each in written.get("zones") or ()),
        provisions=tuple(_provision(each, zone) for each in written["provisions"]),
        terms=tuple(_term(each) for each in written.get("terms") or ()),
        sources=tuple(
            Source(each["id"], each["title"], Rank(each["rank"]), each["where"], each.get("note") or "")
            for each in written["sources"]
        ),
        digest=digest,
        languages=tuple(written.get("languages") or ("en",)),
        about=(written.get("about") or "").strip(),
        country=written.get("country") or "",
        contested=tuple(_contested(each) for each in written.get("contested") or ()),
        not_known=tuple(written.get("not_known") or ()),
    )


def citation(written: str) -> Citation:
    return Citation(source_of(written), written.partition(",")[2].strip())


def _cited(written: Sequence[str] | None) -> tuple[Citation, ...]:
    return tuple(citation(each) for each in written or ())


def _start(written: str | None, zone: ZoneInfo) -> datetime | None:
    """The first instant of what is written; None for an open end and for "not known"."""
    return None if written in (None, "not known") else known(str(written), zone).span.start


def _instant(written: str, zone: ZoneInfo) -> datetime:
    return known(written, zone).span.start


def _instrument(written: Entry, zone: ZoneInfo) -> Instrument:
    return Instrument(
        id=written["id"],
        title=written["title"],
        agreed=_instant(written["agreed"], zone),
        rank=Rank(written["rank"]),
        made_by=tuple(written["made_by"]),
        in_force=tuple(_claim(each) for each in written.get("in_force") or ()),
        cited=_cited(written["cited"]),
        note=written.get("note") or "",
    )


def _claim(written: Entry) -> Claim:
    return Claim(written["value"], _cited(written["cited"]), written.get("note") or "")


def _contested(written: Entry) -> Contested:
    versions = tuple(_claim(each) for each in written["versions"])
    return Contested(written["id"], written["question"], versions, written["used"])


def _party(written: Entry, zone: ZoneInfo) -> Party:
    return Party(
        id=written["id"],
        name=written["name"],
        tenures=tuple(_tenure(each, zone) for each in written["roles"]),
        aliases=_aliases(written.get("names"), zone),
        member_of=written.get("member_of"),
        kind=written.get("kind") or "",
        note=written.get("note") or "",
        may_include=tuple(written.get("may_include") or ()),
    )


def _tenure(written: Entry, zone: ZoneInfo) -> Tenure:
    return Tenure(
        role=Role(written["role"]),
        start=_instant(written["from"], zone),
        end=_start(written.get("until"), zone),
        cited=_cited(written["cited"]),
        disputed_by=_cited(written.get("disputed_by")),
        note=written.get("note") or "",
        disputed_from=_start(written.get("disputed_from"), zone),
        joined=None if written.get("joined") == "not known" else written["role"] != Role.OTHER,
    )


def _aliases(written: Sequence[Entry] | None, zone: ZoneInfo) -> tuple[Alias, ...]:
    return tuple(
        Alias(
            name=each["name"],
            start=_start(each.get("from"), zone),
            end=_start(each.get("until"), zone),
            used_by=each.get("used_by") or "itself",
            cited=_cited(each.get("cited")),
        )
        for each in written or ()
    )


def _body(written: Entry, zone: ZoneInfo) -> Body:
    began = known(written["from"], zone)
    to_the_month = began.precision == "month"
    return Body(
        id=written["id"],
        name=written["name"],
        members=tuple(written["members"]),
        tasks=written["tasks"].strip(),
        start=began.span.end if to_the_month else began.span.start,
        end=_start(written.get("until"), zone),
        cited=_cited(written["cited"]),
        decides_by=written.get("decides_by") or "not known",
        note=written.get("note") or "",
        quorum=tuple((written.get("quorum") or {}).items()),
        earliest=began.span.start if to_the_month else None,
    )


def _group(written: Entry, zone: ZoneInfo) -> ExcludedGroup:
    return ExcludedGroup(
        id=written["id"],
        name=written["name"],
        aliases=_aliases(written["names"], zone),
        excluded_from=_instant(written["excluded_from"], zone),
        excluded_until=_start(written.get("excluded_until"), zone),
        cited=_cited(written["cited"]),
        note=written.get("note") or "",
    )


def _zone(written: Entry, features: Sequence[Entry], zone: ZoneInfo) -> Zone:
    maps = [each for each in features if each["properties"]["zone"] == written["id"]]
    versions = sorted((_version(each, zone) for each in maps), key=lambda each: each.start)
    return Zone(
        id=written["id"],
        name=written["name"],
        kind=ZoneKind(written["kind"]),
        versions=tuple(versions),
        within=written.get("within"),
        note=written.get("note") or "",
    )


def _version(feature: Entry, zone: ZoneInfo) -> ZoneVersion:
    written = feature["properties"]
    return ZoneVersion(
        id=written["version"],
        start=_instant(written["valid_from"], zone),
        end=_start(written.get("valid_until"), zone),
        drawn=WrittenShape(feature["geometry"], written["version"]),
        edge_uncertainty_m=float(written["edge_uncertainty_m"]),
        official=written["official"],
        how_drawn=written["how_drawn"],
        cited=_cited(written["source"]),
        title=written.get("title") or "",
        note=written.get("note") or "",
        overlaps=tuple(written.get("overlaps") or ()),
    )


def _provision(written: Entry, zone: ZoneInfo) -> Provision:
    deadline = written.get("deadline")
    return Provision(
        id=written["id"],
        cited=citation(written["cited"]),
        says=written["says"].strip(),
        verb=written["verb"],
        strength=Strength(written["strength"]),
        mode=Mode(written["mode"]),
        acts=tuple(written["acts"]),
        bound=tuple(written["bound"]),
        zones=tuple(written["zones"]),
        start=_start(written["from"], zone),
        end=_start(written.get("until"), zone),
        except_targets=tuple(written.get("except_targets") or ()),
        deadline=None if deadline is None else known(deadline, zone).span.end,
        scored_by=written.get("scored_by") or "",
        theme=written.get("theme") or "",
        addressees=tuple(written.get("addressees") or ()),
        instrument=written["instrument"],
        clause=written["clause"],
        also=_cited(written.get("also")),
        note=written.get("note") or "",
        against=tuple(written.get("against") or ()),
        own_reading=written.get("reading") == "ours",
    )


def _term(written: Entry) -> Term:
    return Term(
        id=written["id"],
        starts=tuple(
            TermStart(date.fromisoformat(each["day"]), _cited(each["cited"]), each.get("note") or "")
            for each in written["starts"]
        ),
        months=written["months"],
        deciders=tuple(written["deciders"]),
        rule=written["rule"].strip(),
        warn_days=written["warn_days"],
        cited=citation(written["cited"]),
        provisions=tuple(written.get("provisions") or ()),
        extensions=tuple(_extension(each) for each in written.get("extensions") or ()),
        decides_by=DecisionRule(written.get("decides_by") or DecisionRule.CONSENSUS),
        constituencies=tuple(
            Constituency(each["name"], tuple(each["members"]), each["needed"])
            for each in written.get("constituencies") or ()
        ),
        endings=tuple(
            Ending(date.fromisoformat(each["day"]), _cited(each["cited"]), each.get("note") or "")
            for each in written.get("lapsed") or ()
        ),
        instrument=written.get("instrument") or "",
        note=written.get("note") or "",
    )


def _extension(written: Entry) -> Extension:
    until = written.get("until")
    return Extension(
        decided=date.fromisoformat(written["decided"]),
        until=None if until is None else date.fromisoformat(until),
        consented=tuple(written["consented"]),
        refused=tuple(written["refused"]),
        cited=_cited(written["cited"]),
        months=written.get("months"),
        note=written.get("note") or "",
    )
