"""The second reader compares content: texts, values under merged ranges, inline results, sheets of macros."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from msoffcrypto.format import ooxml  # pyright: ignore[reportMissingTypeStubs]
from support import spell_book, trial, write_xls
from unit.submissions.conftest import Read
from xlsxwriter.utility import xl_cell_to_rowcol  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

from pipelines.submissions.book.book import Book, UnreadableError
from pipelines.submissions.book.read import read_book

Reader = Callable[..., Read]
DIALOG = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
MACRO = b"http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"


def _book(path: Path) -> Book:
    return read_book(path.read_bytes(), {}, lambda stage: None)


def _rewritten(path: Path, change: Callable[[str, bytes], tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = [change(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return path


def _with_cell(path: Path, place: str, cell: str) -> Path:
    """The .xlsx with the XML of one cell replaced."""
    pattern = re.compile(rf'<c r="{place}"[^>]*?(?:/>|>.*?</c>)'.encode(), re.DOTALL)

    def change(name: str, data: bytes) -> tuple[str, bytes]:
        if name != "xl/worksheets/sheet1.xml":
            return name, data
        changed, n = pattern.subn(cell.encode(), data)
        assert n == 1
        return name, changed

    return _rewritten(path, change)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="E9" t="inlineStr"><v>12</v></c>', 12.0),  # Excel shows the text
        ('<c r="E9" t="inlineStr"><f>"12"</f><is><t>12</t></is></c>', 12.0),
        ('<c r="E9" t="str"><f>"12"</f><is><t>12</t></is></c>', 12.0),
        ('<c r="E9" t="inlineStr"><is><r><t>1</t></r><r><t>2</t></r></is></c>', 12.0),
        ('<c r="E9" t="str"><f>"12"</f><v>12</v></c>', 12.0),
        ('<c r="E9" t="inlineStr"><f>""</f><is><t></t></is></c>', None),  # an empty text shows nothing
        ('<c r="E9" t="str"><f>""</f><v></v></c>', None),
    ],
)
def test_a_text_in_the_cell_is_read_wherever_it_stands(
    read: Reader, tmp_path: Path, cell: str, value: float | None
) -> None:
    path = _with_cell(trial.write(tmp_path / "t.xlsx", {"TRIAL-01": trial.row_form(E9=5)}), "E9", cell)
    found = read(path)
    assert found.row["outcome"] == "read" and found.row["n_reject"] == 0
    assert found.observations["E9"][4] == value
    assert found.row["n_nonempty"] == found.row["n_second"]


def test_a_formula_without_any_result_is_still_a_reject(read: Reader, tmp_path: Path) -> None:
    path = trial.write(tmp_path / "t.xlsx", {"TRIAL-01": trial.row_form(E9=5)})
    found = read(_with_cell(path, "E9", '<c r="E9"><f>1+1</f></c>'))
    assert found.cells["E9"] == ("reject", "formula_without_value")


def _merged(path: Path, form: str) -> Path:
    """TRIAL-01 with E9:E10 merged over 638 and 340, and A4:C4 merged over texts."""
    cells = trial.row_form(E9=638, E10=340, B4="che", C4="khuất")
    if form == "xlsx":
        return trial.write(path, {"TRIAL-01": cells}, merged=("E9:E10", "A4:C4"))
    ranges = ((8, 9, 4, 4), (3, 3, 0, 2))
    return write_xls.write(path, {"TRIAL-01": {xl_cell_to_rowcol(at): v for at, v in cells.items()}}, merged=ranges)


@pytest.mark.parametrize("form", ["xlsx", "xls", "xlsx by openpyxl"])
def test_a_value_under_a_merged_range_is_no_figure(read: Reader, tmp_path: Path, form: str) -> None:
    path = _merged(tmp_path / "t", "xls" if form == "xls" else "xlsx")
    if form == "xlsx by openpyxl":  # calamine refuses a range of whole rows
        _rewritten(
            path, lambda name, data: (name, data.replace(b"</mergeCells>", b'<mergeCell ref="30:30"/></mergeCells>'))
        )
    found = read(path)
    assert found.row["reader_name"] == ("openpyxl" if "openpyxl" in form else "calamine")
    assert found.cells["E9"] == found.cells["E10"] == ("reject", "merged_value")
    assert found.raw["E10"] == "340" and "E9:E10" in found.evidence["E10"]
    assert "E9" not in found.observations and "E10" not in found.observations
    assert found.cells["B4"] == found.cells["C4"] == ("context", "covered")
    assert (found.raw["B4"], found.personal["B4"]) == (
        None,
        "che",
    )  # nobody saw it: it leaves the restricted table never
    assert found.row["period_code"] == "2026-10"
    counted = sum(found.row[name] for name in ("n_observation", "n_absence_filled", "n_reject", "n_context"))
    assert counted == found.row["n_nonempty"] == found.row["n_second"] == len(trial.row_form(E9=1, E10=1, B4=1, C4=1))


def test_a_merged_title_without_anything_under_it_is_nothing_special(read_form: Callable[..., Read]) -> None:
    found = read_form(trial.row_form(E9=5), merged=("A3:H3",))
    assert found.row["n_reject"] == 0 and found.observations["E9"][4] == 5.0
    assert ("context", "covered") not in found.cells.values()


@pytest.mark.parametrize("code_page", [1200, 1252, 1258, 932])
def test_the_code_page_of_a_biff8_file_does_not_matter(read: Reader, tmp_path: Path, code_page: int) -> None:
    """Texts of BIFF8 are UTF-16; calamine decodes them by the record CODEPAGE."""
    cells = {xl_cell_to_rowcol(place): value for place, value in trial.row_form(E9=5).items()}
    found = read(write_xls.write(tmp_path / "t.xls", {"TRIAL-01": cells}, code_page))
    assert found.row["outcome"] == "read" and found.observations["E9"][4] == 5.0
    assert found.raw["A3"] == "TÊN BIỂU"


def test_texts_that_differ_in_every_reader_make_the_file_unreadable_and_name_the_cell(tmp_path: Path) -> None:
    # calamine takes U+FFFE at the beginning of a text of an .xlsb for a byte-order mark
    path = spell_book.write_binary(tmp_path / "t.xlsb", {"S": {"A1": "một", "B2": "\ufffehai"}})
    with pytest.raises(UnreadableError) as error:
        _book(path)
    assert (error.value.reason, error.value.detail) == ("texts_differ", "“S”, B2")


@pytest.mark.parametrize(
    "text", ["a\nb", " a  b ", "_x000D_", "_xD800_", "a\tb", "\u200bđ", "e\u0301", "&amp; <b> ]]>"]
)
@pytest.mark.parametrize("form", list(spell_book.FORMATS))
def test_texts_that_readers_spell_differently_do_not_differ(tmp_path: Path, form: str, text: str) -> None:
    path = spell_book.FORMATS[form](tmp_path / f"t.{form}", {"S": {"A1": text, "B1": "b", "A2": "c", "B2": "d"}})
    (sheet,) = _book(path).sheets
    assert sheet.n_nonempty == sheet.n_second == 4


def _macro_sheet(path: Path, form: str) -> Path:
    """A book whose second sheet, very hidden or hidden, holds Excel 4 macros."""
    sheets = {"S": {"A1": "một", "B1": "hai"}, "Macro1": {"A1": "=EXEC()", "A2": "x"}}
    if form == "xls":
        grid = {name: {xl_cell_to_rowcol(place): v for place, v in cells.items()} for name, cells in sheets.items()}
        return write_xls.write(path, grid, kinds={"Macro1": (write_xls.VERY_HIDDEN, write_xls.MACROS)})
    spell_book.FORMATS["xlsb" if form == "xlsb" else "xlsx"](path, {n: dict(c) for n, c in sheets.items()})

    def change(name: str, data: bytes) -> tuple[str, bytes]:
        if name.endswith(("workbook.xml.rels", "workbook.bin.rels")):
            sheet2 = re.compile(rb"<Relationship [^>]*worksheets/sheet2\.[^>]*>")
            data = sheet2.sub(lambda m: m.group().replace(DIALOG, MACRO).replace(b"worksheets/", b"macrosheets/"), data)
        return name.replace("worksheets/sheet2", "macrosheets/sheet2"), data

    return _rewritten(path, change)


@pytest.mark.parametrize("form", ["xlsx", "xlsm", "xlsb", "xls"])
def test_a_sheet_of_macros_is_listed_without_cells(tmp_path: Path, form: str) -> None:
    book = _book(_macro_sheet(tmp_path / f"t.{form}", form))
    found = {sheet.name: sheet.n_nonempty for sheet in book.sheets}
    assert found["S"] == 2 and found.get("Macro1", 0) == 0
    assert form == "xls" or "Macro1" in found
    assert book.reader_name == "calamine"


def _encrypted(path: Path, password: str) -> Path:
    plain = io.BytesIO(path.read_bytes())
    ooxml.OOXMLFile(plain).encrypt(password, sealed := io.BytesIO())
    path.write_bytes(sealed.getvalue())
    return path


@pytest.mark.parametrize("form", ["xlsx", "xlsb"])
def test_excels_default_key_is_no_password(read: Reader, tmp_path: Path, form: str) -> None:
    path = spell_book.FORMATS[form](tmp_path / f"t.{form}", {"TRIAL-01": trial.row_form(E9=5)})
    found = read(_encrypted(_padded(path), "VelvetSweatshop"))
    assert found.row["outcome"] == "read" and found.observations["E9"][4] == 5.0


def test_another_password_stays_one(read: Reader, tmp_path: Path) -> None:
    path = spell_book.FORMATS["xlsx"](tmp_path / "t.xlsx", {"TRIAL-01": trial.row_form(E9=5)})
    assert read(_encrypted(_padded(path), "bí mật")).row["reason_code"] == "encrypted"


def _padded(path: Path) -> Path:
    """The package with a further part: the library that encrypts it spoils streams below 4096 bytes."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("docProps/thumbnail.bin", bytes(range(256)) * 40, zipfile.ZIP_STORED)
    return path


def test_an_xls_under_the_default_key_is_opened(shared: Path) -> None:
    """issue_385.xls: RC4 with the default key, one empty sheet."""
    book = _book(shared / "workbooks" / "odd" / "issue_385.xls")
    assert [(sheet.name, sheet.n_nonempty) for sheet in book.sheets] == [("Sheet1", 0)]
