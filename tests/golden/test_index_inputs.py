"""`chiso index score` on tables as people have them: workbooks, semicolons, decimal commas, Vietnamese headings, names.

Each table says the same as a plain one in COINr's shape, and scores the same.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from support import asem

from pipelines.cli.app import call
from pipelines.codebook.load import load
from pipelines.indices.errors import TableProblem
from pipelines.indices.files.csv_table import CsvTable
from pipelines.indices.files.decimals import plain_numbers
from pipelines.indices.files.unit_names import unit_codes

DATA = "uCode,A,B\nx,1234.5,30\ny,-0.5,20.25\nz,4000,10\n"
META = "Level,iCode,Parent,Direction,Weight,Type\n1,A,T,1,0.6,Indicator\n1,B,T,-1,0.4,Indicator\n2,T,,1,1,Aggregate\n"
METHOD = "normalise: {method: min_max, low: 0, high: 100}\naggregate: {method: arithmetic}\n"
# by hand: A (x + 0.5) / 4000.5, B reversed (30 - x) / 20, T = 0.6 A + 0.4 B, times 100
EXPECTED = {
    ("x", "A"): 1235 / 4000.5 * 100, ("x", "B"): 0.0, ("x", "T"): 0.6 * 1235 / 4000.5 * 100,
    ("y", "A"): 0.0, ("y", "B"): 48.75, ("y", "T"): 19.5,
    ("z", "A"): 100.0, ("z", "B"): 100.0, ("z", "T"): 100.0,
}  # fmt: skip
VI_DATA = "Mã;A;B\nx;1.234,5;30\ny;-0,5;20,25\nz;4.000;10\n"
VI_META = (
    "Mã;Tên;Cấp;Cha;Trọng số;Chiều\nA;Chỉ tiêu A;1;T;0,6;thuận\nB;Chỉ tiêu B;1;T;0,4;nghịch\nT;Chỉ số;2;;1;thuận\n"
)


def book(sheets: dict[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook of these sheets."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


DATA_ROWS = [["Mã", "A", "B"], ["x", 1234.5, 30], ["y", -0.5, 20.25], ["z", 4000, 10]]
META_ROWS = [
    ["Mã", "Tên", "Cấp", "Mã cha", "Trọng số", "Chiều", "Loại"],
    ["A", "Chỉ tiêu A", 1, "T", 0.6, "Thuận", "Chỉ tiêu"],
    ["B", "Chỉ tiêu B", 1, "T", 0.4, "Nghịch", "Chỉ tiêu"],
    ["T", "Chỉ số", 2, None, 1, None, "Chỉ số tổng hợp"],
]
TITLED = [["Bảng số liệu tính chỉ số"], [], ["Năm 2026"], *DATA_ROWS, [None, None, None]]


def run(folder: Path, data: str | bytes, meta: str | bytes, *options: str) -> tuple[int, Path]:
    """Score the two files; the exit code and the folder of results."""
    for name, content in (("data", data), ("meta", meta), ("METHOD.yml", METHOD)):
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    files = ("--data", str(folder / "data"), "--meta", str(folder / "meta"), "--method", str(folder / "METHOD.yml"))
    return call(["index", "score", *files, "--out", str(folder / "out"), *options]), folder / "out"


@pytest.mark.parametrize(
    ("data", "meta"),
    [
        (DATA, META),
        (VI_DATA, VI_META),
        (VI_DATA.replace(";", "\t"), VI_META.replace(";", "\t")),
        (VI_DATA.encode("utf-16"), VI_META.encode("utf-8-sig")),
        (DATA.replace("1234.5", '"1,234.5"'), META),
        (DATA.replace("4000", "4 000"), META),
        (DATA.replace("uCode,A,B", "Mã tỉnh,Chỉ tiêu A,B"), VI_META),  # a column headed with the indicator's name
        (book({"Sheet1": DATA_ROWS}), book({"Sheet1": META_ROWS})),
        (book({"iData": TITLED, "iMeta": META_ROWS}), book({"iData": TITLED, "iMeta": META_ROWS})),
        (book({"Ghi chú": [["Nguồn", "Sở"]], "Bảng 1": TITLED}), book({"Bìa": [["x"]], "Bảng 2": META_ROWS})),
    ],
    ids=["plain", "semicolons", "tabs", "UTF-16", "grouped", "blanks", "named", "xlsx", "one xlsx", "other sheets"],
)
def test_the_same_table_in_other_clothes_scores_the_same(data: str | bytes, meta: str | bytes, tmp_path: Path) -> None:
    code, out = run(tmp_path, data, meta)
    assert code == 0
    found = {(row["uCode"], row["node"]): float(row["score"]) for row in asem.rows(out / "scores.csv")}
    assert found == pytest.approx(EXPECTED, abs=1e-9)  # two divisions and a sum of numbers below 1e4


@pytest.mark.parametrize(
    ("cells", "options", "a"),
    [
        (("1.230", "2.460", "4.920"), ("--decimal", "comma"), (1230, 2460, 4920)),
        (("1.230", "2.460", "4.920"), ("--decimal", "point"), (1.23, 2.46, 4.92)),
        (("1,230", "2,460", "4,920"), ("--decimal", "point"), (1230, 2460, 4920)),
        (("1.230", "0.460", "4.920"), (), (1.23, 0.46, 4.92)),  # no whole number begins with 0
        (("1.230", "2.46", "4.920"), (), (1.23, 2.46, 4.92)),
        (("1.230", "2.460,5", "4.920"), (), (1230, 2460.5, 4920)),
        (("1.230", "1.234.567", "12"), (), (1230, 1234567, 12)),
        (("1230.125", "2.460", "3"), (), (1230.125, 2.46, 3)),  # four digits before the point are no group
    ],
)
def test_a_decimal_separator_is_stated_or_shown(
    cells: tuple[str, ...], options: tuple[str, ...], a: tuple[float, ...], tmp_path: Path
) -> None:
    data = "uCode;A;B\n" + "".join(
        f"{unit};{cell};{n}\n" for n, (unit, cell) in enumerate(zip("xyz", cells, strict=True))
    )
    code, out = run(tmp_path, data, META, *options)
    assert code == 0
    assert [float(row["A"]) for row in asem.rows(out / "denominated.csv")] == list(a)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("1.230", "2.460", "4.920"), ("cột A", "1230", "1.230", "--decimal comma", "--decimal point")),
        (("1.230", "12", "-45.678"), ("cột A", "--decimal comma")),
        (('"1,230"', "12", "7"), ("cột A", "--decimal point")),
        (("12.5", "12,5", "7"), ("cột A", "12,5, 12.5", "--decimal")),  # two spellings in one column
    ],
)
def test_a_column_that_nothing_decides_is_asked_about(
    cells: tuple[str, ...], words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = "uCode;A;B\n" + "".join(f"{unit};{cell};0.5\n" for unit, cell in zip("xyz", cells, strict=True))
    code, out = run(tmp_path, data, META)
    printed = capsys.readouterr().err
    assert code == 1 and not out.exists()
    assert all(word in printed for word in words), printed


def test_numbers_of_a_workbook_are_never_asked_about(tmp_path: Path) -> None:
    """1.23 held as a number and shown as 1.230 is 1.23; a text 1.230 beside it is a text."""
    rows = [["Mã", "A", "B"], ["x", 1.234, 1], ["y", 2.345, 2], ["z", 4.567, 3]]
    assert run(tmp_path, book({"S": rows}), META)[0] == 0
    rows[1][1] = "1.234"
    assert run(tmp_path, book({"S": rows}), META)[0] == 1


def test_provinces_by_name_get_their_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["Tỉnh Tuyên Quang", "TP. Hà Nội", "cao bang"]
    data = "Tỉnh;A;B\n" + "".join(f"{name};{n};{n}\n" for n, name in enumerate(names))
    code, out = run(tmp_path, data, META)
    assert code == 0
    rows = asem.rows(out / "scores.csv")
    assert list(dict.fromkeys((row["uCode"], row["uName"]) for row in rows)) == [
        ("p34-08", "Tỉnh Tuyên Quang"), ("p34-01", "TP. Hà Nội"), ("p34-04", "cao bang"),
    ]  # fmt: skip
    capsys.readouterr()
    assert run(tmp_path, data.replace("cao bang", "Cao Bắng Giang"), META)[0] == 1
    assert "Cao Bắng Giang" in capsys.readouterr().err


def test_names_of_other_things_are_their_own_codes(tmp_path: Path) -> None:
    code, out = run(tmp_path, "Đơn vị;A;B\nCông ty A;1;2\nCông ty B;2;1\n", META)
    assert code == 0
    assert {row["uCode"] for row in asem.rows(out / "ranks.csv")} == {"Công ty A", "Công ty B"}


def test_former_provinces_and_communes_are_found(repo: Path) -> None:
    tables = load(repo / "data" / "seeds").tables
    assert unit_codes(["Hà Giang", "Tuyên Quang", "Bắc Kạn"], tables).codes["Hà Giang"] == "p63-02"
    assert unit_codes(["Phường Mỹ Lâm", "xã Thượng Lâm"], tables).codes["xã Thượng Lâm"].startswith("c25-")
    assert unit_codes(["Đức", "Pháp"], tables).codes == {"Đức": "Đức", "Pháp": "Pháp"}


def test_a_column_of_any_other_text_is_left(tmp_path: Path) -> None:
    table = CsvTable("x.csv", ["A"], [{"A": cell} for cell in ("hai", "NA", "1_000", "12.5")], [2, 3, 4, 5])
    problems: list[TableProblem] = []
    plain_numbers(table, ["A"], None, problems)
    assert ([row["A"] for row in table.rows], problems) == (["hai", "NA", "1_000", "12.5"], [])
