"""What does a country cost on one machine? 34 provinces, 3,321 communes, one monthly form, 24 months, then three.

Here: the first month, the rest of the history at once, then months one by one, each for all provinces in parallel
processes; clock, processor, peak memory and disk of each, the marts of the country, and what the measured slopes give
for ten years. Not here: correctness (tests), other forms and offices. Files and sites of releases are not made.
Run: `.venv/bin/python benchmarks/country.py [--provinces 34] [--months 24] [--further 3] [--communes N] [--jobs 2]
[--data FOLDER]`; a part shows in minutes what the whole takes hours for.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
from country_forms import FORM, Forms

from pipelines.codebook.additions.addition import added_files, write_files
from pipelines.codebook.additions.province import PROVINCES, declared_provinces, province_rows
from pipelines.codebook.load import load
from pipelines.country.marts import Country, make_country
from pipelines.country.months import Job, Outcome, in_processes, run_month
from pipelines.publication import month
from pipelines.settings import places, seeds_root
from pipelines.submissions.intake.receive import Delivery
from pipelines.warehouse.statements import read as kept_statements

FIRST = "2026-08"
TEN_YEARS = 120
SIZES = ("raw", "landing", "build", "release")


class Plan(NamedTuple):
    """What is run: the seeds, where, the provinces, all months in order, and how many processes."""

    seeds: Path
    data: Path
    provinces: list[str]
    months: list[str]
    jobs: int


class Stage(NamedTuple):
    """What the months of a stage cost in all provinces; memory is the largest of a province's process and workers."""

    name: str
    n_months: int  # of history after it
    n_files: int
    wall: float
    intake: float  # seconds of processor: receiving and reading the files
    build: float  # the rest of the month: build, gate, publication
    memory: float
    release: float  # MB of the newest releases
    sizes: dict[str, float]  # MB by kind of data


def main(plan: Plan, n_history: int) -> tuple[list[Stage], Country]:
    """Run the stages and the marts, print each and the extrapolation."""
    periods = plan.months
    parts = [periods[:1], periods[1:n_history], *([code] for code in periods[n_history:])]
    stages: list[Stage] = []
    for part in filter(None, parts):
        stages.append(_stage(plan, part))
        _print_stage(stages[-1])
    made, wall, cpu, memory = _measured(partial(make_country, plan.data, plan.seeds))
    print(f"country build               {wall:8.1f} s {cpu:8.1f} s of processor, peak {memory:5.0f} MB")
    print("  " + ", ".join(f"{table} {n}" for table, n in made.rows.items()), flush=True)
    _extrapolate(stages, len(plan.provinces))
    return stages, made


def _warm(plan: Plan) -> None:
    """Let dbt run once, where no statements are kept: its first run is no part of a month's cost."""
    if kept_statements() is None:
        scratch = plan._replace(data=plan.data / "warm", provinces=plan.provinces[:1])
        _print_stage(_stage(scratch, plan.months[:1])._replace(name="first run of dbt"))
        shutil.rmtree(scratch.data)


def _stage(plan: Plan, months: Sequence[str]) -> Stage:
    job = Job(plan.data, plan.seeds, months[-1])
    start = time.perf_counter()
    done = in_processes(partial(_province, job, plan.months, list(months)), plan.provinces, plan.jobs)
    wall = time.perf_counter() - start
    bad = {outcome.province: outcome.reason for outcome in done if outcome.state != "published"}
    assert not bad, bad
    costs: list[dict[str, float]] = [json.loads(outcome.notes) for outcome in done]
    sizes = {kind: _megabytes(plan.data / kind) for kind in SIZES}
    newest = sum(_megabytes(places(o.province, plan.data).release / o.release_id) for o in done)
    name = f"{months[0]} to {months[-1]}" if len(months) > 1 else months[0]
    n_files = sum(outcome.n_files for outcome in done)
    written = sum(cost["written"] for cost in costs) / plan.jobs  # of the workbooks, which are no part of a month
    intake, build = (sum(cost[part] for cost in costs) for part in ("intake", "build"))
    memory = max(cost["memory"] for cost in costs)
    n_months = plan.months.index(months[-1]) + 1
    return Stage(name, n_months, n_files, wall - written, intake, build, memory, newest, sizes)


def _province(job: Job, all_months: Sequence[str], months: Sequence[str], province: str) -> Outcome:
    """In a process of its own: write the workbooks, receive them and run the month. The notes say what that took."""
    with tempfile.TemporaryDirectory(dir=job.data.parent) as scratch:
        start = time.perf_counter()
        forms = Forms(load(job.seeds), province, all_months, Path(scratch))
        n_files = forms.write(months, Path(scratch) / "in")
        written = time.perf_counter() - start
        del forms
        before, spot = _processor(), places(province, job.data)
        files = sorted((Path(scratch) / "in").iterdir())
        month.receive(spot, job.seeds, files, Delivery(is_ahead=True))
        month.land(spot, job.seeds)
        read = _processor()
        done = run_month(job, province)
        said = {"intake": read - before, "build": _processor() - read, "memory": _peak_memory(), "written": written}
    return done._replace(n_files=n_files, notes=json.dumps(said))


