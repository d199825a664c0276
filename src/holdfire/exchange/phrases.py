"""What alerts say in each of the five languages, from library/phrases/alerts.yml and the field form's acts.

A place keeps the words that the bulletin has for it: no name is translated or transliterated here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("en", "ru", "tr", "ar", "fa")


@cache
def _written(folder: str, name: str) -> Mapping[str, Any]:
    text = files("holdfire.library").joinpath(folder, name).read_text("utf-8")
    told: Mapping[str, Any] = yaml.safe_load(text)
    return told


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one language."""

    language: str

    def _of(self, name: str) -> str:
        return str(_written("phrases", "alerts.yml")[name][self.language])

    def act(self, code: str) -> str:
        """An act by its code; one that has no words of its own by the broader one that has."""
        acts = _written("forms", "field-report.yml")["acts"]
        while code and code not in acts:
            code = code.rpartition("/")[0]
        return str(acts[code][self.language]) if code else self._of("act_not_known")

    def place(self, told: Mapping[str, Any]) -> str:
        known = told["where_precision"] != "unknown" and told["where"]
        return str(told["where"]) if known else self._of("place_not_known")

    def said(self, name: str, **told: str) -> str:
        """The phrase of that name, filled in."""
        return self._of(name).format(**told)

    def marked(self, headline: str, exercise: bool, gone: bool) -> str:
        """A headline that nobody takes for meant in an exercise, nor for standing where it was taken back."""
        if gone:
            headline = f"{self._of('no_longer_so')}: {headline}"
        return f"{self._of('exercise')}. {headline}" if exercise else headline

    def headline(self, told: Mapping[str, Any], gone: bool) -> str:
        words = self.said("headline", act=self.act(str(told["act_code"] or "")), place=self.place(told))
        return self.marked(words, told["exercise"], gone)

    def description(self, told: Mapping[str, Any], number: str, day: str, gone: bool) -> str:
        """What an alert or update says of the incident, and what a cancel says instead."""
        if gone:
            return self.said("taken_back", number=number, day=day)
        verdicts = _written("phrases", "alerts.yml")["verdicts"]
        verdict = str(verdicts[told["verdict"]][self.language])
        return self.said("told", number=number, day=day, verdict=verdict)


def phrases(language: str) -> Phrases:
    assert language in LANGUAGES, language
    return Phrases(language)
