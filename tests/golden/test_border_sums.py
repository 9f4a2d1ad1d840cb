"""Counts on other borders: whole merges keep every total to the last digit, a split gives an interval with the truth.

The truth is simulated piece by piece, as the wording of each relation allows, and added up here; which old area lies in
which new one is read from the seeds and facts, not from the models.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from random import Random

import polars as pl
import pytest
from support.border_machine import carry, indicator

from pipelines.codebook.load import Codebook, load

CLASSES = ("people", "area", "other")
COUNTS = {"people": "N_ADULT", "area": "N_AREA_TEST", "other": "N_FIRM_ACTIVE"}
PROVINCES = {"08": ("02", "08"), "19": ("06", "19"), "51": ("51", "62")}


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


@pytest.fixture(scope="module")
def tables(codebook: Codebook) -> dict[str, pl.DataFrame]:
    """The seeds, and one count that follows the land, which the seeds do not have."""
    weights = codebook.tables["indicator_weights"]
    land = pl.DataFrame([("N_AREA_TEST", "area", "test")], schema=weights.schema, orient="row")
    return {
        "indicators": indicator(codebook, "N_AREA_TEST"),
        "indicator_weights": pl.concat([weights, land]),
    }


def test_all_63_provinces_add_up_to_34(codebook: Codebook, shared: Path) -> None:
    """Sums of 0.1 and 0.2 differ in floats; in decimals nothing is lost."""
    rng = Random(63)
    with (shared / "facts" / "provinces_63_to_34.csv").open(encoding="utf-8") as file:
        merged = {row["old_code"]: row["new_code"] for row in csv.DictReader(file)}
    old = {code: Decimal(rng.randint(1, 10**13)).scaleb(-6) for code in merged}
    figures = [{"area_id": f"p63-{c}", "indicator_code": "V_GRDP", "value": float(v)} for c, v in old.items()]
    found = carry(codebook, figures).execute(
        "select area_id, value, obs_status, n_areas from border_value"
        " where from_set = 'p63' and area_id like 'p34-%' and indicator_code = 'V_GRDP'"
    )
    new: defaultdict[str, Decimal] = defaultdict(Decimal)
    for code, value in old.items():
        new[f"p34-{merged[code]}"] += value
    rows = found.fetchall()
    assert len(rows) == 34 and sum(row[3] for row in rows) == 63
    assert {row[0]: row[1] for row in rows} == {code: float(value) for code, value in new.items()}
    assert {row[2] for row in rows} == {"exact"}
    assert sum((Decimal(str(row[1])) for row in rows), Decimal()) == sum(old.values(), Decimal())


class Pieces:
    """The part of every former area in every new one: whole numbers by weight class, as the relation allows."""

    def __init__(self, codebook: Codebook, seed: int) -> None:
        rng = Random(seed)
        links = codebook.tables["area_links"].filter(pl.col("to_id").str.starts_with("c25"))
        links = links.filter(pl.col("from_id") != "d24-376")  # the tidal flats of Kim Sơn were of no commune
        self.taken: dict[tuple[str, str], dict[str, int]] = {}
        for (old,), group in links.group_by("from_id", maintain_order=True):
            parts = dict(group.select("to_id", "relation").iter_rows())
            people = {to for to, word in parts.items() if word == "part_area_whole_population"}
            land = {to for to, word in parts.items() if word == "whole_area"}
            for new, word in parts.items():
                has_people = new in people or (not people and (word != "part_area" or len(parts) == 1))
                has_land = new in land or not land
                self.taken[str(old), new] = {
                    "people": rng.randint(0, 9000) if has_people else 0,
                    "area": rng.randint(0, 5000) if has_land else 0,
                    "other": rng.randint(0, 300) if has_people or has_land else 0,
                }

    def of(self, side: int, name: str) -> dict[str, int]:
        """The figure of each old (0) or new (1) area."""
        sums: defaultdict[str, int] = defaultdict(int)
        for ends, taken in self.taken.items():
            sums[ends[side]] += taken[name]
        return dict(sums)


def above(codebook: Codebook, values: dict[str, int], levels: int) -> dict[str, int]:
    """The values added up `levels` levels higher; a district without communes is one level higher already."""
    parent = dict(codebook.tables["areas"].select("area_id", "parent_id").iter_rows())
    sums: defaultdict[str, int] = defaultdict(int)
    for area_id, value in values.items():
        area = area_id
        for _ in range(levels - (area_id.startswith("d24") and levels > 0)):
            area = parent[area]
        sums[area] += value
    return dict(sums)


@pytest.mark.parametrize("seed", [1, 2])
def test_old_communes_on_new_borders(codebook: Codebook, tables: dict[str, pl.DataFrame], seed: int) -> None:
    pieces = Pieces(codebook, seed)
    figures = [
        {"area_id": area_id, "indicator_code": COUNTS[name], "value": value}
        for name in CLASSES
        for area_id, value in pieces.of(0, name).items()
    ]
    con = carry(codebook, figures, **tables)
    for name in CLASSES:
        truth = pieces.of(1, name)
        rows = con.execute(
            "select area_id, value_low, value_high, value from fct_border_sum join border_value"
            " using (area_id, from_set, indicator_code, value_low, value_high)"
            f" where from_set = 'c24' and indicator_code = '{COUNTS[name]}'"
        ).fetchall()
        communes = {row[0]: row for row in rows if row[0].startswith("c25")}
        assert len(communes) == 3321
        for area_id, low, high, value in communes.values():
            assert low <= truth[area_id] <= high, area_id
            assert (value is None) == (low < high)
        provinces = {row[0]: row[3] for row in rows if row[0].startswith("p34")}
        expected = above(codebook, truth, 1)
        assert provinces == expected and len(provinces) == 34


def test_a_share_is_known_where_the_resolution_names_all_the_people(
    codebook: Codebook, tables: dict[str, pl.DataFrame]
) -> None:
    """Thụy Khuê: part of its land and all its people went to Tây Hồ (00103), part of its land to Ba Đình (00004)."""
    figures = [{"area_id": "c24-00112", "indicator_code": code, "value": 100} for code in COUNTS.values()]
    con = carry(codebook, figures, **tables)
    rows = con.execute(
        "select to_id, weight_class, cast(share_low as double), cast(share_high as double) from int_area_crosswalk"
        " where from_id = 'c24-00112' and to_id like 'c25%' order by all"
    ).fetchall()
    assert rows == [
        ("c25-00004", "area", 0.0, 1.0),
        ("c25-00004", "other", 0.0, 1.0),
        ("c25-00103", "area", 0.0, 1.0),
        ("c25-00103", "other", 0.0, 1.0),
        ("c25-00103", "people", 1.0, 1.0),
    ]


@pytest.mark.parametrize("province", PROVINCES)
def test_todays_communes_on_old_borders(codebook: Codebook, tables: dict[str, pl.DataFrame], province: str) -> None:
    pieces = Pieces(codebook, 3)
    parent = dict(codebook.tables["areas"].select("area_id", "parent_id").iter_rows())
    figures = [
        {"area_id": area_id, "indicator_code": COUNTS[name], "value": value}
        for name in CLASSES
        for area_id, value in pieces.of(1, name).items()
        if parent[area_id] == f"p34-{province}"
    ]
    assert len(figures) == 3 * {"08": 124, "19": 92, "51": 96}[province]
    con = carry(codebook, figures, **tables)
    for name in CLASSES:
        old = pieces.of(0, name)
        truth = old | above(codebook, old, 1) | above(codebook, old, 2)
        rows = con.execute(
            "select area_id, value_low, value_high, value from border_value"
            f" where from_set = 'c25' and indicator_code = '{COUNTS[name]}' and obs_status <> 'at_least'"
        ).fetchall()
        assert all(low <= truth[area_id] <= high for area_id, low, high, _ in rows)
        exact = {row[0]: row[3] for row in rows if row[0].startswith("p63")}
        # no commune of today lies in both old provinces: each keeps its total
        assert exact == {f"p63-{code}": truth[f"p63-{code}"] for code in PROVINCES[province]}
        assert any(row[3] is None for row in rows if row[0].startswith(("c24", "d24")))


def test_a_known_share_narrows_what_the_others_took(codebook: Codebook) -> None:
    """Trà Bùi was split in two; 60 to 65 % of its people were measured in one part: the other has 35 to 40 %."""
    links = codebook.tables["area_links"]
    is_measured = (pl.col("from_id") == "c24-21142") & (pl.col("to_id") == "c25-21136")
    links = links.with_columns(
        people_low=pl.when(is_measured).then(0.6).otherwise(pl.col("people_low")),
        people_high=pl.when(is_measured).then(0.65).otherwise(pl.col("people_high")),
    )
    figure = {"area_id": "c24-21142", "indicator_code": "N_ADULT", "value": 1000}
    con = carry(codebook, [figure], area_links=links)
    shares = con.execute(
        "select to_id, cast(share_low as double), cast(share_high as double) from int_area_share"
        " where from_id = 'c24-21142' and weight_class = 'people' order by to_id"
    ).fetchall()
    assert shares == [("c25-21136", 0.6, 0.65), ("c25-21157", 0.35, 0.4)]


def test_an_area_that_has_not_reported_leaves_the_sum_open(codebook: Codebook) -> None:
    """Hà Giang 700, Tuyên Quang nothing: the merged province has at least 700, and no number."""
    figures = [{"area_id": "p63-02", "indicator_code": "N_FIRM_ACTIVE", "value": 700}]
    row = carry(codebook, figures).execute(
        "select value, value_low, value_high, obs_status, n_areas, n_areas_expected, reason_code from border_value"
        " where area_id = 'p34-08' and indicator_code = 'N_FIRM_ACTIVE'"
    )
    assert row.fetchall() == [(None, 700.0, None, "at_least", 1, 2, "areas_missing")]
