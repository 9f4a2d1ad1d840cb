"""The injector does what its kinds say, on a sheet written by hand here; no code of the pipeline is used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from faults.inject import FAULTS, HONEST, Injection, NoTargetError, inject
from faults.printed import PrintedForm
from openpyxl import Workbook, load_workbook

SEEDS = range(8)
ROWS = [
    ("I", "Doanh nghiệp", "", "", "", "", ""),
    ("1", "Số hộ kinh doanh", "03", "hộ", 240, "x", ""),
    ("1.1", "Trong đó: có thanh toán không dùng tiền mặt", "04", "hộ", 97, "x", ""),
    ("2", "Số lượt tập huấn", "13", "lượt", 31, 412, ""),
    ("3", "Số hồ sơ tiếp nhận (14 = 15 + 16)", "14", "hồ sơ", 180, 1530, ""),
    ("3.1", "Nộp trực tuyến", "15", "hồ sơ", 108, 918, ""),
    ("3.2", "Nộp trực tiếp", "16", "hồ sơ", 72, 612, ""),
    ("4", "Tỷ lệ nộp trực tuyến (15/14 × 100)", "17", "%", 60, 60, ""),
]


@pytest.fixture
def form(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "XA-01"
    sheet.append(["Biểu số: XA-01"])
    sheet.append(["(Kỳ báo cáo: Tháng 10 năm 2026)"])
    sheet.append(["(Từ ngày 15/09/2026 đến ngày 14/10/2026)"])
    sheet.append(["STT", "Chỉ tiêu", "Mã số", "Đơn vị tính", "Trong kỳ", "Luỹ kế từ đầu năm", "Giải trình"])
    sheet.append(["A", "B", "C", "D", "1", "2", "3"])
    for row in ROWS:
        sheet.append(row)
    book.save(tmp_path / "form.xlsx")
    return tmp_path / "form.xlsx"


def figures(path: Path) -> dict[str, Any]:
    sheet = load_workbook(path).worksheets[0]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row}


def injected(form: Path, kind: str, seed: int) -> tuple[Injection, dict[str, Any], dict[str, Any]]:
    target = form.with_name("injected.xlsx")
    before = figures(form)
    return inject(form, target, kind, seed), before, figures(target)


def test_the_form_is_read_as_printed(form: Path) -> None:
    printed = PrintedForm(form)
    assert list(printed.lines) == ["03", "04", "13", "14", "15", "16", "17"]
    assert printed.sums == {"14": ["15", "16"]}
    assert printed.ratios == {"17": ("15", "14")}
    assert printed.wholes == {"04": "03"}
    assert printed.flows == ["13", "14", "15", "16"]
    assert printed.cell("13", "2").coordinate == "F9"


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_touches_the_named_cells_and_no_other(form: Path, kind: str) -> None:
    chosen: set[tuple[str, ...]] = set()
    for seed in SEEDS:
        injection, before, after = injected(form, kind, seed)
        changed = {address for address in before if before[address] != after[address]}
        assert changed and changed <= set(injection.addresses)
        assert all(address[0] in "EF" and int(address[1:]) > 6 for address in changed)
        assert injection.after == tuple(after[address] for address in injection.addresses)
        chosen.add(injection.addresses)
    assert len(chosen) > 1 or kind == "part_over_whole"  # one part in this sheet


def test_the_fault_is_the_one_it_is_named_after(form: Path) -> None:
    for seed in SEEDS:
        _, _, after = injected(form, "part_over_whole", seed)
        assert after["E8"] > after["E7"]
        _, _, after = injected(form, "children_off_total", seed)
        assert (after["E10"], after["F10"]) != (180, 1530)
        injection, before, after = injected(form, "digits_swapped", seed)
        [address] = injection.addresses
        assert sorted(str(before[address])) == sorted(str(after[address]))
        injection, before, after = injected(form, "tenfold", seed)
        assert [after[a] for a in injection.addresses] == [before[a] * 10 for a in injection.addresses]
        injection, _, after = injected(form, "share_over_100", seed)
        assert all(after[a] > 100 for a in injection.addresses)
        injection, before, after = injected(form, "ratio_wrong", seed)
        assert all(0 <= after[a] <= 100 and abs(after[a] - before[a]) >= 3 for a in injection.addresses)
        injection, _, after = injected(form, "error_cell", seed)
        assert all(str(after[a]).startswith("#") for a in injection.addresses)


def test_honest_oddities_stay_consistent(form: Path) -> None:
    _, _, after = injected(form, "explained_jump", 1)
    assert (after["E7"], after["E8"]) == (720, 291) and after["G7"] and after["G8"]
    _, _, after = injected(form, "dash_for_nothing", 1)
    assert (after["E9"], after["F9"]) == ("-", 381)
    book = load_workbook(form)
    book.worksheets[0]["E9"] = "-"
    book.save(form)
    _, _, after = injected(form, "year_start", 1)
    assert [after[f"F{row}"] for row in range(7, 14)] == ["x", "x", "-", 180, 108, 72, 60]
    assert after["A2"] == "(Kỳ báo cáo: Tháng 1 năm 2027)"
    assert after["A3"] == "(Từ ngày 15/12/2026 đến ngày 14/01/2027)"
    _, _, after = injected(form, "year_end", 1)
    assert after["A3"] == "(Từ ngày 15/11/2026 đến ngày 14/12/2026)" and after["F9"] == 412


def test_equal_seeds_choose_equal_cells_and_a_form_without_target_raises(form: Path) -> None:
    first, second = ([injected(form, "tenfold", seed)[0] for seed in SEEDS] for _ in range(2))
    assert first == second
    assert len(FAULTS) >= 12 and set(HONEST) >= {"explained_jump", "dash_for_nothing", "year_start"}
    book = load_workbook(form)
    for row in range(6, 14):
        book.worksheets[0][f"E{row}"] = "x"
        book.worksheets[0][f"F{row}"] = "x"
    book.save(form)
    with pytest.raises(NoTargetError):
        injected(form, "tenfold", 1)
