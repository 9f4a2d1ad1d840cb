"""Takes pictures of Dagster's pages: `make pictures-dagster`, or this file with a folder to write them to.

A Chromium of the machine is driven by playwright: CHISO_CHROMIUM, else the first of CHROMIUMS that is there. What a
picture must show is waited for; a page that does not show it within a minute is a fault, printed with its name, and the
others are taken all the same.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from dagster_server import LOCATION, MONTHS, PROVINCE, REPOSITORY, Dagster, dagster, write_inbox
from playwright.sync_api import Error, Page, Position, sync_playwright

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
GROUP = f"/locations/{REPOSITORY}@{LOCATION}/asset-groups"
SENSOR = f"/locations/{REPOSITORY}@{LOCATION}/sensors"
PARTITION = f"{MONTHS[-1]}|{PROVINCE}"
WIDTH, HEIGHT = 1600, 1000
CORNER = Position(x=5, y=5)  # of the graph, where no node is: a double click there fits the graph into the page
MINUTE, SETTLED = 60_000, 5_000  # milliseconds
BACKFILL_SECONDS, TICK_SECONDS = 3600, 300


class Picture(NamedTuple):
    """The name of a picture, the page, a text that the page must show, and what is done before it is taken."""

    name: str
    path: str
    shows: str
    is_graph: bool = False  # the text is that of a node, and the whole graph is fitted into the page
    click: str = ""  # a text to click


def pictures(backfill: str, sensor: str) -> Iterator[Picture]:
    """Every picture, in the order taken."""
    yield Picture("01-graph", "/asset-groups", "submissions", is_graph=True)
    yield Picture("02-models-of-a-group", f"{GROUP}/duties/lineage", "duty_status", is_graph=True)
    upstream = "/assets/published/duty_status?view=lineage"
    yield Picture("02-upstream-of-a-model", upstream, "duty_version", is_graph=True)
    around = "/assets/verdict?view=lineage&lineageScope=neighbors&lineageDepth=2"
    yield Picture("02-publication", around, "release", is_graph=True)
    yield Picture("03-assets-of-a-group", f"{GROUP}/publication/list", "candidate")
    yield Picture("04-asset-received", "/assets/received?view=overview", "n_receipts")
    yield Picture("05-asset-release", "/assets/release?view=overview", "coverage_pct")
    yield Picture("06-asset-files", "/assets/files?view=overview", "workbook")
    yield Picture("07-model", "/assets/published/duty_status?view=overview", "duty_code")
    for number, check in enumerate(("reports_in", "figures_held", "rule_share_bounds", "rule_jump"), 8):
        yield Picture(f"{number:02d}-check-{check}", f"/assets/quality?view=checks&checkDetail={check}", "Kỳ 2026-10")
    waits = "/assets/received?view=checks&checkDetail=files_incomplete"
    yield Picture("12-check-incomplete", waits, "Không có tệp nào chờ ghi xong")
    yield Picture("12-check-files", "/assets/read?view=checks&checkDetail=files_unreadable", "1 tệp không mở được")
    yield Picture("13-check-gate", "/assets/verdict?view=checks&checkDetail=gate_passes", "Bản dựng")
    yield Picture("14-partitions", "/assets/release?view=partitions", MONTHS[-1])
    yield Picture("15-backfill", f"/runs/b/{backfill}", "Completed")
    yield Picture("16-sensor-tick", f"{SENSOR}/{sensor}", "View logs", click="0 runs requested")
    yield Picture("17-automation", "/automation", sensor)
    yield Picture("18-runs", "/runs", "Success")


def take(page: Page, dagster_: Dagster, picture: Picture, out: Path) -> bool:
    """Take one picture; False where the page does not show what it must."""
    page.goto(dagster_.url + picture.path, wait_until="domcontentloaded", timeout=MINUTE)
    shown = True
    try:
        where = page.locator("foreignObject") if picture.is_graph else page
        where.get_by_text(picture.shows).first.wait_for(state="attached", timeout=MINUTE)
    except Error:
        shown = False
    page.wait_for_timeout(SETTLED)
    with suppress(Error):
        if picture.is_graph:
            page.get_by_test_id("svg-viewport-container").dblclick(position=CORNER, timeout=SETTLED)
            page.wait_for_timeout(SETTLED)
        if picture.click:
            page.get_by_text(picture.click).last.click(timeout=SETTLED)
    page.wait_for_timeout(1000)
    page.screenshot(path=out / f"{picture.name}.png")
    return shown


def chromium() -> str:
    """The browser of the machine. Raises SystemExit where there is none."""
    found = os.environ.get("CHISO_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not found:
        raise SystemExit("no Chromium on this machine: install one, or name it in CHISO_CHROMIUM")
    return found


def main(out: Path) -> int:
    """Run the small province, take every picture, and return how many pages did not show what they must."""
    browser_path = chromium()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        write_inbox(work)
        with dagster(work) as running, sync_playwright() as playwright:
            backfill = running.backfill([f"{month}|{PROVINCE}" for month in MONTHS], BACKFILL_SECONDS)
            sensor = next((name for name in running.sensors() if name == f"inbox_{PROVINCE}"), "digest_after_run")
            running.tick(sensor, TICK_SECONDS)
            browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="vi-VN")
            wanting = [shot.name for shot in pictures(backfill, sensor) if not take(page, running, shot, out)]
            browser.close()
    for name in wanting:
        print(f"{name}: the page does not show what it must", file=sys.stderr)
    print(f"{len(list(out.glob('*.png')))} pictures in {out}")
    return len(wanting)


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1])) else 0)
