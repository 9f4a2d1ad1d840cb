"""The demonstration's workbooks: what openpyxl sees lands, equal seeds give equal bytes, what is planted stands."""

from __future__ import annotations

from pathlib import Path
from statistics import correlation, median

import openpyxl
import polars as pl
import pytest

from pipelines.codebook.load import Codebook, load
from pipelines.ledger import Ledger
from pipelines.sample.demonstration.workbooks import arriving, write_demonstration
from pipelines.settings import places
from pipelines.submissions.intake.land import land
from pipelines.submissions.intake.receive import Delivery, receive

Sheet = dict[str, dict[str, object]]  # by name of the province and technical code of the column
N_PROVINCES, N_COLUMNS = 34, 55  # 51 components and four denominators; the firms are a component as well


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


@pytest.fixture(scope="module")
def written(codebook: Codebook, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_demonstration(codebook, tmp_path_factory.mktemp("demonstration"))


@pytest.fixture(scope="module")
def sheets(written: list[Path]) -> list[Sheet]:
    """The two editions; codes stand in row 6, provinces from row 7 on."""
    found: list[Sheet] = []
    for path in written:
        rows = list(openpyxl.load_workbook(path).worksheets[0].values)
        codes = rows[5][1:]
        found.append(
            {str(row[0]): dict(zip(map(str, codes), row[1:], strict=True)) for row in rows[6 : 6 + N_PROVINCES]}
        )
    return found


def test_a_workbook_says_on_each_sheet_that_it_is_simulated(written: list[Path]) -> None:
    for path, year in zip(written, (2025, 2026), strict=True):
        rows = list(openpyxl.load_workbook(path).worksheets[0].values)
        assert [row[0] for row in rows[:3]] == [
            "SỐ LIỆU MÔ PHỎNG",
            "PII mô phỏng: 34 tỉnh, số liệu mô phỏng",
            f"Năm {year}",
        ]
        assert all("mô phỏng" in str(header) for header in rows[4][1:])
        assert "mô phỏng" in str(rows[-1][0])


def test_equal_seeds_give_equal_bytes(codebook: Codebook, written: list[Path], tmp_path: Path) -> None:
    assert [path.read_bytes() for path in write_demonstration(codebook, tmp_path)] == [p.read_bytes() for p in written]


def test_figures_do_not_depend_on_what_was_published(codebook: Codebook, written: list[Path], tmp_path: Path) -> None:
    tables = {**codebook.tables, "published_scores": codebook.tables["published_scores"].clear()}
    without = Codebook(tables, codebook.hash, codebook.reading_hash)
    assert [path.read_bytes() for path in write_demonstration(without, tmp_path)] == [p.read_bytes() for p in written]


def test_what_is_planted_stands(sheets: list[Sheet]) -> None:
    first, second = sheets
    assert all(len(edition) == N_PROVINCES for edition in sheets)
    assert {len(row) for edition in sheets for row in edition.values()} == {N_COLUMNS}
    lacking = {name: sum(value == "..." for value in row.values()) for name, row in first.items()}
    assert sorted(lacking.values())[-2:] == [0, 20]  # 32 of 52 are 61.5 %, less than the 66 % of the method
    assert sum(value is None for row in second.values() for value in row.values()) == 4
    for edition in sheets:
        shares = sorted(_number(row, "pii_demo_c35") / _number(row, "pii_demo_grdp") for row in edition.values())
        assert shares[-1] > 10 * median(shares) > shares[-2]
    assert len({_number(row, "pii_demo_c41") for row in second.values()}) < N_PROVINCES  # counts have ties


def test_editions_belong_together_and_components_follow_a_level(sheets: list[Sheet]) -> None:
    """Loadings 0.75 and 0.7: a correlation of 0.5 in the whole population, above 0.2 in most samples of 34."""
    first, second = sheets
    income = [[_number(edition[name], "pii_demo_c51") for name in first] for edition in sheets]
    assert 0.7 < correlation(*income) < 1
    share = [_number(second[name], "pii_demo_c27") for name in first]
    assert correlation(income[1], share) > 0.2


def _number(row: dict[str, object], code: str) -> float:
    value = row[code]
    assert isinstance(value, int | float)
    return float(value)


def test_every_figure_lands(codebook: Codebook, written: list[Path], sheets: list[Sheet], tmp_path: Path) -> None:
    spots = places("08", tmp_path)
    receipts = receive(spots, codebook, written, Delivery(is_simulated=True))
    assert len(receipts) == 2
    folder = land(spots, codebook, Ledger(spots.ledger).read()).folder
    landed = pl.concat([pl.read_parquet(path) for path in folder.rglob("observation-*.parquet")])
    assert set(landed["source_code"]) == {"simulated"}
    names = dict(codebook.tables["areas"].filter(area_set="p34").select("area_id", "name_vi").iter_rows())
    for edition, period in zip(sheets, ("S2025", "S2026"), strict=True):
        rows = landed.filter(period_code=period).select("area_id", "indicator_code", "value").iter_rows()
        found = {(names[area], code.lower()): value for area, code, value in rows}
        expected = {
            (name, code): value if isinstance(value, int | float) else None
            for name, row in edition.items()
            for code, value in row.items()
        }
        assert found == expected


def test_an_edition_comes_with_the_files_of_its_months(written: list[Path]) -> None:
    (first,), (second,) = arriving(["2026-08", "2026-09"], written), arriving(["2026-12", "2027-01"], written)
    assert (first[1], second[1]) == ([written[0]], [written[1]])
    assert arriving(["2026-10"], written) == []
    assert second[0].year == 2027  # an edition is known when its year has ended
