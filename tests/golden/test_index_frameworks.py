"""Frameworks that others have computed, as rows of the seeds: DTI 2022, Huế in the PII 2025, HDI 1990-2021."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support import asem
from support.models import index_models

from pipelines.codebook.load import Codebook, load


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


def test_dti_2022_of_the_five_provinces_published_in_full(codebook: Codebook) -> None:
    # from dti.gov.vn/xep-hang-2022; the parts of TP.HCM give 0.7164, printed is 0.7163
    published = {"p63-48": 0.8002, "p63-79": 0.7163, "p63-22": 0.7024, "p63-46": 0.6975, "p63-92": 0.6924}
    found = index_models(codebook).query(
        "select area_id, score, rank from fct_index_score where index_code = 'DTI' and series = 'computed'"
        " and method_version = 2 and node_code = 'DTI' and period_code = 'S2022' and score is not null"
    )
    scores = dict(zip(found["area_id"], found["score"], strict=True))
    assert scores.keys() == published.keys()
    assert all(abs(scores[area] - published[area]) <= 0.0001 for area in published)
    assert found.sort("rank")["area_id"].to_list() == sorted(published, key=lambda area: -published[area])


def test_a_merged_province_is_the_plain_mean_of_the_old_ones_or_nothing(codebook: Codebook) -> None:
    # Quảng Ninh is unchanged; Đà Nẵng absorbed Quảng Nam, whose parts nobody has printed
    found = index_models(codebook).query(
        "select area_id, score, undefined_reason from fct_index_score where index_code = 'DTI' and method_version = 3"
        " and series = 'computed' and node_code = 'DTI' and period_code = 'S2022' and area_id in ('p34-22', 'p34-48')"
    )
    by_area = {row["area_id"]: row for row in found.iter_rows(named=True)}
    assert by_area["p34-22"]["score"] == pytest.approx(0.7024, abs=0.0001)  # printed to four digits
    assert by_area["p34-48"]["undefined_reason"] == "below_coverage"


def test_hue_2025_is_the_mean_of_input_and_output(codebook: Codebook) -> None:
    models = index_models(codebook)
    found = models.query(
        "select score from fct_index_score where index_code = 'PII_SIM' and structure_version = 1"
        " and series = 'computed' and node_code = 'PII_SIM' and area_id = 'p34-46' and period_code = 'S2025'"
    )
    assert found["score"].to_list() == [49.365]  # (51.50 + 47.23) / 2, published 49.37
    assert not models.query("select * from fct_index_score where index_code = 'PII' and series = 'computed'").height


def test_published_scores_keep_their_rank_field_and_edition(codebook: Codebook) -> None:
    found = index_models(codebook).query(
        "select structure_version, period_code, score, rank, n_field, undefined_reason from fct_index_score"
        " where series = 'published' and node_code = 'PII' and area_id in ('p63-08', 'p34-46') order by period_code"
    )
    assert found.rows() == [(1, "S2023", 33.74, 43, 63, None), (3, "S2025", 49.37, 5, 34, None)]
    ranks = index_models(codebook).query(
        "select count(*) as n, max(rank) as last from fct_index_score where series = 'published' and node_code = 'DTI'"
        " and period_code = 'S2022'"
    )
    assert ranks.rows() == [(63, 63)]  # all 63 ranks of 2022, 58 of them without a score


def test_the_pending_index_is_never_computed(codebook: Codebook) -> None:
    models = index_models(codebook, [("p34-08", "STARTUP_ECO", "startup_eco_published", "S2026", 41.0)])
    found = models.query("select series, score from fct_index_score where index_code = 'STARTUP_ECO'")
    assert found.rows() == [("published", 41.0)]


def test_hdi_of_every_country_and_year(codebook: Codebook, shared: Path) -> None:
    rows = asem.rows(shared / "reference" / "hdi" / "hdi_components_1990_2021.csv")
    columns = {"HDI_LIFE": "le", "HDI_EYS": "eys", "HDI_MYS": "mys", "HDI_GNI": "gnipc"}
    figures = [
        (row["iso3"], code, "hdi_components", f"S{row['year']}", float(row[column]))
        for row in rows
        for code, column in columns.items()
    ]
    years, areas = {row["year"] for row in rows}, {row["iso3"] for row in rows}
    field = {"index_code": "HDI", "structure_version": 1, "method_version": 1, "field_code": "world"}
    models = index_models(
        codebook,
        figures,
        areas=[{"area_id": area, "area_set": "world", "valid_from": date(1900, 1, 1)} for area in areas],
        periods=[
            {"period_code": f"S{y}", "kind": "year", "calendar": "stat", "start_date": date(int(y), 1, 1)}
            for y in years
        ],
        index_fields=[
            {**field, "area_set": "world", "period_kind": "year", "calendar": "stat", "valid_from": date(1990, 1, 1)}
        ],
    )
    found = models.query("select area_id, period_code, score from fct_index_score where node_code = 'HDI'")
    scores = {(area, period): score for area, period, score in found.rows()}
    met = [
        row
        for row in rows
        # published to three decimals
        if abs((scores[row["iso3"], f"S{row['year']}"] or 9) - float(row["hdi"])) <= 0.0005 + 1e-12
    ]
    assert (len(met), len(rows)) == (5571, 5571)
