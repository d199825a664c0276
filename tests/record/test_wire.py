"""What nodes send each other has one form, and whatever else comes is refused by name."""

import gzip
import io
from base64 import b64encode

import pytest
from cast import NOON, ORIGIN, Log
from hypothesis import given
from hypothesis import strategies as st

from holdfire.errors import FormError
from holdfire.record.streams import Bounded, Gunzip, read_at_most, take
from holdfire.record.wire import (
    MirrorState,
    Package,
    Span,
    UploadHead,
    parse_add_checkpoint,
    parse_mirror_state,
    parse_signatures,
    parse_size_line,
    read_package,
    read_upload_head,
    write_add_checkpoint,
    write_signatures,
    write_size,
)

LOG = Log().fill(12)

EXAMPLE = """old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5\
/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+4\
9/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
"""
"""The request printed in c2sp.org/tlog-witness, add-checkpoint."""

ANSWER = (
    "— witness.example/w1 CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5"
    "G2HgLatVs0pWh6Up69HVOw==\n"
)
"""The first line of the answer printed there."""


def test_the_example_of_the_specification_is_read_and_written_again() -> None:
    asked = parse_add_checkpoint(EXAMPLE.encode())
    assert (asked.old_size, len(asked.proof), asked.size) == (20852014, 4, 20852163)
    assert asked.origin == "example.com/behind-the-sofa"
    assert write_add_checkpoint(asked.old_size, asked.proof, asked.note.to_bytes()) == EXAMPLE.encode()
    assert asked.signed.checkpoint.root == asked.root


def test_the_answer_of_the_specification_is_read_and_written_again() -> None:
    (line,) = parse_signatures(ANSWER.encode())
    assert line.name == "witness.example/w1"
    assert write_signatures([line]) == ANSWER.encode()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"", "signature lines"),
        (b"\n", "no signature"),
        (ANSWER[:-1].encode(), "signature lines"),
        (ANSWER.encode() + b"\n", "no signature"),
        (b"\xff\n", "no UTF-8"),
        (b"x" * 300_000 + b"\n", "signature lines"),
    ],
)
def test_an_answer_that_is_no_signature_lines_is_refused(answer: bytes, said: str) -> None:
    with pytest.raises(FormError, match=said):
        parse_signatures(answer)


def test_a_proof_too_long_is_not_sent() -> None:
    with pytest.raises(FormError, match="64 hashes"):
        write_add_checkpoint(1, [b"x" * 32] * 64, LOG.checkpoint())


@pytest.mark.parametrize("answer", [b"", b"5", b"5\n\n", b"05\n", b"+5\n", b"5\r\n", b"5\n6\n", b"9" * 80])
def test_a_size_is_one_number_in_a_line(answer: bytes) -> None:
    assert parse_size_line(write_size(5)) == 5
    with pytest.raises(FormError):
        parse_size_line(answer)


def test_a_mirrors_state_is_three_lines() -> None:
    assert MirrorState(700, 256, b"\xff").to_bytes() == b"700\n256\n/w==\n"
    assert parse_mirror_state(b"700\n256\n\n") == MirrorState(700, 256)
    assert parse_mirror_state(b"700\n256\n/w==\n") == MirrorState(700, 256, b"\xff")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"7\n2\n",
        b"7\n2\n\n\n",
        b"7\n2\n/w=\n",
        b"7\n02\n\n",
        b"7 \n2\n\n",
        b"7\n2\n/w==",
        b"7\n2\n\xff\n",
    ],
)
def test_a_mirrors_state_in_another_form_is_refused(answer: bytes) -> None:
    with pytest.raises(FormError):
        parse_mirror_state(answer)
    with pytest.raises(FormError, match="too long"):
        parse_mirror_state(b"1\n1\n" + b64encode(b"x" * 100_000) + b"\n")


@pytest.mark.parametrize(
    ("start", "end", "spans"),
    [
        (0, 0, []),
        (300, 300, []),
        (0, 1, [Span(0, 0, 1)]),
        (0, 256, [Span(0, 0, 256)]),
        (3, 257, [Span(0, 3, 256), Span(256, 256, 257)]),
        (256, 700, [Span(256, 256, 512), Span(512, 512, 700)]),
        (300, 310, [Span(256, 300, 310)]),
        (511, 513, [Span(256, 511, 512), Span(512, 512, 513)]),
    ],
)
def test_packages_are_cut_at_multiples_of_256(start: int, end: int, spans: list[Span]) -> None:
    assert list(UploadHead(b"log", start, end).packages()) == spans


