"""Places the communes of each province on a grid of square tiles and writes data/seeds/area_tiles.csv.

Run by a developer where points change: `python -m pipelines.site.tile_layout` (scipy is in the dev group). A tile map
shows every commune with the same size, so that a town is not hidden by a mountain commune. The tiles of a province are
the cells of a lattice that lie near its points; which commune takes which is the assignment of least squared distance
(Hungarian method, scipy.optimize.linear_sum_assignment). Islands far from all others stand apart, beside the grid. The
34 provinces, with the special zones Hoàng Sa and Trường Sa, are set by hand in the file and kept.
"""

# scipy has no type hints
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportMissingTypeStubs=false
from __future__ import annotations

import csv
import sys
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from pipelines.settings import seeds_root

Floats = NDArray[np.float64]
FAR = 6.0  # an island is farther from its nearest neighbour than this many medians of that distance
N_OFFSETS = 5  # offsets of the lattice that are tried in each direction


def spread(points: Floats) -> Floats:
    """Points (n, 2: latitude, longitude in degrees) as (n, 2: x, y) in equal lengths, y downwards."""
    narrow = np.cos(np.radians(points[:, 0].mean()))
    return np.column_stack([points[:, 1] * narrow, -points[:, 0]])


def is_island(places: Floats) -> NDArray[np.bool_]:
    """Which points lie far from all others."""
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    nearest = apart.min(axis=1)
    return nearest > FAR * np.median(nearest)


def _cells(places: Floats, size: float, offset: tuple[float, float]) -> NDArray[np.int64]:
    """Lattice cells (k, 2: column, row) whose centre is within one cell of some point."""
    low = np.floor(places.min(axis=0) / size).astype(int) - 2
    high = np.ceil(places.max(axis=0) / size).astype(int) + 2
    grid = np.array([(x, y) for y in range(low[1], high[1]) for x in range(low[0], high[0])])
    centres = (grid + np.array(offset)) * size
    apart = np.linalg.norm(centres[:, None] - places[None], axis=2).min(axis=1)
    return grid[apart <= size]


def _size(places: Floats, offset: tuple[float, float]) -> float:
    """The largest cell for which there are enough cells for all points."""
    extent = float((places.max(axis=0) - places.min(axis=0)).max())
    low, high = extent / 200, extent
    for _ in range(40):
        middle = (low + high) / 2
        if len(_cells(places, middle, offset)) >= len(places):
            low = middle
        else:
            high = middle
    return low


def tiles(points: Floats) -> Floats:
    """Columns and rows (n, 2) of the tiles of points (n, 2: latitude, longitude); islands stand at the right."""
    from scipy.optimize import linear_sum_assignment

    places = spread(points)
    apart = is_island(places) if len(places) > 3 else np.zeros(len(places), dtype=bool)
    main = places[~apart]
    best, cost = np.zeros((len(main), 2)), np.inf
    for offset in [(x / N_OFFSETS, y / N_OFFSETS) for x in range(N_OFFSETS) for y in range(N_OFFSETS)]:
        size = _size(main, offset)
        cells = _cells(main, size, offset)
        squared = (((cells + np.array(offset))[None] - main[:, None] / size) ** 2).sum(axis=2)
        rows, columns = linear_sum_assignment(squared)
        if squared[rows, columns].mean() < cost:
            best, cost = cells[columns].astype(float), float(squared[rows, columns].mean())
    best -= best.min(axis=0)
    found = np.zeros((len(places), 2))
    found[~apart] = best
    order = np.argsort(places[apart][:, 1])
    column = best[:, 0].max() + 1.5
    for row, which in enumerate(np.flatnonzero(apart)[order]):
        found[which] = (column, row * 1.0)
    return found


def main() -> None:
    """Write the seed file from data/seeds/area_points.csv; the country's rows are kept as they are."""
    seeds = seeds_root()
    parents = {}
    for path in sorted((seeds / "areas").glob("*.csv")):
        with path.open(encoding="utf-8") as file:
            parents |= {row["area_id"]: row["parent_id"] for row in csv.DictReader(file)}
    of_parent: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    with (seeds / "area_points.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["area_id"].startswith("c25-"):
                of_parent[parents[row["area_id"]]].append(
                    (row["area_id"], float(row["latitude"]), float(row["longitude"]))
                )
    target = seeds / "area_tiles.csv"
    with target.open(encoding="utf-8") as file:
        kept = [row for row in csv.reader(file) if row[0] in ("map_area_id", "vn")]
    for parent, communes in sorted(of_parent.items()):
        placed = tiles(np.array([point for _, *point in communes], dtype=float))
        kept += [[parent, area, f"{x:g}", f"{y:g}"] for (area, *_), (x, y) in zip(communes, placed, strict=True)]
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(kept)
    sys.stdout.write(f"{target}: {len(kept) - 1}\n")


if __name__ == "__main__":
    main()
