"""Asking another node: the same calls in this process and over HTTP, and no trust in what comes back."""

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from cast import NOON, ORIGIN, Log, fingerprint_of, key
from served import SmallNode, blob_text

from holdfire.errors import TransportError
from holdfire.record.checkpoint import parse_checkpoint
from holdfire.record.mirror_upload import upload
from holdfire.record.serving.server import Running, serve
from holdfire.record.transport import Cosigned, Patience, Stale, Transport, direct, over_http
from holdfire.record.wire import Answer, Request, write_add_checkpoint

LOG = Log().fill(300)
HASH = sha256(ORIGIN.encode()).hexdigest()
SHORT = Patience(silence_s=0.2, whole_s=0.5)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallNode]:
    node = SmallNode(tmp_path_factory.mktemp("source"), LOG, 300)
    yield node
    node.close()


@pytest.fixture
def node(tmp_path: Path) -> Iterator[SmallNode]:
    node = SmallNode(tmp_path, LOG)
    yield node
    node.close()


@pytest.fixture(params=["direct", "http"])
def ask(request: pytest.FixtureRequest) -> Iterator[Callable[..., Transport]]:
    """Makes a transport to a node, in the process or over a server."""
    running: list[Running] = []

    def transport(node: SmallNode, prefix: str = "") -> Transport:
        if request.param == "direct":
            return direct("TR", node.app.answer, prefix)
        running.append(serve(node.app))
        return over_http("TR", running[-1].address, prefix)

    yield transport
    for each in running:
        each.close()


Ask = Callable[..., Transport]


def test_a_log_is_fetched(ask: Ask, source: SmallNode) -> None:
    to = ask(source)
    assert to.fetch_checkpoint() == LOG.checkpoint()
    assert to.fetch_tile(0, 0) == LOG.tile(0, 0)
    assert to.fetch_tile(0, 1, 44) == LOG.tile(0, 1, 44)
    assert to.fetch_entries(0) == LOG.leaves[:256]
    assert to.fetch_entries(1, 44) == LOG.leaves[256:]


def test_what_is_not_there_is_told_with_node_call_and_status(ask: Ask, source: SmallNode) -> None:
    with pytest.raises(TransportError) as told:
        ask(source).fetch_tile(0, 7)
    assert "TR answered GET /tile/0/007 with status 404: 'The log here has no such tile." in str(told.value)
    assert "ask another node" in told.value.advice


def test_a_log_is_brought_to_witness_and_mirror(ask: Ask, node: SmallNode, source: SmallNode) -> None:
    to = ask(node)
    first = to.add_checkpoint(write_add_checkpoint(0, [], LOG.checkpoint(100)))
    assert isinstance(first, Cosigned)
    assert to.add_checkpoint(write_add_checkpoint(0, [], LOG.checkpoint())) == Stale(100)
    body = write_add_checkpoint(100, LOG.consistency(100), LOG.checkpoint())
    second = to.add_checkpoint(body)
    assert isinstance(second, Cosigned)
    done = upload(source.copy, ORIGIN, 300, 0, to.add_entries, to.name)
    whole = parse_checkpoint(LOG.checkpoint()).with_signatures(*second.signatures, *done.signatures)
    assert whole.to_bytes() == LOG.cosigned(by=("TR",), mirrors=("TR",), times=NOON)
    assert node.copy.leaves(0, 300) == LOG.leaves


def test_the_mirrors_prefix_is_put_before_what_is_fetched(
    ask: Ask, node: SmallNode, source: SmallNode
) -> None:
    node.pend(300)
    upload(source.copy, ORIGIN, 300, 0, direct("TR", node.app.answer).add_entries)
    to = ask(node, f"/mirror/{HASH}")
    assert to.fetch_checkpoint() == LOG.cosigned(by=(), mirrors=("TR",), times=NOON)
    assert to.fetch_entries(1, 44) == LOG.leaves[256:]