def test_an_upload_is_written_as_the_specification_says() -> None:
    head = UploadHead(b"log", 1, 3, b"tk")
    expected = b"\0\3log" + bytes(7) + b"\1" + bytes(7) + b"\3" + b"\0\2tk"
    assert head.to_bytes() == expected
    package = Package((b"ab", b""), (b"h" * 32,))
    assert package.to_bytes() == b"\0\2ab\0\0\1" + b"h" * 32
    body = io.BytesIO(expected + package.to_bytes())
    assert read_upload_head(body) == head
    assert read_package(body, 2) == package


@pytest.mark.parametrize(
    "head",
    [UploadHead(b"x" * 65_536, 0, 1), UploadHead(b"x", 2, 1), UploadHead(b"x", 0, 2**64)],
)
def test_a_head_out_of_bounds_is_not_sent(head: UploadHead) -> None:
    with pytest.raises(FormError, match="out of bounds"):
        head.to_bytes()


def test_a_package_out_of_bounds_is_not_sent() -> None:
    for package in (Package((b"x" * 65_536,), ()), Package((), (b"h" * 32,) * 64)):
        with pytest.raises(FormError, match="too long"):
            package.to_bytes()


@given(st.binary(max_size=400))
def test_bad_bytes_raise_form_errors_and_no_others(content: bytes) -> None:
    readers = (
        parse_add_checkpoint,
        parse_signatures,
        parse_mirror_state,
        parse_size_line,
        lambda body: read_upload_head(io.BytesIO(body)),
        lambda body: read_package(io.BytesIO(body), 256),
    )
    for reader in readers:
        with pytest.raises(FormError):
            reader(content)


@given(st.integers(0, 2**63 - 1), st.lists(st.binary(min_size=32, max_size=32), max_size=63))
def test_what_is_written_is_read_again(old: int, proof: list[bytes]) -> None:
    asked = parse_add_checkpoint(write_add_checkpoint(old, proof, LOG.cosigned(12, times=NOON)))
    assert (asked.old_size, list(asked.proof), asked.origin, asked.size) == (old, proof, ORIGIN, 12)


class _Drop:
    """A body that comes one byte at a time, as from a slow line."""

    def __init__(self, content: bytes) -> None:
        self.content = io.BytesIO(content)

    def read(self, size: int, /) -> bytes:
        return self.content.read(min(size, 1))


def test_bytes_that_come_one_by_one_are_taken_together() -> None:
    assert take(_Drop(b"abcdef"), 4) == b"abcd"
    assert take(_Drop(b""), 0) == b""
    with pytest.raises(FormError, match="too early"):
        take(_Drop(b"abc"), 4)


def test_a_body_is_read_whole_up_to_its_limit() -> None:
    assert read_at_most(_Drop(b"abc"), 3) == b"abc"
    assert read_at_most(_Drop(b"abcd"), 3) is None
    assert read_at_most(io.BytesIO(b""), 0) == b""
    assert read_at_most(io.BytesIO(b"a"), 0) is None


def test_a_bounded_body_ends_at_its_bound() -> None:
    body = Bounded(io.BytesIO(b"abcdef"), 4)
    assert (body.read(3), body.read(3), body.read(3)) == (b"abc", b"d", b"")
    assert Bounded(io.BytesIO(b"abc"), 2).read(-1) == b""


def test_a_packed_body_reads_as_what_was_packed() -> None:
    content = bytes(range(256)) * 2000
    body = Gunzip(_Drop(gzip.compress(content)), len(content))
    assert take(body, len(content)) == content
    assert body.read(1) == b""


def test_a_small_file_does_not_unfold_beyond_the_limit() -> None:
    bomb = gzip.compress(b"\0" * 10_000_000)
    unfolded = 0
    body = Gunzip(io.BytesIO(bomb), 1_000_000)
    while piece := body.read(1 << 20):
        unfolded += len(piece)
    assert 0 < unfolded <= 1_000_000


def test_only_the_first_member_of_a_packed_body_counts() -> None:
    body = Gunzip(io.BytesIO(gzip.compress(b"a") + gzip.compress(b"b")), 100)
    assert read_at_most(body, 100) == b"a"
    source = io.BytesIO(gzip.compress(b"a") + b"x" * 1_000_000)
    assert read_at_most(Gunzip(source, 100), 100) == b"a"
    assert source.tell() < 100_000  # what comes behind it is not even read
