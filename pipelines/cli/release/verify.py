"""The command `verify`: does everything that a province keeps agree with its ledger?"""

from __future__ import annotations

import shutil

from pipelines.cli.app import cli
from pipelines.cli.bilingual import option
from pipelines.cli.context import ERROR, OK, CommandContext, common_options


@cli.command()
@option("--deep", "is_deep", is_flag=True)
@option("--rebuild", "is_rebuilt", is_flag=True)
@common_options
def verify(context: CommandContext, is_deep: bool, is_rebuilt: bool) -> int:
    """Print each file that is not as the ledger says; ERROR where there is one, notes aside."""
    from pipelines.publication.integrity.verify import verify as look

    screen = context.screen
    with screen.progress() as (on_step, _):
        found = look(context.places, is_deep, on_step)
    for row in found:
        mark = screen.text("verify_note") if row.is_note else screen.text("verify_fault")
        screen.print_text(f"{mark} {row.path}: {row.said.in_lang(screen.lang)}")
    is_good = all(row.is_note for row in found) and (not is_rebuilt or _rebuilds(context))
    screen.print_message(("verify_good_deep" if is_deep else "verify_good") if is_good else "verify_bad")
    return OK if is_good else ERROR


def _rebuilds(context: CommandContext) -> bool:
    """Build the current release again and print whether it is equal; what was built is removed."""
    from pipelines.publication.candidate.rebuild import rebuild
    from pipelines.publication.release.current import current_release
    from pipelines.publication.tree import set_writable

    release_id = current_release(context.places).release_id
    out = context.places.build / f".verify-{release_id}"
    shutil.rmtree(out, ignore_errors=True)
    try:
        with context.screen.progress() as (on_step, _):
            done = rebuild(context.places, release_id, out, on_step)
    finally:
        if out.exists():
            set_writable(out)
            shutil.rmtree(out)
    names = ", ".join((*done.different, *done.missing, *done.added, *done.failures)) or "–"
    code = "verify_rebuilt" if done.is_equal else "verify_not_rebuilt"
    commits = {"recorded": done.recorded_commit, "present": done.present_commit}
    context.screen.print_message(code, release_id=release_id, names=names, **commits)
    return done.is_equal
