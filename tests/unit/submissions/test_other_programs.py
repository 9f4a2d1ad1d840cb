"""Files of other programs: Excel 2003 XML and odd OpenDocument packages are read, others named with what to do."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from support import spell_book, trial, write_xls
from unit.submissions.conftest import Read

from pipelines.submissions.book.book import Book, Box, BrokenCell, Percent, UnreadableError
from pipelines.submissions.book.read import read_book

Reader = Callable[..., Read]
FORM = {"TRIAL-01": trial.row_form(E9=5)}
SS = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'


def _book(content: bytes) -> Book:
    return read_book(content, {}, lambda stage: None)


def _reason(content: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableError) as error:
        _book(content)
    detail = error.value.detail
    return error.value.reason, detail if isinstance(detail, str) else detail.vi


def _xml(table: str, styles: str = "", options: str = "", prolog: str = "") -> bytes:
    page = f'<Worksheet ss:Name="S &amp; T"><Table>{table}</Table>{options}</Worksheet>'
    return f'\ufeff<?xml version="1.0"?>{prolog}<Workbook {SS}>{styles}{page}</Workbook>'.encode()


def _cell(kind: str, text: str, attributes: str = "") -> str:
    return f'<Cell {attributes}><Data ss:Type="{kind}">{text}</Data></Cell>'


@pytest.mark.parametrize("prefix", ["", "ss:"])
def test_a_form_in_excel_2003_xml_is_read(read: Reader, tmp_path: Path, prefix: str) -> None:
    found = read(spell_book.write_xml_2003(tmp_path / "t.xls", FORM, prefix), name="t.xls")
    assert (found.row["outcome"], found.row["reader_name"]) == ("read", "spreadsheetml")
    assert found.observations["E9"][4] == 5.0
    assert found.row["n_nonempty"] == found.row["n_second"] == len(FORM["TRIAL-01"])


def test_cells_of_excel_2003_xml() -> None:
    styles = '<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style></Styles>'
    comment = '<Comment ss:Author="x"><ss:Data>không phải ô</ss:Data></Comment>'
    percent, third = _cell("Number", "0.25", "ss:StyleID='p'"), _cell("Number", "7", 'ss:Index="3"')
    merged, error = _cell("String", "gộp", 'ss:MergeAcross="1"'), _cell("Error", "#REF!")
    moment, boolean = _cell("DateTime", "2026-10-05T00:00:00.000"), _cell("Boolean", "1")
    table = (
        '<Column ss:Index="3" ss:Hidden="1"/>'
        f'<Row><Cell><Data ss:Type="String">một</Data></Cell>{percent}</Row>'
        f'<Row ss:Index="4" ss:Hidden="1" ss:Span="1">{third}</Row>'
        f'<Row>{merged}{error}<Cell ss:Formula="=R1C1"/>'
        '<Cell ss:Formula="=&quot;&quot;"><Data ss:Type="String"></Data></Cell></Row>'
        f'<Row><Cell><Data ss:Type="String">12<Sup>1</Sup></Data>{comment}</Cell>{moment}{boolean}</Row>'
    )
    hidden = "<x:Visible>SheetHidden</x:Visible>"
    options = f'<x:WorksheetOptions xmlns:x="urn:schemas-microsoft-com:office:excel">{hidden}</x:WorksheetOptions>'
    (sheet,) = _book(_xml(table, styles, options)).sheets
    assert (sheet.name, sheet.visibility, sheet.n_nonempty, sheet.n_second) == ("S & T", "hidden", 9, 9)
    assert sheet.rows[1] == {1: "một", 2: 0.25} and type(sheet.rows[1][2]) is Percent
    assert sheet.rows[4] == {3: 7.0}
    assert sheet.rows[6][1] == "gộp" and sheet.merged == [Box(6, 1, 6, 2)]
    assert sheet.rows[6][3] == BrokenCell("error_cell", "#REF!")
    assert sheet.rows[6][4] == BrokenCell("formula_without_value", "=R1C1")
    assert 5 not in sheet.rows[6]
    assert [str(value) for value in sheet.rows[7].values()] == ["12¹", "2026-10-05", "True"]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({4, 5}, {3})


def test_a_doctype_is_not_expanded() -> None:
    entity = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    assert _reason(_xml(f"<Row>{_cell('String', '&b;')}</Row>", prolog=entity))[0] == "damaged"


def test_an_html_table_that_speaks_of_workbooks_is_html() -> None:
    page = b"<html><body><table><tr><td>Workbook</td><td>1</td></tr><tr><td>2</td></tr></table></body></html>"
    assert _book(page).reader_name == "html"


@pytest.mark.parametrize(
    ("indent", "kind", "manifest"),
    [("\n  ", spell_book.ODS_TYPE, True), ("", "", True), ("", spell_book.ODS_TYPE, False), (" \n\t", "", False)],
)
def test_an_opendocument_sheet_is_read_however_it_is_packed(
    read: Reader, tmp_path: Path, indent: str, kind: str, manifest: bool
) -> None:
    found = read(spell_book.write_ods(tmp_path / "t.ods", FORM, indent, kind, manifest), name="t.ods")
    assert found.row["outcome"] == "read" and found.observations["E9"][4] == 5.0
    assert found.row["n_nonempty"] == found.row["n_second"] == len(FORM["TRIAL-01"])


def test_the_two_readers_of_opendocument_give_the_same_cells(tmp_path: Path) -> None:
    cells = trial.row_form(E9=5, E10=12.5, G9="a\nb", G10="x")
    plain = _book(spell_book.write_ods(tmp_path / "a.ods", {"S": cells}).read_bytes())
    odd = _book(spell_book.write_ods(tmp_path / "b.ods", {"S": cells}, indent="\n").read_bytes())
    assert (plain.reader_name, odd.reader_name) == ("calamine", "ods")
    assert plain.sheets[0].rows == odd.sheets[0].rows


def _flagged(content: bytes) -> bytes:
    """The package with the flag of a password at every member."""
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(signature)
        while start >= 0:
            content = content[: start + at] + bytes([content[start + at] | 1]) + content[start + at + 1 :]
            start = content.find(signature, start + 4)
    return content


@pytest.mark.parametrize("form", ["ods", "xlsx", "xlsb"])
def test_a_package_zipped_under_a_password_is_encrypted(tmp_path: Path, form: str) -> None:
    content = spell_book.FORMATS[form](tmp_path / f"t.{form}", FORM).read_bytes()
    assert _reason(_flagged(content))[0] == "encrypted"


def test_an_opendocument_text_is_no_workbook(tmp_path: Path) -> None:
    path = spell_book.write_ods(tmp_path / "t.odt", FORM, kind="application/vnd.oasis.opendocument.text")
    reason, words = _reason(path.read_bytes())
    assert reason == "not_a_workbook.document" and "OpenDocument" in words


@pytest.mark.parametrize("damage", ["method", "cut", "bytes"])
@pytest.mark.parametrize("form", ["ods", "xlsx", "xlsb"])
def test_odd_members_of_a_package_are_a_verdict(read: Reader, tmp_path: Path, form: str, damage: str) -> None:
    path = spell_book.FORMATS[form](tmp_path / f"t.{form}", FORM)
    content = path.read_bytes()
    if damage == "method":  # a way of packing that nothing knows
        content = content.replace(b"\x08\x00\x00\x00", b"\x63\x00\x00\x00")
        head = content.find(b"PK\x01\x02")
        content = content[:head] + content[head:].replace(b"\x08\x00", b"\x63\x00")
    elif damage == "cut":
        content = content[: len(content) // 2]
    else:
        content = content[:60] + bytes(range(200)) + content[260:]
    path.write_bytes(content)
    row = read(path, name=f"t.{form}").row
    assert row["outcome"] == "read" or row["reason_code"] in ("truncated", "damaged"), row  # a part that nobody needs


SYLK = b'ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K"Bi"\r\nC;X2;K12\r\nE\r\n'
DIF = b'TABLE\n0,1\n"EXCEL"\nVECTORS\n0,2\n""\nTUPLES\n0,1\n""\nDATA\n0,0\n""\n-1,0\nBOT\n1,0\n"a"\n-1,0\nEOD\n'
MHT = (
    b'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
    b"Content-Location: file:///C:/a.htm\r\nContent-Type: text/html\r\n\r\n"
    b"<table><tr><td>1</td></tr></table>\r\n--x--\r\n"
)
DBF = (
    struct.pack("<BBBBIHH20x", 3, 126, 10, 5, 1, 65, 11) + b"TEN\0\0\0\0\0\0\0\0C" + bytes(20) + b"\r" + b" abcdefghij"
)


@pytest.mark.parametrize(
    ("content", "reason", "words"),
    [
        (SYLK, "not_a_workbook", "SYLK"),
        (DIF, "not_a_workbook", "DIF"),
        (MHT, "not_a_workbook", "MHT"),
        (DBF, "not_a_workbook", "dBase"),
        (bytes.fromhex("0000020006040600080000000000"), "other_program", "Lotus"),
        (bytes.fromhex("00001a000010040000000000"), "other_program", "Lotus"),
        (bytes.fromhex("0000020002100000"), "other_program", "Quattro"),
        (bytes.fromhex("ff00020004040554"), "other_program", "Works"),
        (write_xls.ole({"NativeContent_MAIN": b"QPW9"}), "other_program", "Quattro"),
        (b'<?xml version="1.0"?><office:document xmlns:office="o" office:mimetype="application/vnd.oasis.'
         b'opendocument.spreadsheet"><a/></office:document>', "other_program", ".fods"),
    ],
)  # fmt: skip
def test_a_spreadsheet_of_another_program_is_named_with_the_way_out(
    read: Reader, tmp_path: Path, content: bytes, reason: str, words: str
) -> None:
    found_reason, detail = _reason(content)
    assert found_reason == reason and words in detail
    path = tmp_path / "t.xls"
    path.write_bytes(content)
    sentence = read(path, name="t.xls").row["message_vi"]
    assert words in sentence and ".xlsx" in sentence and "hãy" in sentence


def test_numbers_is_named(tmp_path: Path) -> None:
    path = tmp_path / "t.numbers"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Index/Document.iwa", b"x")
    reason, detail = _reason(path.read_bytes())
    assert reason == "other_program" and "Numbers" in detail and "Xuất sang" in detail


@pytest.mark.parametrize(
    "text",
    [
        "ID;PHƯỜNG;SỐ HỘ\n1;Minh Xuân;12\n2;Hà Giang 1;13\n",
        "TABLE;0,1\na;b\nc;d\n",
        "MIME-Version;1.0\nmultipart/related;x\nc;d\n",
        "C;X1;K\nC;2;3\nC;4;5\n",
        "docs.google.com;a\n{;b\n",
    ],
)
def test_honest_texts_that_look_alike_are_read(text: str) -> None:
    assert _book(text.encode()).reader_name == "csv"


def test_a_control_character_in_a_text_file_costs_nothing() -> None:
    lines = "".join(f"{n};dòng số {n} của biểu\n" for n in range(40))
    (sheet,) = _book(f"a\x00b;\x1f\n{lines}".encode()).sheets
    assert sheet.rows[1] == {1: "a b"} and len(sheet.rows) == 41
