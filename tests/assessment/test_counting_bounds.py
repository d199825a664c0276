"""What holds of every count, whatever was observed; and that the truth lies between the bounds.

The truth is made up beside the code: for each observation an instant, a point, a direction and whether it
counts at all are drawn from what it leaves open, and groups are then counted exactly, by hand.
"""

from datetime import UTC, date, datetime, timedelta
from random import Random

from counting_cast import (
    ANSWERS,
    EPISODE,
    FACT,
    INCIDENT,
    KYIV,
    NOON,
    ROUNDS,
    SMM,
    SNHR,
    UCDP,
    areas_of,
    rows,
    rules,
    seen,
    table,
)
from hypothesis import assume, given
from hypothesis import strategies as st

from holdfire.assessment.counting.count import count
from holdfire.moments import Span
from holdfire.places.geodesy import distance_m, earth
from holdfire.places.point import Point

DAYS = [KYIV.span_of(date(2017, 2, day)) for day in range(22, 29)]
LIBRARY = (SMM, EPISODE, FACT, SNHR, UCDP, ROUNDS, INCIDENT)
cuts = st.integers(-3000, 3000).map(lambda minute: DAYS[3].middle + timedelta(minutes=minute))


@st.composite
def meeting(draw):
    """Two spans that meet, cut at any minute, and the whole of both."""
    first, second, third = sorted(draw(st.sets(cuts, min_size=3, max_size=3)))
    return Span(first, second), Span(second, third), Span(first, third)


def at_most(one: int | None, other: int | None) -> bool:
    """Whether one upper bound is no more than another; None has no end."""
    return other is None or (one is not None and one <= other)


def numbers(unit, made, span):
    counts = count(unit, table(*made), span, KYIV)
    return (0, 0) if counts.is_empty() else counts.select("lower", "upper").row(0)


def added(one: int | None, other: int | None) -> int | None:
    """Both upper bounds of one observer's count of two spans."""
    return None if one is None or other is None else one + other


@given(rules(), rows(clear=True), meeting())
def test_numbers_of_spans_that_meet_add_up_where_the_rule_says_so(unit, made, spans):
    assume(unit.additive)
    before, after, whole = (numbers(unit, made, span) for span in spans)
    assert before[0] + after[0] == whole[0]
    assert added(before[1], after[1]) == whole[1]


@given(rules(), rows(), meeting())
def test_what_is_not_known_never_makes_parts_claim_more_than_the_whole(unit, made, spans):
    assume(unit.additive)
    before, after, whole = (numbers(unit, made, span) for span in spans)
    assert before[0] + after[0] <= whole[0]
    assert at_most(whole[1], added(before[1], after[1]))


@given(rules(), rows(observers=("osce", "ukraine")), st.sampled_from(DAYS))
def test_every_row_has_one_observer_and_only_its_own_observations(unit, made, span):
    own = {row["observation_id"]: row["observer"] for row in made}
    counts = count(unit, table(*made), span, KYIV)
    assert counts["observer"].to_list() == sorted(set(own.values()))
    for row in counts.rows(named=True):
        assert {own[each] for each in (*row["ids"], *row["perhaps_ids"])} <= {row["observer"]}
        alone = count(unit, table(*made).filter(observer=row["observer"]), span, KYIV).row(0, named=True)
        assert row == alone, "another observer's observations change nothing"
        assert at_most(row["lower"], row["upper"])
        assert row["flagged"] <= row["lower"]
        assert not set(row["ids"]) & set(row["perhaps_ids"])


@given(st.sampled_from([SMM, SNHR, ROUNDS]), rows(), rows(most=1), st.sampled_from(DAYS))
def test_one_more_report_never_lowers_a_count_of_reports(unit, made, more, span):
    after = [*made, *({**row, "observation_id": "r-more"} for row in more)]
    assert numbers(unit, made, span)[0] <= numbers(unit, after, span)[0]
    assert at_most(numbers(unit, made, span)[1], numbers(unit, after, span)[1])


@given(rules(), rows(), ANSWERS, st.sampled_from(DAYS))
def test_areas_never_claim_more_than_everywhere(unit, made, answers, span):
    assume(made)
    whole = count(unit, table(*made), span, KYIV).row(0, named=True)
    parts = count(unit, table(*made), span, KYIV, areas_of(made, answers)).rows(named=True)
    assert [row["area"] for row in parts] == ["north", "south"]
    assert sum(row["lower"] for row in parts) <= whole["lower"], "two areas apart from each other"
    for row in parts:
        assert at_most(row["upper"], whole["upper"])
        assert at_most(row["lower"], row["upper"])


@given(rules(), rows(most=7), ANSWERS, st.sampled_from(DAYS[1:5]), st.integers(0, 2**32))
def test_the_truth_lies_between_the_bounds(unit, made, answers, span, seed):
    assume(unit.group is not None and made)
    world = World(unit, made, answers, span, Random(seed))
    row = count(unit, table(*made), span, KYIV).row(0, named=True)
    truth = world.count(None)
    assert row["lower"] <= truth
    assert at_most(truth, row["upper"])
    for part in count(unit, table(*made), span, KYIV, areas_of(made, answers)).rows(named=True):
        truth = world.count(part["area"])
        assert part["lower"] <= truth
        assert at_most(truth, part["upper"])


