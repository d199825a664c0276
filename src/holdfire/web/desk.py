"""The desk as it runs: one mission's folder, its clock, its people, and what of the mission is in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from holdfire.mission.centre.deciding import OpenKey
from holdfire.web.held import Keeper
from holdfire.web.people.people import People


@dataclass(frozen=True)
class Desk:
    """`clock` tells now in UTC; `draw` gives so many random bytes; `people` opens accounts and sessions."""

    folder: Path
    clock: Callable[[], datetime]
    draw: Callable[[int], bytes]
    people: People | None = None
    origin: str = "http://localhost:8600"
    """The address that browsers see: scheme, host and port."""
    open_key: OpenKey | None = None
    """Opens the keys of the node's own party; None: this desk cannot sign for it."""
    webhooks_inside: bool = False
    """Webhooks may lead to private and local addresses too: somebody said so when the desk was started."""
    keeper: Keeper = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keeper", Keeper(self.folder))
