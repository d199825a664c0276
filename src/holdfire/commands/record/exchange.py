"""holdfire record sync, export, import: carrying the record between parties, by network or by hand."""

from contextlib import ExitStack
from pathlib import Path

import click

from holdfire.commands.answers import answer, counted
from holdfire.commands.keys_of_ours import (
    WrongUseError,
    home_of,
    passphrase_file,
    read_passphrase,
    record_folder,
    seconds_now,
)
from holdfire.commands.on_duty_now import keys_by, node_alone, on_duty, opened_keys, peers_of
from holdfire.commands.options import as_json
from holdfire.commands.rounds_now import Rounds, carry_out_redactions
from holdfire.record.exchanging import exported, imported
from holdfire.record.node import Node
from holdfire.record.outbox import Sent
from holdfire.record.rounds import Round, sequence, sequence_own
from holdfire.record.watch import overdue, own_by_grade


@click.command()
@record_folder
@click.option("--with", "only", multiple=True, metavar="CODE", help="Only these parties' nodes (repeatable).")
@passphrase_file
@as_json
@click.pass_context
def sync(
    ctx: click.Context, folder: Path, only: tuple[str, ...], passphrase_file: Path | None, as_json: bool
) -> None:
    """Hand in what waits, follow the log, cosign it, and carry it to the others.

    As host, your node sequences its own entries and asks the others' nodes to cosign. Else it brings its
    entries to the host, fetches the log, cosigns, and brings the cosignatures back. Redactions in force
    are carried out. A node that does not answer is told, and nothing is lost. Exit code 1 where an entry
    was refused or evidence was set aside.

    \b
    Example: holdfire record sync idlib
    JSON keys: size, handed_in, fetched, blobs, cosigned_by (in this round), newest (size, witnessed_by,
      mirrored_by), waiting, trimmed, own (grade: number), erased, refused, troubles, overdue (number),
      evidence (files set aside now)
    """
    now = seconds_now()
    with ExitStack() as stack:
        node = stack.enter_context(node_alone(folder))
        peers = peers_of(node, only)
        keys = keys_by(node, passphrase_file)
        duty = stack.enter_context(on_duty(node, keys))
        done = Rounds(duty, keys.author, peers).go(now)
        told = _told(node, done, carry_out_redactions(folder, node, keys.author, now), now)
        lines = _sync_lines(told, alone=not peers, host=duty.host is not None)
    answer(as_json, told, [*lines, *_evidence_lines(told)])
    ctx.exit(1 if done.refused or told["evidence"] else 0)


@click.command()
@record_folder
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--from", "start", type=click.IntRange(0), default=0, show_default=True, help="First entry to take along."
)
@click.option("--without-files", is_flag=True, help="Leave the files (blobs) out, for a radio line.")
@as_json
def export(folder: Path, file: Path, start: int, without_files: bool, as_json: bool) -> None:
    """Write a bundle for a stick, an e-mail or a radio line: entries, proofs, cosignatures, waiting entries.

    A name that ends in .gz packs it. With --from, only the files of entries from there on go along.

    \b
    Example: holdfire record export idlib to-moscow.tar.gz
    JSON keys: file, bytes, size, from, waiting, blobs
    """
    with Node.open(home_of(folder)) as node:
        told = exported(node, file, start, not without_files)
    waiting = counted(told["waiting"], "waiting entry", "waiting entries")
    answer(
        as_json,
        {"file": str(file), "bytes": file.stat().st_size, **told},
        [
            f"{file}: entries from {start:,} of {told['size']:,}, {waiting}, "
            f"{counted(told['blobs'], 'file')}; {file.stat().st_size:,} bytes.",
            f"Next, on the other device: holdfire record import DIR {file.name}",
            f"Anybody checks it with: python3 tools/verify_record.py bundle {file}",
        ],
    )


@click.command("import")
@record_folder
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@passphrase_file
@as_json
@click.pass_context
def import_bundle(
    ctx: click.Context, folder: Path, file: Path, passphrase_file: Path | None, as_json: bool
) -> None:
    """Take over a bundle: verified first, then appended; nothing of it where it does not hold.

    As host, waiting entries in the bundle are logged. With witness keys here, what it brings is cosigned:
    export afterwards and give the bundle back. Exit code 1 where an entry was refused or evidence came.

    \b
    Example: holdfire record import idlib from-ankara.tar.gz
    JSON keys: size, handed_in, fetched, blobs, cosigned_by (now), newest (size, witnessed_by, mirrored_by),
      waiting, trimmed, own (grade: number), erased, refused, troubles, overdue (number), passed_over (what
      was not kept, and why), evidence
    """
    if not file.is_file():
        raise WrongUseError(
            f"There is no file {file}.", "Name the bundle: holdfire record export writes one."
        )
    now = seconds_now()
    with ExitStack() as stack:
        node = stack.enter_context(node_alone(folder))
        passphrase = read_passphrase(passphrase_file) if node.keys.cards() else ""
        keys = opened_keys(node, passphrase)
        founded = node.state.charter is not None
        brought = imported(node, file)
        if not founded:
            keys = opened_keys(node, passphrase)  # the charter has just said which of them count
        duty = stack.enter_context(on_duty(node, keys))
        done = Round(fetched=brought.entries, blobs=brought.blobs)
        if duty.host is not None:
            sequence(duty, brought.waiting, done)
            sequence_own(duty, done)
        Rounds(duty, keys.author, {}).cosign(now, done)
        told = _told(node, done, carry_out_redactions(folder, node, keys.author, now), now)
        told["passed_over"] = brought.told.passed_over
        lines = _import_lines(told, len(brought.waiting), host=duty.host is not None)
    if done.cosigned_by or done.handed_in or told["waiting"]:
        lines.append(f"Next: holdfire record export {folder} FILE, and give it back")
    answer(as_json, told, [*lines, *_evidence_lines(told)])
    ctx.exit(1 if done.refused or told["evidence"] else 0)


