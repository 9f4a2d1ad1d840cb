"""`chiso remind --out` on the simulated province: texts for units whose October is not in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.province import BROKEN, Province

from pipelines.cli.app import call


def test_a_text_for_each_unit_that_owes_or_is_asked(
    province: Province, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(province.places.data)]
    assert call(["remind", "--out", str(tmp_path), *data]) == 0
    assert "tat-ca.txt" in capsys.readouterr().out
    texts = {path.name.partition("_")[0]: path.read_text("utf-8") for path in tmp_path.glob("*_*.txt")}
    broken = texts[BROKEN]  # its October workbook arrived cut in half
    assert "Tệp đã gửi không đọc được" in broken
    assert "Hạn gửi là ngày 19/10/2026" in broken  # Monday, three working days after Wednesday the 14th
    assert "Cần hỏi: Bộ phận tiếp nhận báo cáo, Sở Khoa học và Công nghệ tỉnh Tuyên Quang" in broken
    # the sample plants mistakes in October: somebody is asked, and reads by when to answer
    asked = [text for text in texts.values() if "Giải trình hoặc sửa số liệu biểu " in text]
    assert asked and all("Đề nghị trả lời các câu hỏi về số liệu chậm nhất ngày " in text for text in asked)
    whole = (tmp_path / "tat-ca.txt").read_text("utf-8")
    assert whole.count("Kính gửi: ") == len(texts)
