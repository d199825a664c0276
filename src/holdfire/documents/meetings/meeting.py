"""A meeting as one document tells of it."""

from dataclasses import dataclass, field

from holdfire.documents.field import Field, Passage, not_stated

HELD, PLANNED = "held", "planned"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a point: agreed, agreed in part, or not agreed; `subject` in the text's words; `zones` are
    the areas it names."""

    subject: Field
    outcome: Field
    zones: tuple[Field, ...] = ()


@dataclass
class Meeting:
    """`series` is the name of the talks ("astana"), `round` its number there. `participants`, `observers` and
    `invited` are fields with ids of actors. `told_in` are the sentences that speak of it."""

    series: Field
    round: Field
    state: Field = field(default_factory=lambda: not_stated("no verb tells"))
    days: Field = field(default_factory=lambda: not_stated("no date stands with it"))
    place: Field = field(default_factory=lambda: not_stated("no town stands with it"))
    participants: list[Field] = field(default_factory=list)
    observers: list[Field] = field(default_factory=list)
    invited: list[Field] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    told_in: list[Passage] = field(default_factory=list)
    is_next: bool = False
