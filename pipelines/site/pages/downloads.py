"""Files to take along: the workbook, reports, and the tables of the release as CSV and Parquet."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

from pipelines.site import links
from pipelines.site.blocks import NUMBER, Cell, Column, Page, Section, Table, Text
from pipelines.site.context import Download, Site

FOLDER = "files"  # of the site, for both languages
NAMES = {
    "so-lieu": ("Số liệu của bản công bố (Excel)", "Figures of the release (Excel)"),
    "tom-tat": ("Tóm tắt một trang cho lãnh đạo", "One page for the chairman"),
    "bao-cao-thang": ("Báo cáo tháng", "Monthly report"),
    "bao-cao-nam": ("Báo cáo năm", "Yearly report"),
    "ghi-chu": ("Khác bản công bố trước ở đâu", "What changed since the release before"),
}
CSV = ("Các bảng, CSV mở được bằng Excel (ZIP)", "Tables as CSV for Excel (ZIP)")
PARQUET = ("Các bảng chính, Parquet (ZIP)", "Main tables as Parquet (ZIP)")
# What planners compute with; tables of single cells and files stay in the release, whose size they double.
MAIN_TABLES = (
    *("planner_value", "indicator_value", "indicator", "area", "period", "vocabulary"),
    *("index_score", "target", "target_progress", "commune_goal", "completeness", "duty_status", "violation"),
)
FIXED = (1980, 1, 1, 0, 0, 0)  # the time of members of an archive, so that equal content is equal bytes


def copy_downloads(release: Path, made: Path, top: Path) -> list[Download]:
    """Put what readers take along into the site at `top`: files `made` of the release, and its tables.

    Files that were not made are left out: a site may be made before them.
    """
    folder = top / FOLDER
    folder.mkdir()
    found: list[Download] = []
    patterns = ("*.xlsx", "*.docx", "*.pdf", "*.txt", "bao-cao/*.docx")
    for path in sorted(path for pattern in patterns for path in made.glob(pattern)):
        kind = next((kind for kind in NAMES if path.name.startswith(kind)), None)
        if kind is not None:
            shutil.copyfile(path, folder / path.name)
            found.append(Download(NAMES[kind], path.name, (folder / path.name).stat().st_size))
    copies = sorted((made / "csv_excel").glob("*.csv"))
    main = [path for path in sorted((release / "parquet").glob("*.parquet")) if path.stem in MAIN_TABLES]
    for name, files, title in (("csv_excel", copies, CSV), ("parquet", main, PARQUET)):
        if files:
            target = folder / f"{name}_{release.name}.zip"
            _archive(target, files)
            found.append(Download(title, target.name, target.stat().st_size))
    return found


def _archive(target: Path, files: list[Path]) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for path in files:
            archive.writestr(zipfile.ZipInfo(path.name, FIXED), path.read_bytes(), zipfile.ZIP_DEFLATED)


def pages(site: Site) -> Iterator[Page]:
    """The page of downloads."""
    columns = [Column(site.t("Tệp", "File")), Column(site.t("Tên tệp", "Name")), Column(site.t("Cỡ", "Size"), NUMBER)]
    rows = [
        [
            Cell(site.t(*download.title), site.shared(f"{FOLDER}/{download.name}")),
            Cell(download.name),
            Cell(site.with_unit(download.n_bytes / 1e6, "MB", 1), sort=download.n_bytes),
        ]
        for download in site.downloads
    ]
    said = site.t(
        "Tài liệu Word theo thể thức Nghị định 30/2020, bằng tiếng Việt.",
        "Word documents are in Vietnamese, in the layout of Decree 30/2020.",
    )
    table = Table(
        site.t("Tệp của bản công bố này", "Files of this release"),
        columns,
        rows,
        empty=site.t(
            "Chưa có tệp nào: chạy chiso files, rồi chiso site.", "No files yet: run chiso files, then chiso site."
        ),
    )
    yield Page(links.DOWNLOADS, site.t("Tải về", "Downloads"), [Section("", [table, Text(said)])], nav=links.DOWNLOADS)
