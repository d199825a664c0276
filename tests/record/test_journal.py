"""The journal of a mission near Idlib: what was done cannot be undone unseen."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.errors import RecordError
from holdfire.record.canonical import canonical
from holdfire.record.journal import FIRST, Journal

NOON = datetime(2017, 6, 15, 12, tzinfo=UTC)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    journal = Journal(tmp_path / "journal.jsonl")
    journal.append("mission created", {"agreement": "astana"}, NOON)
    journal.append("intake", {"file": "morning.csv", "read": 12}, NOON)
    journal.append("fused", {"incidents": 9}, NOON)
    return journal


def test_each_entry_holds_the_hash_of_the_one_before(journal: Journal) -> None:
    first, second, third = journal.entries()
    assert first.previous == FIRST
    assert second.previous == first.hash
    assert third.previous == second.hash
    assert [entry.number for entry in journal.entries()] == [1, 2, 3]
    assert journal.verify() == ()


def test_a_line_is_canonical_json_that_any_tool_reads(journal: Journal) -> None:
    line = journal.path.read_bytes().split(b"\n")[0]
    assert line == (
        b'{"act":"mission created","at":"2017-06-15T12:00:00Z","content":{"agreement":"astana"},'
        b'"number":1,"previous":"' + b"0" * 64 + b'"}'
    )


def test_a_changed_count_is_seen_in_the_next_line(journal: Journal) -> None:
    journal.path.write_bytes(journal.path.read_bytes().replace(b'"read":12', b'"read":13'))
    (fault,) = journal.verify()
    assert fault.at == "journal.jsonl:3"
    assert "the line before has" in fault.what
    assert fault.advice == "The line before was changed after it was written; compare with a copy."


def test_a_line_left_out_is_seen(journal: Journal) -> None:
    lines = journal.path.read_bytes().splitlines(keepends=True)
    journal.path.write_bytes(lines[0] + lines[2])
    whats = [fault.what for fault in journal.verify()]
    assert whats[0] == "The entry is numbered 3 but stands in line 2."
    assert len(whats) == 2


def test_nothing_is_added_to_a_broken_journal(journal: Journal) -> None:
    journal.path.write_bytes(journal.path.read_bytes().replace(b'"read":12', b'"read":13'))
    before = journal.path.read_bytes()
    with pytest.raises(RecordError, match=r"does not hold together: journal\.jsonl:3"):
        journal.append("assessed", {}, NOON)
    assert journal.path.read_bytes() == before


def test_a_torn_last_line_is_said_and_set_aside(journal: Journal) -> None:
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole + b'{"act":"asse')
    (fault,) = journal.verify()
    assert fault.at == "journal.jsonl:4"
    assert "never finished (12 bytes, no line end)" in fault.what
    with pytest.raises(RecordError, match="never finished"):
        journal.append("assessed", {}, NOON)

    entry = journal.mend(NOON)

    assert entry.act == "torn line set aside"
    assert journal.verify() == ()
    assert journal.path.read_bytes().startswith(whole)
    assert (journal.path.parent / str(entry.content["file"])).read_bytes() == b'{"act":"asse'


def test_a_whole_journal_needs_no_mending(journal: Journal) -> None:
    with pytest.raises(RecordError, match="There is nothing to mend"):
        journal.mend(NOON)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        pytest.param(b"not json", "The line is no entry", id="no JSON"),
        pytest.param(b'{"act":"fused"}', "it must have exactly act, at, content", id="keys missing"),
        pytest.param(b"[1]", "it must have exactly", id="a list"),
        pytest.param(b"\xff\xfe", "The line is no entry", id="no UTF-8"),
        pytest.param(b"", "The line is no entry", id="an empty line"),
    ],
)
def test_every_line_that_is_no_entry_is_a_fault(journal: Journal, line: bytes, why: str) -> None:
    journal.path.write_bytes(journal.path.read_bytes() + line + b"\n")
    (fault,) = journal.verify()
    assert fault.at == "journal.jsonl:4"
    assert why in fault.what


def test_respaced_json_is_not_the_same_line(journal: Journal) -> None:
    journal.path.write_bytes(journal.path.read_bytes().replace(b'{"act":"fused"', b'{ "act":"fused"'))
    assert "it is not in canonical form" in journal.verify()[0].what


def test_numbers_with_a_fraction_are_refused(journal: Journal) -> None:
    with pytest.raises(RecordError, match=r"the entry.content.share is 0.5, which has no one way"):
        journal.append("assessed", {"share": 0.5}, NOON)  # type: ignore[dict-item]
    assert len(journal.entries()) == 3


def test_a_journal_not_yet_written_is_empty(tmp_path: Path) -> None:
    assert Journal(tmp_path / "none.jsonl").entries() == ()


PART_OF_A_LINE = """
import resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from holdfire.record.journal import Journal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
journal = Journal(Path(sys.argv[1]))
limit = journal.path.stat().st_size + 40
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    journal.append("assessed", {}, datetime(2017, 6, 15, tzinfo=UTC))
except OSError:
    sys.exit(9)
