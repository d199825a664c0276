"""Both ways with the packages note and tlog of golang.org/x/mod/sumdb: they take ours, we take theirs."""

import json
import os
import random
import shutil
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from holdfire.errors import ProofError
from holdfire.record.checkpoint import Checkpoint, check_log_signature, parse_checkpoint, sign_checkpoint
from holdfire.record.cosignature import cosign
from holdfire.record.ed25519 import SigningKey
from holdfire.record.note import ED25519, Note, VerifierKey, parse_note, parse_vkey, sign_note, signatures_by
from holdfire.record.tile_names import tile_path
from holdfire.record.tiles import TileBuilder, TileReader
from holdfire.record.tree import (
    check_consistency,
    check_inclusion,
    leaf_hash,
    prove_consistency,
    prove_inclusion,
    root_of,
)

SOURCES = Path(__file__).parent / "go"
PACKAGES = Path(os.environ.get("HOLDFIRE_GOPATH", "/usr/share/gocode"))
LARGE = 70_000
CHANCE = random.Random(6962)

if shutil.which("go") is None or not (PACKAGES / "src/golang.org/x/mod/sumdb/tlog").is_dir():
    pytest.skip("no golang-go with golang-golang-x-mod-dev here", allow_module_level=True)


class Peer:
    """The Go program of tests/record/go, asked line by line."""

    def __init__(self, program: Path) -> None:
        self._running = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __call__(self, do: str, **question: Any) -> dict[str, Any]:
        assert self._running.stdin is not None
        assert self._running.stdout is not None
        asked = json.dumps({"do": do, **question}, default=lambda raw: b64encode(raw).decode())
        self._running.stdin.write(asked + "\n")
        self._running.stdin.flush()
        answer: dict[str, Any] = json.loads(self._running.stdout.readline())
        return answer

    def close(self) -> None:
        self._running.communicate(timeout=10)


@pytest.fixture(scope="module")
def go(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peer]:
    program = tmp_path_factory.mktemp("go") / "peer"
    surroundings = os.environ | {
        "GO111MODULE": "off",
        "GOPATH": str(PACKAGES),
        "GOFLAGS": "",
        "CGO_ENABLED": "0",
    }
    command = ["go", "build", "-o", str(program), *map(str, sorted(SOURCES.glob("*.go")))]
    subprocess.run(command, env=surroundings, check=True, timeout=120)
    peer = Peer(program)
    peer("grow", size=LARGE)
    yield peer
    peer.close()


@pytest.fixture(scope="module")
def ours() -> TileReader:
    """The same tree by our code, read from its tiles."""
    builder, stored = TileBuilder(), {}
    for tile in builder.extend([leaf(n) for n in range(LARGE)]) + builder.partials():
        stored[tile.level, tile.n] = tile.content
    return TileReader(lambda level, n, width: stored[level, n][: 32 * width], LARGE)


def leaf(n: int) -> bytes:
    return leaf_hash(f"leaf {n}".encode())


def pairs() -> list[tuple[int, int]]:
    """(first, size) with first < size: all of them up to 24, some up to 300, and some of the large tree."""
    chosen = [(first, size) for size in range(1, 25) for first in range(size)]
    for size in range(25, 301):
        chosen += {(first, size) for first in (0, size - 1, *(CHANCE.randrange(size) for _ in range(3)))}
    chosen += [(CHANCE.randrange(LARGE), LARGE) for _ in range(100)]
    return [*chosen, (0, LARGE), (LARGE - 1, LARGE), (65_535, LARGE), (65_536, LARGE)]


PAIRS = pairs()
GROWTH = [(first, size) for first, size in PAIRS if first]


def test_go_and_we_compute_the_same_roots(go: Peer, ours: TileReader) -> None:
    sizes = [*range(1, 301), 65_535, 65_536, 65_537, LARGE]
    theirs = go("roots", sizes=sizes)["roots"]
    assert [b64decode(root) for root in theirs] == [root_of(ours, size) for size in sizes]


def test_we_accept_the_proofs_of_go_and_make_the_same(go: Peer, ours: TileReader) -> None:
    theirs = go("prove inclusion", pairs=PAIRS)["proofs"]
    for (index, size), proof in zip(PAIRS, theirs, strict=True):
        hashes = [b64decode(one) for one in proof]
        check_inclusion(leaf(index), index, size, hashes, root_of(ours, size))
        assert hashes == prove_inclusion(ours, index, size)
    theirs = go("prove consistency", pairs=GROWTH)["proofs"]
    for (old, size), proof in zip(GROWTH, theirs, strict=True):
        hashes = [b64decode(one) for one in proof]
        check_consistency(old, root_of(ours, old), size, root_of(ours, size), hashes)
        assert hashes == prove_consistency(ours, old, size)


def claims(ours: TileReader, *, growth: bool) -> list[dict[str, Any]]:
    prove = prove_consistency if growth else prove_inclusion
    return [
        {
            "first": first,
            "size": size,
            "known": root_of(ours, first) if growth else leaf(first),
            "root": root_of(ours, size),
            "proof": prove(ours, first, size),
        }
        for first, size in (GROWTH if growth else PAIRS)
    ]


