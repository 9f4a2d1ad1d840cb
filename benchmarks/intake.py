"""How fast is the intake? receive → landing of 300 workbooks, beside two readers that only read the same files.

Here: one run that prints both ratios, and one over many commune workbooks (XA-01) in one command, which prints files a
second and memory as it goes. Not here: correctness (tests). Needs nothing but the repository: forms and workbooks are
made in a temporary folder. Run: `.venv/bin/python benchmarks/intake.py [n_files]`, `… --communes 10000`
"""

# pandas and xlsxwriter ship no stubs.
# pyright: reportMissingTypeStubs=false
from __future__ import annotations

import csv
import os
import random
import resource
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import polars as pl
import xlsxwriter
from python_calamine import CalamineWorkbook

from pipelines.codebook.load import Codebook, load
from pipelines.codebook.schema import TABLES
from pipelines.forms.blank.blank import write_form
from pipelines.forms.blank.content import FormContent
from pipelines.forms.blank.layout import FormKey
from pipelines.ledger import Ledger
from pipelines.settings import places, seeds_root
from pipelines.submissions.intake.land import land
from pipelines.submissions.intake.receive import receive

FORM, ROWS, PERIOD = "BENCH-01", 250, "2026-10"
RUNS = 3  # the best of three: other work on the machine only ever slows a run down
MANY = 1000  # files from which on one run is enough


def main(n_files: int) -> None:
    """Make the files, time the three, print the ratios."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        codebook = _codebook(root / "seeds")
        mine = codebook.tables["reporters"].filter(kind="commune", province_code="08")
        reporters = mine["name_vi"].to_list()
        files = [_workbook(root / "in", n, reporters[n % len(reporters)]) for n in range(n_files)]
        n_cells = 4 * ROWS + 4
        runs = RUNS if n_files < MANY else 1
        print(f"{n_files} workbooks of about {n_cells} cells, best of {runs} runs")
        work: dict[str, Callable[[int], None]] = {
            "full intake": lambda run: _intake(root / f"data{run}", codebook, files),
            "calamine, 2 threads": lambda _: _scan(files),
            "pandas.read_excel": lambda _: _read_excel(files),
        }
        best = {name: Cost(float("inf"), float("inf")) for name in work}
        for run in range(runs):  # in turns, so that a busy minute of the machine is shared by all three
            for name, job in work.items():
                best[name] = min(best[name], _cost(job, run))
        for name, (wall, cpu) in best.items():
            print(f"{name:20s} {wall:7.2f} s {cpu:7.2f} s of processor {n_files / wall:8.0f} files/s")
        intake, bare, excel = best.values()
        # by processor time too, which other work on the machine changes less
        print(f"intake / pandas.read_excel   {excel.wall / intake.wall:5.2f} times as fast", end="")
        print(f"   {excel.cpu / intake.cpu:5.2f} by processor time")
        print(f"intake / bare calamine scan  {bare.wall / intake.wall:5.2f} of its speed", end="")
        print(f"      {bare.cpu / intake.cpu:5.2f} by processor time")


def communes(n_files: int) -> None:
    """One receive and one landing of so many XA-01: speed and memory of each thousand, which should not differ."""
    codebook = load(seeds_root())
    reporters = codebook.tables["reporters"].filter(kind="commune", province_code="08")["reporter_code"].to_list()
    lines = codebook.tables["form_rows"].filter(form_code="XA-01", row_kind="fixed")["row_key"].unique().to_list()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        (root / "in").mkdir()
        forms: list[bytes] = []
        for n, who in enumerate(reporters):
            dice, path = random.Random(n), root / "form.xlsx"
            values = {(line, measure): dice.randrange(10_000) for line in lines for measure in ("in_period", "ytd")}
            write_form(codebook, FormKey("XA-01", who, PERIOD), path, FormContent(values=values))
            forms.append(path.read_bytes())
        for n in range(n_files):  # a commune's further files differ by the package's comment: other bytes, same work
            path = root / "in" / f"{n:05d}.xlsx"
            path.write_bytes(forms[n % len(forms)])
            with zipfile.ZipFile(path, "a") as package:
                package.comment = str(n).encode()
        spot = places("08", root / "data")
        ledger, start = Ledger(spot.ledger), time.perf_counter()
        receive(spot, codebook, [root / "in"])
        print(f"{n_files} files received in {time.perf_counter() - start:.1f} s")
        watch = _Watch()
        landing = land(spot, codebook, ledger.read(), on_progress=watch.tell)
        read = pl.read_parquet(landing.folder / PERIOD / "submission-*.parquet")
        assert (read["outcome"] == "read").all() and len(read) == n_files, "the intake did not read every file"
        print(f"all: {n_files / (time.perf_counter() - start):.0f} files/s, received and landed")


class _Watch:
    """Prints a line for every thousand files."""

    def __init__(self) -> None:
        self.since, self.cpu = time.perf_counter(), _live_processor()

    def tell(self, done: int, total: int) -> None:
        if done % 1000 and done != total:
            return
        wall, cpu = time.perf_counter() - self.since, _live_processor() - self.cpu
        n = done % 1000 or 1000
        memory = " ".join(f"{name} {mib:.0f} MiB" for name, mib in _memory().items())
        speed = f"{n / wall:6.0f} files/s, {1000 * cpu / n:5.1f} ms of processor a file"
        print(f"to {done:6d}: {speed}; {memory}", flush=True)
        self.since, self.cpu = time.perf_counter(), _live_processor()


def _live_processor() -> float:
    """Seconds of processor of this process and of its children that still run."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in [os.getpid(), *_children()]]
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