"""


def test_a_line_the_disk_took_only_a_part_of_is_taken_back(journal: Journal) -> None:
    before = journal.path.read_bytes()
    done = subprocess.run([sys.executable, "-c", PART_OF_A_LINE, str(journal.path)], check=False)
    assert done.returncode == 9
    assert journal.path.read_bytes() == before
    assert journal.verify() == ()


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.text(), plain, max_size=3), min_size=1, max_size=4), st.randoms())
def test_a_flipped_bit_is_seen_unless_it_is_in_the_last_line(tmp_path_factory, contents, random) -> None:
    journal = Journal(tmp_path_factory.mktemp("journal") / "journal.jsonl")
    for content in [*contents, {}]:
        journal.append("act", content, NOON)
    assert [entry.content for entry in journal.entries()] == [*contents, {}]
    damaged = bytearray(journal.path.read_bytes())
    earlier = damaged.rstrip(b"\n").rfind(b"\n")
    at = random.randrange(earlier)
    damaged[at] ^= 1 << random.randrange(8)
    journal.path.write_bytes(bytes(damaged))
    assert journal.verify() != ()


@given(plain)
def test_the_order_of_keys_does_not_change_the_bytes(value) -> None:
    left = {"a": value, "b": 1}
    right = {"b": 1, "a": value}
    assert canonical(left) == canonical(right)


BY = "ab" * 32
"""The leaf hash of a redaction."""


def test_a_redacted_line_keeps_the_chain_and_loses_its_words(journal: Journal) -> None:
    before = journal.entries()
    assert journal.redact(2, BY) is True
    assert b"morning.csv" not in journal.path.read_bytes()
    assert journal.verify() == ()
    gone = journal.entries()[1]
    assert (gone.number, gone.act, gone.at, gone.content) == (2, "intake", NOON, {})
    assert gone.redacted is not None
    assert (gone.redacted.by, gone.redacted.line) == (BY, before[1].hash)
    assert [entry.hash for entry in journal.entries()] == [entry.hash for entry in before]


def test_a_tombstone_is_canonical_json_that_any_tool_reads(journal: Journal) -> None:
    line = journal.entries()[0]
    journal.redact(1, BY)
    assert journal.path.read_bytes().split(b"\n")[0] == canonical(
        {
            "act": "mission created",
            "at": "2017-06-15T12:00:00Z",
            "by": BY,
            "number": 1,
            "previous": FIRST,
            "redacted": line.hash,
        }
    )


def test_the_journal_goes_on_after_its_last_line_was_redacted(journal: Journal) -> None:
    last = journal.entries()[-1].hash
    journal.redact(3, BY)
    assert journal.append("assessed", {}, NOON).previous == last
    assert journal.verify() == ()


def test_a_line_is_redacted_once_and_only_if_it_is_there(journal: Journal) -> None:
    journal.redact(2, BY)
    assert journal.redact(2, "cd" * 32) is False
    assert journal.entries()[1].redacted is not None
    for number in (0, 4, -1):
        with pytest.raises(RecordError, match=f"The journal has no line {number} to redact: it has 3"):
            journal.redact(number, BY)


def test_a_tombstone_for_another_line_breaks_the_chain(journal: Journal) -> None:
    hashed = journal.entries()[1].hash
    journal.redact(2, BY)
    other = "12" * 32
    journal.path.write_bytes(journal.path.read_bytes().replace(f'"redacted":"{hashed}"'.encode(),
                                                               f'"redacted":"{other}"'.encode()))  # fmt: skip
    (fault,) = journal.verify()
    assert fault.at == "journal.jsonl:3"
    assert "but the line before has 121212121212" in fault.what


@pytest.mark.parametrize(
    ("was", "instead", "why"),
    [
        (f'"by":"{BY}"', '"by":"nobody"', "redacted and by are 64 hex digits each"),
        (f'"by":"{BY}",', "", "a redacted line must have exactly act, at, by, number, previous, redacted"),
        (f'"by":"{BY}"', f'"by":"{BY}","content":{{}}', "a redacted line must have exactly"),
        (f'"by":"{BY}"', '"by":7', "The line is no entry"),
    ],
)
def test_a_tombstone_out_of_form_is_a_fault(journal: Journal, was: str, instead: str, why: str) -> None:
    journal.redact(3, BY)
    journal.path.write_bytes(journal.path.read_bytes().replace(was.encode(), instead.encode()))
    (fault,) = journal.verify()
    assert fault.at == "journal.jsonl:3"
    assert why in fault.what
