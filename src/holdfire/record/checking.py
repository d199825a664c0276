"""Signatures checked in processes of their own, for a host under load.

Verifying is two thirds of what a host does for an entry. The library lets go of the interpreter's lock
for it, but among dozens of writers a thread spends longer getting that lock back: in the bench, threads
came to 8,700 entries a second and a process to 10,500. A checking process reads keys, messages and
signatures from its standard input and answers with one octet for each. It holds no secret and keeps
nothing; it ends when the host closes its input, or is gone. Where none can be started or one breaks off,
the host checks by itself.
"""

import marshal
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import BinaryIO, TypeAlias

from holdfire.record.ed25519 import is_signature

Claim: TypeAlias = tuple[bytes, bytes, bytes]
"""Public key, message, signature: as is_signature takes them."""

MODULE = "holdfire.record.checking"
READY = b"!"
CLAIMS_MIN = 2
"""Fewer than these are checked here: they would take longer to hand over."""
BEFORE_LOAD = 256
"""Claims that come in company before processes are started; a laptop with its few entries needs none."""


class CheckingProcess:
    """One process; for use by one thread at a time."""

    def __init__(self) -> None:
        """Raises OSError where it cannot be started."""
        # -P: whatever lies in the folder we were called from is not to be imported.
        command = [sys.executable, "-P", "-m", MODULE]
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing)

    def is_ready(self) -> bool:
        """Wait for its start; False if there was none."""
        return self._read(len(READY)) == READY

    def check(self, claims: Sequence[Claim]) -> list[bool]:
        """Which of the claims are right; raises OSError where the process broke off."""
        told = marshal.dumps(list(claims))
        stdin = self._process.stdin
        assert stdin is not None
        stdin.write(len(told).to_bytes(4, "big") + told)
        stdin.flush()
        answer = self._read(len(claims))
        if len(answer) != len(claims):
            raise OSError("the checking process has ended")
        return [each == 1 for each in answer]

    def close(self) -> None:
        """End it, whatever it is doing."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.kill()
        self._process.wait()

    def _read(self, count: int) -> bytes:
        assert self._process.stdout is not None
        return self._process.stdout.read(count)


class Checkers:
    """As many checking processes as asked for, started once there is load. Safe for many threads."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._free: deque[CheckingProcess] = deque()
        self._seen = 0
        self._lock = threading.Lock()
        self._closed = False

    def check(self, claims: Sequence[Claim]) -> list[bool]:
        """Which of the claims are right."""
        if len(claims) >= CLAIMS_MIN:
            self._note_load(len(claims))
            with suppress(IndexError):
                process = self._free.popleft()
                try:
                    told = process.check(claims)
                except (OSError, ValueError):  # ValueError: its pipe was closed meanwhile
                    process.close()
                else:
                    self._give_back(process)
                    return told
        return [is_signature(*each) for each in claims]

    def close(self) -> None:
        """End all of them; what is asked afterwards is checked here."""
        with self._lock:
            self._closed = True
        while self._free:
            with suppress(IndexError):
                self._free.popleft().close()

    def _note_load(self, count: int) -> None:
        with self._lock:
            before, self._seen = self._seen, self._seen + count
        if before < BEFORE_LOAD <= self._seen:
            threading.Thread(target=self._start, daemon=True).start()

    def _start(self) -> None:
        for _ in range(self._count):
            with suppress(OSError):
                process = CheckingProcess()
                if process.is_ready():
                    self._give_back(process)
                else:
                    process.close()

    def _give_back(self, process: CheckingProcess) -> None:
        with self._lock:
            if not self._closed:
                self._free.append(process)
                return
        process.close()


def serve(asked: BinaryIO, told: BinaryIO) -> None:
    """Answer until the input ends."""
    told.write(READY)
    told.flush()
    while len(length := asked.read(4)) == 4:
        claims = marshal.loads(asked.read(int.from_bytes(length, "big")))
        told.write(bytes(is_signature(*each) for each in claims))
        told.flush()


def main() -> None:
    # Ctrl-C reaches every process of a terminal; the host closes the input once it is done with it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(BrokenPipeError, EOFError):
        serve(sys.stdin.buffer, sys.stdout.buffer)
    os._exit(0)


if __name__ == "__main__":
    main()
