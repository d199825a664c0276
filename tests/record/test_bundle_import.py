"""Bundles taken over into a copy on disk: what is verified first, and what stands after it went wrong."""

import io
import tarfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cast import HOST_VKEY, ORIGIN, PARTIES, Log, key

from holdfire.errors import BundleError, ForkError, RegressionError, SignatureError
from holdfire.record.bundle import Contents, write_bundle
from holdfire.record.bundle_import import feed_place, files_named, take_over
from holdfire.record.bundle_survey import Replica
from holdfire.record.bundle_tar import read_members
from holdfire.record.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from holdfire.record.cosignature import witness_vkey
from holdfire.record.ed25519 import fingerprint
from holdfire.record.entry import read_leaf
from holdfire.record.evidence_check import check_evidence
from holdfire.record.evidence_file import Trust
from holdfire.record.note import Note, NoteSignature
from holdfire.record.profile import parse_canonical
from holdfire.record.rulings.charters import chartered
from holdfire.record.state import Breach
from holdfire.record.storage.blobs import BlobStore
from holdfire.record.storage.log_store import LogStore

KNOWN = Trust(log_keys=(HOST_VKEY,))
COSIGNERS = {
    f"{role} {party}": witness_vkey(f"{ORIGIN}/{role}/{party}", key(party, role))
    for role in ("witness", "mirror")
    for party in PARTIES
}
NewCopy = Callable[..., Replica]


class Copy:
    """A log in memory, as a bundle is written from."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.leaves = log.entries
        self.tile = log.tile

    @property
    def size(self) -> int:
        return self.log.size


@pytest.fixture(scope="module")
def log() -> Log:
    return Log().fill(600)


@pytest.fixture
def new_copy(tmp_path: Path) -> Iterator[NewCopy]:
    """Makes copies on disk that hold the first entries of a log."""
    with ExitStack() as open_stores:
        made = 0

        def make(log: Log | None = None, size: int = 0, note: bytes = b"", **more: Any) -> Replica:
            nonlocal made
            made += 1
            store = LogStore.open(tmp_path / f"log {made}", origin=ORIGIN, synchronous="OFF")
            open_stores.callback(store.close)
            if log is not None:
                store.append([feed_place(leaf) for leaf in log.leaves[:size]])
            blobs = BlobStore(tmp_path / f"blobs {made}")
            return Replica(ORIGIN, store, (HOST_VKEY,), key_of, COSIGNERS, note, blobs, **more)

        yield make


def key_of(party: str, name: str) -> bytes | None:
    """The cast's keys, as the charter enrols them."""
    for role in ("author", "voter", "redactor"):
        if fingerprint("ed25519", key(party, role).public) == name:
            return key(party, role).public
    return None


def bundled(log: Log, start: int = 0, note: bytes = b"", compressed: bool = False, **more: Any) -> io.BytesIO:
    stream = io.BytesIO()
    write_bundle(stream, Copy(log), Contents(note or log.cosigned(), start, **more), compressed)
    stream.seek(0)
    return stream


