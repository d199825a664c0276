"""The ground of the centre for tests: the Astana pack, and acts by number, as a log would have them."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from holdfire.agreement.reading import library_pack, load_pack
from holdfire.centre.act import Act
from holdfire.centre.fold import Ground, fold

AT = datetime(2017, 6, 15, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


@lru_cache(maxsize=1)
def ground():
    return Ground(load_pack(library_pack("astana")))


def act(kind, party="un", hours=0.0, order=1, /, **content):
    """An act signed so many hours after AT."""
    return Act(order, f"{order:064x}", kind, party, AT + hours * HOUR, {"by": "A. Haddad", **content})


def folded(module, *acts):
    """The acts in their order, numbered."""
    numbered = (
        Act(order, f"{order:064x}", each.kind, each.party, each.at, each.content)
        for order, each in enumerate(acts, start=1)
    )
    return fold(module, numbered, ground())


def point(lat=35.93, lon=36.63, radius_m=100):
    return {"lat_e7": round(lat * 1e7), "lon_e7": round(lon * 1e7), "radius_m": radius_m}


def clock(hours):
    """An instant so many hours after AT, as an act writes it."""
    return (AT + hours * HOUR).isoformat()


def only_objection(found):
    (aside,) = found.aside
    return aside.objection
