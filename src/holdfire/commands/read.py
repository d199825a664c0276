"""holdfire read: read documents into cited, dated, doubted facts."""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from holdfire.commands.answers import answer, counted
from holdfire.commands.options import Day, as_json
from holdfire.commands.read_as import FORMS, PAGE, write_as
from holdfire.commands.read_decided import decisions_of, enter
from holdfire.documents.comparing.differences import differences_between
from holdfire.documents.feeding.decided import as_decided
from holdfire.documents.field import Field
from holdfire.documents.meetings.meeting import Meeting
from holdfire.documents.opening import open_text
from holdfire.documents.proposals.endpoint import endpoint_of
from holdfire.documents.proposals.proposing import with_proposals
from holdfire.documents.provisions.provision import Provision
from holdfire.documents.reading import Reading, read
from holdfire.documents.shown import LANGUAGES
from holdfire.documents.written import written
from holdfire.errors import DocumentError

PROPOSALS_KEY = "HOLDFIRE_PROPOSALS_KEY"


@click.command("read")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--published",
    type=Day(),
    metavar="DAY",
    help="The day of publication, if you know it and the page does not say: 2019-04-27. For one FILE.",
)
@click.option("--encoding", metavar="NAME", help="How the bytes of plain text are to be read: windows-1251.")
@click.option(
    "--as",
    "form",
    type=click.Choice(FORMS),
    help="Write one FILE as facts on meetings or the draft of a pack, for a mission; or as legal XML.",
)
@click.option(
    "--html", "page", is_flag=True, help="Write one FILE as a page: each field linked to its words."
)
@click.option("--out", type=click.Path(path_type=Path), help="Where --as and --html write. Else to stdout.")
@click.option("--source", metavar="ID", help="With meeting-facts: what the mission calls this document.")
@click.option(
    "--agreement", "pack", metavar="PACK", help="With meeting-facts: whose ids of parties are used."
)
@click.option(
    "--proposals-from",
    "endpoint",
    metavar="URL",
    help="Ask a language model of your own for proposals: http://127.0.0.1:8080/v1. Sends it the text.",
)
@click.option("--model", default="default", help="With --proposals-from: what the endpoint calls the model.")
@click.option(
    "--decisions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What a person decided on the page of --html: --as writes only that, --into takes it over.",
)
@click.option(
    "--into",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="MISSION",
    help="Write the --decisions into that mission, as judgements that are signed with its other acts.",
)
@click.option("--by", metavar="NAME", help="With --into: who decided.")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="en",
    help="With --html: of the page's own words.",
)
@as_json
@click.pass_context
def read_files(
    ctx: click.Context,
    files: tuple[Path, ...],
    published: date | None,
    encoding: str | None,
    form: str | None,
    page: bool,
    out: Path | None,
    source: str | None,
    pack: str | None,
    endpoint: str | None,
    model: str,
    decisions: Path | None,
    folder: Path | None,
    by: str | None,
    lang: str,
    as_json: bool,
) -> None:
    """Read web pages, PDF, DOCX or plain text into facts, each with its exact characters.

    What is a comment of a reader, a widget or navigation gives no fact. A date that nothing anchors keeps
    its gap ("--04-25": year not stated); where two values are possible both are shown and none is chosen.
    Several FILEs are compared: where two do not say the same, both stand side by side. Nothing is written
    anywhere; a person decides what of it a mission takes over (docs/how-to-read.md). A file that cannot be
    read is named with the reason, the others are read, and the exit code is 1.

    Nothing is sent anywhere, unless --proposals-from names an endpoint (its key: HOLDFIRE_PROPOSALS_KEY).
    What it proposes and does not quote, character for character, is dropped and told.

    \b
    Example: holdfire read statement.html news.txt
    Example: holdfire read statement.html --as agreement-pack --out draft
    Example: holdfire read news.txt --html --out news-read.html
             holdfire read news.txt --decisions news.txt.decisions.json --into idlib --by "A. Haddad"
    JSON keys: form, documents, blocks, dates, actors, officials, meetings, instruments, provisions,
               statements, claims, tallies, proposals, dropped, differences (schema: reading.schema.json)
    """
    if published is not None and len(files) > 1:
        raise click.UsageError("--published is the day of one page. Read the others by themselves.")
    asked = endpoint_of(endpoint, model, os.environ.get(PROPOSALS_KEY)) if endpoint is not None else None
    readings, failed = [], False
    for file in files:
        try:
            found = read(open_text(file, encoding), published)
            readings.append(found if asked is None else with_proposals(found, asked))
        except DocumentError as cause:
            if len(files) == 1:
                raise
            failed = True
            click.echo(f"{cause.what} {cause.advice}", err=True)
    for fault in (each for reading in readings for each in reading.proposals.faults):
        failed = True
        click.echo(fault, err=True)
    if (form or page or decisions or folder) and len(files) > 1:
        raise click.UsageError("--as, --html, --decisions and --into take one FILE.")
    if (folder is not None or by is not None) and decisions is None:
        raise click.UsageError("--into and --by need --decisions FILE, saved by the page of --html.")
    decided = decisions_of(decisions, readings[0]) if decisions is not None else None
    if folder is not None and decided is not None:
        for line in enter(folder, readings[0], decided, by):
            click.echo(line, err=as_json or form is not None)
        if form is None and not page and not as_json:
            ctx.exit(1 if failed else 0)
    if form is not None or page:
        narrowed = readings[0] if decided is None or page else as_decided(readings[0], decided)
        for line in write_as(form or PAGE, narrowed, out, source, pack, lang):
            click.echo(line, err=out is None)
        ctx.exit(1 if failed else 0)
    differences = differences_between(readings)
    answer(as_json, written(readings, differences), lines_of(readings, differences))
    ctx.exit(1 if failed else 0)