def test_a_refused_checkpoint_is_told(ask: Ask, node: SmallNode) -> None:
    with pytest.raises(TransportError, match="add-checkpoint with status 400"):
        ask(node).add_checkpoint(b"nonsense")


def test_entries_are_offered_and_every_status_is_an_answer(ask: Ask, node: SmallNode) -> None:
    scribe = Log().scribe("TR")
    first, second = scribe.act(), scribe.act()
    to = ask(node)
    assert (to.add_entry(second).status, to.add_entry(second).body) == (409, b"0\n")
    assert (to.add_entry(first).status, to.add_entry(first).body) == (202, b"1\n")
    assert to.add_entry(b"x" * 65_536).status == 413


def test_a_checkpoint_cosigned_here_is_brought_to_the_host(ask: Ask, node: SmallNode) -> None:
    to = ask(node)
    to.add_cosigned(LOG.cosigned(300))
    assert node.cosigned == [LOG.cosigned(300)]
    with pytest.raises(TransportError, match="add-cosigned with status 400"):
        to.add_cosigned(b"nonsense")


def test_a_file_goes_there_and_back(ask: Ask, node: SmallNode) -> None:
    to, content = ask(node), b"a photograph" * 1000
    signature = key("TR", "author").sign(blob_text(content))
    digest = to.add_blob(content, fingerprint_of("TR", "author"), signature)
    assert to.fetch_blob(digest) == content
    with pytest.raises(TransportError, match=r"add-blob .* with status 403"):
        to.add_blob(b"another", fingerprint_of("TR", "author"), signature)
    with pytest.raises(TransportError, match="with status 404"):
        to.fetch_blob("0" * 64)


# A node that lies


def lying(status: int, kind: str, body: bytes, *headers: tuple[str, str]) -> Transport:
    return direct("IR", lambda request: Answer(status, kind, body, headers))


@pytest.mark.parametrize(
    ("call", "answer"),
    [
        (lambda to: to.fetch_checkpoint(), b"x" * 300_000),
        (lambda to: to.fetch_tile(0, 0), b"x" * 8_193),
        (lambda to: to.fetch_tile(0, 0), b"x" * 8_191),
        (lambda to: to.fetch_tile(0, 0, 4), b"x" * 32 * 5),
        (lambda to: to.fetch_entries(0), b""),
        (lambda to: to.fetch_entries(0, 2), b"\0\1a\0\1b\0"),
        (lambda to: to.fetch_entries(0, 2), b"\0\1a"),
        (lambda to: to.fetch_blob("0" * 64), b"another file"),
        (lambda to: to.add_checkpoint(b""), b"no signature\n"),
        (lambda to: to.add_checkpoint(b""), b"\xff"),
        (lambda to: to.add_checkpoint(b""), b"x" * 600_000),
        (lambda to: to.add_entry(b""), b"x" * 600_000),
    ],
)
def test_an_answer_out_of_form_is_refused_by_name(call: Callable[[Transport], object], answer: bytes) -> None:
    with pytest.raises(TransportError, match=r"^IR "):
        call(lying(200, "text/plain", answer))


def test_a_size_of_409_is_read_strictly() -> None:
    assert lying(409, "text/x.tlog.size; charset=utf-8", b"7\n").add_checkpoint(b"") == Stale(7)
    with pytest.raises(TransportError, match="out of form"):
        lying(409, "text/x.tlog.size", b"7").add_checkpoint(b"")
    with pytest.raises(TransportError, match="status 409"):
        lying(409, "text/plain", b"7\n").add_checkpoint(b"")


def test_what_a_node_says_is_shown_shortened_and_quoted() -> None:
    with pytest.raises(TransportError) as told:
        lying(500, "text/html", b"\x1b[2J" + b"y" * 9000).fetch_checkpoint()
    assert "\x1b" not in str(told.value)
    assert len(str(told.value)) < 600


