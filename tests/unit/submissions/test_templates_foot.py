"""Intake by template: what stands below the tables may differ; what looks like data there goes the full way.

Every reading is compared with that of the full way (support/two_paths.py).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support import trial
from support.trial import row_form
from support.two_paths import TwoPaths, account

from pipelines.submissions.layout.layouts import Layouts

OTHER_COMMUNE = {"E1": "Đơn vị báo cáo: UBND xã Minh Tân"}
FILLED: dict[str, Any] = {"E9": 5, "F9": 50, "E10": 12.5, "E11": 3, "F11": 30, "E12": 7, "F12": 70}
SAME_SHAPE: dict[str, dict[str, Any]] = {  # what differs from FILLED
    "other notes": {"A14": "Ghi chú: chưa gồm thôn Bản Cưởm", "A15": None},
    "signed by others": {"B21": "Trần Thị Mai", "G21": "Phạm Văn Hải", "G16": "Minh Tân, ngày 15 tháng 10 năm 2026"},
    "signed by a deputy": {"G17": "KT. CHỦ TỊCH", "G18": "PHÓ CHỦ TỊCH", "G21": "Lý Thị Dung"},
    "not signed": {"B17": None, "G17": None, "B20": None},
    "who signed": {"B20": "Nguyễn Thị Hoa", "G20": "Trần Văn Bình"},
    "where and when it was signed": {"E16": "Minh Tân, ngày 5 tháng 11 năm 2026", "B20": "Nguyễn Thị Hoa"},
    "another title of who signed": {
        "G17": "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
        "G18": "(Ký, đóng dấu)",
        "G20": "Trần Văn Bình",
    },
    "a telephone number below": {"B21": "0912 345 678"},
    "another note": {"A14": "Ghi chú: số liệu do trường cung cấp", "A15": None},
    "a further line of the note": {"A16": "dòng ghi chú thứ ba"},
    "nothing below": dict.fromkeys(("A14", "A15", "B17", "G17", "B20")),
    "words below the signatures": {"B25": "ghi chú thêm"},
}
ODD: dict[str, dict[str, Any]] = {
    "a figure below the signatures": {"E23": 12},
    "a figure as text below the signatures": {"E23": "12"},
    "a row's label below the table": {"B23": "Dòng 01"},
    "a row below the table": {"B13": "Tổng số", "C13": "01", "E13": 7},
    "a code below the table": {"C13": "09"},
    "a row of the form below the signatures": {"C22": "03", "E22": "nhiều"},
    "a name that is a row's label": {"B20": "Dòng 03"},
    "a date below the signatures": {"G16": date(2026, 11, 5)},
    "a logical value below": {"B21": True},
    "a row that continues the table": {"C13": "5", "B13": "thêm"},
    "a second table below": {"A22": "A", "B22": "B", "C22": "C", "A23": "1", "B23": "Dòng 01", "C23": "01", "E23": 9},
    "the header again below": dict(zip(("A13", "B13", "C13", "D13", "E13", "F13", "G13"), "ABCD123", strict=True)),
    "another form below": {"A22": "Biểu số: XA-01"},
    "another commune below": {"B21": "Đơn vị báo cáo: UBND xã Minh Tân"},
    "a note that names a person": {"A15": "Liên hệ bà Nguyễn Thị Hoa, ĐT: 0912345678"},
    "a note in the letters of the nineties": {"A15": "Tæng sè"},
    "a text further right than any": {"K16": "Minh Tân, ngày 5 tháng 11 năm 2026"},
}


@pytest.fixture
def paths(layouts: Layouts) -> TwoPaths:
    """Both ways; FILLED is not read yet."""
    return TwoPaths(layouts)


def _write(folder: Path, changed: dict[str, Any], **more: Any) -> Path:
    return trial.write(folder / "t.xlsx", {"TRIAL-01": row_form(**(FILLED | changed))}, **more)


@pytest.mark.parametrize("shape", SAME_SHAPE)
def test_the_same_shape(paths: TwoPaths, tmp_path: Path, shape: str) -> None:
    assert not paths.read(_write(tmp_path, {})).by_template  # the first of its shape
    assert paths.read(_write(tmp_path, SAME_SHAPE[shape])).by_template


@pytest.mark.parametrize("shape", SAME_SHAPE)
def test_the_first_file_may_be_any_of_the_shape(paths: TwoPaths, tmp_path: Path, shape: str) -> None:
    """A template does not depend on who signed the file that it was learnt from."""
    paths.read(_write(tmp_path, SAME_SHAPE[shape]))
    for other in SAME_SHAPE.values():
        assert paths.read(_write(tmp_path, OTHER_COMMUNE | other)).by_template


@pytest.mark.parametrize("odd", ODD)
def test_what_is_odd_goes_the_full_way(paths: TwoPaths, tmp_path: Path, odd: str) -> None:
    paths.read(_write(tmp_path, {}))
    assert paths.read(_write(tmp_path, OTHER_COMMUNE)).by_template
    assert not paths.read(_write(tmp_path, ODD[odd])).by_template
    paths.read(_write(tmp_path, ODD[odd]))  # also where a template was learnt of it
    assert paths.read(_write(tmp_path, OTHER_COMMUNE)).by_template


def test_names_are_restricted_and_texts_of_notes_kept(paths: TwoPaths, tmp_path: Path) -> None:
    paths.read(_write(tmp_path, {}))
    found = paths.read(_write(tmp_path, {"B20": "Nguyễn Thị Hoa", "A15": "dòng khác"}))
    assert found.by_template
    part = account(found)["parts"][0]
    assert ("B20", "Nguyễn Thị Hoa") in {row[1:3] for row in part["personal"]}
    texts = {row[2] for row in part["cells"]}
    assert "dòng khác" in texts
    assert "Nguyễn Thị Hoa" not in texts


def test_a_merged_range_that_hides_a_text(paths: TwoPaths, tmp_path: Path) -> None:
    paths.read(_write(tmp_path, {}, merged=("A30:B30",)))
    assert paths.read(_write(tmp_path, OTHER_COMMUNE, merged=("A30:B30",))).by_template
    assert not paths.read(_write(tmp_path, {"A30": "Nơi nhận", "B30": "thêm"}, merged=("A30:B30",))).by_template
