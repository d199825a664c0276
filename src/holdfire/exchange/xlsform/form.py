"""The field form of a mission: its questions in five languages and its choices, as rows of an XLSForm.

The questions stand in library/forms/field-report.yml; docs/how-to-exchange.md is the how-to. The form's
version is `holdfire-report-1-` and twelve hex digits of the SHA-256 of its content: "1" is the layout that
the source maps `odk`, `odk-json`, `odk-csv` and `kobo-csv` read.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib import resources
from typing import Any

import yaml

from holdfire.agreement.agreement import Agreement
from holdfire.exchange.xlsform.choices import (
    NOT_KNOWN,
    OTHER,
    Choice,
    Towns,
    actors_of,
    acts_of,
    speakers_of,
    targets_of,
    towns_of,
    zones_of,
)
from holdfire.exchange.xlsform.tongues import LANGUAGES
from holdfire.places.gazetteer import Gazetteer

FORM_ID = "holdfire_report"
LAYOUT = "holdfire-report-1"
_VERSION_DIGITS = 12

Row = Mapping[str, str]
_PLAIN = ("name", "appearance", "relevant", "constraint", "calculation", "choice_filter", "parameters")
_COMPASS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")


@dataclass(frozen=True, slots=True)
class ReportForm:
    """The three sheets of the form, as rows of text; `towns_left_out` are those beyond its limit."""

    survey: tuple[Row, ...]
    choices: tuple[Row, ...]
    settings: Row
    version: str
    towns_left_out: int

    def listed(self, name: str) -> list[Row]:
        """The choices of one list."""
        return [row for row in self.choices if row["list_name"] == name]


def report_form(agreement: Agreement, gazetteer: Gazetteer, title: str) -> ReportForm:
    """The form for that agreement and its towns; `title` names the mission to who fills it."""
    told = _told()
    towns = towns_of(agreement, gazetteer)
    survey = tuple(_asked(told["questions"]))
    choices = tuple(_choices(told, agreement, towns))
    content = json.dumps([survey, choices, title], ensure_ascii=False, sort_keys=True)
    digest = sha256(content.encode("utf-8")).hexdigest()[:_VERSION_DIGITS]
    version = f"{LAYOUT}-{digest}"
    return ReportForm(
        survey=tuple(
            {key: value.replace("{version}", version) for key, value in row.items()} for row in survey
        ),
        choices=choices,
        settings={
            "form_title": f"{told['title']['en']}: {title}",
            "form_id": FORM_ID,
            "version": version,
            "default_language": LANGUAGES["en"],
        },
        version=version,
        towns_left_out=towns.left_out,
    )


@lru_cache(maxsize=1)
def _told() -> dict[str, Any]:
    file = resources.files("holdfire.library") / "forms" / "field-report.yml"
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


def _asked(questions: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    for each in questions:
        if "group" in each:
            yield {
                "type": "begin_group",
                "name": each["group"],
                "appearance": "field-list",
                **_in_columns("label", each["label"]),
            }
            yield from _asked(each["questions"])
            yield {"type": "end_group"}
            continue
        row = {"type": each["type"], **{key: str(each[key]) for key in _PLAIN if key in each}}
        if "choices" in each:
            row["type"] += f" {each['choices']}"
        if each.get("required"):
            row["required"] = "yes"
        for key, column in (("label", "label"), ("hint", "hint"), ("message", "constraint_message")):
            row |= _in_columns(column, each.get(key, {}))
        yield row


def _in_columns(column: str, words: Mapping[str, str]) -> dict[str, str]:
    return {f"{column}::{LANGUAGES[code]}": said for code, said in words.items()}


def _choices(told: Mapping[str, Any], agreement: Agreement, towns: Towns) -> Iterator[Row]:
    nobody = [Choice(NOT_KNOWN, told["not_known"]), Choice(OTHER, told["other"])]
    own: dict[str, Iterable[Choice]] = {
        "acts": [*acts_of(agreement, told["acts"]), *nobody],
        "actors": [*nobody, *actors_of(agreement)],
        "targets": [*nobody, *targets_of(agreement)],
        "speakers": [*nobody, *speakers_of(agreement)],
        "zones": zones_of(agreement, told["elsewhere"]),
        "towns": towns.choices,
    }
    for name, listed in told["choices"].items():
        extra = _compass if name == "directions" else _nothing
        own[name] = [Choice(code, labels, extra(code)) for code, labels in listed.items()]
    for name, choices in own.items():
        for choice in choices:
            row = {"list_name": name, "name": choice.name, **_in_columns("label", choice.labels)}
            yield row | dict(choice.extra)


def _compass(code: str) -> dict[str, str]:
    """How far north and east a step of 1 in that direction leads."""
    turn = math.radians(45 * _COMPASS.index(code))
    return {"north": f"{math.cos(turn):.5f}", "east": f"{math.sin(turn):.5f}"}


def _nothing(_: str) -> dict[str, str]:
    return {}
