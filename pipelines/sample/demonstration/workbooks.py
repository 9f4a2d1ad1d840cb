"""The workbooks of the demonstration: one for each edition, and when they arrive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.forms.area_table import AreaTableContent, write_area_table
from pipelines.ledger.simulated import WATERMARK
from pipelines.sample.arrivals import BEGINNING
from pipelines.sample.demonstration.figures import Divided, Figures, draw_editions
from pipelines.sample.demonstration.planted import plant

INDEX, FORM = "PII_DEMO", "MP-TINH"
# of an edition: the month with whose files it comes, and when; the first before all others, the second after its year
EDITIONS = {"S2025": ("2026-08", BEGINNING), "S2026": ("2027-01", datetime(2027, 1, 5, 2, tzinfo=UTC))}
NOTICE = "Tên tỉnh là tên thật, mọi số liệu là mô phỏng: thứ hạng tính từ bảng này không nói gì về tỉnh nào."


def arriving(periods: Sequence[str], written: Sequence[Path]) -> list[tuple[datetime, list[Path]]]:
    """Return the written workbooks that come with the files of `periods`, by time."""
    found = {path.name: path for path in written}
    return [
        (at, [found[name_of(edition)]])
        for edition, (month, at) in EDITIONS.items()
        if month in periods and name_of(edition) in found
    ]


def name_of(edition: str) -> str:
    """Return the file name of an edition; the tables of a build show its technical part, `S2026.xlsx`."""
    return f"{FORM}_{edition}.xlsx"


def write_demonstration(codebook: Codebook, folder: Path) -> list[Path]:
    """Write the workbook of each edition into `folder` and return the paths. Equal seeds give equal bytes."""
    names = dict(codebook.tables["periods"].select("period_code", "name_vi").iter_rows())
    title = codebook.tables["index_nodes"].filter(pl.col("parent_code").is_null(), index_code=INDEX)["name_vi"].item()
    return [
        write_area_table(
            codebook,
            FORM,
            AreaTableContent((WATERMARK, title, names[edition]), figures, (NOTICE,)),
            folder / name_of(edition),
        )
        for edition, figures in zip(EDITIONS, demonstration_figures(codebook), strict=True)
    ]


def demonstration_figures(codebook: Codebook) -> list[Figures]:
    """Return the figures of each edition, with what is planted."""
    areas = codebook.tables["areas"].filter(area_set="p34")["area_id"].sort().to_list()
    editions = draw_editions(areas, _denominators(codebook), len(EDITIONS))
    plant(areas, editions)
    return editions


def _denominators(codebook: Codebook) -> dict[str, Divided]:
    """Return the denominator of each component that has one; the denominators themselves have none."""
    leaves = codebook.tables["index_nodes"].filter(pl.col("denominator_code").is_not_null(), index_code=INDEX)
    rows: Sequence[tuple[str, str, float]] = leaves.select(
        "indicator_code", "denominator_code", "denominator_scale"
    ).rows()
    sizes = {denominator for _, denominator, _ in rows}
    return {code: Divided(denominator, scale) for code, denominator, scale in rows if code not in sizes}
