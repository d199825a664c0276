"""Groups of rows as one array: each row has the number of its group, which is that of its smallest row."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Groups:
    """`of` gives each row its group. What is told of a group stands at the place of its number; at other
    places stands nothing that may be used."""

    of: Ints

    def least(self, values: Ints) -> Ints:
        """For each group the least of its rows' values."""
        found = np.full(len(self.of), np.iinfo(np.int64).max)
        np.minimum.at(found, self.of, values)
        return found

    def greatest(self, values: Ints) -> Ints:
        found = np.full(len(self.of), np.iinfo(np.int64).min)
        np.maximum.at(found, self.of, values)
        return found

    def every(self, flags: Flags) -> Flags:
        """For each group whether all of its rows have the flag."""
        return np.equal(self.least(flags.astype(np.int64)), 1)

    def some(self, flags: Flags) -> Flags:
        return np.equal(self.greatest(flags.astype(np.int64)), 1)

    @property
    def heads(self) -> Flags:
        """The rows whose number is that of a group."""
        return np.equal(self.of, np.arange(len(self.of)))

    @property
    def sizes(self) -> Ints:
        return np.bincount(self.of, minlength=len(self.of))
