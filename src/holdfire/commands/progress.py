"""Progress of long work: one line on stderr, only where a person watches (a terminal)."""

import sys
import time
from types import TracebackType

import click

EVERY_S = 0.2


class Progress:
    """Counts what `said` adds up, and shows it a few times a second."""

    def __init__(self, doing: str, unit: str) -> None:
        self.doing = doing
        self.unit = unit
        self.count = 0
        self._shown = 0.0
        self._watched = sys.stderr.isatty()

    def __enter__(self) -> "Progress":
        self._show()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, cause: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._watched:
            click.echo("\r\x1b[K", nl=False, err=True)

    def said(self, more: int) -> None:
        self.count += more
        if time.monotonic() - self._shown >= EVERY_S:
            self._show()

    def _show(self) -> None:
        if self._watched:
            self._shown = time.monotonic()
            counted = f" {self.count:,} {self.unit}" if self.count else ""
            click.echo(f"\r\x1b[K{self.doing} ...{counted}", nl=False, err=True)
