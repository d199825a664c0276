"""What the schema cannot say: that a pack holds together.

Each check is a small function from what is written to its faults. It reads the values as they
are, malformed or not, so that one reading reports the faults of the schema and these together.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

from holdfire.agreement.schema import meant
from holdfire.agreement.walking import citations, entries, follow, instant, source_of, texts
from holdfire.agreement.written import Lines, Steps
from holdfire.errors import Fault, MomentError
from holdfire.moments import zone_named


@dataclass(frozen=True, slots=True)
class Written:
    """The parts of a pack as they are written, with their lines.

    `acts` are the codes of the taxonomy of acts, None where the reader was not given them.
    """

    agreement: Mapping[str, Any]
    lines: Lines
    maps: Mapping[str, Any]
    map_lines: Lines
    acts: Collection[str] | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The pack's time zone; UTC while it is not readable, so that the other checks can go on."""
        try:
            return zone_named(str(self.agreement.get("time_zone")))
        except MomentError:
            return ZoneInfo("UTC")

    def ids(self, part: str) -> list[str]:
        return [written for _, written in texts(self.agreement, (part, "*", "id"))]


STARTS_LIKE_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PARTS = (
    "sources",
    "instruments",
    "parties",
    "bodies",
    "excluded",
    "zones",
    "provisions",
    "terms",
    "contested",
)

REFERENCES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("instruments", "*", "made_by", "*"), ("parties",)),
    (("parties", "*", "member_of"), ("parties",)),
    (("parties", "*", "may_include", "*"), ("parties", "excluded")),
    (("bodies", "*", "members", "*"), ("parties",)),
    (("zones", "*", "within"), ("zones",)),
    (("provisions", "*", "instrument"), ("instruments",)),
    (("provisions", "*", "bound", "*"), ("parties", "excluded")),
    (("provisions", "*", "addressees", "*"), ("parties",)),
    (("provisions", "*", "against", "*"), ("parties",)),
    (("provisions", "*", "zones", "*"), ("zones",)),
    (("provisions", "*", "except_targets", "*"), ("excluded",)),
    (("terms", "*", "instrument"), ("instruments",)),
    (("terms", "*", "deciders", "*"), ("parties",)),
    (("terms", "*", "constituencies", "*", "members", "*"), ("parties",)),
    (("terms", "*", "provisions", "*"), ("provisions",)),
    (("terms", "*", "extensions", "*", "consented", "*"), ("parties",)),
    (("terms", "*", "extensions", "*", "refused", "*"), ("parties",)),
)
"""Where an id of another part is written, and the part that must list it."""

DATED: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("parties", "*", "roles"), "from", "until"),
    (("parties", "*", "names"), "from", "until"),
    (("bodies",), "from", "until"),
    (("excluded",), "excluded_from", "excluded_until"),
    (("excluded", "*", "names"), "from", "until"),
    (("provisions",), "from", "until"),
)
"""Lists whose entries have a start and an end."""

SINGLE_DATES: tuple[tuple[str, ...], ...] = (
    ("instruments", "*", "agreed"),
    ("provisions", "*", "deadline"),
    ("parties", "*", "roles", "*", "disputed_from"),
    ("terms", "*", "starts", "*", "day"),
    ("terms", "*", "extensions", "*", "decided"),
    ("terms", "*", "extensions", "*", "until"),
    ("terms", "*", "lapsed", "*", "day"),
)


def time_zone_exists(pack: Written) -> Iterator[Fault]:
    written = pack.agreement.get("time_zone")
    if isinstance(written, str):
        try:
            zone_named(written)
        except MomentError as cause:
            yield Fault(pack.lines.at("time_zone"), cause.what, cause.advice)


def ids_are_unique(pack: Written) -> Iterator[Fault]:
    for part in PARTS:
        first: dict[str, str] = {}
        for path, written in texts(pack.agreement, (part, "*", "id")):
            at = pack.lines.at(*path)
            if written in first:
                what = f'"{written}" is the id of two entries of {part}; the first is at {first[written]}.'
                yield Fault(at, what, "Give each its own id.")
            first.setdefault(written, at)
    groups = set(pack.ids("excluded"))
    for path, written in texts(pack.agreement, ("parties", "*", "id")):
        if written in groups:
            what = f'"{written}" is both a party and an excluded group.'
            yield Fault(pack.lines.at(*path), what, "It is one or the other; dates may differ, ids may not.")


