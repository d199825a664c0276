"""Letters that cannot be seen, shown: a source's text cannot turn a line round or hide a break in it.

A right-to-left override in a place name makes "bmob.exe" read "exe.bomb"; a null or a line break in a
cell cuts a row in two. Each such character is printed as its number in brackets, [U+202E], in every file.
Joiners (U+200C, U+200D) stay: Persian and Urdu are not written without them.
"""

from dataclasses import replace
from typing import Any

import polars as pl

from holdfire.publish.sealed import FRAMES, SealedDataset

_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
_UNSEEN = (0x200B, 0x2060, 0xFEFF)
SHOWN = {chr(code): f"[U+{code:04X}]" for code in sorted({*_BIDI, *_CONTROLS, *_UNSEEN})}
"""Each character that is shown by its number: bidi controls, control characters, invisible spaces."""

_TABLE = str.maketrans(SHOWN)


def visible(text: str) -> str:
    """The text with every such character shown by its number."""
    return text.translate(_TABLE)


def all_visible(dataset: SealedDataset) -> SealedDataset:
    """The dataset with every text in it made visible; the digest printed is that of the one before."""
    frames: dict[str, Any] = {name: _shown(getattr(dataset, name)) for name in FRAMES}
    return replace(
        dataset,
        mission_name=visible(dataset.mission_name),
        inputs=tuple((visible(name), digest) for name, digest in dataset.inputs),
        **frames,
    )


def _shown(frame: pl.DataFrame) -> pl.DataFrame:
    if frame.is_empty():
        return frame
    hidden, shown = list(SHOWN), list(SHOWN.values())
    columns = []
    for name, dtype in frame.schema.items():
        if dtype == pl.String:
            columns.append(pl.col(name).str.replace_many(hidden, shown))
        elif dtype == pl.List(pl.String):
            columns.append(pl.col(name).list.eval(pl.element().str.replace_many(hidden, shown)))
    return frame.with_columns(columns)
