"""The hidden identity of our own blank forms: it fills an empty head, contradicts a false one, and shows its age."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.trial import COMMUNE, Cells, row_form, write

from pipelines.codebook.identity_sheet import IDENTITY_SHEET, FormIdentity, layout_hash
from pipelines.codebook.load import Codebook

Reader = Callable[..., Any]


@pytest.fixture
def issued(trial_codebook: Codebook) -> Callable[..., Cells]:
    """The hidden sheet of a form issued to the commune for October, changed at will before or after it was signed."""

    def _issued(reporter: str = COMMUNE, period: str = "2026-10", seal: str = "", spoil: bool = False) -> Cells:
        seal = seal or layout_hash(trial_codebook, "TRIAL-01", 1)
        cells = FormIdentity("TRIAL-01", 1, reporter, period, seal).cells()
        sheet = {
            f"{letter}{row}": text for row, pair in enumerate(cells, 1) for letter, text in zip("AB", pair, strict=True)
        }
        return sheet | ({"B4": "C00706"} if spoil else {})

    return _issued


def _read(read: Reader, folder: Path, form: Cells, hidden: Cells) -> Any:
    return read(write(folder / "t.xlsx", {"Biểu": form, IDENTITY_SHEET: hidden}, hidden=(IDENTITY_SHEET,)))


def test_an_empty_head_is_filled_from_the_hidden_identity(
    read: Reader, tmp_path: Path, issued: Callable[..., Cells]
) -> None:
    found = _read(read, tmp_path, row_form(A1=None, E1=None, A4=None, E9=5), issued())
    row = found.row
    assert (row["outcome"], row["form_code"], row["reporter_code"], row["period_code"], row["reason_code"]) == (
        *("read", "TRIAL-01", COMMUNE, "2026-10"),
        None,
    )


@pytest.mark.parametrize("other", [{"reporter": "C00706"}, {"period": "2026-09"}])
def test_a_head_that_contradicts_the_hidden_identity_waits(
    read: Reader, tmp_path: Path, issued: Callable[..., Cells], other: dict[str, str]
) -> None:
    row = _read(read, tmp_path, row_form(E9=5), issued(**other)).row
    assert (row["outcome"], row["reason_code"]) == ("waiting", "identity_differs")
    assert next(iter(other.values())) in row["message_vi"]


@pytest.mark.parametrize(
    ("number", "outcome"),
    [("Biểu số: ………", "read"), ("Biểu số: TRIAL-02", "waiting"), ("Biểu 02CS-KHCN", "waiting")],
)
def test_another_number_typed_over_the_printed_one_waits(
    read: Reader, tmp_path: Path, issued: Callable[..., Cells], number: str, outcome: str
) -> None:
    row = _read(read, tmp_path, row_form(A1=number, E9=5), issued()).row
    assert (row["outcome"], row["reason_code"]) == (outcome, None if outcome == "read" else "number_differs")


def test_a_layout_that_changed_since_it_was_issued_is_noted(
    read: Reader, tmp_path: Path, issued: Callable[..., Cells]
) -> None:
    row = _read(read, tmp_path, row_form(E9=5), issued(seal="0" * 64)).row
    assert (row["outcome"], row["reason_code"]) == ("read", "layout_outdated")


def test_an_altered_identity_counts_for_nothing_and_is_noted(
    read: Reader, tmp_path: Path, issued: Callable[..., Cells]
) -> None:
    row = _read(read, tmp_path, row_form(E9=5), issued(spoil=True)).row
    assert (row["outcome"], row["reporter_code"], row["reason_code"]) == ("read", COMMUNE, "identity_broken")
