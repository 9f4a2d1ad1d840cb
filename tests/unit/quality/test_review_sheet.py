"""What the list says of a figure: its state, a change of level, the proposal, the rule that may be waived."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.codebook.load import Codebook, load
from pipelines.ledger import Entry
from pipelines.quality.localisation.repairs import Repair
from pipelines.quality.localisation.rules_in_force import Cell
from pipelines.quality.review.accused import Accused, Alarm, Level, levels
from pipelines.quality.review.expected import expected_value
from pipelines.quality.review.flags import flags
from pipelines.quality.review.score import Limits
from pipelines.quality.review.sheet import key_of_figure, review_sheet
from pipelines.quality.review.worklist import ReporterLine, ScoredFigure, Worklist
from pipelines.settings import seeds_root
from pipelines.vocabulary import FLAG_BASIS, OUTLIER_METHOD

SLICE = ("c25-00700", "N_ADULT", "_T", "in_period", "province_admin", "2026-10")
JUMP = Alarm("JUMP_N_ADULT", "hold", False, True, Limits(97920, 4500, 18000), "khác nhiều so với kỳ trước")
REPAIR = Repair(Cell(*SLICE[1:4], SLICE[5]), 97920, 9792, "power", "có thể thừa một số 0: 97.920 → 9.792", "")


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(seeds_root())


def figure(**fields: Any) -> Accused:
    return replace(Accused(SLICE, 97920.0, "C00700", "S!E25", is_held=True), **fields)


def line(codebook: Codebook, one: Accused, asked: Entry | None = None) -> Any:
    scored = ScoredFigure(one, 9792.4, 1.0, 0.1, 0.1, asked)
    sheet = review_sheet(codebook, Worklist((ReporterLine("C00700", (scored,)),), 0), "2026-10")
    assert sheet.title == "DANH SÁCH SỐ LIỆU CẦN SOÁT XÉT – THÁNG 10 NĂM 2026"
    assert sheet.notes[0] == "1 số liệu của 1 đơn vị. 1 dòng đầu chiếm 100 % tổng sai lệch."
    (found,) = sheet.lines
    return found


def test_a_line_in_words(codebook: Codebook) -> None:
    found = line(codebook, figure(alarms=[JUMP], repairs=[REPAIR]))
    assert (found.reporter, found.area, found.period) == ("UBND xã Ngọc Đường", "Ngọc Đường", "Tháng 10 năm 2026")
    assert (found.expected, found.decimals, found.new_value) == (9792, 0, 9792)  # of things that are counted
    assert found.messages == ("khác nhiều so với kỳ trước",)
    assert found.proposal == "Có thể thừa một số 0: 97.920 → 9.792"
    assert found.state == "Đang tạm giữ, công bố giá trị tốt gần nhất."


def test_what_stands_besides(codebook: Codebook) -> None:
    asked = Entry(7, "", "", "", "decision", {"reason": "Xã sáp nhập?"}, "", "", "")
    one = figure(
        alarms=[JUMP], is_held=False, stale_seq="5", level=Level(3, 97000, 97920), is_explained_by="N_ADULT_EID"
    )
    found = line(codebook, one, asked)
    assert found.state.split("\n") == [
        "Đang công bố kèm dấu hỏi.",
        "Điều chỉnh số 5 không còn khớp với số đã gửi: hãy quyết định lại.",
        "Có thể đã đổi mức: 3 kỳ liền đều từ 97.000 đến 97.920. Nếu đúng, chỉ cần chấp nhận một kỳ.",
        "Đã hỏi lại đơn vị (mục 7): Xã sáp nhập?",
    ]
    assert found.proposal.startswith("Ô liên quan: thường tự hết khi sửa “")


@pytest.mark.parametrize(
    ("alarms", "rule"),
    [
        ([JUMP], "JUMP_N_ADULT"),
        ([JUMP, JUMP._replace(rule_code="X")], ""),
        ([JUMP._replace(is_subject=False)], ""),
        ([], ""),
    ],
)
def test_a_rule_is_waived_only_by_the_figure_it_speaks_of(alarms: list[Alarm], rule: str) -> None:
    assert key_of_figure(ScoredFigure(figure(alarms=alarms), None, 1, 0, 0)).rule_code == rule


@pytest.mark.parametrize(
    ("one", "bases", "expected"),
    [
        (figure(alarms=[JUMP], repairs=[REPAIR]), {SLICE: 9000.0}, 9792),
        (figure(alarms=[JUMP]), {SLICE: 9000.0}, 9000),
        (figure(alarms=[JUMP]), {}, 18000),  # the limit that is passed
        # of a ratio of 115 with the limit 80 the numerator, 23, would be 16
        (figure(value=23.0, alarms=[Alarm("B", "hold", False, False, Limits(115, 0, 80), "")]), {}, 16),
        (figure(alarms=[JUMP], flag_expected=9100.0), {}, 9100),
        (figure(), {}, None),
    ],
)
def test_the_expected_value(one: Accused, bases: dict[tuple[str, ...], float], expected: float | None) -> None:
    assert expected_value(one, bases) == (None if expected is None else pytest.approx(expected, rel=1e-12))


def test_statistical_flags_of_a_release(tmp_path: Path) -> None:
    assert flags(tmp_path, "2026-10") == {}  # a release of an earlier version
    (tmp_path / "parquet").mkdir()
    names = ("area_id", "indicator_code", "breakdown_code", "measure_code", "source_code")
    row = dict(zip(names, SLICE, strict=False)) | {"slice_id": "s", "expected": 9123.4, "n": 6}
    row |= {"basis": FLAG_BASIS.codes[0], "method": OUTLIER_METHOD.codes[0]}
    rows = [
        row | {"period_code": p, "severity": s}
        for p, s in (("2026-10", "note"), ("2026-10", "question"), ("2026-09", "note"))
    ]
    pl.DataFrame(rows).write_parquet(tmp_path / "parquet" / "figure_flag.parquet")
    ((key, (flag,)),) = flags(tmp_path, "2026-10").items()
    assert (key, flag.expected) == (SLICE, 9123.4)
    assert flag.message_vi.startswith("Khác thường về thống kê: ")
    assert flag.message_vi.endswith(", 6 số liệu. Dự kiến khoảng 9.123.")


def test_levels_of_a_release(tmp_path: Path) -> None:
    assert levels(tmp_path, "2026-10") == {}  # a release of an earlier version
    (tmp_path / "parquet").mkdir()
    names = ("area_id", "indicator_code", "breakdown_code", "measure_code", "source_code")
    rows = [
        dict(zip(names, SLICE, strict=False)) | {"last_period_code": period, "n_periods": 3}
        for period in ("2026-09", "2026-10")
    ]
    frame = pl.DataFrame(rows).with_columns(least_value=5.0, largest_value=6.0)
    frame.write_parquet(tmp_path / "parquet" / "level_change.parquet")
    assert levels(tmp_path, "2026-10") == {SLICE: Level(3, 5.0, 6.0)}
