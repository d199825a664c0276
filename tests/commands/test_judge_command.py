"""holdfire judge: every word that may be said, and what the journal is given of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

import holdfire.commands as command_line
from holdfire.mission.folder import Mission


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def keys(self) -> dict[str, object]:
        return json.loads(self.out)


@pytest.fixture
def judged(mission: Mission, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Judge the mission's first two reports in these words."""
    left, right = mission.reports()["report_id"][:2].to_list()
    who = ("--by", "A. Haddad", "--why", "read both", "--json")

    def judge(*words: str) -> Said:
        with pytest.raises(SystemExit) as ended:
            command_line.main(["judge", str(mission.folder), left, right, *words, *who])
        told = capsys.readouterr()
        return Said(int(ended.value.code or 0), told.out, told.err)

    return judge


@pytest.mark.parametrize(
    ("word", "verdict"),
    [("same", "same"), ("not same", "not same"), ("different", "not same"), ("unsure", "unsure")],
)
def test_each_word_is_a_verdict(judged, mission: Mission, word: str, verdict: str) -> None:
    told = judged(word).keys
    assert (told["verdict"], told["until"]) == (verdict, None)
    assert mission.judgements()[-1].verdict == verdict


def test_to_ask_is_to_be_unsure_until_the_end_of_a_reporting_day(judged, mission: Mission) -> None:
    told = judged("ask", "--until", "2099-06-20").keys
    end = mission.settings.reporting_day.span_of(date(2099, 6, 20)).end
    assert (told["verdict"], told["until"]) == ("unsure", end.isoformat())
    (kept,) = Mission.open(mission.folder).judgements()
    assert (kept.verdict, kept.until) == ("unsure", end)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("ask",), "To ask needs a day until which the answer is due."),
        (
            ("same", "--until", "2099-06-20"),
            "same asks nothing. Give a day (--until) with ask, and with ask only.",
        ),
        (("ask", "--until", "2017-06-20"), "Name a later day."),
    ],
)
def test_a_question_needs_a_day_to_come_and_a_day_needs_a_question(
    judged, mission: Mission, words: tuple[str, ...], message: str
) -> None:
    refused = judged(*words)
    assert refused.code == 2
    assert message in refused.err.replace("\n", " ")
    assert mission.judgements() == ()
