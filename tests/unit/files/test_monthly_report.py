"""What the monthly report says of a release made by hand; the expected sentences are written from its rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import polars as pl
from docx.oxml.ns import qn
from support.small_release import AREA, FEBRUARY, write_release

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


def test_only_headlines_where_the_release_names_them(tmp_path: Path) -> None:
    release = write_release(tmp_path / "release")
    row = {"slice_id": f"{AREA}|R_ONE|_T|in_period|province_admin|{FEBRUARY}", "area_id": AREA}
    pl.DataFrame([row | {"period_code": FEBRUARY}]).write_parquet(release / "parquet" / "planner_value.parquet")
    said = " ".join(texts(release, tmp_path / "out"))
    assert "Tỷ lệ một 45,5 %" in said and "Tỷ lệ hồ sơ quá hạn" not in said
