"""One invalid value at a time in a small set of policy rows: the problem is reported at its table, row and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from unit.codebook.small import Tables, good, table, write
from unit.codebook.spoiled import Spoil, drop, put

from pipelines.codebook.errors import CodebookError
from pipelines.codebook.load import load


def policy_tables() -> Tables:
    """The small codebook with a document, a concept tree, two targets (one a range), a baseline and a task."""
    tables = good()
    tables |= {
        "policy_documents": table(
            "document_file title_vi title_en kind issuer_vi number area_id date_from date_to date_line date_basis_vi"
            " status",
            "1.txt Kế~hoạch Plan plan Tỉnh . p34-08 . . 1 bịa issued",
        ),
        "concepts": table(
            "concept_code parent_code relation name_vi name_en",
            "FIRM . . Doanh~nghiệp Firms",
            "NEWFIRM FIRM kind_of Mới New",
        ),
        "indicator_concepts": table("indicator_code concept_code", "ALL FIRM", "NEW NEWFIRM"),
        "targets": table(
            "target_id document_file line horizon_line quote operator_word operator_line province_code area_id"
            " indicator_code operator judged_as low high uom_code horizon_from horizon_to accumulation kind"
            " rank_population denominator_vi denominator_concept scope stage is_maintenance supersedes note_vi",
            "T1 1.txt 1 1 x . . 08 p34-08 ALL between ge 1 2 firm 2026 2030 unknown stock . . . . final false . .",
            "T2 1.txt 2 2 x . . 08 p34-08 NEW ge ge 5 . firm . 2030 cumulative_in_period flow . . . . final false . .",
        ),
        "baselines": table(
            "baseline_id indicator_code area_id year_from year_to state value uom_code rank_population document_file"
            " line quote source_vi asked_of_vi note_vi",
            "B1 ALL p34-08 2021 2021 known 3 firm . 1.txt 1 x . . .",
        ),
        "agencies": table("agency_code name_vi name_en reporter_code", "A Sở Department ."),
        "tasks": table(
            "task_id document_file line task_no quote text_vi area_id time_line time_vi time_kind year_from year_to"
            " breakdown_code",
            "N1 1.txt 3 1 x x~y p34-08 4 2026-2030 interval 2026 2030 .",
        ),
        "task_agencies": table("task_id agency_no role agency_code agency_vi line", "N1 1 lead A Sở 3"),
        "progress_methods": table(
            "method_code kind is_allowed reason_vi reason_en",
            "linear stock true vì because",
            "linear flow true vì because",
        ),
    }
    return tables


CASES: dict[str, tuple[Spoil, str, str, str]] = {
    "relation": (put("concepts", 1, relation=""), "concepts", "relation", "NEWFIRM"),
    "cycle": (put("concepts", 0, parent_code="FIRM", relation="kind_of"), "concepts", "parent_code", "FIRM"),
    "province": (put("targets", 0, province_code="19"), "targets", "province_code", "T1"),
    "document's province": (put("targets", 0, area_id="c25-00700", province_code="00700"), "targets", "area_id", "T1"),
    "concept": (drop("indicator_concepts", 1), "targets", "indicator_code", "T2"),
    "unit": (put("targets", 0, uom_code="percent"), "targets", "uom_code", "T1"),
    "direction": (put("targets", 1, judged_as="le"), "targets", "judged_as", "T2"),
    "range": (put("targets", 0, high=""), "targets", "high", "T1"),
    "range upside down": (put("targets", 0, high="0.5"), "targets", "high", "T1"),
    "field": (put("targets", 0, rank_population="34"), "targets", "rank_population", "T1"),
    "years": (put("targets", 0, horizon_to="2025"), "targets", "horizon_to", "T1"),
    "a stock adds up": (put("targets", 1, kind="stock"), "targets", "accumulation", "T2"),
    "baseline": (put("baselines", 0, value=""), "baselines", "value", "B1"),
    "baseline's source": (put("baselines", 0, document_file=""), "baselines", "source_vi", "B1"),
    "asked": (put("baselines", 0, state="asked", value="", uom_code=""), "baselines", "asked_of_vi", "B1"),
    "interval": (put("tasks", 0, year_to=""), "tasks", "year_to", "N1"),
    "nobody leads": (put("task_agencies", 0, role="cooperating"), "task_agencies", "role", "N1"),
    "method": (drop("progress_methods", 1), "progress_methods", "kind", "linear/flow"),
    "unknown document": (put("targets", 1, document_file="2.txt"), "targets", "document_file", "T2"),
}


def test_the_small_policy_tables_are_good(tmp_path: Path) -> None:
    assert load(write(policy_tables(), tmp_path)).tables["targets"].height == 2


@pytest.mark.parametrize("case", CASES)
def test_a_problem_names_its_row(case: str, tmp_path: Path) -> None:
    spoil, table_name, column, row = CASES[case]
    tables = policy_tables()
    spoil(tables)
    with pytest.raises(CodebookError) as caught:
        load(write(tables, tmp_path))
    assert {(problem.table, problem.column) for problem in caught.value.problems} == {(table_name, column)}
    assert row in caught.value.message_vi
