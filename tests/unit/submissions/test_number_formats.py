"""What a cell's formatting makes of its number, in every file format with cells.

Expected values are written by hand, the files by other programs.
"""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from mutator import write_xlsb, write_xlsx
from mutator.model import Book, Cell, Merge, Row, Sheet
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from support.office import convert
from unit.submissions.conftest import evidence_vi

from pipelines.submissions.book.book import BrokenCell, FormatChoice, FormatEffect, Percent, ShownOtherwise
from pipelines.submissions.book.book import Sheet as Read
from pipelines.submissions.book.number_formats import format_effect
from pipelines.submissions.book.read import read_book
from pipelines.submissions.value.numbers import parse_figure

HO = FormatEffect(unit="hộ")
FORMATS = ["0%", "#,##0,", ";;;", '0.0,," triệu"', "#,##0", "dd/mm/yyyy"]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        *((code, None) for code in ("", "General", "0", "#,##0", "#,##0.00", "@", "0.00E+00", "# ?/?", "0;-0;;@")),
        *(
            (code, None)
            for code in ("dd/mm/yyyy", "[h]:mm", "[h]", "[Red]#,##0_)", '"≈"0', '#,##0"*"', "+0;-0", '"("0")"')
        ),
        *((code, None) for code in ('_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', "[$-409]#,##0", '0" (1)"', "0")),
        *((code, FormatEffect(is_percent=True)) for code in ("0%", "0.00%", "#,##0.0%", "0%;[Red]-0%")),
        *((code, FormatEffect(divisor=1000)) for code in ("#,##0,", "[Blue]0,")),
        ("0.0,,", FormatEffect(divisor=1_000_000)),
        ('#,##0.0," nghìn"', FormatEffect(divisor=1000, unit="nghìn")),
        ('#,##0,,"tr"', FormatEffect(divisor=1_000_000, unit="tr")),
        *((code, FormatEffect(unit="người")) for code in ('#,##0 "người"', 'General" người"', r"#,##0\ \n\g\ư\ờ\i")),
        *((code, FormatEffect(unit="%")) for code in ('0.0" %"', r"0.0\%", '0"%"')),
        (r'_-* #,##0\ "₫"_-;\-* #,##0\ "₫"_-;_-* "-"??\ "₫"_-;_-@_-', FormatEffect(unit="₫")),
        (r"#,##0\ [$₫-42A]", FormatEffect(unit="₫")),
        ('_("$"* #,##0.00_);_("$"* (#,##0.00)', FormatEffect(label="$")),
        ("0000000000", FormatEffect(pattern="0000000000")),
        ('0000" "000" "000', FormatEffect(pattern="0000 000 000")),
        (
            '[=0]"-";0" hộ"',
            FormatEffect(choices=(FormatChoice("=", 0, FormatEffect(text="-")), FormatChoice("", 0, HO))),
        ),
        *((code, FormatEffect()) for code in (";;;", '""', ";;;@")),
        ('"có"', FormatEffect(text="có")),
    ],
)
def test_what_a_format_shows(code: str, shown: FormatEffect | None) -> None:
    assert format_effect(code) == shown


def _book() -> Book:
    """Column A: 25%, 12 thousands, nothing, millions, a plain number, a date; B: a raised mark; C and row 3 hidden."""
    numbers = (0.25, 12_000_000, 166, 34_000_000, 7, datetime(2026, 12, 5))
    rows = [Row([Cell(n, code), Cell(), Cell()], "note") for n, code in zip(numbers, FORMATS, strict=True)]
    rows[0].cells[1] = Cell("12", raised="1")
    rows[2].is_hidden = True
    sheet = Sheet("Biểu", rows, ["", "", ""], hidden_columns={2})
    rows[4].cells[1].value = "gộp"
    sheet.merges.append(Merge(rows[4].cells[1], 2, 1))
    return Book([sheet])


def _check(read: Read) -> None:
    values = [read.rows[row][1] for row in range(1, 7)]
    assert isinstance(values[0], Percent)
    assert values[0].shown == 25
    assert [(type(value), getattr(value, "divisor", 0)) for value in values[1:4]] == [
        (ShownOtherwise, 1000),
        (ShownOtherwise, None),
        (ShownOtherwise, 1_000_000),
    ]
    assert values[4] == 7
    assert str(values[5])[:10] == "2026-12-05"
    assert read.merged == [(5, 2, 6, 2)]
    assert read.hidden_rows == {3}
    assert read.hidden_columns == {3}
    reasons = [parse_figure(value, is_percent=False).reason for value in values]
    assert reasons == ["unexpected_percent", *["shown_otherwise"] * 3, "", "date_in_value"]


