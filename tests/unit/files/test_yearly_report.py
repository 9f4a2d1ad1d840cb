"""Which yearly reports are made of a release made by hand, and what the one due before 15 December says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import docx
import polars as pl
import pytest
from docx.oxml.ns import qn
from support.small_release import AREA, write_release

from pipelines.files.bulletins.make import make_bulletins
from pipelines.files.content.release import open_release

DUTY = {
    **{"duty_code": "KN", "form_code": "NV", "period_code": "2025", "duty_name_vi": "Báo cáo năm", "state": "missing"},
    **{"reporter_code": "D08-SKHCN", "reporter_name_vi": "Sở", "receiver_vi": "UBND tỉnh, Bộ Khoa học và Công nghệ"},
    **{"due_date": date(2025, 12, 15), "last_date": date(2025, 12, 14), "cutoff_date": date(2025, 12, 14)},
    **{"document_file": "003_b.txt", "line": 302},
}
YEAR = {"period_code": "2025", "name_vi": "Năm 2025", "kind": "year", "calendar": "admin"}


def release(folder: Path, year_end: date, **duty: Any) -> Path:
    """The release of February 2026 (until 14 February) with a yearly duty."""
    made = write_release(folder / "release")
    add(made, "duty_status", DUTY | duty)
    add(made, "period", YEAR | {"start_date": date(2024, 12, 15), "end_date": year_end})
    return made


def add(folder: Path, table: str, row: dict[str, Any]) -> None:
    path = folder / "parquet" / f"{table}.parquet"
    frame = pl.read_parquet(path)
    pl.concat([frame, pl.DataFrame([row])], how="diagonal_relaxed").write_parquet(path)


def reports(folder: Path, out: Path) -> list[str]:
    return [path.name for path in make_bulletins(open_release(folder), out)][1:]


@pytest.mark.parametrize(
    ("year_end", "duty", "expected"),
    [
        # 14 December to 14 February are 62 days
        (date(2025, 12, 14), {}, ["bao-cao-nam_2025_truoc-15-12.docx"]),
        (date(2025, 12, 13), {}, []),
        (date(2025, 12, 14), {"due_date": date(2025, 12, 5)}, ["bao-cao-nam_2025_truoc-05-12.docx"]),
        (date(2025, 12, 14), {"due_date": date(2025, 12, 31)}, []),
        (date(2025, 12, 14), {"receiver_vi": "UBND tỉnh"}, []),
        (date(2025, 12, 14), {"reporter_code": "C10"}, []),
    ],
)
def test_which_reports_are_made(tmp_path: Path, year_end: date, duty: dict[str, Any], expected: list[str]) -> None:
    assert reports(release(tmp_path, year_end, **duty), tmp_path / "out") == expected


def said(folder: Path, out: Path) -> str:
    """The text of the yearly report of a release."""
    document: Any = docx.Document(str(make_bulletins(open_release(folder), out)[1]))
    paragraphs: list[Any] = list(document.element.body.iter(qn("w:p")))
    return "\n".join("".join(str(node.text) for node in p.iter(qn("w:t"))) for p in paragraphs)


def test_what_is_known_of_the_next_year_has_no_place_in_it(tmp_path: Path) -> None:
    made = release(tmp_path, date(2025, 12, 14), document_file="001_a.txt")
    add(made, "policy_document", {"document_file": "001_a.txt", "title_vi": "Kế hoạch"})
    assert "Chưa có số liệu của mục tiêu nào." in said(made, tmp_path / "none")  # both figures are of February 2026
    row = {"target_id": "T2", "source_code": "province_admin", "period_code": "S2025", "value": 11.0, "goal_low": 10.0}
    add(made, "target_progress", row | {"progress_class": "met", "is_latest": False, "figure_status": "chinh_thuc"})
    year = {"period_code": "S2025", "name_vi": "Năm thống kê 2025", "kind": "year", "calendar": "stat"}
    add(made, "period", year | {"start_date": date(2025, 1, 1), "end_date": date(2025, 12, 31)})
    text = said(made, tmp_path / "out")
    assert "- Tỷ lệ bốn: 11 % (năm thống kê 2025), đã đạt mục tiêu “ít nhất 10 %” đến năm 2030." in text
    assert "12 %" not in text and "Tỷ lệ một" not in text  # figures of February


@pytest.mark.parametrize(
    ("judged", "accumulation", "expected"),
    [
        ("ge", "point", "đã đạt mục tiêu “ít nhất 10 %” đến năm 2030."),
        ("ge", "per_year", "đã đạt mục tiêu “ít nhất 10 %” hằng năm."),
        ("near", "point", "đã đạt (làm tròn) mục tiêu “ít nhất 10 %” đến năm 2030."),
    ],
)
def test_how_a_met_target_is_worded(tmp_path: Path, judged: str, accumulation: str, expected: str) -> None:
    made = write_release(tmp_path / "release")
    targets = pl.read_parquet(made / "parquet" / "target.parquet")
    changed = targets.with_columns(judged_as=pl.lit(judged), accumulation=pl.lit(accumulation))
    changed.write_parquet(made / "parquet" / "target.parquet")
    path = made / "parquet" / "target_progress.parquet"
    value = 9.6 if judged == "near" else 12.0  # 9.6 rounds to 10
    rows = pl.read_parquet(path)
    rows.with_columns(value=pl.when(pl.col("target_id") == "T2").then(value).otherwise("value")).write_parquet(path)
    (monthly,) = make_bulletins(open_release(made), tmp_path / "out")
    document: Any = docx.Document(str(monthly))
    text = "".join(str(node.text) for node in document.element.body.iter(qn("w:t")))
    assert expected in text


def test_what_the_report_says(tmp_path: Path) -> None:
    text = said(release(tmp_path, date(2025, 12, 14)), tmp_path / "out")
    assert "Kết quả thực hiện Kế hoạch thử, năm\N{NO-BREAK SPACE}2025" in text
    # the release's figures reach 14 February 2026, after the year closed: no estimate
    assert "Hạn gửi báo cáo là ngày 14/12/2025. Số liệu năm đã chốt ngày 14/12/2025." in text
    assert "ước thực hiện" not in text
    assert "Có 1 nhiệm vụ được theo dõi: 1 quá hạn, chưa báo hoàn thành." in text
    assert "- UBND tỉnh (để báo cáo);\n- Bộ Khoa học và Công nghệ (để báo cáo);" in text
    assert "Không có báo cáo nào đến hạn trong kỳ." in text  # in place of a table without rows
    assert AREA not in text  # codes are not for readers
