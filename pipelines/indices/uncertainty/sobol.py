"""Sobol indices: which share of an output's variance each source has alone, and with its interactions.

The design is Saltelli's: base samples A and B, and for each source A with that source's column of B. With V the
variance of the outputs of A and B together, first = mean(f_B (f_ABi - f_A)) / V (Saltelli et al. 2010) on outputs less
their mean, total = mean((f_A - f_ABi)²) / 2V (Jansen 1999); COINr and SALib have the same. Jansen's estimator of the
first order was tried as well: of a source without effect it gave -0.05 at 1,024 rows, this one gives 0.
Intervals are percentiles of a bootstrap of the rows of the sample.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pipelines.indices.reference.terms import Floats

N_BOOTSTRAP = 200
LOW, HIGH = 5, 95


class SobolIndices(NamedTuple):
    """First-order and total indices, sources × outputs, and the ends of their bootstrap intervals.

    NaN for an output that does not vary, or that is undefined somewhere.
    """

    first: Floats
    total: Floats
    first_low: Floats
    first_high: Floats
    total_low: Floats
    total_high: Floats


def saltelli_sample(rng: np.random.Generator, n_base: int, n_sources: int) -> Floats:
    """Return A, B and one block for each source: n_base × (n_sources + 2) rows of numbers in [0, 1)."""
    a, b = rng.random((n_base, n_sources)), rng.random((n_base, n_sources))
    blocks = [a, b]
    for source in range(n_sources):
        mixed = a.copy()
        mixed[:, source] = b[:, source]
        blocks.append(mixed)
    return np.concatenate(blocks)


def sobol_indices(outputs: Floats, n_sources: int, rng: np.random.Generator) -> SobolIndices:
    """Return the indices of each output.

    Args:
        outputs: rows of `saltelli_sample` × outputs.
        n_sources: number of sources.
        rng: generator of the bootstrap.
    """
    blocks = outputs.reshape(n_sources + 2, -1, outputs.shape[-1])
    f_a, f_b, mixed = blocks[0], blocks[1], blocks[2:]
    n = len(f_a)
    draws = rng.multinomial(n, np.full(n, 1 / n), size=N_BOOTSTRAP) / n
    shares = np.concatenate([np.full((1, n), 1 / n), draws])  # the sample itself, then its bootstraps
    # as a distance from the mean: of large outputs with a small spread the squares lose their digits
    center = outputs.mean(axis=0)
    d_a, d_b, d_mixed = f_a - center, f_b - center, mixed - center
    mean = shares @ (d_a + d_b) / 2
    variance = shares @ (d_a**2 + d_b**2) / 2 - mean**2
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.where(variance > 1e-12 * np.maximum(1.0, center**2), variance, np.nan)
        first = np.stack([shares @ (d_b * (d - d_a)) / spread for d in d_mixed])
        total = np.stack([shares @ ((d_a - d) ** 2) / (2 * spread) for d in d_mixed])
    ends = [np.percentile(part[:, 1:], level, axis=1) for part in (first, total) for level in (LOW, HIGH)]
    return SobolIndices(first[:, 0], total[:, 0], *ends)
