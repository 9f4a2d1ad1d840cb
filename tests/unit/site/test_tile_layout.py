"""Tiles: no two on one place, neighbours stay near, islands stand apart; the seeds are those of the layout."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from pipelines.site.tile_layout import tiles


def rows(repo: Path) -> list[dict[str, str]]:
    with (repo / "data" / "seeds" / "area_tiles.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_grid_of_points_keeps_its_order() -> None:
    """Nine points of a grid, 0.1 degrees apart near the equator, become the grid itself."""
    points = np.array([(1 - 0.1 * row, 100 + 0.1 * column) for row in range(3) for column in range(3)])
    found = tiles(points)
    assert [tuple(place) for place in found] == [(column, row) for row in range(3) for column in range(3)]


def test_an_island_stands_beside_the_grid() -> None:
    points = np.array([(1 - 0.1 * row, 100 + 0.1 * column) for row in range(3) for column in range(3)] + [(1.0, 110.0)])
    found = tiles(points)
    assert found[9, 0] > found[:9, 0].max() + 1


def test_the_seeds_have_every_commune_once_and_no_two_on_one_tile(repo: Path) -> None:
    found = rows(repo)
    with (repo / "data" / "seeds" / "area_points.csv").open(encoding="utf-8") as file:
        communes = {row["area_id"] for row in csv.DictReader(file) if row["area_id"].startswith("c25-")}
    assert {row["area_id"] for row in found if row["map_area_id"] != "vn"} == communes
    places = [(row["map_area_id"], row["tile_column"], row["tile_row"]) for row in found]
    assert len(set(places)) == len(places)


def test_the_country_has_34_provinces_and_both_archipelagos(repo: Path) -> None:
    country = [row["area_id"] for row in rows(repo) if row["map_area_id"] == "vn"]
    assert sum(area.startswith("p34-") for area in country) == 34
    assert {"c25-20333", "c25-22736"} < set(country)  # Hoàng Sa, Trường Sa


def test_near_communes_stay_near(repo: Path) -> None:
    """Of the six nearest communes of each of this province's, nine in ten lie within two tiles."""
    with (repo / "data" / "seeds" / "area_points.csv").open(encoding="utf-8") as file:
        degrees = {row["area_id"]: (float(row["latitude"]), float(row["longitude"])) for row in csv.DictReader(file)}
    own = [row for row in rows(repo) if row["map_area_id"] == "p34-08"]
    latitude = np.array([degrees[row["area_id"]] for row in own])
    flat = latitude * (1, np.cos(np.radians(22.5)))
    placed = np.array([(float(row["tile_column"]), float(row["tile_row"])) for row in own])
    apart = np.linalg.norm(flat[:, None] - flat[None], axis=2)
    moved = np.abs(placed[:, None] - placed[None]).max(axis=2)
    near = np.argsort(apart, axis=1)[:, 1:7]
    assert len(own) == 124
    assert np.mean(np.take_along_axis(moved, near, axis=1) <= 2) >= 0.9
