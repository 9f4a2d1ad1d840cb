"""What the monthly report says of a release made by hand; the expected sentences are written from its rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import polars as pl
from docx.oxml.ns import qn
from support.small_release import write_release

from pipelines.files.bulletins.make import make_bulletins
from pipelines.files.content.release import open_release


def texts(release: Path, out: Path) -> list[str]:
    document: Any = docx.Document(str(make_bulletins(open_release(release), out)[0]))
    paragraphs: list[Any] = list(document.element.body.iter(qn("w:p")))
    return ["".join(str(node.text) for node in p.iter(qn("w:t"))) for p in paragraphs]


def test_figures_targets_reports_and_held_figures(tmp_path: Path) -> None:
    said = texts(write_release(tmp_path / "release"), tmp_path / "out")
    rose = next(text for text in said if text.startswith("Tăng so với tháng 1 năm 2026"))
    assert "Tỷ lệ một 45,5 %, ước thực hiện (40,0)" in rose and "Tỷ lệ hồ sơ quá hạn 6,0 % (2,0)" in rose
    assert not any(text.startswith(("Giảm", "Không đổi")) for text in said)
    assert any("Tỷ lệ bốn: 12 % (tháng 2 năm 2026), đã đạt mục tiêu “ít nhất 10 %”" in text for text in said)
    assert any("Tỷ lệ một: 45,5 % (tháng 2 năm 2026), tiến triển ít, chưa đạt mục tiêu" in text for text in said)
    assert "Biểu X1, tháng 2 năm 2026: 2/3 đơn vị đã gửi và đọc được; 1 đơn vị gửi muộn, 1 đơn vị chưa gửi." in said
    assert "- Gửi muộn: UBND xã Mậu Duệ." in said and "- Chưa gửi: UBND xã Lũng Cú." in said
    assert "- xã Lũng Cú: R_B1, tháng 2 năm 2026." in said


def test_a_figure_beside_the_headline_of_its_concept_is_left_out(tmp_path: Path) -> None:
    release = write_release(tmp_path / "release")
    choices = [("R_ONE", True), ("R_LATE", False)]
    rows = [
        {"topic_code": "K", "indicator_code": code, "unit_vi": "%", "is_headline": leads} for code, leads in choices
    ]
    pl.DataFrame(rows).write_parquet(release / "parquet" / "headline_choice.parquet")
    said = " ".join(texts(release, tmp_path / "out"))
    assert "Tỷ lệ một 45,5 %" in said and "Tỷ lệ hồ sơ quá hạn" not in said
    # in a period without a figure of the headline the other one stands
    path = release / "parquet" / "planner_value.parquet"
    pl.read_parquet(path).filter(pl.col("indicator_code") != "R_ONE").write_parquet(path)
    assert "Tỷ lệ hồ sơ quá hạn 6,0 % (2,0)" in " ".join(texts(release, tmp_path / "again"))
