"""Sentences bound to the cells of a release."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipelines.files.bound import Bound, Cells, check, fill, text_of
from pipelines.files.messages import BoundError

RATE = "rate.value where area=A"


def write(folder: Path, value: float | None = 64.25) -> Cells:
    (folder / "parquet").mkdir(exist_ok=True)
    rows = {"area": ["A", "B", "B"], "value": [value, 60.0, 1234.5], "name": ["Hà Giang, phường", "Đồng Văn", None]}
    pl.DataFrame(rows | {"day": [date(2027, 1, 5)] * 3}).write_parquet(folder / "parquet" / "rate.parquet")
    return Cells(folder)


def code(folder: Path, template: str, value: float | None = 64.25) -> str:
    with pytest.raises(BoundError) as refused:
        fill(write(folder, value), template)
    return refused.value.code


def test_numbers_are_printed_as_in_vietnamese(tmp_path: Path) -> None:
    cells = write(tmp_path)
    assert fill(cells, "Đạt {{rate.value where area=A : 1}} %.").text == "Đạt 64,3 %."
    assert fill(cells, "{{rate.value where area=B, name=null}}").text == "1.234,5"
    assert fill(cells, "{{rate.value where area=B, value=1234.5 : 0}}").text == "1.235"
    assert fill(cells, "{{rate.name where area=A}}, {{rate.day where area=A}}").text == "Hà Giang, phường, 05/01/2027"
    assert fill(cells, "{{rate.value where name='Hà Giang, phường' : 2}}").text == "64,25"


def test_a_year_has_no_point(tmp_path: Path) -> None:
    (tmp_path / "parquet").mkdir()
    pl.DataFrame({"id": ["T1"], "until": [2030]}).write_parquet(tmp_path / "parquet" / "goal.parquet")
    assert fill(Cells(tmp_path), "năm {{goal.until where id=T1 : year}}").text == "năm 2030"
    assert fill(Cells(tmp_path), "{{goal.until where id=T1}}").text == "2.030"


def test_rows_are_counted(tmp_path: Path) -> None:
    assert fill(write(tmp_path), "{{count rate where area=B}} dòng, {{count rate where area=C}}").text == "2 dòng, 0"
    assert fill(write(tmp_path), "{{count rate}}").text == "3"


def test_rounding_is_half_up_on_twelve_digits() -> None:
    assert text_of(62.249999999999996, 1) == "62,3"
    assert text_of(62.2499, 1) == "62,2"
    assert text_of(-0.5, 0) == "-1"
    assert text_of(2.0) == "2"
    assert text_of(1234567.891, 1) == "1.234.567,9"


def test_a_changed_cell_refuses_the_sentence(tmp_path: Path) -> None:
    sentence = fill(write(tmp_path), f"Đạt {{{{{RATE} : 1}}}} %.")
    check(write(tmp_path, 64.26), sentence)  # prints 64,3 as well
    with pytest.raises(BoundError) as refused:
        check(write(tmp_path, 63.0), sentence)
    assert refused.value.code == "number_changed"
    assert "“64,3”" in refused.value.message_vi and "“63,0”" in refused.value.message_vi
    assert sentence.bounds == [Bound(f"{RATE} : 1", "64,3")]


def test_a_claim_must_hold_at_its_edge(tmp_path: Path) -> None:
    assert fill(write(tmp_path), f"Tăng.[[{RATE} >= 64.25]]").text == "Tăng."
    assert code(tmp_path, f"Tăng.[[{RATE} > 64.25]]") == "claim_fails"
    assert code(tmp_path, f"Tăng.[[{RATE} > rate.value where area=B, name=null]]") == "claim_fails"
    assert fill(write(tmp_path), f"Cao hơn.[[{RATE} > rate.value where name='Đồng Văn']]").claims
    assert code(tmp_path, "[[rate.name where area=A == 'Hà Nội']]") == "claim_fails"
    assert code(tmp_path, f"[[{RATE}]]") == "bad_reference"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("Đạt 64,3 %.", "typed_number"),
        ("{{rate.value where area=B}}", "not_one_row"),
        ("{{rate.value where area=C}}", "not_one_row"),
        ("{{rate.name where name=null}}", "no_value"),
        ("{{rate.height where area=A}}", "no_column"),
        ("{{rate.value where place=A}}", "no_column"),
        ("{{height.value where area=A}}", "no_column"),
        ("{{rate where area=A}}", "bad_reference"),
        ("{{rate.value where area}}", "bad_reference"),
    ],
)
def test_wrong_templates_are_refused(tmp_path: Path, template: str, expected: str) -> None:
    assert code(tmp_path, template) == expected


def test_quoted_text_may_hold_digits(tmp_path: Path) -> None:
    assert fill(write(tmp_path), "Theo {{'Quyết định 399'}}.").text == "Theo Quyết định 399."
