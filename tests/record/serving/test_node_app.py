"""What a node answers to each call of docs/record-format.md 12, without a network."""

import gzip
import io
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from cast import NOON, ORIGIN, Log, fingerprint_of, key
from hypothesis import given
from hypothesis import strategies as st
from served import SmallNode, blob_text

from holdfire.errors import (
    AuthorityError,
    CharterError,
    EquivocationError,
    FormError,
    HoldfireError,
    KeyRefusedError,
    ProofError,
    RecordError,
    RegressionError,
    SignatureError,
    StorageError,
    TransportError,
)
from holdfire.record.mirror_upload import upload_body
from holdfire.record.serving.answers import STATUSES, refused
from holdfire.record.serving.app import BLOB_BYTES_MAX, CALL_BYTES_MAX, ROUTES, UPLOAD_BYTES_MAX
from holdfire.record.storage.group_commit import BusyError
from holdfire.record.tiles import unpack_bundle
from holdfire.record.wire import Answer, MirrorState, Request, UploadHead, write_add_checkpoint

HASH = sha256(ORIGIN.encode()).hexdigest()
LOG = Log().fill(300)


@pytest.fixture
def node(tmp_path: Path) -> Iterator[SmallNode]:
    node = SmallNode(tmp_path, LOG, 300)
    yield node
    node.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[SmallNode]:
    node = SmallNode(tmp_path, LOG)
    yield node
    node.close()


def get(node: SmallNode, path: str, **headers: str) -> Answer:
    return node.app.answer(Request("GET", path, io.BytesIO(), 0, headers))


def post(node: SmallNode, path: str, body: bytes, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return node.app.answer(Request("POST", path, io.BytesIO(body), len(body), named))


# Reading


def test_the_newest_checkpoint_is_never_to_be_kept_by_others(node: SmallNode, tmp_path: Path) -> None:
    answer = get(node, "/checkpoint")
    assert (answer.status, answer.body) == (200, LOG.checkpoint(300))
    assert answer.content_type == "text/plain; charset=utf-8"
    assert ("Cache-Control", "no-store") in answer.headers


def test_without_a_checkpoint_there_is_none(empty: SmallNode) -> None:
    assert get(empty, "/checkpoint").status == 404


@pytest.mark.parametrize(
    ("path", "level", "n", "width"),
    [
        ("/tile/0/000", 0, 0, 256),
        ("/tile/0/001.p/44", 0, 1, 44),
        ("/tile/0/001.p/3", 0, 1, 3),
        ("/tile/0/000.p/9", 0, 0, 9),
        ("/tile/1/000.p/1", 1, 0, 1),
    ],
)
def test_a_tile_of_the_tree_is_served_for_good(
    node: SmallNode, path: str, level: int, n: int, width: int
) -> None:
    answer = get(node, path)
    assert (answer.status, answer.body) == (200, LOG.tile(level, n, width))
    assert answer.content_type == "application/octet-stream"
    assert ("Cache-Control", "public, max-age=31536000, immutable") in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/tile/0/001",
        "/tile/0/001.p/45",
        "/tile/0/002.p/1",
        "/tile/1/000",
        "/tile/1/000.p/2",
        "/tile/2/000.p/1",
        "/tile/8/000",
        "/tile/63/000.p/1",
        "/tile/64/000",
        "/tile/00/000",
        "/tile/0/0",
        "/tile/0/000.p/0",
        "/tile/0/000.p/256",
        "/tile/0/000.p/09",
        "/tile/0/x000/000",
        "/tile/0/../0/000",
        "/tile/0/000/",
        "/tile/0/000?x=1",
        "/tile/entries/001",
        "/tile/entries/001.p/45",
        "/tile/entries/x999/x999/x999/x999/x999/x999/999",
        "/tile/",
        "/tile/0/٠٠٠",
    ],
)
def test_what_is_no_tile_of_the_tree_is_answered_404(node: SmallNode, path: str) -> None:
    assert get(node, path).status == 404


def test_a_tree_without_entries_has_no_tiles(empty: SmallNode) -> None:
    assert get(empty, "/tile/0/000.p/1").status == 404


