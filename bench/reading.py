#!/usr/bin/env python3
"""Reading pages: scores on seen and unseen pages of our own, beside dateparser and trafilatura, and the
speed.

    python bench/reading.py [PAGES]

Peers run on the same pages in the same run, where they are installed (pip install 'holdfire[reading]').
dateparser looks for the same dates with the same day of publication; trafilatura has to keep the body and
leave out comments, widgets and navigation of the pages that are HTML. Pages were made up by the authors
(tests/documents/pages); those called unseen were written before any rule and set aside. PAGES is how many
pages the speed is measured over.
"""

import resource
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "documents"))

from gold_scores import PAGES, gold, lines, reading_of, scored  # noqa: E402

from holdfire.documents.opening import text_of  # noqa: E402
from holdfire.documents.reading import read  # noqa: E402

MANY = 2_000


def main() -> int:
    for which in ("seen", "unseen"):
        print(f"\n{which} pages: ours")
        print("\n".join(f"  {line}" for line in lines(scored(which))))
        print(f"{which} pages: peers")
        print(f"  {dates_by_dateparser(which)}")
        print(f"  {blocks_by_trafilatura(which)}")
    speed(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
    return 0


def dates_by_dateparser(which: str) -> str:
    try:
        from dateparser.search import search_dates
    except ImportError:
        return "dateparser is not installed"
    right = found = asked = 0
    for name, told in gold(which).items():
        page = reading_of(which, name).page
        try:
            base = {"RELATIVE_BASE": _noon(date.fromisoformat(str(told["published"])))}
        except ValueError:
            base = {}
        hits = search_dates(page.text, languages=["en"], settings=base) or []
        for words, value in told.get("dates", []):
            asked += 1
            near = [day for text, day in hits if text in words or words in text]
            found += bool(near)
            right += any(day.date().isoformat() == value for day in near)
    return f"dateparser: dates found {found} of {asked}, right {right} of {asked}"


def _noon(day: date):
    from datetime import datetime

    return datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - the peer wants it naive


def blocks_by_trafilatura(which: str) -> str:
    try:
        from trafilatura import extract
    except ImportError:
        return "trafilatura is not installed"
    right = asked = 0
    for name, told in gold(which).items():
        if not name.endswith(".html"):
            continue
        kept = " ".join(
            (extract((PAGES / which / name).read_text("utf-8"), include_comments=False) or "").split()
        )
        for words, kind in told["blocks"]:
            asked += 1
            wanted = kind in ("body", "official statement", "quotation without speaker", "title")
            right += (" ".join(words.split()) in kept) == wanted
    return f"trafilatura: body kept and the rest left out, {right} of {asked} blocks of HTML"


def speed(pages: int) -> None:
    """Pages of both folders over and over, each read anew; the memory must not grow with their number."""
    contents = [
        (name, (PAGES / which / name).read_bytes()) for which in ("seen", "unseen") for name in gold(which)
    ]
    for name, content in contents:
        read(text_of(content, name, second_witness=False))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    for number in range(pages):
        name, content = contents[number % len(contents)]
        read(text_of(content, name, second_witness=False))
    took = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    more = (after - before) / 1024
    print(f"\n{pages:,} pages without a model: {1000 * took / pages:.1f} ms a page;")
    print(f"largest memory {after / 1024:.0f} MB, {more:.1f} MB more than after the first round")


if __name__ == "__main__":
    raise SystemExit(main())
