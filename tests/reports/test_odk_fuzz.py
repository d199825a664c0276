"""Whatever comes as a submission: rows, quarantine, or one refusal with its advice; no crash, no row lost."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from submissions import ANSWERS, as_json, central, central_csv, changed, kobo, kobo_csv, xml
from taking import Desk
from test_odk_submissions import library, put

from holdfire.errors import IntakeError

ROADS = {
    "odk": ("r.xml", xml()),
    "odk-json": ("r.json", as_json(central())),
    "odk-csv": ("r.csv", central_csv()),
    "kobo-csv": ("r.csv", kobo_csv()),
}
VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
PATHS = st.sampled_from(sorted(ANSWERS))
KEYS = ["type", "coordinates", "properties", "accuracy", "__id", "meta", "where", "gps", "how", "_uuid"]
KEYS += ["when", "photos@odata.navigationLink", "__system", "_validation_status", "uid", "record_id"]
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def taken(folder: Path, number: int, name: str, content: bytes, slug: str) -> None:
    """Take it in at a desk of its own. It may be refused whole; else all that is read is told of."""
    desk = Desk(folder / f"{slug}-{number}")
    desk.folder.mkdir(exist_ok=True)
    try:
        result = desk.take(put(desk.folder, name, content), library(slug))
    except IntakeError:
        return
    assert result.read == result.accepted + result.duplicate + result.quarantined
    assert all(reason for _, _, reason in desk.reasons())


def numbers() -> Any:
    return st.integers(0, 10**12)


@pytest.mark.parametrize("slug", ROADS)
@settings(max_examples=60)
@given(at=st.floats(0, 1), put_in=st.binary(max_size=6), cut=st.integers(0, 12), number=numbers())
def test_a_file_with_bytes_changed(
    folder: Path, slug: str, at: float, put_in: bytes, cut: int, number: int
) -> None:
    name, content = ROADS[slug]
    place = int(at * len(content))
    taken(folder, number, name, content[:place] + put_in + content[place + cut :], slug)


@settings(max_examples=60)
@given(answers=st.dictionaries(PATHS, VALUES, max_size=6), number=numbers())
def test_any_words_as_answers(folder: Path, answers: dict[str, str], number: int) -> None:
    whole = {**changed(), **{path: " ".join(value.split()) for path, value in answers.items()}}
    whole["meta/instanceID"] = whole["meta/instanceID"] or "uuid:x"
    for slug, content in (
        ("odk-json", as_json(kobo(whole))),
        ("odk-csv", central_csv({**whole, "where/gps": ANSWERS["where/gps"]})),
    ):
        taken(folder, number, "r.json" if slug == "odk-json" else "r.csv", content, slug)


@settings(max_examples=120)
@given(told=PLAIN, inside=st.booleans(), number=numbers())
def test_any_json_as_submissions(folder: Path, told: Any, inside: bool, number: int) -> None:
    whole = {"value": [told, ANSWERS]} if inside else told
    taken(folder, number, "r.json", json.dumps(whole).encode(), "odk-json")


@settings(max_examples=40)
@given(at=st.floats(0, 1), put_in=st.binary(min_size=1, max_size=8), number=numbers())
def test_a_zip_with_bytes_changed(folder: Path, at: float, put_in: bytes, number: int) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/r.xml", xml(changed(photo="p.jpg")))
        archive.writestr("a/p.jpg", b"photo" * 100)
    whole = packed.getvalue()
    place = int(at * len(whole))
    taken(folder, number, "r.zip", whole[:place] + put_in + whole[place + len(put_in) :], "odk")
