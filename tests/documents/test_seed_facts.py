"""The five seeds: what a careless reader gets wrong, and scenario 1 of a duty officer's first day."""

from pathlib import Path

import pytest

from holdfire.documents.comparing.differences import differences_between
from holdfire.documents.opening import open_text
from holdfire.documents.reading import Reading, read

GUARANTORS = {"IR", "RU", "TR"}


@pytest.fixture(scope="module")
def seeds(shared: Path) -> list[Reading]:
    return [read(open_text(path)) for path in sorted((shared / "seeds").glob("*.txt"))]


def meeting(reading: Reading, number: int):
    (found,) = [
        each for each in reading.meetings if each.series.value == "astana" and each.round.value == number
    ]
    return found


def values(fields) -> set:
    return {each.value for each in fields}


def test_pages_without_a_day_of_publication_get_no_year(seeds: list[Reading]) -> None:
    for number in (0, 3, 4):
        assert seeds[number].page.published.value is None
    for reading in (seeds[0], seeds[3]):
        assert not [each.field.value for each in reading.page.dates if "20" in str(each.field.value)[:2]]
    written = {each.written.passage.of(seeds[4].page.text): each.field.value for each in seeds[4].page.dates}
    assert written["January 3"] == "--01-03"
    assert written["February 8, 2017"] == "2017-02-08"


def test_rounds_one_to_seven_and_their_days(seeds: list[Reading]) -> None:
    preview = seeds[1]
    days = {number: meeting(preview, number).days.value for number in range(1, 8)}
    assert days == {
        1: "2017-01-23/2017-01-24", 2: "2017-02-15/2017-02-16", 3: "2017-03-14/2017-03-15", 4: None,
        5: "2017-07-04", 6: "2017-09-14", 7: None,
    }  # fmt: skip
    assert [meeting(preview, number).state.value for number in range(1, 8)] == [*["held"] * 6, "planned"]
    assert values(meeting(preview, 3).participants) == {*GUARANTORS, "un"}
    assert values(meeting(preview, 3).observers) == {"US", "JO"}
    assert meeting(preview, 1).place.value == "Astana"


def test_the_twelfth_round_and_two_next_ones(seeds: list[Reading]) -> None:
    twelfth, thirteenth = meeting(seeds[0], 12), meeting(seeds[0], 13)
    assert twelfth.days.value == "--04-25/--04-26"
    assert twelfth.days.reason == "year not stated"
    assert twelfth.place.value is None
    assert [each.value for each in twelfth.place.alternatives] == ["Astana"]
    outcomes = {each.subject.value: each.outcome.value for each in twelfth.outcomes}
    assert outcomes["a final solution for Idlib"] == "not agreed"
    assert outcomes["to finalize the formation of the Syrian constitutional committee"] == "not agreed"
    assert outcomes["to speed up the formation of the committee"] == "agreed"
    assert (thirteenth.days.value, thirteenth.state.value) == ("--07", "planned")
    assert values(thirteenth.invited) == {"LB", "IQ"}
    (consultations,) = [each for each in seeds[0].meetings if each.place.value == "Geneva"]
    assert consultations.is_next
    assert consultations.series.value is None


def test_tuesday_is_the_day_before_the_page(seeds: list[Reading]) -> None:
    found = [each.field for each in seeds[1].page.dates if each.written.kind == "weekday"]
    assert [each.value for each in found] == ["2017-10-24"]
    assert "2017-10-25" in str(found[0].anchor)


FORCE_OF_POINTS = [
    "expressive", "decision", "term", "prohibition", "decision", "decision", "exception", "request",
    "declarative", "request", "request", "reaffirmation", "expressive", "decision",
]  # fmt: skip


def test_fourteen_points_are_cut_and_classed(seeds: list[Reading]) -> None:
    points = seeds[2].provisions
    assert [each.number.value for each in points] == [str(number) for number in range(1, 15)]
    assert [each.force.value for each in points] == FORCE_OF_POINTS
    bound = {each.number.value for each in points if each.bound}
    assert bound == {"2", "3", "4", "5", "6", "7", "12", "14"}
    assert values(points[4].bound) == {"Guarantors", *GUARANTORS}
    assert {each.number.value for each in points if each.addressees} == {"8", "10", "11"}
    assert [each.force.value for each in points[6].parts] == ["declarative", "exception"]
    assert points[13].deadline.value == "end of 2017-10"


def test_four_areas(seeds: list[Reading]) -> None:
    assert len(seeds[2].provisions[1].zones) == 4
    (zones,) = [each.zones for each in meeting(seeds[1], 4).outcomes]
    assert len(zones) == 4


def test_six_months_from_a_start_that_is_not_stated(seeds: list[Reading]) -> None:
    term = seeds[2].provisions[2].term
    assert term is not None
    assert term.length.value == "P6M"
    assert (term.start.value, term.end.value) == (None, None)
    assert [each.value for each in term.start.alternatives] == ["2017-05-04", "2017-09-14/2017-09-15"]
    assert [each.value for each in term.end.alternatives] == ["2017-11-04", "2018-03-14/2018-03-15"]
    assert "consensus of the Guarantors" in str(term.extension.value)


def test_what_the_news_text_leaves_out_and_words_otherwise(seeds: list[Reading]) -> None:
    found = differences_between(seeds)
    told = {(each["kind"], each["about"]) for each in found}
    assert {("omission", "point 9"), ("omission", "point 12"), ("omission", "point 11")} <= told
    assert ("force", "point 5") in told
    assert ("date", "astana 6") in told
    assert ("meeting", "agreed at astana 4 or 6") in told
    assert ("meeting", "agreed at astana 2 or one before 2017-02-08") in told  # the mechanism
    (deploying,) = [each for each in found if (each["kind"], each["about"]) == ("force", "point 5")]
    assert [each["rank"] for each in deploying["sides"]] == ["official text", "communiqué"]
    assert not [each for each in found if each["about"] in ("point 1", "point 4", "point 8", "point 13")]


def test_a_spelling_through_russian_is_the_same_place(seeds: list[Reading]) -> None:
    (named,) = [each for each in seeds[2].page.mentions if each.passage.of(seeds[2].page.text) == "East Gut"]
    assert named.name.id == "Eastern Ghouta"
    assert "transliteration" in named.name.why


def test_quotations_of_the_last_seed_have_no_speaker(seeds: list[Reading]) -> None:
    nobody = [each for each in seeds[4].statements if each.told == "without speaker"]
    assert len(nobody) == 5
    assert all(each.speaker.value is None for each in nobody)


def test_no_fact_rests_on_a_widget_or_a_comment(seeds: list[Reading]) -> None:
    from gold_scores import facts_of

    bad = (
        "895",
        "917",
        "9,000",
        "7,500",
        "345.55",
        "759 90",
        "Benny",
        "Douglas",
        "Yinon",
        "Palmyra",
        "hegemony",
    )
    for reading in seeds:
        resting = facts_of(reading)
        assert not [(word, quote) for word in bad for quote in resting if word in quote]
        out = [
            block.passage
            for block in reading.page.blocks
            if block.kind in ("comment", "widget", "navigation")
        ]
        spans = [passage for each in reading.statements for passage in each.words.passages]
        assert not [passage for passage in spans for block in out if passage.within(block)]


def test_comments_and_widgets_are_told_as_such(seeds: list[Reading]) -> None:
    for number, comments in ((0, 10), (3, 9)):
        kinds = [block.kind for block in seeds[number].page.blocks]
        assert kinds.count("comment") == comments
    assert [b.kind for b in seeds[2].page.blocks if b.section == 1].count("official statement") == 19
