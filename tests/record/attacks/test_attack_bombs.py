"""Attack 23: what is sent to exhaust a machine.

Nobody signed these, so there is nobody to convict: the named error, and that nothing was written or held in
memory, are the result.
"""

import gzip
import io
import tarfile
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cast import ORIGIN, Log, Scribe
from court import Court, charters_of, log_at
from laptops import Laptop
from served import SmallNode

from holdfire.errors import BundleError, FormError, HoldfireError
from holdfire.record.bundle_tar import Limits, read_members
from holdfire.record.checkpoint import parse_checkpoint
from holdfire.record.entry import LEAF_BYTES_MAX
from holdfire.record.evidence import equivocation_evidence, padding_evidence
from holdfire.record.evidence_check import check_evidence
from holdfire.record.log_proof import parse_log_proof
from holdfire.record.note import parse_note
from holdfire.record.policy import parse_policy
from holdfire.record.profile import parse_canonical
from holdfire.record.wire import Request, UploadHead

MIB = 1024 * 1024


@contextmanager
def within(mebibytes: float) -> Iterator[None]:
    """Fails where Python held more than so much at once, beyond what was held before."""
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak - before <= mebibytes * MIB


def test_a_million_signature_lines_are_refused_unread() -> None:
    """23: 90 MB of lines under a genuine checkpoint, in every place that reads a note."""
    log = Log().fill(3)
    line = log.cosigned(by=("RU",)).splitlines(keepends=True)[-1]
    note = log.checkpoint() + line * 1_000_000
    proof = log.proof(1).to_bytes() + line * 1_000_000
    for read, content in ((parse_note, note), (parse_checkpoint, note), (parse_log_proof, proof)):
        with within(1), pytest.raises(FormError, match="limit is"):
            read(content)
    few = log.checkpoint() + line * 200
    with within(4), pytest.raises(FormError, match="201 signatures; the limit is 64"):
        parse_note(few)
    evidence = padding_evidence(log.checkpoint(), "joint", charters_of(log))
    with pytest.raises(FormError):
        check_evidence(evidence.replace(b'"policy"', b'"more":"' + bytes(17 * MIB) + b'","policy"'))


def test_a_node_refuses_such_bodies_before_it_reads_them(laptops: dict[str, Laptop], tmp_path: Path) -> None:
    """23: at the door: the length said, and the length that comes, are bounded for each call."""
    log = log_at(laptops["UN"].node)
    small = SmallNode(tmp_path / "small", log, 1)

    class Endless:
        def __init__(self) -> None:
            self.given = 0

        def read(self, size: int, /) -> bytes:
            self.given += size
            return bytes(size)

    for path, most in (("/add-entry", 1), ("/add-checkpoint", 9), ("/add-cosigned", 9), ("/add-blob", 66)):
        endless = Endless()
        with within(most * 2.5 + 1):
            answer = small.app.answer(Request("POST", path, endless, None, {}))
        assert answer.status in (400, 413), path
        assert endless.given <= (most + 1) * MIB
        said = small.app.answer(Request("POST", path, Endless(), 2**40, {}))
        assert said.status == 413
    assert small.copy.size == 1
    small.close()


def bomb(mebibytes: int, first: bytes = b"") -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    zeros = bytes(MIB)
    packed = [packer.compress(first), *(packer.compress(zeros) for _ in range(mebibytes))]
    return b"".join(packed) + packer.flush()


def test_an_upload_that_unfolds_to_anything_is_cut_at_its_bound(tmp_path: Path) -> None:
    """23: 100 KiB of gzip that would be 100 MiB of entries, with a head as it ought to be, and without."""
    small = SmallNode(tmp_path / "small", Log().fill(9), 1)
    small.pend(9)
    head = UploadHead(ORIGIN.encode(), 1, 9, b"").to_bytes()
    headers = {"content-encoding": "gzip", "content-type": "application/octet-stream"}
    for content, status in ((bomb(100, head), 422), (bomb(100, head + b"\xff\xff"), 422), (bomb(100), 404)):
        assert len(content) < MIB
        with within(8):
            answer = small.app.answer(
                Request("POST", "/add-entries", io.BytesIO(content), len(content), headers)
            )
        assert answer.status == status, answer.body
    assert small.copy.size == 1
    small.close()


def test_a_bundle_that_unfolds_to_anything_is_cut_at_its_bound(tmp_path: Path) -> None:
    """23: zeros without end in gzip; one huge member; a member whose length is a lie; too many members."""
    limits = Limits(members=2_000, member_bytes=4 * MIB, total_bytes=16 * MIB, kept_bytes=MIB)
    many = io.BytesIO()
    with tarfile.open(fileobj=many, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for number in range(2_001):
            tar.addfile(tarfile.TarInfo(f"blobs/{number:064x}"))
    huge = tarfile.TarInfo("blobs/" + "ab" * 32)
    huge.size = 8 * 1024 * MIB - 1
    lie = tarfile.TarInfo("bundle.json")
    lie.size = 3 * MIB
    for content in (
        bomb(64),
        huge.tobuf(tarfile.USTAR_FORMAT) + b"abc",
        lie.tobuf(tarfile.USTAR_FORMAT) + b"{}",
        gzip.compress(huge.tobuf(tarfile.USTAR_FORMAT) + bytes(MIB)),
        gzip.compress(many.getvalue()),
    ):
        with within(12), pytest.raises(BundleError):
            for _ in read_members(io.BytesIO(content), limits):
                pass


def test_the_longest_leaf_is_logged_and_one_byte_more_is_not(
    laptops: dict[str, Laptop], court: Court
) -> None:
    """23: 64 KiB of leaf, signed; and 64 KiB of brackets and escapes, which nobody signed."""
    host = laptops["UN"].duty.host
    assert host is not None
    base = len(Scribe("RU").write("act", {"more": ""}))
    longest = Scribe("RU").write("act", {"more": "x" * (LEAF_BYTES_MAX - base)})
    assert len(longest) == LEAF_BYTES_MAX
    assert host.submit(longest).result().position == 1
    court.finds_void(log_at(laptops["UN"].node), 1, "form")
    with pytest.raises(FormError, match="1 to 65,535"):
        Scribe("RU").write("act", {"more": "x" * (LEAF_BYTES_MAX - base + 1)})
    deep = b'{"b":' + b"[" * (LEAF_BYTES_MAX - 6) + b"}"
    for leaf in (deep, longest + b" ", b"[" * LEAF_BYTES_MAX, b'"' + b"\\u0000" * 10_900 + b'"'):
        with within(8), pytest.raises(FormError):
            host.submit(leaf)
    with within(8), pytest.raises(FormError):
        parse_canonical(b"[" * 200_000 + b"]" * 200_000, "A file")
    assert laptops["UN"].node.log.size == 2


def test_a_policy_and_an_evidence_file_are_bounded_too() -> None:
    """23: groups of groups, and evidence of a hundred thousand entries."""
    with within(4), pytest.raises(FormError):
        parse_policy(b"witness x y\n" * 100_000)
    lines = [f"group g{n} all g{n - 1}" for n in range(1, 2_000)]
    with pytest.raises(HoldfireError):
        parse_policy(("\n".join(lines) + "\n").encode())
    listed = b",".join([b'{"index":0,"leaf":"","proof":[]}'] * 100_000)
    evidence = equivocation_evidence(ORIGIN, b"x", b"y").replace(
        b'"charters":[]', b'"charters":[' + listed + b"]"
    )
    with pytest.raises(FormError, match="no list of at most"):
        check_evidence(evidence)
