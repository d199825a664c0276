"""The desk says everything in all five languages: same messages, same values, the plurals each needs.

Whatever desk-*.ftl a screen brings is held to the same. A message is told by its language, file and name.
"""

import re

import pytest
from asked_of_words import asked
from desk_messages import (
    LANGUAGES,
    PHRASES,
    TRANSLATED,
    Message,
    categories,
    choices_in,
    counts_in,
    files_of,
    messages,
    plural_forms,
    referred_in,
    rendered,
    values_in,
)

LONGEST = 160
LONGEST_SENTENCE = 280
SENTENCES = ("reason-", "pair-", "refusal-")
"""The sentences of the product, whole."""
SAME_AS_IN_ENGLISH: frozenset[str] = frozenset()
"""Messages that are a name, a sign or a figure, and so the same in another language: "language/message"."""

_DIGITS = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u0640\ufeff]")
_ARABIC = "\u0600-\u06ff"
_LATIN_PAUSE = re.compile(f"[{_ARABIC}][)»]?\\s*[,;?]|[,;?]\\s*[{_ARABIC}]")
_MIXED = re.compile("[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")
_ARABIC_KAF_YEH, _PERSIAN_KAF_YEH = re.compile("[كيى]"), re.compile("[کی]")
_LOOSE_JOINER = re.compile("\u200c(?![\u0600-\u06ff])|(?<![\u0600-\u06ff])\u200c")


def every(*languages: str) -> list[Message]:
    return [each for language in languages for each in messages(language).values()]


def texts(*languages: str) -> list[tuple[Message, str]]:
    return [(each, text) for each in every(*languages) if each.name[0] != "-" for text in rendered(each)]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_file_of_english_has_its_like(language: str) -> None:
    english, theirs = ({file.name for file in files_of(each)} for each in ("en", language))
    assert english == theirs, (
        f"phrases/en has {sorted(english - theirs)} which phrases/{language} has not; "
        f"phrases/{language} has {sorted(theirs - english)} which phrases/en has not."
    )


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_stands_in_the_same_file_and_no_stranger(language: str) -> None:
    english, theirs = ({(m.file, m.name) for m in every(each)} for each in ("en", language))
    assert not english - theirs, f"phrases/{language} lacks {sorted(english - theirs)}."
    assert not theirs - english, f"phrases/en lacks {sorted(theirs - english)}."


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_has_the_same_values_and_attributes(language: str) -> None:
    for english in every("en"):
        theirs = messages(language).get(english.name)
        if theirs is None:
            continue  # told by the test above
        assert theirs.values == english.values, f"{theirs.where} has values {sorted(theirs.values)}."
        assert theirs.attributes == english.attributes, f"{theirs.where} has {theirs.attributes}."
        assert referred_in(theirs.node) == referred_in(english.node), theirs.where


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_are_those_of_the_language(language: str) -> None:
    needed = categories(language)
    for each in every(language):
        for choice in choices_in(each.node):
            forms = plural_forms(choice)
            assert not forms or set(forms) == needed, f"{each.where} has {sorted(forms)}, not {needed}."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_for_several_numbers_tells_the_number(language: str) -> None:
    for each in every(language):
        for choice in choices_in(each.node):
            asked_for = values_in(choice.selector)
            for category, form in plural_forms(choice).items():
                several = len(counts_in(language, category)) > 1
                if several and asked_for <= _told_in_english(each):
                    told = values_in(form.value)
                    assert asked_for <= told, f"{each.where}: [{category}] does not tell the number."


def _told_in_english(message: Message) -> set[str]:
    """Values that stand in the text itself in English, and are not only what a form is chosen by."""
    english = messages("en").get(message.name)
    forms = [plural_forms(choice) for choice in choices_in(english.node)] if english else []
    return {value for each in forms if each for value in values_in(each["other"].value)}


def test_what_templates_ask_for_exists() -> None:
    english = messages("en")
    assert asked(), "The templates ask for words."
    for each in asked():
        there = each.name in english if each.whole else any(name.startswith(each.name) for name in english)
        assert there, f"{each.where} asks for {each.name}, which phrases/en/desk*.ftl do not have."


