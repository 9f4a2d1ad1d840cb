"""Where things lie. Only paths and the province's name for them; no behaviour, no state.

Every path that the pipeline makes carries the province, so three provinces share one disk without meeting.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
DBT_PROJECT = REPO / "dbt_project"
EXPECTATIONS = REPO / "expectations"


@dataclass(frozen=True)
class Places:
    """The folders of one province under one data root."""

    province: str
    data: Path

    @property
    def raw(self) -> Path:
        return self.data / "raw" / self.province

    @property
    def blobs(self) -> Path:
        return self.raw / "blobs"

    @property
    def ledger(self) -> Path:
        return self.raw / "ledger.jsonl"

    @property
    def snapshots(self) -> Path:
        return self.raw / "codebook"

    @property
    def published(self) -> Path:
        return self.raw / "published"

    @property
    def landing(self) -> Path:
        return self.data / "landing" / self.province

    @property
    def build(self) -> Path:
        return self.data / "build" / self.province

    @property
    def release(self) -> Path:
        return self.data / "release" / self.province

    @property
    def current(self) -> Path:
        return self.release / "current"


def data_root() -> Path:
    """The data root: CHISO_DATA, else `data/` of the repository."""
    return Path(os.environ.get("CHISO_DATA") or REPO / "data")


def seeds_root() -> Path:
    """The codebook's folder: CHISO_SEEDS, else `data/seeds/` of the repository."""
    return Path(os.environ.get("CHISO_SEEDS") or REPO / "data" / "seeds")


def places(province: str, data: Path | None = None) -> Places:
    """The folders of `province` under `data` (default: the data root)."""
    return Places(province, data or data_root())
