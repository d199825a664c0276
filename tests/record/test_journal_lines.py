"""Reading a journal on from lines that were found to hold together before."""

from datetime import UTC, datetime

import pytest

from holdfire.errors import RecordError
from holdfire.record import journal as journal_file
from holdfire.record import journal_lines
from holdfire.record.journal import Journal

AT = datetime(2017, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def journal(tmp_path, monkeypatch):
    """Seven lines, of which the mark tells of six."""
    monkeypatch.setattr(journal_file, "MARKED_EVERY", 3)
    made = Journal(tmp_path / "journal.jsonl")
    for number in range(7):
        made.append("noted", {"n": number}, AT)
    return made


def forget(monkeypatch):
    """As another process, which has read nothing yet."""
    monkeypatch.setattr(journal_file, "_last", None)


def numbers(entries):
    return [each.number for each in entries]


def parsed_lines(monkeypatch, read):
    """What is read, and how many lines were looked at one by one for it."""
    looked = []
    entry_in = journal_lines.entry_in
    monkeypatch.setattr(
        journal_lines, "entry_in", lambda line, *more: looked.append(line) or entry_in(line, *more)
    )
    return read(), len(looked)


def test_lines_under_the_mark_are_the_same_and_are_not_looked_at_again(journal, monkeypatch):
    forget(monkeypatch)
    entries, looked = parsed_lines(monkeypatch, journal.entries)
    assert numbers(entries) == [1, 2, 3, 4, 5, 6, 7]
    assert looked == 1, "the last line, which no mark tells of"
    assert [each.hash for each in entries[:-1]] == [each.previous for each in entries[1:]]
    journal.path.with_name("journal.jsonl.checked").unlink()
    forget(monkeypatch)
    again, looked = parsed_lines(monkeypatch, journal.entries)
    assert (again, looked) == (entries, 7)
    assert [each.hash for each in again] == [each.hash for each in entries]


@pytest.mark.parametrize("number", range(9))
def test_the_lines_since_any_one_are_those_after_it(journal, monkeypatch, number):
    whole = journal.entries()
    for fresh in (False, True):
        if fresh:
            forget(monkeypatch)
        assert journal.since(number) == whole[number:]
        assert [each.hash for each in journal.since(number)] == [each.hash for each in whole[number:]]


def of_two_acts(journal):
    """Two lines of another act after the seven, of which the mark tells of the first nine."""
    journal.append("said", {"act": "noted"}, AT)
    return journal.append("said", {"n": 8}, AT)


@pytest.mark.parametrize("fresh", [False, True])
@pytest.mark.parametrize("after", [0, 2])
def test_the_lines_of_one_act_are_those_and_no_other_line_is_parsed(journal, monkeypatch, fresh, after):
    of_two_acts(journal)
    for number in range(after):
        journal.append("noted", {"n": 9 + number}, AT)
    whole = journal.entries()
    if fresh:
        forget(monkeypatch)
        monkeypatch.setattr(Journal, "entries", lambda self: pytest.fail("every line was parsed"))
    for act in ("noted", "said", "sai", ""):
        expected = tuple(each for each in whole if each.act == act)
        assert journal.of(act) == expected
        assert [each.hash for each in journal.of(act)] == [each.hash for each in expected]


def test_the_lines_of_one_act_hold_a_redacted_one_too(journal, monkeypatch):
    of_two_acts(journal)
    assert journal.redact(8, "a" * 64)
    forget(monkeypatch)
    assert [(each.number, each.redacted is None) for each in journal.of("said")] == [(8, False), (9, True)]


def test_a_mark_of_what_is_no_journal_is_not_believed_for_one_act(journal, monkeypatch):
    content = journal.path.read_bytes()
    broken = content.replace(b'"number":3', b'"number"3 ')
    journal.path.write_bytes(broken)
    journal.path.with_name("journal.jsonl.checked").write_bytes(journal_lines.Lines(broken).mark)
    forget(monkeypatch)
    with pytest.raises(RecordError, match=r"does not hold together: .*journal.jsonl:3.*The line is no entry"):
        journal.of("noted")


@pytest.mark.parametrize("act", ["noted", "said"])
def test_a_journal_that_does_not_hold_together_gives_no_line_of_any_act(journal, act):
    journal.path.write_bytes(journal.path.read_bytes().replace(b'{"n":6}', b'{"n":7}') + b"torn")
    with pytest.raises(RecordError, match="The journal does not hold together"):
        journal.of(act)


def test_the_end_first_and_all_of_it_afterwards(journal, monkeypatch):
    forget(monkeypatch)
    assert numbers(journal.since(6)) == [7]
    assert numbers(journal.entries()) == [1, 2, 3, 4, 5, 6, 7]
    assert journal.append("noted", {"n": 7}, AT).number == 8
    assert numbers(journal.since(6)) == [7, 8]


@pytest.mark.parametrize("mark", [b"", b"torn", b"12 ab", b"-1 ab", b"9" * 40 + b" ab", b"\xff\xfe \xff"])
def test_a_mark_that_tells_nothing_true_is_passed_over(journal, monkeypatch, mark):
    journal.path.with_name("journal.jsonl.checked").write_bytes(mark)
    forget(monkeypatch)
    entries, looked = parsed_lines(monkeypatch, journal.entries)
    assert (numbers(entries), looked) == ([1, 2, 3, 4, 5, 6, 7], 7)


@pytest.mark.parametrize("fresh", [False, True])
def test_a_line_changed_under_the_mark_is_found_at_once(journal, monkeypatch, fresh):
    content = journal.path.read_bytes()
    journal.path.write_bytes(content.replace(b'{"n":2}', b'{"n":9}'))
    if fresh:
        forget(monkeypatch)
    with pytest.raises(
        RecordError, match=r"does not hold together: .*journal.jsonl:4.*The line before was changed"
    ):
        journal.since(6)


def test_verifying_believes_no_mark(journal, monkeypatch):
    """Whoever can write the journal can write the mark: verifying looks at every line all the same."""
    content = journal.path.read_bytes().replace(b'{"n":2}', b'{"n":9}')
    journal.path.write_bytes(content)
    journal.path.with_name("journal.jsonl.checked").write_bytes(journal_lines.Lines(content).mark)
    forget(monkeypatch)
    assert [fault.at for fault in journal.verify()] == ["journal.jsonl:4"]


def test_a_redaction_under_the_mark_keeps_numbers_and_hashes(journal, monkeypatch):
    hashes = [each.hash for each in journal.entries()]
    assert journal.redact(2, "a" * 64)
    forget(monkeypatch)
    entries = journal.entries()
    assert [each.hash for each in entries] == hashes
    assert (entries[1].content, entries[1].redacted.by) == ({}, "a" * 64)