def test_a_bundle_may_be_packed_and_unfolds_no_further_than_a_bundle() -> None:
    packed = gzip.compress(b"\0\1a\0\1b")
    to = lying(200, "application/octet-stream", packed, ("Content-Encoding", "gzip"))
    assert to.fetch_entries(0, 2) == [b"a", b"b"]
    bomb = gzip.compress(b"\0" * 20_000_000)
    with pytest.raises(TransportError, match="bad bundle"):
        lying(200, "x", bomb, ("Content-Encoding", "gzip")).fetch_entries(0)
    with pytest.raises(TransportError, match="as nobody asked"):
        lying(200, "x", packed, ("Content-Encoding", "br")).fetch_entries(0, 2)


def test_where_a_partial_tile_is_gone_the_full_one_is_cut() -> None:
    def answer(request: Request) -> Answer:
        if ".p/" in request.path:
            return Answer(404, "text/plain", b"")
        if "entries" in request.path:
            return Answer(200, "x", b"".join(b"\0\1" + bytes([at]) for at in range(256)))
        return Answer(200, "x", LOG.tile(0, 0))

    to = direct("TR", answer)
    assert to.fetch_tile(0, 0, 9) == LOG.tile(0, 0, 9)
    assert to.fetch_entries(0, 2) == [b"\0", b"\1"]


# The network


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://node.example",
        "node.example:80",
        "http://",
        "http://user:secret@node.example",
        "http://node.example/?a=b",
        "http://node.example/#a",
        "http://node.example:99999",
        "http://node.example:0",
        "http://nöde.example",
        "http://node.example/a b",
        "http://node.example\r\nX: y",
        "http://[::1",
        "",
    ],
)
def test_an_address_of_another_kind_is_refused(address: str) -> None:
    with pytest.raises(TransportError, match="no address of TR"):
        over_http("TR", address)


def test_a_node_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(TransportError, match=f"TR at http://127.0.0.1:{port} could not be asked for GET /ch"):
        over_http("TR", f"http://127.0.0.1:{port}", patience=SHORT).fetch_checkpoint()


def raw_server(answer: bytes, hold: threading.Event | None = None) -> tuple[str, Callable[[], None]]:
    """A server of these bytes to one caller, which then closes, or holds the line until told."""
    listening = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        line, _ = listening.accept()
        with line:
            line.recv(65_536)
            line.sendall(answer)
            if hold is not None:
                hold.wait(5)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()

    def close() -> None:
        if hold is not None:
            hold.set()
        thread.join(5)
        listening.close()

    return f"http://127.0.0.1:{listening.getsockname()[1]}", close


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            b"HTTP/1.1 302 Found\r\nLocation: http://elsewhere.example/\r\nContent-Length: 0\r\n\r\n",
            "status 302",
        ),
        (b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n", "status 302"),
        (b"nonsense\r\n\r\n", "BadStatusLine"),
        (b"", "RemoteDisconnected"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nabc", "cut off 47 bytes"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n" + b"x" * 999_999, "more than"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 999_999, "more than"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n", "HTTPException"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "could not be asked"),
    ],
)
def test_what_is_no_answer_is_told_and_nothing_is_followed(answer: bytes, said: str) -> None:
    address, close = raw_server(answer)
    with pytest.raises(TransportError, match=said):
        over_http("TR", address, patience=SHORT).fetch_checkpoint()
    close()


def test_a_node_that_says_nothing_is_not_waited_for() -> None:
    hold = threading.Event()
    address, close = raw_server(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nabc", hold)
    with pytest.raises(TransportError, match="timed out"):
        over_http("TR", address, patience=Patience(0.05, 5)).fetch_checkpoint()
    close()


def test_an_answer_that_trickles_in_is_not_waited_for() -> None:
    hold = threading.Event()
    address, close = raw_server(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nabc", hold)
    with pytest.raises(TransportError, match="trickles in too slowly"):
        over_http("TR", address, patience=Patience(5, -1)).fetch_checkpoint()
    close()


def test_the_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch, source: SmallNode) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    with serve(source.app) as running:
        assert over_http("TR", running.address + "/").fetch_checkpoint() == LOG.checkpoint()
