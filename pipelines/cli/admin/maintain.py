"""The commands that check and repair what chiso keeps: codebook check, ledger check, ledger repair, rebuild."""

from __future__ import annotations

from pathlib import Path

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import ERROR, FOLDER, FOLDER_IN, OK, CommandContext, common_options
from pipelines.cli.names import find_day
from pipelines.settings import documents_root


@cli.group()
def codebook() -> None:
    """Group of commands about the codebook."""


@codebook.command("check")
@option("--documents", type=FOLDER_IN)
@common_options
def codebook_check(context: CommandContext, documents: Path | None) -> None:
    """Load the codebook and look its quotes up in the documents; all problems are raised at once. Print the notes."""
    from pipelines.cli.admin.codebook_check import check_codebook

    check_codebook(context, documents or documents_root())


@cli.group()
def ledger() -> None:
    """Group of commands about the ledger."""


@ledger.command("check")
@common_options
def ledger_check(context: CommandContext) -> int:
    """Read the whole ledger, which verifies its hash chain; ERROR where there is none, or releases know another one."""
    from pipelines.ledger import Ledger
    from pipelines.publication.ledger_guard import check_ledger

    if not context.places.ledger.is_file():
        context.screen.print_problem("ledger_absent", path=context.places.ledger, data=context.places.data)
        return ERROR
    entries = Ledger(context.places.ledger).read()
    check_ledger(context.places, entries)
    seq, last_hash = Ledger(context.places.ledger).head()
    context.screen.print_message("ledger_good", n=seq, hash=last_hash)
    return OK


@ledger.command("repair")
@common_options
def ledger_repair(context: CommandContext) -> int:
    """Move an unfinished last line into a file of its own; ERROR where there is no ledger."""
    from pipelines.ledger import Ledger

    if not context.places.ledger.is_file():
        context.screen.print_problem("ledger_absent", path=context.places.ledger, data=context.places.data)
        return ERROR
    book = Ledger(context.places.ledger)
    torn = book.repair()
    if torn:
        context.screen.print_message("ledger_repaired", path=torn)
    seq, last_hash = book.head()
    context.screen.print_message("ledger_good", n=seq, hash=last_hash)
    return OK


@ledger.command("clock")
@option("--today", required=True)
@option("--reason", default="")
@option("--owner", default="")
@common_options
def ledger_clock(context: CommandContext, today: str, reason: str, owner: str) -> int:
    """Record that the machine's clock is right, after a jump; ERROR where there is no ledger."""
    from pipelines.ledger import Ledger
    from pipelines.ledger.days import confirm_clock

    if not context.places.ledger.is_file():
        context.screen.print_problem("ledger_absent", path=context.places.ledger, data=context.places.data)
        return ERROR
    entry = confirm_clock(Ledger(context.places.ledger), find_day(today), reason, owner)
    context.screen.print_message("clock_confirmed", seq=entry.seq)
    return OK


@cli.command()
@argument("release_id")
@option("--out", type=FOLDER)
@common_options
def rebuild(context: CommandContext, release_id: str, out: Path | None) -> int:
    """Build a past release again and print how its files compare; ERROR where one differs."""
    from pipelines.publication.candidate.rebuild import rebuild as rebuild_release

    folder = out or context.places.build / f"rebuild-{release_id}"
    if folder.exists() and any(folder.iterdir()):
        context.screen.print_message("out_exists", path=folder)
        return ERROR
    with context.screen.progress() as (on_step, _):
        done = rebuild_release(context.places, release_id, folder, on_step)
    if done.recorded_commit != done.present_commit:
        context.screen.print_message("rebuilt_commit", present=done.present_commit, recorded=done.recorded_commit)
    listed = {name: ", ".join(getattr(done, name)) or "–" for name in ("different", "missing", "added", "failures")}
    code = "rebuilt_equal" if done.is_equal else "rebuilt_unequal"
    context.screen.print_message(code, release_id=release_id, n=len(done.same), folder=done.tree, **listed)
    for blob in done.damaged:
        context.screen.print_message(
            "rebuilt_blob", receipt=blob.receipt_id, file=blob.original_name, sha256=blob.sha256
        )
    return OK if done.is_equal else ERROR
