"""The reader's page of `holdfire read --html` in a browser without a network, by keys alone."""

import json
from pathlib import Path

from holdfire.documents.decisions import read_decisions
from holdfire.documents.opening import open_text
from holdfire.documents.reading import read
from holdfire.documents.shown import shown

PAGE = Path(__file__).parents[1] / "documents" / "pages" / "seen" / "minsk-1.txt"
_MARK = """words => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode, at = node.data.indexOf(words)
    if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length)
  }
}"""


def test_fields_are_decided_by_keys_and_saved_as_a_file(chromium, tmp_path: Path) -> None:
    # A sign beyond 16 bits in front: places in the file are code points all the same.
    source = tmp_path / "page.txt"
    source.write_text("\U0001f54a " + PAGE.read_text("utf-8"), "utf-8")
    reading = read(open_text(source))
    written = tmp_path / "page.html"
    written.write_text(shown(reading, "ar"), "utf-8")
    context = chromium.new_context(offline=True, accept_downloads=True)
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("console", lambda each: wrong.append(each.text))
    tab.on("pageerror", lambda each: wrong.append(str(each)))
    tab.goto(written.as_uri())
    assert tab.locator("#save").is_disabled()
    for key in ("j", "a", "j", "r", "j", "j", "j", "k"):
        tab.keyboard.press(key)
    assert tab.locator("u.lit").count() > 0
    tab.evaluate(_MARK, "Harvest begins")
    tab.keyboard.press("c")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    with tab.expect_download() as saving:
        tab.locator("#save").press("Enter")
    decided = Path(saving.value.path()).read_bytes()
    context.close()
    assert wrong == []
    told = json.loads(decided)["decisions"]
    assert [each["verdict"] for each in told] == ["accept", "refuse", "correct"]
    start, end = told[2]["place"]
    assert reading.page.text[start:end] == told[2]["value"] == "Harvest begins"
    assert len(read_decisions(decided, reading)) == 3
