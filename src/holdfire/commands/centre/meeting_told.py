"""holdfire meeting list and show: what is on record of meetings, each word with its speaker and source."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

import click

from holdfire.centre.act import Act, CentreError
from holdfire.centre.meetings.expected import told_as
from holdfire.centre.meetings.meeting import FACTS_OF_HELD, Meeting, Meetings, Stands, Teller, teller_of
from holdfire.centre.meetings.rules import MEETINGS
from holdfire.commands.answers import answer
from holdfire.commands.centre.meeting_words import meeting_argument
from holdfire.commands.options import Day, as_json, mission_folder
from holdfire.mission.centre.gathering import gathered
from holdfire.mission.opened import Opened


@click.command("list")
@mission_folder
@click.option("--series", metavar="ID", help="Only meetings of that series.")
@click.option(
    "--soon", type=Day(), metavar="DAY", help="Only those that may fall within 30 days from that day."
)
@as_json
def list_(folder: Path, series: str | None, soon: date | None, as_json: bool) -> None:
    """List every meeting: where it stands, when it is expected or was held, and its points.

    \b
    Example: holdfire meeting list idlib --series astana
    JSON keys: meetings (id, series, round, stands, expected, held, differing, points, statements, next),
    time_not_stated (ids of what is planned for a time that nobody states), set_aside (ref, what)
    """
    with gathered(Opened.open(folder)) as centre:
        folded = centre.folded(MEETINGS)
    state: Meetings = folded.state
    meant = [each for each in state.meetings.values() if series in (None, each.series)]
    meant.sort(key=lambda each: (each.series, each.round or 0, each.id))
    timeless = [each.id for each in meant if each.time_not_stated]
    lines = [] if meant else ["No meeting is on record."]
    if meant and soon is not None:
        of_all, last = len(meant), soon + timedelta(days=30)
        meant = [each for each in meant if each.expected_within(soon, last)]
        lines = [] if meant else [f"None of {of_all} meetings on record is expected from {soon} to {last}."]
        lines += [f"{each} is planned for a time that nobody states." for each in timeless]
    aside = [{"ref": each.act.ref, "what": each.objection.what} for each in folded.aside]
    lines = [_line(each) for each in meant] + lines
    lines += [f"Set aside, {each['ref']}: {each['what']}" for each in aside]
    keys = {"meetings": [_keys(state, each) for each in meant], "time_not_stated": timeless}
    answer(as_json, {**keys, "set_aside": aside}, lines)


@click.command("show")
@mission_folder
@meeting_argument
@as_json
def show(folder: Path, meeting: str, as_json: bool) -> None:
    """Show a meeting with every word on it, in the order of the acts, and where each stands in its source.

    \b
    Example: holdfire meeting show idlib astana-6
    JSON keys: those of one meeting of holdfire meeting list, and words (act, said_by, first_hand, source,
    file, cited, told, by, why, ref)
    """
    with gathered(Opened.open(folder)) as centre:
        state: Meetings = centre.folded(MEETINGS).state
    found = state.meetings.get(meeting)
    if found is None:
        raise CentreError(f"There is no meeting {meeting}.", f"List them: holdfire meeting list {folder}.")
    words = [_word(each) for each in sorted(found.acts(), key=lambda each: each.order)]
    lines = [_line(found), *_differing(found), *_points(found), *map(_word_line, words), *_next(state, found)]
    answer(as_json, {**_keys(state, found), "words": words}, lines)


def _keys(state: Meetings, each: Meeting) -> dict[str, object]:
    held = [
        {**_teller(teller), **{name: act.content.get(name) for name in FACTS_OF_HELD}, "ref": act.ref}
        for teller, act in each.held.items()
    ]
    points = [
        {"point": one.id, "subject": one.subject, "outcome": one.outcome,
         "told": [{**_teller(who), "outcome": act.content["outcome"], "why": act.content.get("why"),
                   "ref": act.ref} for who, act in one.words.items()]}
        for one in each.points.values()
    ]  # fmt: skip
    return {
        "id": each.id,
        "series": each.series,
        "round": each.round,
        "stands": each.stands.value,
        "expected": [{**_teller(who), "when": when} for who, when in each.expected().items()],
        "held": held,
        "differing": {name: [{**_teller(who), "told": told} for who, told in words.items()]
                      for name, words in each.differing().items()},
        "points": points,
        "statements": _statements(each),
        "next": list(state.next_after(each.id)),
    }  # fmt: skip


def _statements(each: Meeting) -> list[dict[str, object]]:
    named = ("title", "adopted_by", "day", "texts", "authentic")
    return [
        {"statement": name, "told": [{**_teller(who), **{key: act.content.get(key) for key in named}}
                                     for who, act in words.items()]}
        for name, words in each.adopted().items()
    ]  # fmt: skip


def _word(act: Act) -> dict[str, object]:
    apart = ("id", "by", "why", "of", "source", "file", "cited")
    told = {key: value for key, value in act.content.items() if key not in apart and value is not None}
    return {
        "act": act.kind,
        **_teller(teller_of(act)),
        "first_hand": act.first_hand,
        **{key: act.content.get(key) for key in ("file", "cited")},
        "told": told,
        "by": act.by,
        "why": act.content.get("why"),
        "ref": act.ref,
    }


def _teller(teller: Teller) -> dict[str, object]:
    return {"said_by": teller[0], "source": teller[1]}


def _who(teller: Teller) -> str:
    speaker, source = teller
    return f"{speaker or 'the desk'}{f', from {source}' if source else ''}"


def _line(each: Meeting) -> str:
    plans = "; ".join(f"{when or 'time not stated'} ({_who(who)})" for who, when in each.expected().items())
    held = "; ".join(f"{_days(act)} ({_who(who)})" for who, act in each.held.items())
    told = [
        f"expected {plans}" if plans and each.stands != Stands.HELD else "",
        f"held {held}" if held else "",
    ]
    points = [f"{one.id}: {one.outcome}" for one in each.points.values()]
    return ". ".join([f"{each.id:<12} {each.stands}", *filter(None, [*told, ", ".join(points)])])


def _days(act: Act) -> str:
    first, last = act.content.get("first"), act.content.get("last")
    return "on a day not stated" if first is None else f"{first}{f' to {last}' if last else ''}"


def _differing(each: Meeting) -> Iterable[str]:
    for name, words in each.differing().items():
        told = "; ".join(f"{_shown(value)} ({_who(who)})" for who, value in words.items())
        yield f"  told differently, {name}: {told}"


def _points(each: Meeting) -> Iterable[str]:
    for point in each.points.values():
        told = "; ".join(f"{_who(who)}: {act.content['outcome']}" for who, act in point.words.items())
        yield f"  point {point.id} ({point.subject}): {point.outcome}. {told}"


def _next(state: Meetings, each: Meeting) -> Iterable[str]:
    for name, words in state.next_after(each.id).items():
        for who, act in words.items():
            yield f"  next: {name}, {told_as(act.content.get('expected')) or 'time not stated'} ({_who(who)})"


def _word_line(word: Mapping[str, object]) -> str:
    told = word["told"]
    assert isinstance(told, Mapping)
    facts = ", ".join(
        f"{key} {_shown(value)}" for key, value in told.items() if key not in ("series", "round")
    )
    teller = (word["said_by"], word["source"])
    places = "; ".join(_place(each) for each in word["cited"] or ())  # type: ignore[attr-defined]
    cited = f" [{places}]" if places else ""
    relayed = "" if word["first_hand"] or word["said_by"] is None else ", relayed"
    kind = str(word["act"]).removeprefix("meeting ")
    why = f" Why: {word['why']}" if word["why"] else ""
    return f"  {_who(teller)}{relayed}: {kind}. {facts}{cited}{why}"  # type: ignore[arg-type]


def _place(cited: Mapping[str, object]) -> str:
    span = "" if cited["start"] is None else f"characters {cited['start']} to {cited['end']}"
    return f"{cited['fact']}: {', '.join(filter(None, (str(cited['clause'] or ''), span)))}"


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return told_as(value) or ", ".join(f"{key} {str(each)[:12]}" for key, each in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