def bent(stream: io.BytesIO, **changed: bytes) -> io.BytesIO:
    """The bundle with other contents of members; `__` stands for a slash, `_p_` for `.p/`."""
    again = io.BytesIO()
    with tarfile.open(fileobj=again, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content in read_members(stream):
            content = changed.pop(name.replace(".p/", "_p_").replace("/", "__").replace(".", "_"), content)
            head = tarfile.TarInfo(name)
            head.size = len(content)
            tar.addfile(head, io.BytesIO(content))
    assert not changed, f"no such members: {changed.keys()}"
    again.seek(0)
    return again


def member(stream: io.BytesIO, name: str) -> bytes:
    found = dict(read_members(stream))[name]
    stream.seek(0)
    return found


@pytest.mark.parametrize("compressed", [False, True])
def test_a_whole_log_is_taken_over_by_somebody_who_has_nothing(
    log: Log, new_copy: NewCopy, compressed: bool
) -> None:
    ours = new_copy()
    told = take_over(bundled(log, compressed=compressed, cosigned=[log.cosigned(90)]), ours)
    assert (told.standing, told.before, told.size) == ("newer", 0, 600)
    assert ours.store.head() == (600, log.root())
    assert ours.store.leaves(0, 600) == log.leaves
    assert (told.checkpoint, told.cosigned) == (log.cosigned(), [log.cosigned(90)])
    body = read_leaf(log.leaves[599]).body
    assert ours.store.by_feed(body.party, body.seq) == 599


@pytest.mark.parametrize(
    ("own", "start"), [(1, 0), (255, 255), (256, 256), (300, 300), (511, 256), (599, 599)]
)
def test_an_increment_is_appended_to_what_we_have(log: Log, new_copy: NewCopy, own: int, start: int) -> None:
    ours = new_copy(log, own, log.checkpoint(own))
    told = take_over(bundled(log, start), ours)
    assert (told.before, told.size, ours.store.root()) == (own, 600, log.root())


def test_what_was_taken_over_can_be_bundled_again_to_the_same_bytes(log: Log, new_copy: NewCopy) -> None:
    ours = new_copy()
    first = bundled(log)
    take_over(first, ours)
    again = io.BytesIO()
    write_bundle(again, ours.store, Contents(log.cosigned()))
    assert again.getvalue() == first.getvalue()


def test_twice_the_same_bundle_changes_nothing(log: Log, new_copy: NewCopy) -> None:
    ours = new_copy()
    files = sorted(log.blobs.items())[:4]
    take_over(bundled(log, blobs=files), ours)
    told = take_over(bundled(log, blobs=files), ours)
    assert (told.standing, told.size, told.blobs, told.pending) == ("same", 600, [], [])
    assert ours.store.head() == (600, log.root())


def test_an_older_bundle_says_so_and_brings_files_only(log: Log, new_copy: NewCopy) -> None:
    ours = new_copy(log, 600, log.checkpoint())
    file = sorted(log.blobs.items())[0]
    told = take_over(bundled(log, note=log.cosigned(400), blobs=[file]), ours)
    assert (told.standing, told.before, told.size, told.blobs) == ("older", 600, 600, [file[0]])
    assert ours.store.head() == (600, log.root())


def test_a_bundle_that_begins_beyond_our_copy_is_refused(log: Log, new_copy: NewCopy) -> None:
    with pytest.raises(BundleError, match=r"begins with entry 300.*ends before entry 250.*from entry 250"):
        take_over(bundled(log, 300), new_copy(log, 250))


def test_a_bundle_of_another_log_is_refused_and_both_are_named(new_copy: NewCopy) -> None:
    other = Log("record.example/geneva")
    with pytest.raises(BundleError, match=r"of the log record.example/geneva.*copy of record.example/astana"):
        take_over(bundled(other), new_copy())


def test_a_checkpoint_that_the_log_did_not_sign_is_refused(log: Log, new_copy: NewCopy) -> None:
    ours = new_copy()
    forged = sign_checkpoint(Checkpoint(ORIGIN, 600, log.root()), key("RU", "author"))
    with pytest.raises(SignatureError, match="not signed by"):
        take_over(bent(bundled(log), checkpoint=forged), ours)
    forged = sign_checkpoint(Checkpoint(ORIGIN, 90, log.root(90)), key("RU", "author"))
    with pytest.raises(SignatureError, match="not signed by"):
        take_over(bent(bundled(log, cosigned=[log.cosigned(90)]), cosigned__90=forged), ours)
    assert ours.store.size == 0


@pytest.mark.parametrize("name", ["checkpoint", "cosigned/90"])
@pytest.mark.parametrize("role", ["witness", "mirror"])
def test_a_note_with_a_forged_cosignature_of_somebody_known_is_refused(
    log: Log, new_copy: NewCopy, name: str, role: str
) -> None:
    ours = new_copy()
    whole = bundled(log, note=log.cosigned(mirrors=PARTIES), cosigned=[log.cosigned(90, mirrors=PARTIES)])
    signed = parse_checkpoint(member(whole, name))
    lines = list(signed.note.signatures)
    at = next(at for at, line in enumerate(lines) if line.name == f"{ORIGIN}/{role}/IR")
    lines[at] = NoteSignature(lines[at].name, lines[at].key_id, lines[at].signature[:-1] + b"?")
    forged = Note(signed.note.text, tuple(lines)).to_bytes()
    with pytest.raises(SignatureError, match=f"The signature of '{ORIGIN}/{role}/IR' does not fit"):
        take_over(bent(whole, **{name.replace("/", "__"): forged}), ours)
    assert ours.store.size == 0
    whole.seek(0)
    assert take_over(whole, ours).size == 600


def raw_entry(at: int) -> Callable[[bytes], bytes]:
    return lambda content: content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("tile/entries/001", raw_entry(900), "tile/0/001 does not fit tile/entries/001"),
        ("tile/entries/002.p/88", raw_entry(900), "tile/0/002.p/88 does not fit tile/entries/002.p/88"),
        ("tile/entries/001", lambda content: content[:-1], "entries/001: The bundle ends within"),
        ("tile/entries/001", lambda content: content + b"\0\0", "after its 256 leaves"),
        ("tile/0/000", raw_entry(40), "tile/0/000 does not fit tile/entries/000"),
        ("tile/0/000", lambda content: content[:-32], "has 8160 bytes, not 8192"),
        ("tile/1/000.p/2", raw_entry(40), "tile/1/000.p/2 does not fit tile/0/001 below it"),
        ("checkpoint", lambda content: b"no note", "In the member checkpoint: "),
        ("checkpoint", lambda content: Log().fill(9).cosigned(), "of size 9; it does not belong"),
        ("checkpoint", lambda content: content[:-2], "In the member checkpoint: "),
        ("cosigned/90", lambda content: Log().fill(9).cosigned(), "of size 9; it does not belong"),
        ("feeds/TR/120", lambda content: b"{}", "In the member feeds/TR/120: A leaf has"),
        ("feeds/TR/120", lambda content: Log().scribe("TR").act(), "is entry 0 of TR"),
    ],
)  # fmt: skip
def test_every_member_that_was_changed_is_named_and_nothing_is_taken(
    log: Log, new_copy: NewCopy, name: str, change: Callable[[bytes], bytes], says: str
) -> None:
    ours = new_copy(log, 10)
    leaf = log.branch(600).scribe("TR").act()
    whole = bundled(log, cosigned=[log.cosigned(90)], feeds=[leaf])
    key_name = name.replace(".p/", "_p_").replace("/", "__").replace(".", "_")
    with pytest.raises(BundleError, match=says) as told:
        take_over(bent(whole, **{key_name: change(member(whole, name))}), ours)
    assert "Nothing was taken over" in str(told.value)
    assert ours.store.head() == (10, log.root(10))


