"""The small case of the bulletin's tests is that of the letters' too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
