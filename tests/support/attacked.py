"""A small province to be attacked: six communes and one department, September published, October's files to come."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.codebook.load import Codebook, load
from pipelines.publication import month
from pipelines.sample.province import SEED, duties_of, write_report
from pipelines.sample.reports import Senders
from pipelines.settings import Places, places, seeds_root

PERIODS = ("2026-09", "2026-10")
COMMUNES = ("C00691", "C00694", "C00700", "C00706", "C00715", "C00733")
SENT = (*((reporter, "XA-01") for reporter in COMMUNES), ("D08-SKHCN", "SKHCN-01"))


@dataclass(frozen=True)
class Attacked:
    """A folder with the files of each month and a data root; tests work on copies of the data root."""

    folder: Path

    @property
    def places(self) -> Places:
        """The data root with one release."""
        return places("08", self.folder / "data")

    def files(self, period: str) -> list[Path]:
        """The seven workbooks of a month."""
        return sorted((self.folder / "inbox" / period).iterdir())

    def file(self, reporter: str, period: str) -> Path:
        """The workbook of one reporter."""
        return next(path for path in self.files(period) if path.stem.endswith(reporter))

    def inbox(self, period: str) -> Path:
        """The folder of a month's workbooks."""
        return self.folder / "inbox" / period

    def copied(self, data: Path) -> Places:
        """A copy of the whole data root."""
        shutil.copytree(self.places.data, data)
        return places("08", data)


def make(folder: Path) -> None:
    """Write the files of both months and publish September, in the quickest real way."""
    write_files(load(seeds_root()), folder / "inbox")
    attacked = Attacked(folder)
    month.receive(attacked.places, seeds_root(), attacked.files("2026-09"))
    done = month.run(attacked.places, seeds_root(), "2026-09")
    assert done.release is not None, done.verdict.reasons


def write_files(codebook: Codebook, inbox: Path) -> None:
    """Write the workbooks of each period into a folder of its name."""
    senders = Senders(codebook, "08", list(PERIODS), SEED)
    wanted = pl.struct("reporter_code", "form_code").is_in(
        [{"reporter_code": reporter, "form_code": form} for reporter, form in SENT]
    )
    for duty in duties_of(codebook, "08", list(PERIODS)).filter(wanted).iter_rows(named=True):
        write_report(senders, senders.report(duty), inbox / duty["period_code"])
