"""The worker: takes the inbox in and works out what follows, in a process of its own.

Fusing is arithmetic for minutes in a large mission; in a process of its own, which gives way to every other,
it does not hold up a page.
"""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Event, Thread

from holdfire.errors import HoldfireError
from holdfire.mission.folder import Mission
from holdfire.web.field.taking import inbox_of, work_out

EVERY_S = 20.0
"""How long a report may wait in the inbox before the desk takes it in by itself."""

GIVES_WAY = 15
"""Of 19. Pages are answered first, however long it takes to work out what came."""


def give_way() -> None:
    """For the process that works out: every other of this machine goes first, where the machine knows such an
    order, and it ends with the desk that began it, however that ended."""
    if hasattr(os, "nice"):
        os.nice(GIVES_WAY)
    Thread(target=_end_with_desk, name="holdfire-worker-ends", daemon=True).start()


def _end_with_desk() -> None:
    """What is half done then is done again by the next desk: nothing counts before it is written whole."""
    desk = parent_process()
    if desk is not None:
        wait([desk.sentinel])
        os._exit(1)


class Worker:
    """Works in the background until it is stopped. `tell` hears, in a sentence, what could not be done.
    `ready` is called at the start and whenever something was worked out: it reads it before anybody asks."""

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], datetime],
        tell: Callable[[str], None],
        every_s: float = EVERY_S,
        ready: Callable[[], object] = bool,
    ) -> None:
        self._folder, self._clock, self._tell, self._every_s = folder, clock, tell, every_s
        self._ready = ready
        self._stopped = Event()
        self._thread = Thread(target=self._work, name="holdfire-worker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(timeout=60)

    def _work(self) -> None:
        context = get_context("spawn")
        with ProcessPoolExecutor(1, context, initializer=give_way) as processes:
            self._try(self._ready)
            while not self._stopped.wait(self._every_s):
                self._try(lambda: self._work_out(processes))

    def _work_out(self, processes: ProcessPoolExecutor) -> None:
        if self._due():
            processes.submit(work_out, self._folder, self._clock()).result()
            self._ready()

    def _try(self, do: Callable[[], object]) -> None:
        try:
            do()
        except HoldfireError as cause:
            self._tell(f"Working out waits: {cause}")

    def _due(self) -> bool:
        """Whether there is anything to take in or to make again. A mission that never took anything in is
        left alone until something comes."""
        if inbox_of(self._folder).number_waiting():
            return True
        return Mission.open(self._folder).stale() in ("fuse", "assess")
