"""The report on a term: each start claimed, months with and without bulletins, what is open."""

from datetime import date

from holdfire.publish.correspondence.letter import Number, Rows, Sentence, Word, Written
from holdfire.publish.correspondence.term_report import StartStands, TermStands, due_on, term_report

START, END = date(2017, 5, 4), date(2017, 11, 4)
SILENT = ("Islamic Republic of Iran",)
TERM = TermStands(
    "memo17-term",
    (
        StartStands(START, "tass", END, "in force", ("Russian Federation",), SILENT),
        StartStands(
            date(2017, 9, 15), "seed-002", date(2018, 3, 15), "in force", ("Russian Federation",), SILENT
        ),
    ),
)


def row(verdict: str, killed: int | None, certain: bool = True) -> dict[str, object]:
    return {"verdict": verdict, "killed": {"low": killed}, "certain_day": certain}


def sheet(day: str, *incidents: dict[str, object]) -> dict[str, object]:
    return {"day": day, "number": f"n/{day}", "incidents": list(incidents), "sections": [], "figures": [],
            "sealed_dataset_sha256": "a" * 64, "exercise": False}  # fmt: skip


def months(*sheets: dict[str, object], day: date = date(2017, 6, 30)) -> dict[str, tuple[object, ...]]:
    made = term_report(TERM, sheets, day, "Joint desk", "Astana")
    (table,) = (part for part in made.parts if isinstance(part, Rows))
    return {name.text: tuple(rest) for name, *rest in table.rows if isinstance(name, Written)}


def test_it_is_due_twenty_days_before_the_earliest_end() -> None:
    assert TERM.end == END
    assert due_on(TERM.end) == date(2017, 10, 15)


def test_a_month_without_a_bulletin_is_not_known_and_no_nought() -> None:
    found = months(
        sheet("2017-06-15", row("breach", 2), row("undetermined", None), row("breach", None, False))
    )
    assert found["2017-05"] == (Number(28), Number(0), *(Number(None),) * 4)
    assert found["2017-06"] == (Number(30), Number(1), Number(2), Number(1), Number(1), Number(2, "lower"))


def test_a_quiet_day_with_a_bulletin_is_nought_and_a_toll_that_nobody_states_is_not_known() -> None:
    assert months(sheet("2017-06-15"))["2017-06"][2:] == (Number(0),) * 4
    assert months(sheet("2017-06-15", row("no breach", None)))["2017-06"][-1] == Number(None)


def test_no_start_is_chosen_and_silence_is_named() -> None:
    made = term_report(TERM, [], date(2017, 10, 15), "Joint desk", "Astana")
    told = [part for part in made.parts if isinstance(part, Sentence)]
    left = [part.values for part in told if part.message == "term-left"]
    assert [(each["start"], each["end"], each["days"]) for each in left] == [
        (START, END, Number(20)), (date(2017, 9, 15), date(2018, 3, 15), Number(151)),
    ]  # fmt: skip
    (silent,) = (part for part in told if part.message == "term-silent")
    assert silent.values == {"parties": (Written(SILENT[0]),)}


def test_a_term_that_is_over_says_so_in_the_agreements_own_words() -> None:
    unknown = StartStands(START, "tass", END, "unknown: no record of consensus", (), ())
    made = term_report(TermStands("t", (unknown,)), [], date(2017, 11, 10), "Joint desk", "Astana")
    (told,) = (each for each in made.parts if isinstance(each, Sentence) and each.message == "term-row")
    assert told.values["state"] == Word("state-unknown", "unknown: no record of consensus")
