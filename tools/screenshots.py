"""Pictures of every screen of the desk, to be looked at before a change of pages is sent.

A small exercise is made, with a day's work done in it; the desk is opened to Chromium and each screen is
drawn in each language and look. The pictures are for eyes and are no test: tests/browser/ has those.

  make screens                                     every one, in build/screens/, and sheets of them
  .venv/bin/python tools/screenshots.py --language ar --look phone --screen desk --screen registers
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests" / "web"), str(ROOT / "tests" / "browser")]

from browsing import CHROMIUM, FLAGS, Desktop, Ticking, opened  # noqa: E402 - found by the line above
from centre_cast import ROOMS, Cast, filled, told_of  # noqa: E402
from seats_taken import At, Clock  # noqa: E402
from test_accessible import THINGS  # noqa: E402

from holdfire.agreement.reading import library_pack, load_pack  # noqa: E402
from holdfire.commands.exercise import train  # noqa: E402
from holdfire.exercise.files import make, write  # noqa: E402

OUT = ROOT / "build" / "screens"
SHEET = 1560
"""So many pixels a sheet of small pictures is wide, and about so many high."""
LANGUAGES = ("en", "ru", "tr", "ar", "fa")
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 780}
LOOKS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": WIDE, "color_scheme": "light"},
    "wide-dark": {"viewport": WIDE, "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "color_scheme": "light"},
    "phone-dark": {"viewport": PHONE, "color_scheme": "dark"},
    "print": {"viewport": {"width": 794, "height": 1123}, "color_scheme": "light"},
}
FIRST, DAYS = date(2017, 6, 1), 4
LAST = date(2017, 6, 4)
MORNING, NOON = datetime(2017, 6, 5, 3, 10, tzinfo=UTC), datetime(2017, 6, 5, 9, 30, tzinfo=UTC)
LATER = datetime(2017, 7, 1, 12, 10, tzinfo=UTC)
"""Ten minutes after what the cast of the centre enters."""


PICTURES_HERE = """() => Promise.all([...document.images].map((each) => {
  each.loading = "eager";
  return each.decode().catch(() => null);
}))"""
"""Images that are put off until they are scrolled to are fetched too."""


class Screen(NamedTuple):
    """A screen, who looks at it, and where it is. `open`: what is unfolded before it is drawn."""

    name: str
    who: str | None
    path: str
    open: str = ""


def screens(seen: dict[str, str]) -> tuple[Screen, ...]:
    """Every screen; `seen` has the names of what the exercise made."""
    return (
        Screen("sign-in", None, "/sign-in"),
        Screen("second-factor", None, "/sign-in/code"),
        Screen("desk", "amina", "/"),
        Screen("desk-answer", "amina", "/?show=unanswered", ".row details"),
        Screen("desk-overdue", "amina", "/?show=overdue"),
        Screen("desk-of-observer", "una", "/?show=all"),
        Screen("incident", "amina", f"/incidents/{seen['waiting']}"),
        Screen("incident-put", "boris", f"/incidents/{seen['put']}"),
        Screen("incident-proposed", "boris", f"/incidents/{seen['proposed']}"),
        Screen("registers", "amina", f"/registers?first={FIRST}&last={LAST}", "article details"),
        Screen("timeline", "amina", f"/timeline?end={LAST}"),
        Screen("agreement", "amina", "/agreement?on=2017-06-05"),
        Screen("decisions", "leyla", "/decisions"),
        Screen("decision", "ivan", f"/decisions/{seen['decision']}"),
        Screen("positions", "leyla", "/positions"),
        Screen("bulletins", "carla", "/bulletins"),
        Screen("bulletin", "leyla", f"/bulletins/{seen['bulletin']}"),
        Screen("draft", "carla", f"/bulletins/draft/{LAST}/parties"),
        Screen("sign", "carla", f"/bulletins/draft/{LAST}/parties/sign"),
        Screen("watch", "amina", "/watch"),
        Screen("report", "nour", "/report"),
        Screen("sources", "amina", "/sources"),
        Screen("record", "amina", "/record"),
        Screen("verified", "amina", "/record/verify"),
        Screen("refused", "nour", "/record"),
        Screen("account", "amina", "/account"),
        Screen("accounts", "root", "/accounts"),
    )


def of_centre() -> tuple[Screen, ...]:
    """The screens of the centre, which has its own day: a month later."""
    return (
        Screen("centre", "amina", "/centre"),
        *(Screen(f"centre-{room}", "amina", f"/centre/{room}") for room in ROOMS),
        *(Screen(f"new-{room}", "amina", f"/centre/{room}/new") for room in ROOMS if room != "letters"),
        *(Screen(f"on-{room}", "amina", f"/centre/{room}?thing=turkey.{THINGS[room]}") for room in THINGS),
        Screen("centre-of-delegate", "leyla", "/centre"),
        Screen("hazards-of-delegate", "ivan", "/centre/hazards"),
    )


def trained(folder: Path) -> Path:
    """A mission with an exercise of a few days in it, assessed."""
    made = make(load_pack(library_pack("astana")), FIRST, DAYS, 7)
    sent = write(made, folder / "sent")
    train(made, sent, folder / "sent", folder / "mission", library_pack("astana"), MORNING)
    return folder / "mission"


def worked(folder: Path) -> dict[str, str]:
    """A day's work in that mission, by its own routes; answers the names that screens need."""
    at = At(folder, Clock(datetime(2017, 6, 5, 4, tzinfo=UTC)))
    amina, boris, chief = at.as_("officer", "amina"), at.as_("officer", "boris"), at.as_("chief", "carla")

    def done(who: Any, path: str, **told: object) -> dict[str, Any]:
        answer = who.post("/api" + path, json=told)
        assert answer.status_code == 200, f"{path}: {answer.text}"
        found: dict[str, Any] = answer.json()
        return found

    def case_of(incident: str) -> str:
        done(amina, f"/incidents/{incident}/case", why="complaint by telephone, 05:20")
        return str(amina.get(f"/api/incidents/{incident}").json()["case"]["case_id"])

    rows = [each["incident_id"] for each in amina.get("/api/queue").json()["rows"]]
    overdue, put, proposed, noted = rows[0], rows[1], rows[2], rows[3]
    case_of(overdue)
    for incident in (put, proposed):
        case = case_of(incident)
        done(amina, f"/cases/{case}/step", step_to="under verification", why="patrol sent")
        told = {
            "step_to": "violation minor",
            "why": "three craters seen, fragments kept",
            "evidence": "photo 7",
        }
        done(amina, f"/cases/{case}/propose", **told)
        if incident == put:
            done(boris, f"/cases/{case}/confirm", why="seen too")
            done(
                at.as_("delegate", "ivan", "russia"),
                f"/positions/{case}",
                position="violation",
                why="Craters.",
            )
            word = {"position": "no violation", "why": "Ateşkesten önce açılmış çukurlar."}
            done(at.as_("delegate", "leyla", "turkey"), f"/positions/{case}", **word)
    done(amina, f"/incidents/{noted}/note", why="a wedding; two callers from the same street")
    line = done(amina, "/watch/hand-over", note="Two calls expected from Hama. وصلت رسالة من إدلب.")["line"]
    at.clock.now = datetime(2017, 6, 5, 6, tzinfo=UTC)
    done(boris, "/watch/take-over", of=line)
    case_of(rows[4])
    done(boris, f"/incidents/{rows[5]}/note", why="thunder")
    for day, edition in ((date(2017, 6, 3), "parties"), (date(2017, 6, 3), "un"), (LAST, "un")):
        mark = chief.get(f"/api/bulletins/draft/{day}/{edition}").json()["mark"]
        done(chief, f"/bulletins/draft/{day}/{edition}", mark=mark)
    leyla = at.as_("delegate", "leyla", "turkey")
    texts = {"text_en": "Patrols go twice a week.", "text_ar": "تسير الدوريات مرتين في الأسبوع."}
    texts |= {"text_ru": "Патрули выходят дважды в неделю.", "text_tr": "Devriyeler haftada iki kez çıkar."}
    done(leyla, "/decisions", title="Patrols twice a week", body="joint-working-group", **texts)
    (decision,) = leyla.get("/api/decisions").json()["decisions"]
    done(leyla, f"/decisions/{decision['id']}/say", vote="reservation", why="Cuma günleri olmaz.")
    bulletin = leyla.get("/api/bulletins").json()["issued"][0]["line"]
    filled(at)
    told_of(Cast(at, LATER - timedelta(minutes=9)))
    return {
        "waiting": rows[6],
        "put": put,
        "proposed": proposed,
        "decision": decision["id"],
        "bulletin": str(bulletin),
    }


