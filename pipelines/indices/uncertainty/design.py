"""What is varied: the sources of uncertainty, their options, and the inputs of each replicate drawn from them.

Sources follow the uncertainty analysis of the handbook on composite indicators (OECD and JRC 2008, step 7; Saisana,
Saltelli, Tarantola 2005) and COINr's get_sensitivity. Weights have COINr's noise: each is multiplied by 1 + U(-f, f),
then siblings are rescaled to their former sum; or they are Dirichlet around their shares.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipelines.indices.reference.terms import Aggregation, Floats, Method
from pipelines.indices.scoring.field import Field, positions
from pipelines.indices.scoring.score import Plan, Variant, nominal

SOURCES = ("treatment", "normalisation", "aggregation", "imputation", "weights", "data_error")
POOL_BYTES = 32 << 20  # of drawn data errors
MIN_POOL = 16


@dataclass(frozen=True)
class Settings:
    """Sizes of the variation.

    Attributes:
        n_replicates: replicates of the Monte Carlo.
        n_base: rows of each base sample of the Sobol indices; they need (sources + 2) times as many replicates.
        weight_kind: noise, or dirichlet.
        weight_noise: f of COINr's noise: a weight moves by at most this share of itself; 0 is none.
        concentration: of the Dirichlet distribution; the greater, the nearer to the stated weights.
        data_error: standard deviation of a figure's error, as a share of the figure; 0 is none.
        n_pool: how many draws of weights and of data errors replicates take theirs from.
        seed: of the generator.
    """

    n_replicates: int = 10_000
    n_base: int = 1_024
    weight_kind: Literal["noise", "dirichlet"] = "noise"
    weight_noise: float = 0.25
    concentration: float = 50.0
    data_error: float = 0.05
    n_pool: int = 1_024
    seed: int = 20_261_201


@dataclass(frozen=True)
class Design:
    """The sources of one index, with their options; `draw` makes the inputs of replicates.

    `variants` are all combinations of treatment, normalisation, aggregation and imputation, the last varying fastest.
    """

    index: Field
    options: dict[str, tuple[str, ...]]
    variants: tuple[Variant, ...]
    imputed: tuple[Floats, ...]  # figures of each option of imputation
    weights: Floats | None  # pool × nodes
    errors: Floats | None  # pool × units × leaves, factors of the figures

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that vary: those with several options."""
        sizes = {source: len(names) for source, names in self.options.items()}
        sizes |= {"weights": _length(self.weights), "data_error": _length(self.errors)}
        return tuple(source for source in SOURCES if sizes[source] > 1)

    def choices(self, sample: Floats) -> dict[str, NDArray[np.int64]]:
        """Return the option of each source in each replicate, from a sample of [0, 1): replicates × sources."""
        sizes = {source: len(names) for source, names in self.options.items()}
        sizes |= {"weights": _length(self.weights), "data_error": _length(self.errors)}
        return {
            source: np.floor(sample[:, column] * sizes[source]).astype(np.int64)
            for column, source in enumerate(self.sources)
        }

    def variant_of(self, chosen: dict[str, NDArray[np.int64]], n: int) -> NDArray[np.int64]:
        """Return the place of each replicate's variant in `variants`."""
        place = np.zeros(n, dtype=np.int64)
        for source, names in self.options.items():
            place = place * len(names) + chosen.get(source, 0)
        return place

    def plan(self, chosen: dict[str, NDArray[np.int64]], variant_of: NDArray[np.int64]) -> Plan:
        """Return the plan of replicates whose choices are those."""
        figures = None
        if self.errors is not None and "data_error" in chosen:
            figures = self.errors[chosen["data_error"]]
            if len(self.imputed) == 1:
                figures *= self.imputed[0]
            else:
                figures *= np.stack(self.imputed)[chosen["imputation"]]
        weights = None if self.weights is None else self.weights[chosen["weights"]]
        return Plan(weights, figures, self.variants, variant_of)


def _length(pool: Floats | None) -> int:
    return 0 if pool is None else len(pool)


def design(index: Field, settings: Settings) -> Design:
    """Return the design of an index: its method beside the usual alternatives to each step."""
    rng = np.random.default_rng(settings.seed)
    weights = _weights(index, settings, rng)
    # drawn weights start from equal ones where the method has those
    base = index.method if weights is None else replace(index.method, weight_kind="own")
    treatments = _treatments(base)
    normalisations = _normalisations(base)
    means = _means(index)
    imputed = _imputed(index)
    variants = tuple(
        Variant(_method(index, (base, treatments[t], normalisations[n]), means[a]), means[a], figures)
        for t, n, a, figures in product(treatments, normalisations, means, imputed.values())
    )
    options = {
        "treatment": tuple(treatments),
        "normalisation": tuple(normalisations),
        "aggregation": tuple(means),
        "imputation": tuple(imputed),
    }
    errors = _errors(index, settings, rng)
    return Design(index, options, variants, tuple(imputed.values()), weights, errors)


