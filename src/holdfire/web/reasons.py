"""Reasons, doubts and refusals in the reader's language.

Why an incident was held for what it was, why two entries stand in one row, and why the desk does not do what
it was asked are the product's own English sentences. They are told by their messages (web/sentences.py).
"""

from holdfire.web.sentences import Sentences

REASONS = Sentences(("desk-reasons.ftl",))
"""Of incidents: reasons of findings, and doubts."""
PAIRS = Sentences(("desk-pairs.ftl",))
"""Of two observers' registers: reasons of rows and of pairs."""
REFUSALS = Sentences(("desk-refusals.ftl", "desk-refusals-centre.ftl"))
"""What is wrong, and what to do about it, as errors have it."""
CLOCKS = Sentences(("desk-clocks.ftl",))
"""Of terms: why one runs, ended or is not known, and the warning before it ends."""
FLAGS = Sentences(("desk-flags.ftl",))
"""Of observers' printed figures: what does not hold together. What a source noted is its own words."""
