"""The field of an index from an analyst's files, iData, iMeta and METHOD.yml, as `chiso index score` reads them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from pipelines.indices.errors import ScoreError, problem, text
from pipelines.indices.files.input_tables import Files, Reading
from pipelines.indices.files.tables import Scoring, read_scoring
from pipelines.indices.reference.terms import Flags, Floats
from pipelines.indices.score import AS_WRITTEN, models_of
from pipelines.indices.scoring.codebook_rows import method_of, nodes_of
from pipelines.indices.scoring.field import Field, IndexKey

LEAVES = "select area_id, period_code, node_code, imputed, is_imputed from fct_index_leaf where imputed is not null"
NAMES = ("iData", "iMeta", "METHOD")
SUFFIXES = (".csv", ".yml", ".yaml", ".xlsx", ".xls", ".ods")
GROUPS = "select area_id, group_code from fct_index_unit"


def files_of(folder: Path) -> Files:
    """Return the files of a folder by their names: iData, iMeta, METHOD and, where there is one, Denominators.

    Raises:
        ScoreError: lists the files that the folder lacks.
    """
    known = {path.stem.casefold(): path for path in sorted(folder.iterdir()) if path.suffix.casefold() in SUFFIXES}
    absent = [name for name in NAMES if name.casefold() not in known]
    if absent:
        raise ScoreError([problem(f"{folder / name}", text("at_file"), "", "file_in_folder") for name in absent])
    data, meta, method = (known[name.casefold()] for name in NAMES)
    return Files(data, meta, method, known.get("denominators"))


def read_files(files: Files, reading: Reading = AS_WRITTEN, time: str | None = None) -> Field:
    """Return the field of an analyst's files.

    Args:
        files: iData, iMeta, METHOD.yml and denominators.
        reading: decimal separator and names of units.
        time: which time of a panel; None is the last.

    Raises:
        ScoreError: lists every problem of the files.
        ValueError: the panel has no such time.
    """
    scoring = read_scoring(files, reading)
    period = f"T{scoring.periods[-1] if time is None else scoring.periods[scoring.periods.index(time)]}"
    models = models_of(scoring)
    leaves = models.query(LEAVES)
    key = IndexKey("INDEX", 1, 1, "all", period)
    tables = scoring.tables
    nodes, method = nodes_of(tables, key), method_of(tables, key)
    units = _units(scoring, period)
    codes = [node.node_code for node in nodes if node.indicator is not None]
    figures, is_imputed = _matrices(leaves.filter(pl.col("period_code") == period), units, codes)
    further = [f"T{name}" for name in scoring.periods if f"T{name}" != period and method.bounds_kind == "panel"]
    others = [
        _matrices(leaves.filter(pl.col("period_code") == other), _units(scoring, other), codes)[0] for other in further
    ]
    group_of = dict(models.query(GROUPS).iter_rows()) if method.impute_kind.startswith("group") else {}
    return Field(
        key=key,
        units=units,
        nodes=nodes,
        method=method,
        figures=figures,
        is_imputed=is_imputed,
        others=tuple(others),
        groups=tuple(group_of.get(unit) for unit in units) if group_of else (),
        names={unit: (name, name) for unit, name in scoring.names.items()},
        rank_min_share=0.0,
    )


def _units(scoring: Scoring, period: str) -> tuple[str, ...]:
    return tuple(scoring.rows.filter(pl.col("Time") == period[1:])["uCode"].to_list())


def _matrices(rows: pl.DataFrame, units: tuple[str, ...], codes: list[str]) -> tuple[Floats, Flags]:
    """Return figures after imputation and which are imputed, units × leaves."""
    figures, is_imputed = np.full((len(units), len(codes)), np.nan), np.zeros((len(units), len(codes)), dtype=bool)
    unit_of, leaf_of = ({code: place for place, code in enumerate(names)} for names in (units, codes))
    for unit, leaf, value, imputed in rows.select("area_id", "node_code", "imputed", "is_imputed").iter_rows():
        figures[unit_of[unit], leaf_of[leaf]], is_imputed[unit_of[unit], leaf_of[leaf]] = value, imputed
    return figures, is_imputed
