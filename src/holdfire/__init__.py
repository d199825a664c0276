"""Holdfire keeps a ceasefire's joint record.

The folders tell the story in the order the data takes: agreement, reports, incidents,
assessment, registers, trends, publish. docs/words.md holds the vocabulary.
"""

__version__ = "0.1.0"
