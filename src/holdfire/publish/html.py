"""The bulletin as one HTML file: styles and map inside it, no script, nothing fetched."""

from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from holdfire.publish.annex import grouped
from holdfire.publish.behind import behind, span_words
from holdfire.publish.bulletin import Bulletin
from holdfire.publish.figure import Figure
from holdfire.publish.layout import Bullets, Drawing, Grid, MapSlot, Sentence


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("holdfire.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.tests["figure"] = lambda part: isinstance(part, Figure)
    found.tests["grid"] = lambda block: isinstance(block, Grid)
    found.tests["bullets"] = lambda block: isinstance(block, Bullets)
    found.tests["drawing"] = lambda block: isinstance(block, Drawing)
    found.filters["ours"] = Markup
    found.tests["map_slot"] = lambda block: isinstance(block, MapSlot)
    found.tests["sentence"] = lambda block: isinstance(block, Sentence)
    found.filters["span_words"] = span_words
    found.filters["grouped"] = grouped
    return found


def bulletin_html(bulletin: Bulletin, svg: str) -> bytes:
    """The page. `svg` is the map of the same bulletin; it is ours, so it goes in unescaped."""
    style = resources.files("holdfire.publish").joinpath("templates", "bulletin.css").read_text("utf-8")
    page = _environment().get_template("bulletin.html.j2")
    text = page.render(
        b=bulletin,
        behind=behind(bulletin),
        sure=[row for row in bulletin.annex if row.certain_day],
        perhaps=[row for row in bulletin.annex if not row.certain_day],
        style=Markup(style),
        svg=Markup(svg),
        next_number=iter(range(1, len(bulletin.figures) + 1)).__next__,
    )
    return text.encode()
