"""The timeline's page: days drawn, a span of them chosen, and the incidents of that span."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl
from markupsafe import Markup

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.names import names_of
from holdfire.centre.meetings.meeting import Meetings
from holdfire.centre.patrols.watch import patrol_watch
from holdfire.mission.centre.standing import standing
from holdfire.publish.centre_standing import CentreStanding
from holdfire.web.days import day_told
from holdfire.web.errors import DeskError
from holdfire.web.queue import STATES, Waiting, queue_of, row_of
from holdfire.web.seat import Seat
from holdfire.web.seen import RESTS_ON, last_issued, redacted_then
from holdfire.web.timeline_days import (
    VERDICTS,
    Day,
    Watch,
    by_kind,
    counts_by_day,
    dated,
    roughly_within,
    watch_by_day,
)
from holdfire.web.timeline_drawn import SHAPES, drawn, window
from holdfire.web.timeline_marks import MOST, Mark, marks_of
from holdfire.web.viewpoint import issued_days
from holdfire.web.words import Words

LENGTHS = (31, 92, 366)
ROWS = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """`days` drawn up to `end` (empty: the last on file), of them `first` to `last` chosen (empty: all);
    bars `by` verdict or state; the list from row `start` on."""

    days: int
    end: str
    first: str
    last: str
    by: str
    start: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """`days` drawn, bars by `kinds`, of them `first` to `last` chosen. `rows` are incidents known to the day
    in the span chosen, the newest first, `number` in all; `roughly` may belong to it but are known less well
    than to the day, and stand in no bar. `observers` names who watched."""

    by: str
    kinds: list[str]
    days: list[Day]
    first: date
    last: date
    marks: list[Mark]
    marks_number: int
    observers: dict[str, str]
    counts: dict[str, int]
    start: int
    number: int
    rows: list[Waiting]
    roughly: int
    edition: str | None
    lengths: list[int]

    @property
    def begin(self) -> date:
        return self.days[0].day

    @property
    def end(self) -> date:
        return self.days[-1].day

    @property
    def before(self) -> date:
        """The last day of the stretch before this one."""
        return self.begin - timedelta(days=1)

    @property
    def after(self) -> date:
        """The last day of the stretch after this one."""
        return self.end + timedelta(days=len(self.days))

    def shape(self, mark: Mark) -> str:
        """The outline of the mark's kind."""
        return SHAPES[mark.kind]

    @property
    def kept(self) -> dict[str, str]:
        """What a link keeps of the page as it is."""
        return {"days": str(len(self.days)), "end": self.end.isoformat(), "by": self.by}

    def drawn(self, words: Words) -> Markup:
        """The drawing, with its words in that language."""
        label = words.said("timeline-drawing", first=self.begin, last=self.end)
        chosen = (self.first, self.last)
        return drawn(
            self.days, self.kinds, self.marks, chosen, lambda day: self.told(day, words), label, self.kept
        )

    def told(self, day: Day, words: Words) -> str:
        """A day in words: its incidents by kind, and its watch."""
        counts = [
            f"{words.term(self.by, kind)} {day.counts[kind]}" for kind in self.kinds if day.counts.get(kind)
        ]
        counted = ", ".join(str(each) for each in counts) or words.said("timeline-none")
        return f"{day.day}: {counted}; {self.watch_told(day, words)}"

    def watch_told(self, day: Day, words: Words) -> str:
        unknown = words.said("not-stated")
        hours = [
            f"{self.observers.get(each, each)} {unknown if told is None else f'{told:.0f} h'}"
            for each, told in sorted(day.watch.hours.items())
        ]
        return ", ".join(hours) or words.said(f"timeline-{day.watch.state.replace(' ', '-')}")


def timeline_of(seat: Seat, asked: Asked) -> Timeline:
    """The timeline as asked for, through the account's viewpoint."""
    days, (first, last) = _span(seat, asked)
    by = asked.by if seat.is_desk else "verdict"
    rows = chosen_rows(seat, days, by)
    counts = counts_by_day(rows)
    watch = _watch(seat, days)
    reporting = seat.held.mission.settings.reporting_day
    inside = rows.filter(pl.col("day").is_between(first, last)).sort(
        "when_start", "incident_id", descending=[True, False]
    )
    kinds = list(VERDICTS if by == "verdict" else STATES)
    marks = _marks(seat, days)
    chosen = [each for each in days if first <= each <= last]
    return Timeline(
        by=by,
        kinds=kinds,
        days=[_day(each, counts.get(each, {}), watch[each]) for each in days],
        first=first,
        last=last,
        marks=marks[:MOST],
        marks_number=len(marks),
        observers=names_of(seat.view.agreement),
        counts={kind: inside.filter(pl.col("kind") == kind).height for kind in kinds},
        start=asked.start,
        number=inside.height,
        rows=[row_of(each, seat.now) for each in inside.slice(asked.start, ROWS).iter_rows(named=True)],
        roughly=roughly_within(queue_of(seat).frame, chosen, reporting),
        edition=None if seat.view.edition is None else str(seat.view.edition),
        lengths=list(LENGTHS),
    )


