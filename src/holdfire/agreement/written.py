"""A pack's files as they were written: holdfire.lines, with the next steps that fit a pack."""

from pathlib import Path

from holdfire.lines import Advice, Document, Lines, Step, Steps, refused
from holdfire.lines import read_text as _read_text
from holdfire.lines import read_yaml as _read_yaml

__all__ = ["Document", "Lines", "Step", "Steps", "read_text", "read_yaml", "refused"]

ADVICE = Advice(
    missing="A pack needs agreement.yml and zones.geojson.",
    too_long="Shorten the texts, or draw the zones with fewer points.",
    empty="See docs/agreement-format.md for what it holds.",
)


def read_yaml(path: Path) -> Document:
    """One YAML file of a pack; what is wrong with it as a file is a fault."""
    return _read_yaml(path, ADVICE)


def read_text(path: Path, lines: Lines) -> str | Document:
    """The text of one file of a pack; where there is none to be had, a document that says why."""
    return _read_text(path, lines, ADVICE)