def node_size(told: dict[str, object]) -> int:
    return int(str(told["size"]))


def own_line(own: dict[str, int]) -> str:
    """ "2 queued, 11 joint" """
    return ", ".join(f"{count:,} {grade}" for grade, count in own.items() if count) or "none yet"


def _told(node: Node, done: Round, erased: list[str], now: int) -> dict[str, object]:
    waiting: list[Sent] = [each for each in node.outbox.all() if not each.logged]
    return {
        "size": node.log.size,
        "handed_in": done.handed_in,
        "fetched": done.fetched,
        "blobs": done.blobs,
        "cosigned_by": sorted(done.cosigned_by),
        "newest": _newest(node),
        "waiting": len(waiting),
        "trimmed": node.trim() if node.state.charter is not None else 0,
        "own": own_by_grade(node),
        "erased": erased,
        "refused": done.refused,
        "troubles": done.troubles,
        "overdue": len(overdue(node, now)),
        "evidence": list(node.alarms),
    }


def _newest(node: Node) -> dict[str, object] | None:
    """The newest checkpoint of our copy: who has countersigned it."""
    newest = node.notes.newest(node.charter) if node.state.charter is not None else None
    if newest is None:
        return None
    return {
        "size": newest.checkpoint.size,
        "witnessed_by": sorted(newest.times),
        "mirrored_by": sorted(newest.mirrors),
    }


def _sync_lines(told: dict[str, object], alone: bool, host: bool) -> list[str]:
    lines = [
        f"The log has {counted(node_size(told), 'entry', 'entries')}: {told['handed_in']} handed in, "
        f"{told['fetched']} fetched, {counted(int(str(told['blobs'])), 'file')} fetched.",
        *_common_lines(told),
    ]
    if alone:
        lines.append(
            "No other node has an address in node.toml: exchange bundles (holdfire record export, import)."
        )
    return lines


def _import_lines(told: dict[str, object], waiting: int, host: bool) -> list[str]:
    lines = [
        f"{counted(int(str(told['fetched'])), 'entry', 'entries')} and "
        f"{counted(int(str(told['blobs'])), 'file')} taken over; the log here has "
        f"{counted(node_size(told), 'entry', 'entries')}.",
    ]
    if host:
        lines.append(f"Logged as host: {counted(int(str(told['handed_in'])), 'entry', 'entries')}.")
    elif waiting:
        lines.append(f"In it {counted(waiting, 'entry waits', 'entries wait')} for the host.")
    passed_over = told["passed_over"]
    assert isinstance(passed_over, list)
    return [*lines, *_common_lines(told), *(f"passed over: {each}" for each in passed_over)]


def _common_lines(told: dict[str, object]) -> list[str]:
    own, erased, refused, troubles = (told[key] for key in ("own", "erased", "refused", "troubles"))
    newest = told["newest"]
    assert isinstance(own, dict)
    assert isinstance(erased, list)
    assert isinstance(refused, list)
    assert isinstance(troubles, list)
    late = int(str(told["overdue"]))
    lines = [f"Our own entries: {own_line(own)}."]
    if isinstance(newest, dict):
        signed, kept = (", ".join(newest[key]) or "nobody yet" for key in ("witnessed_by", "mirrored_by"))
        lines.append(f"Newest checkpoint, of {newest['size']:,}: witnessed by {signed}; mirrored by {kept}.")
    if late:
        lines.append(
            f"{counted(late, 'entry waits', 'entries wait')} for more than an hour below grade 2: reach "
            "other parties' nodes, or carry bundles to them."
        )
    lines += [f"erased: {each}" for each in erased]
    if erased:
        lines.append("Bundles made before, sticks and backups may still hold it: destroy them.")
    lines += [f"refused: {each}" for each in refused]
    lines += [f"not reached: {each}" for each in troubles]
    return lines + (["Nothing is lost: it is tried again at the next sync."] if troubles else [])


def _evidence_lines(told: dict[str, object]) -> list[str]:
    evidence = told["evidence"]
    assert isinstance(evidence, list)
    lines = [f"EVIDENCE set aside: evidence/{name}" for name in evidence]
    if lines:
        lines.append(
            "Give these files to every party, and check them with tools/verify_record.py evidence FILE; "
            "docs/how-to-record.md says what follows."
        )
    return lines
