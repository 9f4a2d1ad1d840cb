"""Choices of headline figures: one where several sources or indicators speak of a thing, none to spare."""

from __future__ import annotations

import pytest

from pipelines.codebook.checks.indicators import check_headlines
from pipelines.codebook.schema import Row


def rows() -> dict[str, list[Row]]:
    """Firms from two departments; innovating firms from one and, as another indicator, from communes."""
    form = {"form_version": 1, "source_code": "admin"}
    asked = (("F1", "FIRM"), ("F2", "FIRM"), ("F1", "NEW"), ("XA", "C_NEW"), ("F1", "ALONE"))
    return {
        "forms": [
            {"form_code": "F1", "reporter_kind": "department", **form},
            {"form_code": "F2", "reporter_kind": "department", **form, "source_code": "finance"},
            {"form_code": "XA", "reporter_kind": "commune", **form},
        ],
        "form_blocks": [
            {"form_code": code, "form_version": 1, "block_no": 1, "source_code": None} for code in ("F1", "F2", "XA")
        ],
        "form_rows": [
            {"form_code": code, "form_version": 1, "block_no": 1, "indicator_code": indicator}
            for code, indicator in asked
        ],
        "form_columns": [],
        "indicators": [
            {"indicator_code": code, "uom_code": "firm", "calc_kind": "reported"}
            for code in ("FIRM", "NEW", "C_NEW", "ALONE")
        ],
        "indicator_concepts": [
            {"indicator_code": "NEW", "concept_code": "NEWFIRM"},
            {"indicator_code": "C_NEW", "concept_code": "NEWFIRM"},
        ],
        "headline_choices": [
            {"indicator_code": "FIRM", "source_code": "finance", "is_concept_headline": False},
            {"indicator_code": "NEW", "source_code": None, "is_concept_headline": True},
        ],
    }


def test_every_choice_that_is_needed_is_made() -> None:
    assert check_headlines(rows()) == []


@pytest.mark.parametrize(
    ("position", "change", "column"),
    [
        (0, {"source_code": None}, "source_code"),  # two sources, none chosen
        (0, {"source_code": "survey"}, "source_code"),  # nobody reports it from there
        (1, {"is_concept_headline": False}, "is_concept_headline"),  # two indicators of a concept, none leads
        (0, {"is_concept_headline": True}, "indicator_code"),  # an indicator without a concept leads none
    ],
)
def test_a_choice_that_is_missing_or_wrong_is_a_problem(position: int, change: Row, column: str) -> None:
    tables = rows()
    tables["headline_choices"][position] |= change
    assert [problem.column for problem in check_headlines(tables)] == [column]


def test_two_headlines_of_one_concept_are_a_problem() -> None:
    tables = rows()
    tables["headline_choices"].append({"indicator_code": "C_NEW", "source_code": None, "is_concept_headline": True})
    assert [problem.column for problem in check_headlines(tables)] == ["is_concept_headline"]


def test_indicators_of_one_concept_in_two_units_need_no_choice() -> None:
    tables = rows()
    tables["indicators"][2]["uom_code"] = "percent"
    tables["headline_choices"][1]["is_concept_headline"] = False
    assert check_headlines(tables) == []


def test_a_ratio_has_the_sources_that_report_both_its_parts() -> None:
    tables = rows()
    ratio = {"indicator_code": "R", "calc_kind": "ratio", "numerator_code": "NEW", "denominator_code": "FIRM"}
    tables["indicators"].append({**ratio, "uom_code": "percent"})
    assert check_headlines(tables) == []  # NEW comes from one source
    tables["form_rows"].append({"form_code": "F2", "form_version": 1, "block_no": 1, "indicator_code": "NEW"})
    tables["headline_choices"][1]["source_code"] = "admin"
    assert [problem.column for problem in check_headlines(tables)] == ["source_code"]
