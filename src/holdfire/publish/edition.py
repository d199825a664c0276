"""The editions of a bulletin. What each may tell is in editions.py, which is long to load."""

from enum import StrEnum


class Edition(StrEnum):
    """For whom a bulletin is made."""

    PUBLIC = "public"
    PARTIES = "parties"
    UN = "un"
