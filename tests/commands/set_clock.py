"""The clock of every command, set by a test: a record of 2017 is made with the clocks of 2017."""

from datetime import UTC, datetime, tzinfo
from types import SimpleNamespace

import pytest

from holdfire.commands import keys_of_ours, options


class Clock:
    """Both clocks that commands read: of acts, and of entries in whole seconds."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def set(self, written: str) -> None:
        """To that instant, in UTC: 2017-05-04T12:00, or to noon of a day."""
        told = written if "T" in written else f"{written}T12:00"
        moment = datetime.fromisoformat(told).replace(tzinfo=UTC)

        class Then(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> "Then":
                return cls.fromtimestamp(moment.timestamp(), tz)

        self._monkeypatch.setattr(options, "datetime", Then)
        seconds = SimpleNamespace(time=lambda: moment.timestamp())
        self._monkeypatch.setattr(keys_of_ours, "time", seconds)
