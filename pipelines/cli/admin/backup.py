"""The commands `backup` and `restore`: a province's data on another disk, and back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import ERROR, FOLDER, FOLDER_IN, OK, CommandContext, common_options
from pipelines.errors import Message
from pipelines.settings import places


@cli.command()
@argument("folder", type=FOLDER)
@option("--check", "is_check", is_flag=True)
@common_options
def backup(context: CommandContext, folder: Path, is_check: bool) -> int:
    """Bring the backup in a folder up to date, or read the whole of it; ERROR where a file is damaged."""
    from pipelines.maintenance.backup import back_up, check_copy, listed, read_listing

    screen, copy = context.screen, places(context.places.province, folder)
    if is_check:
        n = len(listed(read_listing(copy)))
        with screen.progress() as (on_step, on_file):
            on_step("check_copy")
            faults = check_copy(copy, on_file)
        return _end(context, faults, "copy_whole", folder=folder, n=n)
    with screen.progress() as (on_step, on_file):
        on_step("backup")
        done = back_up(context.places, folder, context.say_who_holds, on_file)
    counts = {"n": len(done.files), "n_copied": done.n_copied, "mb": f"{done.n_bytes / 1e6:.1f}"}
    seq = done.entries[-1].seq if done.entries else 0
    screen.print_message("backed_up", folder=folder, seq=seq, **counts)
    return _end(context, done.faults, "backup_next", folder=folder)


@cli.command()
@argument("folder", type=FOLDER_IN)
@common_options
def restore(context: CommandContext, folder: Path) -> int:
    """Write a backup into the data root, which must be empty; ERROR where a file of it is damaged."""
    from pipelines.maintenance.restore import restore as restore_backup

    with context.screen.progress() as (on_step, on_file):
        on_step("restore")
        done = restore_backup(places(context.places.province, folder), context.places, on_file)
    counts = {"n": done.n_files, "n_releases": len(done.releases), "seq": done.ledger_seq}
    context.screen.print_message("restored", data=context.places.data, **counts)
    return _end(context, done.faults, "restore_next")


def _end(context: CommandContext, faults: Sequence[Message], code: str, **values: object) -> int:
    """Print the faults, or the sentence `code` where there is none; returns the exit code."""
    for fault in faults:
        context.screen.print_text(fault.in_lang(context.screen.lang))
    if faults:
        context.screen.print_message("files_damaged", n=len(faults))
        return ERROR
    context.screen.print_message(code, **values)
    return OK
