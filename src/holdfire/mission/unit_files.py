"""Which units of count a mission can use: its own files, which stand before those of the library."""

from pathlib import Path

from holdfire.assessment.counting.reading import library_unit, library_units, load_unit
from holdfire.assessment.counting.unit import Unit
from holdfire.errors import MissionError


def units_of(folder: Path) -> list[str]:
    """Ids of every unit of count that the mission in that folder can use."""
    own = {path.stem for path in (folder / "counting").glob("*.yml")}
    return sorted(own | set(library_units()))


def unit_of(folder: Path, name: str) -> Unit:
    """The unit of count of that id; raises MissionError where there is none."""
    known = units_of(folder)
    if name not in known:
        raise MissionError(
            f"There is no unit of count {name!r}.",
            f"Known: {', '.join(known)}. Write {folder}/counting/{name}.yml for a new one.",
        )
    own = folder / "counting" / f"{name}.yml"
    return load_unit(own if own.exists() else library_unit(name))


def every_unit(folder: Path) -> tuple[Unit, ...]:
    """All of them, by id."""
    return tuple(unit_of(folder, name) for name in units_of(folder))
