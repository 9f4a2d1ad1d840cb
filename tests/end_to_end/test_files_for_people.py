"""The files of a real release: every formula as LibreOffice computes it, every page looked at by program."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from support.once import once
from support.province import Province
from support.rendered import convert, needs, pages, pictures, recomputed

from pipelines.files.bound import Cells
from pipelines.files.content.release import open_release
from pipelines.files.make import make_files
from pipelines.files.word.verify import document_faults
from pipelines.settings import places

FORMULAS = ("Tổng quan", "Mục tiêu", "Số liệu tỉnh", "Xếp hạng xã")


@pytest.fixture(scope="module")
def files(run_folder: Path, province: Province) -> Path:
    """The files of the province's current release."""

    def make(folder: Path) -> None:
        copy = places("08", folder)
        shutil.copytree(province.places.release, copy.release)
        made = make_files(copy)
        assert not made.faults

    (folder,) = (once(run_folder, "files", make) / "files" / "08").iterdir()
    return folder


def cells(path: Path) -> dict[str, dict[str, Any]]:
    """The stored results of every formula, by sheet and cell."""
    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: {
            cell.coordinate: values[sheet.title][cell.coordinate].value
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        }
        for sheet in formulas
    }


@pytest.mark.slow
@needs("soffice")
def test_libreoffice_computes_what_the_release_holds(files: Path, tmp_path: Path) -> None:
    (path,) = files.glob("*.xlsx")
    stored, computed = cells(path), recomputed(path, tmp_path / "computed")
    assert all(stored[name] for name in FORMULAS)
    assert sum(map(len, stored.values())) > 124 * 8
    for name, formulas in stored.items():
        for where, value in formulas.items():
            # 9 digits: sums of a handful of doubles differ in the last bits only
            expected = pytest.approx(value, rel=1e-9, abs=1e-9) if isinstance(value, int | float) else value
            assert computed[name][where].value == expected, f"{name}!{where}"


@pytest.mark.slow
def test_ranks_and_scores_are_those_of_the_release(files: Path, province: Province) -> None:
    (path,) = files.glob("*.xlsx")
    sheet = openpyxl.load_workbook(path, data_only=True)["Xếp hạng xã"]
    shown = {row[0]: (row[2], row[3]) for row in sheet.iter_rows(min_row=7, values_only=True) if row[0]}
    scores = pl.read_parquet(province.current / "parquet" / "index_score.parquet").filter(
        pl.col("index_code") == "CXI", pl.col("series") == "computed", pl.col("parent_code").is_null()
    )
    last = scores.filter(pl.col("period_code") == scores.filter(pl.col("score").is_not_null())["period_code"].max())
    assert len(shown) == last.height == 124
    for area, rank, score in last.select("area_id", "rank", "score").iter_rows():
        expected = None if score is None else pytest.approx(score, rel=1e-11)  # 12 digits are stored
        assert shown[area.removeprefix("c25-")] == (rank, expected), area


@pytest.mark.slow
def test_the_page_agrees_with_its_release(files: Path, province: Province) -> None:
    (page,) = files.glob("*.docx")
    assert document_faults(page, Cells(province.current)) == []


@pytest.mark.slow
@needs("soffice", "pdftotext", "pdftoppm")
def test_every_page_is_a_picture_without_faults(files: Path, province: Province, tmp_path: Path) -> None:
    kinds = [*files.glob("*.xlsx"), *files.glob("*.docx"), *sorted((files / "xa").glob("*.xlsx"))[:2]]
    assert len(kinds) == 4
    notice = open_release(province.current).notice
    for path in kinds:
        pdf = convert(path, "pdf", tmp_path)
        texts = pages(pdf)
        assert len(pictures(pdf, tmp_path)) == len(texts)
        assert len(texts) == 1 or path.name.startswith("so-lieu"), path.name
        for number, text in enumerate(texts, start=1):
            assert notice in text, f"{path.name}, page {number}: figures are simulated"
            assert len(text.split()) > 20, f"{path.name}, page {number} is blank"
            for fault in ("###", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "Err:", "None", "nan"):
                assert fault not in text.split(), f"{path.name}, page {number}: {fault}"
