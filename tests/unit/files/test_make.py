"""All files of a release: what is made where, faults that stop nothing, communes' sheets, CSV for Excel."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from support.once import stamps
from support.small_release import RELEASE, write_release

from pipelines.files import make
from pipelines.files.make import Made, make_files
from pipelines.publication.messages import PublicationError
from pipelines.settings import Places, places


@pytest.fixture
def province(tmp_path: Path) -> Places:
    """A data root with the small release."""
    found = places("08", tmp_path)
    write_release(found.release)
    return found


@pytest.fixture(autouse=True)
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice is not started here; test_page.py does that."""

    def absent(_: Path) -> None: ...

    monkeypatch.setattr(make, "write_pdf", absent)


def names(made: Made) -> set[str]:
    return {path.relative_to(made.folder).parts[0] for path in made.folder.rglob("*")}


def test_everything_is_made_beside_the_release(province: Places) -> None:
    before = stamps(province.release)
    made = make_files(province)
    assert made.folder == province.data / "files" / "08" / RELEASE
    assert (made.n_communes, made.n_csv, made.faults) == (3, 22, [])
    assert made.workbook == made.folder / f"so-lieu-{RELEASE}.xlsx"
    assert made.page == made.folder / f"tom-tat-{RELEASE}.docx"
    assert made.pdf is None
    assert names(made) == {
        *(
            f"so-lieu-{RELEASE}.xlsx",
            f"tom-tat-{RELEASE}.docx",
            "xa",
            "csv_excel",
            "bao-cao",
        )
    }
    assert made.bulletins == [made.folder / "bao-cao" / "bao-cao-thang_2026-02.docx"]  # no yearly report is due
    assert made.bulletins[0].is_file()
    assert sorted(path.name for path in (made.folder / "xa").iterdir()) == [
        *("00010-dong-van.xlsx", "00011-mau-due.xlsx", "00012-lung-cu.xlsx")
    ]
    assert stamps(province.release) == before


def test_made_again_it_replaces_what_was_there(province: Places) -> None:
    first = make_files(province)
    (first.folder / "note.txt").write_text("of a person")
    bytes_before = (first.folder / f"so-lieu-{RELEASE}.xlsx").read_bytes()
    again = make_files(province, RELEASE)
    assert (again.folder / f"so-lieu-{RELEASE}.xlsx").read_bytes() == bytes_before
    assert not (again.folder / "note.txt").exists()
    assert [path.name for path in province.files.iterdir()] == [RELEASE]


def test_a_fault_in_one_file_leaves_the_others(province: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("x by 0")

    monkeypatch.setattr(make, "write_workbook", fail)
    made = make_files(province)
    assert made.workbook is None and made.page is not None and made.n_communes == 3
    (fault,) = made.faults
    assert fault.vi.startswith(f"Chưa làm được tệp Excel của bản {RELEASE}: ZeroDivisionError: x by 0.")
    assert fault.en.endswith(f"chiso files --release {RELEASE}.")


def test_a_sentence_that_does_not_hold_is_named(province: Places) -> None:
    path = province.release / RELEASE / "parquet" / "vocabulary.parquet"
    frame = pl.read_parquet(path)
    frame.filter(pl.col("code") != "missing").write_parquet(path)
    made = make_files(province)
    assert made.page is None and made.workbook is not None
    assert any("trang cho Chủ tịch" in fault.vi for fault in made.faults)


def test_a_broken_release_is_a_sentence(province: Places) -> None:
    shutil.rmtree(province.release / RELEASE / "parquet")
    made = make_files(province)
    assert (made.workbook, made.page, len(made.faults)) == (None, None, 1)
    assert list(province.files.iterdir()) == []


def test_an_unknown_release_is_refused(province: Places) -> None:
    with pytest.raises(PublicationError, match=RELEASE):
        make_files(province, "2026-02-r009")


def test_a_sheet_of_a_commune(province: Places) -> None:
    made = make_files(province)
    sheet: Any = openpyxl.load_workbook(made.folder / "xa" / "00011-mau-due.xlsx", data_only=True)["Phiếu xã"]
    rows = {row[0]: row[1:6] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert sheet["A1"].value == "Xã Mậu Duệ (mã 00011)" and sheet["A3"].value == "SỐ LIỆU MÔ PHỎNG"
    assert rows["Chỉ số thử"] == (54, 2, 3, 1, -1)
    assert rows["Trục B"][:2] == (90, 1)
    assert rows["Tỷ lệ một (%, gộp 2 kỳ)"] == (10, 20, -10, 3, "điểm yếu")  # the median of 30, 10 and 20
    assert rows["Tỷ lệ hai (%)"] == (6, 5, 1, 1, "điểm mạnh")  # the median of 4 and 6
    assert rows["Tỷ lệ ba (%)"][4] is None  # an earlier version named it both
    assert "X1, Tháng 2 năm 2026: gửi muộn 2 ngày làm việc; hạn 19/02/2026." in rows
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight in (None, 1)  # 1 by default


def test_a_sheet_names_what_is_missing_and_held(province: Places) -> None:
    made = make_files(province)
    sheet = openpyxl.load_workbook(made.folder / "xa" / "00012-lung-cu.xlsx", data_only=True)["Phiếu xã"]
    texts = [str(row[0]) for row in sheet.iter_rows(values_only=True) if row[0]]
    assert "X1, Tháng 2 năm 2026: còn thiếu; hạn 19/02/2026." in texts
    assert any(text.startswith("Giữ lại · Lũng Cú, Tháng 2 năm 2026: «R_B1» là 110") for text in texts)


def test_csv_that_excel_opens(province: Places) -> None:
    folder = make_files(province).folder / "csv_excel"
    assert (folder / "area.csv").read_bytes().startswith(b"\xef\xbb\xbf")  # else Excel takes it for ANSI
    with (folder / "area.csv").open(encoding="utf-8-sig", newline="") as file:
        areas = {row["area_id"]: row for row in csv.DictReader(file, delimiter=";")}
    assert areas["c25-00010"]["code"] == '="00010"' and areas["c25-00010"]["name_vi"] == "Đồng Văn"
    with (folder / "indicator_value.csv").open(encoding="utf-8-sig", newline="") as file:
        values = [row["value"] for row in csv.DictReader(file, delimiter=";")]
    assert values[:2] == ["40,0", "45,5"]
    with (folder / "period.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file, delimiter=";"))["start_date"] == "15/12/2025"