def _memory() -> dict[str, float]:
    """Resident memory now: of this process, and of the largest worker."""

    def resident(pid: int) -> float:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)

    return {"parent": resident(os.getpid()), "worker": max(map(resident, _children()), default=0.0)}


def _children(pid: int | None = None) -> list[int]:
    """The processes below this one."""
    pid = pid or os.getpid()
    found = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return found + [below for child in found for below in _children(child)]


class Cost(NamedTuple):
    """Seconds on the clock, and of the processor with all children."""

    wall: float
    cpu: float


def _cost(job: Callable[[int], object], run: int) -> Cost:
    start = Cost(time.perf_counter(), _processor())
    job(run)
    return Cost(time.perf_counter() - start.wall, _processor() - start.cpu)


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _intake(data: Path, codebook: Codebook, files: list[Path]) -> None:
    spot = places("08", data)
    ledger = Ledger(spot.ledger)
    receive(spot, codebook, files)
    landing = land(spot, codebook, ledger.read())
    read = pl.read_parquet(landing.folder / PERIOD / "submission-*.parquet")
    assert (read["n_observation"] == 2 * ROWS).all() and len(read) == len(files), "the intake did not read every file"


def _read_excel(files: list[Path]) -> None:
    for file in files:
        pd.read_excel(file, header=None, engine="openpyxl")


def _scan(files: list[Path]) -> None:
    """What the reader alone costs: every sheet of every file to Python values."""

    def read(file: Path) -> int:
        book = CalamineWorkbook.from_path(str(file))
        return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(read, files))


def _workbook(folder: Path, number: int, reporter: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{number:04d}.xlsx"
    dice = random.Random(number)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(FORM)
        sheet.write(0, 0, f"Biểu số: {FORM}")
        sheet.write(0, 2, f"Đơn vị báo cáo: {reporter}")
        sheet.write(1, 0, "Kỳ báo cáo: Tháng 10 năm 2026")
        sheet.write_row(2, 0, ["Chỉ tiêu", "Mã số", "Trong kỳ", "Luỹ kế"])
        sheet.write_row(3, 0, ["A", "B", "1", "2"])
        for row in range(1, ROWS + 1):
            figures = [dice.randrange(10_000), round(dice.random() * 1000, 2)]
            sheet.write_row(row + 3, 0, [f"Chỉ tiêu số {row}", f"{row:03d}", *figures])
    return path


def _codebook(seeds: Path) -> Codebook:
    """The province's codebook with one long form more."""
    shutil.copytree(seeds_root(), seeds)
    with next((seeds / "indicators").glob("tuyen*.csv")).open(encoding="utf-8") as file:
        sample = next(csv.DictReader(file))
    sample |= {"legal_basis": "", "uom_code": "million_vnd", "decimals": "2"}  # figures with decimals are no counts
    indicators = [sample | {"indicator_code": f"BENCH_{n:03d}"} for n in range(1, ROWS + 1)]
    _add(seeds, "indicators", indicators)
    form = {"form_code": FORM, "form_version": "1"}
    names = {"name_vi": "Biểu đo tốc độ", "name_en": "Benchmark form"}
    duty = {"layout_kind": "row_form", "reporter_kind": "commune", "frequency": "month", "calendar": "admin"}
    _add(seeds, "forms", [form | names | duty | {"source_code": "province_admin", "valid_from": "2025-12-15"}])
    block = form | {"block_no": "1"}
    _add(seeds, "form_anchors", [form | {"anchor_no": "1", "text": f"Biểu số: {FORM}"}])
    _add(seeds, "form_blocks", [block | {"block_kind": "rows", "header_rows": "1"}])
    columns = [("label", "label", "Chỉ tiêu", "A", ""), ("row_code", "row_code", "Mã số", "B", "")]
    columns += [("in_period", "value", "Trong kỳ", "1", "in_period"), ("ytd", "value", "Luỹ kế", "2", "ytd")]
    named = ("col_key", "role", "header_vi", "header_code", "measure_code")
    shaped = [dict(zip(named, column, strict=True)) | {"is_personal": "false"} for column in columns]
    _add(seeds, "form_columns", [block | {"col_order": str(n)} | column for n, column in enumerate(shaped, 1)])
    rows = [
        {"row_key": f"{n:03d}", "row_order": str(n), "row_kind": "fixed", "label_vi": f"Chỉ tiêu số {n}"}
        | {"label_en": f"Line {n}", "indicator_code": f"BENCH_{n:03d}", "breakdown_code": "_T"}
        | {"uom_code": sample["uom_code"], "due_measures": "in_period|ytd"}
        for n in range(1, ROWS + 1)
    ]
    _add(seeds, "form_rows", [block | row for row in rows])
    return load(seeds)


def _add(seeds: Path, table: str, rows: list[dict[str, str]]) -> None:
    """A further file of one seed table."""
    with (seeds / table / "benchmark.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(TABLES[table].columns), restval="", extrasaction="raise")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--communes"]:
        communes(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
