"""A day at the desk with a keyboard and nothing else: no step needs a mouse, and one sees where one is."""

from typing import Any

from browsing import WORDS, Desktop

WHERE = """(meant) => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const tall = box.bottom > 0 && box.top < innerHeight;
  const there = tall && box.width > 0 && box.right > 0 && box.left < innerWidth;
  const seen = at === document.body || (ringed && there); // From the page's end the way leads to its start.
  return { what: at.outerHTML.slice(0, 120), seen, there: at.matches(meant) };
}"""
STOPS = 90
"""A way of more stops than these on one page is no way."""


class Hands:
    """Two hands on a keyboard. At each stop the focus is on the screen, with a ring around it."""

    def __init__(self, page: Any) -> None:
        self.page, self.unseen = page, list[str]()

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def to(self, meant: str) -> None:
        """Tab on until that is reached."""
        for _ in range(STOPS):
            self.press("Tab")
            at = self.page.evaluate(WHERE, meant)
            if not at["seen"]:
                self.unseen.append(at["what"])
            if at["there"]:
                return
        raise AssertionError(f"{meant} is not reached in {STOPS} stops at {self.page.url}")

    def write(self, meant: str, text: str) -> None:
        self.to(meant)
        self.page.keyboard.type(text)

    def enter(self, meant: str, then: str) -> None:
        """Go to that and press Enter; then is what the next page shows."""
        self.to(meant)
        self.press("Enter")
        self.page.wait_for_selector(then)
        self.page.wait_for_selector("body[data-ready]")


def test_a_whole_day_is_worked_with_keys_alone(desktop: Desktop) -> None:
    page = desktop.page(None)
    for each in ("static/map.js", "map/light.svg"):
        page.route(f"**/{each}", lambda route: route.abort())
    hands = Hands(page)
    page.goto("/sign-in")
    page.wait_for_selector("body[data-ready]")
    hands.write("input[name=name]", "carla")
    hands.write("input[name=password]", WORDS)
    hands.press("Enter")
    page.wait_for_selector(".queue")
    page.wait_for_selector("body[data-ready]")

    noted, opened = [row.get_attribute("data-incident") for row in page.query_selector_all(".row")[:2]]
    hands.press("j")
    hands.press("d")
    page.keyboard.type("a wedding")
    hands.enter(f"[id='{noted}'] button[data-key=d]", ".queue")
    assert noted not in [row.get_attribute("data-incident") for row in page.query_selector_all(".row")]
    hands.press("j")
    hands.press("v")
    page.keyboard.type("complaint by telephone")
    hands.press("Enter")
    page.wait_for_url(f"**/incidents/{opened}")

    hands.write("#case select[name=step_to]", "under v")
    hands.write("#case input[name=why]", "patrol sent")
    hands.press("Enter")
    page.wait_for_selector("#case details")
    hands.to("#case details > summary")
    hands.press("Enter")
    hands.write("#case details select[name=step_to]", "minor")
    hands.write("#case details textarea[name=why]", "three craters seen")
    hands.enter("#case details button.primary", "#case .notice")
    assert "three craters seen" in page.inner_text("#case .notice")

    hands.enter(".rooms a[href='/bulletins']", "form[action='/bulletins/draft']")
    hands.write("select[name=edition]", "for the p")
    hands.enter("form[action='/bulletins/draft'] button", "a.button[href$='/sign']")
    hands.enter("a.button[href$='/sign']", "form:has(input[name=mark]) button")
    hands.enter("form:has(input[name=mark]) button.primary", ".document iframe")
    assert "/bulletins/" in page.url

    hands.enter(".rooms a[href='/registers']", ".asked")
    hands.to("article.pair .answer > summary")
    hands.press("Enter")
    hands.write(".answer input[name=why]", "one crater, seen twice")
    hands.enter(".answer button[value=same]", "#moved")

    hands.enter(".rooms a[href='/watch']", "textarea[name=note]")
    hands.write("textarea[name=note]", "Two calls expected from Hama.")
    hands.enter("form[action='/watch/hand-over'] button", ".notice blockquote")
    assert "Two calls expected" in page.inner_text(".notice")
    assert hands.unseen == [], "\n".join(hands.unseen)
    assert desktop.faults == []


def test_a_pair_that_is_judged_one_moves_the_bounds(desktop: Desktop) -> None:
    page = desktop.page("amina", java_script_enabled=False)
    page.goto("/registers?first=2017-06-01&last=2017-06-03&one=russia&other=turkey")
    before = page.inner_text(".bounds-told b")
    pair = page.locator("article.pair").first
    pair.locator(".answer > summary").click()
    pair.locator("input[name=why]").first.fill("one crater, seen twice")
    pair.locator("button[value=same]").click()
    rows = page.locator("#moved tbody tr").first.locator("td").all_inner_texts()
    after = page.inner_text(".bounds-told b")
    assert rows == [before, after]
    low, high = (tuple(int(part) for part in told.split("–")) for told in (before, after))
    assert high[-1] == low[-1] - 1, "two listed apart are one now: at most one happening fewer"
    assert "one crater, seen twice" in page.inner_text("#moved blockquote")
