"""Intake by template: a workbook laid out like one before gives what the full way gives; what is odd goes that way."""

# xlsxwriter ships no stubs.
# pyright: reportMissingTypeStubs=false
from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from support import trial
from support.trial import row_form
from support.two_paths import TwoPaths, task_of
from xlsxwriter.utility import xl_cell_to_rowcol

from pipelines.submissions.extract.submissions import Submission
from pipelines.submissions.intake.batch import Batch
from pipelines.submissions.intake.read_file import ReadResult, Task, read_workbook
from pipelines.submissions.intake.workers import packing
from pipelines.submissions.intake.workers.packing import Packer, Unpacker
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.templates.packed import Constant

OTHER_COMMUNE = {"E1": "Đơn vị báo cáo: UBND xã Minh Tân"}
FILLED: dict[str, Any] = {"E9": 5, "F9": 50, "E10": 12.5, "E11": 3, "F11": 30, "E12": 7, "F12": 70}
SAME_SHAPE: dict[str, dict[str, Any]] = {  # what differs from FILLED
    "other figures": {"E9": 6, "E10": 0.25, "F12": 1_234_567},
    "another commune": OTHER_COMMUNE,
    "another period": {"A4": "(Kỳ báo cáo: Tháng 11 năm 2026)"},
    "a further line above the table": {"A2": "Số liệu tính đến ngày 14/10/2026"},
    "explained": {"G9": "tăng do mùa vụ", "G11": " theo quyết định "},
    "a blank": {"E9": None},
    "blanks, one of them explained": {"E9": None, "F12": None, "G12": "chưa có số liệu"},
    "all blank": dict.fromkeys(FILLED),
    "nothing occurred": {"E9": "-", "F9": "0"},
    "not collected": {"E11": "...", "F11": "…"},
    "an estimate": {"E9": "7 (ước)"},
    "a number as text": {"E11": "1.234,5"},
    "a number with its unit": {"E9": "12 người", "E11": "3 triệu đồng"},
    "a footnote": {"E9": "12 (*)"},
    "in the wrong unit, perhaps": {"E10": 12_500_000},
    "the largest figure": {"E11": 1e15, "F11": -1e15},
    "an error of rounding": {"E9": 119.99999999999999},
    "who gave it": {"H9": "Nguyễn Thị Hoa", "H12": "Trần Văn Bình"},
}
ODD: dict[str, dict[str, Any]] = {
    "a further cell": {"J10": 1},
    "a further cell in the table": {"H8": "?"},
    "a further row": {"A13": "5", "B13": "Dòng 05", "C13": "05", "D13": "người", "E13": 1},
    "a changed label": {"B9": "Dòng 1"},
    "another code": {"C12": "03"},
    "another unit": {"D11": "tỷ đồng"},
    "another unit in a label": {"B11": "Vốn (tỷ đồng)"},
    "a label in the nineties' letters": {"B9": "Tæng sè"},
    "another header": {"E6": "Tháng 9 năm 2026"},
    "another unit above the table": {"G5": "Đơn vị tính: nghìn người"},
    "no cross": {"F10": None},
    "a figure where none is due": {"F10": 4},
    "another text than x": {"F10": "không áp dụng"},
    "a fraction of a count": {"E12": 7.25},
    "beyond the range": {"E11": 1_000_000_000_000_001},
    "an ambiguous number": {"E11": "1.234"},
    "words for a number": {"E9": "nhiều"},
    "a date for a figure": {"E9": date(2026, 12, 5)},
    "a logical value": {"E9": True},
    "a formula never calculated": {"E9": ("=SUM(E10:E11)", "")},
    "an error": {"E9": ("=1/0", "#DIV/0!")},
    "a correction": {"A5": "Loại báo cáo: Bổ sung"},
    "a withdrawal": {"A5": "Loại báo cáo: Rút báo cáo"},
    "nothing occurred, ticked": {"A5": "Không phát sinh trong kỳ", "B5": "x"},
    "an unknown commune": {"E1": "Đơn vị báo cáo: UBND xã Không Có"},
    "no period": {"A4": None},
    "another form": {"A1": "Biểu số: XA-01"},
    "an explanation that states a commune": {"G9": "Đơn vị báo cáo: UBND xã Minh Tân"},
    "an explanation that is a number": {"G9": 12},
    "a name in the head": {"A2": "Người lập: Nguyễn Thị Hoa"},
    "a header of names in the head": {"E2": "Họ và tên"},
    "the table moved down": {},
}


