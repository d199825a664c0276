"""What came since the watch that runs now began: the same counts on the duty desk and at the hand-over."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from holdfire.centre.cases.acts import OPENED, STEPPED
from holdfire.mission.folder import INTAKE, ISSUED, JUDGED
from holdfire.mission.hand_over import HANDED, TAKEN, Watch, watch_of
from holdfire.mission.noting import NOTED
from holdfire.record.journal import Entry
from holdfire.web.held import Held

TOLD_APART = (INTAKE, JUDGED, OPENED, STEPPED, NOTED, ISSUED)


@dataclass(frozen=True, slots=True)
class SinceWatch:
    """What was done since: `since` None where no watch was taken over yet, so that everything counts. `acts`
    counts lines of the journal by their act, but hand-overs; the rest are sums over them."""

    since: datetime | None
    line: int
    acts: dict[str, int]
    reports: int
    quarantined: int
    judged: int
    opened: int
    stepped: int
    noted: int
    issued: int
    others: int
    """Lines of other acts: of the centre, of the mission itself."""

    @property
    def nothing(self) -> bool:
        return not self.acts


def watch_now(held: Held) -> Watch:
    """Where the watch stands."""
    return held.part(
        "watch", ("journal",), lambda: watch_of(e for e in held.journal if e.act in (HANDED, TAKEN))
    )


def since_last_watch(held: Held) -> SinceWatch:
    """What came since the watch was last taken over, for the strip of the desk and the hand-over's page."""
    return held.part("since-watch", ("journal",), lambda: counted_since(held.journal, watch_now(held)))


def counted_since(journal: Iterable[Entry], watch: Watch) -> SinceWatch:
    """The same of these lines, after the one at which that watch began."""
    lines = [e for e in journal if e.number > watch.since_line and e.act not in (HANDED, TAKEN)]
    acts = Counter(each.act for each in lines)
    intakes = [each for each in lines if each.act == INTAKE and each.redacted is None]
    return SinceWatch(
        watch.since,
        watch.since_line,
        dict(sorted(acts.items())),
        sum(int(str(each.content["accepted"])) for each in intakes),
        sum(int(str(each.content["quarantined"])) for each in intakes),
        acts[JUDGED],
        acts[OPENED],
        acts[STEPPED],
        acts[NOTED],
        acts[ISSUED],
        sum(acts.values()) - sum(acts[each] for each in TOLD_APART),
    )
