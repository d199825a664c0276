"""Decisions: what is open and who is silent, what was settled on the day, dissents and reservations."""

from collections.abc import Iterable, Iterator

from holdfire.agreement.term import DecisionRule
from holdfire.centre.decisions.decision import Decision, Decisions, Outcome
from holdfire.publish.day import DayCut
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Bullets, Cell, Grid, Section, Sentence, said
from holdfire.publish.sections.centre_state import desk_count, state_of
from holdfire.publish.wording import listed

_RULE = "decisions 1; as told by the end of the day, by the clocks of those who signed"
_UNDONE = (
    "decisions 1, carried out in the order of adoption; the agreement stays as it was where one cannot be"
)
HEAD = (
    *("Proposal", "About", "Put by", "Decided by", "Outcome"),
    *("Consent", "With reservation", "Objection or abstention", "Silent"),
)


def decisions(cut: DayCut) -> Section | None:
    """None where nothing was ever put to anybody by the end of the day."""
    state = state_of(cut, "decisions")
    if state is None:
        return None
    assert isinstance(state, Decisions)
    known = list(state.before(cut.span.end).decisions.values())
    if not known:
        return None
    blocks = (Bullets((*_day(cut, known), *_undone(cut))), _grid(cut, known))
    return Section(13, "decisions", "Decisions", blocks)


def _day(cut: DayCut, known: list[Decision]) -> tuple[Sentence, ...]:
    def count(chosen: Iterable[Decision]) -> Figure:
        return desk_count(cut, "decisions", _RULE, (each.id for each in chosen), "proposals")

    settled = [each for each in known if each.decided is not None and cut.span.covers(each.decided.at)]
    open_ = [each for each in known if _outcome(cut, each) is Outcome.OPEN]
    adopted = [each for each in settled if each.outcome is Outcome.ADOPTED]
    without = [each for each in settled if each.outcome is Outcome.NO_CONSENSUS]
    return (
        said("Proposals on which words are awaited: ", count(open_), ". Silence is not consent."),
        said("Adopted on this day: ", count(adopted), "."),
        said("Without consensus since this day: ", count(without), "."),
    )


def _undone(cut: DayCut) -> Iterator[Sentence]:
    """Adopted decisions that the agreement did not let be carried out, each with the rule."""
    adopted = [
        each
        for each in cut.dataset.centre.undone
        if each.decided.adopted is not None and each.decided.adopted < cut.span.end
    ]
    if not adopted:
        return
    found = desk_count(cut, "decisions", _UNDONE, (each.decided.id for each in adopted), "decisions")
    yield said(
        "Adopted by this day, and not carried out, since the agreement does not allow it: ", found, "."
    )
    if cut.shows.source_words:
        yield from (said(f"Not carried out ({each.rule}): {each.what}") for each in adopted)


def _outcome(cut: DayCut, each: Decision) -> Outcome:
    return each.outcome_at(cut.span.end)


def _grid(cut: DayCut, known: list[Decision]) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for each in known:
        title = str(each.proposed.content.get("title") or "the text is not at hand")
        shown = (each.id, title) if cut.shows.source_words else ("withheld", "withheld")
        speaker = each.proposed.speaker
        who = (
            [] if speaker is None else [speaker],
            each.said("consent"),
            each.said("reservation"),
            each.said("objection", "abstention"),
            each.silent,
        )
        put, *said_so = (said(listed([cut.party_name(one) for one in ids]) or "nobody") for ids in who)
        rule = said(_rule(cut, each))
        rows.append((said(shown[0]), said(shown[1]), put, rule, said(str(_outcome(cut, each))), *said_so))
    note = "Each outcome follows from the votes and the rule of the agreement; nobody asserts it."
    return Grid("Proposals by what came of them", HEAD, tuple(rows), note)


def _rule(cut: DayCut, each: Decision) -> str:
    """Who decides, and how: the guarantors by consensus, or a body by its own rule."""
    deciding = each.deciding
    whose = "the guarantors" if deciding.body is None else deciding.body
    who = listed([cut.party_name(one) for one in deciding.deciders])
    if deciding.rule == DecisionRule.QUORUM:
        who = ", ".join(f"{side.needed} of {side.name}" for side in deciding.constituencies)
    return f"{whose}: {deciding.rule} ({who})"
