"""Things of the centre as GeoJSON, from what is kept of them on the shelf: written, not drawn anew."""

from collections.abc import Iterable

from holdfire.shelf.centre_told import ToldRow


def collection_of(rows: Iterable[ToldRow]) -> bytes:
    """A FeatureCollection (RFC 7946) of things whose view has the geometry in `sums` and their properties in
    `keys`."""
    told = ",\n".join(
        f'{{"type": "Feature", "geometry": {row.sums}, "properties": {row.keys}}}' for row in rows
    )
    return f'{{"type": "FeatureCollection", "features": [\n{told}\n]}}\n'.encode()
