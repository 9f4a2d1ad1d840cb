"""`tables`, `changes`, `describe` and the story of `trace`, on releases made by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.released import write_release
from unit.publication.hand_made import judged, places_of

from pipelines.cli.app import call
from pipelines.cli.query.story import Key, story
from pipelines.cli.screen import Screen
from pipelines.ledger import Ledger
from pipelines.process import account
from pipelines.publication.release.release import publish
from pipelines.publication.tree import set_writable
from pipelines.settings import Places
from pipelines.warehouse.dictionary.answers import released_tables

NO_TARGETS = "create table target as select '' as target_id, '' as indicator_name_vi, 2030 as horizon_to limit 0"
EMPTY = (
    "create table area as select 'a' as area_id, 'Xã A' as name_vi",
    NO_TARGETS,
    "create table target_progress as select '' as target_id, '' as source_code, '' as period_code,"
    " '' as progress_class, true as is_latest, 1.0 as value limit 0",
    "create table index_score as select '' as index_code, 1 as structure_version, 1 as method_version,"
    " '' as field_code, '' as area_id, '' as period_code, '' as area_name_vi, '' as node_name_vi, 1 as rank,"
    " '' as series, '' as parent_code limit 0",
    "create table violation as select '' as violation_id, '' as area_id, '' as message_vi, '' as period_code,"
    " '' as outcome, false as is_waived, '' as severity limit 0",
)


def figures(*rows: tuple[str, str, str, float]) -> str:
    """A table of figures: indicator, period, state, value, all of commune A."""
    values = ", ".join(str(row) for row in rows)
    return (
        "create table indicator_value as select code || '|' || period as slice_id, 'Xã A' as area_name_vi,"
        " code as indicator_name_vi,"
        " 'in_period' as measure_code, period as period_code, state, cast(value as double) as value"
        f" from (values {values}) as v (code, period, state, value)"
    )


def released(places: Places, build: str, *statements: str) -> Path:
    """Publish a release by hand with these tables."""
    judged(places, build)
    folder = publish(places, build).folder
    set_writable(folder)
    return write_release(folder, *statements)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return places_of(tmp_path)


def test_changes_counts_what_differs_and_names_what_changed(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    at = ("--data", str(places.data))
    before = (("F", "2026-10", "current", 5), ("G", "2026-10", "current", 7), ("H", "2026-10", "current", 1))
    now = (("F", "2026-10", "current", 6), ("G", "2026-10", "held", 7), ("F", "2026-11", "current", 8))
    released(places, "b1", *EMPTY, figures(*before, ("K", "2026-10", "current", 2)))
    assert call(["changes", *at]) == 0
    assert "bản công bố đầu tiên" in capsys.readouterr().out
    released(places, "b2", *EMPTY, figures(*now, ("K", "2026-10", "current", 2)))
    assert call(["changes", *at]) == 0
    printed = capsys.readouterr().out
    # F changed; F of November is new; G is held now and H is gone, so both are no current figures any more
    assert "Số liệu\t1\t1\t2" in printed
    assert "Số giữ lại\t0\t1\t0" in printed
    assert "Xã A – F, 2026-10: 5 → 6" in printed
    assert "2026-11" not in printed  # new figures are a number
    assert "Xã A – G, 2026-10\n" in printed
    assert call(["changes", "--all", *at]) == 0
    assert "Xã A – F, 2026-11: 8" in capsys.readouterr().out


def test_tables_are_found_by_a_word_without_diacritics(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    at = ("--data", str(places.data))
    released(places, "b1", "create table area as select 1 as area_id", "create table target as select 1 as target_id")
    assert call(["tables", *at]) == 0
    rows = [row.split("\t") for row in capsys.readouterr().out.splitlines()[1:-1]]
    assert {"area", "target"} <= {row[1] for row in rows}
    assert call(["tables", "muc tieu", *at]) == 0
    assert [row.split("\t")[1] for row in capsys.readouterr().out.splitlines()[1:-1]] == ["target"]
    assert call(["tables", "khongco", *at]) == 1


def test_every_table_has_a_question_in_both_languages() -> None:
    answers = released_tables()
    assert answers[0].topic == "planning"
    assert [answer.table for answer in answers if answer.question_vi == answer.question_en] == []


PLANNER = """
create table planner_value as select 'R' as indicator_code, 'a' as area_id, '2026-10' as period_code,
    'Tỷ lệ' as indicator_name_vi, 'Share' as indicator_name_en, 'xã A' as area_name_vi, 'Tháng 10' as period_name_vi,
    's' as source_code, 'Xã báo' as source_name_vi, 'm' as measure_code, 'Trong kỳ' as measure_name_vi,
    cast(12.34 as double) as value, cast(12.3 as double) as shown_value, '%' as unit_vi, cast(1 as double) as numerator,
    cast(8 as double) as denominator, cast(10 as double) as previous_value, '2026-09' as previous_period_code,
    cast(null as double) as year_ago_value, cast(null as text) as year_ago_period_code, 2 as peer_rank, 3 as n_ranked,
    cast(null as text) as target_id, 'Số báo cáo' as standing_vi, 'as reported' as standing_en