class World:
    """One way it may have been, for a unit that groups: what really counts, when, where and who."""

    def __init__(self, unit, made, answers, span, random):
        self.unit, self.span, self.random = unit, span, random
        self.meant = {}
        self.shots = []
        for row, answer in zip(made, answers, strict=False):
            inside = {
                area: random.random() < 0.5 if told is None else told
                for area, told in zip(("north", "south"), answer, strict=True)
            }
            self.shots += self._shots(row, inside)

    def _shots(self, row, inside):
        """What the observation stands for: nothing, one act, or as many as it counts."""
        unit, random = self.unit, self.random
        covered = unit.has(row["act"])
        if unit.at_least_killed and row["killed_best"] is None:
            covered = None if covered else covered
        elif unit.at_least_killed and not row["killed_best"]:
            covered = False
        word = (row["unit"] or "").strip().lower()
        alone = word in unit.stated
        if covered and (row["relayed"] or (row["count"] == 0 and not alone)):
            covered = None
        if covered is False or (covered is None and random.random() < 0.5):
            return []
        to_the_day = row["when_precision"] in ("instant", "hour", "day")
        if not alone and not to_the_day and random.random() < 0.5:
            return []  # it is part of what others report
        number = row["count"] if row["count"] is not None else random.randint(1, 3) if alone else 1
        number = number if alone else random.randint(1, min(max(number, 1), 4))
        number = number if alone or to_the_day else 1
        if unit.at_least_killed and not alone:
            number = min(number, row["killed_best"] or number)  # each needs somebody killed
        when = self._when(row) if to_the_day else self._some_day(row)
        return [self._shot(row, when, to_the_day, alone, inside) for _ in range(number)]

    def _when(self, row):
        """The middle, by which the cut is told, and the times from which an instant is drawn."""
        start, end = row["when_start"], row["when_end"]
        middle = start + (end - start) / 2
        late = max(start, end - timedelta(minutes=1))
        day = KYIV.span_of(KYIV.day_of(middle))
        sharp = late - start <= timedelta(minutes=self.unit.group.gap_minutes or 10**6)
        if sharp and self.unit.group.gap_minutes is not None:
            return middle, start, late, day, True
        return middle, max(start, day.start), min(late, day.end - timedelta(seconds=1)), day, False

    def _some_day(self, row):
        start, end = row["when_start"], row["when_end"]
        if start is None:
            start, end = datetime(2017, 1, 1, tzinfo=UTC), datetime(2017, 12, 31, tzinfo=UTC)
        instant = start + self.random.random() * (end - start)
        return instant, instant, instant, None, False

    def _shot(self, row, when, joins, alone, inside):
        middle, early, late, day, sharp = when
        actor, target = row["actor"], row["target"]
        names = ("dpr", "lpr", "ukraine", "other")
        actor = tuple(actor) if actor else (self.random.choice(names),)
        target = tuple(target) if target else (self.random.choice(names),)
        if not row["direction_stated"] and self.random.random() < 0.5:
            actor, target = target, actor
        return {
            "row": row["observation_id"],
            "cut": middle,
            "when": early + self.random.random() * (late - early),
            "day": day,
            "sharp": sharp,
            "joins": joins and not alone,
            "actor": self._meant(actor),
            "target": self._meant(target),
            "where": self._point(row),
            "inside": inside,
        }

    def _meant(self, names):
        """Two named together: either may have been the one, or both; the same words always mean the same."""
        choice = self.random.choice([(name,) for name in names] + [names])
        return self.meant.setdefault(names, choice)

    def _point(self, row):
        if row["lon"] is None:
            return Point(37.75 + self.random.random() * 0.2, 48.13)
        turn, reach = self.random.random() * 360, self.random.random() * row["radius_m"]
        lon, lat, _ = earth().fwd(row["lon"], row["lat"], turn, reach)
        return Point(lon, lat)

    def _one(self, a, b):
        group = self.unit.group
        if group.gap_minutes is not None:
            near = abs(a["when"] - b["when"]) <= timedelta(minutes=group.gap_minutes)
            if not near or not (a["day"] == b["day"] or (a["sharp"] and b["sharp"])):
                return False
        if "day" in group.by and a["day"] != b["day"]:
            return False
        if group.distance_m is not None and distance_m(a["where"], b["where"]) > group.distance_m:
            return False
        straight = (a["actor"], a["target"]) == (b["actor"], b["target"])
        across = (a["actor"], a["target"]) == (b["target"], b["actor"])
        if "direction" in group.by:
            return straight
        return straight or across or "sides" not in group.by

    def count(self, area):
        """How many groups start in the span, and in the area."""
        shots = list(self.shots)
        if self.unit.across_cut == "divided":
            shots = [shot for shot in shots if self.span.covers(shot["cut"])]
        found = 0
        while shots:
            group, edge = [], [shots.pop()]
            while edge:
                shot = edge.pop()
                group.append(shot)
                if shot["joins"]:
                    near = [other for other in shots if other["joins"] and self._one(shot, other)]
                    edge += near
                    shots = [other for other in shots if not any(other is each for each in near)]
            starts = min(shot["cut"] for shot in group)
            leader = min(group, key=lambda shot: shot["when"])
            in_span = self.unit.across_cut == "divided" or self.span.covers(starts)
            found += in_span and (area is None or leader["inside"][area])
        return found


@given(rows(most=6))
def test_what_is_wholly_known_has_one_number(made):
    known = [
        seen(
            n,
            (row["when_start"] - NOON) / timedelta(minutes=1),
            lon=37.75 + 0.05 * (n % 2),
            actor=[("dpr", "lpr")[n % 2]],
        )
        for n, row in enumerate(made)
        if row["when_start"] is not None
    ]
    for unit in (EPISODE, FACT):
        lower, upper = numbers(unit, known, DAYS[3])
        assert lower == upper
