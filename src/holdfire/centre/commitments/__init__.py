"""Commitments: what the texts oblige somebody to, how far each speaker says it is, and what is overdue."""
