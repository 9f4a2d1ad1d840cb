"""Areas and periods as people type them."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from pipelines.cli.names import UnknownNameError, find_area, find_period

ROWS = [
    ("p34-08", "08", "Tuyên Quang", "Tỉnh", None),
    ("p63-08", "08", "Tuyên Quang", "Tỉnh", date(2025, 7, 1)),
    ("c25-00700", "00700", "Mỹ Lâm", "Phường", None),
    ("c25-00701", "00701", "Bình An", "Xã", None),
    ("c25-00702", "00702", "Bình An", "Phường", None),
    ("c25-00703", "00703", "Hòa An", "Xã", None),
    ("p63-99", "99", "Hà Tây", "Tỉnh", date(2008, 8, 1)),
    ("c25-00704", "00704", "Yên Sơn", "Xã", None),
    ("c25-00705", "00705", "Yên Sớn", "Xã", None),
]
AREAS = pl.DataFrame(ROWS, schema=["area_id", "code", "name_vi", "kind_vi", "valid_to"], orient="row")

MINH_XUAN = pl.DataFrame(
    [("c25-02215", "02215", "Minh Xuân", "phường", None)],
    schema={name: pl.String for name in ("area_id", "code", "name_vi", "kind_vi", "valid_to")},
    orient="row",
)


@pytest.mark.parametrize(
    ("text", "area_id"),
    [
        ("c25-00700", "c25-00700"),
        ("00700", "c25-00700"),
        ("Mỹ Lâm", "c25-00700"),
        ("phường mỹ lâm", "c25-00700"),
        ("my lam", "c25-00700"),
        ("Hoà An", "c25-00703"),  # the other placement of the tone mark
        ("08", "p34-08"),  # a living area before an abolished one of the same code
        ("p63-08", "p63-08"),
        ("Hà Tây", "p63-99"),  # abolished, but the only one
        ("Xã Bình An", "c25-00701"),
        ("Yên Sơn", "c25-00704"),  # full marks decide where plain letters cannot
    ],
)
def test_an_area_is_found(text: str, area_id: str) -> None:
    assert find_area(AREAS, text) == area_id


def test_an_ambiguous_name_lists_the_choices() -> None:
    with pytest.raises(UnknownNameError, match=r"c25-00701 \(Xã Bình An\), c25-00702 \(Phường Bình An\)"):
        find_area(AREAS, "Bình An")


def test_an_unknown_area_is_reported_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"Atlantis.*Gần nhất: –"):
        find_area(AREAS, "Atlantis")
    with pytest.raises(UnknownNameError, match=r"“Minh Xuâ”. Gần nhất: 02215 \(phường Minh Xuân\)"):
        find_area(MINH_XUAN, "Minh Xuâ")


@pytest.mark.parametrize("text", ["xã Minh Xuân", "thị trấn Minh Xuân", "Phường Minh Xuân", "minh xuân"])
def test_an_area_is_found_by_the_kind_that_people_still_say(text: str) -> None:
    assert find_area(MINH_XUAN, text) == "c25-02215"


def test_another_name_is_not_the_area_behind_its_kind() -> None:
    with pytest.raises(UnknownNameError):
        find_area(MINH_XUAN, "xã Xuân")


@pytest.mark.parametrize(
    ("text", "code"), [("2026-10", "2026-10"), ("2014", "S2014"), ("S2014", "S2014"), ("2026", "2026")]
)
def test_a_period_is_found(text: str, code: str) -> None:
    periods = pl.DataFrame({"period_code": ["2026-10", "2026", "S2026", "S2014"]})
    assert find_period(periods, text) == code
    with pytest.raises(UnknownNameError, match=r"2026-13.*Gần nhất: 2026-10"):
        find_period(periods, "2026-13")
    with pytest.raises(UnknownNameError, match="Gần nhất: –"):
        find_period(periods, "bao giờ")