def _extrapolate(stages: Sequence[Stage], n_provinces: int) -> None:
    """Print the slopes by months of history, and what they give for ten years of one month after another."""
    if len(stages) < 2:
        return
    n_files = stages[-1].n_files
    a_file = sum(stage.intake for stage in stages) / sum(stage.n_files for stage in stages)
    print(f"intake: {1000 * a_file:.1f} ms of processor a file, {n_files} files a month")
    print(f"slopes over {[stage.n_months for stage in stages]} months of history:")
    costs: dict[str, Callable[[Stage], float]] = {
        "s of processor of builds": lambda stage: stage.build,
        "MB of memory, a province": lambda stage: stage.memory,
        "MB of newest releases": lambda stage: stage.release,
        "MB of originals, landing": lambda stage: stage.sizes["raw"] + stage.sizes["landing"],
    }
    lines = {name: _line([(stage.n_months, of(stage)) for stage in stages]) for name, of in costs.items()}
    for name, (base, slope) in lines.items():
        print(f"  {name:26s} {base:9.1f} + {slope:8.3f} a month; month {TEN_YEARS}: {base + slope * TEN_YEARS:9.1f}")
    builds, releases = _sum(lines["s of processor of builds"]), _sum(lines["MB of newest releases"])
    stored = lines["MB of originals, landing"]
    disk = (stored[0] + stored[1] * TEN_YEARS) / 1e3
    hours = (builds + a_file * n_files * TEN_YEARS) / 3600
    print(f"ten years of {n_provinces} provinces: {hours:.1f} h of processor in all; originals and landing")
    print(f"  {disk:.1f} GB; all {TEN_YEARS} releases of each province kept {releases / 1e3:.0f} GB", flush=True)


def _sum(line: tuple[float, float]) -> float:
    """The sum over the months of ten years."""
    return sum(line[0] + line[1] * n for n in range(1, TEN_YEARS + 1))


def _line(points: Sequence[tuple[int, float]]) -> tuple[float, float]:
    """Intercept and slope by least squares."""
    slope, base = statistics.linear_regression(*zip(*points, strict=True))
    return base, slope


def _print_stage(stage: Stage) -> None:
    disk = ", ".join(f"{kind} {size:.0f}" for kind, size in stage.sizes.items())
    cpu = f"processor: intake {stage.intake:.1f} s, rest {stage.build:.1f} s"
    size = f"newest releases {stage.release:.1f} MB; disk in MB: {disk}"
    took = f"{stage.n_files:6d} files {stage.wall:8.1f} s; {cpu}; peak {stage.memory:5.0f} MB"
    print(f"{stage.name:20s} {took}; {size}", flush=True)


def _measured(work: Callable[[], Any]) -> tuple[Any, float, float, float]:
    start, before = time.perf_counter(), _processor()
    done = work()
    return done, time.perf_counter() - start, _processor() - before, _own_peak()


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _peak_memory() -> float:
    """MB of this process, or of its largest worker."""
    return max(_own_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)


def _own_peak() -> float:
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6


def country_seeds(folder: Path, n_provinces: int, n_communes: int | None) -> list[str]:
    """Copy the seeds, declare the first provinces by code as `chiso province new` does; duties are those of XA-01."""
    shutil.copytree(seeds_root(), folder)
    codebook = load(folder)
    declared = declared_provinces(codebook)
    chosen = codebook.tables["areas"].filter(area_set=PROVINCES).sort("code")["code"].to_list()[:n_provinces]
    for code in chosen:
        if code not in declared:
            write_files(added_files(folder, code, province_rows(codebook, code)), folder)
    for path in (folder / "obligation_rules").glob("*.csv"):
        rows = pl.read_csv(path, infer_schema=False)
        rows.filter(pl.col("form_code") == FORM).write_csv(path)
    if n_communes:
        for path in (folder / "reporters").glob("*.csv"):
            rows = pl.read_csv(path, infer_schema=False)
            number = pl.col("reporter_code").rank("ordinal").over("province_code", "kind")
            rows.filter((pl.col("kind") != "commune") | (number <= n_communes)).write_csv(path)
    return chosen


def months_of(seeds: Path, n_months: int) -> list[str]:
    """The codes of so many months from the first on which communes owe the form."""
    table = load(seeds).tables["periods"].filter(kind="month", calendar="admin").sort("start_date")
    codes = [code for code in table["period_code"].to_list() if code >= FIRST]
    return codes[:n_months]


def measure(options: argparse.Namespace, data: Path) -> tuple[list[Stage], Country]:
    """The whole measurement under `data`, which must be empty."""
    seeds = data / "seeds"
    chosen = country_seeds(seeds, options.provinces, options.communes)
    plan = Plan(seeds, data / "data", chosen, months_of(seeds, options.months + options.further), options.jobs)
    plan.data.mkdir()
    if options.is_warmed:
        _warm(plan)
    return main(plan, options.months)


def parsed(words: Sequence[str] | None = None) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser()
    for name, default in (("provinces", 34), ("months", 24), ("further", 3), ("communes", None), ("jobs", 2)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--data", type=Path)
    parser.add_argument(
        "--cold", dest="is_warmed", action="store_false", help="dbt's first run counts with the first month"
    )
    return parser.parse_args(words)


if __name__ == "__main__":
    chosen = parsed()
    with tempfile.TemporaryDirectory(dir=chosen.data) as scratch:
        measure(chosen, Path(scratch))
