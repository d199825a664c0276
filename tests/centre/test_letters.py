"""Letters on record: the same letter by several parties is one, with each of them by it; and what is due."""

from datetime import UTC, date, datetime

from centre_ground import ground

from holdfire.centre.act import Act
from holdfire.centre.fold import Folded, fold
from holdfire.centre.letters import LETTERS, WRITTEN, Letters
from holdfire.centre.letters_due import Due, daily_due, term_due
from holdfire.centre.modules import KINDS

NOON = datetime(2017, 10, 16, 12, tzinfo=UTC)
SEAL = "5" * 64


def written(party: str | None, name: str = "daily-2017-10-15-aa", sha: str = "a" * 64, **more: object) -> Act:
    told: dict[str, object] = {
        "id": name, "kind": "daily", "about": "2017-10-15", "day": "2017-10-15", "languages": ["en", "ar"],
        "bulletin": "288/2017", "sealed": SEAL, "to": None, "folder": f"letters/{name}",
        "files": {"letter.en.pdf": sha}, "by": "A. Haddad",
    }  # fmt: skip
    return Act(1, f"{party} {name}", WRITTEN, party, NOON, told | more)


def told(*acts: Act) -> Folded[Letters]:
    return fold(LETTERS, acts, ground())


def test_one_letter_that_three_wrote_is_one_with_three_by_it():
    found = told(written("russia"), written("turkey"), written("iran"))
    (letter,) = found.state.letters.values()
    assert list(letter.acts) == ["russia", "turkey", "iran"]
    assert found.aside == ()


def test_other_files_under_its_id_and_a_second_time_by_one_party_do_not_count():
    found = told(written("russia"), written("turkey", sha="b" * 64), written("russia"))
    assert [(each.objection.rule, each.objection.what) for each in found.aside] == [
        ("files", "There is a letter daily-2017-10-15-aa with other files."),
        ("double", "russia wrote the letter daily-2017-10-15-aa before."),
    ]


def test_files_outside_a_folder_are_no_files_of_a_letter():
    for name in ("../x", "a/b", "", "X.pdf"):
        (aside,) = told(written("russia", files={name: "a" * 64})).aside
        assert aside.objection.what.endswith("files must name files by their SHA-256.")


def test_letters_are_no_part_of_the_root_that_bulletins_rest_on():
    assert WRITTEN not in KINDS


def test_a_bulletin_without_a_report_is_due_on_the_next_day_and_a_second_issue_is_due_anew():
    day = date(2017, 10, 15)
    issued = [(day, "288/2017", SEAL)]
    nothing, one = told().state, told(written("russia")).state
    assert daily_due(issued, nothing) == [
        Due("daily", "2017-10-15", date(2017, 10, 16), "bulletin 288/2017 was issued")
    ]
    assert daily_due(issued, one) == []
    assert [each.about for each in daily_due([*issued, (day, "288/2017", "6" * 64)], one)] == ["2017-10-15"]


def test_a_term_is_due_from_its_day_on_until_it_is_written():
    ends = [("memo17-term", date(2017, 11, 4), date(2017, 10, 15))]
    nothing = told().state
    assert term_due(ends, nothing, date(2017, 10, 14)) == []
    (due,) = term_due(ends, nothing, date(2017, 10, 20))
    assert (due.about, due.overdue(date(2017, 10, 20))) == ("memo17-term 2017-11-04", True)
    report = written("un", "term-aa", kind="term", about="memo17-term 2017-11-04")
    assert term_due(ends, told(report).state, date(2017, 10, 20)) == []
