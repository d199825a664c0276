"""Lets the tests of this folder use the cast and the small node that stand one folder up."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
