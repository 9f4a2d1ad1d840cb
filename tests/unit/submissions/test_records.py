"""The rows of extraction have the columns of the landing, and evidence stands in both languages."""

from __future__ import annotations

from collections.abc import Callable
from types import NoneType
from typing import Any, get_args, get_type_hints

import polars as pl
import pytest
from support import trial
from support.rejects import AS_PRINTED, REJECTS, VIETNAMESE

from pipelines.submissions.extract.records import Cell, Observation, PersonalText, RecordRow, SheetRow
from pipelines.submissions.intake.batch import SCHEMAS
from pipelines.submissions.match.findings import Finding
from pipelines.submissions.reasons import reason

IDENTIFIERS = {"submission_id", "receipt_id", "receipt_seq"}  # a batch puts them before the rows of extraction
POLARS = {str: pl.String(), int: pl.Int64(), float: pl.Float64()}
ROWS: dict[str, Any] = {
    "sheet": SheetRow,
    "cell": Cell,
    "observation": Observation,
    "personal": PersonalText,
    "record": RecordRow,
    "match": Finding,
}


@pytest.mark.parametrize("table", ROWS)
def test_a_row_has_the_columns_of_its_table(table: str) -> None:
    hints = get_type_hints(ROWS[table])
    types = {name: next(t for t in get_args(hint) or (hint,) if t is not NoneType) for name, hint in hints.items()}
    declared = {name: dtype for name, dtype in SCHEMAS[table].items() if name not in IDENTIFIERS}
    assert list(types) == list(declared)
    assert {name: POLARS[found] for name, found in types.items()} == declared


def test_every_table_of_the_landing_has_its_row() -> None:
    assert {*ROWS, "submission"} == set(SCHEMAS)  # a submission's row is filled column by column


@pytest.mark.parametrize("code", REJECTS)
def test_the_evidence_of_a_reject_is_in_both_languages(read_form: Callable[..., Any], code: str) -> None:
    found = read_form(trial.row_form(**REJECTS[code]))
    rejects = [cell for cell in found.rows if cell.reason_code == code]
    assert rejects and all(cell.outcome == "reject" for cell in rejects)
    for cell in rejects:
        assert VIETNAMESE.search(cell.evidence_vi)
        assert not VIETNAMESE.search(AS_PRINTED.sub("", cell.evidence_en))


def test_evidence_that_is_no_reject_is_in_both_languages(read_form: Callable[..., Any]) -> None:
    found = read_form(trial.row_form(E9="12¹", F9=50))
    assert found.evidence["E9"] == "bỏ dấu chú thích “¹”"
    assert found.evidence_en["E9"] == "left out: the footnote mark “¹”"


def test_further_evidence_goes_behind_in_each_language() -> None:
    cell = Cell("S", "A1", "1", None, None, "observation", "reported")
    hidden = cell.with_evidence(reason("hidden_row", row=3))
    assert (hidden.evidence_vi, hidden.evidence_en) == ("ô nằm trong dòng ẩn 3", "the cell is in the hidden row 3")
    both = hidden.with_evidence(reason("hidden_column", column="B"))
    assert both.evidence_vi == "ô nằm trong dòng ẩn 3; ô nằm trong cột ẩn B"
    assert both.evidence_en == "the cell is in the hidden row 3; the cell is in the hidden column B"
    assert both.with_outcome("context", "repeated", None)[-2:] == (None, None)
