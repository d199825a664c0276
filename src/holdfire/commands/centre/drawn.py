"""Reading what a desk drew: the line of a route, the polygon of an area; and documents that an act names."""

from pathlib import Path

import click

from holdfire.centre.act import CentreError
from holdfire.centre.outline import Rings, points_in, rings_in
from holdfire.mission.centre.files import keep_file

FILE_BYTES_MAX = 16 * 1024 * 1024


def route_points(
    file: Path | None, radius_m: int | None, points: tuple[dict[str, int], ...]
) -> list[dict[str, int]]:
    """The points of a route: those of a file, known to `radius_m`, or those given one by one."""
    if file is None:
        return list(points)
    if points:
        raise click.UsageError("Give the route as a file, or point by point; not both.")
    if radius_m is None:
        raise click.UsageError("Say how well the file's points are known: --route-radius 50 (metres).")
    return points_in(text_of(file), file.name, radius_m)


def outline_rings(file: Path | None) -> Rings | None:
    """The rings of the one polygon in a GeoJSON file."""
    return None if file is None else rings_in(text_of(file), file.name)


def kept_document(folder: Path, file: Path | None) -> str | None:
    """Keep a document that an act is to name; its SHA-256."""
    return None if file is None else keep_file(folder, bytes_of(file))


def text_of(file: Path) -> str:
    try:
        return bytes_of(file).decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        raise CentreError(f"{file.name} is not UTF-8 at byte {cause.start}.", "Save it as UTF-8.") from cause


def bytes_of(file: Path) -> bytes:
    try:
        if file.stat().st_size > FILE_BYTES_MAX:
            raise CentreError(f"{file.name} has over {FILE_BYTES_MAX:,} bytes.", "Simplify it, or split it.")
        return file.read_bytes()
    except OSError as cause:
        raise CentreError(f"{file} cannot be read ({cause.strerror}).", "Check the path.") from cause