def test_templates_give_the_values_that_messages_need() -> None:
    for each in asked():
        if each.whole and each.told is not None and each.name in messages("en"):
            lacking = messages("en")[each.name].values - each.told
            assert not lacking, f"{each.where}: {each.name} needs {sorted(lacking)}."


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_message_is_left_in_english(language: str) -> None:
    for each in every(language):
        if each.name[0] == "-" or each.name not in messages("en"):
            continue
        same = list(rendered(each)) == list(rendered(messages("en")[each.name]))
        listed = f"{language}/{each.name}" in SAME_AS_IN_ENGLISH
        assert not same or listed, f"{each.where} is the English text."
        assert same or not listed, f"{each.where} is not the English text: take it off the list."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_shown_and_is_short(language: str) -> None:
    for each, text in texts(language):
        assert text.strip(), f"{each.where} says nothing."
        assert "{" not in text, f"{each.where}: {text}"
        most = LONGEST_SENTENCE if each.name.startswith(SENTENCES) else LONGEST
        assert len(text) <= most, f"{each.where} has {len(text)} characters, {most} at most."


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_are_those_of_the_language(language: str) -> None:
    for each, text in texts(language):
        assert not _DIGITS.search(text), f"{each.where}: digits are Latin in every language: {text}"
        assert not _MARKS.search(text), f"{each.where}: a hidden mark or tatweel: {text}"
        assert "  " not in text, f"{each.where}: two spaces: {text}"
        ours = language == "en" and each.name.startswith(SENTENCES)  # word for word as the code has it
        assert ours or '"' not in text, f"{each.where}: quotation marks are “ ” or « »: {text}"


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_pauses_are_arabic_where_letters_are(language: str) -> None:
    for each, text in texts(language):
        found = _LATIN_PAUSE.search(text)
        assert not found, f"{each.where}: ، ؛ ؟ and not {found and found[0]!r}: {text}"


def test_letters_are_those_of_the_language() -> None:
    for each, text in texts("fa"):
        assert not _ARABIC_KAF_YEH.search(text), f"{each.where}: Arabic kaf or yeh in Persian: {text}"
        assert not _LOOSE_JOINER.search(text), f"{each.where}: a joiner that joins nothing: {text}"
    for each, text in texts("ar"):
        assert not _PERSIAN_KAF_YEH.search(text), f"{each.where}: Persian kaf or yeh in Arabic: {text}"
    for each, text in texts("ru"):
        assert not _MIXED.search(text), f"{each.where}: Latin letters within a Russian word: {text}"


def test_no_language_has_files_of_the_desk_that_the_desk_does_not_speak() -> None:
    folders = {each.name for each in PHRASES.iterdir() if each.is_dir()}
    assert folders == set(LANGUAGES)


def glossary() -> dict[str, dict[str, list[str]]]:
    """The fixed terms of docs/words.md: for each English one, the words of each language, the rule first."""
    text = (PHRASES.parents[3] / "docs/words.md").read_text("utf-8").split("## In five languages")[1]
    rows = [line.strip("|").split("|") for line in text.split("\n## ")[0].splitlines() if line[:1] == "|"]
    terms = {row[0].strip(): [cell.strip().split("; ") for cell in row] for row in rows[2:]}
    return {term: dict(zip(LANGUAGES, cells, strict=True)) for term, cells in terms.items()}


def test_every_fixed_term_has_a_word_in_every_language() -> None:
    assert len(glossary()) >= 45
    for term, words in glossary().items():
        assert all(all(each) for each in words.values()), f"docs/words.md: {term} lacks a language."


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_message_that_is_a_fixed_term_is_that_term(language: str) -> None:
    """Held are messages that are the term alone, with or without the article; sentences are for editors."""
    for english in every("en"):
        told = next(rendered(english), "").lower() if english.name[0] != "-" else ""
        theirs = messages(language).get(english.name)
        if told not in glossary() or theirs is None:
            continue
        fixed = {_small(each) for each in glossary()[told][language]}
        if language == "ar":
            fixed |= {" ".join(f"ال{word}" for word in each.split()) for each in fixed}
            fixed |= {f"ال{each}" for each in fixed}
        said = _small(next(rendered(theirs)))
        assert said in fixed, f"{theirs.where} is {said!r}; docs/words.md has {sorted(fixed)} for {told}."


def _small(text: str) -> str:
    return text.replace("İ", "i").lower()
