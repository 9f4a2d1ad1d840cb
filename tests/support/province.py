"""The simulated province that the end-to-end tests share: its names and places. The fixtures of conftest.py make it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from pipelines.settings import Places, places

MONTHS = ("2026-08", "2026-09", "2026-10")
BROKEN = "C00715"  # its October workbook arrives cut in half
TWICE = "C00733"  # its October workbook was received twice at once, before ids were made under the ledger's lock
CORRECTED = "C01090"  # its October count of adults is ten times September's; a decision puts it right


@dataclass(frozen=True)
class Province:
    """A folder with a data root of three releases, and the workbooks that were sent."""

    folder: Path

    @property
    def places(self) -> Places:
        return places("08", self.folder / "data")

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def releases(self) -> tuple[str, ...]:
        return tuple(sorted(path.name for path in self.places.release.iterdir() if path.is_dir()))

    @property
    def current(self) -> Path:
        return self.places.release / self.places.current.read_text().strip()

    def sent(self, reporter: str, period: str, form: str = "XA-01") -> Path:
        return self.inbox / period / f"08_{form}_{period}_{reporter}.xlsx"

    def copied(self, data: Path) -> Places:
        """A data root of a test's own: all that was received and read, and the pointer to the current release."""
        copy = places("08", data)
        for theirs, mine in ((self.places.raw, copy.raw), (self.places.landing, copy.landing)):
            shutil.copytree(theirs, mine)
        copy.release.mkdir(parents=True)
        shutil.copy(self.places.current, copy.current)
        return copy