"""
PERIODS = """
create table period as
select * from (values ('2026-09', 'Tháng 9'), ('2026-10', 'Tháng 10')) as v (period_code, name_vi)
"""
CHOICES = """
create table headline_choice as select * from (values ('K', 'R', 's', 'm', 1, 12.34), ('K', 'Q', 's', 'm', 2, 20.84))
    as v (topic_code, indicator_code, source_code, measure_code, place, value),
    (select '%' as unit_vi, 'Tỷ lệ khác' as indicator_name_vi, 'Điều tra' as source_name_vi,
        'Trong kỳ' as measure_name_vi, 'Năm 2026' as period_name_vi)
"""
SCORES = """
create table index_score as select 'X' as index_code, 1 as structure_version, 1 as method_version, 'X' as node_code,
    'Chỉ số' as node_name_vi, 'a' as area_id, '2026-10' as period_code, 'computed' as series,
    cast(47.04 as double) as score, 74 as rank, 123 as n_field
"""
EFFECTS = """
create table index_effect as select 'X' as index_code, 1 as structure_version, node_code, node_name_vi, 'a' as area_id,
    '2026-10' as period_code, cast(effect as double) as effect_points, cast(20 as double) as score,
    cast(50 as double) as mean_score, 112 as rank, 123 as n_field, n as n_pooled,
    cast(figure as double) as figure, cast(part as double) as numerator, cast(whole as double) as denominator
from (values ('L1', 'Hồ sơ', -3.36, 20.04, 501, 2500, 6), ('L2', 'Chữ ký', 2.93, 45.9, null, null, 1))
    as v (node_code, node_name_vi, effect, figure, part, whole, n)
"""
LEAVES = """
create table index_leaf as select 'X' as index_code, 1 as structure_version, 'X' as node_code, leaf as leaf_code
from (values ('L1'), ('L2')) as v (leaf)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    areas = "create table area as select 'a' as area_id, 'xã' as kind_vi, 'A' as name_vi, 'province' as level"
    return write_release(tmp_path, PLANNER, PERIODS, CHOICES, SCORES, EFFECTS, LEAVES, areas)


def test_a_figure_is_told_with_what_stands_around_it(folder: Path) -> None:
    assert list(story(folder, Key("R", "a", "2026-10"), Screen("vi"))) == [
        "Tỷ lệ của xã A, Tháng 10: 12,3 %. Số báo cáo.",
        "  = 1 / 8",
        "  Nguồn: Xã báo; trong kỳ.",
        "  Kỳ trước (Tháng 9): 10 %.",
        "  Hạng 2/3 trong các địa bàn cùng cấp.",
        "  Số khác cùng việc:",
        "    20,8 % – Tỷ lệ khác (Điều tra, trong kỳ, Năm 2026)",
    ]


def test_a_score_is_told_with_the_leaves_that_move_it(folder: Path) -> None:
    assert list(story(folder, Key("X", "a", "2026-10"), Screen("vi"))) == [
        "Chỉ số của xã A, Tháng 10: 47 điểm, hạng 74/123.",
        "  Kéo xuống:",
        "    Hồ sơ: -3,4 điểm (được 20, bình quân 50; hạng 112/123; số liệu 20 = 501/2.500, gộp 6 kỳ)",
        "  Nâng lên:",
        "    Chữ ký: +2,9 điểm (được 20, bình quân 50; hạng 112/123; số liệu 45,9)",
    ]


def test_a_release_without_the_tables_of_planners_has_no_story(tmp_path: Path) -> None:
    write_release(tmp_path, "create table area as select 'a' as area_id")
    assert list(story(tmp_path, Key("R", "a", "2026-10"), Screen("vi"))) == []


