"""What `status` and `query` print where ledger, `current` and originals disagree, or a release was set back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.cli.context import CommandContext
from pipelines.cli.screen import show

if TYPE_CHECKING:
    from pipelines.ledger import Entry
    from pipelines.publication.release.current import Release


def print_rollback(context: CommandContext, current: Release, is_beside: bool = False) -> None:
    """Print by whose decision an earlier release is the current one; nothing where it is the last one."""
    if current.rollback:
        said = {name: current.rollback[name] for name in ("reason", "owner")}
        text = context.screen.text("status_rollback", earlier=current.rollback["from_release_id"], **said)
        show(text, is_beside)


def print_losses(context: CommandContext, entries: list[Entry]) -> None:
    """Print originals that no receipt names, and a `current` that is not the ledger's.

    Raises PublicationError where the ledger is not the one that the releases were made with.
    """
    from pipelines.publication.integrity.stored import blobs_without_receipt
    from pipelines.publication.ledger_guard import check_ledger
    from pipelines.publication.release.standing import standing_release

    check_ledger(context.places, entries)
    orphans = blobs_without_receipt(context.places, entries)
    if orphans:
        context.screen.print_message("status_orphans", n=len(orphans))
    expected = standing_release(entries)
    named = context.places.current.read_text("utf-8").strip() if context.places.current.exists() else ""
    if expected and named != expected:
        context.screen.print_message("status_current_differs", named=named or "–", expected=expected)
