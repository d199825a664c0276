"""Notifications for tests: a hospital and a convoy to two sides, asked to answer within ten hours."""

from centre_ground import act, clock, point

from holdfire.centre.access.acts import ACKNOWLEDGED, MOVEMENT, SITE

TO = ("russia", "syria")


def site(hours=0, party="un", **more):
    return act(
        more.pop("kind_of_act", SITE),
        party,
        hours,
        **{
            "id": "h-1",
            "title": "Central hospital",
            "organisation": "a UN agency",
            "kind": "hospital",
            "to": TO,
            "answer_by": clock(10),
            "place": point(),
        }
        | more,
    )


def convoy(hours=0, party="un", **more):
    return act(
        more.pop("kind_of_act", MOVEMENT),
        party,
        hours,
        **{
            "id": "c-7",
            "title": "Convoy to Kafr Nabl",
            "organisation": "a UN agency",
            "cargo": "food",
            "vehicles": 12,
            "to": TO,
            "answer_by": clock(10),
            "route": [point(), point(35.8, 36.6)],
            "start": clock(24),
            "end": clock(34),
        }
        | more,
    )


def answer(kind=ACKNOWLEDGED, party="russia", hours=1, id="c-7", version=1, **more):  # noqa: A002
    return act(kind, party, hours, id=id, version=version, **more)