def _read(path: Path) -> Read:
    return read_book(path.read_bytes(), {}, lambda stage: None).sheets[0]


def test_xlsx(tmp_path: Path) -> None:
    path = write_xlsx.write(_book(), tmp_path / "b.xlsx")
    for found in (_read(path), _read(write_xlsx.inline(path))):
        _check(found)
        assert found.rows[1][2] == "12¹"


def test_xlsb(tmp_path: Path) -> None:
    found = _read(write_xlsb.write(_book(), tmp_path / "b.xlsb"))
    _check(found)
    assert found.rows[1][2] == "12¹"


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book, and one with a date of 1904, as LibreOffice saves them: a run for each format."""
    folder = tmp_path_factory.mktemp("saved")
    dates = openpyxl.Workbook()
    dates.epoch = CALENDAR_MAC_1904
    assert dates.active is not None
    dates.active["A1"] = datetime(2026, 10, 5)
    dates.save(folder / "dates.xlsx")
    for kind in ("xls", "ods"):
        convert([write_xlsx.write(_book(), folder / "book.xlsx"), folder / "dates.xlsx"], kind, folder)
    return folder


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_what_libreoffice_saves(saved: Path, kind: str) -> None:
    found = _read(saved / f"book.{kind}")
    _check(found)
    assert found.rows[1][2] == "12¹"


def test_an_ods_formula_that_nobody_calculated_is_broken(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "formula.ods"
    cell = b'<table:table-cell table:formula="of:=1+1"/><table:table-cell'
    with zipfile.ZipFile(saved / "book.ods") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(b"<table:table-cell", cell, 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert _read(path).rows[1][1] == BrokenCell("formula_without_value", "=1+1")


def test_a_raised_mark_of_a_page_is_no_digit() -> None:
    page = "<table><tr><td>12<sup>1</sup></td><td>3</td></tr><tr><td>km<sup>2</sup><td>4</tr></table>"
    rows = read_book(page.encode(), {}, lambda stage: None).sheets[0].rows
    assert rows == {1: {1: "12¹", 2: 3.0}, 2: {1: "km²", 2: 4.0}}


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_dates_of_1904_are_those_typed_after_another_program_saved_them(saved: Path, kind: str) -> None:
    assert f"{_read(saved / f'dates.{kind}').rows[1][1]:%Y-%m-%d}" == "2026-10-05"


@pytest.mark.parametrize(
    ("text", "unit", "value", "dropped"),
    [
        ("12 người", "người", 12, "người"),
        ("1 234 Người", "người", 1234, "người"),
        ("12người", "người", 12, "người"),
        ("12,5 (triệu đồng)", "triệu đồng", 12.5, "triệu đồng"),
        ("12 hồ sơ (1)", "hồ sơ", 12, "hồ sơ"),
        ("ước 12 người", "người", 12, "người"),
        ("12 (a)", "người", 12, "(a)"),
        ("12†", "người", 12, "†"),
        ("12ᵃ", "", 12, "ᵃ"),
    ],
)
def test_the_unit_and_marks_behind_a_number_are_dropped_and_named_in_the_evidence(
    text: str, unit: str, value: float, dropped: str
) -> None:
    found = parse_figure(text, is_percent=False, unit=unit)
    assert (found.status, found.value) == ("reported", value)
    assert f"“{dropped}”" in evidence_vi(found)


def test_the_apostrophe_that_makes_a_text_is_no_part_of_it() -> None:
    assert parse_figure("'12", is_percent=False).value == 12


@pytest.mark.parametrize(("text", "unit"), [("12 hộ", "người"), ("3 tỷ đồng", "triệu đồng"), ("5 tháng", "lượt")])
def test_another_unit_behind_a_number_is_a_reject_that_names_both(text: str, unit: str) -> None:
    found = parse_figure(text, is_percent=False, unit=unit)
    assert (found.status, found.reason) == ("", "unit_differs")
    assert unit in evidence_vi(found)
    assert text in evidence_vi(found)


def test_thousands_have_one_separator() -> None:
    assert parse_figure("4 996.942", is_percent=False).value == 4996.942
    assert parse_figure("4 996,942", is_percent=False).value == 4996.942
    assert parse_figure("1.234 567", is_percent=False).reason == "not_a_number"
