"""The simulated province that the end-to-end tests share: its names and places. The fixtures of conftest.py make it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipelines.settings import Places

MONTHS = ("2026-08", "2026-09", "2026-10")
BROKEN = "C00715"  # its October workbook arrives cut in half
TWICE = "C00733"  # its October workbook was received twice at once, before ids were made under the ledger's lock
CORRECTED = "C01090"  # its October count of adults is ten times September's; a decision puts it right


@dataclass(frozen=True)
class Province:
    """A data root with three releases, and the workbooks that were sent."""

    places: Places
    inbox: Path
    releases: tuple[str, ...]

    @property
    def current(self) -> Path:
        return self.places.release / self.places.current.read_text().strip()

    def sent(self, reporter: str, period: str, form: str = "XA-01") -> Path:
        return self.inbox / period / f"08_{form}_{period}_{reporter}.xlsx"
