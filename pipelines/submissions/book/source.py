"""A received file with its format, as readers and counters get it."""

from __future__ import annotations

import zipfile
from typing import NamedTuple


class Source(NamedTuple):
    """The bytes of a file; `archive` is the opened package of a format that is a ZIP."""

    format: str  # xlsx, xls, xlsb, ods, csv, html
    content: bytes
    archive: zipfile.ZipFile | None = None

    @property
    def package(self) -> zipfile.ZipFile:
        """The opened package; ValueError for a format that is no ZIP."""
        if self.archive is None:
            raise ValueError(f"{self.format} is no package")
        return self.archive
