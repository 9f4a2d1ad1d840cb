"""The evidence of components: figures, cells, copies of received files, hashes, from a release made by hand."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.indices.components.evidence import Source, personal_forms, write_evidence
from pipelines.indices.components.messages import EvidenceError
from pipelines.settings import Places, places
from pipelines.submissions.intake.receive import blob_path

PLAIN, PERSONAL, LOST = b"workbook of marks", b"register with names", b"was deleted"
AREA = "p34-08"
COMPONENTS: dict[str, dict[str, Any]] = {
    "PII_C1": {"indicator_code": "N_MARK", "state": "press", "source_url": "https://example.org"},
    "PII_C2": {"indicator_code": None, "state": "background", "source_url": None},
}


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def component_row(code: str) -> dict[str, Any]:
    empty = dict.fromkeys(
        (
            *(
                "official_code",
                "self_indicator_code",
                "published_indicator_code",
                "denominator_period_code",
                "evidence_vi",
            ),
            *(
                "form_lines",
                "denominator_vi",
                "per_denominator",
                "self_score",
                "published_score",
                "published_period_code",
            ),
        )
    )
    return {
        "component_code": code,
        "index_code": "PII",
        "pillar_name_vi": "Trụ cột",
        "name_vi": "Đơn nhãn hiệu",
        **empty,
        **COMPONENTS[code],
    }


def tables() -> dict[str, list[dict[str, Any]]]:
    figure = {"indicator_code": "N_MARK", "area_id": AREA, "area_level": "province", "state": "current"}
    words = {"indicator_name_vi": "Số đơn", "unit_vi": "đơn", "source_name_vi": "tỉnh", "standing_vi": "Số báo cáo"}
    figure |= {**words, "numerator": None, "denominator": None}
    cells = [("plain", PLAIN, "F-01"), ("personal", PERSONAL, "F-02"), ("lost", LOST, "F-01")]
    return {
        "index_component": [component_row(code) for code in COMPONENTS],
        "planner_value": [
            {**figure, "slice_id": "old", "period_code": "2025", "value": 100.0},
            {**figure, "slice_id": "new", "period_code": "2026", "value": 170.5},
            {
                **figure,
                "slice_id": "commune",
                "period_code": "2026",
                "value": 1.0,
                "area_level": "commune",
                "area_id": "c",
            },
        ],
        "indicator_value": [{"slice_id": code, "state": "current"} for code in ("old", "new", "commune")],
        "period": [
            {"period_code": "2025", "end_date": date(2025, 12, 14)},
            {"period_code": "2026", "end_date": date(2026, 12, 14)},
        ],
        "lineage": [
            {"slice_id": "new", "submission_id": name, "sheet": "Biểu", "address": "E9"} for name, _, _ in cells
        ]
        + [{"slice_id": "old", "submission_id": "older", "sheet": "Biểu", "address": "E9"}],
        "leaf_cell": [
            {
                "submission_id": name,
                "sheet": "Biểu",
                "address": "E9",
                "value": 170.5,
                "form_code": form,
                "form_version": 1,
                "reporter_code": "D08-SKHCN",
                "period_code": "2026",
                "receipt_id": f"R-{name}",
                "sha256": sha(content),
                "original_name": f"{name}.XLSX",
            }
            for name, content, form in cells
        ],
        "submission_status": [
            {
                "submission_id": name,
                "sha256": sha(content),
                "form_code": form,
                "received_at": datetime(2026, 12, 20, 18, 30),  # UTC: 01:30 of the next day in Viet Nam
            }
            for name, content, form in cells
        ],
    }


@pytest.fixture
def source(tmp_path: Path) -> Source:
    found: Places = places("08", tmp_path / "data")
    release = found.release / "r1"
    (release / "parquet").mkdir(parents=True)
    for name, rows in tables().items():
        pl.DataFrame(rows, infer_schema_length=None).write_parquet(release / "parquet" / f"{name}.parquet")
    for content in (PLAIN, PERSONAL):
        path = blob_path(found, sha(content))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    columns = pl.DataFrame({"form_code": ["F-01", "F-02"], "is_personal": [False, True]})
    return Source(found, AREA, release, "r1", "all", personal_forms(columns))


def sums(folder: Path) -> dict[str, str]:
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    return {name: value for value, name in (line.split("  ", 1) for line in lines)}


def test_a_folder_has_the_latest_figure_the_file_as_it_came_and_hashes_that_hold(
    source: Source, tmp_path: Path
) -> None:
    folder = tmp_path / "out" / "PII_C1"
    assert write_evidence(source, tmp_path / "out") == [folder]  # PII_C2 has no figure here
    assert (folder / "tep/R-plain.xlsx").read_bytes() == PLAIN
    stated = sums(folder)
    assert set(stated) == {"MUC-LUC.md", "o-so-lieu.csv", "so-lieu.csv", "tep/R-plain.xlsx"}
    assert all(sha((folder / name).read_bytes()) == value for name, value in stated.items())
    figures = pl.read_csv(folder / "so-lieu.csv")
    assert figures.select("mã chỉ tiêu", "kỳ", "giá trị").rows() == [("N_MARK", 2026, 170.5)]
    assert pl.read_csv(folder / "o-so-lieu.csv")["ngày nhận"].unique().to_list() == ["21/12/2026 01:30"]


def test_files_with_personal_columns_or_without_their_original_are_left_out_with_the_reason(
    source: Source, tmp_path: Path
) -> None:
    write_evidence(source, tmp_path / "out", "pii_c1")
    folder = tmp_path / "out" / "PII_C1"
    assert [path.name for path in (folder / "tep").iterdir()] == ["R-plain.xlsx"]
    text = (folder / "MUC-LUC.md").read_text("utf-8")
    sent = "D08-SKHCN | 2026 | 21/12/2026 01:30"
    assert f"không kèm: có cột dữ liệu cá nhân | personal.XLSX | {sent} | `{sha(PERSONAL)}`" in text
    assert f"không kèm: bản gốc không còn hoặc đã bị thay đổi | lost.XLSX | {sent} | `{sha(LOST)}`" in text
    assert "170,5" in text
    assert "Mã chính thức: chưa đọc được" in text


def test_the_same_release_gives_the_same_bytes(source: Source, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_evidence(source, tmp_path / name)
    assert sums(tmp_path / "a/PII_C1") == sums(tmp_path / "b/PII_C1")
    assert (tmp_path / "a/PII_C1/SHA256SUMS").read_bytes() == (tmp_path / "b/PII_C1/SHA256SUMS").read_bytes()


def test_a_component_without_figures_is_written_when_it_is_named(source: Source, tmp_path: Path) -> None:
    [folder] = write_evidence(source, tmp_path, "PII_C2")
    text = (folder / "MUC-LUC.md").read_text("utf-8")
    assert "Chưa có số liệu của tỉnh" in text
    assert "chưa đọc được trong khung chính thức" in text  # background is never called official


def test_an_unknown_component_and_a_folder_that_exists_are_refused(source: Source, tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="PII_C9"):
        write_evidence(source, tmp_path, "PII_C9")
    write_evidence(source, tmp_path, "PII_C1")
    with pytest.raises(EvidenceError, match="PII_C1"):
        write_evidence(source, tmp_path, "PII_C1")
