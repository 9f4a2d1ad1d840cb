"""`chiso form declare X.xlsx`: a form declared in one workbook.

The workbook is read by submissions/declare; sentences are in words/declare.py.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli.context import ERROR, OK, CommandContext
from pipelines.cli.forms.form_diff import print_trial

if TYPE_CHECKING:
    from pipelines.submissions.declare.declare import Declared


def declare(context: CommandContext, path: Path, file: Path | None, dry_run: bool, yes: bool) -> int:
    """Check the workbook, try it on its file and write the seeds; ERROR with every fault where it has any."""
    from pipelines.codebook.load import load
    from pipelines.submissions.declare.declare import check_declaration

    screen, codebook = context.screen, load(context.seeds)
    declared = check_declaration(codebook, context.seeds, path)
    for found in declared.faults:
        place = f"{found.sheet}!{found.address}" if found.address else found.sheet
        screen.print_text(f"  {place}: {found.text.in_lang(screen.lang)}")
    if declared.faults:
        screen.print_message("declare_faults", n=len(declared.faults), file=path.name)
        return ERROR
    if not _try(context, declared, file):
        return ERROR
    if not dry_run and not yes and sys.stdin.isatty():
        click.confirm(screen.text("declare_confirm"), abort=True, err=True)
    return _write(context, declared, dry_run)


def _try(context: CommandContext, declared: Declared, file: Path | None) -> bool:
    """Read the source file with the declared rows and print what is read and lost; False where it is not there."""
    from pipelines.submissions.propose.trial import trial_with

    source = declared.book.source
    path = file or Path(source.get("path", ""))
    if not path.is_file() or declared.codebook is None:
        context.screen.print_message("declare_no_file", file=source.get("file", ""))
        return False
    period = source.get("period") or None
    stated = {"sender": None, "form": source.get("form") or None, "period": period}
    print_trial(context, trial_with(declared.codebook, context.places.province, path, stated))
    return True


def _write(context: CommandContext, declared: Declared, dry_run: bool) -> int:
    """Print the files, and write them unless it is a dry run. No file but those of `forms` is changed."""
    from pipelines.codebook.additions.addition import write_files

    for closing in declared.closings:
        ended = {"form": closing.form_code, "version": str(closing.form_version), "day": closing.valid_to}
        context.screen.print_message("declare_closes", **ended)
    if not dry_run:
        write_files(declared.files, context.seeds)
    context.screen.print_message("province_dry" if dry_run else "province_written", folder=context.seeds)
    for name, _ in declared.files:
        is_new = dry_run and not (context.seeds / name).exists()
        context.screen.print_text(f"  {name}{' *' if is_new else ''}")
    return OK
