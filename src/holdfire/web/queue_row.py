"""A row of the queue as it stands in the page, kept: whoever looks in that language sees the same one."""

from functools import lru_cache

import jinja2
from markupsafe import Markup

from holdfire.web.queue import Waiting
from holdfire.web.words import Words

KEPT = 4_000
"""Rows that are kept as text, two kilobytes each."""


@jinja2.pass_environment
def queue_row(environment: jinja2.Environment, row: Waiting, words: Words, may_answer: bool) -> Markup:
    """The row in these words; `may_answer`: with the form that opens a case."""
    return _drawn(environment, row, words, may_answer)


@lru_cache(maxsize=KEPT)
def _drawn(environment: jinja2.Environment, row: Waiting, words: Words, may_answer: bool) -> Markup:
    macros = environment.get_template("queue_row.html").module
    return Markup(macros.drawn(words, row, may_answer))  # type: ignore[attr-defined]