def references_exist(pack: Written) -> Iterator[Fault]:
    for pattern, parts in REFERENCES:
        listed = [each for part in parts for each in pack.ids(part)]
        for path, written in texts(pack.agreement, pattern):
            if written not in listed:
                what = f'"{written}" is not the id of any entry of {" or ".join(parts)}.'
                yield Fault(
                    pack.lines.at(*path), what, meant(written, listed) or f"List it under {parts[0]}."
                )


def sources_are_listed(pack: Written) -> Iterator[Fault]:
    listed = pack.ids("sources")
    for value, lines in ((pack.agreement, pack.lines), (pack.maps, pack.map_lines)):
        for path, written in citations(value):
            source = source_of(written)
            if source not in listed:
                what = f'the citation "{written}" names no listed source.'
                yield Fault(lines.at(*path), what, meant(source, listed) or "List it under sources.")


def sources_are_used(pack: Written) -> Iterator[Fault]:
    used = {source_of(each) for value in (pack.agreement, pack.maps) for _, each in citations(value)}
    for path, written in texts(pack.agreement, ("sources", "*", "id")):
        if written not in used:
            what = f'no fact cites the source "{written}".'
            yield Fault(pack.lines.at(*path), what, "Cite it, or take it out.", "warning")


def acts_are_known(pack: Written) -> Iterator[Fault]:
    if pack.acts is None:
        return
    known_acts = sorted(pack.acts)
    for path, written in texts(pack.agreement, ("provisions", "*", "acts", "*")):
        if written not in pack.acts:
            what = f'"{written}" is not an act of the taxonomy.'
            yield Fault(
                pack.lines.at(*path),
                what,
                meant(written, known_acts) or "See docs/agreement-format.md, acts.",
            )


def dates_are_real(pack: Written) -> Iterator[Fault]:
    ends = [((*pattern, "*", key)) for pattern, start, end in DATED for key in (start, end)]
    for pattern in (*ends, *SINGLE_DATES):
        for path, written in texts(pack.agreement, pattern):
            try:
                if STARTS_LIKE_A_DAY.match(written):  # the schema speaks of the others
                    instant(written, pack.zone)
            except MomentError as cause:
                yield Fault(pack.lines.at(*path), cause.what, "Write a day that exists: 2017-05-04.")


def spans_are_in_order(pack: Written) -> Iterator[Fault]:
    for pattern, start, end in DATED:
        for path, entry in _mappings(pack.agreement, (*pattern, "*")):
            span = _span(entry.get(start), entry.get(end), pack.zone)
            if span and span[0] >= span[1]:
                what = f"{end} {entry[end]} does not come after {start} {entry[start]}."
                yield Fault(pack.lines.at(*path, end), what, "Check both dates.")


def roles_do_not_overlap(pack: Written) -> Iterator[Fault]:
    for path, party in entries(pack.agreement, "parties"):
        roles = list(entries(party, "roles"))
        for (_, one), (place, other) in combinations(roles, 2):
            if one.get("role") == other.get("role") and overlap_in_time(
                one, other, ("from", "until"), pack.zone
            ):
                what = f'"{party.get("id")}" holds the role {one.get("role")} twice at one time.'
                advice = "End the first, or write the other version as disputed_by and disputed_from."
                yield Fault(pack.lines.at(*path, *place), what, advice)


def members_lead_to_a_party(pack: Written) -> Iterator[Fault]:
    yield from _circles(pack, "parties", "member_of", "A member belongs to a party above it.")


def zones_lie_in_wider_ones(pack: Written) -> Iterator[Fault]:
    yield from _circles(pack, "zones", "within", "A zone lies within a wider one.")


