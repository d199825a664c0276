"""Bundles as files: one way to write them, and what is refused when a stranger wrote one."""

import gzip
import io
import tarfile
from contextlib import suppress
from hashlib import sha256

import pytest
from cast import ORIGIN, Log

from holdfire.errors import BundleError
from holdfire.record.bundle import Contents, Member, Span, read_bundle, write_bundle
from holdfire.record.bundle_tar import Limits, read_members
from holdfire.record.profile import canon
from holdfire.record.tiles import parse_path


class Copy:
    """A copy of a log in memory, as a bundle is written from."""

    def __init__(self, log: Log) -> None:
        self.log = log

    @property
    def size(self) -> int:
        return self.log.size

    def leaves(self, start: int, end: int) -> list[bytes]:
        return self.log.leaves[start:end]

    def tile(self, level: int, n: int, width: int) -> bytes:
        return self.log.tile(level, n, width)


@pytest.fixture(scope="module")
def log() -> Log:
    return Log().fill(600)


def bundled(log: Log, compressed: bool = False, **more: object) -> bytes:
    stream = io.BytesIO()
    files = sorted(log.blobs.items())[:3]
    contents = {
        "checkpoint": log.cosigned(),
        "cosigned": [log.cosigned(300), log.cosigned(20)],
        "feeds": [log.branch(log.size).scribe("TR").act("patrol")],
        "blobs": files,
        "evidence": [b"evidence b", b"evidence a"],
    } | more
    write_bundle(stream, Copy(log), Contents(**contents), compressed)  # type: ignore[arg-type]
    return stream.getvalue()


def read(content: bytes, limits: Limits | None = None) -> tuple[Span, list[Member]]:
    span, members = read_bundle(io.BytesIO(content), limits or Limits())
    return span, list(members)


def names(content: bytes) -> list[str]:
    return [name for name, _ in read_members(io.BytesIO(content))]


