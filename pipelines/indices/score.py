"""Scoring of an analyst's own tables (`chiso index score`): files in COINr's shape in, the table of every step out.

The files are read in files/, the index models are SQL in dbt_project.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines.indices.files.input_tables import Files, Reading
from pipelines.indices.files.tables import Scoring, read_scoring
from pipelines.warehouse.in_memory.index_engine import IndexModels

LEAVES = """
select area_id as "uCode", substr(period_code, 2) as "Time", node_code as node, denominated, imputed, treated,
    treat_mark, imputed as value_before, treated as value_after, score as normalised
from fct_index_leaf
"""
SCORES = """
select area_id as "uCode", substr(period_code, 2) as "Time", node_code as node, score, rank, n_field, coverage,
    coverage_count, imputed_share, shadow_score, undefined_reason
from fct_index_score where series = 'computed'
"""
TREATMENT = """
select substr(r.period_code, 2) as "Time", n.node_code as "iCode", t.is_passed as "check_SkewKurt0.Pass",
    t.skew as "check_SkewKurt0.Skew", t.kurtosis as "check_SkewKurt0.Kurt", t.n_winsorised as "winsorise.nwin",
    t.is_passed_winsorised as "check_SkewKurt1.Pass", t.skew_winsorised as "check_SkewKurt1.Skew",
    t.kurtosis_winsorised as "check_SkewKurt1.Kurt", t.is_passed_transformed as "check_SkewKurt2.Pass",
    t.skew_transformed as "check_SkewKurt2.Skew", t.kurtosis_transformed as "check_SkewKurt2.Kurt",
    t.treat_kind as treatment
from fct_index_treatment as t
inner join int_index_run as r on r.run_no = t.run_no
inner join int_index_node as n on n.node_no = t.node_no
order by r.run_no
"""
WEIGHTS = """
select distinct n.node_code as node, n.parent_no is null as is_root, n.level, w.effective_weight
from int_index_weight as w inner join int_index_node as n on n.node_no = w.node_no
"""
STAGES = ("denominated", "imputed", "treated", "normalised")
DETAILS = "details"
FIRST_LIMIT = 8
AS_WRITTEN = Reading()


def score(data: Path, meta: Path, method: Path, out: Path, denominators: Path | None = None) -> dict[str, int]:
    """Score files of COINr's shape; arguments, result and errors as of `score_files`."""
    return score_files(Files(data, meta, method, denominators), out)


def score_files(files: Files, out: Path, reading: Reading = AS_WRITTEN) -> dict[str, int]:
    """Write the table of every step into the folder `out`; docs/method.md describes the files.

    Args:
        files: iData (values of the indicators by unit), iMeta (the tree of indicators and aggregates), METHOD.yml (the
            steps), and values of denominators by unit.
        out: folder of the results.
        reading: the decimal separator, where it is stated, and where names of units are looked up.

    Returns:
        Number of rows by file.

    Raises:
        ScoreError: lists every problem of the files; nothing is written.
    """
    scoring = read_scoring(files, reading)
    models = models_of(scoring)
    (out / DETAILS).mkdir(parents=True, exist_ok=True)
    leaves = _ordered(models.query(LEAVES), scoring.meta.indicators, scoring)
    scores = _ordered(models.query(SCORES), scoring.nodes, scoring).with_columns(
        # the models have no run for a time without a figure
        undefined_reason=pl.when(pl.col("score").is_null()).then(pl.col("undefined_reason").fill_null("missing"))
    )
    written = {f"{stage}.csv": _wide(leaves, stage, scoring) for stage in STAGES}
    written["treatment.csv"] = _by_code(models.query(TREATMENT), "iCode", scoring)
    changed = leaves.filter(pl.col("treat_mark").is_not_null())
    written["scores.csv"] = scores.select("uCode", "Time", "node", "score")
    written["ranks.csv"] = scores.select("uCode", "Time", "node", "rank")
    points = changed.select("uCode", "Time", "node", "treat_mark", "value_before", "value_after")
    weights = _by_code(models.query(WEIGHTS), "node", scoring).select("node", "level", "effective_weight")
    written |= {
        f"{DETAILS}/treated_points.csv": points,
        f"{DETAILS}/scores.csv": scores,
        f"{DETAILS}/weights.csv": weights,
    }
    for name, frame in written.items():
        without_time = scoring.periods == [""] and "Time" in frame.columns
        _named(frame.drop("Time") if without_time else frame, scoring.names).write_csv(out / name)
    return {name: frame.height for name, frame in written.items()}


def _named(frame: pl.DataFrame, names: dict[str, str]) -> pl.DataFrame:
    """Return the frame with the units' names beside their codes, where the files have names only."""
    if not names or "uCode" not in frame.columns:
        return frame
    column = pl.col("uCode").replace_strict(names, default=None, return_dtype=pl.String()).alias("uName")
    return frame.select("uCode", column, pl.exclude("uCode"))


def models_of(scoring: Scoring) -> IndexModels:
    """Return the index models of the files.

    Without a limit of winsorising, the limit is doubled until no column reaches it. The work of winsorising grows with
    the square of the limit, and most columns pass the test after a few points.
    """
    if not scoring.is_unlimited:
        return IndexModels(scoring.tables, scoring.figures)
    limit = FIRST_LIMIT
    while True:
        methods = scoring.tables["index_methods"].with_columns(treat_winmax=pl.lit(limit, pl.Int64()))
        models = IndexModels({**scoring.tables, "index_methods": methods}, scoring.figures)
        stopped = models.query("select 1 from fct_index_treatment where not is_passed_winsorised limit 1")
        if not stopped.height or limit >= len(scoring.units):
            return models
        limit *= 2


def _ordered(frame: pl.DataFrame, nodes: list[str], scoring: Scoring) -> pl.DataFrame:
    """Return the rows in the order of the files: times, units, nodes; a time without any figure included."""
    grid = scoring.rows.join(pl.DataFrame({"node": nodes}, schema={"node": pl.String()}), how="cross")
    return grid.join(frame, on=["uCode", "Time", "node"], how="left", maintain_order="left")


def _by_code(frame: pl.DataFrame, column: str, scoring: Scoring) -> pl.DataFrame:
    """Return the rows in the order of iMeta by a column of node codes."""
    order = {node.code: number for number, node in enumerate(scoring.meta.nodes)}
    return frame.sort(pl.col(column).replace_strict(order, return_dtype=pl.Int64()), maintain_order=True)


def _wide(leaves: pl.DataFrame, stage: str, scoring: Scoring) -> pl.DataFrame:
    """Return one row for each unit (and time) and one column for each indicator, in the order of iMeta."""
    wide = leaves.pivot("node", index=["uCode", "Time"], values=stage, maintain_order=True)
    return wide.select("uCode", "Time", *scoring.meta.indicators)
