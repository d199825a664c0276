"""Folding what was acted on since is folding it all: on every prefix, with acts that count for nothing."""

from datetime import UTC, datetime, timedelta

from centre_cast import ROUTE

from holdfire.agreement.reading import library_pack, load_pack
from holdfire.centre.act import Act
from holdfire.centre.fold import Folded, Ground, fold
from holdfire.centre.patrols.acts import CALLED_OFF, PLANNED, TOLD
from holdfire.centre.patrols.patrol import Patrols
from holdfire.centre.patrols.rules import PATROLS
from holdfire.web.centre.acts_held import Former, folded_since

START = datetime(2017, 7, 1, 6, tzinfo=UTC)


def acts() -> list[Act]:
    def act(order: int, kind: str, **told: object) -> Act:
        return Act(order, f"journal {order}", kind, None, START + timedelta(hours=order), {"by": "x", **told})

    window = {"start": "2017-07-01T08:00Z", "end": "2017-07-02T08:00Z", "route": ROUTE}
    return [
        act(1, PLANNED, id="a", parties=["turkey"], **window),
        act(2, TOLD, id="nobody", outcome="completed"),
        act(3, PLANNED, id="b", parties=["russia"], **window),
        act(4, PLANNED, id="a", parties=["iran"], **window),
        act(5, TOLD, id="a", of="turkey", outcome="completed"),
        act(6, CALLED_OFF, id="a", of="iran"),
        act(7, TOLD, id="b", of="russia", outcome="cut short"),
    ]


def told(found: Folded[Patrols]) -> tuple[object, object]:
    return PATROLS.as_map(found.state), [each.act.ref for each in found.aside]


def test_what_is_folded_since_is_what_is_folded_anew() -> None:
    ground, whole = Ground(load_pack(library_pack("astana"))), acts()
    for first in range(len(whole)):
        for last in range(first, len(whole) + 1):
            former = Former([each.ref for each in whole[:first]], fold(PATROLS, whole[:first], ground))
            before = told(former.folded)
            found = folded_since(PATROLS, whole[:last], former, ground)
            assert told(found) == told(fold(PATROLS, whole[:last], ground)), (first, last)
            assert told(former.folded) == before, "what somebody may be reading was not changed"
    assert told(found)[1] == ["journal 2", "journal 4", "journal 6"]


def test_acts_that_do_not_go_on_from_those_before_are_folded_anew() -> None:
    ground, whole = Ground(load_pack(library_pack("astana"))), acts()
    former = Former([each.ref for each in whole], fold(PATROLS, whole, ground))
    rest = [each for each in whole if each.order != 5]
    assert told(folded_since(PATROLS, rest, former, ground)) == told(fold(PATROLS, rest, ground))
