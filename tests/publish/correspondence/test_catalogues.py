"""The five catalogues say the same: one message, one set of values, in each language; none is missing."""

import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from holdfire.agreement.term import TermState
from holdfire.centre.decisions.decision import Outcome
from holdfire.publish.correspondence import notices
from holdfire.publish.correspondence.daily import SECTIONS, state_name
from holdfire.publish.correspondence.sentences import SENTENCES
from holdfire.publish.correspondence.term_report import STANDING
from holdfire.publish.correspondence.writing import LANGUAGES, RIGHT_TO_LEFT, catalogue_text

VALUES = re.compile(r"\{ \$(\w+) \}")
CODE = Path(str(resources.files("holdfire.publish").joinpath("correspondence")))
NAMED = re.compile(r'(?:Sentence|Heading|Word|\.of)\(\s*"([a-z0-9-]+)"')
"""A message that the code names as it stands."""
LETTERS = {"ru": "[а-яё]", "ar": "[ء-ي]", "fa": "[ء-یپچژگ]", "tr": "[a-zçğıöşü]", "en": "[a-z]"}


def messages(language: str) -> dict[str, str]:
    lines = (line for line in catalogue_text(language).splitlines() if line and not line.startswith("#"))
    return dict(line.split(" = ", 1) for line in lines)


def used() -> Iterator[str]:
    """Every message that some letter may use."""
    yield from SENTENCES.values()
    yield from STANDING
    yield from (f"h-{section}" for section in SECTIONS)
    yield from (f"{part}{kind}" for kind in notices.KINDS for part in ("title-notice-", "notice-"))
    yield from (state_name(state) for state in TermState)
    yield from (f"outcome-{str(each).replace(' ', '-')}" for each in Outcome)
    yield from (f"limits-{number}" for number in (1, 2, 3))
    for path in CODE.glob("*.py"):
        yield from NAMED.findall(path.read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_message_with_the_same_values(language: str) -> None:
    english, own = messages("en"), messages(language)
    assert own.keys() == english.keys()
    differ = [
        name for name in own if sorted(VALUES.findall(own[name])) != sorted(VALUES.findall(english[name]))
    ]
    assert differ == [], f"{language}: these have other values than the English: {differ}"


def test_every_message_that_a_letter_may_use_is_there_and_every_one_there_may_be_used() -> None:
    there, needed = set(messages("en")), set(used())
    assert needed - there == set(), "named in the code, and in no catalogue"
    spoken = re.findall(
        r'"([a-z][a-z0-9-]+)"', "".join(path.read_text("utf-8") for path in CODE.glob("*.py"))
    )
    elsewhere = {name for name in there if name.startswith(("decision-", "edition-"))}
    assert there - needed - set(spoken) - elsewhere == set(), "in the catalogues, and used by no letter"


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_a_translation_is_one_and_has_latin_digits(language: str) -> None:
    english, own = messages("en"), messages(language)
    same = {name for name in own if own[name] == english[name]}
    named_alike = {"machine-file", "list-separator"}
    assert same <= named_alike, f"{language}: not translated: {sorted(same)}"
    for name, text in own.items():
        if name not in named_alike:
            assert re.search(LETTERS[language], text.lower()), f"{language}, {name}: {text}"
        assert not re.search("[٠-٩۰-۹]", text), f"{language}, {name} has digits of its own"


@pytest.mark.parametrize("language", sorted(RIGHT_TO_LEFT))
def test_arabic_and_persian_use_their_own_marks(language: str) -> None:
    for name, text in messages(language).items():
        plain = VALUES.sub("", text)
        assert "," not in plain.replace("SHA-256", ""), f"{name}: {text}"
        assert ";" not in plain
        assert "?" not in plain
