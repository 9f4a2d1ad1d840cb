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
    assert call(["remind", "--on", "20/10/2026", "--out", str(tmp_path), *data]) == 0
    assert "tat-ca.txt" in capsys.readouterr().out
    texts = {path.name.partition("_")[0]: path.read_text("utf-8") for path in tmp_path.glob("*_*.txt")}
    broken = texts[BROKEN]  # its October workbook arrived cut in half; XA-01 was due on 19 October (three working days)
    assert "Tệp đã gửi không đọc được" in broken and "Hạn gửi là ngày 19/10/2026" in broken
    assert "Cần hỏi: Bộ phận tiếp nhận báo cáo, Sở Khoa học và Công nghệ tỉnh Tuyên Quang" in broken
    # the sample plants mistakes in October: somebody is asked, and every question names a form and a period
    asked = [text for text in texts.values() if "Giải trình hoặc sửa số liệu biểu " in text]
    assert asked and all("chậm nhất ngày 23/10/2026" in text for text in asked)  # 20 October and three working days
    whole = (tmp_path / "tat-ca.txt").read_text("utf-8")
    assert whole.count("Kính gửi: ") == len(texts)
    assert whole.count("MÔ PHỎNG\nKính gửi: ") == len(texts)