def broken(claim: dict[str, Any]) -> dict[str, Any]:
    """The claim with one thing wrong with it."""
    proof = list(claim["proof"])
    way = CHANCE.choice(["known", "root", "longer", "shorter", "swapped", "bit"])
    if way in ("known", "root"):
        return {**claim, way: bytes(32)}
    if way == "longer" or not proof:
        return {**claim, "proof": [*proof, bytes(32)]}
    if way == "shorter":
        return {**claim, "proof": proof[:-1]}
    if way == "swapped" and len(proof) > 1:
        return {**claim, "proof": proof[::-1]}
    at = CHANCE.randrange(len(proof))
    proof[at] = bytes([proof[at][0] ^ 1]) + proof[at][1:]
    return {**claim, "proof": proof}


def we_take(claim: dict[str, Any], *, growth: bool) -> bool:
    try:
        if growth:
            check_consistency(claim["first"], claim["known"], claim["size"], claim["root"], claim["proof"])
        else:
            check_inclusion(claim["known"], claim["first"], claim["size"], claim["proof"], claim["root"])
    except ProofError:
        return False
    return True


@pytest.mark.parametrize("growth", [False, True], ids=["inclusion", "consistency"])
def test_go_accepts_our_proofs_and_refuses_broken_ones_as_we_do(
    go: Peer, ours: TileReader, growth: bool
) -> None:
    good = claims(ours, growth=growth)
    bad = [broken(claim) for claim in good]
    faults = go(f"check {'consistency' if growth else 'inclusion'}", claims=good + bad)["faults"]
    assert faults[: len(good)] == [""] * len(good)
    assert all(faults[len(good) :])
    assert not any(we_take(claim, growth=growth) for claim in bad)


def test_go_names_and_fills_tiles_as_we_do(go: Peer, ours: TileReader) -> None:
    for size in (1, 255, 256, 257, 300, 65_536, LARGE):
        builder = TileBuilder()
        made = builder.extend([leaf(n) for n in range(size)]) + builder.partials()
        answer = go("tiles", size=size)
        theirs = {path: b64decode(one) for path, one in zip(answer["paths"], answer["sums"], strict=True)}
        # The first 8 in Go's names is the height, which tlog-tiles leaves out.
        mine = {
            tile_path(tile.level, tile.n, len(tile.content) // 32).replace("tile/", "tile/8/", 1):
            sha256(tile.content).digest()
            for tile in made
        }  # fmt: skip
        assert mine == theirs


def test_go_names_tiles_of_very_large_logs_as_we_do(go: Peer) -> None:
    numbers = [0, 1, 999, 1000, 1001, 123_456_789, 999_999, 10**12, 2**55 - 1]
    asked = [(level, n, width) for level in (0, 1, 7) for n in numbers for width in (1, 255, 256)]
    theirs = go("paths", pairs=asked)["paths"]
    assert theirs == [tile_path(*tile).replace("tile/", "tile/8/", 1) for tile in asked]


SEED = b"astana, 4 May 2017, sealed twice"
KEY = SigningKey.from_seed(SEED)
TEXTS = ["plain\n", "\n", "blank\n\n\nlines\n", "الهدنة\nперемирие\nateşkes\n", "— looks like AAAA\n"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("name", ["record.example/astana", "سوريا", "x"])
def test_a_note_signed_by_go_is_the_one_we_sign_and_each_verifies_it(go: Peer, text: str, name: str) -> None:
    theirs = go("sign", name=name, text=text, seed=SEED)
    mine = sign_note(text, name, KEY)
    public = VerifierKey(name, ED25519, KEY.public)
    assert b64decode(theirs["note"]) == mine.to_bytes()
    assert theirs["key"] == public.text()
    assert parse_vkey(theirs["key"]) == public
    assert len(signatures_by(parse_note(b64decode(theirs["note"])), [public])) == 1
    opened = go("open", note=mine.to_bytes(), keys=[public.text()])
    assert (opened["text"], opened["signers"]) == (text, [name])


def test_go_opens_our_checkpoint_and_passes_over_its_cosignatures(go: Peer, ours: TileReader) -> None:
    checkpoint = Checkpoint("record.example/astana", LARGE, root_of(ours, LARGE))
    signed = parse_checkpoint(sign_checkpoint(checkpoint, KEY))
    witness = SigningKey.from_seed(b"w" * 32)
    signed = signed.with_signatures(cosign(checkpoint, "witness.example", witness, 1_493_899_200))
    log = VerifierKey(checkpoint.origin, ED25519, KEY.public)
    check_log_signature(signed, log)
    opened = go("open", note=signed.to_bytes(), keys=[log.text()])
    assert (opened["text"], opened["signers"]) == (checkpoint.text(), [checkpoint.origin])


def test_go_refuses_what_we_refuse(go: Peer) -> None:
    public = VerifierKey("x", ED25519, KEY.public)
    note = sign_note("plain\n", "x", KEY)
    forged = Note("changed\n", note.signatures).to_bytes()
    assert "invalid signature for key x" in go("open", note=forged, keys=[public.text()])["error"]
    assert "no verifiable signatures" in go("open", note=note.to_bytes(), keys=[])["error"]
    for content in (note.to_bytes()[:-1], b"\0" + note.to_bytes(), note.to_bytes() + b"\n", b"plain\n\n"):
        assert go("open", note=content, keys=[public.text()])["error"] == "malformed note"
