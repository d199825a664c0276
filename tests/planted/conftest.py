"""Lets these tests use the casts of the record and of the verifier, which stand in other folders."""

import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "record"), str(TESTS / "tools")]
