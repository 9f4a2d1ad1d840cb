"""Formats that carry a unit, struck-out figures, codes with leading zeros, in every file format with cells."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from mutator import write_xlsb, write_xlsx
from mutator.model import Book, Cell, Row, Sheet
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from support import trial
from support.office import convert
from support.trial import row_form
from unit.submissions.conftest import Read, evidence_vi

from pipelines.submissions.book.book import Sheet as ReadSheet
from pipelines.submissions.book.book import raw_text
from pipelines.submissions.book.number_formats import as_shown, format_effect
from pipelines.submissions.book.read import read_book
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.value.numbers import ParsedFigure, parse_figure
from pipelines.submissions.value.unit_words import conversion, known_unit, unit_factor

MILLION = "triệu đồng"


def _parse(layouts: Layouts, code: str, stored: float, unit: str) -> ParsedFigure:
    effect = format_effect(code)
    value = as_shown(stored, effect) if effect else stored
    return parse_figure(value, unit == "%", unit, layouts.scales)


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        *(
            (code, "người")
            for code in ('#,##0 "người"', '0" Người"', 'General" ng"', '#,##0"*"', '0" (ước)"', '"SL: "0')
        ),
        *(
            (code, MILLION)
            for code in ('#,##0" triệu đồng"', '#,##0 "triệu"', '0.0" tr.đ"', '0" trđ"', '#,##0" trieu dong"')
        ),
        *((code, "tỷ đồng") for code in ('0.0" tỷ"', '0" tỉ đồng"', '0.00" tỷ đ"')),
        *((code, "đồng") for code in ('#,##0 "đồng"', r"#,##0\ [$₫-42A]", '#,##0" VNĐ"', '#,##0"đ"')),
        *((code, "%") for code in ('0"%"', r"0\%", '0.0" %"', '0" phần trăm"')),
        *((code, "hợp tác xã") for code in ('0" HTX"', '0" hợp tác xã"')),
        *(
            (code, MILLION)
            for code in ("#,##0_);[Red](#,##0)", '_(* #,##0_);_(* "-"_)', "[Blue]0", '0;-0;"-"', "+0;-0")
        ),
        ('"≈ "0', "hộ"),
    ],
)
def test_a_format_with_the_lines_unit_or_none_shows_the_stored_number(layouts: Layouts, code: str, unit: str) -> None:
    found = _parse(layouts, code, 5, unit)
    assert (found.status, found.value) == ("reported", 5)


@pytest.mark.parametrize(
    ("code", "unit", "factor"),
    [
        *((code, MILLION, "1 triệu đồng = 1000000 đồng") for code in ('#,##0 "đồng"', r"#,##0\ [$₫-42A]", '0" VND"')),
        (r'_-* #,##0\ "₫"_-;\-* #,##0\ "₫"_-', MILLION, "1 triệu đồng = 1000000 đồng"),
        ('0" tỷ đồng"', MILLION, "1 tỷ đồng = 1000 triệu đồng"),
        ('0" tỷ"', MILLION, "1 tỷ = 1000 triệu đồng"),
        ('#,##0" nghìn đồng"', MILLION, "1 triệu đồng = 1000 nghìn đồng"),
        ('#,##0" (1.000 đồng)"', MILLION, "1 triệu đồng = 1000 nghìn đồng"),
        ('0" nghìn người"', "người", "1 nghìn người = 1000 người"),
        ('0.0"k"', "người", "1 nghìn = 1000 người"),
        ('0"%"', "tỷ số 0 1", "1 tỷ số 0 1 = 100 %"),
        *((code, "người", "") for code in ('0"%"', r"0\%", '0" hộ"', '"$"0.00', r"#,##0\ [$€-1]", '0" con"')),
    ],
)
def test_another_unit_in_the_format_is_a_reject_with_the_factor(
    layouts: Layouts, code: str, unit: str, factor: str
) -> None:
    found = _parse(layouts, code, 5, unit)
    assert (found.status, found.reason) == ("", "unit_differs")
    assert factor in evidence_vi(found) and f"“{unit}”" in evidence_vi(found)


@pytest.mark.parametrize(
    ("code", "stored", "unit", "reason"),
    [
        ('#,##0,, "triệu đồng"', 5e6, "đồng", ""),  # 5 triệu đồng are the stored 5000000 đồng
        ('#,##0,, "triệu đồng"', 5e6, MILLION, "unit_differs"),  # shown 5, stored 5000000
        ('#,##0,, "triệu"', 5e6, MILLION, "shown_otherwise"),
        ('#,##0," nghìn"', 5e3, "người", "shown_otherwise"),
        ('[>=1000]0.0," k";0', 900, "người", ""),
        ('[>=1000]0.0," k";0', 9000, "người", "shown_otherwise"),
        ('[=0]"-";0" người"', 0, "người", ""),
        ('[=0]"-";0" hộ"', 3, "người", "unit_differs"),
    ],
)
def test_a_format_that_divides_or_has_conditions(
    layouts: Layouts, code: str, stored: float, unit: str, reason: str
) -> None:
    found = _parse(layouts, code, stored, unit)
    assert found.reason == reason
    assert reason or found.value == stored


@pytest.mark.parametrize(
    ("text", "declared", "factor"),
    [
        ("DN", "doanh nghiệp", 1),
        ("dn", "doanh nghiệp khởi nghiệp sáng tạo", None),
        ("HTX", "hợp tác xã", 1),
        ("ng", "người", 1),
        ("ho", "hộ", 1),
        ("điểm", "điểm thang 10", 1),
        ("tỷ", "tỷ số 0 1", 1e9),
        ("đ", "điểm", 1),
        ("đồng", "điểm", None),
        ("ng.đ", MILLION, 0.001),
        ("triệu", "triệu đồng người", 1),
        ("nghìn tỷ đồng", MILLION, 1e6),
        ("hộ", "người", None),
        ("", "người", None),
        ("doanh nghiêp", "doanh nghiệp", 1),  # a slip of a mark
        ("d.nghiệp", "doanh nghiệp", 1),
        ("t đồng", MILLION, None),  # may be tỷ đồng
        ("hồ", "hộ", 1),
        ("hồ sơ", "hộ", None),
    ],
)
def test_a_unit_in_other_words(layouts: Layouts, text: str, declared: str, factor: float | None) -> None:
    assert unit_factor(text, declared, layouts.scales) == factor


def test_units_that_a_text_names(layouts: Layouts) -> None:
    assert known_unit("Tr.đ", layouts.scales) == MILLION
    assert known_unit("1.000 người", layouts.scales) == "nghìn người"
    assert known_unit("UBND xã", layouts.scales) == ""
    assert conversion("đồng", MILLION, 1e-6).en == "1 triệu đồng = 1000000 đồng"


def test_a_form_with_unit_formats_and_struck_figures(read: Callable[..., Read], tmp_path: Path) -> None:
    path = trial.write(tmp_path / "t.xlsx", {"TRIAL-01": row_form(E9=5, F9=9, E11=7, E12=3)})
    book = openpyxl.load_workbook(path)
    sheet: Any = book["TRIAL-01"]
    sheet["E9"].font = Font(strike=True)
    sheet["F9"].number_format = '0" người"'
    sheet["E11"].number_format = '#,##0 "đồng"'
    sheet["E12"] = CellRichText(TextBlock(InlineFont(strike=True), "15"), TextBlock(InlineFont(b=True), "120"))
    book.save(path)
    for _ in range(3):  # also after two files of this shape, where a table may be taken at once
        found = read(path)
        assert found.cells["E9"] == ("reject", "struck_out")
        assert found.cells["E11"] == ("reject", "unit_differs")
        assert found.observations["F9"][4] == 9
        assert found.observations["E12"][4] == 120
        assert "“15”" in found.evidence["E12"] and found.raw["E12"] == "15120"


def _book() -> Book:
    """A code with a format of zeros, struck_cell in another unit, a unit behind, a plain number."""
    pairs = [(101234567, "0000000000"), (5, '#,##0 "đồng"'), (6, '#,##0" người"'), (7, "#,##0"), (0.5, r"0.0\%")]
    return Book([Sheet("Biểu", [Row([Cell(number, code)], "note") for number, code in pairs], [""])])


def _check(read: ReadSheet, layouts: Layouts) -> None:
    values = [read.rows[row][1] for row in range(1, 6)]
    assert raw_text(values[0]) == "0101234567"
    reasons = [parse_figure(value, is_percent=False, unit="người", units=layouts.scales).reason for value in values]
    assert reasons == ["", "unit_differs", "", "", "unit_differs"]
    assert type(values[3]) in (int, float)


def _read(path: Path) -> ReadSheet:
    return read_book(path.read_bytes(), {}, lambda stage: None).sheets[0]


def test_xlsx_and_xlsb(layouts: Layouts, tmp_path: Path) -> None:
    _check(_read(write_xlsx.write(_book(), tmp_path / "b.xlsx")), layouts)
    _check(_read(write_xlsb.write(_book(), tmp_path / "b.xlsb")), layouts)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book with unit formats, and one with struck text, as LibreOffice saves them."""
    folder = tmp_path_factory.mktemp("saved")
    struck = openpyxl.Workbook()
    sheet: Any = struck.active
    sheet["A1"], sheet["A1"].font = 15, Font(strike=True)
    sheet["A2"] = CellRichText(TextBlock(InlineFont(strike=True), "15"), TextBlock(InlineFont(b=True), "120"))
    sheet["A3"], sheet["A3"].font = "120", Font(strike=True)
    sheet["A4"] = 120
    struck.save(folder / "struck.xlsx")
    lone = openpyxl.Workbook()
    page: Any = lone.active
    page["A1"], page["A1"].font = 15, Font(strike=True)
    lone.save(folder / "struck_cell.xlsx")
    books = [write_xlsx.write(_book(), folder / "book.xlsx"), folder / "struck.xlsx", folder / "struck_cell.xlsx"]
    for kind in ("xls", "ods"):
        convert(books, kind, folder)
    return folder


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_unit_formats_that_libreoffice_saves(saved: Path, layouts: Layouts, kind: str) -> None:
    _check(_read(saved / f"book.{kind}"), layouts)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_struck_text_is_no_figure(saved: Path, kind: str) -> None:
    rows = _read(saved / f"struck.{kind}").rows
    found = [parse_figure(rows[row][1], is_percent=False) for row in range(1, 5)]
    assert [figure.reason for figure in found] == ["struck_out", "", "struck_out", ""]
    assert [figure.value for figure in found] == [None, 120, None, 120]
    assert "“15”" in evidence_vi(found[1])
    assert found[3].evidence is None
    assert raw_text(rows[2][1]) == "15120"


