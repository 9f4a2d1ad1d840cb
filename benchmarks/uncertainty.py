"""Time of the Monte Carlo of an index: 10,000 replicates of 34 units × 52 leaves, beside the reference engine looped.

Treatment × normalisation × aggregation × weights first, then with an error in every figure. Both sides score the same
replicates on one thread; the reference engine is timed on a few of them, and the ratio is per replicate. The largest
difference of their scores is printed too.

    .venv/bin/python benchmarks/uncertainty.py [--replicates 10000] [--looped 20]
"""

from __future__ import annotations

import argparse
import resource
import time
from dataclasses import replace

import numpy as np

from pipelines.indices.reference.reference import Period, score_panel
from pipelines.indices.reference.terms import Floats, IndicatorKey, Method, Node
from pipelines.indices.scoring.field import Field, IndexKey
from pipelines.indices.scoring.score import Plan
from pipelines.indices.uncertainty.design import Design, Settings, design
from pipelines.indices.uncertainty.simulate import simulated_ranks, simulated_scores

UNITS, LEAVES, GROUPS = 34, 52, 7


def main() -> None:
    """Print both times, their ratio and the largest difference, without and with data error."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replicates", type=int, default=10_000)
    parser.add_argument("--looped", type=int, default=20, help="replicates that the reference engine scores")
    arguments = parser.parse_args()
    index = _field()
    for name, error in (("method and weights", 0.0), ("with data error", 0.05)):
        made = design(index, Settings(n_replicates=arguments.replicates, data_error=error))
        sample = np.random.default_rng(1).random((arguments.replicates, len(made.sources)))
        start = time.process_time()
        ranks = simulated_ranks(made, sample)
        ours = time.process_time() - start
        start = time.process_time()
        difference = _looped(made, sample[: arguments.looped])
        theirs = time.process_time() - start
        ratio = (theirs / arguments.looped) / (ours / arguments.replicates)
        print(
            f"{name}: {len(ranks):,} replicates of {UNITS} × {LEAVES} in {ours:.2f} s of processor time;"
            f" reference engine {theirs / arguments.looped * arguments.replicates:.0f} s (from {arguments.looped});"
            f" ratio {ratio:.0f}; largest difference {difference:.1e}"
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _field() -> Field:
    """Return a field without missing figures: 52 leaves below seven groups, some of them with outliers."""
    rng = np.random.default_rng(20261201)
    figures = np.exp(rng.normal(size=(UNITS, LEAVES)) * rng.choice([0.3, 1.0], size=LEAVES))
    groups = [Node(f"G{group}", "ROOT", 2, 1.0, 1, aggregation="arithmetic") for group in range(GROUPS)]
    leaves = [
        Node(f"L{leaf}", f"G{leaf % GROUPS}", 1, float(rng.choice([0.5, 1.0])), 1, indicator=_key(leaf))
        for leaf in range(LEAVES)
    ]
    root = Node("ROOT", None, 3, 1.0, 1, aggregation="arithmetic")
    method = Method("min_max", 0.0, 100.0, treat_winmax=5)
    units = tuple(f"u{unit}" for unit in range(UNITS))
    key = IndexKey("BENCHMARK", 1, 1, "all", "T")
    return Field(key, units, (*leaves, *groups, root), method, figures, np.zeros(figures.shape, dtype=bool))


def _key(leaf: int) -> IndicatorKey:
    return IndicatorKey(f"L{leaf}", "_T", "level", "file")


def _looped(made: Design, sample: Floats) -> float:
    """Score replicates one after the other with the reference engine; return the largest difference from ours."""
    chosen = made.choices(sample)
    plan = made.plan(chosen, made.variant_of(chosen, len(sample)))
    ours = simulated_scores(made, sample)
    differences = [abs(_reference(made.index, plan, number) - ours[number]) for number in range(len(sample))]
    return float(np.nanmax(differences))


def _reference(index: Field, plan: Plan, number: int) -> Floats:
    """Return the scores of one replicate by the reference engine."""
    variant = plan.variants[0 if plan.variant_of is None else plan.variant_of[number]]
    figures = index.figures if plan.figures is None else plan.figures[number]
    weights = index.weights if plan.weights is None else plan.weights[number]
    nodes = [
        replace(node, weight=float(weight), aggregation=node.aggregation and (variant.aggregation or node.aggregation))
        for node, weight in zip(index.nodes, weights, strict=True)
    ]
    values = {(unit, _key(j)): float(figures[i, j]) for i, unit in enumerate(index.units) for j in range(LEAVES)}
    found = score_panel(nodes, variant.method or index.method, [Period(index.units, values)])[0].scores
    root = {scored.area_id: scored.score for scored in found if scored.node_code == "ROOT"}
    return np.array([np.nan if (score := root[unit]) is None else score for unit in index.units])


if __name__ == "__main__":
    main()