def lines_of(readings: Sequence[Reading], differences: Sequence[dict[str, object]]) -> Iterator[str]:
    """The readings in short, for people; what rests on what is in the JSON."""
    for reading in readings:
        yield from _of_document(reading)
    if len(readings) > 1:
        yield f"\n{counted(len(differences), 'difference')} between them"
        for each in differences:
            yield f"  {each['kind']}: {each['about']}: {each['why']}"


def _of_document(reading: Reading) -> Iterator[str]:
    kinds = [block.kind for block in reading.page.blocks]
    yield f"\n{reading.name}: published {_told(reading.page.published)}"
    yield "  blocks: " + ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
    for fault in reading.page.source.faults:
        yield f"  {fault}"
    for meeting in reading.meetings:
        yield f"  meeting: {_of_meeting(meeting)}"
    for instrument in reading.instruments:
        yield f"  {instrument.role}: {_told(instrument.title)}, {_told(instrument.day)}"
    for provision in reading.provisions:
        yield f"  point {_of_provision(provision)}"
    for statement in reading.statements:
        who = f"{statement.told} ({_told(statement.tier)}): {_told(statement.speaker)}"
        yield f"  {who}: {_short(statement.words)}"
    for tally in reading.tallies:
        count = f"{_told(tally.total)} {_told(tally.unit)}"
        yield f"  tally: {_told(tally.observer)}: {count}, {_told(tally.period)}"
    for claim in reading.claims:
        yield f"  claim by {_told(claim.speaker)}: {_short(claim.words)}"
    for proposal in reading.proposals.kept:
        yield f"  proposed {proposal.kind}: {_told(proposal.field)} ({proposal.field.method})"
    for lost in reading.proposals.dropped:
        yield f"  dropped: {lost.reason}: {lost.told}"


def _of_meeting(meeting: Meeting) -> str:
    parts = [
        f"{_told(meeting.series)} {_told(meeting.round)}",
        _told(meeting.state),
        f"days {_told(meeting.days)}",
        f"place {_told(meeting.place)}",
    ]
    for name, fields in (
        ("with", meeting.participants),
        ("observers", meeting.observers),
        ("invited", meeting.invited),
    ):
        if fields:
            parts.append(f"{name} {', '.join(map(_told, fields))}")
    parts += [f"{_told(each.outcome)}: {_short(each.subject)}" for each in meeting.outcomes]
    return "; ".join(parts)


def _of_provision(provision: Provision) -> str:
    bound = ", ".join(map(_told, provision.bound))
    asked = ", ".join(map(_told, provision.addressees))
    told = f"{_told(provision.number)}: {_told(provision.force)}"
    told += f", binds {bound}" if bound else ""
    told += f", asks {asked}" if asked else ""
    if provision.term is not None:
        term = provision.term
        told += f", for {_told(term.length)} from {_told(term.start)} to {_told(term.end)}"
    return f"{told}: {_short(provision.words)}"


def _told(field: Field) -> str:
    """The value, or why there is none; what else it may be in brackets."""
    told = str(field.value) if field.value is not None else f"not known ({field.reason})"
    others = [str(each.value) for each in field.alternatives if each.value is not None]
    return f"{told} [or {' or '.join(others)}]" if others else told


def _short(field: Field) -> str:
    words = str(field.value)
    return words if len(words) <= 90 else f"{words[:87]}..."