@pytest.mark.parametrize(
    ("cells", "rejected"),
    [
        ({"C4": "ĐVT: nghìn đồng"}, {"E11"}),  # E9 counts people: a table of money has such lines too
        ({"C4": "ĐVT: Triệu đồng"}, set[str]()),
        ({"C4": "Đơn vị tính: tr.đ"}, set[str]()),
        ({"A1": "BIỂU THỬ (Đơn vị tính: tỷ đồng)"}, {"E11"}),
        ({"C4": "Ðơn vị tính: Tỷ ðồng"}, {"E11"}),
        ({"C4": "ĐVT:", "D4": "tỷ đồng"}, {"E11"}),
        ({"C4": "ĐVT: hợp tác xã"}, {"E9", "E11", "E12"}),  # no line of the table counts cooperatives
        ({"C4": "Đơn vị: UBND xã"}, set[str]()),
        ({"B11": "Dòng 03 (tỷ đồng)"}, {"E11"}),
        ({"B11": "Dòng 03 (tr.đ)"}, set[str]()),
        ({"E6": "Trong kỳ (đồng)"}, {"E11"}),
    ],
)
def test_a_unit_in_any_place_is_compared_with_the_lines(
    read_form: Callable[..., Read], cells: dict[str, Any], rejected: set[str]
) -> None:
    no_units = {f"D{row}": None for row in range(9, 13)}
    found = read_form(row_form(E9=5, E11=7, E12=3, **no_units, **cells))
    assert {at for at, what in found.cells.items() if what == ("reject", "unit_differs")} == rejected


