"""A page: a template, the words of a language, and what a view found."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from holdfire.web.queue_row import queue_row
from holdfire.web.reasons import CLOCKS, FLAGS, PAIRS, REASONS, REFUSALS
from holdfire.web.seat import Seat
from holdfire.web.sentences import Sentences
from holdfire.web.words import LANGUAGES, number


@cache
def templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(files("holdfire.web").joinpath("templates"))),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        instant=instant,
        day=day,
        number=lambda each: number(each),
        queue_row=queue_row,
        reason=_in_words(REASONS),
        pair_reason=_in_words(PAIRS),
        refusal=_in_words(REFUSALS),
        clock=_in_words(CLOCKS),
        flag=_in_words(FLAGS),
    )
    return environment


def _in_words(kind: Sentences) -> Callable[[jinja2.runtime.Context, str], Markup]:
    """A filter that tells a sentence of that kind in the language of the page."""

    @jinja2.pass_context
    def told(context: jinja2.runtime.Context, text: str) -> Markup:
        return kind.in_words(context["t"], text)

    return told


def instant(moment: datetime | None) -> Markup:
    """An instant as people read it, in UTC, and as programs do."""
    if moment is None:
        return Markup("")
    told = moment.astimezone(UTC)
    return Markup('<time datetime="{}" dir="ltr">{}</time>').format(
        told.isoformat().replace("+00:00", "Z"), f"{told:%Y-%m-%d %H:%M}Z"
    )


def day(told: date | None) -> Markup:
    return Markup("") if told is None else Markup('<time dir="ltr">{}</time>').format(told.isoformat())


def page(request: Request, seat: Seat, template: str, told: Any, status: int = 200) -> HTMLResponse:
    """That template as a page of the desk. `told` is the view's value, `t` speaks the language."""
    text = templates().get_template(template).render(told=told, **_around(request, seat))
    return HTMLResponse(text, status_code=status)


def _around(request: Request, seat: Seat) -> dict[str, Any]:
    """What every page knows besides what it is about."""
    words = seat.words
    around: dict[str, Any] = {
        "t": words,
        "seat": seat,
        "language": seat.language,
        "languages": LANGUAGES,
        "path": request.url.path,
        "query": request.url.query,
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "now": seat.now,
        "vendor": others_are_here(),
        "partial": request.headers.get("hx-request") == "true",
    }
    if seat.account is not None and seat.may("read what was issued"):
        settings = seat.held.mission.settings
        zone = settings.reporting_day.zone
        around |= {
            "mission": settings.name,
            "exercise": settings.exercise,
            "zone": zone.key,
            "local": local(seat.now, zone),
            "mark": seat.held.mark,
        }
    return around


@cache
def others_are_here() -> bool:
    """Whether others' scripts and fonts were laid down at set-up; without them pages still work."""
    return bool(files("holdfire.web").joinpath("static", "vendor", "laid").is_file())


def local(moment: datetime, zone: ZoneInfo) -> str:
    """Wall-clock time in that zone with its offset."""
    told = moment.astimezone(zone)
    return f"{told:%H:%M} {told:%z}"
