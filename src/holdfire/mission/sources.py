"""Which source maps a mission can use: its own, which stand before those of the library."""

from pathlib import Path

from holdfire.errors import MissionError
from holdfire.reports.source_map import (
    SourceMap,
    library_source,
    library_sources,
    read_source_map,
    told_at_once,
)


def sources_of(folder: Path) -> list[str]:
    """Slugs of every source map the mission in that folder can use."""
    own = {path.stem for path in (folder / "sources").glob("*.yml")}
    return sorted(own | set(library_sources()))


def source_of(folder: Path, slug: str) -> SourceMap:
    """The source map of that slug."""
    known = sources_of(folder)
    if slug not in known:
        raise MissionError(
            f"There is no source {slug!r}.",
            f"Known: {', '.join(known)}. Write {folder}/sources/{slug}.yml for a new one.",
        )
    own = folder / "sources" / f"{slug}.yml"
    found, faults = read_source_map(own if own.exists() else library_source(slug))
    if found is None:
        raise told_at_once(slug, faults)
    return found