def test_a_bundle_is_packed_only_for_those_who_take_it(node: SmallNode) -> None:
    for asked in ({}, {"accept-encoding": "identity, br"}, {"accept-encoding": "gzip;q=0"}):
        plain = get(node, "/tile/entries/001.p/44", **asked)
        assert unpack_bundle(plain.body, 44) == LOG.leaves[256:300]
        assert "Content-Encoding" not in dict(plain.headers)
    for asked in ("gzip", "br, gzip;q=0.5", "identity , GZIP"):
        packed = get(node, "/tile/entries/000", **{"accept-encoding": asked})
        assert dict(packed.headers)["Content-Encoding"] == "gzip"
        assert dict(packed.headers)["Vary"] == "Accept-Encoding"
        assert unpack_bundle(gzip.decompress(packed.body), 256) == LOG.leaves[:256]


def test_witness_and_mirror_have_prefixes_of_their_own(node: SmallNode) -> None:
    for path in (f"/witness/{HASH}/checkpoint", f"/mirror/{HASH}/checkpoint"):
        assert get(node, path).status == 404
    node.pend(300)
    assert post(node, "/add-entries", UploadHead(ORIGIN.encode(), 300, 300).to_bytes()).status == 200
    witnessed, mirrored = get(node, f"/witness/{HASH}/checkpoint"), get(node, f"/mirror/{HASH}/checkpoint")
    assert (witnessed.status, mirrored.status) == (200, 200)
    assert f"— {ORIGIN}/witness/TR ".encode() in witnessed.body
    assert f"— {ORIGIN}/mirror/TR ".encode() in mirrored.body
    assert f"— {ORIGIN}/witness/TR ".encode() not in mirrored.body
    assert ("Cache-Control", "no-store") in mirrored.headers
    assert get(node, f"/mirror/{HASH}/tile/0/000").body == LOG.tile(0, 0)
    assert get(node, f"/mirror/{HASH}/tile/entries/000").status == 200


def test_another_logs_prefix_is_answered_404(node: SmallNode) -> None:
    node.pend(300)
    assert post(node, "/add-entries", UploadHead(ORIGIN.encode(), 300, 300).to_bytes()).status == 200
    other = sha256(b"other").hexdigest()
    for path in (
        f"/witness/{other}/checkpoint",
        f"/mirror/{other}/checkpoint",
        f"/mirror/{other}/tile/0/000",
    ):
        assert get(node, path).status == 404
    assert get(node, f"/witness/{HASH.upper()}/checkpoint").status == 404


def test_a_node_that_is_neither_witness_nor_mirror_says_so(node: SmallNode) -> None:
    node.witness = node.mirror = None
    assert get(node, f"/witness/{HASH}/checkpoint").status == 404
    assert get(node, f"/mirror/{HASH}/checkpoint").status == 404
    assert get(node, f"/mirror/{HASH}/tile/0/000").status == 404
    assert post(node, "/add-checkpoint", b"").body == b"This node is no witness.\n"
    assert post(node, "/add-entries", b"").body == b"This node is no mirror.\n"


# Paths and methods


@pytest.mark.parametrize(
    "path", ["", "/", "/checkpoint/", "/Checkpoint", "//checkpoint", "/blob/xyz", "/a\n"]
)
def test_an_unknown_path_is_answered_404(node: SmallNode, path: str) -> None:
    assert get(node, path).status == 404
    assert post(node, path, b"").status == 404


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "OPTIONS", "get", ""])
def test_a_wrong_method_is_answered_405_with_the_right_one(node: SmallNode, method: str) -> None:
    for path, allowed in (("/checkpoint", "GET"), ("/add-entry", "POST"), ("/tile/0/000", "GET")):
        answer = node.app.answer(Request(method, path, io.BytesIO(), 0))
        assert answer.status == 405
        assert dict(answer.headers)["Allow"] == allowed


def test_every_path_has_one_method() -> None:
    assert [route.method for route in ROUTES] == ["GET"] * 6 + ["POST"] * 5


# Limits


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/add-checkpoint", CALL_BYTES_MAX),
        ("/add-entries", UPLOAD_BYTES_MAX),
        ("/add-entry", 65_535),
        ("/add-blob", BLOB_BYTES_MAX),
    ],
)
def test_a_body_over_the_limit_is_answered_413_before_it_is_read(
    node: SmallNode, path: str, limit: int
) -> None:
    class Unread:
        def read(self, size: int, /) -> bytes:
            raise AssertionError("read")

    answer = node.app.answer(Request("POST", path, Unread(), limit + 1))
    assert (answer.status, f"{limit:,} bytes" in answer.body.decode()) == (413, True)


