"""Which source maps a mission can use: its own, which stand before those of the library."""

from collections.abc import Iterable
from pathlib import Path

from holdfire.errors import MissionError
from holdfire.registers.holders import holders
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


def holders_of(folder: Path, sources: Iterable[str]) -> dict[str, str]:
    """Which of these sources is which observer's own list, as their maps say; a source without a map is
    nobody's."""
    known = set(sources) & set(sources_of(folder))
    return holders(source_of(folder, slug) for slug in sorted(known))
