"""The commands `files` and `site`, and what `run` and `publish` say of what is made for people after publishing."""

from __future__ import annotations

from pathlib import Path

from pipelines.cli.app import cli
from pipelines.cli.bilingual import option
from pipelines.cli.context import ERROR, FILE_IN, OK, CommandContext, common_options
from pipelines.cli.index_analyses import analyse_and_name


@cli.command()
@option("--release", "release_id")
@option("--check", "document", type=FILE_IN)
@common_options
def files(context: CommandContext, release_id: str | None, document: Path | None) -> int:
    """Make the files of a release again and name them, or compare a finished `document` with it.

    ERROR where a file could not be made or the document does not agree with the release.
    """
    is_right = make_and_name(context, release_id) if document is None else _agrees(context, release_id, document)
    return OK if is_right else ERROR


@cli.command()
@option("--release", "release_id")
@common_options
def site(context: CommandContext, release_id: str | None) -> int:
    """Make the site of a release again and name the page to open. ERROR where a page could not be made."""
    return OK if make_site_and_name(context, release_id) else ERROR


def make_site_and_name(context: CommandContext, release_id: str | None = None) -> bool:
    """Make the site of a release and print which page to open; a fault is a sentence. True where all was made."""
    from pipelines.site.make import make_site

    screen = context.screen
    with screen.progress() as (on_step, _):
        on_step("site")
        made = make_site(context.places, release_id)
    for fault in made.faults:
        screen.print_text(fault.in_lang(screen.lang))
    if made.start is not None:
        screen.print_message("open_site", path=made.start)
    return not made.faults


def _agrees(context: CommandContext, release_id: str | None, document: Path) -> bool:
    """Compare a document with a release and print what does not agree. True where everything does."""
    from pipelines.files.bound import Cells
    from pipelines.files.word.verify import document_faults
    from pipelines.publication.release.current import find_release

    screen, release = context.screen, find_release(context.places, release_id)
    faults = document_faults(document, Cells(release))
    for fault in faults:
        screen.print_text(fault.in_lang(screen.lang))
    code = "document_differs" if faults else "document_agrees"
    screen.print_message(code, path=document, release_id=release.name, n=len(faults))
    return not faults


def make_for_people(context: CommandContext, release_id: str | None = None) -> None:
    """Make the files of a release, the analyses of its indices, then its site, which shows both."""
    make_and_name(context, release_id)
    analyse_and_name(context, release_id)
    make_site_and_name(context, release_id)


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
    for path in made.bulletins:
        screen.print_message("open_bulletin", path=path)
    if made.n_communes:
        screen.print_message("open_communes", n=made.n_communes, folder=made.folder)
    return not made.faults
