"""holdfire exchange features and serve: what was issued for map programs, as a folder or over HTTP."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock
from typing import Any

import click

from holdfire.commands.exchange.issued_now import edition_option, issued_of, out_option, told_of_writing
from holdfire.commands.options import as_json, mission_folder
from holdfire.exchange.features.collections import Collection, collections_of
from holdfire.exchange.features.pages import Pages
from holdfire.exchange.features.query import LIMIT_MAX, Query
from holdfire.exchange.features.served import Door, FeaturesApp
from holdfire.mission.exchanging import HandedOn
from holdfire.mission.folder import Mission
from holdfire.publish.edition import Edition
from holdfire.record.serving.server import serve_wsgi

BODY_BYTES_MAX = 1_000
"""Nothing is read from a body: it is read only."""


@click.command()
@mission_folder
@click.option("--base", default="./", metavar="URL", help="The address the folder will have; ends with /.")
@edition_option
@out_option
@as_json
def features(folder: Path, base: str, edition: str, out: Path, as_json: bool) -> None:
    """Write what was issued as a folder of OGC API Features documents and GeoJSON, for any web server.

    \b
    Example: holdfire exchange features idlib --base https://maps.example/idlib/ --out idlib-features
    JSON keys: out, edition, collections (id: features), held_back (id, why), left_out (id, why)
    """
    if not base.endswith("/"):
        raise click.UsageError(f"--base {base} does not end with /.")
    found = issued_of(folder, edition)
    made = collections_of(found.issued, Mission.open(folder).agreement)
    pages = Pages(found.issued, made, base, ".json")
    _write(out / "index.json", pages.landing())
    _write(out / "api.json", pages.description())
    _write(out / "conformance.json", pages.conformance())
    _write(out / "collections.json", pages.all())
    for each in made:
        whole = Query(None, None, max(LIMIT_MAX, len(each.features)), 0)
        _write(out / "collections" / f"{each.id}.json", pages.one(each))
        _write(out / "collections" / each.id / "items.json", pages.features_of(each, whole, {}))
    counts = {each.id: len(each.features) for each in made}
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    keys = {"out": str(out), "edition": edition, "collections": counts}
    told_of_writing(as_json, keys, [f"{told} in {out}."], found.issued.taken_back(), found)


def _write(path: Path, told: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


@click.command()
@mission_folder
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to answer at: this machine."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8480, show_default=True, help="0: any that is free."
)
@click.option(
    "--base", default="", metavar="URL", help="The address others call it by, where it is not its own."
)
@edition_option
@as_json
def serve(folder: Path, host: str, port: int, base: str, edition: str, as_json: bool) -> None:
    """Answer map programs (QGIS and others) with what was issued, by OGC API Features, until it is stopped.

    Read only. What is issued later is answered from the next call on. Towards other machines put something
    before it that ends TLS, and for an edition that is not public, something that asks who calls.

    \b
    Example: holdfire exchange serve idlib --port 8480
    JSON keys: address, edition, held_back (id, why), left_out (id, why)
    """
    if base and not base.endswith("/"):
        raise click.UsageError(f"--base {base} does not end with /.")
    door = Door(edition == Edition.PUBLIC.value, base, host)
    handed = Handed(folder, edition)
    app = FeaturesApp(handed.pages, door)
    with serve_wsgi(app, host, port, BODY_BYTES_MAX) as running:
        keys = {"address": running.address, "edition": edition}
        told_of_writing(as_json, keys, [f"{running.address}/ until Ctrl-C."], (), handed.found)
        with suppress(KeyboardInterrupt):
            Event().wait()


class Handed:
    """What was issued, as a server holds it: read anew where the journal has grown since."""

    def __init__(self, folder: Path, edition: str) -> None:
        self._folder, self._edition, self._lock = folder, edition, Lock()
        self._read = self._now()

    @property
    def found(self) -> HandedOn:
        """As it was read last."""
        return self._read[1]

    def pages(self, base: str) -> Pages:
        """The documents under that address, as the mission stands at this call."""
        with self._lock:
            if self._length() != self._read[0]:
                self._read = self._now()
            _, found, made = self._read
        return Pages(found.issued, made, base)

    def _length(self) -> int:
        return Mission.open(self._folder).journal.path.stat().st_size

    def _now(self) -> tuple[int, HandedOn, tuple[Collection, ...]]:
        length = self._length()
        found = issued_of(self._folder, self._edition)
        return length, found, collections_of(found.issued, Mission.open(self._folder).agreement)
