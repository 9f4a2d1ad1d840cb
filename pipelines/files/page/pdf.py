"""A document as PDF, by LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from pipelines.errors import message
from pipelines.files.messages import FILES, FileError

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 120  # a first start of LibreOffice on a slow computer takes half a minute


def office() -> str | None:
    """The program, or None where LibreOffice is not installed."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def write_pdf(document: Path) -> Path | None:
    """Write the document as PDF beside itself; None where LibreOffice is not installed.

    Its profile is a fresh folder, so that an open LibreOffice of the user neither blocks it nor is changed.
    Raises FileError where LibreOffice does not make the file.
    """
    program, target = office(), document.with_suffix(".pdf")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as profile:
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", "pdf"]
        try:
            subprocess.run(
                [*command, "--outdir", str(document.parent), str(document)],
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise FileError(message(FILES, "no_soffice", seconds=SECONDS)) from error
    if not target.exists():
        raise FileError(message(FILES, "no_soffice", seconds=SECONDS))
    return target
