"""holdfire record verify, attest: computing again what the record amounts to, and standing for it."""

import os
from pathlib import Path

import click

from holdfire.commands.answers import answer, counted
from holdfire.commands.keys_of_ours import (
    home_of,
    open_key,
    passphrase_file,
    read_passphrase,
    record_folder,
    seconds_now,
)
from holdfire.commands.options import as_json
from holdfire.commands.record.finding import QUEUED_WORDS, queued
from holdfire.record.audit import Audited
from holdfire.record.lost_files import LostFile
from holdfire.record.node import Draft, Node
from holdfire.record.standing import Countersigned
from holdfire.record.whole_log import whole_log


@click.command()
@record_folder
@click.option("--workers", type=click.IntRange(1, 64), help="Processes. Else one for each core.")
@as_json
@click.pass_context
def verify(ctx: click.Context, folder: Path, workers: int | None, as_json: bool) -> None:
    """Audit the whole log anew: every leaf, signature, hash and rule; nothing stored is believed.

    Exit code 1 where an entry is void, the tree is not the one that was countersigned, another party attested
    to another state, or a file is gone that our own mirror vouched for and that no redaction erased.
    tools/verify_record.py does the same from a bundle, with code of its own.

    \b
    Example: holdfire record verify idlib
    JSON keys: size, root, state_root, countersigned (size, by), breaches (index, reason, what), faults,
      evidence (files), not_here (entry, position, file: named by an entry, not erased, and not here)
    """
    with Node.open(home_of(folder)) as node:
        whole = whole_log(node, workers or os.cpu_count() or 1)
        told, faults, lost = whole.audited, list(whole.faults), list(whole.lost)
        newest = node.notes.newest(node.charter)
        evidence = node.evidence()
    keys = {
        "size": told.size,
        "root": told.root.hex(),
        "state_root": told.state.root().hex(),
        "countersigned": newest and {"size": newest.checkpoint.size, "by": sorted(newest.times)},
        "breaches": [{"index": b.index, "reason": b.reason, "what": b.what} for b in told.breaches],
        "faults": faults,
        "evidence": evidence,
        "not_here": [{"entry": each.entry, "position": each.position, "file": each.file} for each in lost],
    }
    answer(as_json, keys, _verified_lines(told, faults, evidence, newest, lost))
    ctx.exit(1 if told.breaches or faults else 0)


def _verified_lines(
    told: Audited, faults: list[str], evidence: list[str], newest: Countersigned | None, lost: list[LostFile]
) -> list[str]:
    lines = [f"VOID {b.index}: {b.reason}: {b.what}" for b in told.breaches] + faults
    lines += [f"evidence kept: {name}" for name in evidence]
    if not lines:
        lines.append("Every leaf, signature, hash and rule holds.")
    lines += [each.words for each in lost if not each.vouched]
    by = ", ".join(sorted(newest.times)) if newest and newest.times else "nobody yet"
    size = newest.checkpoint.size if newest else 0
    return [
        *lines,
        f"{counted(told.size, 'entry', 'entries')} audited; {size:,} of them countersigned by {by}.",
        f"State {told.state.root().hex()}: compare it with the other parties.",
    ]


@click.command()
@record_folder
@passphrase_file
@as_json
def attest(folder: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Enter what state your own node computed, so that a party which computes another one is seen.

    \b
    Example: holdfire record attest idlib
    JSON keys: entry (leaf hash), grade, size, state_root
    """
    with Node.open(home_of(folder)) as node:
        node.require_charter()
        size, root = node.state.size, node.state.root().hex()
        author = open_key(node, "author", read_passphrase(passphrase_file))
        entry = node.enter(Draft("attest", {"size": size, "state": root}), author, seconds_now())
    answer(
        as_json,
        {**queued(entry), "size": size, "state_root": root},
        [
            f"Attested: after {counted(size, 'entry', 'entries')} the state is {root}.",
            f"Entered as {entry.hash[:16]}; {QUEUED_WORDS}.",
            f"Next: holdfire record sync {folder}",
        ],
    )