def chosen_rows(seat: Seat, days: Sequence[date], by: str) -> pl.DataFrame:
    """Every incident with `day` (null: none of these, or one that is not shown) and `kind`."""
    reporting = seat.held.mission.settings.reporting_day
    rows = by_kind(dated(queue_of(seat).frame, days, reporting), by, seat.now)
    if seat.view.edition is None:
        return rows
    # An edition sees an incident that only reaches into an issued day; its own day's count is a draft.
    issued = list(issued_days(seat.held, seat.view.edition))
    return rows.with_columns(pl.when(pl.col("day").is_in(issued)).then("day"))


def _day(day: date, counts: dict[str, int], watch: Watch) -> Day:
    return Day(day, counts, sum(counts.values()), watch)


def _span(seat: Seat, asked: Asked) -> tuple[list[date], tuple[date, date]]:
    """The days drawn and the span chosen; raises DeskError for one that is turned round or too long."""
    first, last = day_told(asked.first), day_told(asked.last)
    first, last = first or last, last or first
    end = day_told(asked.end) or _last_day(seat)
    if first is None or last is None:
        days = window(end, asked.days)
        return days, (days[0], days[-1])
    if last < first:
        raise DeskError(f"{last} comes before {first}.", "Give the earlier day first.")
    end = max(end, last)
    needed = (end - first).days + 1
    if needed > LENGTHS[-1]:
        end, needed = last, (last - first).days + 1
    length = next((each for each in LENGTHS if each >= max(needed, asked.days)), None)
    if length is None:
        raise DeskError(
            f"{first} to {last} are {needed} days; this page shows at most {LENGTHS[-1]} at once.",
            "Ask for a shorter span.",
        )
    return window(end, length), (first, last)


def _last_day(seat: Seat) -> date:
    """The last reporting day, begun by now, of which an incident is seen; else today's."""
    reporting = seat.held.mission.settings.reporting_day
    newest = seat.view.incidents.filter(pl.col("when_start") < seat.now)["when_start"].max()
    today = reporting.day_of(seat.now)
    return min(reporting.day_of(newest), today) if isinstance(newest, datetime) else today


def _watch(seat: Seat, days: Sequence[date]) -> dict[date, Watch]:
    held, edition = seat.held, seat.view.edition
    reporting = held.mission.settings.reporting_day

    def read() -> dict[date, Watch]:
        shown = None if edition is None else issued_days(held, edition)
        return watch_by_day(_entries(seat), days, reporting, shown)

    rests_on = (*RESTS_ON, "reports")
    return held.part(f"watch-by-day-{edition}", rests_on, read, (days[0], days[-1]))


def _entries(seat: Seat) -> pl.DataFrame:
    """Entries of watch: those taken in and those of the centre's patrols; of an edition as it shows them."""
    held, edition = seat.held, seat.view.edition
    if edition is not None and last_issued(held, edition):
        return redacted_then(held, edition).watch
    taken_in = held.mission.store.watch().collect()
    if edition is not None:
        return taken_in.clear()
    return pl.concat([taken_in, patrol_watch(_centre(seat).states.get("patrols"), taken_in).rows])


def _centre(seat: Seat) -> CentreStanding:
    held, edition = seat.held, seat.view.edition
    if edition is not None:
        return redacted_then(held, edition).centre if last_issued(held, edition) else CentreStanding()
    mission = held.mission
    return held.part("centre-standing", RESTS_ON, lambda: standing(mission, mission.log_size))


def _marks(seat: Seat, days: Sequence[date]) -> list[Mark]:
    held, edition = seat.held, seat.view.edition
    meetings = _centre(seat).states.get("meetings")
    assert meetings is None or isinstance(meetings, Meetings), "the module of meetings keeps Meetings"
    return marks_of(
        _agreement(seat),
        meetings,
        held.part("agreed", RESTS_ON, lambda: held.mission.agreed).decisions if edition is None else (),
        days[0],
        days[-1],
        seat.now,
        None if edition is None else issued_days(held, edition),
    )


def _agreement(seat: Seat) -> Agreement:
    """As the account sees it; where nothing was issued to it yet, the pack without what was decided since."""
    edition = seat.view.edition
    if edition is not None and not last_issued(seat.held, edition):
        return seat.held.mission.pack
    return seat.view.agreement
