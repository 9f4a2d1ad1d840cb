"""The commands `form blank`, `form coverage`, `form diff` and `form declare`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import FILE_IN, FOLDER, CommandContext, common_options
from pipelines.cli.names import unknown_name
from pipelines.cli.usage_errors import CommandLineError

if TYPE_CHECKING:
    from pipelines.codebook.load import Codebook


@cli.group()
def form() -> None:
    """Group of commands about forms."""


@form.command("blank")
@argument("form_code")
@option("--reporter")
@option("--all", "is_all", is_flag=True)
@option("--period", required=True)
@option("--out", type=FOLDER, default=Path())
@common_options
def form_blank(
    context: CommandContext, form_code: str, reporter: str | None, is_all: bool, period: str, out: Path
) -> None:
    """Write the blank form for one reporter, or for every reporter that owes it."""
    from pipelines.codebook.load import load
    from pipelines.forms.blank.blank import form_file_name, write_form
    from pipelines.forms.blank.content import FormContent
    from pipelines.forms.blank.layout import FormKey
    from pipelines.publication.release.last_published import last_published

    if (reporter is None) != is_all:
        raise CommandLineError("reporter_or_all")
    codebook = load(context.seeds)
    form_code, period_code = context.form(form_code), context.period(period)
    reporters = [context.reporter(reporter)] if reporter else _owing(codebook, context, form_code, period_code)
    out.mkdir(parents=True, exist_ok=True)
    for code in reporters:
        published = last_published(context.places, codebook, form_code, code, period_code)
        key = FormKey(form_code, code, period_code)
        write_form(codebook, key, out / form_file_name(codebook, key), FormContent(published=published))
    context.screen.print_message("blanks_written", n=len(reporters), folder=out)


@form.command("coverage")
@option("--lines", "has_lines", is_flag=True)
@common_options
def form_coverage(context: CommandContext, has_lines: bool) -> None:
    """Print what no form collects and what is asked twice; with `--lines` the whole chain."""
    from pipelines.cli.forms.coverage import print_coverage

    print_coverage(context, has_lines)


@form.command("diff")
@argument("path", type=FILE_IN)
@option("--form", "form_code")
@option("--period")
@option("--out", type=click.Path(path_type=Path))
@common_options
def form_diff(context: CommandContext, path: Path, form_code: str | None, period: str | None, out: Path | None) -> int:
    """Print how a workbook differs from the nearest declared form, and the seed rows that declare it."""
    from pipelines.cli.forms.form_diff import print_difference
    from pipelines.codebook.load import load

    codebook = load(context.seeds)
    form_code, period_code = form_code and context.form(form_code), period and context.period(period)
    stated = {"sender": None, "form": form_code, "period": period_code}
    return print_difference(context, codebook, path, stated, out)


@form.command("declare")
@argument("path", type=FILE_IN)
@option("--file", type=FILE_IN)
@option("--dry-run", is_flag=True)
@option("--yes", is_flag=True)
@common_options
def form_declare(context: CommandContext, path: Path, file: Path | None, dry_run: bool, yes: bool) -> int:
    """Check a declaration workbook, try it on its file, and write the seed rows."""
    from pipelines.cli.forms.declare import declare

    return declare(context, path, file, dry_run, yes)


def _owing(codebook: Codebook, context: CommandContext, form_code: str, period_code: str) -> list[str]:
    """Every reporter of the province with a duty for this form and period."""
    from pipelines.codebook.obligations import expand_duties

    duties = expand_duties(codebook, context.places.province, period_code)
    duties = duties.filter(form_code=form_code, period_code=period_code)
    if duties.is_empty():
        raise unknown_name("nobody_owes", form=form_code, period=period_code)
    return duties["reporter_code"].to_list()
