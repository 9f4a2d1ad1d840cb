"""The bulletins of a published release: they agree with it, and no longer where one cell of it is changed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import docx
import polars as pl
import pytest
from docx.oxml.ns import qn
from support.province import Province

from pipelines.files.bound import Cells
from pipelines.files.bulletins.make import make_bulletins
from pipelines.files.content.release import open_release
from pipelines.files.word.verify import document_faults


@pytest.fixture(scope="module")
def made(province: Province, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return make_bulletins(open_release(province.current), tmp_path_factory.mktemp("bulletins"))


def text_of(path: Path) -> str:
    document: Any = docx.Document(str(path))
    paragraphs: list[Any] = list(document.element.body.iter(qn("w:p")))
    return "\n".join("".join(str(node.text) for node in paragraph.iter(qn("w:t"))) for paragraph in paragraphs)


def test_october_has_a_monthly_bulletin_and_the_yearly_report_due_before_5_december(made: list[Path]) -> None:
    """The release is of October 2026; Plan 57 asks for a report "trước ngày 05/12" (004, line 282)."""
    assert [path.name for path in made] == ["bao-cao-thang_2026-10.docx", "bao-cao-nam_2026_truoc-05-12.docx"]
    monthly, yearly = map(text_of, made)
    assert "kỳ tháng 10 năm 2026 (từ ngày 15/09/2026 đến ngày 14/10/2026)" in monthly
    assert "Hạn gửi báo cáo là ngày 04/12/2026" in yearly  # before the 5th
    # the year closes on 14 December, two months after this release's period
    assert "trước ngày chốt số liệu năm (14/12/2026), nên số liệu năm là số ước thực hiện" in yearly
    for text in (monthly, yearly):
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text and "SỞ KHOA HỌC VÀ CÔNG NGHỆ" in text
        assert "Số: ……/BC-SKHCN" in text and "GIÁM ĐỐC" in text


def test_they_agree_with_their_release_and_the_same_release_gives_the_same_bytes(
    province: Province, made: list[Path], tmp_path: Path
) -> None:
    cells = Cells(province.current)
    assert [document_faults(path, cells) for path in made] == [[], []]
    again = make_bulletins(open_release(province.current), tmp_path)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in made]


def test_one_changed_cell_refuses_the_sentence(province: Province, made: list[Path], tmp_path: Path) -> None:
    shutil.copytree(province.current / "parquet", tmp_path / "parquet", copy_function=shutil.copyfile)
    path = tmp_path / "parquet" / "indicator_value.parquet"
    values = pl.read_parquet(path)
    slice_id = "p34-08|R_DOSSIER_ONLINE_PCT|_T|in_period|commune_sum|2026-10"
    is_cell = pl.col("slice_id") == slice_id
    assert values.filter(is_cell).height == 1
    values.with_columns(value=pl.when(is_cell).then(1.5).otherwise("value")).write_parquet(path)
    faults = document_faults(made[0], Cells(tmp_path))
    # once in the sentence of ratios that went up, once in the table
    assert {fault.code for fault in faults} == {"claim_fails", "number_changed"} and len(faults) == 2
    assert all(slice_id in fault.vi for fault in faults)
