"""Write a document so that the same release gives the same bytes: python-docx takes times from the clock."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

FIXED = datetime(2000, 1, 1)


def save(word: Any, path: Path) -> None:
    """Write a document of python-docx with a fixed time in its properties and in each entry of the zip."""
    word.core_properties.created = word.core_properties.modified = FIXED
    buffer = BytesIO()
    word.save(buffer)
    with zipfile.ZipFile(buffer) as read, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            written.writestr(zipfile.ZipInfo(name, FIXED.timetuple()[:6]), read.read(name), zipfile.ZIP_DEFLATED)