@pytest.mark.parametrize(
    ("above", "rejected"),
    [
        ("ĐVT: tỷ đồng", {"E11"}),  # no line of the table is in tỷ đồng
        ("ĐVT: triệu đồng", set[str]()),
        ("ĐVT: người", set[str]()),
        ("Đơn vị tính: ghi tại cột D", set[str]()),
    ],
)
def test_a_unit_above_that_no_line_has_outranks_the_printed_units(
    read_form: Callable[..., Read], above: str, rejected: set[str]
) -> None:
    found = read_form(row_form(E9=5, E11=7, E12=3, C4=above))
    assert {at for at, what in found.cells.items() if what == ("reject", "unit_differs")} == rejected


@pytest.mark.parametrize(("unit", "is_read"), [("người (ng)", True), ("nguời", True), ("người (hộ)", False)])
def test_a_unit_with_its_short_spelling_or_a_slip(read_form: Callable[..., Read], unit: str, is_read: bool) -> None:
    found = read_form(row_form(E9=5, D9=unit))
    assert (found.cells["E9"] == ("observation", "reported")) == is_read


def test_a_raised_mark_in_a_format_is_no_unit(layouts: Layouts) -> None:
    assert _parse(layouts, '#,##0 "¹"', 40000, MILLION).value == 40000