def test_a_body_of_untold_length_is_read_to_the_limit_and_no_further(node: SmallNode) -> None:
    class Endless:
        given = 0

        def read(self, size: int, /) -> bytes:
            self.given += size
            return b"x" * size

    body = Endless()
    assert node.app.answer(Request("POST", "/add-entry", body, None)).status == 413
    assert body.given == 65_536


def test_a_body_may_be_as_long_as_the_limit(node: SmallNode) -> None:
    assert post(node, "/add-entry", b"x" * 65_535).status == 400


# Witness and mirror


def test_a_checkpoint_is_cosigned_and_then_pending_at_the_mirror(empty: SmallNode) -> None:
    assert post(empty, "/add-entries", UploadHead(ORIGIN.encode(), 0, 5).to_bytes()).status == 422
    answer = post(empty, "/add-checkpoint", write_add_checkpoint(0, [], LOG.checkpoint(300)))
    assert (answer.status, answer.body.startswith("— ".encode())) == (200, True)
    answer = post(empty, "/add-entries", UploadHead(ORIGIN.encode(), 0, 5).to_bytes())
    assert (answer.status, answer.body) == (409, b"300\n0\n\n")
    assert ("Accept-Encoding", "gzip, identity") in answer.headers
    assert post(empty, "/add-checkpoint", b"old 7").status == 400


@pytest.mark.parametrize("packed", [True, False])
def test_an_upload_may_be_packed(empty: SmallNode, tmp_path: Path, packed: bool) -> None:
    source = SmallNode(tmp_path / "source", LOG, 300)
    empty.pend(300)
    body = upload_body(source.copy, ORIGIN, MirrorState(300, 0))
    kind = {"content_type": "application/octet-stream"}
    if packed:
        answer = post(empty, "/add-entries", gzip.compress(body), content_encoding="gzip", **kind)
    else:
        answer = post(empty, "/add-entries", body, **kind)
    assert answer.status == 200
    assert empty.copy.leaves(0, 300) == LOG.leaves
    source.close()


def test_a_body_packed_otherwise_is_answered_415(empty: SmallNode) -> None:
    answer = post(empty, "/add-entries", b"", content_encoding="br")
    assert (answer.status, dict(answer.headers)["Accept-Encoding"]) == (415, "gzip, identity")
    assert post(empty, "/add-checkpoint", b"", content_encoding="gzip").status == 415
    answer = post(empty, "/add-entries", b"", content_type="text/plain")
    assert (answer.status, b"application/octet-stream" in answer.body) == (400, True)


# Entries and blobs


def test_an_entry_is_taken_once_it_is_the_next_of_its_feed(node: SmallNode) -> None:
    scribe = Log().scribe("TR")
    first, second = scribe.act(), scribe.act()
    early = post(node, "/add-entry", second)
    assert (early.status, early.content_type, early.body) == (409, "text/plain; charset=utf-8", b"0\n")
    assert post(node, "/add-entry", first).status == 202
    assert post(node, "/add-entry", first).body == b"1\n"
    assert post(node, "/add-entry", Log().scribe("RU").act()).status == 403
    assert post(node, "/add-entry", b"{}").status == 400
    assert node.accepted == [first]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (FormError, 400),
        (AuthorityError, 403),
        (SignatureError, 403),
        (KeyRefusedError, 403),
        (CharterError, 403),
        (EquivocationError, 409),
        (ProofError, 422),
        (RegressionError, 422),
        (RecordError, 422),
        (TransportError, 503),
        (StorageError, 503),
        (BusyError, 503),
    ],
)
def test_each_named_error_has_its_status(node: SmallNode, kind: type[HoldfireError], status: int) -> None:
    node.breaks = kind("It is so.", "Do that.")
    answer = post(node, "/add-entry", LOG.leaves[1])
    assert answer.status == status
    assert (dict(answer.headers).get("Retry-After") == "5") == (kind is BusyError)
    assert STATUSES[-1][0] is HoldfireError


def test_a_fault_of_the_disk_does_not_tell_where_the_disk_is() -> None:
    for kind in (StorageError, BusyError, TransportError):
        answer = refused(kind("The log /home/un/secret.sqlite has stopped: EIO.", "Open it anew."))
        assert (answer.status, b"/home" in answer.body) == (503, False)
    assert b"The rule is so." in refused(RecordError("The rule is so.", "Do that.")).body


