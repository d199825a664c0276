"""A fused table kept in a folder: three Parquet tables, the reports as read, the weights, the profile."""

import json
from pathlib import Path

import numpy as np
import polars as pl

from holdfire.errors import IncidentError
from holdfire.fusion.copies import without_copies
from holdfire.fusion.fusing import FusedTable
from holdfire.fusion.laying import Laid, lay_out
from holdfire.fusion.packing import pack
from holdfire.fusion.profiles import profiles
from holdfire.fusion.tolerant import read_reports
from holdfire.fusion.weights import Model, Weights

TABLES = ("incidents", "membership", "pairs")
PROFILE, WEIGHTS, NAMES, REPORTS = "profile.json", "weights.npz", "names.json", "reports.parquet"


def read_table(path: Path) -> pl.DataFrame:
    """A table of reports: Parquet, CSV or Arrow IPC, by its ending."""
    try:
        if path.suffix in (".csv", ".tsv"):
            return pl.read_csv(
                path, separator="\t" if path.suffix == ".tsv" else ",", infer_schema_length=10_000
            )
        if path.suffix in (".arrow", ".feather", ".ipc"):
            return pl.read_ipc(path)
        return pl.read_parquet(path)
    except FileNotFoundError as cause:
        raise IncidentError(f"There is no file {path}.", "Name a table of reports.") from cause
    except (pl.exceptions.PolarsError, OSError) as cause:
        raise IncidentError(
            f"{path} is no table that can be read: {cause}.", "Give Parquet, CSV or Arrow, one row a report."
        ) from cause


def keep(fused: FusedTable, reports: pl.DataFrame, out: Path) -> dict[str, object]:
    """Write everything into the folder `out`; the profile as it was written."""
    out.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        getattr(fused, name).write_parquet(out / f"{name}.parquet")
    reports.write_parquet(out / REPORTS)
    np.savez_compressed(out / WEIGHTS, allow_pickle=False, **fused.model.weights._asdict())
    names = {"sources": fused.model.sources, "kinds": fused.model.cells}
    (out / NAMES).write_text(json.dumps(names, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    told = profiles(fused)
    (out / PROFILE).write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return told


def kept_table(out: Path, name: str) -> pl.DataFrame:
    """One of TABLES of such a folder."""
    path = out / f"{name}.parquet"
    if not path.is_file():
        raise IncidentError(
            f"{out} holds no {name}.parquet.", "Name a folder that holdfire fuse --out wrote."
        )
    return pl.read_parquet(path)


def kept_model(out: Path) -> Model:
    """The weights that fused such a folder, with what their numbers mean."""
    if not (out / WEIGHTS).is_file() or not (out / NAMES).is_file():
        raise IncidentError(f"{out} holds no weights.", "Name a folder that holdfire fuse --out wrote.")
    names = json.loads((out / NAMES).read_text("utf-8"))
    with np.load(out / WEIGHTS) as stored:
        weights = Weights(*(stored[name] for name in Weights._fields))
    return Model(weights, tuple(names["sources"]), tuple(names["kinds"]))


def laid_again(out: Path) -> tuple[Laid, Weights]:
    """The reports of such a folder, laid out as they were, and the weights that fused them."""
    model = kept_model(out)
    read, _ = without_copies(read_reports(pl.read_parquet(out / REPORTS)))
    return lay_out(pack(read, model)), model.weights
