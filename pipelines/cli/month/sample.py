"""`chiso sample` and `chiso run --sample`: the simulated province, the demonstration, the published workbooks.

Figures are invented by pipelines/sample; the steps are those of publication/month.py.
"""

from __future__ import annotations

from pathlib import Path

from pipelines.cli.app import cli
from pipelines.cli.bilingual import option
from pipelines.cli.context import FOLDER, OK, REFUSED, CommandContext, common_options
from pipelines.cli.month.made_files import make_for_people
from pipelines.cli.month.print_outcome import print_release, print_verdict
from pipelines.cli.screen import OnFile
from pipelines.cli.usage_errors import CommandLineError
from pipelines.settings import REPO

MONTHS = ("2026-08", "2026-09", "2026-10")
# The year's end, administrative (14 December) and statistical (31 December), with the first month of the next year.
YEAR_END = ("2026-11", "2026-12", "2026-Q4", "2026-H2", "2026", "S2026-Q4", "S2026", "2027-01")
# Period of each release, and the periods whose files arrive before it: two months come first, so that the third has
# earlier values to show in place of held ones.
RELEASES = ((MONTHS[1], MONTHS[:2]), (MONTHS[2], MONTHS[2:]), (YEAR_END[-1], YEAR_END))
REAL = REPO.parent / "shared" / "workbooks" / "real"


@cli.command()
@option("--months", type=int)
@option("--out", type=FOLDER)
@common_options
def sample(context: CommandContext, months: int | None, out: Path | None) -> None:
    """Write the simulated workbooks of all sample periods, or of so many months without mistakes."""
    folder = out or sample_folder(context)
    with context.screen.progress() as (on_step, on_file):
        on_step("sample")
        if months is None:
            written = write_workbooks(context, folder, on_file)
        else:
            written = write_history(context, months, folder, on_file)
    context.screen.print_message("sample_written", n=len(written), folder=folder)


def run_sample(context: CommandContext) -> int:
    """Receive and publish the sample in three releases, the publishers' files first; then print a summary.

    Files are received at the times of the story: a few late, those of one commune never. Returns REFUSED where the gate
    refuses a release.
    """
    from pipelines.cli.month.summary import print_summary
    from pipelines.codebook.load import load
    from pipelines.publication import month
    from pipelines.sample.arrivals import BEGINNING, arrivals
    from pipelines.sample.demonstration.workbooks import arriving

    published = sorted(REAL.glob("*.xls*"))
    if not published:
        context.screen.print_message("no_real", folder=REAL)
    with context.screen.progress() as (on_step, on_file):
        on_step("sample")
        written = write_workbooks(context, sample_folder(context), on_file)
        if published:
            on_step("receive")
            month.receive(context.places, context.seeds, published, month.Delivery(at=BEGINNING), on_file)
    for period, periods in RELEASES:
        with context.screen.progress() as (on_step, on_file):
            on_step("receive")
            due = arrivals(load(context.seeds), context.places.province, periods, written)
            for at, files in sorted([*due, *arriving(periods, written)]):
                month.receive(context.places, context.seeds, files, month.Delivery(at=at, is_simulated=True))
            progress = month.Progress(on_step, on_file, context.say_who_holds)
            done = month.run(context.places, context.seeds, period, progress=progress)
        if done.release is None:
            print_verdict(context, done.verdict)
            return REFUSED
        print_release(context, done.release)
    print_summary(context)
    make_for_people(context)
    return OK


def sample_folder(context: CommandContext) -> Path:
    """The folder of sample workbooks: beside the candidates, since it may be deleted at any time."""
    return context.places.data / "build" / "sample" / context.places.province


def write_workbooks(context: CommandContext, folder: Path, on_file: OnFile) -> list[Path]:
    """Write the workbooks of all sample periods and return their paths; `on_file` is called after each.

    Cumulative figures agree within a year. The months contain planted mistakes, the year's end does not.
    """
    from pipelines.codebook.load import load
    from pipelines.sample.demonstration.workbooks import write_demonstration
    from pipelines.sample.province import duties_of, each_sample

    codebook, province = load(context.seeds), context.places.province
    total = sum(duties_of(codebook, province, periods).height for periods in (MONTHS, YEAR_END))
    written = write_demonstration(codebook, folder)
    total += len(written)
    for periods, has_mistakes in ((MONTHS, True), (YEAR_END, False)):
        for path in each_sample(codebook, province, periods, folder, has_mistakes):
            written.append(path)
            on_file(len(written), total)
    return written


def write_history(context: CommandContext, n_months: int, folder: Path, on_file: OnFile) -> list[Path]:
    """Write the workbooks of `n_months` months from the first of the sample on, without mistakes: for measurements.

    Raises CommandLineError where there are no such months.
    """
    from pipelines.codebook.load import load
    from pipelines.sample.province import duties_of, each_sample, long_history

    codebook, province = load(context.seeds), context.places.province
    try:
        periods = long_history(codebook, MONTHS[0], n_months)
    except ValueError as error:
        raise CommandLineError("months_of_sample", value=str(n_months)) from error
    total = duties_of(codebook, province, periods).height
    written: list[Path] = []
    for path in each_sample(codebook, province, periods, folder, has_mistakes=False):
        written.append(path)
        on_file(len(written), total)
    return written
