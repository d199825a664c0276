"""Editions: who a bulletin is for, and what each of them is not shown."""

from enum import StrEnum


class Edition(StrEnum):
    """For whom a bulletin is made."""

    PUBLIC = "public"
    PARTIES = "parties"
    UN = "un"
