"""holdfire letter: reports to the UN and letters to the sides, in five languages, and which are due."""

import click

from holdfire.commands.by_need import ByNeed

VERBS = {
    "daily": "centre.letter_writing.daily",
    "term": "centre.letter_writing.term",
    "notice": "centre.letter_writing.notice",
    "due": "centre.letter_told.due",
    "list": "centre.letter_told.list_",
    "check": "centre.letter_told.check",
}


@click.group(cls=ByNeed, verbs=VERBS)
def letter() -> None:
    """Reports to the UN and letters to the sides: DOCX and PDF in en, ru, tr, ar and fa, sealed by hashes.

    A report rests on bulletins that were issued, and says nothing that they do not; each sentence names the
    figures there. English prevails. The same letter has the same bytes on every node; several may write it.
    """
