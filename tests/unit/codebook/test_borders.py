"""Former areas and their successors in the seeds, against the facts and counts written by hand."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipelines.codebook.load import Codebook, load

# misprints of the conversion table (docs/borders.md): as printed -> as in the seeds
MISPRINTS = {
    ("00553", "Xã Đặng Xá"): ("00556", "01"),  # 00553 is Xã Cổ Bi; Đặng Xá stands as 00556 one line above
    ("27691", "Phường 4"): ("27691", "80"),  # of Thành phố Tân An, Long An
    ("30781", "Xã Tiên Hải"): ("30781", "91"),  # of Thành phố Hà Tiên, Kiên Giang
    ("", "Huyện Cồn Cỏ"): ("", "45"),  # of Quảng Trị
}
WITHOUT_CODE = 6  # five island districts without communes, and the tidal flats of Kim Sơn


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


def table_of_conversion(shared: Path) -> list[dict[str, str]]:
    with (shared / "facts" / "communes_old_to_new.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        key = (row["old_code"], row["old_name"] or row["old_district"])
        row["old_code"], row["old_province_code"] = MISPRINTS.get(key, (row["old_code"], row["old_province_code"]))
    return rows


def test_old_areas_are_those_of_the_conversion_table(codebook: Codebook, shared: Path) -> None:
    areas = codebook.tables["areas"]
    parents = dict(areas.select("area_id", "parent_id").iter_rows())
    communes = areas.filter(area_set="c24")
    assert (communes.height, areas.filter(area_set="d24").height) == (10035, 696)
    ours = {(code, parents[parent]) for code, parent in communes.select("code", "parent_id").iter_rows()}
    facts = table_of_conversion(shared)
    assert ours == {(row["old_code"], f"p63-{row['old_province_code']}") for row in facts if row["old_code"]}
    assert set(areas.filter(pl.col("area_set").is_in(["c24", "d24"]))["valid_to"]) == {date(2025, 7, 1)}
    assert areas.filter(
        pl.col("area_set").is_in(["c24", "d24"]), ~pl.col("name_en").str.contains(r"^[ -~]+$")
    ).is_empty()


def test_links_are_those_of_the_conversion_table(codebook: Codebook, shared: Path) -> None:
    links = codebook.tables["area_links"]
    ours = set(
        links.filter(pl.col("from_id").str.starts_with("c24")).select("from_id", "to_id", "relation").iter_rows()
    )
    words = {"renamed_or_retyped": "renamed"}
    assert ours == {
        (f"c24-{row['old_code']}", f"c25-{row['new_code']}", words.get(row["relation"], row["relation"]))
        for row in table_of_conversion(shared)
        if row["old_code"]
    }
    assert links.filter(pl.col("from_id").str.starts_with("d24")).height == WITHOUT_CODE
    with (shared / "facts" / "provinces_63_to_34.csv").open(encoding="utf-8") as file:
        provinces = {(f"p63-{row['old_code']}", f"p34-{row['new_code']}") for row in csv.DictReader(file)}
    assert (
        set(links.filter(pl.col("from_id").str.starts_with("p63")).select("from_id", "to_id").iter_rows()) == provinces
    )


def test_communes_that_were_split(codebook: Codebook) -> None:
    """439 as the table prints them, and Đặng Xá, of which one part stands under another commune's code."""
    links = codebook.tables["area_links"].filter(pl.col("from_id").str.starts_with("c24"))
    assert Counter(links["from_id"].value_counts()["count"].to_list())[1] == 10035 - 440


def test_every_new_commune_has_predecessors_of_its_own_province(codebook: Codebook) -> None:
    areas, links = codebook.tables["areas"], codebook.tables["area_links"]
    assert set(areas.filter(area_set="c25")["area_id"]) == set(
        links.filter(pl.col("to_id").str.starts_with("c25"))["to_id"]
    )
    parent = dict(areas.select("area_id", "parent_id").iter_rows())
    merged = dict(links.filter(pl.col("from_id").str.starts_with("p63")).select("from_id", "to_id").iter_rows())
    for old, new in links.filter(pl.col("to_id").str.starts_with("c25")).select("from_id", "to_id").iter_rows():
        district = parent[old] if old.startswith("c24") else old
        assert merged[parent[district]] == parent[new], (old, new)


def test_one_code_names_two_areas(codebook: Codebook) -> None:
    """3 316 of the 3 321 codes of today were another commune's until 30 June 2025: the set is part of the id."""
    areas = codebook.tables["areas"]
    old, new = (set(areas.filter(area_set=area_set)["code"]) for area_set in ("c24", "c25"))
    assert len(old & new) == 3316


def test_dong_nai_since_30_april_2026(codebook: Codebook) -> None:
    versions = codebook.tables["area_versions"].sort("area_id", "valid_from")
    turned = versions.filter(pl.col("area_id").str.starts_with("c25"))
    assert turned["area_id"].n_unique() == 10
    assert set(turned.select("kind_vi", "valid_from", "valid_to").iter_rows()) == {
        ("xã", date(2025, 7, 1), date(2026, 4, 30)),
        ("phường", date(2026, 4, 30), None),
    }
    parents = codebook.tables["areas"].filter(pl.col("area_id").is_in(turned["area_id"].to_list()))["parent_id"]
    assert set(parents) == {"p34-75"}
    province = versions.filter(area_id="p34-75")
    assert province["kind_vi"].to_list() == ["tỉnh", "thành phố"]
    assert province["name_en"].to_list() == ["Dong Nai Province", "Dong Nai City"]


def test_old_departments_lead_to_those_of_today(codebook: Codebook) -> None:
    successors: dict[str, dict[str, str | None]] = {}
    for row in codebook.tables["reporter_successions"].iter_rows(named=True):
        successors.setdefault(row["reporter_code"], {})[row["successor_code"]] = row["function_vi"]
    assert successors["D63-02-SKHDT"] == {"D63-02-STC": None}
    assert successors["D63-02-STC"] == {"D08-STC": None}
    assert successors["D63-06-SNNPTNT"] == successors["D63-06-STNMT"] == {"D63-06-SNNMT": None}
    for office, expected in (
        ("SLDTBXH", {"SNV", "SGDDT", "SYT", "SNNMT", "CAT"}),
        ("STTTT", {"SKHCN", "SVHTTDL", "CAT"}),
    ):
        found = successors[f"D63-62-{office}"]
        assert set(found) == {f"D63-62-{code}" for code in expected}
        assert all(found.values())