def tar_of(*members: tuple[str, bytes] | tarfile.TarInfo, form: int = tarfile.USTAR_FORMAT) -> bytes:
    """A tar file as another program would write it."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form) as tar:
        for each in members:
            if isinstance(each, tarfile.TarInfo):
                tar.addfile(each)
            else:
                head = tarfile.TarInfo(each[0])
                head.size = len(each[1])
                tar.addfile(head, io.BytesIO(each[1]))
    return stream.getvalue()


def parts(content: bytes) -> list[tuple[str, bytes]]:
    return list(read_members(io.BytesIO(content)))


def test_a_bundle_has_its_members_in_the_one_order(log: Log) -> None:
    found = names(bundled(log))
    assert found[:4] == ["bundle.json", "checkpoint", "cosigned/20", "cosigned/300"]
    assert found[4:7] == ["tile/entries/000", "tile/entries/001", "tile/entries/002.p/88"]
    assert found[7:11] == ["tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2"]
    assert found[11].startswith("feeds/TR/")
    assert [each.partition("/")[0] for each in found[12:]] == ["blobs"] * 3 + ["evidence"] * 2
    assert found[12:15] == sorted(found[12:15])
    assert found[15] == f"evidence/{min(sha256(each).hexdigest() for each in (b'evidence a', b'evidence b'))}"


def test_equal_contents_give_equal_bytes(log: Log) -> None:
    assert bundled(log) == bundled(log)
    assert bundled(log, compressed=True) == bundled(log, compressed=True)
    assert gzip.decompress(bundled(log, compressed=True)) == bundled(log)
    with tarfile.open(fileobj=io.BytesIO(bundled(log))) as tar:
        told = {(each.mtime, each.uid, each.gid, each.mode, each.uname) for each in tar.getmembers()}
        assert told == {(0, 0, 0, 0o644, "")}
        assert tar.getnames() == names(bundled(log))


@pytest.mark.parametrize("compressed", [False, True])
def test_what_was_written_is_read_again(log: Log, compressed: bool) -> None:
    span, members = read(bundled(log, compressed))
    assert span == Span(ORIGIN, 0, 600)
    assert [each.group for each in members] == (
        ["checkpoint"] + ["cosigned"] * 2 + ["entries"] * 3 + ["tile"] * 4 + ["feeds"] + ["blobs"] * 3
    ) + ["evidence"] * 2
    assert members[5].content == b"".join(
        len(leaf).to_bytes(2, "big") + leaf for leaf in log.leaves[512:]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("start", "entries", "tiles"),
    [
        (0, 3, 4),
        (1, 3, 4),
        (255, 3, 4),
        (256, 2, 3),
        (511, 2, 3),
        (512, 1, 2),
        (599, 1, 2),
        (600, 0, 2),
    ],
)
def test_an_increment_brings_only_what_proves_it(log: Log, start: int, entries: int, tiles: int) -> None:
    span, members = read(bundled(log, start=start))
    assert (span.start, span.first) == (start, start // 256 * 256)
    groups = [each.group for each in members]
    assert (groups.count("entries"), groups.count("tile")) == (entries, tiles)


def test_an_empty_log_makes_a_bundle_without_entries() -> None:
    log = Log()
    log.leaves.clear()
    log.hashes = type(log.hashes)()
    stream = io.BytesIO()
    write_bundle(stream, Copy(log), Contents(log.checkpoint(0)))
    assert names(stream.getvalue()) == ["bundle.json", "checkpoint"]


def test_tiles_of_three_levels_are_named_as_the_specification_names_them() -> None:
    tiles = list(Span(ORIGIN, 0, 70_000).tiles())
    assert len(tiles) == 274 + 2 + 1
    assert [each[3] for each in tiles[-4:]] == [
        "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1",
    ]  # fmt: skip
    late = [each[3] for each in Span(ORIGIN, 69_999, 70_000).tiles()]
    assert late == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]
    for level, n, width, name in tiles:
        assert parse_path(name) == ("tile", level, n, width)


def test_a_bundle_that_cannot_be_made_is_refused(log: Log) -> None:
    with pytest.raises(BundleError, match="from entry 601 to 600"):
        bundled(log, start=601)
    with pytest.raises(BundleError, match="cannot be made of a copy with 600"):
        bundled(log, checkpoint=log.branch(600).fill(601).checkpoint())
    with pytest.raises(BundleError, match="not what its name says"):
        bundled(log, blobs=[("0" * 64, b"x")])
    twice = sorted(log.blobs.items())[:1] * 2
    with pytest.raises(BundleError, match="not in order"):
        bundled(log, blobs=twice)
    with pytest.raises(BundleError, match="not one of the first 600"):
        bundled(log, cosigned=[Log("record.example/geneva").cosigned()])
    two = [log.branch(log.size).scribe("TR").act(each) for each in ("a", "b")]
    with pytest.raises(BundleError, match="an equivocation"):
        bundled(log, feeds=two)
    stream = io.BytesIO()
    with pytest.raises(BundleError, match="larger than any reader takes"):
        write_bundle(stream, Copy(log), Contents(log.checkpoint()), limits=Limits(members=5))


@pytest.mark.parametrize("compressed", [False, True])
def test_a_bundle_cut_off_anywhere_is_refused(log: Log, compressed: bool) -> None:
    whole = bundled(log, compressed)
    for at in range(0, len(whole), len(whole) // 50):
        with pytest.raises(BundleError, match=r"(?s)(cut off|begins with|ends).*Nothing was taken over"):
            read(whole[:at])
    with pytest.raises(BundleError, match="cut off"):
        read(whole[:-1])


def test_a_bundle_bent_anywhere_in_its_structure_never_raises_another_error(log: Log) -> None:
    whole = bundled(log, start=512)
    for at in range(0, len(whole), 97):
        bent = whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :]
        with suppress(BundleError):
            read(bent)
    squeezed = bundled(log, compressed=True, start=512)
    for at in range(10, len(squeezed), 211):
        with pytest.raises(BundleError):
            read(squeezed[:at] + bytes([squeezed[at] ^ 0x41]) + squeezed[at + 1 :])


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, target
    return made


@pytest.mark.parametrize(
    ("member", "says"),
    [
        (special("blobs/link", tarfile.SYMTYPE, "/etc/passwd"), "is a symbolic link, not a file"),
        (special("blobs/hard", tarfile.LNKTYPE, "checkpoint"), "is a hard link, not a file"),
        (special("blobs/dev", tarfile.CHRTYPE), "is a character device"),
        (special("blobs/disk", tarfile.BLKTYPE), "is a block device"),
        (special("blobs/pipe", tarfile.FIFOTYPE), "is a pipe"),
        (special("blobs", tarfile.DIRTYPE), "is a folder"),
        (special("blobs/sparse", tarfile.GNUTYPE_SPARSE), "is a sparse file"),
        (special("blobs/odd", b"Z"), "is of the unknown kind"),
        (("../../etc/cron.d/x", b"x"), "could lead elsewhere"),
        (("/etc/passwd", b"x"), "could lead elsewhere"),
        (("blobs//x", b"x"), "could lead elsewhere"),
        (("./blobs/x", b"x"), "could lead elsewhere"),
        (("blobs/..", b"x"), "could lead elsewhere"),
        (("blobs/" + "a" * 120 + "/" + "b" * 90, b"x"), "could lead elsewhere"),
        (("readme.txt", b"x"), "which no bundle may have"),
        (("checkpoint", b"x"), "which no bundle may have"),
        (("blobs/" + "0" * 64, b"x"), "is not what its name says"),
        (("blobs/" + "0" * 63, b"x"), "which no bundle may have"),
        (("feeds/tr/0", b"x"), "which no bundle may have"),
        (("feeds/TR/00", b"x"), "which no bundle may have"),
        (("cosigned/020", b"x"), "which no bundle may have"),
        (("tile/0/000", b"x"), "which no bundle may have"),
        (("bundle.json", b"x"), "which no bundle may have"),
    ],
)
def test_a_member_that_could_do_harm_is_refused_by_name(
    log: Log, member: tuple[str, bytes] | tarfile.TarInfo, says: str
) -> None:
    good = parts(bundled(log, feeds=[], blobs=[], evidence=[]))
    with pytest.raises(BundleError, match=says):
        read(tar_of(*good, member))
    assert read(tar_of(*good))[0].size == 600


def test_members_twice_or_out_of_order_are_refused(log: Log) -> None:
    good = parts(bundled(log))
    for at in range(len(good)):
        with pytest.raises(BundleError, match=r"twice|must stand|no bundle may have|begins with"):
            read(tar_of(*good[: at + 1], good[at], *good[at + 1 :]))
    for at in range(len(good) - 1):
        swapped = [*good[:at], good[at + 1], good[at], *good[at + 2 :]]
        with pytest.raises(BundleError):
            read(tar_of(*swapped))
    required = [at for at, (name, _) in enumerate(good) if name.startswith(("bundle", "checkp", "tile/"))]
    for at in required:
        with pytest.raises(BundleError, match=r"must stand|begins with|ends without"):
            read(tar_of(*good[:at], *good[at + 1 :]))


def test_a_bundle_that_ends_early_but_properly_is_refused(log: Log) -> None:
    good = parts(bundled(log))
    last = max(at for at, (name, _) in enumerate(good) if name.startswith("tile/"))
    for count in range(1, last + 1):
        with pytest.raises(BundleError, match=r"ends without its member (checkpoint|tile/)"):
            read(tar_of(*good[:count]))
    assert read(tar_of(*good[: last + 1]))[0].size == 600


def test_pax_headers_may_tell_times_and_nothing_else(log: Log) -> None:
    good = parts(bundled(log))
    timed = tarfile.TarInfo("bundle.json")
    timed.size, timed.mtime = len(good[0][1]), 1.5  # type: ignore[assignment]
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
        tar.addfile(timed, io.BytesIO(good[0][1]))
        for name, content in good[1:]:
            head = tarfile.TarInfo(name)
            head.size = len(content)
            tar.addfile(head, io.BytesIO(content))
    assert read(stream.getvalue())[0].size == 600
    for bad in ({"path": "elsewhere"}, {"size": "3"}, {"GNU.sparse.name": "x"}, {"linkpath": "x"}):
        timed = tarfile.TarInfo("bundle.json")
        timed.pax_headers = bad
        with pytest.raises(BundleError, match="of a member"):
            read(tar_of(timed, *good[1:], form=tarfile.PAX_FORMAT))
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT, pax_headers={"comment": "x"}):
        pass
    with pytest.raises(BundleError, match="header for all files"):
        read(stream.getvalue() + bundled(log))
    long = tarfile.TarInfo("x" * 150)
    with pytest.raises(BundleError, match="not of the form USTAR"):
        read(tar_of(long, form=tarfile.GNU_FORMAT))


def test_a_pax_header_belongs_to_exactly_one_member(log: Log) -> None:
    timed = tarfile.TarInfo("bundle.json")
    timed.pax_headers = {"mtime": "1.5"}
    pax = timed.tobuf(tarfile.PAX_FORMAT)[:1024]
    whole = bundled(log)
    assert read(pax + whole)[0].size == 600
    with pytest.raises(BundleError, match="Two headers for one member"):
        read(pax + pax + whole)
    with pytest.raises(BundleError, match="block of zeros before its end"):
        read(whole[:-1024] + pax + bytes(1024))
    for record in (b"99 mtime=1.5\n", b"13 mtime=1.55", b"x mtime=1\n", b"5 =\n\n", b"12 mtime 1.5\n"):
        head = tarfile.TarInfo("x")
        head.type, head.size = tarfile.XHDTYPE, len(record)
        bad = head.tobuf(tarfile.USTAR_FORMAT) + record.ljust(512, b"\0")
        with pytest.raises(BundleError, match=r"is no PAX header|of a member"):
            read(bad + whole)


def header(**changed: object) -> bytes:
    """A header with fields that no honest program writes."""
    made = tarfile.TarInfo("bundle.json")
    raw = bytearray(made.tobuf(tarfile.USTAR_FORMAT))
    for at, field in changed.items():
        begin = int(at[1:])
        raw[begin : begin + len(field)] = field  # type: ignore[arg-type]
    raw[148:156] = b" " * 8
    raw[148:156] = b"%06o\0 " % sum(raw)
    return bytes(raw)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (header(_124=b"77777777777\0"), "beyond its limits"),
        (header(_124=b"\x80" + b"\xff" * 11), "no size that could be"),
        (header(_124=b"-0000000001\0"), "no size that could be"),
        (header(_124=b"         \0\0\0"), "no size that could be"),
        (header(_257=b"ustar  \0"), "not of the form USTAR"),
        (header(_345=b"prefix"), "could lead elsewhere"),
        (header(_0=b"\xff\xfe"), "could lead elsewhere"),
        (header()[:-1] + b"x", "damaged, or this is no tar file"),
        (b"x" * 512, "damaged, or this is no tar file"),
        (b"", "cut off within its first member"),
        (bytes(1024), "begins with '', not with bundle.json"),
        (bytes(512) + b"x" * 512, "a block of zeros before its end"),
        (b"\x1f\x8b", "no end"),
        (b"\x1f\x8b" + b"x" * 99, "gzip of the bundle is damaged"),
    ],
)
def test_a_header_that_lies_is_refused(raw: bytes, says: str) -> None:
    with pytest.raises(BundleError, match=says):
        read(raw)


def test_a_member_within_limits_may_not_hold_a_bomb(log: Log) -> None:
    zeros = gzip.compress(bytes(3_000_000), mtime=0)
    assert len(zeros) < 10_000
    head = tarfile.TarInfo("bundle.json")
    head.size = 2_000_000
    bomb = gzip.compress(head.tobuf(tarfile.USTAR_FORMAT) + bytes(3_000_000), mtime=0)
    with pytest.raises(BundleError, match=r"beyond its limits at 'bundle.json' \(2,000,000 bytes"):
        read(bomb, Limits(member_bytes=1_000_000))
    empty = [tarfile.TarInfo(f"blobs/{each:064x}").tobuf(tarfile.USTAR_FORMAT) for each in range(2_000)]
    many = gzip.compress(b"".join(empty), mtime=0)
    with pytest.raises(BundleError, match="beyond its limits"):
        list(read_members(io.BytesIO(many), Limits(members=1_000)))
    with pytest.raises(BundleError, match=r"beyond its limits at 'tile/entries/000'"):
        read(bundled(log), Limits(total_bytes=100_000))
    tail = gzip.compress(bundled(log) + bytes(3_000_000), mtime=0)
    with pytest.raises(BundleError, match="larger than"):
        read(tail, Limits(members=100, total_bytes=1_000_000))


def test_nothing_may_stand_behind_the_end(log: Log) -> None:
    whole, squeezed = bundled(log), bundled(log, compressed=True)
    assert read(whole + bytes(9_216))[0].size == 600
    for more in (whole + b"x", whole + bytes(512) + b"x", squeezed + b"x", squeezed + squeezed):
        with pytest.raises(BundleError, match="behind the end"):
            read(more)
    good = parts(whole)
    padded = bytearray(whole)
    padded[512 + len(good[0][1])] = 1
    with pytest.raises(BundleError, match=r"Behind the member 'bundle.json' stands something"):
        read(bytes(padded))


def test_a_head_that_is_not_in_form_is_refused(log: Log) -> None:
    good = parts(bundled(log))
    told = {"form": "holdfire/bundle/v1", "from": 0, "origin": ORIGIN, "size": 600}
    changes: list[dict[str, object]] = [
        {"size": -1}, {"from": 601}, {"size": True}, {"more": 1}, {"origin": ""}, {"origin": 7},
        {"form": "holdfire/bundle/v2"},
    ]  # fmt: skip
    for raw in [
        *(canon(told | each) for each in changes),
        b"",
        b"null",
        canon(told) + b" ",
        b" " * 5_000,
        b"\xff",
    ]:
        with pytest.raises(BundleError, match="Nothing was taken over"):
            read(tar_of(("bundle.json", raw), *good[1:]))


def test_too_many_notes_or_leaves_are_refused_before_they_fill_the_memory(log: Log) -> None:
    with pytest.raises(BundleError, match="too many notes, leaves or evidence"):
        read(bundled(log), Limits(kept_bytes=1_000))