def drawn(
    desktop: Desktop, meant: tuple[Screen, ...], language: str, look: str, live_map: bool
) -> Iterator[Path]:
    """A picture of each of these screens, whole pages, in that language and look."""
    for who in dict.fromkeys(each.who for each in meant):
        page = desktop.page(who, service_workers="block", **LOOKS[look])
        page.context.add_cookies([{"name": "language", "value": language, "url": desktop.origin}])
        if not live_map:
            page.route("**/static/map.js", lambda route: route.abort())
        if look == "print":
            page.emulate_media(media="print")
        for each in meant:
            if each.who != who:
                continue
            page.goto(each.path)
            page.wait_for_selector("body[data-ready]")
            if each.open:
                page.eval_on_selector(each.open, "(found) => { found.open = true; }")
            if live_map and page.query_selector("[data-map]"):
                page.wait_for_selector("[data-map-ready]", timeout=60_000)
            page.evaluate(PICTURES_HERE)
            picture = OUT / language / look / f"{each.name}.png"
            picture.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(picture), full_page=True)
            wide = page.evaluate(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if wide > 1:
                print(f"{picture.relative_to(ROOT)}: {wide} px wider than its window")
            yield picture
        page.context.close()
        desktop.contexts.remove(page.context)


def sheets(browser: Any, pictures: list[Path], name: str, look: str) -> None:
    """The heads of these pictures side by side, each with its name, so many on a sheet as eyes can read."""
    wide = {"phone": 254, "print": 386}.get(look.split("-")[0], 516)
    on_one = SHEET // wide * 2
    style = (
        f"body{{margin:0;inline-size:{SHEET}px;display:flex;flex-wrap:wrap;gap:6px;background:#888;"
        f"font:13px sans-serif}}figure{{margin:0;inline-size:{wide}px}}"
        f"img{{inline-size:100%;max-block-size:{SHEET // 2 - 24}px;object-fit:cover;object-position:top}}"
    )
    page = browser.new_page(viewport={"width": SHEET, "height": SHEET})
    for start in range(0, len(pictures), on_one):
        shown = "".join(
            f'<figure><figcaption>{each.stem}</figcaption><img src="{each.as_uri()}"></figure>'
            for each in pictures[start : start + on_one]
        )
        written = OUT / "sheets" / f"{name}-{start // on_one + 1}.html"
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(f"<!doctype html><meta charset=utf-8><style>{style}</style>{shown}", "utf-8")
        page.goto(written.as_uri())
        page.screenshot(path=str(written.with_suffix(".png")), full_page=True)
        written.unlink()
    page.close()


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--language", action="append", choices=LANGUAGES)
    told.add_argument("--look", action="append", choices=list(LOOKS))
    told.add_argument("--screen", action="append", help="its name; else every one")
    told.add_argument("--live-map", action="store_true", help="wait for the map that a script draws (slow)")
    told.add_argument("--sheets", action="store_true", help="also sheets of many small pictures")
    asked = told.parse_args()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        sys.exit("playwright is not installed: sh tools/set-up.sh pdf,web,letters,dev")
    if CHROMIUM is None:
        sys.exit("There is no Chromium here: sh tools/browser.sh says how to get it.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        mission = trained(Path(folder))
        seen = worked(mission)
        browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        number, faults = 0, list[str]()
        for name, every, moment in (("day", screens(seen), NOON), ("centre", of_centre(), LATER)):
            meant = tuple(each for each in every if not asked.screen or each.name in asked.screen)
            with opened(browser, mission, Ticking(moment)) as desktop:
                for language in asked.language or LANGUAGES:
                    for look in asked.look or LOOKS:
                        pictures = list(drawn(desktop, meant, language, look, asked.live_map))
                        number += len(pictures)
                        if asked.sheets:
                            sheets(browser, pictures, f"{language}-{look}-{name}", look)
            faults += desktop.faults
        browser.close()
    print(f"{number} pictures in {OUT.relative_to(ROOT)}/")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
