"""Costs of a month of one province: a whole month, a run with nothing new, one late file; beside a script that reads.

Here: clock, processor and peak memory of each run in a process of its own, sizes of a release and of the data root, and
the ratio to month_script.py, which reads the commune workbooks of the same month with pandas and openpyxl and computes
the same shares; chiso's are compared with its. Not here: correctness (tests), the intake alone (intake.py).
The first run is cold: it has neither the parsed dbt project nor kept statements.
Run: `.venv/bin/python benchmarks/month.py [N [FOLDER]]`: month N (3), after one release of the months before it. FOLDER
holds the workbooks of `chiso sample --months N --out FOLDER`; without it they are made first.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipelines.codebook.load import load
from pipelines.publication import month
from pipelines.sample.province import long_history, write_sample
from pipelines.settings import places, seeds_root
from pipelines.warehouse.dbt import KEPT

PROVINCE, FIRST = "08", "2026-08"
SCRIPT = Path(__file__).with_name("month_script.py")
FORM = "XA-01"  # the monthly form of communes


class Cost(NamedTuple):
    """Seconds on the clock and of the processor with all workers, peak memory of the process in MB, and its answer."""

    wall: float
    cpu: float
    memory: float
    answer: Any


def main(n_months: int, folder: Path | None) -> None:
    """Sort the workbooks by month, run the steps, print."""
    codebook = load(seeds_root())
    periods = long_history(codebook, FIRST, n_months)
    table = codebook.tables["periods"].filter(pl.col("period_code").is_in(periods))
    months = table.filter(kind="month", calendar="admin").sort("end_date")
    *_, period = months["period_code"]
    before = months["period_code"][-2] if n_months > 1 else ""
    known = table.filter(pl.col("end_date") < months["start_date"][-1])["period_code"].to_list()
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch)
        folder = folder or write_sample(codebook, PROVINCE, periods, data / "in", has_mistakes=False)[0].parent
        files = [path for path in sorted(folder.iterdir()) if _period(path) in periods]
        earlier = [path for path in files if _period(path) in known]
        now = [path for path in files if _period(path) not in known]
        *communes, late = [path for path in now if f"_{FORM}_{period}_" in path.name]
        now.remove(late)  # the workbook that comes last
        costs: dict[str, Cost] = {}
        shutil.rmtree(KEPT, ignore_errors=True)
        costs[f"cold month, {len(now)} files"] = _run([__file__, "step", str(data / "cold"), period], now)
        if before:
            costs[f"{n_months - 1} months, {len(earlier)} files"] = _run([__file__, "step", str(data), before], earlier)
        costs[f"month {n_months}, {len(now)} files"] = whole = _run([__file__, "step", str(data), period], now)
        costs["nothing new"] = _run([__file__, "step", str(data), period], [])
        costs["pandas and openpyxl"] = script = _run([str(SCRIPT), str(seeds_root())], communes)
        shares = _compare(script.answer, data, whole.answer, period)
        costs["one late file"] = _run([__file__, "step", str(data), period], [late])
        for name, cost in costs.items():
            print(f"{name:28s} {cost.wall:7.1f} s {cost.cpu:7.1f} s of processor, peak {cost.memory:5.0f} MB")
        print(f"month / script: {whole.wall / script.wall:.2f} by the clock, {whole.cpu / script.cpu:.2f} by processor")
        print(f"{shares} shares of {len(communes)} communes, equal")
        _print_sizes(data)


def _period(path: Path) -> str:
    return path.name.split("_")[2]


def _run(arguments: Sequence[str], files: Sequence[Path]) -> Cost:
    """A Python program in a process of its own, with the files on its standard input."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments],
        input="\n".join(map(str, files)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    said = json.loads(done.stdout)
    return Cost(time.perf_counter() - start, said["cpu"], said["memory"], said["answer"])


def child(data: Path, period: str) -> None:
    """Receive the files of standard input and run the month; print what it took and the release."""
    answer = step(data, period, [Path(line) for line in sys.stdin.read().splitlines()])
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(each.ru_utime + each.ru_stime for each in used)
    print(json.dumps({"cpu": cpu, "memory": peak_memory(), "answer": answer}))


def peak_memory() -> float:
    """MB; the field of getrusage begins with the memory of the process that started this one."""
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def step(data: Path, period: str, files: Sequence[Path]) -> str:
    """Receive files, as sent after their periods have ended, and run the month. Returns the release."""
    spot = places(PROVINCE, data)
    if files:
        month.receive(spot, seeds_root(), files, month.Delivery(is_ahead=True))
    done = month.run(spot, seeds_root(), period)
    assert done.release is not None, done.verdict.reasons
    return done.release.release_id


def _compare(theirs: dict[str, float], data: Path, release_id: str, period: str) -> int:
    """The number of shares that the script computed; each is compared with the released one."""
    table = places(PROVINCE, data).release / release_id / "parquet" / "indicator_value.parquet"
    mine = pl.scan_parquet(table).filter(period_code=period, measure_code="in_period", state="current").collect()
    values = {
        f"C{area.removeprefix('c25-')} {code}": value
        for area, code, value in mine.select("area_id", "indicator_code", "value").iter_rows()
    }
    differ = {name for name, value in theirs.items() if abs(values.get(name, float("inf")) - value) > 1e-9}
    assert theirs and not differ, f"{len(differ)} of {len(theirs)} shares differ: {sorted(differ)[:5]}"
    return len(theirs)


def _print_sizes(data: Path) -> None:
    spot = places(PROVINCE, data)
    newest = spot.release / spot.current.read_text().strip()
    parts = {"release": newest, "Parquet": newest / "parquet", "CSV": newest / "csv", "all releases": spot.release}
    parts |= {
        "builds": spot.build,
        "landing": spot.landing,
        "workbooks": spot.blobs,
        "published values": spot.published,
    }
    for name, folder in parts.items():
        print(f"{name:28s} {sum(path.stat().st_size for path in folder.rglob('*') if path.is_file()) / 1e6:7.1f} MB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["step"]:
        child(Path(sys.argv[2]), sys.argv[3])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 3, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
