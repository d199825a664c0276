"""What is done with a patrol: planned, called off, set out, told of by each side, hindered, denied."""

from holdfire.centre.form import Field, Form, count, identity, many, moment, one_of, place, text

PLANNED, CALLED_OFF, SET_OUT = "patrol planned", "patrol called off", "patrol set out"
TOLD, HINDERED, DENIED = "patrol outcome told", "patrol hindered", "patrol denied"
COMPLETED, NOT_HELD = "completed", "did not take place"
OUTCOMES = (COMPLETED, "cut short", "turned back", NOT_HELD)
ROUTE_POINTS_MAX = 2_000

_PATROL = Field(identity, "The patrol, by its id.")
_AT = Field(moment, "When, with the zone.")
_PLACE = Field(place, "Where.", "the place is not told")
FORMS = {
    PLANNED: Form(
        PLANNED,
        "A patrol is planned.",
        {
            "id": _PATROL,
            "parties": Field(many(identity, 8), "Whose patrol it is: one, or several for a joint one."),
            "zone": Field(identity, "The zone it is to watch.", "it lies in no zone, or in several"),
            "route": Field(
                many(place, ROUTE_POINTS_MAX, none_twice=False),
                "Its route: two points or more, in their order.",
            ),
            "times": Field(
                many(moment, ROUTE_POINTS_MAX, none_twice=False),
                "When each point of the route is to be passed, from start to end.",
                "only start and end are planned",
            ),
            "start": _AT,
            "end": _AT,
            "series": Field(count, "Its number in a series of joint patrols.", "it has no number"),
            "vehicles": Field(count, "How many vehicles.", "their number is not told"),
        },
    ),
    CALLED_OFF: Form(CALLED_OFF, "The patrol will not take place, as the speaker says.", {"id": _PATROL}),
    SET_OUT: Form(SET_OUT, "The patrol has set out, as the speaker says.", {"id": _PATROL, "at": _AT}),
    TOLD: Form(
        TOLD,
        "How the patrol went, as the speaker says.",
        {
            "id": _PATROL,
            "outcome": Field(one_of(*OUTCOMES), f"One of: {', '.join(OUTCOMES)}."),
            "place": Field(place, "Where it ended, if it was cut short.", "the place is not told"),
            "ended": Field(moment, "When it ended.", "when is not told"),
            "minutes": Field(count, "Minutes that it watched, as the speaker states.", "not stated"),
        },
    ),
    HINDERED: Form(
        HINDERED,
        "Something stood in its way.",
        {"id": _PATROL, "at": _AT, "place": _PLACE, "what": Field(text, "What it was: berm, crowd, mine.")},
    ),
    DENIED: Form(
        DENIED,
        "It was denied passage.",
        {
            "id": _PATROL,
            "at": _AT,
            "place": _PLACE,
            "denied_by": Field(text, "Who denied it, as the speaker says.", "who is not told"),
            "reason": Field(text, "The reason as it was given.", "none was given"),
        },
    ),
}
