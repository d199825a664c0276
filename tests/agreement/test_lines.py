"""A file as it was written: read fast, in the words and within the limits of the slow reader."""

from pathlib import Path

import pytest
import yaml

from holdfire.lines import Advice, read_yaml

ADVICE = Advice("Name a file.", "Split it.", "Write something.")


def read(tmp_path: Path, text: str):
    path = tmp_path / "pack.yml"
    path.write_text(text, "utf-8")
    return read_yaml(path, ADVICE)


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{a: " * 20_000, "- " * 50_000 + "x", "\n".join(" " * n + "a:" for n in range(2_000))],
    ids=["lists", "mappings", "dashes", "indents"],
)
def test_a_text_that_nests_without_end_is_a_fault_and_no_crash(tmp_path: Path, text: str):
    told = read(tmp_path, text)
    assert told.value is None
    assert len(told.faults) == 1
    assert "deeper" in told.faults[0].what or "not YAML" in told.faults[0].what


def test_lines_and_values_are_those_of_the_slow_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    text = 'a: [1, 2.5, no, "x"]\nb:\n  - {c: ~, d: 2017-05-04}\n  - - e\n    - |\n      two\n      lines\n'
    fast = read(tmp_path, text)
    monkeypatch.delattr(yaml, "CSafeLoader")
    slow = read(tmp_path, text)
    assert (fast.value, fast.lines) == (slow.value, slow.lines)
    assert fast.value["b"][0] == {"c": None, "d": "2017-05-04"}


def test_a_fault_is_told_in_the_same_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    text = "a: 1\nb: [1, 2\nc: 3\n"
    fast = read(tmp_path, text).faults
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert fast == read(tmp_path, text).faults
    assert len(fast) == 1
