"""The published workbooks come through receive and land with every figure that openpyxl sees, and with no other.

Only public functions are used; expected figures come from tests/support/publishers.py, which knows nothing of chiso.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest
from support import publishers

from pipelines.codebook.load import load
from pipelines.ledger import Ledger
from pipelines.settings import places
from pipelines.submissions.intake.land import land
from pipelines.submissions.intake.receive import receive

NAMES = ("PCI_2014.xlsx", "PCI_2015.xlsx", "PAPI_2011-2016.xlsx")


class Landed:
    """The landing of some workbooks, received one after another under one codebook."""

    def __init__(self, data: Path, seeds: Path, paths: list[Path]) -> None:
        spots, codebook = places("08", data), load(seeds)
        ledger = Ledger(spots.ledger)
        self.receipts = receive(spots, codebook, paths)
        self.folder = land(spots, codebook, ledger.read()).folder

    def table(self, name: str) -> pl.DataFrame:
        return pl.concat([pl.read_parquet(path) for path in sorted(self.folder.rglob(f"{name}-*.parquet"))])

    def figures(self) -> dict[publishers.Key, float | None]:
        rows = self.table("observation")
        keys = rows.select("area_id", "indicator_code", "measure_code", "source_code", "period_code").rows()
        assert len(set(keys)) == len(keys), "one figure a slice"
        assert set(rows["breakdown_code"]) == {"_T"}
        return dict(zip(keys, rows["value"].to_list(), strict=True))


@pytest.fixture(scope="module")
def real(shared: Path) -> Path:
    return shared / "workbooks" / "real"


@pytest.fixture(scope="module")
def expected(real: Path) -> dict[publishers.Key, float | None]:
    papi = publishers.workbook(real / NAMES[2])
    areas = publishers.area_ids(papi)
    assert len(set(areas.values())) == publishers.PROVINCES
    figures = publishers.papi_figures(papi)
    for year, name in ((2014, NAMES[0]), (2015, NAMES[1])):
        figures |= publishers.pci_figures(publishers.workbook(real / name), year, areas)
    return figures


@pytest.fixture(scope="module")
def landed(repo: Path, real: Path, tmp_path_factory: pytest.TempPathFactory) -> Landed:
    return Landed(tmp_path_factory.mktemp("data"), repo / "data" / "seeds", [real / name for name in NAMES])


def test_every_workbook_is_read_by_its_form(landed: Landed) -> None:
    read = landed.table("submission").select("form_code", "form_version", "period_code", "reporter_code", "outcome")
    pci = {("PCI", year, f"S{year}", "PUB-VCCI", "read") for year in (2014, 2015)}
    assert pci <= set(read.rows())
    assert {row[:2] for row in read.rows()} == {("PCI", 2014), ("PCI", 2015), ("PAPI", 1)}
    assert set(read["outcome"]) == {"read"}


@pytest.mark.parametrize(
    ("source", "period", "n_columns"),
    [
        # sub-indices and components: 14+9+11+10+6+15+7+25+12+13 = 122 in 2014; 2015 lacks c1_1_3
        ("pci_subindex", "S2014", 122),
        ("pci_subindex", "S2015", 121),
        ("pci_summary", "S2014", 12),  # ten sub-indices, total, rank
        ("pci_summary", "S2015", 12),
        *(("papi", f"S{year}", 29) for year in range(2011, 2017)),  # 6 dimensions, 22 components, total
    ],
)
def test_all_figures_equal_those_of_openpyxl(
    landed: Landed, expected: dict[publishers.Key, float | None], source: str, period: str, n_columns: int
) -> None:
    wanted = {key: value for key, value in expected.items() if key[3:] == (source, period)}
    assert len(wanted) == publishers.PROVINCES * n_columns
    found = {key: value for key, value in landed.figures().items() if key[3:] == (source, period)}
    differing = {key: (found.get(key), value) for key, value in wanted.items() if found.get(key) != value}
    assert not differing
    assert set(found) == set(wanted)  # nothing from Max, Min, Median, the picked province or the row 999


def test_a_province_without_figures_has_typed_absences(landed: Landed) -> None:
    rows = landed.table("observation").filter(pl.col("source_code") == "papi", pl.col("value").is_null())
    # 2014: Bắc Giang (24) and Đồng Tháp (87), 28 blank cells each
    assert set(rows["area_id"]) == {"p63-24", "p63-87"}
    assert rows.height == 56
    assert set(rows["obs_status"]) == {"blank"}
    assert set(rows["period_code"]) == {"S2014"}


def test_nothing_is_rejected_and_every_filled_cell_has_its_outcome(landed: Landed, real: Path) -> None:
    cells, sheets = landed.table("cell"), landed.table("sheet")
    rejects = cells.filter(pl.col("outcome") == "reject").select("sheet", "address", "raw_text", "reason_code")
    assert rejects.is_empty(), rejects
    names = {receipt.receipt_id: path for receipt, path in zip(landed.receipts, NAMES, strict=True)}
    for receipt_id, name in names.items():
        book = publishers.workbook(real / name)
        filled = {
            (sheet.title, cell.coordinate)
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.value not in (None, "")
        }
        mine = cells.filter(pl.col("receipt_id") == receipt_id, pl.col("reason_code") != "blank")
        keys = mine.select("sheet", "address").rows()
        assert set(keys) == filled
        assert len(keys) == len(filled), "one outcome a cell"
        assert sheets.filter(pl.col("receipt_id") == receipt_id)["n_nonempty"].sum() == len(filled)


def test_a_further_year_needs_rows_only(repo: Path, real: Path, tmp_path: Path) -> None:
    seeds, book = tmp_path / "seeds", tmp_path / "PCI_2016.xlsx"
    shutil.copytree(repo / "data" / "seeds", seeds)
    publishers.add_further_year(seeds)
    publishers.write_further_year(real / NAMES[1], book)
    found = Landed(tmp_path / "data", seeds, [book]).figures()

    areas = publishers.area_ids(publishers.workbook(real / NAMES[2]))
    wanted = publishers.pci_figures(publishers.workbook(book), 2016, areas)  # as saved: 16 digits of 2015's 17
    assert len(wanted) == publishers.PROVINCES * (121 + 12)
    assert found == wanted


def test_without_its_rows_the_further_year_is_refused(repo: Path, real: Path, tmp_path: Path) -> None:
    book = tmp_path / "PCI_2016.xlsx"
    publishers.write_further_year(real / NAMES[1], book)
    landed = Landed(tmp_path / "data", repo / "data" / "seeds", [book])
    assert set(landed.table("submission")["outcome"]) == {"refused"}
    assert not list(landed.folder.rglob("observation-*.parquet"))
