"""What the head of a form says of its coverage and its figures: sentences as departments write them."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.submissions.extract.account import Account
from pipelines.submissions.extract.coverage import stated_coverage
from pipelines.submissions.extract.records import FilledCell

HEADS: list[tuple[str, date | None, str | None]] = [
    ("(Từ ngày 15/12/2025 đến ngày 14/12/2026)", date(2026, 12, 14), None),
    ("(Từ ngày 15/12/2025 đến hết ngày 30/11/2026)", date(2026, 11, 30), None),
    ("Từ 15/9 đến 14/10/2026", date(2026, 10, 14), None),
    ("từ ngày 15 tháng 12 năm 2025 đến ngày 30 tháng 11 năm 2026", date(2026, 11, 30), None),
    ("Số liệu tính đến ngày 25/11/2026", date(2026, 11, 25), None),
    ("Số liệu đến 30.11.2026", date(2026, 11, 30), None),
    ("(Số liệu cập nhật đến ngày 1-12-2026)", date(2026, 12, 1), None),
    ("(Kỳ báo cáo: Năm 2026, số liệu chốt đến ngày 30/11/2026)", date(2026, 11, 30), None),
    ("(Từ ngày 15/12/2025 đến ngày 14/12/2026)\nSố liệu tính đến ngày 30/11/2026", date(2026, 11, 30), None),
    ("Tính đến ngày 31/11/2026", None, None),  # there is no such day
    ("Quyết định số 57/QĐ-UBND ngày 27/03/2023", None, None),
    ("Thời hạn gửi báo cáo: đến ngày 05/12/2026", None, None),
    ("ƯỚC THỰC HIỆN NĂM 2026", None, "uoc"),
    ("(Số liệu ước)", None, "uoc"),
    ("Ước cả năm 2026", None, "uoc"),
    ("Số liệu sơ bộ", None, "so_bo"),
    ("Số liệu chính thức", None, "chinh_thuc"),
    ("Số liệu sơ bộ, ước tính đến ngày 30/11/2026", date(2026, 11, 30), "uoc"),
    ("Thực hiện Công ước quốc tế", None, None),
    ("Căn cứ Kế hoạch 57/KH-UBND", None, None),
]


def account(text: str, reason: str) -> Account:
    found = Account("2026")
    found.context(FilledCell("S", 1, 1, text), reason)
    return found


@pytest.mark.parametrize(("text", "end", "status"), HEADS)
def test_heads(text: str, end: date | None, status: str | None) -> None:
    assert stated_coverage(account(text, "title").head()) == {"coverage_end": end, "figure_status": status}


def test_only_the_head_speaks() -> None:
    for reason in ("note", "label", "explanation", "signature"):
        assert stated_coverage(account("Số liệu ước đến ngày 30/11/2026", reason).head()) == {
            "coverage_end": None,
            "figure_status": None,
        }