def with_units(*rows: tuple[str, str, str, float]) -> str:
    """The table of `figures` with a printed unit, and the columns that notes name."""
    return figures(*rows).replace(
        "select code || '|'", "select 'người' as uom_symbol_vi, 'a' as area_id, code as indicator_code, code || '|'"
    )


@pytest.fixture
def two(places: Places) -> tuple[str, str]:
    """Two releases with a correction between them; the options that name their data root."""
    released(places, "b1", *EMPTY, with_units(("F", "2026-10", "current", 97920), ("H", "2026-10", "current", 1)))
    decision = {"decision_kind": "correct", "area_id": "a", "indicator_code": "F", "period_code": "2026-10"}
    decision |= {"expected_value": 97920, "new_value": 9792, "reason": "Gõ thừa số 0", "owner": "Phòng QLKH"}
    Ledger(places.ledger).append("decision", decision, actor="thu")
    released(places, "b2", *EMPTY, with_units(("F", "2026-10", "current", 9792), ("G", "2026-10", "current", 5)))
    return "--data", str(places.data)


def test_diff_counts_first_and_names_figures_with_their_unit(
    two: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(["release", "diff", "2026-10-r001", "2026-10-r002", "--all", *two]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2026-10-r002 so với 2026-10-r001" and lines[2] == "Số liệu\t1\t1\t1"
    assert "  Xã A – F, 2026-10: 97.920 → 9.792 người" in lines
    assert "  Xã A – G, 2026-10: 5 người" in lines and "  Xã A – H, 2026-10: 1 người" in lines
    assert call(["release", "diff", "2026-10-r002", "2026-10-r001", *two]) == 0
    assert "Xã A – F, 2026-10: 9.792 → 97.920 người" in capsys.readouterr().out
    assert call(["release", "diff", "2026-10-r001", "2026-10-r009", *two]) == 1


def test_notes_say_what_changed_why_and_who(two: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["release", "notes", *two]) == 0
    printed = capsys.readouterr().out
    assert "GHI CHÚ BẢN CÔNG BỐ 2026-10-r002 (kỳ 2026-10)" in printed
    assert "  Số liệu: đổi 1, mới 1, không còn 1" in printed
    assert "  - Xã A – F, 2026-10: 97.920 → 9.792 người" in printed
    assert "  - điều chỉnh: Xã A – F, 2026-10: 97.920 → 9.792. Lý do: Gõ thừa số 0." in printed
    assert "Chịu trách nhiệm: Phòng QLKH (ghi " in printed and "tài khoản thu)" in printed
    assert f"Công bố: {account()}, " in printed
    assert call(["release", "notes", "2026-10-r001", "--lang", "en", *two]) == 0
    printed = capsys.readouterr().out
    assert "This is the first release." in printed and "Nothing was decided" in printed


def test_verify_ends_with_1_where_a_file_is_wrong(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    at = ("--data", str(places.data))
    judged(places, "b1")
    folder = publish(places, "b1").folder
    assert call(["verify", *at]) == 0 and "Không thấy gì sai" in capsys.readouterr().out
    (places.release / "note.txt").write_text("x")
    assert call(["verify", "--deep", *at]) == 0
    assert "Ghi chú: release/08/note.txt: Không phải bản công bố" in capsys.readouterr().out
    set_writable(folder)
    table = folder / "csv" / "indicator_value.csv"
    table.write_bytes(table.read_bytes().replace(b"12", b"13"))
    assert call(["verify", *at]) == 0  # of the same size
    assert call(["verify", "--deep", *at, "--lang", "en"]) == 1
    printed = capsys.readouterr().out
    assert "WRONG: release/08/2026-10-r001/csv/indicator_value.csv: its content was changed" in printed


@pytest.mark.parametrize("is_there", [True, False])
def test_notes_are_made_where_the_release_before_cannot_be_compared(
    is_there: bool, two: tuple[str, str], places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    """It has no table of figures of this name, as one of an early version, or its folder was retired."""
    folder = places.release / "2026-10-r001"
    set_writable(folder)
    (folder / "parquet" / "indicator_value.parquet").unlink() if is_there else shutil.rmtree(folder)
    assert call(["release", "notes", *two]) == 0
    printed = capsys.readouterr().out
    assert "Bản trước (2026-10-r001) không còn trên máy" in printed and "Gõ thừa số 0" in printed
