"""What acts of all rooms have in common: on whose things they are, fields left empty, where the forms are."""

import inspect
import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
from centre_cast import ROOMS, Cast, filled
from pydantic import BaseModel, TypeAdapter
from seats_taken import NOON, At, Clock

from holdfire.web.centre.choices import LISTS
from holdfire.web.pages import DOORS
from holdfire.web.pages.centre_acts import DOORS as ACTS
from holdfire.web.words import LANGUAGES

ENTERED = [room for room in ROOMS if room != "letters"]
THINGS = {"patrols": "m4", "access": "c7", "persons": "ex1", "hazards": "mine", "works": "pump",
          "posts": "post", "meetings": "talks"}  # fmt: skip
GIVEN = {
    "number": 1, "row": 1, "on": "2017-06-30", "at": "2017-06-30T12:00Z", "lat": 35.9, "lon": 36.6,
    "radius_m": 100, "to": "turkey", "use": "search", "rests_on": "x", "survey": "x", "point": "p1",
    "statement": "s1", "title": "x", "answer_by": "2017-07-01T18:00Z", "incident": "i-0123456789abcdef0123",
}  # fmt: skip


def forms(*doors: Any) -> Iterator[tuple[str, type[BaseModel]]]:
    """Each act's path and the form of what it is told."""
    for door in doors:
        for route in door.routes:
            told = inspect.signature(route.endpoint).parameters.get("told")
            if told is not None and route.path.startswith("/api"):
                yield route.path, told.annotation


def body(form: type[BaseModel]) -> dict[str, Any]:
    """What the form needs, and no more."""
    told: dict[str, Any] = {}
    for name, field in form.model_fields.items():
        if field.is_required():
            is_list = get_origin(field.annotation) is Literal
            told[name] = get_args(field.annotation)[0] if is_list else GIVEN[name]
    return told


ON_THINGS = [each for each in forms(*ACTS) if "{thing}" in each[0]]


def test_every_room_but_that_of_letters_has_acts() -> None:
    assert {path.split("/")[3] for path, _ in forms(*ACTS)} == set(ENTERED)
    assert len(ON_THINGS) > 25


@pytest.mark.parametrize(("path", "form"), ON_THINGS, ids=lambda each: each if isinstance(each, str) else "")
def test_no_delegate_acts_on_what_is_not_shown_to_it(rooms: At, path: str, form: type[BaseModel]) -> None:
    """Another party's thing is answered as one that is not there, and nothing is written."""
    room = path.split("/")[3]
    thing = "nowhere" if room == "hazards" else f"turkey.{THINGS[room]}"
    before = (rooms.folder / "journal.jsonl").stat().st_size
    address = path.replace("{thing}", thing)
    refused = rooms.as_("delegate", "ivan", "russia").post(address, json=body(form))
    assert (refused.status_code, refused.json()["what"]) == (409, f"There is no {thing} in {room}."), (
        refused.text
    )
    assert (rooms.folder / "journal.jsonl").stat().st_size == before


@pytest.fixture(scope="module")
def rooms(trained: Any, tmp_path_factory: pytest.TempPathFactory) -> At:
    """A thing of Russia's and one of Turkey's in every room. Nothing is entered there."""
    folder = tmp_path_factory.mktemp("rooms") / "mission"
    shutil.copytree(trained, folder)
    desk = At(folder, Clock())
    filled(desk)
    return desk


def test_a_field_that_may_be_left_out_may_be_sent_empty() -> None:
    """Browsers send every field. Held are all forms of the desk whose field says that nothing is None."""
    number = 0
    for path, form in forms(*DOORS):
        if not (inspect.isclass(form) and issubclass(form, BaseModel)):
            continue
        for name, field in form.model_fields.items():
            if field.is_required() or field.default is not None or field.annotation is type(None):
                continue
            number += 1
            kind: Any = field.annotation
            for part in field.metadata:
                kind = Annotated[kind, part]
            for empty in ("", None):
                assert not TypeAdapter(kind).validate_python(empty), f"{path}: {name}"
    assert number > 100


def test_the_words_that_a_field_takes_are_those_of_its_acts() -> None:
    """A list that stands in the pages and one that stands in the rules are one list."""
    looked = 0
    for path, form in forms(*ACTS):
        lists = LISTS[path.split("/")[3]]
        for name, field in form.model_fields.items():
            kind = get_args(field.annotation)[0] if get_origin(field.annotation) is list else field.annotation
            if get_origin(kind) is Literal and name in lists:
                looked += 1
                assert set(get_args(kind)) == set(lists[name]), f"{path}: {name}"
    assert looked >= sum(len(each) for each in LISTS.values())


@pytest.mark.parametrize("room", ENTERED)
def test_the_forms_of_a_thing_stand_where_it_stands_alone(rooms: At, room: str) -> None:
    thing = f"turkey.{THINGS[room]}"
    for role in ("officer", "delegate"):
        browser = rooms.as_(role)
        listed, alone = (browser.get(f"/centre/{room}{more}").text for more in ("", f"?thing={thing}"))
        assert f'href="/centre/{room}?thing={thing}#{thing}"' in listed
        assert "<details><summary" not in listed, "the list has no form in it"
        assert f'action="/centre/{room}/{thing}/' in alone
        assert f'id="{"russia" if role == "officer" else "nobody"}.' not in alone, "it stands alone"
        posted = set(
            re.findall(r'action="(/centre/[^"?]+)"', alone + browser.get(f"/centre/{room}/new").text)
        )
        known = {path.removeprefix("/api").replace("{thing}", thing) for path, _ in forms(*ACTS)}
        assert posted <= known, posted - known
    unseen, none = (
        rooms.as_("delegate", "ivan", "russia").get(f"/api/centre/{room}?thing={each}")
        for each in (("nowhere", "nowhere") if room == "hazards" else (thing, "nowhere"))
    )
    assert unseen.status_code == none.status_code == 409
    assert unseen.text.replace(thing, "nowhere") == none.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_opens_in_every_language(rooms: At, language: str) -> None:
    browser = rooms.as_("officer")
    browser.cookies.set("language", language)
    for room in ENTERED:
        for page in (f"/centre/{room}/new", f"/centre/{room}?thing=turkey.{THINGS[room]}"):
            told = browser.get(page)
            assert told.status_code == 200, page
            assert f'lang="{language}"' in told.text
            assert "<form method=" in told.text


def test_an_observer_is_shown_no_form_and_no_way_to_one(rooms: At) -> None:
    for room in ENTERED:
        assert rooms.as_("observer").get(f"/centre/{room}/new").status_code == 403
        page = rooms.as_("observer").get(f"/centre/{room}").text
        assert f"/centre/{room}/new" not in page


def test_a_patrol_sets_out_as_each_side_says(at: At) -> None:
    Cast(at).patrol("m4-1", "turkey", start="2017-07-02T06:00Z", end="2017-07-02T09:00Z")
    at.clock.now = NOON + timedelta(hours=19)
    delegate = at.as_("delegate")
    out = delegate.post("/api/centre/patrols/m4-1/set-out", json={"at": "2017-07-02T06:10Z"})
    assert out.status_code == 200, out.text
    (row,) = delegate.get("/api/centre/patrols").json()["rows"]
    assert (row["went"][0]["word"]["says"], row["urgent"]) == ("set out", "out-now")
