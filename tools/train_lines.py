#!/usr/bin/env python3
"""Learn the weights of holdfire.documents.blocks.line_model from pages whose text was marked by people.

    python tools/train_lines.py FOLDER [--write]

FOLDER is a copy of WCXB (github.com/Murrough-Foley/web-content-extraction-benchmark, CC-BY-4.0, by Murrough
Foley): dev/html/*.html.gz and dev/ground-truth/*.json. Each page is laid out as text by Holdfire's scanner,
its markup forgotten; a paragraph is text where the words of the page's marked text hold it. Learnt on the
articles of dev, scored on those of test. numpy is needed, and at no other time.
"""

import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from holdfire.documents.blocks.line_model import FEATURES, features, look
from holdfire.documents.formats.html import read_html
from holdfire.documents.language import language
from holdfire.errors import DocumentError

OUT = Path(__file__).parents[1] / "src/holdfire/library/reading/lines.json"
ROUNDS, RATE, SHRINK = 3_000, 0.5, 1e-4


def main() -> int:
    folder = Path(sys.argv[1])
    rows, told = _of(folder / "dev")
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    weight, bias = _learnt((rows - mean) / spread, told)
    other, other_told = _of(folder / "test")
    for name, matrix, truth in (("dev", rows, told), ("test", other, other_told)):
        said = (matrix - mean) / spread @ weight + bias > 0
        right, kept, wanted = (said & truth).sum(), said.sum(), truth.sum()
        print(f"{name}: {len(truth):,} paragraphs, F1 {2 * right / (kept + wanted):.3f}")
    if "--write" in sys.argv:
        OUT.write_text(_written(mean, spread, weight, bias), "utf-8")
        print(f"written: {OUT}")
    return 0


def _of(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    rows: list[list[float]] = []
    truth: list[bool] = []
    for texts, kept in pages(folder):
        looks = [look(text, frozenset(language().words("stop_words"))) for text in texts]
        rows += features(looks)
        truth += kept
    return np.array(rows), np.array(truth)


def pages(folder: Path) -> Iterator[tuple[list[str], list[bool]]]:
    """Of each article its paragraphs, and which of them are text."""
    for gold in sorted((folder / "ground-truth").glob("*.json")):
        told = json.loads(gold.read_text("utf-8"))
        if told["_internal"]["page_type"]["primary"] != "article" or not told["ground_truth"].get(
            "main_content"
        ):
            continue
        markup = gzip.decompress((folder / "html" / f"{gold.stem}.html.gz").read_bytes())
        try:
            text, lines, _ = read_html(markup.decode("utf-8", "replace"), gold.stem)
        except DocumentError:
            continue
        texts = [each for line in lines if (each := text[line.start : line.end].strip())]
        marked = " " + _even(told["ground_truth"]["main_content"]) + " "
        yield texts, [bool(_even(each)) and f" {_even(each)} " in marked for each in texts]


def _even(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _learnt(rows: np.ndarray, told: np.ndarray) -> tuple[np.ndarray, float]:
    """By gradient descent on the mean loss; the sum is convex, so there is one answer."""
    weight, bias = np.zeros(rows.shape[1]), 0.0
    for _ in range(ROUNDS):
        wrong = 1 / (1 + np.exp(-(rows @ weight + bias))) - told
        weight -= RATE * (rows.T @ wrong / len(told) + SHRINK * weight)
        bias -= RATE * float(wrong.mean())
    return weight, bias


def _written(mean: np.ndarray, spread: np.ndarray, weight: np.ndarray, bias: float) -> str:
    listed = zip(FEATURES, mean, spread, weight, strict=True)
    table = [
        {"name": name, "mean": round(m, 5), "spread": round(s, 5), "weight": round(w, 5)}
        for name, m, s, w in listed
    ]
    source = "Learnt by tools/train_lines.py on articles of WCXB by Murrough Foley (CC-BY-4.0), part dev."
    told = {"source": source, "bias": round(bias, 5), "features": table}
    return json.dumps(told, indent=1) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
