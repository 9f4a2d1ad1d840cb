"""`chiso form diff`: its rows, put into a copy of the seeds, make the changed workbook readable; older months stay.

Workbooks are our own blank forms and the trial tables, laid out anew with openpyxl. Which figure belongs where follows
from the seeds' CSV, read here, and from what the test wrote into the cells; nothing expected comes from form diff.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from support import publishers, trial
from support.seed_rows import seed_rows

from pipelines.cli.app import ERROR, OK, call
from pipelines.codebook.load import load
from pipelines.ledger import Ledger
from pipelines.settings import REPO, places
from pipelines.submissions.intake.land import land
from pipelines.submissions.intake.receive import Delivery, receive

Grid = list[list[Any]]
Figures = dict[tuple[str, str, str], float]  # indicator, breakdown, measure
REPORTER = "C00700"
MARK = re.compile(r"<[^<>]*>")
SHAPES = ("forms", "form_anchors", "form_blocks", "form_columns", "form_rows")


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return shutil.copytree(REPO / "data" / "seeds", tmp_path / "seeds")


def blank(folder: Path, period: str) -> Path:
    words = ["form", "blank", "XA-01", "--reporter", REPORTER, "--period", period, "--out", str(folder)]
    assert call([*words, "--data", str(folder / "data")]) == OK
    return folder / f"08_XA-01_{period}_{REPORTER}.xlsx"


def diff(seeds: Path, path: Path, out: Path, *words: str) -> None:
    assert call(["form", "diff", str(path), "--out", str(out), *words, "--seeds", str(seeds)]) == OK


def adopt(out: Path, seeds: Path, chosen: dict[str, str] | None = None) -> None:
    """Copy the files over the seeds, as they are but for the marks that a person replaces; the check must pass."""
    for path in out.rglob("*.csv"):
        text = path.read_text(encoding="utf-8")
        for mark, code in (chosen or {}).items():
            text = text.replace(mark, code)
        target = seeds / path.relative_to(out)
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
    assert call(["codebook", "check", "--seeds", str(seeds)]) == OK


def open_marks(out: Path, seeds: Path, scratch: Path, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """The marks in the files, each of which `codebook check` names, and nothing else."""
    trial_seeds = shutil.copytree(seeds, scratch)
    shutil.copytree(out, trial_seeds, dirs_exist_ok=True)
    capsys.readouterr()
    assert call(["codebook", "check", "--seeds", str(trial_seeds)]) == ERROR
    faults = [line for line in capsys.readouterr().err.splitlines() if "bảng " in line]
    found = [fault.partition("thấy «")[2].partition("»; cần:")[0] for fault in faults]
    assert all(MARK.search(text) for text in found), faults
    cells = [
        value
        for table in (*SHAPES, "aliases")
        for row in (seed_rows(out, table) if (out / table).is_dir() else [])
        for value in row.values()
        if MARK.search(value)
    ]
    assert set(found) <= set(cells)  # more than ten of a kind in one column are one line, which quotes the first
    marks = {mark for text in cells for mark in MARK.findall(text)}
    assert {mark for text in found for mark in MARK.findall(text)} == marks
    return marks


class Landed:
    """Workbooks received and read under some seeds."""

    def __init__(
        self, root: Path, seeds: Path, *paths: Path, period: str | None = None, sender: str | None = None
    ) -> None:
        spots, codebook = places("08", root / "received"), load(seeds)
        ledger = Ledger(spots.ledger)
        receive(spots, codebook, list(paths), Delivery(sender=sender, period=period))
        self.folder = land(spots, codebook, ledger.read()).folder

    def table(self, name: str) -> pl.DataFrame:
        return pl.concat([pl.read_parquet(path) for path in sorted(self.folder.rglob(f"{name}-*.parquet"))])

    def versions(self) -> dict[str, tuple[str, int]]:
        rows = self.table("submission").select("period_code", "outcome", "form_version").rows()
        return {period: (outcome, version) for period, outcome, version in rows}

    def figures(self, period: str) -> Figures:
        rows = self.table("observation").filter(pl.col("period_code") == period, pl.col("value").is_not_null())
        keys = rows.select("indicator_code", "breakdown_code", "measure_code").rows()
        assert len(keys) == len(set(keys))
        return dict(zip(keys, rows["value"].to_list(), strict=True))


# ---- our own form, laid out anew ----


def truth(seeds: Path, start: int) -> dict[tuple[str, str], tuple[tuple[str, str, str], float]]:
    """Row and measure of XA-01 version 1 -> its slice, and a figure that no other cell has."""
    lines = [row for row in seed_rows(seeds, "form_rows") if (row["form_code"], row["form_version"]) == ("XA-01", "1")]
    asked = [(row, measure) for row in lines for measure in row["due_measures"].split("|") if measure]
    return {
        (row["row_key"], measure): ((row["indicator_code"], row["breakdown_code"], measure), float(start + n))
        for n, (row, measure) in enumerate(asked)
    }


def filled(path: Path, figures: dict[tuple[str, str], tuple[tuple[str, str, str], float]]) -> Grid:
    """The visible sheet with the figures in it, as values."""
    sheet = openpyxl.load_workbook(path)["XA-01"]
    grid = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for line in grid:
        for (key, measure), (_, value) in figures.items():
            if line[2] == key:
                line[{"in_period": 4, "ytd": 5}[measure]] = value
    return grid


def save(grid: Grid, path: Path, sheet: str) -> Path:
    book = openpyxl.Workbook(write_only=True)
    target = book.create_sheet(sheet)
    for line in grid:
        target.append(line)
    book.save(path)
    return path


def head(grid: Grid) -> int:
    return next(at for at, line in enumerate(grid) if line[0] == "STT")


def lines_of(grid: Grid) -> Iterator[int]:
    """The numbered lines of the table."""
    return (at for at, line in enumerate(grid) if at > head(grid) + 1 and str(line[2] or "").isdigit())


def test_another_layout_of_our_form_is_declared_and_read_and_older_months_keep_theirs(
    tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    october, november = truth(seeds, 100), truth(seeds, 500)
    old = save(filled(blank(tmp_path, "2026-10"), october), tmp_path / "old.xlsx", "XA-01")
    grid = filled(blank(tmp_path, "2026-11"), november)
    for line in grid[head(grid) :]:
        line[4], line[5] = line[5], line[4]  # the sum before the month, with its code
    grid[head(grid)][5] = "Thực hiện trong tháng"
    first = next(lines_of(grid))
    grid[first], grid[first + 2] = grid[first + 2], grid[first]  # lines 01 and 03 change places
    for at in lines_of(grid):
        grid[at][2] = str(100 + int(grid[at][2]))  # other row codes
    grid[first + 4][1] = "Tổng số hợp tác xã đang hoạt động"  # line 05, reworded too: only like the declared one
    new = save(grid, tmp_path / "new.xlsx", "Biểu xã")
    out = tmp_path / "out"
    diff(seeds, new, out)
    said = capsys.readouterr().out
    assert "gần nhất là biểu XA-01, phiên bản 1" in said
    assert "Thực hiện trong tháng" in said
    marks = MARK.findall("".join(path.read_text("utf-8") for path in out.rglob("*.csv")))
    assert marks == ["<N_COOP?>"]
    changed = (out / "forms" / "tuyen_quang.csv").read_text("utf-8").splitlines()
    before = (seeds / "forms" / "tuyen_quang.csv").read_text("utf-8").splitlines()
    differing = [(a, b) for a, b in zip(before, changed, strict=True) if a != b]
    assert [(a.split(",")[0], a[-10:], b[-10:]) for a, b in differing] == [("XA-01", "2026-12-15", "2026-10-15")]

    adopt(out, seeds, {"<N_COOP?>": "N_COOP"})
    landed = Landed(tmp_path, seeds, old, new)
    assert landed.versions() == {"2026-10": ("read", 1), "2026-11": ("read", 3)}
    assert landed.figures("2026-10") == dict(october.values())
    assert landed.figures("2026-11") == dict(november.values())


def test_a_further_line_and_column_are_left_open_until_a_person_chooses(
    tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = truth(seeds, 500)
    grid = filled(blank(tmp_path, "2026-11"), figures)
    at = head(grid) + 2  # above the first line, right below the codes of the columns
    grid.insert(at, ["0", "Số tổ chức hỗ trợ khởi nghiệp trên địa bàn", "20", "tổ chức", 900, "x", None])
    for line in grid[head(grid) :]:
        line.insert(6, None)
    grid[head(grid)][6], grid[head(grid) + 1][6] = "Kế hoạch năm", "2a"
    for place in lines_of(grid):
        grid[place][6] = 1000 + int(grid[place][2])
    path, out = save(grid, tmp_path / "new.xlsx", "XA-01"), tmp_path / "out"
    diff(seeds, path, out)
    said = capsys.readouterr().out
    assert "N_SUPPORT_ORG" in said  # the nearest candidate is printed
    rows = seed_rows(out, "form_rows")
    assert "N_SUPPORT_ORG" not in {row["indicator_code"] for row in rows}  # and not taken

    marks = {
        "<mã chỉ tiêu «Số tổ chức hỗ trợ khởi nghiệp trên địa bàn»>": "N_SUPPORT_ORG",
        "<_T?>": "_T",
        "<mã thước đo «Kế hoạch năm»>": "year_plan",
    }
    assert open_marks(out, seeds, tmp_path / "unmended", capsys) == set(marks)

    with (seeds / "measures.csv").open("a", encoding="utf-8") as file:
        file.write("year_plan,Kế hoạch năm,Plan of the year,\n")
    adopt(out, seeds, marks)
    landed = Landed(tmp_path, seeds, path)
    expected = dict(figures.values()) | {("N_SUPPORT_ORG", "_T", "in_period"): 900.0}
    lines = [row for row in seed_rows(seeds, "form_rows") if (row["form_code"], row["form_version"]) == ("XA-01", "1")]
    expected |= {
        (row["indicator_code"], row["breakdown_code"], "year_plan"): 1000.0 + int(row["row_key"])
        for row in lines
        if row["row_kind"] == "fixed"
    }
    expected["N_SUPPORT_ORG", "_T", "year_plan"] = 1020.0
    assert landed.versions() == {"2026-11": ("read", 3)}
    assert landed.figures("2026-11") == expected


@pytest.mark.slow
def test_a_number_that_nobody_declared_becomes_a_form_of_its_own(
    tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = truth(seeds, 500)
    grid = filled(blank(tmp_path, "2026-11"), figures)
    grid[0] = [text.replace("XA-01", "XA-77") if isinstance(text, str) else text for text in grid[0]]
    path, out = save(grid, tmp_path / "new.xlsx", "XA-77"), tmp_path / "out"
    diff(seeds, path, out)
    said = capsys.readouterr().out
    assert "“XA-77” chưa khai báo" in said
    assert f"{len(figures)} số liệu, 0 ô không đọc được" in said
    assert [(row["form_code"], row["form_version"]) for row in seed_rows(out, "forms")] == [("XA-77", "1")]
    adopt(out, seeds)
    landed = Landed(tmp_path, seeds, path)
    assert landed.versions() == {"2026-11": ("read", 1)}
    assert landed.figures("2026-11") == dict(figures.values())


def test_a_form_as_issued_needs_no_row(tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    diff(seeds, blank(tmp_path, "2026-11"), tmp_path / "out")
    assert "không cần thêm dòng nào" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


# ---- publishers' tables ----

SCORES: dict[str, Any] = {
    **{"A1": "Điểm A", "B1": "Tỉnh", "C1": "Điểm C", "D1": "Điểm B (thang mới)", "A2": "code_a"},
    **{"A3": 1, "B3": "Hà Nội", "C3": 7, "D3": 2},
    **{"A4": 3, "B4": "Tuyên Quang", "C4": 8, "D4": 4},
    **{"A5": 5, "B5": "Tỉnh Kao Bằng", "C5": 9, "D5": 6},
    **{"A6": 4, "B6": "Lào Cai", "C6": 6, "D6": 5},
}
RANKS: dict[str, Any] = {
    **{"B1": "Tổng hợp 2021", "A1": "Tỉnh", "A2": "Tuyên Quang", "B2": 9, "A3": "Hà Nội", "B3": 7},
    **{"A4": "Lào Cai", "B4": 6},
}


OLD_SCORES: dict[str, Any] = {
    "B2": "Tỉnh",
    "C2": "Điểm A",
    "D2": "Điểm B",
    "C3": "code_a",
    "B4": "Hà Nội",
    "C4": 1,
    "D4": 2,
}
OLD_RANKS: dict[str, Any] = {"B1": "Tỉnh", "C1": "Tổng hợp 2020", "B2": "Hà Nội", "C2": 7}


def cells(path: Path, sheets: dict[str, dict[str, Any]]) -> Path:
    book = openpyxl.Workbook()
    del book["Sheet"]
    for name, values in sheets.items():
        sheet = book.create_sheet(name)
        for place, value in values.items():
            sheet[place] = value
    book.save(path)
    return path


def test_a_publishers_next_year_in_another_layout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Columns moved, renamed, added, a sheet renamed, another year in a header, a province spelt in a new way."""
    seeds = tmp_path / "seeds"
    trial.codebook(seeds)
    path, out = cells(tmp_path / "2021.xlsx", {"Điểm số": SCORES, "Hạng": RANKS}), tmp_path / "out"
    diff(seeds, path, out, "--period", "2021")
    said = capsys.readouterr().out
    assert "gần nhất là biểu TRIAL-AREA, phiên bản 1" in said
    (form,) = seed_rows(out, "forms")
    days = (form["form_code"], form["form_version"], form["valid_from"], form["valid_to"])
    assert days == ("TRIAL-AREA", "2", "2021-01-01", "2022-01-01")
    chosen = {
        "<mã chỉ tiêu «Điểm B (thang mới)»>": "TRIAL_B",
        "<mã chỉ tiêu «Điểm C»>": "PCI_SUB_ENTRY",
        "<_T?>": "_T",  # one choice for both columns
        **{f"<mã đơn vị tính «{header}»>": "point_10" for header in ("Điểm B (thang mới)", "Điểm C")},
        "<mã địa bàn «Tỉnh Kao Bằng»>": "p34-04",
    }
    assert set(MARK.findall("".join(path.read_text("utf-8") for path in out.rglob("*.csv")))) == set(chosen)
    adopt(out, seeds, chosen)

    old = trial.write(tmp_path / "2020.xlsx", {"Điểm": OLD_SCORES, "Hạng": OLD_RANKS})
    landed = Landed(tmp_path, seeds, old, path)  # nobody has to say which year either is
    assert landed.versions() == {"S2020": ("read", 1), "S2021": ("read", 2)}
    rows = landed.table("observation").select("period_code", "area_id", "indicator_code", "value").rows()
    assert {row for row in rows if row[0] == "S2020"} == {
        ("S2020", "p34-01", "TRIAL_A", 1.0),
        ("S2020", "p34-01", "TRIAL_B", 2.0),
        ("S2020", "p34-01", "TRIAL_TOTAL", 7.0),
    }
    areas = {"A3": "p34-01", "A4": "p34-08", "A5": "p34-04", "A6": "p34-15"}
    indicators = {"A": "TRIAL_A", "C": "PCI_SUB_ENTRY", "D": "TRIAL_B"}
    expected = {
        ("S2021", area, indicator, float(SCORES[f"{letter}{place[1:]}"]))
        for place, area in areas.items()
        for letter, indicator in indicators.items()
    }
    totals = {("p34-08", 9.0), ("p34-01", 7.0), ("p34-15", 6.0)}
    expected |= {("S2021", area, "TRIAL_TOTAL", value) for area, value in totals}
    assert {row for row in rows if row[0] == "S2021"} == expected