def test_a_closed_store_is_answered_503(node: SmallNode) -> None:
    node.pend(300)
    node.copy.close()
    node.heads.close()
    assert get(node, "/tile/0/000").status == 503
    assert post(node, "/add-checkpoint", write_add_checkpoint(0, [], LOG.checkpoint(3))).status == 503


def test_a_checkpoint_cosigned_elsewhere_is_kept_if_the_log_signed_it(node: SmallNode) -> None:
    note = LOG.cosigned(300)
    assert post(node, "/add-cosigned", note).status == 200
    assert post(node, "/add-cosigned", b"nonsense").status == 400
    assert post(node, "/add-cosigned", note.replace(b"\n300\n", b"\n301\n")).status == 403
    assert post(node, "/add-cosigned", b"x" * (CALL_BYTES_MAX + 1)).status == 413
    assert node.cosigned == [note]


def signed(content: bytes, party: str = "TR") -> str:
    signature = key(party, "author").sign(blob_text(content))
    return f"{fingerprint_of(party, 'author')} {b64encode(signature).decode()}"


def test_a_file_is_kept_for_an_author_who_signed_for_it(node: SmallNode) -> None:
    content = b"a photograph"
    digest = sha256(content).hexdigest()
    assert get(node, f"/blob/{digest}").status == 404
    answer = post(node, "/add-blob", content, holdfire_author=signed(content))
    assert (answer.status, answer.body) == (200, f"{digest}\n".encode())
    found = get(node, f"/blob/{digest}")
    assert (found.status, found.body, found.headers) == (200, content, (("Cache-Control", "no-store"),))


@pytest.mark.parametrize(
    ("author", "status"),
    [
        ("", 400),
        ("0123456789abcdef", 400),
        (signed(b"a photograph").upper(), 400),
        (signed(b"a photograph") + " ", 400),
        (signed(b"a photograph")[:-3] + "B==", 400),
        (signed(b"another"), 403),
        (signed(b"a photograph", "RU"), 403),
    ],
)
def test_a_file_that_nobody_signed_for_is_not_kept(node: SmallNode, author: str, status: int) -> None:
    assert post(node, "/add-blob", b"a photograph", holdfire_author=author).status == status
    assert list(node.blobs.digests()) == []


# Whatever comes

TEXTS = st.text(max_size=40)
PATHS = st.one_of(
    TEXTS,
    TEXTS.map(lambda text: f"/tile/{text}"),
    TEXTS.map(lambda text: f"/mirror/{HASH}/tile/{text}"),
    st.sampled_from(["/checkpoint", "/add-checkpoint", "/add-entries", "/add-entry", "/add-blob"]),
    st.just("/add-cosigned"),
    st.from_regex(r"\A/tile/(0|1|7|8|63|entries)/(x[0-9]{3}/){0,5}[0-9]{3}(\.p/[0-9]{1,3})?\Z"),
)
HEADERS = st.dictionaries(
    st.sampled_from(["content-encoding", "content-type", "accept-encoding", "holdfire-author"]),
    st.one_of(TEXTS, st.sampled_from(["gzip", "identity", "application/octet-stream"])),
)


@given(st.sampled_from(["GET", "POST", "PUT"]), PATHS, st.binary(max_size=200), HEADERS)
def test_no_request_is_more_than_answered(
    method: str, path: str, body: bytes, headers: dict[str, str]
) -> None:
    node = _NODES[0]
    answer = node.app.answer(Request(method, path, io.BytesIO(body), len(body), headers))
    assert answer.status in (200, 400, 403, 404, 405, 409, 413, 415, 422)
    if method != "GET":
        assert answer.status != 200
    assert (node.copy.size, node.accepted, node.alarms) == (300, [], [])


_NODES: list[SmallNode] = []


@pytest.fixture(scope="module", autouse=True)
def _fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    node = SmallNode(tmp_path_factory.mktemp("fuzzed"), LOG, 300)
    node.pend(300)
    _NODES.append(node)
    yield
    node.close()


def test_the_clock_of_the_node_is_that_of_its_cosignatures(node: SmallNode) -> None:
    node.pend(300)
    note = get(node, f"/witness/{HASH}/checkpoint").body
    assert note == LOG.cosigned(300, by=("TR",), times=NOON)
