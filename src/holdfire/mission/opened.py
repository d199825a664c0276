"""A mission's folder with its settings, journal and agreement: all that the centre and the record ask of it.

Its tables are left where they are. What reads and makes them takes longer to load than a look at the centre
takes, so what needs none of them opens a mission by this.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.reading import known_pack
from holdfire.centre.effects.decided import Agreed
from holdfire.errors import MissionError
from holdfire.mission.centre.agreed import agreed_on
from holdfire.mission.settings import Settings, read_settings
from holdfire.record.journal import Entry, Journal

CREATED, INTAKE, ISSUED = "mission created", "intake", "bulletin issued"
"""What the lines of a journal are called whose files go along with them to the record."""


@dataclass(frozen=True)
class Opened:
    """A mission without its tables: folder and settings."""

    folder: Path
    settings: Settings

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The mission in that folder; raises MissionError where there is none or a part is missing."""
        if not folder.is_dir():
            raise MissionError(
                f"There is no folder {folder}.",
                f"Start a mission with holdfire init {folder} --agreement astana.",
            )
        mission = cls(folder, read_settings(folder / "mission.toml"))
        if not (folder / "agreement").is_dir():
            raise MissionError(
                f"{folder} has no agreement/ any more.", "Copy the agreement pack back there, as it was."
            )
        return mission

    @property
    def journal(self) -> Journal:
        return Journal(self.folder / "journal.jsonl")

    def entries(self, act: str) -> list[Entry]:
        """The journal's entries of that act, oldest first; not those whose words were redacted."""
        return [each for each in self.journal.of(act) if each.redacted is None]

    @cached_property
    def pack(self) -> Agreement:
        """The agreement as the mission was founded on it."""
        first = self.journal.first()
        checked = first.content.get("digest") if first is not None and first.act == CREATED else None
        return known_pack(self.folder / "agreement", str(checked))

    @cached_property
    def agreed(self) -> Agreed:
        """The pack with what decisions on the joint record changed in it, and those decisions."""
        return agreed_on(self)

    @property
    def agreement(self) -> Agreement:
        """What is agreed: terms as prolonged or ended, every map that was adopted."""
        return self.agreed.agreement
