"""What the coordination centre did, subject by subject: only of those that the mission uses."""

from collections.abc import Callable

from holdfire.publish.day import DayCut
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Bullets, Section, Sentence, said
from holdfire.publish.sections.access import access
from holdfire.publish.sections.commitments import commitments
from holdfire.publish.sections.decisions import decisions
from holdfire.publish.sections.hazards import hazards
from holdfire.publish.sections.meetings import meetings
from holdfire.publish.sections.patrols import patrols
from holdfire.publish.sections.persons import persons
from holdfire.publish.sections.posts import posts
from holdfire.publish.sections.works import works

SECTIONS: tuple[Callable[[DayCut], Section | None], ...] = (
    decisions,
    posts,
    patrols,
    persons,
    access,
    hazards,
    works,
    meetings,
    commitments,
)
_RULE = "centre 1; acts on the joint record"


def centre_sections(cut: DayCut) -> tuple[Section, ...]:
    """The sections of modules in use, and what of the centre is not told; none where nobody uses it."""
    found = tuple(each for make in SECTIONS if (each := make(cut)) is not None)
    lacking = _not_told(cut)
    if not lacking:
        return found
    not_told = Section(0, "centre-not-told", "Acts of the centre not told", (Bullets(lacking),))
    return (*found, not_told)


def _not_told(cut: DayCut) -> tuple[Sentence, ...]:
    centre = cut.dataset.centre
    told = [
        (centre.aside, "Acts on record that count for nothing; the lists of each subject say why"),
        *((number, f"Acts on record without words here ({why})") for why, number in centre.unread),
    ]
    return tuple(said(f"{words}: ", _number(cut, number), ".") for number, words in told if number)


def _number(cut: DayCut, number: int) -> Figure:
    counting = cut.counting.by(f"{cut.dataset.mission_name}: centre", cut.span, _RULE)
    return counting.figure(number, "acts", (), "ids not listed")
