"""`chiso sample` and `chiso run --sample`: the simulated province and the published workbooks through the whole path.

Here: which months, which folders, in which order. Not here: invented figures (sample), the path (publication).
"""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.cli.app import OK, REFUSED, Desk, cli, verb
from pipelines.settings import REPO

MONTHS = ("2026-08", "2026-09", "2026-10")
REAL = REPO.parent / "shared" / "workbooks" / "real"
REAL_FILES = ("PCI_*.xlsx", "PAPI_*.xlsx")  # the publishers whose forms the codebook declares


@cli.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Thư mục ghi biểu.")
@verb
def sample(desk: Desk, out: Path | None) -> None:
    """Viết biểu mô phỏng ba tháng của mọi xã và của Sở, ghi rõ SỐ LIỆU MÔ PHỎNG."""
    folder = out or sample_folder(desk)
    desk.screen.say("sample_written", n=len(write(desk, folder)), folder=folder)


def run_sample(desk: Desk) -> int:
    """Sample months received and published one after another, the published workbooks with the first; a summary."""
    from pipelines.cli.month import tell_release, tell_verdict
    from pipelines.cli.summary import tell_summary
    from pipelines.publication import month

    published = sorted(path for pattern in REAL_FILES for path in REAL.glob(pattern))
    if not published:
        desk.screen.say("no_real", folder=REAL)
    with desk.screen.progress() as (on_step, on_file):
        on_step("sample")
        written = write(desk, sample_folder(desk))
        if published:
            on_step("receive")
            month.receive(desk.places, desk.seeds, published, on_progress=on_file)
    for period in MONTHS:
        files = [path for path in written if f"_{period}_" in path.name]
        with desk.screen.progress() as (on_step, on_file):
            on_step("receive")
            month.receive(desk.places, desk.seeds, files, on_progress=on_file)
            done = month.run(desk.places, desk.seeds, period, None, on_step, on_file)
        if done.release is None:
            tell_verdict(desk, done.verdict)
            return REFUSED
        tell_release(desk, done.release)
    tell_summary(desk)
    return OK


def sample_folder(desk: Desk) -> Path:
    """Beside the candidates: what is simulated may be thrown away."""
    return desk.places.data / "build" / "sample" / desk.places.province


def write(desk: Desk, folder: Path) -> list[Path]:
    """The workbooks of all sample months, written in one go so that their cumulative figures agree."""
    from pipelines.codebook.load import load
    from pipelines.sample.province import write_sample

    return write_sample(load(desk.seeds), desk.places.province, MONTHS, folder)
