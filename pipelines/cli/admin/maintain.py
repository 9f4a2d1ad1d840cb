"""The commands that check and repair what chiso keeps: codebook check, ledger check, ledger repair, rebuild."""

from __future__ import annotations

from pathlib import Path

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import ERROR, FOLDER, OK, CommandContext, common_options


@cli.group()
def codebook() -> None:
    """Group of commands about the codebook."""


@codebook.command("check")
@common_options
def codebook_check(context: CommandContext) -> None:
    """Load the codebook; all of its errors are raised at once."""
    from pipelines.codebook.load import load

    found = load(context.seeds)
    n_rows = sum(frame.height for frame in found.tables.values())
    context.screen.print_message("codebook_good", n_tables=len(found.tables), n_rows=n_rows, hash=found.hash)


@cli.group()
def ledger() -> None:
    """Group of commands about the ledger."""


@ledger.command("check")
@common_options
def ledger_check(context: CommandContext) -> None:
    """Read the whole ledger, which verifies its hash chain."""
    from pipelines.ledger import Ledger

    seq, last_hash = Ledger(context.places.ledger).head()
    context.screen.print_message("ledger_good", n=seq, hash=last_hash)


@ledger.command("repair")
@common_options
def ledger_repair(context: CommandContext) -> None:
    """Move an unfinished last line into a file of its own."""
    from pipelines.ledger import Ledger

    book = Ledger(context.places.ledger)
    torn = book.repair()
    if torn:
        context.screen.print_message("ledger_repaired", path=torn)
    seq, last_hash = book.head()
    context.screen.print_message("ledger_good", n=seq, hash=last_hash)


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
    return OK if done.is_equal else ERROR
