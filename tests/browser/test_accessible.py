"""Every screen in every language, light and dark, wide and on a phone, against WCAG 2.2 A and AA (axe)."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from browsing import Desktop
from centre_cast import NOON, ROOMS, Cast, filled, told_of

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
WIDE, PHONE = {"width": 1280, "height": 850}, {"width": 390, "height": 800}
THINGS = {"patrols": "m4", "access": "c7", "persons": "ex1", "hazards": "mine", "works": "line",
          "posts": "post", "meetings": "talks"}  # fmt: skip
OF_CHIEF = (
    "/", "/?show=all", "/registers?first=2017-06-01&last=2017-06-03", "/timeline", "/agreement?on=2017-07-01",
    "/decisions", "/positions", "/centre", *(f"/centre/{room}" for room in ROOMS), "/bulletins",
    *(f"/centre/{room}/new" for room in ROOMS if room != "letters"),
    *(f"/centre/{room}?thing=turkey.{thing}" for room, thing in THINGS.items()),
    "/bulletins/draft/2017-06-02/public", "/watch", "/report", "/sources", "/record",
    "/record/verify", "/account",
)  # fmt: skip
OF_ROOT = ("/accounts",)
OF_NOBODY = ("/sign-in", "/sign-in/code")
LOOKS: dict[str, list[tuple[str, dict[str, int]]]] = {"en": [("light", WIDE)], "ar": [("dark", PHONE)]}
"""Each run tries one language of either direction in a look of its own, as all five take minutes; with
HOLDFIRE_EVERY_LOOK=1 it is all five in all four looks."""
if os.environ.get("HOLDFIRE_EVERY_LOOK"):
    every = [(scheme, size) for scheme in ("light", "dark") for size in (WIDE, PHONE)]
    LOOKS = dict.fromkeys(("en", "ru", "tr", "ar", "fa"), every)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (tags) => {
  const asked = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] };
  const told = (each) => each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ");
  return (await axe.run(document, asked)).violations.map((each) => `${each.id}: ${told(each)}`);
}"""


def wanting(page: Any, path: str) -> list[str]:
    """What axe finds on that page, and whether the page is wider than its window."""
    page.goto(path)
    page.evaluate("() => document.querySelectorAll('main details').forEach((each) => { each.open = true })")
    page.evaluate(AXE.read_text("utf-8"))
    found = [f"{path} {each}" for each in page.evaluate(RUN, TAGS)]
    wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"{path} is {wide} px wider than its window"] if wide > 1 else [])


@pytest.mark.parametrize("language", LOOKS)
def test_no_screen_keeps_anybody_out(desktop: Desktop, language: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe is not here: sh tools/vendor.sh fetches it")
    filled(desktop)
    told_of(Cast(desktop, NOON + timedelta(minutes=1)))
    found: list[str] = []
    for scheme, size in LOOKS[language]:
        settings: dict[str, Any] = {"color_scheme": scheme, "viewport": size, "service_workers": "block"}
        for name, paths in ((None, OF_NOBODY), ("carla", OF_CHIEF), ("root", OF_ROOT)):
            page = desktop.page(name, **settings)
            page.route("**/static/map.js", lambda route: route.abort())
            cookie = {"name": "language", "value": language, "url": desktop.origin}
            page.context.add_cookies([cookie])
            if name == "carla":
                first = page.query_selector(".row").get_attribute("data-incident")
                paths = (*paths, f"/incidents/{first}")
            for path in paths:
                found += [f"{scheme} {size['width']} {each}" for each in wanting(page, path)]
            assert page.get_attribute("html", "lang") == language
            page.context.close()
            desktop.contexts.remove(page.context)
    assert not found, "\n".join(found)
    assert desktop.faults == []
