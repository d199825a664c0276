"""Blobs are named by what they hold, and rot is told."""

import hashlib
from pathlib import Path

import pytest

from holdfire.errors import FormError, StorageError
from holdfire.record.storage.blobs import BlobStore

PHOTO = b"photo of the post at Saraqib"
DIGEST = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "blobs", size_max=100)


def test_a_blob_is_found_by_its_digest_under_its_first_two_digits(store: BlobStore) -> None:
    assert not store.has(DIGEST)
    assert store.put(PHOTO) == store.put(PHOTO) == DIGEST
    assert store.has(DIGEST)
    assert store.get(DIGEST) == PHOTO
    assert (store.folder / DIGEST[:2] / DIGEST).read_bytes() == PHOTO
    other = store.put(b"")
    assert list(store.digests()) == sorted([DIGEST, other])


def test_rot_is_told_and_repaired_by_putting_the_blob_again(store: BlobStore) -> None:
    store.put(PHOTO)
    path = store.folder / DIGEST[:2] / DIGEST
    path.write_bytes(PHOTO.replace(b"post", b"pest"))
    with pytest.raises(StorageError, match=rf"Blob {DIGEST} has rotted.*Repair it from a mirror"):
        store.get(DIGEST)
    store.put(PHOTO)
    assert store.get(DIGEST) == PHOTO


def test_a_blob_that_is_not_here_is_told(store: BlobStore) -> None:
    with pytest.raises(StorageError, match=r"is not here\. Fetch it from a mirror"):
        store.get(DIGEST)


def test_deleting_takes_what_unfinished_writing_left_too(store: BlobStore) -> None:
    store.put(PHOTO)
    unfinished = store.folder / DIGEST[:2] / f"{DIGEST}.77-1.partial"
    unfinished.write_bytes(PHOTO[:9])
    assert list(store.digests()) == [DIGEST]
    assert store.delete(DIGEST)
    assert not store.delete(DIGEST)
    assert not unfinished.exists()
    assert list(store.digests()) == []


def test_a_blob_above_the_limit_is_refused(store: BlobStore) -> None:
    store.put(bytes(100))
    with pytest.raises(FormError, match="A blob of 101 bytes is larger than the 100 allowed"):
        store.put(bytes(101))


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", DIGEST.upper(), DIGEST + "\n", DIGEST[:-1] + "/"])
def test_a_name_that_is_no_digest_never_reaches_the_disk(store: BlobStore, digest: str) -> None:
    for ask in (store.get, store.has, store.delete):
        with pytest.raises(FormError, match="is no digest of a blob"):
            ask(digest)
