"""Humanitarian access: what was notified, how each side stands to it, and what then happened, as each says.

The public is told numbers only: no place, route or title of a site or a convoy, whether it has ended or not;
and, as with observers, that passage was denied but not by whom.
"""

from holdfire.centre.access.acts import LAW
from holdfire.centre.access.notice import Access, Notice, window
from holdfire.centre.act import Act
from holdfire.publish.day import DayCut
from holdfire.publish.layout import Block, Bullets, Cell, Grid, Section, Sentence, said
from holdfire.publish.sections.access_sides import by_side, count_of, in_sum, steps_told
from holdfire.publish.sections.centre_state import side_name, state_of
from holdfire.publish.wording import moment_words

NUMBER = 14


def access(cut: DayCut) -> Section | None:
    state = state_of(cut, "access")
    if state is None:
        return None
    assert isinstance(state, Access)
    known = state.through(cut.span.end)
    if not known.notices:
        return None
    current = [each for each in known.notices.values() if _on_the_day(cut, each)]
    blocks: list[Block] = [said(LAW), Bullets(_day(cut, known, current))]
    if current:
        standing = by_side if cut.shows.denials_by else in_sum
        blocks += [standing(cut, current), *steps_told(cut, known)]
        if cut.shows.source_words:
            blocks.append(_list(cut, current))
    return Section(NUMBER, "access", "Humanitarian access", tuple(blocks))


def _on_the_day(cut: DayCut, notice: Notice) -> bool:
    """Whether what it notifies, or its first notice, meets the day."""
    start, end = window(notice, notice.number)
    if cut.span.covers(notice.versions[0].at):
        return True
    return start < cut.span.end and (end is None or end > cut.span.start)


def _day(cut: DayCut, known: Access, current: list[Notice]) -> tuple[Sentence, ...]:
    new = [each for each in known.notices.values() if cut.span.covers(each.versions[0].at)]
    gone = [each for each in known.notices.values() if each.withdrawn and cut.span.covers(each.withdrawn.at)]
    others = [each for each in current if each.told_of_others(cut.span.end)]
    return (
        said(
            "Sites notified on this day: ", count_of(cut, (e for e in new if not e.is_movement), "sites"), "."
        ),
        said(
            "Movements notified on this day: ",
            count_of(cut, (e for e in new if e.is_movement), "movements"),
            ".",
        ),
        said("Sites notified as the day ended: ", count_of(cut, _standing_sites(cut, current), "sites"), "."),
        said("Notifications withdrawn on this day: ", count_of(cut, gone), "."),
        said("Held up by somebody else than the speaker, as told: ", count_of(cut, others), "."),
    )


def _standing_sites(cut: DayCut, current: list[Notice]) -> list[Notice]:
    return [each for each in current if not each.is_movement and each.state(cut.span.end) == "in force"]


def _list(cut: DayCut, current: list[Notice]) -> Grid:
    rows = tuple(_row(cut, each) for each in current)
    head = ("Notification", "What", "Window", "How each side stands", "What happened, as each says")
    return Grid("What was notified for this day", head, rows)


def _row(cut: DayCut, notice: Notice) -> tuple[Cell, ...]:
    zone = cut.dataset.reporting_day.zone
    content = notice.latest.content
    start, end = window(notice, notice.number)
    what = f"{content['cargo'] if notice.is_movement else content['kind']}: {content['title']}"
    until = "until withdrawn" if end is None else f"to {moment_words(end, zone)}"
    sides = "; ".join(
        f"{side_name(cut, each.side)}: {each.standing}"
        + (f" ({each.answer.reason})" if each.answer is not None and each.answer.reason is not None else "")
        for each in notice.sides(cut.span.end)
    )
    told = "; ".join(f"{side_name(cut, who)}: {_words(steps)}" for who, steps in notice.outcome().items())
    version = f"{notice.id}, version {notice.number}"
    return (
        said(version),
        said(what),
        said(f"{moment_words(start, zone)} {until}"),
        said(sides),
        said(told or "nothing told"),
    )


def _words(steps: tuple[Act, ...]) -> str:
    return ", ".join(str(each.content["step"]) for each in steps)
