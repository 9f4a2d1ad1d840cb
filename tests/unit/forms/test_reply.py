"""The reply in a sender's workbook: untouched parts stay to the byte, and other readers see marks and result sheet."""

from __future__ import annotations

# xlsxwriter ships no type stubs.
# pyright: reportMissingTypeStubs=false
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from support.office import convert
from support.packages import ALLOWED, SHEET, bare, changed, parts

from pipelines.forms.reply.annotate import annotate
from pipelines.forms.reply.cells import CellPosition, merged_anchors, parse_address
from pipelines.forms.reply.copy import LandedCell, copy_with_marks
from pipelines.forms.reply.marks import Mark, Summary, question_id
from pipelines.forms.reply.package import Package
from pipelines.forms.reply.styles import StylesPart
from pipelines.forms.reply.xml_edits import NotEditableError

SUMMARY = Summary([("Tệp", "a.xlsx")], "Có câu hỏi")
RESULT = "Kết quả kiểm tra"
TEXT = "Đã đọc: “12 hộ” <&> _x0041_\nSai"


def mark(address: str, severity: str = "hold", sheet: str = "Số liệu", text: str = TEXT, name: str = "") -> Mark:
    return Mark(sheet, address, severity, text, name or f"Q-{address}")


@pytest.fixture
def sent() -> bytes:
    """Two sheets, the second shown; a name of each sheet; validations, a picture of nothing, a comment, merges."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        bold = book.add_format({"bold": True, "num_format": "0.00"})
        data, other = book.add_worksheet("Số liệu"), book.add_worksheet("Khác")
        data.set_column("D:D", 12, book.add_format({"italic": True}))
        data.write("A1", "x")
        data.write("B2", 12.5, bold)
        data.write_formula("B3", "=B2*2", None, 25)
        data.merge_range("A5:B6", "gộp")
        data.data_validation("B2", {"validate": "integer", "criteria": ">", "value": 0})
        data.conditional_format("B2", {"type": "cell", "criteria": ">", "value": 0, "format": bold})
        data.write_comment("A1", "Ghi chú của xã", {"author": "Xã"})
        data.set_row(19, None, bold)
        other.write("A1", "giữ nguyên")
        other.activate()
        book.define_name("Khác!vung", "=Khác!$A$1")
        book.define_name("chung", "='Số liệu'!$A$1")
    return target.getvalue()


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_marks_are_seen_and_nothing_else_changed(sent: bytes) -> None:
    done = annotate(sent, [mark("B2"), mark("C9", "note"), mark("D2"), mark("B20")], SUMMARY)
    differing, new = changed(sent, done)
    assert all(ALLOWED.fullmatch(name) for name in differing | new)
    assert "xl/worksheets/sheet2.xml" not in differing and "xl/sharedStrings.xml" not in differing
    before, after = parts(sent)["xl/worksheets/sheet1.xml"], parts(done)["xl/worksheets/sheet1.xml"]
    assert bare(before) == bare(after)
    sheet = opened(done)["Số liệu"]
    for address in ("B2", "C9", "D2", "B20"):
        assert "Đã đọc: “12 hộ” <&>" in sheet[address].comment.text
    assert sheet["B2"].fill.fgColor.rgb == sheet["D2"].fill.fgColor.rgb != sheet["C9"].fill.fgColor.rgb
    assert sheet["B2"].font.b and sheet["B2"].number_format == "0.00"  # its own look, another fill
    assert sheet["D2"].font.i and sheet["B20"].font.b  # a blank cell looks as its column, or its row, does
    assert sheet["B3"].value == "=B2*2" and sheet["B2"].value == 12.5


def test_the_senders_comment_stays_and_the_text_of_the_reply_is_below(sent: bytes) -> None:
    done = annotate(sent, [mark("A1"), mark("B2")], SUMMARY)
    sheet = opened(done)["Số liệu"]
    assert sheet["A1"].comment.text.startswith("Ghi chú của xã") and "12 hộ" in sheet["A1"].comment.text
    names = [name for name in parts(done) if "comments" in name or name.endswith(".vml")]
    assert len(names) == 2  # merged into the sender's own parts
    shapes = parts(done)[next(name for name in names if name.endswith(".vml"))]
    ids = re.findall(rb'<v:shape [^>]*id="(_x0000_s\d+)"', shapes)
    assert len(ids) == len(set(ids)) == 2


def test_result_is_first_and_links_lead_to_the_cells(sent: bytes) -> None:
    book = opened(annotate(sent, [mark("B2"), mark("C9", "note")], SUMMARY))
    assert book.sheetnames == [RESULT, "Số liệu", "Khác"]
    links = [cell.hyperlink.location for row in book[RESULT] for cell in row if cell.hyperlink]
    assert links == ["'Số liệu'!B2", "'Số liệu'!C9"]
    texts = [cell.value for row in book[RESULT] for cell in row if isinstance(cell.value, str)]
    heads = ("biểu số", "đơn vị báo cáo", "mã đơn vị", "kỳ báo cáo")
    assert not [text for text in texts if text.lower().startswith(heads)]


def test_what_counts_sheets_moves_by_one(sent: bytes) -> None:
    book = opened(annotate(sent, [mark("B2")], SUMMARY))
    assert book.active.title == "Khác"  # what the sender looked at
    assert list(book["Khác"].defined_names) == ["vung"]
    assert list(book.defined_names) == ["chung"]


def test_a_mark_within_a_merged_area_is_seen_at_its_first_cell(sent: bytes) -> None:
    sheet = opened(annotate(sent, [mark("B6")], SUMMARY))["Số liệu"]
    assert sheet["A5"].comment and sheet["A5"].fill.fgColor.rgb == "FFF8CBAE"
    data = parts(sent)["xl/worksheets/sheet1.xml"]
    inside, first, below = CellPosition(6, 2), CellPosition(5, 1), CellPosition(7, 2)
    assert merged_anchors(data, {inside, first, below}) == {inside: first, first: first, below: below}


def test_several_marks_of_a_cell_are_one_comment_of_the_gravest_colour(sent: bytes) -> None:
    sheet = opened(annotate(sent, [mark("B2", "note", name="Q-1"), mark("B2", "hold", name="Q-2")], SUMMARY))["Số liệu"]
    assert sheet["B2"].fill.fgColor.rgb == "FFF8CBAE"
    assert sheet["B2"].comment.text.index("Q-2") < sheet["B2"].comment.text.index("Q-1")


def test_equal_arguments_give_equal_bytes(sent: bytes) -> None:
    assert annotate(sent, [mark("B2")], SUMMARY) == annotate(sent, [mark("B2")], SUMMARY)


def test_a_corrected_file_keeps_its_questions(sent: bytes) -> None:
    first = annotate(sent, [mark("B2"), mark("C9"), mark("A1")], SUMMARY)
    previous = {"Q-B2": "câu B2", "Q-C9": "câu C9", "Q-A1": "câu A1"}
    again = Summary(SUMMARY.facts, "Còn câu hỏi", previous=previous)
    second = annotate(first, [mark("B2"), mark("D2")], again)
    book = opened(second)
    assert book.sheetnames == [RESULT, "Số liệu", "Khác"]  # one result, not two
    rows = [[cell.value for cell in row] for row in book[RESULT]]
    assert {row[6]: row[4] for row in rows if row[2]} | {} == {
        "Mã câu hỏi": "Tình trạng",
        "Q-B2": "Chưa xử lý",
        "Q-D2": "Mới",
    }
    assert {row[5] for row in rows if row[3] == "Đã xử lý"} == {"câu C9", "câu A1"}
    sheet = book["Số liệu"]
    assert sheet["C9"].comment is None and sheet["C9"].fill.fgColor.rgb == "FFE2F0DA"  # settled: green
    assert sheet["B2"].comment.text.count("12 hộ") == 1
    assert sheet["A1"].comment.text == "Ghi chú của xã"


def test_question_id_is_lasting_and_differs_by_reason() -> None:
    question = question_id("C1", "XA-01", "2026-10", ("01", "in_period"), "not_a_number")
    assert question == question_id("C1", "XA-01", "2026-10", ("01", "in_period"), "not_a_number")
    others = {
        question_id("C2", "XA-01", "2026-10", ("01", "in_period"), "not_a_number"),
        question_id("C1", "XA-01", "2026-11", ("01", "in_period"), "not_a_number"),
        question_id("C1", "XA-01", "2026-10", ("01", "ytd"), "not_a_number"),
        question_id("C1", "XA-01", "2026-10", ("01", "in_period"), "blank"),
        question_id("C1", "XA-01", "2026-10", ("01in", "_period"), "not_a_number"),
    }
    assert question not in others and len(others) == 5


MINIMAL = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
STRICT = '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main">{}</x:worksheet>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (MINIMAL.format("<sheetData/>"), '<sheetData><row r="2"><c r="B2" s="N"/></row></sheetData>'),
        (MINIMAL.format('<sheetData><row r="2"/></sheetData>'), '<row r="2"><c r="B2" s="N"/></row>'),
        (
            MINIMAL.format('<sheetData><row r="1"/><row r="3"/></sheetData>'),
            '<row r="1"/><row r="2"><c r="B2" s="N"/></row><row r="3"/>',
        ),
        (
            MINIMAL.format("<sheetData><row><c/></row><row><c/><c  t=\"s\" s='0'><v>0</v></c></row></sheetData>"),
            '<row><c/><c  t="s" s="N"><v>0</v></c></row>',
        ),
        (
            MINIMAL.format('<sheetData><row r="2"><c r="A2"/><c r="C2"><v>1</v></c></row></sheetData>'),
            '<c r="A2"/><c r="B2" s="N"/><c r="C2">',
        ),
        (
            STRICT.format('<x:sheetData><x:row r="2"><x:c r="B2"/></x:row></x:sheetData><x:extLst/>'),
            '</x:sheetData><x:legacyDrawing xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships" r:id=',
        ),
    ],
)
def test_a_cell_is_found_or_made_in_its_place(sent: bytes, before: str, after: str) -> None:
    package = Package(sent)
    package.write("xl/worksheets/sheet1.xml", before.encode())
    package.write("xl/worksheets/_rels/sheet1.xml.rels", b"<Relationships/>")
    done = parts(annotate(package.to_bytes(), [mark("B2")], SUMMARY))["xl/worksheets/sheet1.xml"].decode()
    assert after in re.sub(r's="[1-9]\d*"', 's="N"', done)


def test_styles_without_any_list_get_them_in_order() -> None:
    styles = StylesPart(b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>')
    assert styles.coloured(0, "hold") == 1 and styles.coloured(7, "hold") == 2
    done = styles.to_bytes().decode()
    assert [done.index(f"<{name} ") for name in ("fills", "cellXfs")] == sorted(
        done.index(f"<{name} ") for name in ("fills", "cellXfs")
    )


@pytest.mark.parametrize(
    "content",
    [b"", b"not a zip", b"PK\x03\x04 broken"],
)
def test_what_is_no_package_is_not_editable(content: bytes) -> None:
    with pytest.raises(NotEditableError):
        annotate(content, [], SUMMARY)


def test_entities_are_refused(sent: bytes) -> None:
    package = Package(sent)
    bomb = b'<!DOCTYPE lolz [<!ENTITY a "ha">]><worksheet><sheetData/></worksheet>'
    package.write("xl/worksheets/sheet1.xml", bomb)
    with pytest.raises(NotEditableError):
        annotate(package.to_bytes(), [mark("B2")], SUMMARY)


@pytest.mark.parametrize("address", ["B0", "AAAA1", "XFE1", "A1048577", "1B", "B2:C3"])
def test_an_address_outside_a_sheet_is_refused(address: str) -> None:
    with pytest.raises(NotEditableError):
        parse_address(address)


def test_a_copy_has_values_marks_and_no_formula() -> None:
    cells = [
        LandedCell("Số/liệu", "A1", "=cmd|' /C calc'!A0"),
        LandedCell("Số/liệu", "B2", "12.5"),
        LandedCell("Khác", "C3", "x"),
    ]
    marks = [mark("B2", sheet="Số/liệu"), mark("E9", sheet="Số/liệu")]
    book = opened(copy_with_marks(cells, marks, SUMMARY))
    assert book.sheetnames == [RESULT, "Số_liệu", "Khác"]
    sheet = book["Số_liệu"]
    assert sheet["A1"].value == "=cmd|' /C calc'!A0" and sheet["A1"].data_type == "s"
    assert sheet["B2"].value == 12.5 and "12 hộ" in sheet["B2"].comment.text and sheet["E9"].comment
    assert [cell.hyperlink.location for row in book[RESULT] for cell in row if cell.hyperlink] == [
        "'Số_liệu'!B2",
        "'Số_liệu'!E9",
    ]


def others(shared: Path) -> list[Path]:
    """Workbooks that nobody here wrote."""
    return sorted(path for folder in ("real", "odd") for path in (shared / "workbooks" / folder).glob("*.xls[xm]"))


def asked(path: Path) -> list[Mark]:
    """Marks on every sheet that the workbook names: a first cell, one near it, one far away."""
    with zipfile.ZipFile(path) as archive:
        inside = next(name for name in archive.namelist() if name.replace("\\", "/").endswith("workbook.xml"))
        text = archive.read(inside).decode()
    sheets = re.findall(r'<(?:\w+:)?sheet [^>]*?name="([^"]*)"', text)
    plain = [name.replace("&amp;", "&").replace("&apos;", "'") for name in sheets]
    return [
        mark(at, severity, name)
        for name in plain
        for at, severity in (("A1", "hold"), ("B2", "note"), ("AB300", "info"))
    ]


UNFIT = {"pass_protected.xlsx", "issue252.xlsx"}  # an OLE file; a package whose sums do not fit


@pytest.fixture(scope="module")
def answered(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, Path]]:
    """Every workbook of another publisher with marks on all its sheets: what was sent, and the answer on disk."""
    folder = tmp_path_factory.mktemp("answers")
    found: dict[str, tuple[bytes, Path]] = {}
    for path in others(shared):
        if path.name in UNFIT:
            with pytest.raises(NotEditableError):
                annotate(path.read_bytes(), [], SUMMARY)
            continue
        (folder / path.name).write_bytes(annotate(path.read_bytes(), asked(path), SUMMARY))
        found[path.name] = (path.read_bytes(), folder / path.name)
    assert len(found) > 60
    return found


def test_workbooks_of_others_keep_every_untouched_byte(answered: dict[str, tuple[bytes, Path]]) -> None:
    for name, (before, path) in answered.items():
        differing, new = changed(before, path.read_bytes())
        assert all(ALLOWED.fullmatch(part) for part in differing | new), (name, differing | new)
        was, now = parts(before), parts(path.read_bytes())
        for part in differing:
            if SHEET.fullmatch(part):
                assert bare(was[part]) == bare(now[part]), (name, part)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl on what it leaves out of others' files
def test_workbooks_of_others_open_as_they_did(answered: dict[str, tuple[bytes, Path]]) -> None:
    n = 0
    for name, (before, path) in answered.items():
        try:
            old = opened(before)
        except Exception:  # openpyxl cannot read what was sent: nothing to compare
            continue
        new = opened(path.read_bytes())
        n += 1
        if not old.sheetnames:  # strict files show openpyxl no sheet
            continue
        assert new.sheetnames == [RESULT, *old.sheetnames], name
        for title in [sheet.title for sheet in old.worksheets]:
            assert new[title]["AB300"].comment, (name, title)
            for row in old[title].iter_rows(max_row=60, max_col=30):
                for cell in row:
                    assert new[title].cell(cell.row, cell.column).value == cell.value, (name, title, cell.coordinate)
    assert n > 55


@pytest.mark.slow
def test_libreoffice_opens_answers_to_others(answered: dict[str, tuple[bytes, Path]], tmp_path: Path) -> None:
    # issue_530.xlsx has backslashes for slashes in its part names: LibreOffice does not open it as sent either
    paths = [path for name, (_, path) in answered.items() if name != "issue_530.xlsx"]
    made = convert(paths, "ods", tmp_path / "ods")
    assert len(made) == len(paths) > 60
    for path in made:  # what LibreOffice saved again has the sheet of the answer
        content = parts(path.read_bytes())["content.xml"].decode("utf-8")
        assert f'table:name="{RESULT}"' in content, path.name
