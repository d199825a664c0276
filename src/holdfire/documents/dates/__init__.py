"""Dates as documents write them, and what each may mean, with what anchored it; no guess where nothing
does."""
