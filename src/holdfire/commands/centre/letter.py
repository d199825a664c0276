"""holdfire letter: reports to the UN and letters to the sides, in five languages, and which are due."""

import click

from holdfire.commands.centre.letter_told import check, due, list_
from holdfire.commands.centre.letter_writing import daily, notice, term


@click.group()
def letter() -> None:
    """Reports to the UN and letters to the sides: DOCX and PDF in en, ru, tr, ar and fa, sealed by hashes.

    A report rests on bulletins that were issued, and says nothing that they do not; each sentence names the
    figures there. English prevails. The same letter has the same bytes on every node; several may write it.
    """


for _verb in (daily, term, notice, due, list_, check):
    letter.add_command(_verb)
