"""The acts of humanitarian access: their kinds, their fields, and what the fields mean.

The practice is that of humanitarian notification (OCHA): static sites and movements are made known to the
sides so that they may spare them. Names of persons stand in none of it: an organisation is named by its role.
"""

from holdfire.centre.form import Check, Field, Form, count, identity, many, moment, one_of, place, text

SITE, MOVEMENT = "access site notified", "access movement notified"
SITE_CHANGED, MOVEMENT_CHANGED = "access site changed", "access movement changed"
ACKNOWLEDGED, DELAYED, DENIED = "access acknowledged", "access delayed", "access denied"
WITHDRAWN, EXECUTED = "access withdrawn", "access executed"

NOTIFIED, CHANGED, ANSWERS = (
    (SITE, MOVEMENT),
    (SITE_CHANGED, MOVEMENT_CHANGED),
    (ACKNOWLEDGED, DELAYED, DENIED),
)

LAW = (
    "Notification is not permission, and silence is not consent: what is notified here changes nobody's duty "
    "under international humanitarian law."
)
"""Stands in every notification and every list of them."""

SITE_KINDS = (
    "hospital", "clinic", "school", "warehouse", "camp", "shelter", "water point", "power station",
    "office", "residence", "place of worship", "other",
)  # fmt: skip
CARGOES = (
    "food", "medical", "water and sanitation", "shelter and household", "fuel", "mixed relief", "evacuation",
    "staff only", "other",
)  # fmt: skip
STEPS = ("departed", "arrived", "unloaded", "turned back", "returned")
"""What may become of a movement, as somebody says."""

_ID = Field(identity, "The notification, by its id.")
_ROUTE: Check = many(place, none_twice=False)
_VERSION = Field(count, "The version of the notification that is meant; the first is 1.")
_TOLD = {
    "id": _ID,
    "title": Field(text, "What is notified, in words."),
    "organisation": Field(text, "Whose it is, as a role: never a person's name."),
    "to": Field(many(identity), "The sides it is addressed to: ids of parties."),
    "answer_by": Field(moment, "Until when each of them is asked to acknowledge it."),
}
_SITE = {
    **_TOLD,
    "kind": Field(one_of(*SITE_KINDS), f"What it is: {', '.join(SITE_KINDS)}."),
    "place": Field(place, "Where it is, and within how many metres."),
    "since": Field(moment, "From when it is notified.", "from the moment of this act"),
    "until": Field(moment, "Until when it is notified.", "until it is withdrawn"),
}
_MOVEMENT = {
    **_TOLD,
    "cargo": Field(one_of(*CARGOES), f"What it carries: {', '.join(CARGOES)}."),
    "vehicles": Field(count, "How many vehicles.", "not stated"),
    "route": Field(_ROUTE, "The points it goes by, in order, at least two."),
    "start": Field(moment, "It sets out no earlier."),
    "end": Field(moment, "It is off the road no later."),
}
_CHANGE = {"version": Field(count, "The number of the version this makes: one more than the last.")}
_WHOSE = "The party or group that does so, as the speaker tells it."


def _forms(*forms: Form) -> dict[str, Form]:
    return {each.kind: each for each in forms}


FORMS = _forms(
    Form(SITE, "A site is notified to the sides.", _SITE),
    Form(MOVEMENT, "A movement is notified to the sides, before it is over.", _MOVEMENT),
    Form(SITE_CHANGED, "A new version of a site's notification; the one before stays readable.",
         {**_SITE, **_CHANGE}),
    Form(MOVEMENT_CHANGED, "A new version of a movement's notification; the one before stays readable.",
         {**_MOVEMENT, **_CHANGE}),
    Form(ACKNOWLEDGED, "A side says that it has the notification. It permits nothing by that.",
         {"id": _ID, "version": _VERSION}),
    Form(DELAYED, "Somebody holds it up, as the speaker says.", {
        "id": _ID,
        "version": _VERSION,
        "until": Field(moment, "Till when, as given.", "not said till when"),
        "whose": Field(identity, _WHOSE, "the speaker itself"),
    }),
    Form(DENIED, "Somebody does not let it pass, as the speaker says.", {
        "id": _ID,
        "version": _VERSION,
        "whose": Field(identity, _WHOSE, "the speaker itself"),
    }),
    Form(WITHDRAWN, "It is taken back by the one who notified it.", {"id": _ID}),
    Form(EXECUTED, "What became of a movement, as the speaker says.", {
        "id": _ID,
        "step": Field(one_of(*STEPS), f"What happened: {', '.join(STEPS)}."),
        "when": Field(moment, "When it happened.", "the hour is not known"),
    }),
)  # fmt: skip
