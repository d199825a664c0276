#!/usr/bin/env python3
"""Fit the weights by which two written names are compared, and print how well they do on names never seen.

Run: python tools/fit_names.py. Put what it prints into src/holdfire/centre/names/comparing.py (WEIGHTS).
The pairs are made up from tests/centre/name_lists.py: fitted on one half of the names, measured on the other.
"""

import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "centre")]

from name_lists import pairs  # noqa: E402

from holdfire.centre.names.comparing import Weights, compared, features_of  # noqa: E402

NUMBER = 8_000
RIDGE = 1e-3


def fitted(seed: int, half: int) -> Weights:
    """Logistic regression by Newton's steps, with a little ridge."""
    rows, same = [], []
    for one, other, is_same in pairs(seed, NUMBER, half):
        told = features_of(one, other)
        if told is not None:
            rows.append([1.0, told.worst, told.mean, told.left_over, told.bones])
            same.append(float(is_same))
    seen, truth = np.array(rows), np.array(same)
    weights = np.zeros(seen.shape[1])
    for _ in range(60):
        chance = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (truth - chance) - RIDGE * weights
        bend = (seen * (chance * (1 - chance))[:, None]).T @ seen + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    return Weights(*(round(float(each), 2) for each in weights))


def script(name: str) -> str:
    return "ar" if any("\u0600" <= each <= "\u06ff" for each in name) else "ru" if any(
        "\u0400" <= each <= "\u04ff" for each in name) else "latin"  # fmt: skip


def by_scripts(weights: Weights, seed: int, half: int) -> None:
    """Precision and recall at 0.5 of each pair of scripts."""
    told: dict[str, list[tuple[bool, bool]]] = {}
    for one, other, same in pairs(seed, NUMBER, half):
        scripts = "-".join(sorted((script(one), script(other))))
        told.setdefault(scripts, []).append((compared(one, other, weights).probability >= 0.5, same))
    for scripts, rows in sorted(told.items()):
        right = sum(1 for claimed, same in rows if claimed and same)
        precision = right / sum(1 for claimed, _ in rows if claimed)
        recall = right / sum(1 for _, same in rows if same)
        print(f"  {scripts:<12} {len(rows):>5} pairs  precision {precision:.3f}  recall {recall:.3f}")


def measured(weights: Weights, seed: int, half: int) -> str:
    told = [
        (compared(one, other, weights).probability, same) for one, other, same in pairs(seed, NUMBER, half)
    ]
    right = sum(1 for chance, same in told if chance >= 0.5 and same)
    claimed, there = sum(1 for chance, _ in told if chance >= 0.5), sum(1 for _, same in told if same)
    error = 0.0
    for tenth in range(10):
        own = [(c, s) for c, s in told if tenth / 10 <= c < (tenth + 1) / 10 or (tenth == 9 and c == 1.0)]
        if own:
            mean, share = sum(c for c, _ in own) / len(own), sum(s for _, s in own) / len(own)
            error += abs(mean - share) * len(own) / len(told)
            print(f"  {tenth / 10:.1f}  {len(own):>5} pairs  said {mean:.3f}  true {share:.3f}")
    return f"precision {right / claimed:.3f}, recall {right / there:.3f}, calibration error {error:.3f}"


if __name__ == "__main__":
    found = fitted(1, 0)
    print(found, flush=True)
    print(f"on the other half of the names: {measured(found, 2, 1)}")
    by_scripts(found, 2, 1)
