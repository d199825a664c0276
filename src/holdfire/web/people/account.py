"""Who somebody at the desk is, as far as the desk asks."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is at this desk. A delegate is of a party; an administrator sees no mission."""

    OFFICER = "officer"
    CHIEF = "chief"
    DELEGATE = "delegate"
    OBSERVER = "observer"
    REPORTER = "reporter"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Account:
    """`name` is the id one signs in with, `shown` how acts name the person. `party` is an id of the
    agreement, None for the desk's own people; `cleared`: may open confidential files; `language` is that
    of the pages."""

    name: str
    shown: str
    role: Role
    party: str | None = None
    cleared: bool = False
    language: str = "en"
