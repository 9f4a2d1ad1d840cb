"""The formulas that the forms or their publishers print: a figure of `levels.csv` computed from other figures.

Each takes the figures named in `of_codes`, in that order, for a year and for the year before, and returns the figure
before rounding.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

Formula = Callable[[Sequence[float], Sequence[float]], float]

GOALPOSTS = {"life": (20, 85), "expected": (0, 18), "mean": (0, 15), "income": (100, 75_000)}  # UNDP's technical notes


def _mean(now: Sequence[float], _before: Sequence[float]) -> float:
    return sum(now) / len(now)


def _growth(now: Sequence[float], before: Sequence[float]) -> float:
    """Growth over the year before, %."""
    return 100 * (now[0] / before[0] - 1)


def _growth_each(now: Sequence[float], before: Sequence[float]) -> float:
    """Growth of the first for each unit of the second, %."""
    return 100 * (now[0] / now[1] / (before[0] / before[1]) - 1)


def _residual(now: Sequence[float], _before: Sequence[float]) -> float:
    """g_A = g_Y − b_K × g_K − (1 − b_K) × g_L."""
    output, capital, labour, share = now
    return output - share * capital - (1 - share) * labour


def _share(now: Sequence[float], _before: Sequence[float]) -> float:
    return 100 * now[0] / now[1]


def _human_development(now: Sequence[float], _before: Sequence[float]) -> float:
    """The geometric mean of the three indices."""
    life, expected, mean, income = now
    education = (_index(expected, "expected") + _index(mean, "mean")) / 2
    low, high = GOALPOSTS["income"]
    wealth = math.log(income / low) / math.log(high / low)
    return (_index(life, "life") * education * wealth) ** (1 / 3)


def _index(value: float, name: str) -> float:
    low, high = GOALPOSTS[name]
    return (value - low) / (high - low)


FORMULAS: dict[str, Formula] = {
    "PII_INPUT": _mean,
    "PII_OUTPUT": _mean,
    "PII_TOTAL": _mean,
    "DTI_TOTAL": _mean,
    "G_GRDP_PCT": _growth,
    "G_LABOUR_PCT": _growth,
    "G_PRODUCTIVITY_PCT": _growth_each,
    "G_TFP_PCT": _residual,
    "G_TFP_SHARE": _share,
    "S_HDI": _human_development,
}
