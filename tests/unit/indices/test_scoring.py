"""The vectorised scorer against the reference implementation and against `chiso index score` (SQL)."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support.random_fields import KEY, indicator, random_field, reference_scores

from pipelines.indices.files.input_tables import Files
from pipelines.indices.reference.terms import Method, Node
from pipelines.indices.score import score as score_files
from pipelines.indices.scoring.field import Field, effective_weights
from pipelines.indices.scoring.files import read_files
from pipelines.indices.scoring.ranks import ranks
from pipelines.indices.scoring.score import Plan, Variant, nominal, score

# sums of at most ten terms of the size of the scores: a few units of the last place of a double
TOLERANCE = 1e-12


def _apart(found: np.ndarray, wanted: np.ndarray) -> float:
    """The largest difference, relative above 1; infinite where one is undefined and the other is not."""
    if not np.array_equal(np.isnan(found), np.isnan(wanted)):
        return np.inf
    return float(np.nanmax(np.abs(found - wanted) / np.maximum(1, np.abs(wanted)), initial=0.0))


@pytest.mark.parametrize("seed", range(150))
def test_every_node_equals_the_reference(seed: int) -> None:
    index = random_field(seed)
    found, wanted = nominal(index), reference_scores(index)
    assert {code: _apart(found.of(code)[0], wanted[code]) <= TOLERANCE for code in wanted} == dict.fromkeys(
        wanted, True
    )


@pytest.mark.parametrize("seed", range(12))
def test_each_replicate_equals_the_reference_of_its_inputs(seed: int) -> None:
    index = random_field(seed)
    rng = np.random.default_rng(seed)
    others = [replace(index.method, normalise_kind=kind) for kind in ("min_max", "z_score", "rank")]
    plan = Plan(
        weights=rng.uniform(0.5, 2, size=(9, len(index.nodes))),
        figures=index.figures * np.exp(rng.normal(0, 0.2, size=(9, *index.figures.shape))),
        variants=tuple(Variant(method) for method in others),
        variant_of=np.arange(9) % 3,
    )
    found = score(index, plan, keep=["ROOT"]).of("ROOT")
    assert plan.weights is not None and plan.figures is not None
    for number in range(9):
        wanted = reference_scores(
            replace(index, method=others[number % 3]), plan.figures[number], plan.weights[number]
        )["ROOT"]
        assert _apart(found[number], wanted) <= TOLERANCE


METHODS = {
    "as_published": "",
    "treated": "treat: {winmax: 2, skew_threshold: 1, kurtosis_threshold: 1, transform: log_CT}\n",
    "imputed": "impute: {method: median}\nscreen: {min_coverage: 0.5}\n",
}


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("mean", ["arithmetic", "geometric"])
def test_the_example_equals_the_files_that_the_sql_models_write(
    repo: Path, tmp_path: Path, name: str, mean: str
) -> None:
    folder = repo / "docs" / "examples" / "index_score"
    method = tmp_path / "method.yml"
    scale = "normalise: {method: min_max, low: 1, high: 100}\n"
    method.write_text(f"{METHODS[name]}{scale}aggregate: {{method: {mean}, coverage: 0.66}}\n", encoding="utf-8")
    files = Files(folder / "iData.csv", folder / "iMeta.csv", method, None)
    score_files(files.data, files.meta, files.method, tmp_path / "out")
    index = read_files(files)
    found = nominal(index)
    for file, values in (("scores", {n: found.of(n)[0] for n in found.nodes}), ("ranks", _ranked(index))):
        with (tmp_path / "out" / f"{file}.csv").open(encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines))
        assert len(rows) == len(index.units) * len(index.nodes)
        for row in rows:
            value = values[row["node"]][index.place_of(row["uCode"])]
            wanted = float(row[file.removesuffix("s")] or "nan")
            assert value == pytest.approx(wanted, abs=TOLERANCE, nan_ok=True)


def _ranked(index: Field) -> dict[str, np.ndarray]:
    found = nominal(index)
    return {code: found.ranks(code)[0] for code in found.nodes}


def test_ranks_are_competition_ranks_at_12_digits_and_skip_the_missing() -> None:
    values = np.array([[3.0, 1.0, np.nan, 3.0 * (1 + 1e-14), 2.0], [1.0, 2.0, 3.0, 4.0, 5.0]])
    assert np.array_equal(ranks(values), [[1, 4, np.nan, 1, 3], [5, 4, 3, 2, 1]], equal_nan=True)
    # just above the 12th digit two scores differ
    assert ranks(np.array([[1.0, 1.0 + 2e-12]])).tolist() == [[2.0, 1.0]]


def _two_leaves(min_coverage: float | None = None) -> Field:
    nodes = (
        Node("A", "ROOT", 1, 3.0, 1, indicator("A")),
        Node("B", "ROOT", 1, 1.0, -1, indicator("B")),
        Node("ROOT", None, 2, 1.0, 1, aggregation="arithmetic", min_coverage=min_coverage),
    )
    figures = np.array([[0.0, 4.0], [5.0, 2.0], [10.0, 0.0], [np.nan, 0.0]])
    method = Method("min_max", 0.0, 100.0)
    return Field(KEY, ("w", "x", "y", "z"), nodes, method, figures, np.zeros((4, 2), dtype=bool))


def test_coverage_at_its_threshold_and_below() -> None:
    # z has a quarter of the weight: its score is that of B, 100, where a quarter is enough
    assert nominal(_two_leaves(min_coverage=0.25)).of("ROOT").tolist() == [[0.0, 50.0, 100.0, 100.0]]
    undefined = nominal(_two_leaves(min_coverage=0.26)).of("ROOT")[0]
    assert np.isnan(undefined[3]) and not np.isnan(undefined[:3]).any()


def test_a_questioned_figure_is_placed_on_the_scale_of_the_admitted_ones() -> None:
    index = _two_leaves()
    figures = index.figures.copy()
    figures[1, 0] = 20.0  # beyond the admitted scale of 0 to 10: at its end, and no other score moves
    found = nominal(replace(index, figures=figures, scale_figures=index.figures)).of("A")[0]
    assert found[:3].tolist() == [0.0, 100.0, 100.0]


def test_without_a_leaf_its_siblings_have_its_weight() -> None:
    index = _two_leaves()
    assert effective_weights(index).tolist() == [0.75, 0.25, 1.0]
    assert nominal(index.without("A")).of("ROOT")[0].tolist() == [0.0, 50.0, 100.0, 100.0]
    with_empty_group = replace(
        index,
        nodes=(
            *index.nodes[:1],
            replace(index.nodes[1], parent_code="G"),
            Node("G", "ROOT", 2, 1.0, 1),
            replace(index.nodes[2], level=3),
        ),
    )
    assert [node.node_code for node in with_empty_group.without("B").nodes] == ["A", "ROOT"]
