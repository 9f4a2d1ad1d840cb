"""`chiso form coverage` on the published province: both lists, against what is known of the documents and the forms."""

from __future__ import annotations

import pytest
from support.province import Province

from pipelines.cli.app import call
from pipelines.warehouse.query import query


def test_both_lists_are_printed(province: Province, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["form", "coverage", "--data", str(province.places.data)]) == 0
    text = capsys.readouterr().out
    assert "Không biểu nào thu (0):" in text  # of Tuyên Quang; the clubs of districts are Quảng Ngãi's
    assert "CHƯA có phép đối chiếu (0):" in text
    assert "SKHCN-01/18 V_BUDGET_TOTAL và STC-01/02 V_BUDGET_TOTAL" in text
    assert "None" not in text and "{" not in text


def test_the_chain_ends_at_a_line_of_a_document(province: Province) -> None:
    """OCOP trademarks: XA-01 line 08 over 07, more than 85 % by 2030, line 48 of the programme."""
    rows = query(
        province.current,
        "select form_code, row_key, serves_as, document_file, document_line from form_coverage"
        " where statement_id = 'T001-19' and form_version = 1 order by row_key",
    ).rows()
    programme = ("001_32aa54a46509ccc0.txt", 48)
    assert rows == [("XA-01", "07", "denominator", *programme), ("XA-01", "08", "numerator", *programme)]


def test_communes_and_department_are_held_against_each_other(province: Province) -> None:
    rows = query(
        province.current, "select check_code, period_code, outcome from cross_check where other_value is not null"
    )
    assert {"CC_FIRM_COMMUNES", "CC_FIRM_INNOV"} == set(rows["check_code"])
    assert set(rows["outcome"]) == {"agrees"}


def test_a_series_that_broke_says_so_in_every_figure(province: Province) -> None:
    found = query(
        province.current,
        "select distinct indicator_code, cast(break_date as varchar) as day from indicator_value"
        " where indicator_code in ('N_STARTUP_FIRM', 'N_HUB')",
    ).rows()
    assert sorted(found, key=str) == [("N_HUB", None), ("N_STARTUP_FIRM", "2025-10-14")]
