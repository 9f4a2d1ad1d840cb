"""Makes the site of a release in `data/site/<province>/<release>`, beside the release, which is only read.

Each kind of page is made by itself: a fault in one leaves a page that says so, and the others are made all the same.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.errors import Message, message, reason_of
from pipelines.files.content.release import open_release
from pipelines.publication.release.current import find_release
from pipelines.settings import Places
from pipelines.site import links
from pipelines.site.blocks import Page, Section, Text
from pipelines.site.context import LANGS, Site
from pipelines.site.messages import SITE
from pipelines.site.pages import (
    completeness,
    downloads,
    indicators,
    indices,
    method,
    overview,
    quality,
    targets,
    tasks,
    units,
)
from pipelines.site.pages.analyses import audit, uncertainty
from pipelines.site.pages.downloads import copy_downloads
from pipelines.site.render import write_assets, write_page, write_search

Pages = Callable[[Site], Iterator[Page]]
# What makes pages, by the page of the menu that they belong to, or by the page that a fault is written to.
PARTS: dict[str, Pages] = {
    links.OVERVIEW: overview.pages,
    links.TARGETS: targets.pages,
    links.INDICATORS: indicators.pages,
    links.UNITS: units.pages,
    links.COMPLETENESS: completeness.pages,
    links.QUALITY: quality.pages,
    links.TASKS: tasks.pages,
    links.INDICES: indices.pages,
    links.UNCERTAINTY: uncertainty.pages,
    links.AUDIT: audit.pages,
    links.METHOD: method.pages,
    links.DOWNLOADS: downloads.pages,
}


@dataclass
class MadeSite:
    """What was made; `start` is the page to open, None where nothing was made; `faults` say why."""

    release_id: str
    folder: Path
    start: Path | None = None
    n_pages: int = 0
    faults: list[Message] = field(default_factory=list[Message])


def make_site(places: Places, release_id: str | None = None) -> MadeSite:
    """Make the site of a release, by default of the current one; an earlier site of it is replaced when all is made.

    Raises PublicationError where there is no such release. Any other fault is in the answer.
    """
    release = find_release(places, release_id)
    made = MadeSite(release.name, places.site / release.name)
    new = places.site / f".{release.name}-{os.getpid()}"
    try:
        new.mkdir(parents=True)
        source = open_release(release)
        write_assets(new)
        files = tuple(copy_downloads(release, places.files / release.name, new))
        for lang in LANGS:
            _write_language(Site(source, lang, files, places.analysis / release.name), new, made)
        shutil.rmtree(made.folder, ignore_errors=True)
        new.rename(made.folder)
        made.start = made.folder / links.OVERVIEW
    except Exception as error:  # a page for people never stops a release, whatever is wrong with it
        _note(made, "all", error)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return made


def _write_language(site: Site, top: Path, made: MadeSite) -> None:
    """Write the pages of one language."""
    written: list[Page] = []
    for path, make in PARTS.items():
        try:
            pages = list(make(site))
            for page in pages:
                write_page(site, page, top)
        except Exception as error:
            _note(made, path, error)
            pages = [_fault_page(site, path, made.faults[-1])]
            write_page(site, pages[0], top)
        written += pages
    write_search(site, written, top)
    made.n_pages += len(written)


def _fault_page(site: Site, path: str, fault: Message) -> Page:
    """What stands in place of a page that could not be made."""
    title = site.t("Chưa làm được trang này", "This page could not be made")
    return Page(path, title, [Section("", [Text(fault.in_lang(site.lang))])], nav=path)


def _note(made: MadeSite, part: str, error: Exception) -> None:
    """Add the sentence of a fault. With CHISO_DEBUG the error is raised, for its traceback."""
    if os.environ.get("CHISO_DEBUG"):
        raise error
    made.faults.append(message(SITE, "page_fault", part=part, release_id=made.release_id, reason=reason_of(error)))