@pytest.fixture
def paths(layouts: Layouts) -> TwoPaths:
    """Both ways; FILLED is not read yet."""
    return TwoPaths(layouts)


def _form(changed: dict[str, Any]) -> dict[str, Any]:
    return row_form(**(FILLED | changed))


def _write(folder: Path, cells: dict[str, Any], **more: Any) -> Path:
    return trial.write(folder / "t.xlsx", {"TRIAL-01": cells}, **more)


@pytest.mark.parametrize("shape", SAME_SHAPE)
def test_the_same_shape(paths: TwoPaths, tmp_path: Path, shape: str) -> None:
    assert not paths.read(_write(tmp_path, _form({}))).by_template  # the first of its shape
    assert paths.read(_write(tmp_path, _form(SAME_SHAPE[shape]))).by_template
    assert paths.read(_write(tmp_path, _form({"E9": 8} | SAME_SHAPE["explained"]))).by_template


@pytest.mark.parametrize("shape", SAME_SHAPE)
def test_the_first_file_may_be_any_of_the_shape(paths: TwoPaths, tmp_path: Path, shape: str) -> None:
    """A template does not depend on the file that it was learnt from: blanks and symbols of the first one too."""
    paths.read(_write(tmp_path, _form(SAME_SHAPE[shape])))
    for other in SAME_SHAPE.values():
        assert paths.read(_write(tmp_path, _form(other))).by_template


@pytest.mark.parametrize("odd", ODD)
def test_what_is_odd_goes_the_full_way(paths: TwoPaths, tmp_path: Path, odd: str) -> None:
    cells = _form(ODD[odd])
    if odd == "the table moved down":
        cells = {_down(place): value for place, value in cells.items()}
    paths.read(_write(tmp_path, _form({})))
    assert paths.read(_write(tmp_path, _form(OTHER_COMMUNE))).by_template
    assert not paths.read(_write(tmp_path, cells)).by_template
    paths.read(_write(tmp_path, cells))  # also where a template was learnt of it
    assert paths.read(_write(tmp_path, _form(OTHER_COMMUNE))).by_template


def _down(place: str) -> str:
    row, column = xl_cell_to_rowcol(place)
    return f"{'ABCDEFGHIJ'[column]}{row + (2 if row < 5 else 3)}"


@pytest.mark.parametrize("box", ["E9:F9", "E9:E10", "B8:D8", "A1:B1"])
def test_a_merged_range(paths: TwoPaths, tmp_path: Path, box: str) -> None:
    paths.read(_write(tmp_path, _form({})))
    assert not paths.read(_write(tmp_path, _form({}), merged=(box,))).by_template
    paths.read(_write(tmp_path, _form({"E9": 6}), merged=(box,)))