@pytest.mark.slow
def test_published_pci_of_a_further_year(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A made-up 2016 of the real workbook: what tests/support/publishers.py declares by hand, declared by form diff."""
    seeds, path, out = tmp_path / "seeds", tmp_path / "pci_2016.xlsx", tmp_path / "out"
    shutil.copytree(REPO / "data" / "seeds", seeds)
    by_hand = shutil.copytree(seeds, tmp_path / "by_hand")
    publishers.add_further_year(by_hand)
    publishers.write_further_year(shared / "workbooks" / "real" / "PCI_2015.xlsx", path)
    diff(seeds, path, out, "--period", "2016")
    assert "T. Đồng-nai (mới)" in capsys.readouterr().out
    adopt(out, seeds, {"<mã địa bàn «T. Đồng-nai (mới)»>": "p63-75"})
    for table in SHAPES:
        hand, found = (
            {
                tuple(sorted((k, v) for k, v in row.items() if v))
                for row in seed_rows(one, table)
                if row["form_code"] == "PCI"
            }
            for one in (by_hand, seeds)
        )
        assert hand == found, table


# ---- what nobody declared ----

TOURISM: list[list[Any]] = [
    ["Biểu số: VHTTDL-09", None, None, "Đơn vị báo cáo: UBND xã Ngọc Đường"],
    ["BÁO CÁO LƯỢT KHÁCH DU LỊCH"],
    ["(Kỳ báo cáo: Tháng 11 năm 2026)"],
    [],
    ["STT", "Chỉ tiêu", "Mã số", "Đơn vị tính", "Trong kỳ", "Luỹ kế từ đầu năm"],
    ["A", "B", "C", "D", "1", "2"],
    [1, "Tổng lượt khách", "01", "lượt", 1200, 15000],
    [2, "Cơ sở lưu trú", "02", "doanh nghiệp", 20, "x"],
    [3, "Doanh thu du lịch", "03", "triệu đồng", 3400.5, 40000],
]
GREEN: list[list[Any]] = [
    ["BẢNG XẾP HẠNG CHUYỂN ĐỔI XANH CẤP TỈNH"],
    [],
    ["STT", "Tỉnh, thành phố", "Điểm tổng", "Ghi chú"],
    *(
        [1, "Hà Nội", 70.5, None],
        [2, "Tuyên Quang", 60.25, "mới"],
        [3, "Lào Cai", 65.5, None],
        [4, "Cao Bằng", 40, None],
    ),
]


def test_a_table_that_nobody_declared_leaves_its_meaning_open(
    tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = save(TOURISM, tmp_path / "new.xlsx", "Biểu"), tmp_path / "out"
    diff(seeds, path, out, "--period", "2026-11")
    assert "không gần biểu nào đã khai báo" in capsys.readouterr().out
    labels = [line[1] for line in TOURISM[6:]]
    codes = ["N_TRAINEE_DIGITAL", "N_FIRM_ACTIVE", "V_BUDGET_TOTAL"]
    marks = {
        **{f"<mã chỉ tiêu «{label}»>": code for label, code in zip(labels, codes, strict=True)},
        **{"<_T?>": "_T", "<tên tiếng Anh>": "Tourists", "<mã nguồn>": "province_admin"},
    }
    assert open_marks(out, seeds, tmp_path / "unmended", capsys) == set(marks)
    adopt(out, seeds, marks)
    landed = Landed(tmp_path, seeds, path)
    assert landed.versions() == {"2026-11": ("read", 1)}
    assert landed.figures("2026-11") == {
        ("N_TRAINEE_DIGITAL", "_T", "in_period"): 1200.0,
        ("N_TRAINEE_DIGITAL", "_T", "ytd"): 15000.0,
        ("N_FIRM_ACTIVE", "_T", "in_period"): 20.0,
        ("V_BUDGET_TOTAL", "_T", "in_period"): 3400.5,
        ("V_BUDGET_TOTAL", "_T", "ytd"): 40000.0,
    }


@pytest.mark.slow
def test_a_table_of_areas_that_nobody_declared(tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = save(GREEN, tmp_path / "new.xlsx", "CSDL"), tmp_path / "out"
    diff(seeds, path, out, "--period", "S2025")
    header = "«Điểm tổng»"
    marks = {
        **{f"<mã chỉ tiêu {header}>": "PCI_TOTAL", "<_T?>": "_T", "<mã thước đo «CSDL»>": "level"},
        **{f"<mã đơn vị tính {header}>": "point_100", "<mã biểu>": "GREEN", "<tên tiếng Anh>": "Green index"},
        **{"<loại đơn vị báo cáo>": "publisher", "<mã nguồn>": "pci_summary"},
        "<có dữ liệu cá nhân: true hay false «Ghi chú»>": "false",
    }
    assert open_marks(out, seeds, tmp_path / "unmended", capsys) == set(marks)
    adopt(out, seeds, marks)
    landed = Landed(tmp_path, seeds, path, period="S2025", sender="PUB-VCCI")
    assert landed.versions() == {"S2025": ("read", 1)}
    rows = landed.table("observation").select("area_id", "indicator_code", "value").rows()
    areas = dict(
        zip(["Hà Nội", "Tuyên Quang", "Lào Cai", "Cao Bằng"], ["p34-01", "p34-08", "p34-15", "p34-04"], strict=True)
    )
    assert set(rows) == {(areas[line[1]], "PCI_TOTAL", float(line[2])) for line in GREEN[3:]}


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"", "rỗng"), (b"PK\x03\x04 broken", "hỏng"), (b"%PDF-1.7 text", "PDF"), (None, "không trang hiện nào có bảng")],
)
def test_a_file_without_a_table_is_an_error_in_words(
    tmp_path: Path, content: bytes | None, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.xlsx"
    if content is None:
        save([["Kính gửi: Sở Tài chính"], ["Công văn không có bảng"]], path, "A")
    else:
        path.write_bytes(content)
    assert call(["form", "diff", str(path)]) == ERROR
    said = capsys.readouterr()
    assert word in said.err
    assert not said.out


@pytest.mark.slow
def test_a_further_yearly_sheet_of_a_publisher(shared: Path, tmp_path: Path, seeds: Path) -> None:
    """PAPI with a made-up sheet of 2017: the new version holds that sheet alone, older years stay with theirs."""
    book = publishers.workbook(shared / "workbooks" / "real" / "PAPI_2011-2016.xlsx")
    areas = publishers.area_ids(book)
    sheet = book.copy_worksheet(book.worksheets[-1])
    sheet.title = "2017_PAPI"
    expected: dict[tuple[str, str], float] = {}
    for row in range(3, 66):
        for at, code in enumerate(publishers.PAPI_COLUMNS_2016, start=4):
            value = round(1 + row / 100 + at / 10_000, 4)
            sheet.cell(row, at, value)
            expected[areas[str(sheet.cell(row, 3).value)], f"PAPI_{code}"] = value
    path, out = tmp_path / "papi_2017.xlsx", tmp_path / "out"
    book.save(path)
    diff(seeds, path, out, "--period", "2017")
    assert [(row["sheet_name"], row["period_code"]) for row in seed_rows(out, "form_blocks")] == [
        ("2017_PAPI", "S2017")
    ]
    adopt(out, seeds)
    landed = Landed(tmp_path, seeds, path, period="S2017")
    assert landed.versions() == {"S2017": ("read", 2)}
    rows = landed.table("observation").select("area_id", "indicator_code", "value").rows()
    assert {(area, indicator): value for area, indicator, value in rows} == expected
    before = Landed(tmp_path / "before", seeds, shared / "workbooks" / "real" / "PAPI_2011-2016.xlsx")
    assert before.versions() == {f"S{year}": ("read", 1) for year in range(2011, 2017)}
