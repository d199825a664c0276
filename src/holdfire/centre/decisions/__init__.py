"""Decisions: what was put to those who decide, what each said, and what the decision rule makes of it."""
