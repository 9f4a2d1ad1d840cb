"""The group `release`: differences of two releases, notes, rollback, retention, proofs of earlier ones."""

from __future__ import annotations

import click

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import ERROR, OK, CommandContext, common_options


@cli.group()
def release() -> None:
    """Group of commands about published releases."""


@release.command("diff")
@argument("earlier_id")
@argument("later_id")
@option("--all", "is_whole", is_flag=True)
@common_options
def diff(context: CommandContext, earlier_id: str, later_id: str, is_whole: bool) -> None:
    """Print what the later release says otherwise than the earlier one: numbers first, then names and values."""
    from pipelines.cli.query.changes import print_changes
    from pipelines.publication.release.current import find_release, simulated_in

    earlier, later = (find_release(context.places, name) for name in (earlier_id, later_id))
    context.screen.print_notice(simulated_in(later))
    more = f"chiso release diff {earlier_id} {later_id} --all"
    print_changes(context.screen, earlier, later, None if is_whole else more)


@release.command("notes")
@argument("release_id", required=False)
@common_options
def notes(context: CommandContext, release_id: str | None) -> None:
    """Print the notes of a release, by default of the current one: what changed, corrections, who."""
    from pipelines.files.release_notes import release_notes
    from pipelines.publication.release.current import find_release

    folder = find_release(context.places, release_id)
    context.screen.print_text("\n".join(release_notes(context.places, folder.name, context.screen.lang)))


@release.command("rollback")
@argument("release_id")
@option("--reason", default="")
@option("--owner", default="")
@common_options
def rollback(context: CommandContext, release_id: str, reason: str, owner: str) -> None:
    """Make an earlier release the current one again; nothing is deleted."""
    from pipelines.publication.release.acts import Rollback
    from pipelines.publication.release.acts import rollback as set_back

    set_back(context.places, Rollback(release_id, reason, owner), context.say_who_holds)
    context.screen.print_message("rolled_back", release_id=release_id)


@release.command("retire")
@option("--keep", type=click.IntRange(min=1))
@option("--delete", "is_deleted", is_flag=True)
@option("--reason", default="")
@option("--owner", default="")
@common_options
def retire(context: CommandContext, keep: int | None, is_deleted: bool, reason: str, owner: str) -> int:
    """Print which old folders may be deleted; with `--delete` record it and delete them."""
    from pipelines.ledger import Ledger
    from pipelines.publication.release import acts, retention

    screen = context.screen
    n_kept = keep or retention.releases_to_keep(context.places)
    if is_deleted:
        planned = acts.retire(context.places, n_kept, reason, owner, context.say_who_holds)
    else:
        planned = retention.plan(context.places, Ledger(context.places.ledger).read(), n_kept)
    rows = [
        (row.release_id, f"{row.n_bytes / 1e6:.1f}", screen.text(f"kept_{row.reason}" if row.reason else "kept_not"))
        for row in planned
    ]
    screen.print_table(("head_release", "head_megabytes", "head_kept"), rows)
    free = [row for row in planned if not row.reason]
    code = "retired" if is_deleted else "may_retire"
    size = f"{sum(row.n_bytes for row in free) / 1e6:.1f}"
    screen.print_message(code, n=len(free), size=size, keep=f" --keep {keep}" if keep else "")
    return OK


@release.command("prove")
@common_options
def prove(context: CommandContext) -> int:
    """Write the proofs that releases of earlier versions lack; ERROR where one of them is not whole."""
    from pipelines.publication.integrity.verify import verify
    from pipelines.publication.release.acts import prove as write_proofs

    written = write_proofs(context.places, context.say_who_holds)
    context.screen.print_message("proved", n=len(written), names=", ".join(written) or "–")
    without = [row for row in verify(context.places) if row.said.code == "proof_absent"]
    for row in without:
        context.screen.print_message("not_proved", path=row.path)
    return ERROR if without else OK
