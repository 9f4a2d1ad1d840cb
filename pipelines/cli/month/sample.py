"""`chiso sample` and `chiso run --sample`: the simulated province and the published workbooks through the whole path.

Here: which months, which folders, in which order. Not here: invented figures (sample), the path (publication).
"""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.cli.app import OK, REFUSED, Desk, cli, verb
from pipelines.cli.month.print_outcome import print_release, print_verdict
from pipelines.settings import REPO

MONTHS = ("2026-08", "2026-09", "2026-10")
# The year's end, administrative (14 December) and statistical (31 December), with the first month of the next year.
YEAR_END = ("2026-11", "2026-12", "2026-Q4", "2026-H2", "2026", "S2026-Q4", "S2026", "2027-01")
# What occasions a release, and what has come by then: two months first, so that the third has values to fall back to.
RELEASES = ((MONTHS[1], MONTHS[:2]), (MONTHS[2], MONTHS[2:]), (YEAR_END[-1], YEAR_END))
REAL = REPO.parent / "shared" / "workbooks" / "real"


@cli.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Thư mục ghi biểu.")
@verb
def sample(desk: Desk, out: Path | None) -> None:
    """Viết biểu mô phỏng ba tháng và cuối năm của mọi xã, mọi sở, ghi rõ SỐ LIỆU MÔ PHỎNG."""
    folder = out or sample_folder(desk)
    desk.screen.say("sample_written", n=len(write(desk, folder)), folder=folder)


def run_sample(desk: Desk) -> int:
    """The sample received and published in three releases, the publishers' files first; then a summary."""
    from pipelines.cli.month.summary import tell_summary
    from pipelines.publication import month

    published = sorted(REAL.glob("*.xls*"))
    if not published:
        desk.screen.say("no_real", folder=REAL)
    with desk.screen.progress() as (on_step, on_file):
        on_step("sample")
        written = write(desk, sample_folder(desk))
        if published:
            on_step("receive")
            month.receive(desk.places, desk.seeds, published, on_progress=on_file)
    for period, periods in RELEASES:
        files = [path for path in written if path.name.split("_")[2] in periods]
        with desk.screen.progress() as (on_step, on_file):
            on_step("receive")
            month.receive(desk.places, desk.seeds, files, on_progress=on_file)
            done = month.run(desk.places, desk.seeds, period, None, on_step, on_file)
        if done.release is None:
            print_verdict(desk, done.verdict)
            return REFUSED
        print_release(desk, done.release)
    tell_summary(desk)
    return OK


def sample_folder(desk: Desk) -> Path:
    """Beside the candidates: what is simulated may be thrown away."""
    return desk.places.data / "build" / "sample" / desk.places.province


def write(desk: Desk, folder: Path) -> list[Path]:
    """The workbooks of all sample periods; one year's cumulative figures agree. Mistakes are planted in the months."""
    from pipelines.codebook.load import load
    from pipelines.sample.province import write_sample

    codebook, province = load(desk.seeds), desk.places.province
    months = write_sample(codebook, province, MONTHS, folder)
    return [*months, *write_sample(codebook, province, YEAR_END, folder, has_mistakes=False)]
