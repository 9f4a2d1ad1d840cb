"""The technical part of a file's name: codes, periods and words for a report, and nobody's name or telephone."""

from __future__ import annotations

import pytest

from pipelines.ledger.file_names import technical_name

ID = "R000001-1a2b3c4d"


@pytest.mark.parametrize(
    "name",
    [
        "08_XA-01_2026-10_C00700.xlsx",
        "08_SKHCN-01_2026-Q4_D08-SKHCN.xlsx",
        "Bao cao thang 10 2026.xls",
        "PCI_2015.xlsx",
        "20261015-20261030.ods",
    ],
)
def test_a_technical_name_is_kept(name: str) -> None:
    assert technical_name(name, ID) == name


@pytest.mark.parametrize(
    ("name", "reduced"),
    [
        ("XA-01 nop boi Vo Thi Ten 0909123456.xlsx", "XA-01.xlsx"),
        ("XA-01 Vo Thi Ten 0909 123 456.xlsx", "XA-01.xlsx"),
        ("Báo cáo tháng 10 – Nguyễn Văn Nam.XLSX", "Báo cáo tháng 10.xlsx"),  # `nam` is a year and a name
        ("zzyx nam 2026.csv", "nam 2026.csv"),
        ("XA-01_ZZYX QWVK_T10.xlsx", "XA-01_T10.xlsx"),
        ("Zzyx Qwvk Một.ods", f"{ID}.ods"),
        ("zzyx@vidu.vn.csv", f"{ID}.csv"),
        ("012345678901", ID),
    ],
)
def test_what_may_name_a_person_goes(name: str, reduced: str) -> None:
    assert technical_name(name, ID) == reduced
