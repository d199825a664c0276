"""Both readers judge as much as fits into some seconds; tells how much it was, and each difference.

    python tests/record/agreement/long_run.py --seconds 600 [--seed 1]

Ends with 1 where the two differed.
"""

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from bent_files import SMALL, script_evidence  # noqa: E402 - the folders must be known first
from both import Disagreement  # noqa: E402
from scripts import Script  # noqa: E402

ENTRIES = 80


def a_round(seed: int, count: "Counter[str]") -> None:
    """One log, evidence from it, and some of everything else."""
    script = Script(seed)
    for n in range(ENTRIES):
        count["entries"] += 1
        count["void: " + (script.step() or "no")] += 1
        if n > 5 and not script.folds.other.charters:
            break
    chance = random.Random(seed)
    for _ in range(4):
        script_evidence(chance, script)
        count["evidence of a log"] += 1
    for name, (ask, times) in SMALL.items():
        for _ in range(times):
            ask(chance)
            count[name] += 1


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    end, count, found, seed = time.monotonic() + options.seconds, Counter[str](), 0, options.seed
    while time.monotonic() < end:
        try:
            a_round(seed, count)
        except Disagreement as difference:
            found += 1
            sys.stdout.write(f"seed {seed}: {str(difference)[:2000]}\n")
            sys.stdout.flush()
        seed += 1
    cases = sum(each for name, each in count.items() if not name.startswith("void: "))
    told = ", ".join(f"{name} {each}" for name, each in sorted(count.items()))
    sys.stdout.write(f"{cases} cases in {seed - options.seed} rounds, {found} differences: {told}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