def _circles(pack: Written, part: str, key: str, advice: str) -> Iterator[Fault]:
    """Entries that lead back to themselves when each is followed to the one it names above it."""
    above_of = {
        each["id"]: each.get(key)
        for _, each in entries(pack.agreement, part)
        if isinstance(each.get("id"), str) and isinstance(each.get(key), str)
    }
    for path, entry in entries(pack.agreement, part):
        seen = [str(entry.get("id"))]
        while (above := above_of.get(seen[-1])) is not None and above not in seen:
            seen.append(above)
        if above is not None:
            what = f"{key} goes round in a circle: {' > '.join([*seen, above])}."
            yield Fault(pack.lines.at(*path, key), what, advice)


def joining_names_a_party(pack: Written) -> Iterator[Fault]:
    """`joined: not known` says of an "other" that it may share a party's obligations: whose?"""
    for path, party in entries(pack.agreement, "parties"):
        for place, role in entries(party, "roles"):
            if "joined" not in role:
                continue
            at = pack.lines.at(*path, *place, "joined")
            if role.get("role") != "other":
                what = f"the role {role.get('role')} says by itself that it had joined."
                yield Fault(at, what, "Write joined: not known only with the role other.")
            elif not party.get("member_of"):
                what = f'which party "{party.get("id")}" may have joined is not said.'
                yield Fault(at, what, "Add member_of: the id of that party.")


def duties_bind_somebody(pack: Written) -> Iterator[Fault]:
    for path, rule in entries(pack.agreement, "provisions"):
        judged = rule.get("mode") in ("forbids", "requires") and rule.get("acts")
        if judged and rule.get("bound") == []:
            what = f'provision "{rule.get("id")}" {rule["mode"]} acts but binds nobody.'
            yield Fault(pack.lines.at(*path, "bound"), what, "Name who is bound, or leave acts empty.")


def terms_can_be_decided(pack: Written) -> Iterator[Fault]:
    for path, term in entries(pack.agreement, "terms"):
        if term.get("decides_by") == "quorum by constituency" and not term.get("constituencies"):
            what = "a quorum by constituency needs constituencies."
            yield Fault(
                pack.lines.at(*path, "decides_by"), what, "List each with members and how many it takes."
            )
        for place, side in entries(term, "constituencies"):
            members, needed = side.get("members"), side.get("needed")
            if isinstance(members, list) and isinstance(needed, int) and needed > len(members):
                what = f"{needed} of {len(members)} members cannot consent."
                yield Fault(pack.lines.at(*path, *place, "needed"), what, "Lower it or list the members.")
        for place, record in entries(term, "extensions"):
            both = set(_plain(record.get("consented"))) & set(_plain(record.get("refused")))
            if both:
                what = f"{', '.join(sorted(both))} both consented and refused."
                yield Fault(pack.lines.at(*path, *place), what, "Write two records with their own days.")


CHECKS: tuple[Callable[[Written], Iterator[Fault]], ...] = (
    time_zone_exists,
    ids_are_unique,
    references_exist,
    sources_are_listed,
    sources_are_used,
    acts_are_known,
    dates_are_real,
    spans_are_in_order,
    roles_do_not_overlap,
    members_lead_to_a_party,
    zones_lie_in_wider_ones,
    joining_names_a_party,
    duties_bind_somebody,
    terms_can_be_decided,
)


def _plain(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _mappings(value: Any, pattern: tuple[str, ...]) -> Iterator[tuple[Steps, Mapping[str, Any]]]:
    for path, found in follow(value, pattern):
        if isinstance(found, Mapping):
            yield path, found


def _span(start: object, end: object, zone: ZoneInfo) -> tuple[Any, Any] | None:
    """Both ends, if both are written and real."""
    if not (isinstance(start, str) and isinstance(end, str)):
        return None
    try:
        return instant(start, zone), instant(end, zone)
    except MomentError:
        return None


def overlap_in_time(
    one: Mapping[str, Any], other: Mapping[str, Any], keys: tuple[str, str], zone: ZoneInfo
) -> bool:
    """Whether two entries hold at one time; an end that is left out is open."""
    try:
        starts = [instant(each[keys[0]], zone) for each in (one, other)]
        ends = [instant(each[keys[1]], zone) if each.get(keys[1]) else None for each in (one, other)]
    except (MomentError, KeyError, TypeError, AttributeError):
        return False
    return (ends[1] is None or starts[0] < ends[1]) and (ends[0] is None or starts[1] < ends[0])
