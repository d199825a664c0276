"""Alerts of incidents: a message an incident of a day that may be a breach.

An incident that was told before and changed is an Update, one that was taken back a Cancel; both refer to the
message that told of it.

What CAP asks for and a bulletin does not say follows from it by the rules below, and by nothing else:
certainty from how many origins tell of it (two: Likely, one: Possible, not stated: Unknown), severity from
the lowest number of killed (one or more: Severe, else Unknown), urgency Past: a bulletin tells what happened.
A Cancel says nothing of severity and certainty any more.
"""

import re
from collections.abc import Mapping
from typing import Any

from holdfire.exchange.cap.message import ALERT, CANCEL, UPDATE, Alert, Block, Desk
from holdfire.exchange.issued import Feature, HeldBack, Issued, Sheet, Told, moment, told_by
from holdfire.exchange.phrases import LANGUAGES, phrases

VERDICTS = ("breach", "undetermined")
"""Incidents that an alert is made of: none that no clause touches."""
_ORIGINS = re.compile(r"(\d+) origins?\b")


def of_incidents(issued: Issued, desk: Desk) -> tuple[list[Alert], list[HeldBack]]:
    """The messages of the desk's bulletin, and the incidents it tells of that make none."""
    sheet = desk.sheet
    before = issued.told_before(sheet)
    now = told_by(each for each in issued.sheets if each.line <= sheet.line)
    made, aside = [], []
    for name in _named(sheet, before, now):
        told, earlier = now.get(name), _alerted(before.get(name))
        source = None if earlier is None else earlier.sheet
        if told is not None and _alerted(told):
            kind = ALERT if earlier is None else UPDATE
            made.append(desk.message(name, kind, source, _blocks(sheet, told.feature, kind)))
        elif earlier is not None:
            made.append(desk.message(name, CANCEL, source, _blocks(sheet, earlier.feature, CANCEL)))
        elif told is not None:
            aside.append(HeldBack(name, f"the finding is: {told.feature['properties']['verdict']}"))
    return made, aside


def _named(sheet: Sheet, before: Mapping[str, Told], now: Mapping[str, Told]) -> dict[str, None]:
    """Ids that the bulletin tells of: its day's, those it corrects, those that are gone with it."""
    named = [str(each["id"]) for each in sheet.features]
    for corrected in sheet.corrected:
        named += [
            *map(str, corrected["without"]),
            *(str(row["incident_id"]) for row in corrected["incidents"]),
        ]
    return dict.fromkeys([*named, *(each for each in before if each not in now)])


def _alerted(told: Told | None) -> Told | None:
    """The incident, if a message was made of it as it was told."""
    return told if told is not None and told.feature["properties"]["verdict"] in VERDICTS else None


def _blocks(sheet: Sheet, feature: Feature, kind: str) -> list[Block]:
    return [_block(sheet, feature, language, kind) for language in LANGUAGES]


def _block(sheet: Sheet, feature: Feature, language: str, kind: str) -> Block:
    told: Mapping[str, Any] = feature["properties"]
    words = phrases(language)
    gone = kind == CANCEL
    kept = ("incident_id",) if gone else ("incident_id", "when_precision", "where_precision", "verdict")
    return Block(
        language,
        words.act(str(told["act_code"] or "")),
        words.headline(told, gone),
        words.description(told, sheet.number, sheet.day, gone),
        words.place(told),
        "Past",
        "Severe" if (told["killed"]["low"] or 0) > 0 and not gone else "Unknown",
        "Unknown" if gone else _certainty(told),
        None if told["when_start"] is None else moment(str(told["when_start"])),
        geometry=feature["geometry"],
        radius_m=told["radius_m"],
        parameters={name: str(told[name]) for name in kept if told[name] is not None},
    )


def _certainty(told: Mapping[str, Any]) -> str:
    found = _ORIGINS.search(str(told["sources"] or ""))
    origins = int(found[1]) if found else 0
    return "Unknown" if origins == 0 else "Possible" if origins == 1 else "Likely"
