"""An agreement as a whole: every instrument, party, zone, provision and term of one pack."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from holdfire.agreement.parties import Body, Citation, ExcludedGroup, Party
from holdfire.agreement.provisions import Provision
from holdfire.agreement.term import Term
from holdfire.agreement.zones import Zone


class Rank(StrEnum):
    """How much a source weighs against another: the text itself, then communiqué, then press."""

    OFFICIAL_TEXT = "official text"
    COMMUNIQUE = "communiqué"
    PRESS = "press"


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts of the pack come from."""

    id: str
    title: str
    rank: Rank
    where: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One version of a fact, as one source gives it. Versions that conflict stand side by side."""

    value: str
    cited: tuple[Citation, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A text that was agreed: memorandum, statement, protocol. `in_force` holds competing versions;
    empty means that no source says when it entered into force."""

    id: str
    title: str
    agreed: datetime
    rank: Rank
    made_by: tuple[str, ...]
    in_force: tuple[Claim, ...]
    cited: tuple[Citation, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contested:
    """A fact that sources give differently: the versions, and which one this pack works with and why."""

    id: str
    question: str
    versions: tuple[Claim, ...]
    used: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """One pack, read and checked. `digest` is the SHA-256 over its files: the version of the rules."""

    slug: str
    title: str
    time_zone: ZoneInfo
    instruments: tuple[Instrument, ...]
    parties: tuple[Party, ...]
    bodies: tuple[Body, ...]
    excluded: tuple[ExcludedGroup, ...]
    zones: tuple[Zone, ...]
    provisions: tuple[Provision, ...]
    terms: tuple[Term, ...]
    sources: tuple[Source, ...]
    digest: str
    languages: tuple[str, ...] = ("en",)
    about: str = ""
    country: str = ""
    contested: tuple[Contested, ...] = ()
    not_known: tuple[str, ...] = ()

    def zone(self, zone_id: str) -> Zone | None:
        return next((zone for zone in self.zones if zone.id == zone_id), None)

    def instrument(self, instrument_id: str) -> Instrument | None:
        return next((each for each in self.instruments if each.id == instrument_id), None)

    def provision(self, provision_id: str) -> Provision | None:
        return next((each for each in self.provisions if each.id == provision_id), None)

    def clause_of(self, provision: Provision) -> str:
        """Where the provision stands, as a reader cites it: title of the instrument and clause."""
        instrument = self.instrument(provision.instrument)
        title = instrument.title if instrument else provision.cited.source
        return ", ".join(part for part in (title, provision.clause or provision.cited.clause) if part)

    def provisions_at(self, moment: datetime) -> tuple[Provision, ...]:
        """Those in force, and those of which that is not known."""
        return tuple(each for each in self.provisions if each.in_force_at(moment) is not False)
