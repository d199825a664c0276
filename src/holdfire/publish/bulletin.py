"""The bulletin as a value: composed from a sealed dataset, before any file is written."""

from dataclasses import dataclass
from datetime import date

from holdfire.publish.editions import Edition
from holdfire.publish.sealed import SealedDataset


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One day's bulletin in one edition."""

    number: str
    day: date
    edition: Edition


def compose(dataset: SealedDataset, day: date, edition: Edition) -> Bulletin:
    """The bulletin of that reporting day in that edition. Pure: same arguments, same value."""
    raise NotImplementedError
