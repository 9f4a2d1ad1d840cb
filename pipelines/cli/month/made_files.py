"""The command `files`, and what `run` and `publish` say of the files made for people after a release was published."""

from __future__ import annotations

from pipelines.cli.app import cli
from pipelines.cli.bilingual import option
from pipelines.cli.context import ERROR, OK, CommandContext, common_options


@cli.command()
@option("--release", "release_id")
@common_options
def files(context: CommandContext, release_id: str | None) -> int:
    """Make the files of a release again and name them; ERROR where one could not be made."""
    return OK if make_and_name(context, release_id) else ERROR


def make_and_name(context: CommandContext, release_id: str | None = None) -> bool:
    """Make the files of a release and print which to open; a fault is a sentence. True where all were made."""
    from pipelines.files.make import make_files

    screen = context.screen
    with screen.progress() as (on_step, _):
        on_step("files")
        made = make_files(context.places, release_id)
    for fault in made.faults:
        screen.print_text(fault.in_lang(screen.lang))
    page = made.pdf or made.page
    for code, path in (("open_workbook", made.workbook), ("open_page", page)):
        if path is not None:
            screen.print_message(code, path=path)
    if made.n_communes:
        screen.print_message("open_communes", n=made.n_communes, folder=made.folder)
    return not made.faults
