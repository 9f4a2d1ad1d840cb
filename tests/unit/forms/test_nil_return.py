"""A nil return, ticked on a printed form and read back: which cells it fills, and which it leaves to be asked about."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from pipelines.codebook.load import Codebook, load
from pipelines.codebook.nil_return import NIL_TEXT
from pipelines.forms.blank.blank import write_form
from pipelines.forms.blank.content import FormContent, Value
from pipelines.forms.blank.layout import FormKey
from pipelines.submissions.extract.submissions import Submission
from pipelines.submissions.intake.batch import SCHEMAS
from pipelines.submissions.intake.read_file import Task, read_workbook
from pipelines.submissions.layout.compile import compile_layouts

XA_01 = FormKey("XA-01", "C00700", "2026-10")
STOCKS_ONLY = FormKey("SNNMT-01", "D08-SNNMT", "2026-H2")


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


def read(codebook: Codebook, path: Path) -> Submission:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    task = Task(1, "R000001", sha256, str(path), "t.xlsx", None, None, None)
    (part,) = read_workbook(task, compile_layouts(codebook, "08"), {}, lambda stage: None).parts
    return part


def ticked(
    codebook: Codebook, key: FormKey, path: Path, mark: str = "x", values: Mapping[tuple[str, str], Value] | None = None
) -> Submission:
    """Read the form back with a tick beside the words of the nil return, as a clerk writes it."""
    write_form(codebook, key, path, FormContent(values or {}))
    book = openpyxl.load_workbook(path)
    sheet = book[key.form_code]
    row = next(cell.row for line in sheet.iter_rows() for cell in line if str(cell.value).startswith(NIL_TEXT))
    sheet[f"E{row}"] = mark
    book.save(path)
    return read(codebook, path)


def statuses(part: Submission) -> dict[tuple[str, str], tuple[float | None, str]]:
    """Return value and status by row key and column key."""
    names = [name for name in SCHEMAS["observation"] if name not in ("submission_id", "receipt_seq")]
    rows = [dict(zip(names, row, strict=True)) for row in zip(*part.observations, strict=True)]
    return {(row["row_key"], row["col_key"]): (row["value"], row["obs_status"]) for row in rows}


def test_flows_of_the_period_are_nil_and_nothing_else_is(codebook: Codebook, tmp_path: Path) -> None:
    found = statuses(ticked(codebook, XA_01, tmp_path / "t.xlsx"))
    flows = {"13", "14", "15", "16", "18", "19"}  # read off the form by hand; 17 is a ratio, 01 to 12 are stocks
    assert {row_key for (row_key, _), seen in found.items() if seen == (0.0, "none_occurred")} == flows
    assert all(found[line, "ytd"] == (None, "blank") for line in flows)
    assert found["01", "in_period"] == found["17", "in_period"] == (None, "blank")


@pytest.mark.parametrize("mark", ["x", "X", "✓", "có"])
def test_a_form_of_stocks_alone_is_nil_as_a_whole(codebook: Codebook, tmp_path: Path, mark: str) -> None:
    found = statuses(ticked(codebook, STOCKS_ONLY, tmp_path / "t.xlsx", mark))
    assert set(found.values()) == {(0.0, "none_occurred")} and len(found) == 4


def test_without_a_tick_a_blank_stays_a_blank(codebook: Codebook, tmp_path: Path) -> None:
    found = statuses(ticked(codebook, STOCKS_ONLY, tmp_path / "t.xlsx", ""))
    assert set(found.values()) == {(None, "blank")}


def test_a_figure_on_a_nil_line_voids_the_tick(codebook: Codebook, tmp_path: Path) -> None:
    part = ticked(codebook, STOCKS_ONLY, tmp_path / "t.xlsx", values={("01", "in_period"): 7})
    found = statuses(part)
    assert found["01", "in_period"] == (7.0, "reported")
    assert found["02", "in_period"] == (None, "blank")
    assert "không phát sinh" in str(part.row["message_vi"])


def test_the_cells_still_balance_with_the_second_reader(codebook: Codebook, tmp_path: Path) -> None:
    row = ticked(codebook, XA_01, tmp_path / "t.xlsx").row
    kinds = ("n_observation", "n_absence_filled", "n_reject", "n_context")
    assert row["n_nonempty"] == sum(row[kind] for kind in kinds)
    assert row["n_absence_blank"] == 26  # every open cell of the form was left empty


def test_scores_have_no_nil_return(codebook: Codebook, tmp_path: Path) -> None:
    """“Nothing occurred” has no meaning for the published scores: the words are not printed there."""
    path = write_form(codebook, FormKey("SKHCN-04", "D08-SKHCN", "S2026"), tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(path)["SKHCN-04"]
    assert not [cell for line in sheet.iter_rows() for cell in line if str(cell.value).startswith(NIL_TEXT)]
