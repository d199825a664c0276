"""What is done with a patrol: planned, called off, its outcome as each side says, obstacles, denials."""

from holdfire.centre.form import Field, Form, count, identity, many, moment, one_of, place, text

PLANNED, CALLED_OFF, TOLD = "patrol planned", "patrol called off", "patrol outcome told"
HINDERED, DENIED = "patrol hindered", "patrol denied"
OUTCOMES = ("completed", "cut short", "turned back", "did not take place")
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
            "start": _AT,
            "end": _AT,
            "series": Field(count, "Its number in a series of joint patrols.", "it has no number"),
            "vehicles": Field(count, "How many vehicles.", "their number is not told"),
        },
    ),
    CALLED_OFF: Form(CALLED_OFF, "The patrol will not take place.", {"id": _PATROL}),
    TOLD: Form(
        TOLD,
        "How the patrol went, as the speaker says.",
        {
            "id": _PATROL,
            "outcome": Field(one_of(*OUTCOMES), f"One of: {', '.join(OUTCOMES)}."),
            "place": Field(place, "Where it ended, if it was cut short.", "the place is not told"),
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
