"""holdfire access: sites and movements notified to the sides, what each answers, and what then happened."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from holdfire.centre.access.acts import (
    CARGOES,
    MOVEMENT,
    MOVEMENT_CHANGED,
    SITE,
    SITE_CHANGED,
    SITE_KINDS,
)  # fmt: skip
from holdfire.centre.access.notice import Access
from holdfire.centre.access.rules import ACCESS
from holdfire.commands.centre.access_answers import (
    acknowledge,
    delay,
    deny,
    execute,
    known_notice,
    notice,
    told_of,
    withdraw,
)  # fmt: skip
from holdfire.commands.centre.access_told import list_, near, show
from holdfire.commands.centre.acting import Instant, Point, act, kept, signed
from holdfire.commands.centre.drawn import route_points
from holdfire.commands.entering import then_entered
from holdfire.commands.options import as_json, mission_folder
from holdfire.mission.centre.gathering import Centre, gathered
from holdfire.mission.opened import Opened
from holdfire.record.canonical import Plain

_SIGNED = ("by", "why", "of")

Verb = TypeVar("Verb", bound=Callable[..., Any])


def _about(required: bool) -> Callable[[Verb], Verb]:
    """The options that a notification and its change share."""
    options = (
        click.option("--organisation", required=required, help="Whose it is, as a role; never a person."),
        click.option("--to", multiple=True, metavar="PARTY", help="A side it is addressed to; repeat it."),
        click.option("--answer-by", type=Instant(), required=required, help="Until when to acknowledge."),
    )

    def put(verb: Verb) -> Verb:
        for option in reversed(options):
            verb = option(verb)
        return verb

    return put


def _of_site(required: bool) -> Callable[[Verb], Verb]:
    options = (
        click.option("--place", type=Point(), required=required, metavar="LAT,LON,M", help="Where it is."),
        click.option("--since", type=Instant(), help="From when it is notified; without it, from now."),
        click.option("--until", type=Instant(), help="Until when; without it, until it is withdrawn."),
    )

    def put(verb: Verb) -> Verb:
        for option in reversed(options):
            verb = option(verb)
        return verb

    return put


def _of_movement(required: bool) -> Callable[[Verb], Verb]:
    options = (
        click.option("--start", type=Instant(), required=required, help="It sets out no earlier."),
        click.option("--end", type=Instant(), required=required, help="It is off the road no later."),
        click.option("--route", type=click.Path(path_type=Path), help="A GeoJSON file with its line."),
        click.option("--route-radius", type=int, help="The file's points are known to so many metres."),
        click.option("--point", type=Point(), multiple=True, metavar="LAT,LON,RADIUS", help="A point of it."),
        click.option("--vehicles", type=int, help="How many vehicles."),
    )

    def put(verb: Verb) -> Verb:
        for option in reversed(options):
            verb = option(verb)
        return verb

    return put


@click.group()
def access() -> None:
    """Humanitarian notifications: notify sites and movements, answer them, tell what happened.

    Notification is not permission and changes nobody's duty under international humanitarian law.
    """


@access.command("notify-site")
@mission_folder
@notice
@click.argument("kind", type=click.Choice(SITE_KINDS))
@click.argument("title")
@_about(required=True)
@_of_site(required=True)
@signed
@as_json
@then_entered
def notify_site(folder: Path, notice: str, as_json: bool, to: tuple[str, ...], **fields: Plain) -> None:
    """Notify a site to the sides: what it is, where, and until when they are asked to acknowledge it.

    \b
    Example: holdfire access notify-site idlib h-1 hospital "Central hospital" --organisation "a UN agency"
      --to russia --to syria --place 35.93,36.63,100 --answer-by 2017-06-17T12:00Z --by "A. Haddad"
    JSON keys: entry, act, id, version, law
    """
    done = act(folder, ACCESS, SITE, kept(id=notice, to=list(to), **fields))
    told_of(as_json, done, notice)


@access.command("notify-movement")
@mission_folder
@notice
@click.argument("cargo", type=click.Choice(CARGOES))
@click.argument("title")
@_about(required=True)
@_of_movement(required=True)
@signed
@as_json
@then_entered
def notify_movement(
    folder: Path,
    notice: str,
    as_json: bool,
    to: tuple[str, ...],
    route: Path | None,
    route_radius: int | None,
    point: tuple[dict[str, int], ...],
    **fields: Plain,
) -> None:
    """Notify a movement to the sides: its route, its window, what it carries. It must not be over.

    \b
    Example: holdfire access notify-movement idlib c-7 food "Convoy to Kafr Nabl" --organisation "a UN agency"
      --to russia --to syria --route c-7.geojson --route-radius 50 --start 2017-06-18T06:00Z
      --end 2017-06-18T15:00Z --answer-by 2017-06-17T12:00Z --vehicles 12 --by "A. Haddad"
    JSON keys: entry, act, id, version, law
    """
    points = route_points(route, route_radius, point)
    done = act(folder, ACCESS, MOVEMENT, kept(id=notice, to=list(to), route=points, **fields))
    told_of(as_json, done, notice)


@access.command("change")
@mission_folder
@notice
@click.option("--title", help="What is notified, in words.")
@click.option("--kind", type=click.Choice(SITE_KINDS), help="Of a site: what it is.")
@click.option("--cargo", type=click.Choice(CARGOES), help="Of a movement: what it carries.")
@_about(required=False)
@_of_site(required=False)
@_of_movement(required=False)
@signed
@as_json
@then_entered
def change(
    folder: Path,
    notice: str,
    as_json: bool,
    to: tuple[str, ...],
    route: Path | None,
    route_radius: int | None,
    point: tuple[dict[str, int], ...],
    **fields: Plain,
) -> None:
    """Make a new version: what is given replaces what was, the rest stays. Both versions stay readable.

    An answer is to a version: the sides are asked again.

    \b
    Example: holdfire access change idlib c-7 --start 2017-06-19T06:00Z --end 2017-06-19T15:00Z
      --answer-by 2017-06-18T12:00Z --by "A. Haddad"
    JSON keys: entry, act, id, version, law
    """
    given = {**fields, "to": list(to) or None, "route": route_points(route, route_radius, point) or None}
    changed = {name: value for name, value in given.items() if value is not None and name not in _SIGNED}
    who = {name: fields.get(name) for name in _SIGNED}

    def content(centre: Centre, state: Access) -> Mapping[str, Plain]:
        known = known_notice(state, notice)
        before: dict[str, Any] = {k: v for k, v in known.latest.content.items() if k not in _SIGNED}
        return {**before, **changed, **who, "version": known.number + 1}

    with gathered(Opened.open(folder)) as centre:
        is_movement = known_notice(centre.folded(ACCESS, {notice}).state, notice).is_movement
    told_of(as_json, act(folder, ACCESS, MOVEMENT_CHANGED if is_movement else SITE_CHANGED, content), notice)


for _verb in (acknowledge, delay, deny, withdraw, execute, list_, show, near):
    access.add_command(_verb)
