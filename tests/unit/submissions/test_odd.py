"""131 odd, broken, encrypted, legacy workbooks: each has a verdict, and the counts of openpyxl and xlrd."""

from __future__ import annotations

import io
import subprocess
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import xlrd

MAX_SECONDS = 120  # 3 s on two idle cores; a hang is minutes
# Runs in a process of its own, so that the peak memory of its children is that of the workers alone.
INTAKE = """
import resource, sys
from pathlib import Path
from pipelines.codebook.load import load
from pipelines.ledger import Ledger
from pipelines.settings import places
from pipelines.settings import seeds_root
from pipelines.submissions.intake.land import land
from pipelines.submissions.intake.receive import receive
spot, codebook = places("08", Path(sys.argv[2])), load(seeds_root())
ledger = Ledger(spot.ledger)
receive(spot, codebook, [Path(sys.argv[1])])
print(land(spot, codebook, ledger.read()).folder)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
# Verified by looking into each file.
OTHER_SHEETS = {
    "any_sheets.xls": "xlrd leaves out the chart sheet `Chart`; it has no cells",
    "strict_iso_paths.xlsx": "openpyxl does not know the strict namespace and sees no sheet; there is one, `ml_out`",
}
UNREADABLE = {
    "OOM_alloc3.xls": "damaged",
    "issue252.xlsx": "damaged",
    "issue_594_dos.ods": "too_large",
    "pass_protected.ods": "encrypted",
    "pass_protected.xlsb": "encrypted",
    "pass_protected.xlsx": "encrypted",
    "too_small.xls": "not_a_workbook",
}


@dataclass(frozen=True)
class Odd:
    """The landing of the folder."""

    folder: Path
    submissions: dict[str, dict[str, Any]]  # by original name
    sheets: dict[str, dict[str, int]]  # original name -> sheet -> non-empty cells
    peak_bytes: int


@pytest.fixture(scope="module")
def odd(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Odd:
    folder, data = shared / "workbooks" / "odd", tmp_path_factory.mktemp("odd")
    run = [sys.executable, "-c", INTAKE, str(folder), str(data)]
    landing, peak = subprocess.run(run, check=True, capture_output=True, text=True, timeout=MAX_SECONDS).stdout.split()
    receipts = {f"R{n:06d}": path.name for n, path in enumerate(sorted(folder.iterdir()), start=1)}
    submissions = pl.read_parquet(Path(landing) / "*" / "submission-*.parquet").iter_rows(named=True)
    sheets: dict[str, dict[str, int]] = {}
    for row in pl.read_parquet(Path(landing) / "*" / "sheet-*.parquet").sort("sheet_no").iter_rows(named=True):
        sheets.setdefault(receipts[row["receipt_id"][:7]], {})[row["sheet"]] = row["n_nonempty"]
    by_name = {receipts[row["receipt_id"][:7]]: row for row in submissions}
    return Odd(folder, by_name, sheets, int(peak) * 1024)


def test_every_file_has_a_verdict(odd: Odd) -> None:
    names = {path.name for path in odd.folder.iterdir()}
    assert len(names) == 131
    assert set(odd.submissions) == names
    unreadable = {name: row["reason_code"] for name, row in odd.submissions.items() if row["outcome"] == "unreadable"}
    assert unreadable == UNREADABLE
    rest = {name: row for name, row in odd.submissions.items() if name not in UNREADABLE}
    assert {row["reason_code"] for row in rest.values()} == {"form_unknown", "nothing_filled"}
    assert all((row["reason_code"] == "nothing_filled") == (row["n_nonempty"] == 0) for row in rest.values())
    assert all(name in row["message_vi"] and name in row["message_en"] for name, row in odd.submissions.items())


def test_no_worker_needed_a_gibibyte(odd: Odd) -> None:
    print(f"peak memory of a worker: {odd.peak_bytes >> 20} MiB")
    assert odd.peak_bytes < 1 << 30


def test_sheets_and_counts_are_those_of_openpyxl_and_xlrd(odd: Odd) -> None:
    differing: dict[str, object] = {}
    n_opened = 0
    for path in sorted(odd.folder.iterdir()):
        counts = _by_openpyxl(path) if path.suffix in (".xlsx", ".xlsm") else _by_xlrd(path)
        if counts is not None:
            n_opened += 1
            if list(counts.items()) != list(odd.sheets.get(path.name, {}).items()):
                differing[path.name] = (counts, odd.sheets.get(path.name))
    assert n_opened == 93
    assert set(differing) == set(OTHER_SHEETS), differing


def test_the_second_reader_agrees_wherever_it_counted(odd: Odd) -> None:
    for name, row in odd.submissions.items():
        if row["n_second"] is not None:
            assert row["n_second"] == row["n_nonempty"], name
    # xlrd asserts on this file's string table; the other two formats' scans count all their files
    uncounted = {n for n, row in odd.submissions.items() if row["n_second"] is None and row["outcome"] != "unreadable"}
    assert uncounted == {"gh548_incorrect_sst_unique_count.xls"}


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _by_openpyxl(path: Path) -> dict[str, int] | None:
    """Cells that show something, and formulas without a value; `_cells`, since a lone far cell makes rows endless."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            shown = openpyxl.load_workbook(path, data_only=True)
            written = openpyxl.load_workbook(path)
    except Exception:  # whatever openpyxl raises: it does not open the file
        return None
    counts: dict[str, int] = {}
    for name in shown.sheetnames:
        formulas = getattr(written[name], "_cells", {})
        cells = getattr(shown[name], "_cells", {})
        counts[name] = sum(
            not _is_blank(cell.value) or (cell.value is None and formulas[at].data_type == "f")
            for at, cell in cells.items()
        )
    return counts


def _by_xlrd(path: Path) -> dict[str, int] | None:
    if path.suffix != ".xls":
        return None
    try:
        book = xlrd.open_workbook(str(path), logfile=io.StringIO())
    except Exception:  # whatever xlrd raises: it does not open the file
        return None
    empty = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
    return {
        sheet.name: sum(
            cell.ctype not in empty and not _is_blank(cell.value) for row in sheet.get_rows() for cell in row
        )
        for sheet in book.sheets()
    }
