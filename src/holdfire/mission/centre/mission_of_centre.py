"""What gathering the centre asks of a mission, which is built on it and so is not imported here."""

from pathlib import Path
from typing import Protocol

from holdfire.agreement.agreement import Agreement
from holdfire.record.journal import Journal


class OfCentre(Protocol):
    """A mission as the centre sees it: `pack` is the agreement it was founded on, `agreement` the pack as
    decisions made it, which are themselves acts of the centre."""

    @property
    def folder(self) -> Path: ...

    @property
    def journal(self) -> Journal: ...

    @property
    def pack(self) -> Agreement: ...

    @property
    def agreement(self) -> Agreement: ...
