"""From published numbers back to their cells; every cell is opened again with another reader."""

from __future__ import annotations

import hashlib
import random
from typing import Any

import openpyxl
import polars as pl
import pytest
from support.printed import address, figure
from support.province import BROKEN, CORRECTED, Province

from pipelines.warehouse.query import query
from pipelines.warehouse.trace import FigureNotFoundError, Trace, trace

COMMUNE = "C00691"


def places_of(found: Trace) -> set[tuple[str, str]]:
    return {(row["sheet"], row["address"]) for row in found.cells.iter_rows(named=True)}


def check_cells(province: Province, found: Trace) -> None:
    """Each cell's file is the blob of that hash, and holds at that address the text that the trace tells."""
    assert not found.cells.is_empty()
    for row in found.cells.iter_rows(named=True):
        blob = province.places.blobs / row["sha256"][:2] / row["sha256"]
        assert hashlib.sha256(blob.read_bytes()).hexdigest() == row["sha256"]
        with blob.open("rb") as file:
            sheet: Any = openpyxl.load_workbook(file, data_only=True)[row["sheet"]]
            value: Any = sheet[row["address"]].value
        if isinstance(value, int | float):
            # raw_text prints a float as Python does; both readers parse the same decimal text of the file
            assert float(row["raw_text"]) == float(value), row
        else:
            assert row["raw_text"] == ("" if value is None else value), row
        assert row["form_version"] == 1


def test_a_ratio_stands_on_its_two_cells(province: Province) -> None:
    sent = province.sent(COMMUNE, "2026-10")
    found = trace(province.current, "R_FIRM_INNOV_PCT", f"c25-{COMMUNE[1:]}", "2026-10")
    assert places_of(found) == {address(sent, "02"), address(sent, "01")}
    assert found.figures["value"].to_list() == pytest.approx([100 * figure(sent, "02") / figure(sent, "01")])
    assert set(found.cells["original_name"]) == {sent.name}
    check_cells(province, found)


def test_a_score_stands_on_the_parts_of_all_its_leaves(province: Province) -> None:
    sent = province.sent(COMMUNE, "2026-10")
    found = trace(province.current, "CXI", "Hà Giang 2", "2026-10")
    lines = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "18", "19"]
    assert places_of(found) == {address(sent, line) for line in lines}
    check_cells(province, found)


def test_a_province_total_stands_on_the_cells_of_all_communes(province: Province) -> None:
    found = trace(province.current, "N_FIRM_ACTIVE", "p34-08", "2026-10")
    value = found.figures.filter(pl.col("slice_id").str.contains("commune_sum"))["value"].item()
    cells = found.cells.filter(pl.col("slice_id").str.contains("commune_sum"))
    assert value == sum(float(text) if text != "-" else 0.0 for text in cells["raw_text"])
    assert cells["reporter_code"].n_unique() == cells.height
    # the commune whose file could not be read stands in the total with its last value, that of September
    assert set(cells.filter(reporter_code=BROKEN)["period_code"]) == {"2026-09"}
    check_cells(province, found)


def test_a_held_value_is_followed_into_the_release_that_shows_it(province: Province) -> None:
    area = f"c25-{BROKEN[1:]}"
    found = trace(province.current, "R_FIRM_INNOV_PCT", area, "2026-10")
    assert found.figures["state"].to_list() == ["held"]
    assert found.figures["shown_release_id"].to_list() == [province.releases[1]]
    september = province.sent(BROKEN, "2026-09")
    assert places_of(found) == {address(september, "02"), address(september, "01")}
    assert found.figures["value"].to_list() == pytest.approx([100 * figure(september, "02") / figure(september, "01")])
    check_cells(province, found)


def test_a_corrected_value_shows_its_cell_and_its_decision(province: Province) -> None:
    area = f"c25-{CORRECTED[1:]}"
    found = trace(province.current, "N_ADULT", area, "2026-10")
    assert found.figures["value"].to_list() == [figure(province.sent(CORRECTED, "2026-09"), "10")]
    assert found.cells["raw_text"].to_list() == [f"{figure(province.sent(CORRECTED, '2026-10'), '10'):.0f}"]
    assert found.decisions["decision_kind"].to_list() == ["correct"]
    check_cells(province, found)


def test_ten_random_figures(province: Province) -> None:
    known = query(
        province.current,
        "select indicator_code, area_id, period_code from indicator_value where state = 'current'"
        " and value is not null order by all",
    )
    for number in random.Random(20261121).sample(range(known.height), 10):
        found = trace(province.current, *known.row(number))
        check_cells(province, found)


def test_nothing_to_trace_is_reported(province: Province) -> None:
    with pytest.raises(FigureNotFoundError, match="R_NO_SUCH"):
        trace(province.current, "R_NO_SUCH", "p34-08", "2026-10")


def test_rules_that_spoke_are_reported(province: Province) -> None:
    accused = query(
        province.current,
        "select indicator_code, area_id, period_code from violation where outcome = 'fail' order by all",
    ).row(0)
    assert not trace(province.current, *accused).violations.is_empty()
