"""Cost of the site of one release: pages, size, seconds, and how soon its pages can be used in a browser.

Here: clock, processor and peak memory of `make_site` for the current release of a data root, pages and bytes, the ratio
to pandas' `DataFrame.to_html` writing the latest rows of planner_value as one table for each indicator and area, and,
where Chromium is installed, `domInteractive` of pages. Not here: correctness (tests/end_to_end/test_site.py).
Run: `.venv/bin/python benchmarks/site.py DATA`, a data root with a release of province 08: `data` after `make run`.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd  # pyright: ignore[reportMissingTypeStubs]
from playwright.sync_api import sync_playwright

from pipelines.publication.release.current import current_release
from pipelines.settings import Places, places
from pipelines.site.make import make_site

PROVINCE = "08"
BROWSERS = ("/usr/bin/chromium", "/usr/bin/google-chrome")


def main(data: Path) -> None:
    """Make the site, write the same rows with pandas, open pages; print."""
    here = places(PROVINCE, data)
    started, before = time.perf_counter(), time.process_time()
    made = make_site(here)
    wall, cpu = time.perf_counter() - started, time.process_time() - before
    assert not made.faults, made.faults
    found = list(made.folder.rglob("*"))
    pages = [path for path in found if path.suffix == ".html"]
    n_bytes = sum(path.stat().st_size for path in found if path.is_file())
    taken = sum(path.stat().st_size for path in (made.folder / "files").glob("*"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{made.release_id}: {len(pages)} pages, {n_bytes / 1e6:.1f} MB, of these {taken / 1e6:.1f} MB downloads")
    print(f"chiso   {wall:6.1f} s wall {cpu:6.1f} s CPU, peak {peak:.0f} MB")
    peer_wall, peer_cpu, n_tables = write_with_pandas(here)
    print(f"pandas  {peer_wall:6.1f} s wall {peer_cpu:6.1f} s CPU, {n_tables} tables; ratio {cpu / peer_cpu:.2f} CPU")
    open_pages(made.folder)


def write_with_pandas(here: Places) -> tuple[float, float, int]:
    """Seconds on the clock and of the processor, and tables written: latest rows by indicator and by area."""
    started, before = time.perf_counter(), time.process_time()
    frame = pd.read_parquet(current_release(here).folder / "parquet" / "planner_value.parquet")
    latest = frame.sort_values("period_code").groupby(["area_id", "indicator_code"]).tail(1)
    n = 0
    with tempfile.TemporaryDirectory() as folder:
        for key in ("indicator_code", "area_id"):
            for _, rows in latest.groupby(key):
                rows.to_html(Path(folder) / f"{n}.html")
                n += 1
    return time.perf_counter() - started, time.process_time() - before, n


def open_pages(site: Path) -> None:
    """Print milliseconds until pages can be used, of at most five pages of each folder."""
    browser = next((path for path in BROWSERS if Path(path).exists()), None)
    if browser is None:
        print("browser: not installed")
        return
    folders = [site, *(path for path in site.iterdir() if path.is_dir() and path.name not in ("en", "assets", "files"))]
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"]).new_page()
        for folder in folders:
            times: list[float] = []
            for path in sorted(folder.glob("*.html"))[:12]:
                page.goto(path.as_uri())
                times.append(page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive"))
            median, most = statistics.median(times), max(times)
            print(f"{folder.name:16} interactive after {median:4.0f} ms (median), {most:4.0f} (most)")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
