"""One writer at a time: a lock on the mission's folder that falls with the process that holds it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from holdfire.errors import MissionError


@contextmanager
def alone(folder: Path, name: str = "mission.lock") -> Iterator[None]:
    """Hold the lock of that name; raises MissionError at once if somebody else does, naming the process.

    The operating system drops it when the process ends, however it ends, so it is never stale.
    """
    with (folder / name).open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as cause:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise MissionError(
                f"Somebody else is writing to {folder} (process {holder}).",
                "Wait until that is done, then run the same command again.",
            ) from cause
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
