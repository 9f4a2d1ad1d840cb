"""What reading knows of the trial forms: rows and figures that are due, codes as they may be written, names.

Expected values follow from the rows that support/trial.py declares: 01 and 04 count people, 02 is in %, 03 is in money.
"""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from pipelines.codebook.load import Codebook
from pipelines.submissions.layout.compile import area_names
from pipelines.submissions.layout.layouts import Anchor, Block, FormVersion, Layouts, unit_text


@pytest.fixture
def block(layouts: Layouts) -> Block:
    return layouts.versions("TRIAL-01")[0].blocks[0]


def test_versions_of_a_form_follow_each_other(layouts: Layouts) -> None:
    first, second = layouts.versions("TRIAL-01")
    assert (first.id, second.id) == (FormVersion("TRIAL-01", 1), FormVersion("TRIAL-01", 2))
    assert (first.valid_to, second.valid_from, second.valid_to) == (
        date(2026, 12, 15),
        date(2026, 12, 15),
        date(9999, 12, 31),
    )
    assert list(second.blocks[0].rows) == ["H1", "01", "02", "03", "04", "05"]


def test_a_form_is_known_by_its_number_or_by_its_anchors(layouts: Layouts) -> None:
    (area,) = layouts.versions("TRIAL-AREA")
    assert not layouts.versions("TRIAL-01")[0].is_anchored
    assert area.is_anchored
    assert area.anchors == (Anchor("điểm", "tỉnh"), Anchor("", "tổng hợp 2020"))


def test_headings_are_not_due_and_a_printed_x_is_no_figure(block: Block) -> None:
    assert block.due_rows == ("01", "02", "03", "04")
    assert [block.slots["02"][key].is_due for key in ("in_period", "ytd")] == [True, False]
    assert not any(slot.is_due for slot in block.slots["H1"].values())


def test_a_slot_says_what_its_figure_measures(block: Block) -> None:
    share, money = block.slots["02"]["in_period"], block.slots["03"]["ytd"]
    assert (share.slice, share.is_percent, share.unit) == (
        ("TRIAL_02", "_T", "in_period", "province_admin"),
        True,
        "%",
    )
    assert (money.slice.measure, money.is_percent, money.unit) == ("ytd", False, "triệu đồng")


def test_a_row_code_may_have_become_a_number(block: Block) -> None:
    assert {written: block.keys[written] for written in ("01", "1", "04", "4")} == {
        "01": "01",
        "1": "01",
        "04": "04",
        "4": "04",
    }
    assert "05" not in block.keys


def test_a_name_that_two_areas_share_means_none(trial_codebook: Codebook) -> None:
    areas = pl.DataFrame(
        {
            "area_set": ["s", "s", "s"],
            "area_id": ["a", "b", "c"],
            "kind_vi": ["Xã", "Phường", "Xã"],
            "name_vi": ["Minh Xuân", "Minh Xuân", "Yên Sơn"],
        }
    )
    tables = trial_codebook.tables | {"aliases": trial_codebook.tables["aliases"].clear()}
    accented = {"xã minh xuân": "a", "phường minh xuân": "b", "xã yên sơn": "c", "yên sơn": "c"}
    plain = {"xa minh xuan": "a", "phuong minh xuan": "b", "xa yen son": "c", "yen son": "c"}
    assert area_names(tables, areas) == {"s": accented | plain}  # `minh xuân` and `minh xuan` are two areas


def test_two_spellings_of_a_unit_are_one() -> None:
    assert unit_text("Tỉ đồng") == unit_text("tỷ đồng") == "tỷ đồng"
    assert unit_text("tỉnh") == "tỉnh"
