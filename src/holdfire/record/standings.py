"""Grades and times of many entries at once: the checkpoints that a node keeps, judged one time."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from holdfire.record.bracket import Bracket, bracket, proved_time
from holdfire.record.charter import Charter
from holdfire.record.entry import Entry
from holdfire.record.standing import Countersigned, Standing, standing


class Standings:
    """What each entry has reached, by the checkpoints kept when this was made.

    Entries between two checkpoints stand alike, so each gap is judged once a party.
    """

    def __init__(
        self, notes: Sequence[Countersigned], charter: Charter, stored_at: Callable[[int], int | None]
    ) -> None:
        """`notes` smallest tree first; `stored_at` gives the host's clock in seconds for a position."""
        self._notes, self._charter, self._stored_at = notes, charter, stored_at
        self._sizes = [each.checkpoint.size for each in notes]
        timed = [each for each in notes if proved_time(each.times) is not None]
        self._timed, self._timed_sizes = timed, [each.checkpoint.size for each in timed]
        self._by_size = {each.checkpoint.size: each for each in notes}
        self._known: dict[tuple[int, str], Standing] = {}

    def of(self, position: int, author: str) -> Standing:
        """The standing of the entry at that position (-1: not logged), entered by that party."""
        first = bisect_right(self._sizes, position) if position >= 0 else len(self._sizes)
        known = self._known.get((first, author))
        if known is None:
            known = standing(position, author, self._notes[first:], self._charter)
            self._known[first, author] = known
        return known

    def times(self, position: int, entry: Entry) -> Bracket:
        """Its four times, by the checkpoint that it has seen and the first with a proved time over it."""
        after = bisect_right(self._timed_sizes, position) if position >= 0 else len(self._timed)
        seen = self._by_size.get(entry.body.seen[0])
        notes = [*([seen] if seen else []), *self._timed[after : after + 1]]
        return bracket(entry, position, notes, self._stored_at(position) if position >= 0 else None)
