"""Read a pack: a folder with agreement.yml, zones.geojson and, if there are any, cases.yml.

All faults of all files are found in one reading and come back sorted by file and line.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.building import built
from holdfire.agreement.written import read_yaml
from holdfire.agreement.written_json import read_json
from holdfire.errors import AgreementError, Fault, HoldfireError

if TYPE_CHECKING:
    from holdfire.agreement.cases import WorkedCase
    from holdfire.agreement.checks import Written

FILES = ("agreement.yml", "zones.geojson", "cases.yml")


@dataclass(frozen=True, slots=True)
class PackReading:
    """What one reading of a pack found. `agreement` is None where a fault stands in its two files;
    a fault in cases.yml alone leaves the agreement usable. Warnings never stand in the way."""

    agreement: Agreement | None
    faults: tuple[Fault, ...]
    cases: "tuple[WorkedCase, ...]" = ()

    @property
    def whole(self) -> bool:
        """Whether nothing but warnings was found."""
        return not any(fault.weight == "fault" for fault in self.faults)


def read_pack(folder: Path, acts: Collection[str] | None = None) -> PackReading:
    """Read and check a pack. `acts`, the codes of the taxonomy, are checked where they are given."""
    if not folder.is_dir():
        advice = "Name a folder with agreement.yml and zones.geojson, or a pack of the library."
        return PackReading(None, (Fault(f"{folder}:1", "there is no such folder.", advice),))
    # Loaded when a pack is checked: a mission's own was checked when it was founded.
    from holdfire.agreement.case_checks import case_faults
    from holdfire.agreement.cases import read_cases
    from holdfire.agreement.checks import Written
    from holdfire.agreement.schema import schema_faults

    agreement, maps = read_yaml(folder / FILES[0]), read_json(folder / FILES[1])
    faults = [*agreement.faults, *maps.faults]
    for name, document in (("agreement", agreement), ("zones", maps)):
        if document.value is not None:
            faults += schema_faults(name, document.value, document.lines)
    written = Written(
        agreement.value if isinstance(agreement.value, Mapping) else {},
        agreement.lines,
        maps.value if isinstance(maps.value, Mapping) else {},
        maps.lines,
        acts,
    )
    if written.agreement:
        faults += _checked(written, maps_readable=bool(written.maps))
    sound = not any(fault.weight == "fault" for fault in faults)
    cases, faults_of_cases = read_cases(folder / FILES[2])
    faults += faults_of_cases
    if written.agreement:
        faults += case_faults(written, cases)
    found = built(written.agreement, written.maps, _digest(folder)) if sound else None
    return PackReading(found, tuple(sorted(set(faults), key=_place)), cases)


def _checked(written: "Written", maps_readable: bool) -> Iterator[Fault]:
    from holdfire.agreement import checks, map_checks

    for check in checks.CHECKS:
        yield from check(written)
    for check in map_checks.CHECKS if maps_readable else ():
        yield from check(written)


def load_pack(folder: Path, acts: Collection[str] | None = None) -> Agreement:
    """The agreement of a pack without faults; raises AgreementError with all of them otherwise."""
    reading = read_pack(folder, acts)
    serious = tuple(fault for fault in reading.faults if fault.weight == "fault")
    if reading.agreement is None or serious:
        first = f" The first: {serious[0]}" if serious else ""
        count = "1 fault" if len(serious) == 1 else f"{len(serious)} faults"
        raise AgreementError(
            f"The agreement pack {folder} has {count}.{first}", "Run: holdfire agreement check.", serious
        )
    return reading.agreement


PACKS_KEPT = 4
_KNOWN: dict[str, Agreement] = {}
"""Packs without fault by their digest, as they were read in this process: one never changes."""


def known_pack(folder: Path, digest: str) -> Agreement:
    """The agreement of a pack whose files were found without fault when they had this digest. A pack that
    was changed since is checked like any other; raises as load_pack does."""
    if _digest(folder) != digest:
        return load_pack(folder)
    if digest not in _KNOWN:
        while len(_KNOWN) >= PACKS_KEPT:
            _KNOWN.pop(next(iter(_KNOWN)), None)
        _KNOWN[digest] = _known(folder, digest)
    return _KNOWN[digest]


def _known(folder: Path, digest: str) -> Agreement:
    agreement, maps = read_yaml(folder / FILES[0]), read_json(folder / FILES[1])
    if isinstance(agreement.value, Mapping) and isinstance(maps.value, Mapping):
        # What another version of Holdfire let pass, and this one cannot build, is told as a fault.
        with suppress(HoldfireError, LookupError, TypeError, ValueError):
            return built(agreement.value, maps.value, digest)
    return load_pack(folder)


def library_packs() -> list[str]:
    """The packs that come with Holdfire."""
    return sorted(path.name for path in _library().iterdir() if (path / FILES[0]).is_file())


def library_pack(slug: str) -> Path:
    """The folder of a pack that comes with Holdfire."""
    known_packs = library_packs()
    if slug not in known_packs:
        from holdfire.agreement.schema import meant

        advice = meant(slug, known_packs) or f"The library has: {', '.join(known_packs)}."
        raise AgreementError(f"There is no agreement pack {slug!r} in the library.", advice)
    return _library() / slug


def pack_folder(name: str) -> Path:
    """The folder meant by a name on the command line: a folder, else a pack of the library."""
    folder = Path(name)
    return folder if folder.is_dir() else library_pack(name)


def _library() -> Path:
    return Path(str(files("holdfire.library").joinpath("agreements")))


def _digest(folder: Path) -> str:
    """SHA-256 over name, length and bytes of each file of the pack, in fixed order."""
    sha = hashlib.sha256()
    for name in FILES:
        path = folder / name
        content = path.read_bytes() if path.is_file() else b""
        sha.update(f"{name} {len(content)}\n".encode())
        sha.update(content)
    return sha.hexdigest()


def _place(fault: Fault) -> tuple[str, int, str]:
    file, _, line = fault.at.rpartition(":")
    return file, int(line), fault.what