def _formatted(path: Path, change: Callable[[Any, Any], object]) -> Path:
    """FILLED after `change(book, sheet)`."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("TRIAL-01")
        for place, value in _form({}).items():
            sheet.write(place, value)
        change(book, sheet)
    return path


FORMATS: dict[str, Callable[[Any, Any], object]] = {
    "a hidden row": lambda _, sheet: sheet.set_row(9, None, None, {"hidden": True}),
    "a hidden column": lambda _, sheet: sheet.set_column("F:F", None, None, {"hidden": True}),
    "a percentage": lambda book, sheet: sheet.write("E10", 0.125, book.add_format({"num_format": "0%"})),
    "thousands": lambda book, sheet: sheet.write("E11", 3000, book.add_format({"num_format": "#,##0,"})),
    "a unit in a format": lambda book, sheet: sheet.write("E9", 5, book.add_format({"num_format": '0" hộ"'})),
    "struck out": lambda book, sheet: sheet.write("E9", 5, book.add_format({"font_strikeout": True})),
    "a text in part struck out": lambda book, sheet: sheet.write_rich_string(
        "B9", "Dòng ", book.add_format({"font_strikeout": True}), "02", " 01"
    ),
}


@pytest.mark.parametrize("kind", FORMATS)
def test_a_format_goes_the_full_way(paths: TwoPaths, tmp_path: Path, kind: str) -> None:
    paths.read(_write(tmp_path, _form({})))
    path = _formatted(tmp_path / "f.xlsx", FORMATS[kind])
    assert not paths.read(path).by_template
    assert not paths.read(path).by_template
    assert paths.read(_write(tmp_path, _form({}))).by_template


def test_other_sheets(paths: TwoPaths, tmp_path: Path) -> None:
    """A sheet of no form is the same in every file; a name that nobody expects there stays out of `cell` as before."""

    def read(form: dict[str, Any], **notes: Any) -> bool:
        path = trial.write(
            tmp_path / "t.xlsx", {"TRIAL-01": form, "Phụ lục": {"A1": "Ghi chú", "A2": "Người lập"} | notes}
        )
        return paths.read(path).by_template

    assert not read(_form({}))
    assert read(_form(OTHER_COMMUNE))
    assert not read(_form({}), B2="Nguyễn Thị Hoa")
    assert read(_form(OTHER_COMMUNE), B2="Nguyễn Thị Hoa")
    assert not read(_form({}), B2="Nguyễn Thị Lan")
    assert read(_form({"E9": None}))


def test_two_sheets_of_one_form(paths: TwoPaths, tmp_path: Path) -> None:
    """The second sheet repeats the form: its figures are those of the first, so no template is learnt."""
    for _ in range(2):
        path = trial.write(tmp_path / "t.xlsx", {"TRIAL-01": _form({}), "TRIAL-01 (2)": _form({})})
        assert not paths.read(path).by_template


def test_the_landing_has_the_same_bytes_in_either_way(paths: TwoPaths, tmp_path: Path) -> None:
    """Files of the shape and odd ones in turns, sent as a worker sends them."""
    files = [{}, *SAME_SHAPE.values(), ODD["a further cell"], {"E9": None}, OTHER_COMMUNE]
    ways = {"full": None, "by template": paths.templates}
    for name, templates in ways.items():
        packer, unpacker, batch = Packer(), Unpacker(), Batch("08")
        for n, changed in enumerate(files):
            task = replace(task_of(_write(tmp_path, _form(changed))), receipt_seq=n, receipt_id=f"R{n:06d}")
            result = read_workbook(task, paths.layouts, {}, lambda _stage: None, templates)
            assert result.by_template == (templates is not None and n not in (0, len(files) - 3))
            batch.add(unpacker.unpack(pickle.loads(pickle.dumps(packer.pack(result)))))
        batch.write(tmp_path / name, "1")
    full, by_template = (
        {p.relative_to(d): p.read_bytes() for p in d.rglob("*.*")} for d in map(tmp_path.joinpath, ways)
    )
    assert len(full) > 5
    assert by_template == full


def test_a_column_is_sent_once_and_again_when_it_was_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "N_KEPT", 2)
    packer, unpacker = Packer(), Unpacker()
    sizes: list[int] = []
    for text in ("a", "b", "a", "c", "a", "b", "b"):
        cells: list[Any] = [Constant(text), ["x"]]
        part = Submission({}, cells=cells)
        packed = packer.pack(ReadResult(Task(1, "", "", "", "", None, None, None), [], [part]))
        sizes.append(len(packed.columns))
        assert unpacker.unpack(pickle.loads(pickle.dumps(packed))).parts[0].cells == [text, "x"]
    assert sizes == [1, 1, 0, 1, 1, 1, 0]  # the third text makes both ends forget the first two, the next b that


def test_what_was_stated_of_a_file_counts(paths: TwoPaths, tmp_path: Path) -> None:
    """A file's name hints at the period where the head states none: each file by its own name."""
    head = {"A4": None}
    paths.read(_write(tmp_path, _form(head)), "08_TRIAL-01_2026-10_C00700.xlsx")
    found = paths.read(_write(tmp_path, _form(head)), "08_TRIAL-01_2026-11_C00700.xlsx")
    assert found.by_template
    assert found.parts[0].row["period_code"] == "2026-11"