@pytest.mark.parametrize(
    ("cell", "unit", "reason", "value"),
    [
        ('<td x:num="5000000">5.000.000 đồng</td>', MILLION, "unit_differs", None),
        ('<td x:num="5">5 triệu</td>', MILLION, "", 5),
        ('<td x:num="1234.5">1.234,5</td>', MILLION, "", 1234.5),
        ('<td x:num="0.25">25%</td>', "%", "", 25),
        ('<td x:num="25">25%</td>', "%", "", 25),
    ],
)
def test_a_page_of_excel_shows_its_units_too(
    layouts: Layouts, cell: str, unit: str, reason: str, value: float | None
) -> None:
    page = f"<table><tr><td>a</td>{cell}</tr><tr><td>b</td><td>c</td></tr></table>"
    (sheet,) = read_book(page.encode(), {}, lambda stage: None).sheets
    found = parse_figure(sheet.rows[1][2], unit == "%", unit, layouts.scales)
    assert (found.reason, found.value) == (reason, value)


def test_styles_written_with_single_quotes_and_of_whole_columns(saved: Path, layouts: Layouts, tmp_path: Path) -> None:
    """Other programs quote attributes otherwise, and an .ods may give a format to a column only."""
    path = write_xlsx.write(_book(), tmp_path / "b.xlsx")
    _rewrite(path, "xl/styles.xml", lambda xml: re.sub(r'formatCode="([^"]*)"', _single_quoted, xml))
    _check(_read(path), layouts)
    ods = tmp_path / "b.ods"
    shutil.copy(saved / "struck_cell.ods", ods)
    plain = _read(ods)
    style = re.findall(r'table-cell table:style-name="(\w+)"', _part(ods, "content.xml"))[0]

    def move(xml: str) -> str:
        cells = xml.replace(f'table-cell table:style-name="{style}"', "table-cell")
        return re.sub(r'default-cell-style-name="\w+"', f'default-cell-style-name="{style}"', cells, count=1)

    _rewrite(ods, "content.xml", move)
    moved = _read(ods)
    for sheet in (plain, moved):
        assert parse_figure(sheet.rows[1][1], is_percent=False).reason == "struck_out"
    assert style not in re.findall(r'table-cell table:style-name="(\w+)"', _part(ods, "content.xml"))


def _single_quoted(match: re.Match[str]) -> str:
    return "formatCode='" + match.group(1).replace("&quot;", '"') + "'"


def _part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def _rewrite(path: Path, name: str, change: Callable[[str], str]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info.filename) for info in archive.infolist()}
    parts[name] = change(parts[name].decode()).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