def test_entries_and_tiles_that_agree_but_were_never_signed_are_refused(log: Log, new_copy: NewCopy) -> None:
    other = log.branch(300).fill(600)
    ours = new_copy()
    with pytest.raises(BundleError, match="and its checkpoint of size 600 says"):
        take_over(bent(bundled(other), checkpoint=log.cosigned()), ours)
    assert ours.store.size == 0


def test_a_bundle_cut_off_anywhere_leaves_our_copy_as_it_was(log: Log, new_copy: NewCopy) -> None:
    ours = new_copy(log, 10)
    for compressed in (False, True):
        whole = bundled(log, compressed=compressed).getvalue()
        for at in range(1, len(whole), len(whole) // 50):
            with pytest.raises(BundleError, match="Nothing was taken over"):
                take_over(io.BytesIO(whole[:at]), ours)
    assert ours.store.head() == (10, log.root(10))


@pytest.mark.parametrize(
    ("ours_to", "theirs_to", "start"),
    [
        (500, 600, 0),
        (500, 600, 420),
        (500, 500, 0),
        (500, 450, 0),
        (500, 450, 300),
        (512, 600, 512),
        (512, 512, 512),
    ],
)
def test_a_bundle_of_another_history_is_a_fork_with_evidence(
    log: Log, new_copy: NewCopy, ours_to: int, theirs_to: int, start: int
) -> None:
    ours = new_copy(log, ours_to, log.cosigned(ours_to))
    theirs = log.branch(350).fill(theirs_to)
    with pytest.raises(ForkError, match=r"The log record.example/astana signed") as told:
        take_over(bundled(theirs, start), ours)
    proved = check_evidence(told.value.evidence, KNOWN)
    assert proved.kind == "fork"
    assert len(told.value.evidence) <= 4_096
    assert ours.store.head() == (ours_to, log.root(ours_to))


def test_the_fork_is_seen_where_our_note_is_older_than_our_copy(log: Log, new_copy: NewCopy) -> None:
    theirs = log.branch(350).fill(600)
    ours = new_copy(log, 500, log.cosigned(400))
    with pytest.raises(ForkError) as told:
        take_over(bundled(theirs, 390), ours)
    assert check_evidence(told.value.evidence, KNOWN).kind == "fork"
    for note, why in ((b"", "we hold no checkpoint"), (log.cosigned(340), "of size 340, does not prove it")):
        with pytest.raises(RegressionError, match=why):
            take_over(bundled(theirs, 340), new_copy(log, 500, note))
    with pytest.raises(RegressionError, match="Ask for a bundle from entry 400"):
        take_over(bundled(theirs, 450), ours)


def test_the_fork_is_proved_by_a_note_of_far_fewer_entries_than_our_copy(log: Log, new_copy: NewCopy) -> None:
    theirs = log.branch(280).fill(600)
    with pytest.raises(ForkError) as told:
        take_over(bundled(theirs), new_copy(log, 560, log.cosigned(300)))
    assert check_evidence(told.value.evidence, KNOWN).kind == "fork"


def test_the_fork_is_seen_where_our_note_is_newer_than_our_copy(log: Log, new_copy: NewCopy) -> None:
    theirs = log.branch(350).fill(600)
    ours = new_copy(log, 300, log.cosigned(520))
    with pytest.raises(ForkError) as told:
        take_over(bundled(theirs), ours)
    assert check_evidence(told.value.evidence, KNOWN).kind == "fork"
    assert ours.store.size == 300


def test_checkpoints_we_hold_beyond_our_copy_are_held_against_a_bundle_too(
    log: Log, new_copy: NewCopy
) -> None:
    theirs = log.branch(350).fill(600)
    held = (log.checkpoint(520), log.checkpoint(590))
    ours = new_copy(log, 300, log.cosigned(300), beyond=held)
    with pytest.raises(ForkError) as told:
        take_over(bundled(theirs, 300), ours)
    assert check_evidence(told.value.evidence, KNOWN).kind == "fork"
    assert take_over(bundled(log, 300), ours).size == 600


@pytest.mark.parametrize(("size", "start"), [(400, 0), (550, 0), (400, 380), (360, 512), (512, 512)])
def test_a_cosigned_checkpoint_of_another_history_in_a_bundle_is_a_fork(
    log: Log, new_copy: NewCopy, size: int, start: int
) -> None:
    theirs = log.branch(350).fill(600)
    ours = new_copy(log, start, log.checkpoint(start)) if start else new_copy()
    with pytest.raises(ForkError) as told:
        take_over(bundled(log, start, cosigned=[theirs.cosigned(size)]), ours)
    assert check_evidence(told.value.evidence, KNOWN).kind == "fork"
    assert ours.store.size == start


def test_void_entries_are_taken_over_and_told(log: Log, new_copy: NewCopy) -> None:
    dishonest = log.branch(300)
    dishonest.add(b"no entry", log.leaves[5])
    seen: list[tuple[int, int]] = []

    def fold(first: int, leaves: Sequence[bytes]) -> Sequence[Breach]:
        seen.append((first, len(leaves)))
        return [each for each in dishonest.state().breaches if first <= each.index < first + len(leaves)]

    ours = new_copy(fold=fold)
    told = take_over(bundled(dishonest), ours)
    assert [(each.index, each.reason) for each in told.breaches] == [(300, "form"), (301, "replay")]
    assert seen == [(0, 302)]
    assert ours.store.leaf(300) == b"no entry"


def test_files_are_kept_where_a_leaf_names_them_and_nowhere_else(log: Log, new_copy: NewCopy) -> None:
    late = log.branch(600)
    pending = late.scribe("TR").act("patrol")
    stranger = sha256(b"stranger").hexdigest()
    by_leaf = {
        leaf: files_named(leaf)[0] for leaf in (log.leaves[3], log.leaves[280], log.leaves[599], pending)
    }
    files = {each: late.blobs[each] for each in by_leaf.values()} | {stranger: b"stranger"}
    redacted = by_leaf[log.leaves[280]]
    ours = new_copy(log, 300, log.checkpoint(300), may_keep=lambda digest: digest != redacted)
    told = take_over(bundled(log, 300, feeds=[pending], blobs=sorted(files.items())), ours)
    assert ours.blobs is not None
    assert sorted(told.blobs) == sorted(ours.blobs.digests())
    assert set(told.blobs) == files.keys() - {stranger, redacted}
    assert sorted(told.passed_over) == sorted(
        [f"blobs/{stranger}: no leaf names it", f"blobs/{redacted}: it was redacted"]
    )


def test_a_file_that_rotted_here_is_repaired(log: Log, new_copy: NewCopy, tmp_path: Path) -> None:
    name = files_named(log.leaves[3])[0]
    ours = new_copy()
    take_over(bundled(log, blobs=[(name, log.blobs[name])]), ours)
    assert ours.blobs is not None
    (ours.blobs.folder / name[:2] / name).write_bytes(b"rot")
    take_over(bundled(log, blobs=[(name, log.blobs[name])]), ours)
    assert ours.blobs.get(name) == log.blobs[name]


def test_leaves_not_logged_yet_come_back_for_the_host(log: Log, new_copy: NewCopy) -> None:
    ahead = log.branch(600)
    next_leaf, after = ahead.scribe("TR").act(), ahead.scribe("TR").act()
    forged = log.branch(600).scribe("IR")
    foreign = forged.write("attest", {"size": 0, "state": "0" * 64}, secret=key("OB", "author"))
    logged = log.leaves[7]
    body = read_leaf(log.leaves[8]).body
    other = log.branch(8).scribe(body.party).act("other")
    told = take_over(bundled(log, feeds=[after, next_leaf, foreign, logged, other]), new_copy())
    assert told.pending == [next_leaf, after]
    assert len(told.passed_over) == 2
    assert f"feeds/IR/{read_leaf(foreign).body.seq}: not signed by a key of IR" in told.passed_over[0]
    assert "entry 8 of the log has the same number, and differs" in told.passed_over[1]
    (evidence,) = told.evidence
    held, _ = chartered(read_leaf(log.leaves[0]))
    assert check_evidence(evidence, Trust(charters=(held,))).against == body.party


def test_evidence_comes_along_unchecked(log: Log, new_copy: NewCopy) -> None:
    told = take_over(bundled(log, evidence=[b"what they say"]), new_copy())
    assert told.evidence == [b"what they say"]


class Turncoat(io.BytesIO):
    """A file that is another one the second time it is read."""

    def __init__(self, first: bytes, second: bytes) -> None:
        super().__init__(first)
        self.second = second

    def seek(self, at: int, whence: int = 0, /) -> int:
        super().seek(0)
        self.truncate()
        self.write(self.second)
        return super().seek(at, whence)


def test_a_file_that_changes_between_the_readings_adds_nothing_unverified(
    log: Log, new_copy: NewCopy
) -> None:
    whole = bundled(log).getvalue()
    other = bundled(log.branch(300).fill(600)).getvalue()
    shorter = bundled(log, note=log.cosigned(400)).getvalue()
    for second in (other, shorter, whole[: len(whole) // 2], b""):
        ours = new_copy(log, 10)
        with pytest.raises(BundleError, match=r"changed while|Our copy stands at"):
            take_over(Turncoat(whole, second), ours)
        size, root = ours.store.head()
        assert root == log.root(size)


def test_levels_above_the_first_are_verified_too(new_copy: NewCopy) -> None:
    log = Log()
    log.add(*(b"%d" % at for at in range(1, 66_000)))
    ours = new_copy()
    assert take_over(bundled(log, note=log.checkpoint(65_700)), ours).size == 65_700
    for start in (65_699, 65_536, 65_700):
        whole = bundled(log, start, note=log.checkpoint())
        names = [
            name for name, _ in read_members(whole) if name.startswith("tile/2") or name.startswith("tile/1")
        ]
        whole.seek(0)
        assert names[-1] == "tile/2/000.p/1"
        for name in names:
            key_name = name.replace(".p/", "_p_").replace("/", "__")
            with pytest.raises(BundleError, match=r"does not fit|give the root"):
                take_over(bent(whole, **{key_name: raw_entry(3)(member(whole, name))}), ours)
            whole.seek(0)
    theirs = log.branch(1)
    theirs.add(*(b"%d" % at for at in range(1, 65_600)), *(b"other %d" % at for at in range(65_600, 66_000)))
    with pytest.raises(ForkError) as told:
        take_over(bundled(theirs, 65_650, note=theirs.checkpoint()), Replica(
            ORIGIN, ours.store, (HOST_VKEY,), key_of, note=log.checkpoint(65_700)))  # fmt: skip
    assert check_evidence(told.value.evidence, KNOWN).kind == "fork"
    told_over = take_over(bundled(log, 65_536, note=log.checkpoint()), ours)
    assert (told_over.size, ours.store.root()) == (66_000, log.root())


def test_the_place_and_files_of_a_leaf_are_read_as_the_whole_reading_reads_them(log: Log) -> None:
    for leaf in log.leaves[:40]:
        body = read_leaf(leaf).body
        place = feed_place(leaf)
        assert (place.party, place.seq, files_named(leaf)) == (body.party, body.seq, list(body.blobs))
    for strange in (b"x", b'"party":"RU"', b'x"party":"RU","prev":"","refs":[]', log.leaves[1] + b" "):
        assert (feed_place(strange).party, feed_place(strange).seq) == ("", -1)
    assert files_named(b'{"b":{"blobs":[]') == []
    sly = log.scribe("OB").write("evidence", {"kind": '","party":"TR","prev":"', "sha256": "0" * 64})
    assert feed_place(sly).party == "OB"


def test_cosignatures_are_left_out_of_a_forks_evidence(log: Log, new_copy: NewCopy) -> None:
    ours = new_copy(log, 500, log.cosigned(500))
    with pytest.raises(ForkError) as told:
        take_over(bundled(log.branch(499).fill(500)), ours)
    fields = parse_canonical(told.value.evidence)
    assert [len(parse_checkpoint(fields[each].encode()).note.signatures) for each in ("first", "second")] == [
        1,
        1,
    ]
