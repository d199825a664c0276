"""The command line: one file per verb, listed by hand below in the order the work is done."""

import errno
import gc
import os
import sys
import traceback

import click

from holdfire import __version__
from holdfire.commands.by_need import ByNeed
from holdfire.errors import (
    AgreementError,
    AuthorityError,
    BundleError,
    CharterError,
    DocumentError,
    EnvelopeError,
    Fault,
    FeedError,
    FormError,
    HoldfireError,
    IntakeError,
    KeyRefusedError,
    NotWrittenError,
    PassphraseError,
    ProofError,
    RecordError,
    RedactionError,
    SignatureError,
)

DONE, FOUND_FAULTS, WRONG_USE, BROKEN = 0, 1, 2, 3
"""Exit codes: done; the input has faults; the command was used wrongly; something is broken."""
FEW_CYCLES = 200_000
"""Objects made before the next look for cycles. Python says 700, for programs that run for days."""

REFUSED_BY_THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO)
FAULTS_OF_INPUT = (
    AgreementError,
    IntakeError,
    BundleError,
    CharterError,
    DocumentError,
    EnvelopeError,
    FeedError,
    FormError,
    ProofError,
    RedactionError,
    SignatureError,
)
FAULTS_OF_USE = (AuthorityError, KeyRefusedError, PassphraseError)
"""Of the record's errors those that its user can mend at once: another key, the right passphrase."""
VERBS = {
    "init": "init.init",
    "agreement": "agreement.agreement",
    "places": "places.places",
    "read": "read.read_files",
    "take-in": "take_in.take_in",
    "quarantine": "quarantine.quarantine",
    "fuse": "fuse.fuse",
    "why": "why.why",
    "incident": "incident.incident",
    "assess": "assess.assess",
    "publish": "publish.publish",
    "run": "run.run",
    "status": "status.status",
    "series": "series.series",
    "effort": "effort.effort",
    "registers": "registers.registers",
    "count": "count.count",
    "exemptions": "exemptions.exemptions",
    "judge": "judge.judge",
    "case": "case.case",
    "decide": "centre.decide.decide",
    "post": "centre.post.post",
    "patrol": "centre.patrol.patrol",
    "person": "centre.person.person",
    "access": "centre.access.access",
    "hazard": "centre.hazard.hazard",
    "works": "centre.works.works",
    "meeting": "centre.meeting.meeting",
    "commitment": "centre.commitment.commitment",
    "letter": "centre.letter.letter",
    "term": "centre.term.term",
    "zone": "centre.zone.zone",
    "exchange": "exchange.exchange",
    "journal": "journal.journal",
    "record": "record.record",
    "key": "key.key",
    "node": "node.node",
    "account": "account.account",
    "serve": "serve.serve",
    "exercise": "exercise.exercise",
    "score": "score.score",
    "demo": "demo.demo",
}
"""Each verb and where it is, in the order the work is done."""


@click.group(
    cls=ByNeed,
    verbs=VERBS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 found faults, 2 wrong use, 3 broken. Each command's --help has an example.",
)
@click.option("--debug", is_flag=True, help="Show where in the code an unexpected failure came from.")
@click.version_option(__version__, message="holdfire %(version)s")
def holdfire(debug: bool) -> None:
    """A ceasefire's joint record: what was agreed, reported, found, and published.

    Start with: holdfire demo
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with one of the four codes; tracebacks only with --debug."""
    written = sys.argv[1:] if arguments is None else arguments
    # Looking for cycles among a hundred thousand rows that are all in use takes a third of a command's time.
    gc.set_threshold(FEW_CYCLES)
    try:
        sys.exit(_run(written))
    except BrokenPipeError:
        # The reader of our output (head, less) has enough. Nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)


def _run(arguments: list[str]) -> int:
    try:
        code = holdfire.main(args=arguments, prog_name="holdfire", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Stopped. What was finished before stays.", err=True)
        return BROKEN
    except click.ClickException as cause:
        cause.show()
        return WRONG_USE
    except BrokenPipeError:
        raise
    except HoldfireError as cause:
        return _say(cause)
    except OSError as cause:
        click.echo(
            f"The computer refused: {cause.strerror or cause} ({cause.filename or 'no file'}).", err=True
        )
        click.echo("Check space and rights there, then run the same command again.", err=True)
        return BROKEN
    except Exception as cause:
        return _unexpected(cause, "--debug" in arguments)
    return code if isinstance(code, int) else DONE


def _say(cause: HoldfireError) -> int:
    click.echo(f"{cause.what}\n{cause.advice}", err=True)
    faults: tuple[Fault, ...] = getattr(cause, "faults", ())
    for fault in faults:
        click.echo(str(fault), err=True)
    if _by_the_computer(cause):
        return BROKEN
    if isinstance(cause, FAULTS_OF_INPUT):
        return FOUND_FAULTS
    mended_here = not isinstance(cause, RecordError | NotWrittenError) or isinstance(cause, FAULTS_OF_USE)
    return WRONG_USE if mended_here else BROKEN


def _by_the_computer(cause: HoldfireError) -> bool:
    """Whether a disk that is full, failing or read-only lies behind it: neither the input nor the user."""
    behind = cause.__cause__
    return isinstance(behind, OSError) and behind.errno in REFUSED_BY_THE_DISK


def _unexpected(cause: Exception, debug: bool) -> int:
    if debug:
        traceback.print_exception(cause)
    click.echo(f"Holdfire failed in a way it does not know: {type(cause).__name__}: {cause}", err=True)
    hint = "Please report it with the lines above." if debug else "holdfire --debug ... shows where."
    click.echo(f"What was taken in before stays whole. {hint}", err=True)
    return BROKEN
