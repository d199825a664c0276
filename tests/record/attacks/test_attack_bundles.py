"""Attack 24: a bundle by somebody who means to reach beside it, or to bring in what is not this log's.

Nobody signed a path or a link, so nobody is convicted by one: the named error, and that not one byte was
written, are the result. The single-file verifier refuses each of these bundles too. Where the host signed
what the bundle brings, it is convicted by it.
"""

import io
import tarfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from cast import Log, charter
from court import Copy, Court, log_at
from laptops import Laptop

from holdfire.errors import BundleError, HoldfireError
from holdfire.record.bundle import Contents, write_bundle
from holdfire.record.exchanging import imported


def bundled(log: Log, **more: object) -> bytes:
    stream = io.BytesIO()
    write_bundle(stream, Copy(log), Contents(**({"checkpoint": log.cosigned()} | more)))  # type: ignore[arg-type]
    return stream.getvalue()


def with_members(content: bytes, *strange: tarfile.TarInfo, form: int = tarfile.USTAR_FORMAT) -> bytes:
    """The bundle, and these members behind its own."""
    stream = io.BytesIO(content)
    with tarfile.open(fileobj=stream, mode="a", format=form) as tar:
        for each in strange:
            tar.addfile(each, io.BytesIO(b"owned" if each.isreg() else b""))
    return stream.getvalue()


def named(
    name: str, kind: bytes = tarfile.REGTYPE, link: str = "", pax: dict[str, str] | None = None
) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, link
    made.size = 5 if kind == tarfile.REGTYPE else 0
    made.pax_headers = pax or {}
    return made


BLOB = "blobs/" + "ab" * 32
EMPTY = "blobs/" + sha256(b"").hexdigest()
"""What has no content of its own (a link, a pipe) is what this name says, if its kind is not looked at."""
STRANGE: dict[str, Callable[[bytes], bytes]] = {
    "up and out": lambda told: with_members(told, named("../../owned")),
    "up from within": lambda told: with_members(told, named("blobs/../../owned")),
    "an absolute path": lambda told: with_members(told, named("/tmp/owned")),
    "a drive": lambda told: with_members(told, named("C:\\owned")),
    "a symbolic link": lambda told: with_members(told, named(EMPTY, tarfile.SYMTYPE, "/etc/passwd")),
    "a hard link": lambda told: with_members(told, named(EMPTY, tarfile.LNKTYPE, "checkpoint")),
    "a device": lambda told: with_members(told, named(EMPTY, tarfile.CHRTYPE)),
    "a pipe": lambda told: with_members(told, named(EMPTY, tarfile.FIFOTYPE)),
    "a folder": lambda told: with_members(told, named("blobs", tarfile.DIRTYPE)),
    "a path in a PAX header": lambda told: with_members(
        told, named(BLOB, pax={"path": "../../owned"}), form=tarfile.PAX_FORMAT
    ),
    "a link in a PAX header": lambda told: with_members(
        told, named(BLOB, pax={"linkpath": "/etc/passwd"}), form=tarfile.PAX_FORMAT
    ),
    "a long name of GNU": lambda told: with_members(
        told, named("blobs/" + "x" * 300), form=tarfile.GNU_FORMAT
    ),
    "settings": lambda told: with_members(told, named("node.toml")),
    "keys": lambda told: with_members(told, named("keys/TR-author.json")),
    "a file that is not what its name says": lambda told: with_members(told, named(BLOB)),
    "a second checkpoint": lambda told: with_members(told, named("checkpoint")),
    "cut off": lambda told: told[: len(told) // 2],
    "cut off at its end": lambda told: told[:-20_000].rstrip(b"\0"),
    "something behind its end": lambda told: told + b"more",
    "two in one": lambda told: told + told,
    "a zip": lambda told: b"PK\x03\x04" + told,
    "nothing": lambda told: b"",
}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file by its path; the journals of open databases left out."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in (".sqlite-wal", ".sqlite-shm", ".tar")
    }


@pytest.mark.parametrize("way", STRANGE)
def test_a_bundle_that_reaches_beside_itself_changes_nothing(
    laptops: dict[str, Laptop], court: Court, tmp_path: Path, way: str
) -> None:
    """24: not one byte in the node's folder or beside it; the bundle as it ought to be is taken then."""
    node = laptops["TR"].node
    log = log_at(node).fill(9)
    honest = bundled(log)
    file = tmp_path / "from a stranger.tar"
    file.write_bytes(STRANGE[way](honest))
    before = contents(tmp_path)
    with pytest.raises(BundleError):
        imported(node, file)
    assert contents(tmp_path) == before
    assert (node.log.size, node.state.size) == (1, 1)
    assert not court.reads_bundle(file, log.leaves[0])
    file.write_bytes(honest)
    assert imported(node, file).entries == 8


def test_a_bundle_of_another_log_or_by_another_key_is_not_mixed_in(
    laptops: dict[str, Laptop], court: Court, tmp_path: Path
) -> None:
    """24: same form, another origin; same origin, another charter and host; another history of this log."""
    node = laptops["TR"].node
    leaf = node.log.leaf(0)
    file = tmp_path / "foreign.tar"
    elsewhere = Log("record.example/elsewhere").fill(9)
    file.write_bytes(bundled(elsewhere))
    with pytest.raises(BundleError, match="never mixed"):
        imported(node, file)
    assert not court.reads_bundle(file, leaf)
    swapped = Log(made=charter(title="Another memorandum")).fill(9)
    file.write_bytes(bundled(swapped))
    with pytest.raises(HoldfireError) as told:
        imported(node, file)
    # The same host's key signed it: so it is a second history, and the host is convicted by it.
    assert not court.reads_bundle(file, leaf)
    court.confirms(told.value.evidence, "fork", leaf)  # type: ignore[attr-defined]
    assert node.log.size == 1
    fresh = Laptop(tmp_path / "fresh", "OB")
    with pytest.raises(HoldfireError, match="another charter"):
        imported(fresh.node, file)
    assert fresh.node.log.size == 0
    fresh.close()


def test_a_bundle_whose_checkpoint_the_log_never_signed_is_refused(
    laptops: dict[str, Laptop], tmp_path: Path
) -> None:
    """24: by another key, and unsigned entries under a genuine one of a smaller tree."""
    node = laptops["TR"].node
    log = log_at(node).fill(9)
    line = log.checkpoint().splitlines()[-1]
    bent = log.checkpoint().replace(line, line[:-8] + b"AAAAAAA=")
    file = tmp_path / "unsigned.tar"
    file.write_bytes(bundled(log, checkpoint=bent))
    with pytest.raises(BundleError, match="not signed with the host key of your charter"):
        imported(node, file)
    assert node.log.size == 1
