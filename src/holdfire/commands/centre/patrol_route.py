"""The route of a plan as it is given: a GPX or GeoJSON file, or point by point."""

from pathlib import Path

import click

from holdfire.centre.act import CentreError
from holdfire.centre.routes import route_in
from holdfire.commands.centre.acting import instant
from holdfire.commands.centre.drawn import bytes_of
from holdfire.record.canonical import Plain


def route_given(
    file: Path | None, radius_m: int | None, points: tuple[dict[str, int], ...], timed: bool
) -> dict[str, Plain]:
    """The route and, where `timed` asks for them, the times at its points, as fields of an act."""
    if file is None:
        if timed:
            raise click.UsageError("--file-times takes times from a file; give --route FILE.")
        return {"route": [dict(each) for each in points], "times": None}
    if points:
        raise click.UsageError("Give the route as a file, or point by point; not both.")
    if radius_m is None:
        raise click.UsageError("Say how well the file's points are known: --route-radius 50 (metres).")
    found = route_in(bytes_of(file), file.name, radius_m)
    if timed and not found.times:
        raise CentreError(
            f"{file.name} does not give the time of every point.", "Leave --file-times out, or add the times."
        )
    times: list[Plain] = [instant(each) for each in found.times]
    return {"route": [dict(each) for each in found.points], "times": times if timed else None}
