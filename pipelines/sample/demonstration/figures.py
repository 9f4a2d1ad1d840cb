"""Invented figures of the components of PII_DEMO for every province: two editions that belong together.

Each province has a latent level; a component follows it by its `loading` (the correlation with that level), the rest is
its own. The second edition keeps most of both, so that places change and not all of them. Draws are seeded by the code
of the province and of the component alone: no published score, rank or figure of a province enters.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pipelines.forms.blank.content import Value

TABLE = Path(__file__).with_name("components.csv")
SEED = 158  # of 260: the provinces of the offices stand in the lower half, and the order resembles no published one
LEVEL_KEPT, REST_KEPT = 0.96, 0.9  # correlation of an edition with the one before: of the latent level, of the rest
TREND = 0.15  # standard deviations by which a component moves up in a year
FARTHEST = 2.25  # deviations from the level: outliers are those of planted.py, and a few of the widest components
NOT_COLLECTED = "..."
Figures = dict[tuple[str, str], Value]  # by area_id, indicator_code


@dataclass(frozen=True)
class Component:
    """A row of components.csv: `level` is the middle of the figure after its denominator, `spread` its deviation.

    `shape` says whether figures are spread around the level (normal) or in proportion to it (lognormal).
    """

    indicator_code: str
    shape: str
    level: float
    spread: float
    loading: float
    low: float
    high: float
    decimals: int

    def value(self, z: float) -> float:
        """Return the figure so many deviations above its level, within its bounds."""
        is_lognormal = self.shape == "lognormal"
        value = self.level * math.exp(self.spread * z) if is_lognormal else self.level + self.spread * z
        return min(max(value, self.low), self.high)


@dataclass(frozen=True)
class Divided:
    """The denominator of a component: the figure is shown before it is divided, as publishers print it."""

    indicator_code: str
    scale: float


def read_components() -> list[Component]:
    """Return the declared components, denominators first."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Component(
                indicator_code=row["indicator_code"],
                shape=row["shape"],
                level=float(row["level"]),
                spread=float(row["spread"]),
                loading=float(row["loading"]),
                low=float(row["low"] or -math.inf),
                high=float(row["high"] or math.inf),
                decimals=int(row["decimals"]),
            )
            for row in csv.DictReader(file)
        ]


def draw_editions(areas: Sequence[str], divided: Mapping[str, Divided], n_editions: int) -> list[Figures]:
    """Return the figures of each edition; `divided` has the denominators by the code of the component."""
    levels = {area: list(_walk(Random(f"{SEED}:{area}"), LEVEL_KEPT, n_editions)) for area in areas}
    editions: list[Figures] = [{} for _ in range(n_editions)]
    for component in read_components():
        code = component.indicator_code
        for area in areas:
            rest = _walk(Random(f"{SEED}:{area}:{code}"), REST_KEPT, n_editions)
            for number, own in enumerate(rest):
                common = component.loading * levels[area][number]
                z = common + math.sqrt(1 - component.loading**2) * own + TREND * number
                value = component.value(min(max(z, -FARTHEST), FARTHEST))
                if code in divided:
                    size = editions[number][area, divided[code].indicator_code]
                    assert isinstance(size, int | float), "denominators are never missing"
                    value *= size / divided[code].scale
                editions[number][area, code] = round(value, component.decimals) if component.decimals else round(value)
    return editions


def _walk(rng: Random, kept: float, n: int) -> Iterator[float]:
    """Yield n standard normal numbers, each correlated by `kept` with the one before."""
    value = rng.gauss(0, 1)
    for _ in range(n):
        yield value
        value = kept * value + math.sqrt(1 - kept**2) * rng.gauss(0, 1)
