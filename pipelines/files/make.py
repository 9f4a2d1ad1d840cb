"""Makes the files of a release in `data/files/<province>/<release>`, beside the release, which is only read.

Each part is made by itself: a fault in one is a sentence of the answer, and the other parts are made all the same.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pipelines.errors import Message, message, reason_of
from pipelines.files.bulletins.make import make_bulletins
from pipelines.files.communes import write_communes
from pipelines.files.content.release import Source, open_release
from pipelines.files.csv_excel import write_copies
from pipelines.files.messages import FILES
from pipelines.files.page.chairman import write_page
from pipelines.files.page.pdf import write_pdf
from pipelines.files.release_notes import write_notes
from pipelines.files.workbook.workbook import write_workbook
from pipelines.publication.release.current import find_release
from pipelines.settings import Places, let_read, make_readable

T = TypeVar("T")
COMMUNES, CSV, BULLETINS = "xa", "csv_excel", "bao-cao"


@dataclass
class Made:
    """What was made of a release: paths that are None were not made; `faults` say why in both languages."""

    release_id: str
    folder: Path
    workbook: Path | None = None
    page: Path | None = None
    pdf: Path | None = None
    bulletins: list[Path] = field(default_factory=list[Path])
    n_communes: int = 0
    n_csv: int = 0
    faults: list[Message] = field(default_factory=list[Message])


def make_files(places: Places, release_id: str | None = None) -> Made:
    """Make the files of a release, by default of the current one; what was there is replaced when all is made.

    Raises PublicationError where there is no such release. Any other fault is in the answer.
    """
    release = find_release(places, release_id)
    made = Made(release.name, places.files / release.name)
    new = places.files / f".{release.name}-{os.getpid()}"
    try:
        make_readable(places.files)
        new.mkdir(exist_ok=True)
        source = open_release(release)
        _make_parts(source, new, made)
        notes = new / f"ghi-chu-{release.name}.txt"
        _made(made, "notes", lambda: write_notes(places, release.name, notes))
        let_read(new)
        if made.folder.exists():
            shutil.rmtree(made.folder)
        new.rename(made.folder)
    except Exception as error:  # a file for people never stops a release, whatever is wrong with it
        made.workbook = made.page = made.pdf = None
        made.bulletins = []
        _note(made, "source", error)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return made


def _make_parts(source: Source, new: Path, made: Made) -> None:
    """Make every part in the folder `new`; paths in `made` are those after the folder was renamed."""
    workbook, page = f"so-lieu-{made.release_id}.xlsx", f"tom-tat-{made.release_id}.docx"
    if _made(made, "workbook", lambda: write_workbook(source, new / workbook)):
        made.workbook = made.folder / workbook
    if _made(made, "page", lambda: write_page(source, new / page)):
        made.page = made.folder / page
        if pdf := _value(made, "pdf", lambda: write_pdf(new / page)):
            made.pdf = made.folder / pdf.name
    bulletins = _value(made, "bulletins", lambda: make_bulletins(source, new / BULLETINS)) or []
    made.bulletins = [made.folder / BULLETINS / path.name for path in bulletins]
    made.n_communes = _value(made, "communes", lambda: write_communes(source, new / COMMUNES)) or 0
    made.n_csv = _value(made, "csv", lambda: write_copies(source.folder, new / CSV)) or 0


def _value(made: Made, part: str, make: Callable[[], T]) -> T | None:
    """What `make` returns; None after a fault, which is noted."""
    try:
        return make()
    except Exception as error:  # a file for people never stops a release, whatever is wrong with it
        _note(made, part, error)
        return None


def _made(made: Made, part: str, make: Callable[[], None]) -> bool:
    """Whether `make` ran without a fault; a fault is noted."""
    n = len(made.faults)
    _value(made, part, make)
    return len(made.faults) == n


def _note(made: Made, part: str, error: Exception) -> None:
    """Add the sentence of a fault. With CHISO_DEBUG the error is raised, for its traceback."""
    if os.environ.get("CHISO_DEBUG"):
        raise error
    reason = reason_of(error)
    named = message(FILES, f"part_{part}")
    made.faults.append(message(FILES, "file_fault", part=named, release_id=made.release_id, reason=reason))
