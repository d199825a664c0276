"""The acts on hazardous areas, in the words of the International Mine Action Standards, which IMSMA uses.

IMAS 08.10 (non-technical survey): a suspected hazardous area (SHA) rests on indirect evidence, a confirmed
one (CHA) on direct evidence. IMAS 07.11 (land release): land is cancelled by non-technical survey, reduced by
technical survey, or cleared. IMAS 09.10: cleared to a depth that was specified. Released land is handed over
with its documents (IMAS 07.11 and 08.30).
"""

from holdfire.centre.form import Field, Form, count, day, identity, many, one_of, place, sha256, text
from holdfire.centre.outline import outline

REPORTED, CONFIRMED, CANCELLED = "hazard reported", "hazard confirmed", "hazard cancelled"
REDUCED, CLEARED, HANDED_OVER = "hazard reduced", "hazard cleared", "hazard handed over"
ACCIDENT = "hazard accident told"

RELEASES = {
    CANCELLED: "cancelled by non-technical survey",
    REDUCED: "reduced by technical survey",
    CLEARED: "cleared",
}
"""What each act of release makes of the land."""

SUSPECTED_AREA, CONFIRMED_AREA, HANDED = "suspected", "confirmed", "handed over"
LEVELS, EVIDENCE = (SUSPECTED_AREA, CONFIRMED_AREA), ("indirect", "direct")
KINDS = ("anti-personnel mines", "anti-vehicle mines", "improvised devices", "cluster munitions",
         "unexploded ordnance", "not known")  # fmt: skip

_AREA = Field(identity, "The area, by its id.")
_ON = Field(day, "The day on which it was so.")
_DRAWN = Field(outline, "Its outline.", "it is given as a point with a radius")
_PART = Field(outline, "The part that is released.", "all that was not released before")
_SURVEY = Field(text, "The survey it rests on: who made it, and its number.")
_EVIDENCE = Field(one_of(*EVIDENCE), "Direct (seen, detonated, a minefield record) or indirect evidence.")


def _forms(*forms: Form) -> dict[str, Form]:
    return {each.kind: each for each in forms}


FORMS = _forms(
    Form(REPORTED, "An area is reported as hazardous.", {
        "id": _AREA,
        "title": Field(text, "Where and what it is, in words."),
        "level": Field(one_of(*LEVELS), "Suspected (SHA) or confirmed (CHA)."),
        "kinds": Field(many(one_of(*KINDS)), f"What lies there: {', '.join(KINDS)}."),
        "evidence": _EVIDENCE,
        "rests_on": Field(text, "The evidence, in words."),
        "on": _ON,
        "outline": _DRAWN,
        "place": Field(place, "Its middle, and the radius it lies within.", "it has an outline"),
        "zone": Field(identity, "The zone it lies in.", "it lies in no zone, or that is not known"),
    }),
    Form(CONFIRMED, "A suspected area is confirmed, on direct evidence.", {
        "id": _AREA, "evidence": _EVIDENCE, "rests_on": Field(text, "The evidence, in words."), "on": _ON,
    }),
    Form(CANCELLED, "Land is found by non-technical survey to hold no evidence of explosive ordnance.", {
        "id": _AREA, "on": _ON, "outline": _PART, "survey": _SURVEY,
    }),
    Form(REDUCED, "Land is found by technical survey to hold no evidence of explosive ordnance.", {
        "id": _AREA, "on": _ON, "outline": _PART, "survey": _SURVEY,
    }),
    Form(CLEARED, "Land is cleared: what was specified is removed or destroyed, to the depth specified.", {
        "id": _AREA, "on": _ON, "outline": _PART,
        "depth_cm": Field(count, "The depth cleared to, in centimetres.", "no depth is stated"),
        "document": Field(sha256, "The completion report, by its SHA-256.", "there is none"),
    }),
    Form(HANDED_OVER, "Released land is handed over to those who use it.", {
        "id": _AREA, "on": _ON,
        "to": Field(text, "Who took it over, as a role: never a person's name."),
        "document": Field(sha256, "The handover document, by its SHA-256.", "there is none"),
    }),
    Form(ACCIDENT, "Somebody came to harm there; the incident tells what happened.", {
        "id": _AREA, "on": _ON,
        "incident": Field(text, "The incident, by its id (i-...)."),
    }),
)  # fmt: skip
