"""What `holdfire read --as` writes: a reading in the forms that a mission takes in."""

import json
import re
from pathlib import Path

import click

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.reading import load_pack, pack_folder
from holdfire.documents.feeding.akoma_ntoso import akoma_ntoso
from holdfire.documents.feeding.meeting_facts import facts_file
from holdfire.documents.feeding.pack_draft import pack_draft
from holdfire.documents.reading import Reading
from holdfire.documents.shown import shown
from holdfire.errors import DocumentError

MEETING_FACTS, AGREEMENT_PACK, AKOMA_NTOSO = FORMS = ("meeting-facts", "agreement-pack", "akoma-ntoso")
PAGE = "page"
_NO_ZONES = {"type": "FeatureCollection", "features": []}


def naming_of(agreement: Agreement) -> dict[str, str]:
    """The ids of an agreement's parties and bodies by each of their names, in small letters."""
    found: dict[str, str] = {}
    for party in agreement.parties:
        for name in (party.name, *(alias.name for alias in party.aliases)):
            found.setdefault(name.lower(), party.id)
    for body in agreement.bodies:
        found.setdefault(body.name.lower(), body.id)
    return found


def write_as(
    form: str,
    reading: Reading,
    out: Path | None,
    source: str | None,
    pack: str | None,
    language: str = "en",
) -> list[str]:
    """Write it to `out` or to stdout, and say what was left out, with the reason, and what comes next."""
    if out is not None and out.exists():
        raise DocumentError(
            f"{out} is there already.", "Nothing is written over: name another place with --out."
        )
    if form == AGREEMENT_PACK:
        return _pack(reading, out)
    if form == AKOMA_NTOSO:
        slug = re.sub(r"[^a-z0-9]+", "-", Path(reading.name).stem.lower()).strip("-")
        _write(akoma_ntoso(reading, slug or "text"), out)
        return [f"{len(reading.provisions)} points as Akoma Ntoso: {out}"] if out else []
    if form == PAGE:
        _write(shown(reading, language), out)
        return [f"The document with what was read beside it: {out}"] if out else []
    return _facts(reading, out, source, pack)


def _write(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, "utf-8")


def _pack(reading: Reading, out: Path | None) -> list[str]:
    slug = re.sub(r"[^a-z0-9]+", "-", out.name.lower()).strip("-") if out else ""
    written = pack_draft(reading, slug or "draft")
    if out is None:
        _write(written, None)
        return []
    out.mkdir(parents=True)
    _write(written, out / "agreement.yml")
    _write(json.dumps(_NO_ZONES) + "\n", out / "zones.geojson")
    return [f"A draft of {len(reading.provisions)} points: {out}. Next: holdfire agreement check {out}"]


def _facts(reading: Reading, out: Path | None, source: str | None, pack: str | None) -> list[str]:
    if source is None:
        raise click.UsageError("--as meeting-facts needs --source ID: what the mission calls this document.")
    naming = naming_of(load_pack(pack_folder(pack))) if pack else None
    facts, left_out = facts_file(reading, source, naming)
    listed = facts["facts"]
    assert isinstance(listed, list)
    if not listed:
        raise DocumentError(
            f"{reading.name} tells of no numbered meeting of a series.", "There is nothing to write."
        )
    _write(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", out)
    told = [f"left out: {each}" for each in left_out]
    if out is not None:
        following = f"holdfire meeting read DIR {out} --text {reading.name} --by NAME"
        told.insert(0, f"{len(listed)} facts: {out}. Next: {following}")
    return told
