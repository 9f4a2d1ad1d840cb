"""Forms and reporters as people type them, and the nearest ones for a name that is none."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from pipelines.cli.form_names import find_form, find_reporter
from pipelines.cli.names import UnknownNameError

FORMS = pl.DataFrame(
    {"form_code": ["XA-01", "SKHCN-01", "NV-01"], "name_vi": ["Biểu của xã", "Kết quả của tỉnh", "Nhiệm vụ"]}
)
ROWS = [
    ("C00700", "UBND xã Ngọc Đường", None),
    ("C00701", "UBND phường Mỹ Lâm", None),
    ("C00702", "UBND xã Bình An", None),
    ("C00703", "UBND phường Bình An", None),
    ("D08-OLD", "Sở Khoa học tỉnh", date(2025, 7, 1)),
    ("D08-NEW", "Sở Khoa học tỉnh", None),
]
REPORTERS = pl.DataFrame(ROWS, schema=["reporter_code", "name_vi", "valid_to"], orient="row")


@pytest.mark.parametrize("text", ["XA-01", "xa-01", "XA-1", "xa 01", "Biểu của xã"])
def test_a_form_is_found(text: str) -> None:
    assert find_form(FORMS, text) == "XA-01"


def test_an_unknown_form_names_the_nearest_first() -> None:
    with pytest.raises(UnknownNameError, match=r"“XB-01”\. Gần nhất: XA-01 \(Biểu của xã\)"):
        find_form(FORMS, "XB-01")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("C00700", "C00700"),
        ("Ngọc Đường", "C00700"),
        ("xã ngọc đường", "C00700"),
        ("ngoc duong", "C00700"),
        ("UBND phường Mỹ Lâm", "C00701"),
        ("phường Bình An", "C00703"),
        ("Sở Khoa học tỉnh", "D08-NEW"),  # the one that exists
    ],
)
def test_a_reporter_is_found(text: str, code: str) -> None:
    assert find_reporter(REPORTERS, text) == code


def test_a_name_of_two_lists_both() -> None:
    with pytest.raises(UnknownNameError, match=r"C00702 \(UBND xã Bình An\), C00703"):
        find_reporter(REPORTERS, "Bình An")


def test_an_unknown_reporter_names_the_nearest_first() -> None:
    with pytest.raises(UnknownNameError, match=r"Gần nhất: C00700 \(UBND xã Ngọc Đường\)"):
        find_reporter(REPORTERS, "UBND xã Ngọc Đưng")