def _treatments(method: Method) -> dict[str, Method]:
    """Return the treatment of the method, and none, or that of COINr's defaults where the method has none."""
    other = replace(method, treat_winmax=None)
    if method.treat_winmax is None:
        other = replace(
            method, treat_winmax=5, treat_skew_threshold=2.0, treat_kurtosis_threshold=3.5, treat_transform="log_ct"
        )
    return {"as_published": method, "winsorise" if method.treat_winmax is None else "none": other}


def _normalisations(method: Method) -> dict[str, Method]:
    """Return the normalisation of the method, and min-max, scaled z-scores and ranks where it is another."""
    others = {
        "min_max": replace(method, normalise_kind="min_max", scale_low=0.0, scale_high=100.0),
        "z_score": replace(method, normalise_kind="z_score", z_mean=50.0, z_sd=10.0),
        "rank": replace(method, normalise_kind="rank"),
    }
    others.pop(method.normalise_kind, None)
    return {"as_published": method, **others}


def _means(index: Field) -> dict[str, Aggregation | None]:
    """Return the means of the index, and the geometric one, or the arithmetic where the index has a geometric one."""
    stated = {node.aggregation for node in index.aggregates}
    other: Aggregation = "arithmetic" if "geometric" in stated else "geometric"
    return {"as_published": None, other: other}


def _method(index: Field, parts: tuple[Method, Method, Method], mean: Aggregation | None) -> Method:
    """Return a method with the treatment and the normalisation of two others.

    Where a mean has no value at 0 and the scale is not that of the index with its own means, the scale begins at a
    hundredth of its width, as in COINr's examples of the geometric mean.
    """
    base, treated, scaled = parts
    made = replace(
        scaled,
        treat_winmax=treated.treat_winmax,
        treat_skew_threshold=treated.treat_skew_threshold,
        treat_kurtosis_threshold=treated.treat_kurtosis_threshold,
        treat_transform=treated.treat_transform,
    )
    kinds = {mean} if mean else {node.aggregation for node in index.aggregates}
    is_published = mean is None and scaled == base
    if kinds & {"geometric", "harmonic"} and not is_published and made.scale_low <= 0 < made.scale_high:
        width = made.scale_high - made.scale_low
        made = replace(made, scale_low=made.scale_low + 0.01 * width)
    return made


def _imputed(index: Field) -> dict[str, Floats]:
    """Return the figures as released, and with the other ways of imputation where any is missing.

    Only units with a score get figures: one that has sent nothing stays without.
    """
    found = {"as_published": index.figures}
    is_scored = ~np.isnan(nominal(index).of(index.root.node_code)[0])
    known = np.where(index.is_imputed, np.nan, index.figures)
    is_gap = np.isnan(known) & is_scored[:, None]
    if not is_gap.any():
        return found
    with np.errstate(all="ignore"):
        middle, mean = (_column(known, how) for how in (np.median, np.mean))
    others = {
        "none": np.where(is_gap, np.nan, known),
        "median": np.where(is_gap, middle, known),
        "mean": np.where(is_gap, mean, known),
    }
    stated = index.method.impute_kind
    others.pop(stated if stated in others else "none")
    return found | others


def _column(known: Floats, how: object) -> Floats:
    """Return `how` (a mean or a median) of the figures present of each column; NaN without any."""
    columns = [column[~np.isnan(column)] for column in known.T]
    return np.array([how(column) if len(column) else np.nan for column in columns])  # pyright: ignore[reportCallIssue]


def _weights(index: Field, settings: Settings, rng: np.random.Generator) -> Floats | None:
    """Return a pool of weights around the stated ones, siblings summing to what they did."""
    if settings.weight_kind == "noise" and not settings.weight_noise:
        return None
    stated = np.ones(len(index.nodes)) if index.method.weight_kind == "equal" else index.weights
    if settings.weight_kind == "noise":
        drawn = stated * (1 + settings.weight_noise * rng.uniform(-1, 1, size=(settings.n_pool, len(stated))))
    else:
        shares = np.ones(len(stated))
        for node in index.aggregates:
            at = positions(index, index.children(node.node_code))
            shares[at] = stated[at] / stated[at].sum()
        drawn = rng.standard_gamma(settings.concentration * shares, size=(settings.n_pool, len(stated)))
    for node in index.aggregates:
        at = positions(index, index.children(node.node_code))
        drawn[:, at] *= stated[at].sum() / drawn[:, at].sum(axis=1, keepdims=True)
    return drawn


def _errors(index: Field, settings: Settings, rng: np.random.Generator) -> Floats | None:
    """Return a pool of factors around 1; fewer of them for a large field, for its memory."""
    if not settings.data_error:
        return None
    n = min(settings.n_pool, max(MIN_POOL, POOL_BYTES // (8 * max(1, index.figures.size))))
    return 1 + settings.data_error * rng.standard_normal(size=(n, *index.figures.shape))
