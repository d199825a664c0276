"""Meetings told of in documents: which round of which series, when, where, who came, what was agreed."""
