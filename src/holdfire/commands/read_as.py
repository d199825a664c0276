"""What `holdfire read --as` writes: a reading in the forms that a mission takes in."""

import json
import re
from pathlib import Path

import click

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.reading import load_pack, pack_folder
from holdfire.documents.feeding.meeting_facts import facts_file
from holdfire.documents.feeding.pack_draft import pack_draft
from holdfire.documents.reading import Reading
from holdfire.errors import DocumentError

MEETING_FACTS, AGREEMENT_PACK = FORMS = ("meeting-facts", "agreement-pack")
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


def write_as(form: str, reading: Reading, out: Path, source: str | None, pack: str | None) -> list[str]:
    """Write it, and say what was written and what was left out, with the reason."""
    if out.exists():
        raise DocumentError(
            f"{out} is there already.", "Nothing is written over: name another place with --out."
        )
    if form == AGREEMENT_PACK:
        slug = re.sub(r"[^a-z0-9]+", "-", out.name.lower()).strip("-") or "draft"
        written = pack_draft(reading, slug)
        out.mkdir(parents=True)
        (out / "agreement.yml").write_text(written, "utf-8")
        (out / "zones.geojson").write_text(json.dumps(_NO_ZONES) + "\n", "utf-8")
        return [f"A draft of {len(reading.provisions)} points: {out}. Next: holdfire agreement check {out}"]
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
    out.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", "utf-8")
    told = [
        f"{len(listed)} facts: {out}. Next: holdfire meeting read DIR {out} --text {reading.name} --by NAME"
    ]
    return told + [f"left out: {each}" for each in left_out]
