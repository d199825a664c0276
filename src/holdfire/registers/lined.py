"""The rows of a line-up: what a group of entries is, who is silent, and why."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import Any

import polars as pl

from holdfire.incidents.judgements import Judgement, Settled
from holdfire.registers.asking import Awaited, Question
from holdfire.registers.reasons import Pair, Told
from holdfire.registers.table import LINEUP, STATUSES
from holdfire.reports.act import covers

Entry = Mapping[str, Any]
"""A row of LISTED."""


class LinedRows:
    """Makes rows of groups; holds what is asked for each of them."""

    def __init__(
        self,
        sides: Sequence[str],
        told: Mapping[Pair, Told],
        settled: Settled,
        waits: Awaited,
        at: datetime | None,
    ) -> None:
        self.sides, self.told, self.waits, self.at = sides, told, waits, at
        self.judged: dict[str, list[tuple[Pair, Judgement]]] = {}
        for pair, judgement in sorted(settled.standing.items()):
            for entry in pair:
                self.judged.setdefault(entry, []).append((pair, judgement))

    def frame(self, groups: Sequence[Sequence[Entry]]) -> pl.DataFrame:
        """A frame of LINEUP in order of group id; the entries of each group are of different registers."""
        return LINEUP.of(sorted((self._row(each) for each in groups), key=lambda row: str(row["group_id"])))

    def _row(self, group: Sequence[Entry]) -> dict[str, object]:
        listed = sorted(group, key=lambda entry: str(entry["register"]))
        ids = [str(entry["entry_id"]) for entry in listed]
        registers = [str(entry["register"]) for entry in listed]
        pairs = [_pair(*pair) for pair in combinations(listed, 2)]
        known = [self.told[pair] for pair in pairs if pair in self.told]
        whole = len(known) == len(pairs) > 0
        questions = [each for entry in ids for each in self.waits.questions.get(entry, ())]
        contested = self._contested(listed)
        remarks = self._remarks(listed, questions, contested)
        return {
            "group_id": f"g-{min(ids).removeprefix('e-')}",
            "status": remarks[0],
            "remarks": remarks,
            "registers": registers,
            "entry_ids": ids,
            "silent": [side for side in self.sides if side not in registers],
            "probability": min(each.probability for each in known) if whole else None,
            "rivals": max((each.rivals for each in known), default=None),
            "reasons": self._reasons(listed, questions, contested),
            "judged_by": ", ".join(sorted({judgement.by for _, judgement in self._judgements(ids)})) or None,
            "until": min((each.until for each in questions if each.until is not None), default=None),
        }

    def _remarks(
        self, listed: Sequence[Entry], questions: Sequence[Question], contested: Sequence[str]
    ) -> list[str]:
        holds = {
            "awaiting reply": bool(questions),
            "exempt claimed": any(entry["exemption_claimed"] for entry in listed),
            "contested kind": bool(contested),
            "matched": len(listed) > 1,
            "one-sided": len(listed) == 1,
        }
        return [status for status in STATUSES if holds[status]]

    def _contested(self, listed: Sequence[Entry]) -> list[str]:
        """In words, how those who list it contradict each other on what was done or who acted."""
        words = []
        for one, other in combinations(listed, 2):
            acts = one["act"], other["act"]
            if None not in acts and not covers(*acts) and not covers(*reversed(acts)):
                words.append(f"{one['register']} lists {acts[0]}, {other['register']} lists {acts[1]}")
            told = self.told.get(_pair(one, other))
            if told is not None and told.swapped:
                words.append(f"{one['register']} and {other['register']} name each other's sides")
        return words

    def _reasons(
        self, listed: Sequence[Entry], questions: Sequence[Question], contested: Sequence[str]
    ) -> list[str]:
        ids = [str(entry["entry_id"]) for entry in listed]
        reasons = [f"awaiting reply: {each.told(self.at)}" for each in questions]
        reasons += [f"exempt claimed by {entry['register']}: a claim to be tested"
                    for entry in listed if entry["exemption_claimed"]]  # fmt: skip
        reasons += [f"contested kind: {each}" for each in contested]
        reasons += [f"judged: {words}" for words in self._judged_words(ids)]
        for one, other in combinations(listed, 2):
            told = self.told.get(_pair(one, other))
            before = f"{one['register']} and {other['register']}: " if len(listed) > 2 else ""
            if told is None:
                reasons.append(f"{before}never compared by the matcher")
            else:
                reasons += [f"{before}{each}" for each in told.reasons]
        return reasons

    def _judgements(self, ids: Sequence[str]) -> list[tuple[Pair, Judgement]]:
        """Those that stand between these entries, or keep one of them from another."""
        found: dict[Pair, Judgement] = {}
        for entry in ids:
            found.update(self.judged.get(entry, ()))
        return sorted(found.items(), key=lambda each: each[0])

    def _judged_words(self, ids: Sequence[str]) -> list[str]:
        return [f"{judgement} ({judgement.why})" for _, judgement in self._judgements(ids)]


def _pair(one: Entry, other: Entry) -> Pair:
    left, right = sorted((str(one["entry_id"]), str(other["entry_id"])))
    return left, right
