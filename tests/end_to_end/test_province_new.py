"""`chiso province new`: the codebook is valid with its rows, and a commune of the province can report.

Numbers are counted from the CSV of areas and of reporters by the test.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from pipelines.cli.app import ERROR, OK, call
from pipelines.codebook.load import load
from pipelines.ledger import Ledger
from pipelines.settings import REPO, places
from pipelines.submissions.intake.land import land
from pipelines.submissions.intake.receive import Delivery, receive


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """The seeds without province 15, which an office may have declared in them."""
    copied = shutil.copytree(REPO / "data" / "seeds", tmp_path / "seeds")
    for path in copied.glob("*/15.csv"):
        path.unlink()
    senders = (copied / "senders.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (copied / "senders.csv").write_text("".join(line for line in senders if "15-" not in line), encoding="utf-8")
    return copied


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.csv")}


def test_a_commune_of_a_further_province_can_report(
    tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(seeds)
    assert call(["province", "new", "15", "--dry-run", "--seeds", str(seeds)]) == OK
    assert contents(seeds) == before  # nothing is written
    assert call(["province", "new", "Lào Cai", "--seeds", str(seeds)]) == OK
    capsys.readouterr()
    assert call(["codebook", "check", "--seeds", str(seeds)]) == OK
    after = contents(seeds)
    assert {name for name in after if before.get(name) != after[name]} == {
        *("reporters/15.csv", "senders.csv", "obligation_rules/15.csv", "index_fields/15.csv")
    }
    assert after["senders.csv"].startswith(before["senders.csv"])
    areas = rows(seeds / "areas" / "3_communes_2025.csv")
    communes = {row["code"]: row for row in areas if row["parent_id"] == "p34-15"}
    reporters = {row["reporter_code"]: row for row in rows(seeds / "reporters" / "15.csv")}
    assert len(communes) == 99
    assert {code for code in reporters if code.startswith("C")} == {f"C{code}" for code in communes}
    assert reporters["C02647"]["name_vi"] == "UBND phường Lào Cai"
    assert reporters["D15-SKHCN"]["name_vi"] == "Sở Khoa học và Công nghệ tỉnh Lào Cai"
    assert {row["province_code"] for row in reporters.values()} == {"15"}

    words = ["form", "blank", "XA-01", "--reporter", "C02647", "--period", "2026-11", "--province", "15"]
    assert call([*words, "--seeds", str(seeds), "--out", str(tmp_path), "--data", str(tmp_path / "data")]) == OK
    path = tmp_path / "15_XA-01_2026-11_C02647.xlsx"
    book = openpyxl.load_workbook(path)
    line = next(row for row in book["XA-01"].iter_rows() if row[2].value == "01")
    book["XA-01"].cell(line[4].row or 0, 5, 412)
    book.save(path)
    spots, codebook = places("15", tmp_path / "received"), load(seeds)
    receive(spots, codebook, [path], Delivery(sender=None, period=None))
    folder = land(spots, codebook, Ledger(spots.ledger).read()).folder
    found = pl.concat([pl.read_parquet(file) for file in folder.rglob("observation-*.parquet")])
    values = found.filter(pl.col("value").is_not_null()).select("area_id", "indicator_code", "value").rows()
    assert values == [("c25-02647", "N_FIRM_ACTIVE", 412.0)]


def test_a_city_has_its_own_kind_of_name(seeds: Path) -> None:
    assert call(["province", "new", "01", "--seeds", str(seeds)]) == OK
    names = {row["reporter_code"]: row["name_vi"] for row in rows(seeds / "reporters" / "01.csv")}
    assert names["B01-UBND"] == "Ủy ban nhân dân thành phố Hà Nội"
    assert not [name for name in names.values() if "tỉnh" in name]


@pytest.mark.parametrize(("code", "word"), [("03", "15 Lào Cai"), ("08", "đã được khai báo")])
def test_an_unknown_or_declared_province_is_refused(
    seeds: Path, capsys: pytest.CaptureFixture[str], code: str, word: str
) -> None:
    before = contents(seeds)
    assert call(["province", "new", code, "--seeds", str(seeds)]) == ERROR
    assert word in capsys.readouterr().err
    assert contents(seeds) == before
