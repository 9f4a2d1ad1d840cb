"""Thái Nguyên and Quảng Ngãi by seeds and the province's code alone: a simulated month received, judged, published."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.codebook.load import load
from pipelines.publication import month
from pipelines.sample.province import write_sample
from pipelines.settings import Places, places, seeds_root
from pipelines.warehouse.query import query

PERIOD = "2026-10"
COMMUNES = {"19": 92, "51": 96}
DOCUMENT = {"19": "003_23965a4060caa01e.txt", "51": "002_78d084ca061fa3e6.txt"}


@pytest.fixture(scope="module", params=sorted(COMMUNES))
def released(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Places, Path]:
    root = tmp_path_factory.mktemp(request.param)
    here = places(request.param, root / "data")
    files = write_sample(load(seeds_root()), request.param, [PERIOD], root / "sample")
    month.receive(here, seeds_root(), files)
    done = month.run(here, seeds_root(), PERIOD)
    assert done.release is not None, done.verdict.reasons
    return here, done.release.folder


@pytest.mark.slow
def test_a_province_publishes_by_its_seeds(released: tuple[Places, Path]) -> None:
    here, folder = released
    n = COMMUNES[here.province]
    due = query(
        folder, "select n_due, n_read from completeness where form_code = 'XA-01' and period_code = $p", {"p": PERIOD}
    )
    assert due.rows() == [(n, n)]
    field = query(folder, "select distinct field_code from index_score where index_code = 'CXI'")
    assert field["field_code"].to_list() == [f"p34-{here.province}"]
    ranked = query(folder, "select count(score) as n, max(n_field) as field from index_score where node_code = 'CXI'")
    assert ranked["n"].item() == ranked["field"].item() > n - 5  # a few planted mistakes hold a commune's score
    areas = query(folder, "select distinct area_id from indicator_value where area_id like 'p34-%'")
    assert areas["area_id"].to_list() == [f"p34-{here.province}"]


@pytest.mark.slow
def test_it_follows_its_own_documents(released: tuple[Places, Path]) -> None:
    here, folder = released
    area = {"a": f"p34-{here.province}"}
    own = query(folder, "select distinct document_file from target_progress where area_id = $a", area)
    assert own["document_file"].to_list() == [DOCUMENT[here.province]]
    tasks = query(folder, "select document_file, status from task_status where status <> 'not_followed'")
    assert tasks.height == {"19": 31, "51": 0}[here.province]
    assert set(tasks["document_file"]) <= {DOCUMENT[here.province]}


@pytest.mark.slow
def test_its_communes_give_the_old_provinces_exactly(released: tuple[Places, Path]) -> None:
    here, folder = released
    rows = query(
        folder,
        "select area_id, obs_status, value from border_value where area_set = 'p63' and from_set = 'c25'"
        " and indicator_code = 'N_COOP' and measure_code = 'in_period' order by area_id",
    )
    total = query(
        folder,
        "select value from indicator_value where source_code = 'commune_sum' and indicator_code = 'N_COOP'"
        " and measure_code = 'in_period' and area_id = $a",
        {"a": f"p34-{here.province}"},
    )
    assert rows["area_id"].to_list() == {"19": ["p63-06", "p63-19"], "51": ["p63-51", "p63-62"]}[here.province]
    assert rows["value"].sum() == total["value"].item()
