"""What holdfire access tells: the list, one notification whole, and incidents near what was notified."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from holdfire.centre.access.acts import LAW
from holdfire.centre.access.notice import Answer, Notice, SideTold, moment_of
from holdfire.centre.access.places import legs, route_of
from holdfire.centre.access.rules import ACCESS
from holdfire.centre.act import Act, CentreError
from holdfire.commands.answers import answer, answer_rows, counted
from holdfire.commands.centre.acting import Instant, instant, last_or_all
from holdfire.commands.options import Day, as_json, mission_folder, now
from holdfire.mission.centre.gathering import gathered
from holdfire.mission.centre.listing import View, listed
from holdfire.mission.opened import Opened

if TYPE_CHECKING:
    import polars as pl

    from holdfire.mission.folder import Mission

WITHIN_M = 2_000
_WINDOW = ("start", "end")
_SAME = ("title", "organisation", "kind", "cargo", "vehicles", "place", "since", "until", "start", "end")


@click.command("list")
@mission_folder
@click.option("--at", "moment", type=Instant(), help="As it stands at that moment; without it, now.")
@last_or_all
@as_json
def list_(folder: Path, moment: str | None, last: int, every: bool, as_json: bool) -> None:
    """List notifications and how each side stands to it. Silence past a deadline is no answer.

    \b
    Example: holdfire access list idlib --at 2017-06-17T12:00Z
    JSON keys: law, total (ids named), notifications (id, is_movement, notifier, version, state, to, sides,
               told_of_others, outcome, and what the version says), set_aside
    """
    at = now() if moment is None else datetime.fromisoformat(moment)
    with gathered(Opened.open(folder)) as centre:
        found = listed(centre, LISTED, None if every else last, at, only_meant=True)
    lines = [LAW, *(found.lines or ["Nothing is notified."]), *found.part.words("notifications")]
    before = {"law": LAW, "total": found.part.total}
    rows, aside = ("notifications", found.keys), {"set_aside": found.aside}
    answer_rows(as_json, before, rows, aside, lines)


@click.command("show")
@mission_folder
@click.argument("notice", metavar="NOTIFICATION")
@as_json
def show(folder: Path, notice: str, as_json: bool) -> None:
    """Show a notification with all its versions and everything that was said to it.

    \b
    Example: holdfire access show idlib c-7
    JSON keys: law, those of one of holdfire access list, versions, said
    """
    with gathered(Opened.open(folder)) as centre:
        known = centre.folded(ACCESS, {notice}).state.notices.get(notice)
    if known is None:
        raise CentreError(f"There is no notification {notice}.", f"List them: holdfire access list {folder}.")
    at = now()
    said = [*(each.act for each in known.answers), *known.steps]
    versions = [{"version": number, "ref": each.ref, "at": _at(each), **_said(each, known, number)}
                for number, each in enumerate(known.versions, start=1)]  # fmt: skip
    lines = [
        LAW,
        *_lines(known, at),
        *(f"version {each['version']} of {each['at']}: {each['title']}" for each in versions),
        *(_word(each) for each in sorted(said, key=lambda each: each.order)),
    ]
    told = [
        {"ref": e.ref, "act": e.kind, "at": _at(e), "said_by": e.speaker, "why": e.content.get("why")}
        for e in said
    ]
    answer(as_json, {"law": LAW, **_keys(known, at), "versions": versions, "said": told}, lines)


@click.command("near")
@mission_folder
@click.option("--from", "first", type=Day(), help="First reporting day; without it, all.")
@click.option("--to", "last", type=Day(), help="Last reporting day, included; without it, all.")
@click.option("--within", "within_m", type=float, default=WITHIN_M, show_default=True, help="Metres.")
@as_json
def near(folder: Path, first: date | None, last: date | None, within_m: float, as_json: bool) -> None:
    """List incidents near notified sites and movements, as far as both places and times are known.

    Nearness is no finding. An incident known only to a province is near to nothing in particular.

    \b
    Example: holdfire access near idlib --from 2017-06-15 --to 2017-06-18 --within 1000
    JSON keys: law, within_m, near (as table nearness), too_rough (incident_id, candidates, reasons)
    """
    # The only verb here that reads tables, which take long to load.
    import polars as pl

    from holdfire.centre.access.table import NOTIFIED
    from holdfire.centre.nearness import nearness
    from holdfire.mission.folder import Mission

    mission = Mission.open(folder)
    with gathered(mission) as centre:
        notified = NOTIFIED.of(row for each in listed(centre, PLACES, None).sums for row in map(_leg, each))
    found = nearness(_between(mission, first, last), notified, within_m)
    named = found.filter(pl.col("notice_id").is_not_null())
    rough = found.filter(pl.col("notice_id").is_null())
    lines = [LAW, *(_near_line(row) for row in named.drop("candidates").iter_rows(named=True))]
    if named.is_empty():
        lines.append(f"No incident is known to lie, or may lie, within {within_m:g} m of what was notified.")
    if rough.height:
        lines.append(f"{counted(rough.height, 'incident')} cannot be told at the precision of their places.")
    keys = {
        "law": LAW,
        "within_m": within_m,
        "near": named.drop("candidates").to_dicts(),
        "too_rough": rough.select("incident_id", "candidates", "reasons").to_dicts(),
    }
    answer(as_json, keys, lines)


def _between(mission: "Mission", first: date | None, last: date | None) -> "pl.DataFrame":
    """Incidents that may have been in those reporting days."""
    import polars as pl

    incidents, day = mission.derived("incidents"), mission.settings.reporting_day
    if first is not None and last is not None and last < first:
        raise click.UsageError(f"{last} comes before {first}. Give the earlier day with --from.")
    if first is not None:
        end = pl.col("when_end")
        incidents = incidents.filter(end.is_null() | (end > day.span_of(first).start))
    if last is not None:
        start = pl.col("when_start")
        incidents = incidents.filter(start.is_null() | (start < day.span_of(last).end))
    return incidents


def _near_line(row: dict[str, object]) -> str:
    reasons = row["reasons"]
    why = f" ({'; '.join(reasons)})" if isinstance(reasons, list) else ""
    what = "movement" if row["is_movement"] else "site"
    apart = f"{row['least_m']:,.0f} to {row['most_m']:,.0f} m apart"
    of = f"{what} {row['notice_id']}, version {row['version']}"
    return f"{row['incident_id']}  {row['answer']}  {of}: {apart}{why}"


def _keys(each: Notice, at: datetime) -> dict[str, object]:
    return {
        "id": each.id,
        "is_movement": each.is_movement,
        "notifier": each.notifier,
        "version": each.number,
        "state": each.state(at),
        **_said(each.latest, each, each.number),
        "sides": [_side(one) for one in each.sides(at)],
        "told_of_others": [_other(one) for one in each.told_of_others(at)],
        "outcome": [
            {"said_by": who, "steps": [_step(one) for one in steps]} for who, steps in each.outcome().items()
        ],
    }


def _said(act: Act, notice: Notice, number: int) -> dict[str, object]:
    """What a version says."""
    told = {name: act.content[name] for name in _SAME if name in act.content}
    more = {"route": route_of(notice, number)} if notice.is_movement else {}
    return {**told, **more, "to": list(notice.versions[number - 1].content["to"]),  # type: ignore[call-overload]
            "answer_by": act.content["answer_by"]}  # fmt: skip


def _side(one: SideTold) -> dict[str, object]:
    said = one.answer
    return {
        "side": one.side,
        "standing": str(one.standing),
        "answered": None if said is None else _at(said.act),
        "till": None if said is None or said.till is None else instant(said.till),
        "reason": None if said is None else said.reason,
        "relayed_by": None if said is None or said.act.first_hand else said.act.party or "the desk",
        "answered_version": one.earlier.version if one.earlier is not None else (said and said.version),
        "ref": None if said is None else said.act.ref,
    }


def _other(one: Answer) -> dict[str, object]:
    till = None if one.till is None else instant(one.till)
    return {
        "said_by": one.speaker,
        "whose": one.whose,
        "what": one.act.kind.removeprefix("access "),
        "till": till,
        "reason": one.reason,
        "version": one.version,
        "ref": one.act.ref,
    }


def _step(act: Act) -> dict[str, object]:
    return {"step": act.content["step"], "when": act.content.get("when"), "ref": act.ref}


def _lines(each: Notice, at: datetime) -> list[str]:
    content = each.latest.content
    what = content["cargo"] if each.is_movement else content["kind"]
    kind = "movement" if each.is_movement else "site"
    head = f"{each.id:<16} {kind} ({what}), version {each.number}, {each.state(at)}: {content['title']}"
    deadline = moment_of(each.latest, "answer_by")
    assert deadline is not None
    sides = [f"  {_side_words(one, deadline)}" for one in each.sides(at)]
    others = [f"  {_word(one.act)}" for one in each.told_of_others(at)]
    steps = [
        f"  {who or 'the desk'} says: {', '.join(str(one.content['step']) for one in told)}"
        for who, told in each.outcome().items()
    ]
    return [head, *sides, *others, *steps]


def _side_words(one: SideTold, deadline: datetime) -> str:
    words = f"{one.side}: {one.standing}"
    if one.answer is None:
        words += f" (asked by {instant(deadline)})"
        return words + (f"; answered version {one.earlier.version} only" if one.earlier else "")
    said = one.answer
    words += f" {_at(said.act)} (claimed)"
    if said.till is not None:
        words += f", till {instant(said.till)}"
    if said.reason is not None:
        words += f': "{said.reason}"'
    return words if said.act.first_hand else f"{words}; relayed by {said.act.party or 'the desk'}"


def _word(act: Act) -> str:
    what = act.content.get("step") or act.kind.removeprefix("access ")
    of = act.content.get("whose")
    why = act.content.get("why")
    by = f" by {of}" if isinstance(of, str) else ""
    return f"{_at(act)}  {act.speaker or 'the desk'} says: {what}{by}" + (f': "{why}"' if why else "")


def _at(act: Act) -> str:
    """Its author's clock to the second, as the record has it."""
    return instant(act.at.replace(microsecond=0))


def _then(each: Notice, at: datetime) -> Notice:
    """It as it stood then. One that was not notified yet is left out by the list's filter."""
    return each.through(at) or each


def _plain_legs(notice: Notice) -> list[dict[str, object]]:
    return [
        {**leg, **{name: at.isoformat() for name in _WINDOW if isinstance(at := leg[name], datetime)}}
        for leg in legs(notice)
    ]


def _leg(plain: dict[str, Any]) -> dict[str, object]:
    return {**plain, **{name: datetime.fromisoformat(at) for name in _WINDOW if (at := plain[name])}}


LISTED = View(
    name="access",
    module=ACCESS,
    things=lambda state: state.notices,
    opened=lambda each: each.versions[0],
    keys=lambda each, at: _keys(_then(each, at), at),
    lines=lambda each, at: _lines(_then(each, at), at),
    meant=lambda each, at: each.through(at) is not None,
)
PLACES = View(
    name="access places",
    module=ACCESS,
    things=lambda state: state.notices,
    opened=lambda each: each.versions[0],
    keys=lambda each, _: {},
    lines=lambda each, _: (),
    sums=lambda each, _: _plain_legs(each),
)
