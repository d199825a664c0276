"""Tickets: what a caller holds while its entry waits to be verified, logged and vouched for."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from holdfire.errors import HoldfireError, StorageError


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry that is durable: its position, and a signed checkpoint whose tree holds it."""

    position: int
    checkpoint: bytes


class Ticket:
    """One entry on its way. It is settled exactly once: logged, or refused with the reason."""

    __slots__ = ("_calls", "_outcome", "_settled")

    def __init__(self) -> None:
        self._settled = threading.Lock()
        self._settled.acquire()
        self._outcome: Logged | HoldfireError | None = None
        self._calls: list[Callable[[Ticket], None]] = []

    @property
    def done(self) -> bool:
        return self._outcome is not None

    def result(self, timeout_s: float = 60.0) -> Logged:
        """Wait for the outcome, at most so many seconds; raises the refusal if it was refused."""
        if not self._settled.acquire(timeout=timeout_s):
            raise StorageError(
                f"The entry was not acknowledged within {timeout_s:g} s.",
                "It may still be logged: send the same entry again, it is taken once only.",
            )
        self._settled.release()
        if isinstance(self._outcome, Logged):
            return self._outcome
        assert self._outcome is not None
        raise self._outcome

    def when_done(self, call: Callable[["Ticket"], None]) -> None:
        """Have `call` made by the thread that settles it: it must be short and not raise."""
        self._calls.append(call)
        if self.done:
            self._tell()

    def settle(self, outcome: Logged | HoldfireError) -> None:
        """Give the outcome; a second one is ignored."""
        if self._outcome is None:
            self._outcome = outcome
            self._settled.release()
            self._tell()

    def _tell(self) -> None:
        while self._calls:
            try:
                call = self._calls.pop(0)
            except IndexError:  # the other thread was faster
                return
            call(self)
