"""Contradictions planted in a news text beside an official one are found; a faithful paraphrase raises
none."""

import pytest
from gold_beside import beside

from holdfire.documents.comparing.differences import differences_between
from holdfire.documents.comparing.origins import distinct
from holdfire.documents.opening import text_of
from holdfire.documents.reading import Reading, read

OFFICIAL = """Joint communiqué of the Sava Commission

Brod, 12 March 2021

The Republic of Korvia and the Republic of Temia (hereinafter "the Parties"), at the third meeting of the Sava
talks,

1. Agree to withdraw heavy artillery to a distance of 20 kilometres from the river within 30 days.
2. Decide to form a joint patrol of the river police and the border guard.
3. Undertake to release all prisoners held since the flood, without delay.
4. Call upon the Red Cross to visit the camps at Derna and Tobruk.
5. Decide that the truce on the river shall remain in force for a period of six months.
6. Express their thanks to Austria for its hospitality.
7. Undertake to open the bridge at Misrata to lorries that carry food and medicine.
"""

NEWS = {
    "withdraw": "Korvia and Temia will pull heavy artillery back 20 kilometres from the river "
    "within 30 days, the communiqué says.",
    "patrol": "They decided to form a joint patrol made up of river police and border guard.",
    "prisoners": "All prisoners held since the flood are to be released without delay.",
    "camps": "The Red Cross was called upon to visit camps at Derna and Tobruk.",
    "truce": "The truce on the river is to remain in force for six months.",
    "thanks": "The two thanked Austria for its hospitality.",
    "bridge": "The bridge at Misrata will be opened to lorries carrying food and medicine.",
}


def news(**changed: str | None) -> Reading:
    kept = {name: changed.get(name, words) for name, words in NEWS.items()}
    body = "\n\n".join(words for words in kept.values() if words)
    front = "Sava talks end with seven points\n\nBROD, 13 March 2021 (River Press) - "
    return read(text_of((front + body + "\n").encode(), "news.txt"))


def found(reading: Reading) -> list[dict]:
    return differences_between([read(text_of(OFFICIAL.encode(), "official.txt")), reading])


def test_a_faithful_paraphrase_differs_in_nothing() -> None:
    assert found(news()) == []


@pytest.mark.parametrize(
    ("changed", "kind", "point"),
    [
        ({"withdraw": NEWS["withdraw"].replace("30 days", "90 days")}, "number", "1"),
        ({"withdraw": NEWS["withdraw"].replace("20 kilo", "12 kilo")}, "number", "1"),
        ({"patrol": "A joint patrol of river police and border guard has begun to work."}, "force", "2"),
        ({"prisoners": NEWS["prisoners"].replace(" without delay", "")}, "omission", "3"),
        ({"prisoners": None}, "omission", "3"),
        ({"camps": NEWS["camps"].replace("Tobruk", "Sirte")}, "place", "4"),
        ({"truce": NEWS["truce"].replace("six", "three")}, "term", "5"),
        ({"truce": None}, "omission", "5"),
        ({"bridge": None}, "omission", "7"),
        ({"bridge": NEWS["bridge"].replace("Misrata", "Benghazi")}, "place", "7"),
    ],
)
def test_each_planted_contradiction_is_found_and_nothing_else(changed: dict, kind: str, point: str) -> None:
    (difference,) = found(news(**changed))
    assert (difference["kind"], difference["about"]) == (kind, f"point {point}")
    assert [each["rank"] for each in difference["sides"]] == ["official text", "press"]


def told(days: str) -> Reading:
    text = f"Talks on the Sava\n\nThe third round of the Geneva talks was held in Cairo on {days}, he said."
    return read(text_of(text.encode(), f"{days}.txt"))


def test_two_days_of_one_round_stand_side_by_side() -> None:
    (difference,) = differences_between([told("4 May 2021"), told("5 May 2021")])
    assert difference["kind"] == "date"
    assert {each["field"]["value"] for each in difference["sides"]} == {"2021-05-04", "2021-05-05"}


@pytest.mark.parametrize("days", ["4 May", "May 4, 2021"])
def test_a_day_without_its_year_and_another_way_to_write_it_are_no_difference(days: str) -> None:
    assert differences_between([told("4 May 2021"), told(days)]) == []


def test_a_copy_is_no_second_source() -> None:
    assert differences_between([told("4 May 2021"), told("4 May 2021")]) == []


def told_otherwise(old: str, new: str) -> list[dict]:
    text = "\n\n".join(each for each in NEWS.values()).replace(old, new)
    assert new in text
    return found(read(text_of(f"Sava talks end\n\nBROD, 13 March 2021 (Press) - {text}\n".encode(), "n.txt")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("within 30 days", "within a month"),
        ("20 kilometres", "20 km"),
        ("six months", "half a year"),
        ("two thanked Austria for its hospitality", "two voiced gratitude to Austria"),
        ("will be opened to", "shall be opened, so that people can live, to"),
        ("will be opened to", "is not to be closed to"),
    ],
)
def test_other_units_and_other_words_for_one_thing_are_no_difference(old: str, new: str) -> None:
    assert told_otherwise(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("within 30 days", "within three months", "number"),
        ("20 kilometres", "20 miles", "number"),
        ("will be opened to", "may be opened to", "force"),
        ("will be opened to", "will not be opened to", "force"),
        ("Red Cross was", "African Union was", "actor"),
        ("six months", "half a month", "term"),
    ],
)
def test_other_units_and_other_words_for_another_thing_are_one(old: str, new: str, kind: str) -> None:
    assert [each["kind"] for each in told_otherwise(old, new)] == [kind]


def test_on_the_pairs_that_were_looked_at_nine_of_ten_are_found_and_alarms_are_few() -> None:
    score = beside("shown")
    assert score.found >= 0.9 * score.planted, score.misses
    assert score.alarms <= 0.05 * score.told, score.misses


STORY = """{title}

{front}The third round of the Geneva talks was held in Cairo on {days}, the mediator of the talks said.

Both delegations agreed to open the road between the two towns before the winter, and to let lorries with
flour pass without an escort. They did not agree on who is to clear the mines, nor on an exchange of men.

The mediator said that the next round would take place as soon as the lists of prisoners had been compared.
"""


def story(name: str, days: str, title: str = "Talks end", front: str = "") -> Reading:
    text = STORY.format(title=title, days=days, front=front)
    return read(text_of(text.encode(), name))


def test_an_agency_text_in_two_papers_is_one_witness() -> None:
    first = story("a.txt", "4 May 2021", "Road to open", "CAIRO, 5 May 2021 (Agency) - ")
    again = story("b.txt", "4 May 2021", "A road, but no prisoners")
    assert distinct([first, again]) == [first]
    assert len(distinct([first, again, told("5 May 2021")])) == 2
    assert len(differences_between([first, again, told("5 May 2021")])[0]["sides"]) == 2


def test_two_texts_on_one_meeting_are_two_witnesses() -> None:
    assert len(distinct([news(), told("4 May 2021")])) == 2
    assert len(distinct([news(), read(text_of(OFFICIAL.encode(), "official.txt"))])) == 2
