"""The simulated province on disk: every duty of the asked months as a workbook, written by the writer of blank forms.

Here: who sends what, the watermark, symbols for nothing. Not here: figures (figures.py), what is odd (touches.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.obligations import expand
from pipelines.forms.blank import form_name, write_blank
from pipelines.sample.commune import found
from pipelines.sample.department import Department
from pipelines.sample.figures import Figures, Unit, Value, months, series
from pipelines.sample.touches import MISTAKES, ODDITIES, Touch

WATERMARK = "SỐ LIỆU MÔ PHỎNG"


@dataclass(frozen=True)
class Planted:
    """One planted mistake: whose workbook, which month, and the rules that must speak of it."""

    reporter_code: str
    period_code: str
    kind: str
    rules: tuple[str, ...]


def planted(codebook: Codebook, province: str, periods: Sequence[str]) -> list[Planted]:
    """Every mistake in the sample of these periods; everything else in it is meant to be right."""
    communes = _communes(codebook, province)
    return [
        Planted(communes[touch.place], periods[touch.month], touch.kind, touch.rules)
        for touch in MISTAKES
        if touch.place < len(communes) and -touch.month <= len(periods)
    ]


def write_sample(
    codebook: Codebook, province: str, periods: Sequence[str], folder: Path, seed: int = 20261014
) -> list[Path]:
    """Write the workbooks due for `periods` (in order of time) into `folder`; equal arguments give equal bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    span = months(codebook, periods[0], periods[-1])
    duties = expand(codebook, province, periods[-1]).filter(pl.col("period_code").is_in(list(periods)))
    touches = _touches(codebook, province, periods)
    paths: list[Path] = []
    for (reporter,), owed in duties.group_by("reporter_code", maintain_order=True):
        figures = series(_unit(codebook, str(reporter), seed), Random(f"{seed}:{reporter}:months"), span)
        for duty in owed.iter_rows(named=True):
            mine = touches.get((duty["reporter_code"], duty["period_code"]), [])
            paths.append(_write(codebook, duty, figures[duty["period_code"]], mine, folder))
    return paths


def _write(codebook: Codebook, duty: dict[str, str], figures: Figures, touches: list[Touch], folder: Path) -> Path:
    form, reporter, period = duty["form_code"], duty["reporter_code"], duty["period_code"]
    explanations: dict[str, str] = {}
    for touch in touches:
        figures = figures | touch.change(figures)
        explanations |= touch.explanations
    rows = codebook.tables["form_rows"].filter(form_code=form, form_version=duty["form_version"], row_kind="fixed")
    key = dict(zip(rows["indicator_code"].to_list(), rows["row_key"].to_list(), strict=True))
    return write_blank(
        codebook,
        form,
        reporter,
        period,
        folder / form_name(codebook, form, reporter, period),
        values={(key[code], measure): _symbol(value) for (code, measure), value in figures.items() if code in key},
        explanations={key[code]: text for code, text in explanations.items() if code in key},
        watermark=WATERMARK,
    )


def _symbol(value: Value) -> Value:
    """Nothing occurred is written as - on these forms."""
    return "-" if value == 0 else value


def _unit(codebook: Codebook, reporter: str, seed: int) -> Unit:
    """A department, or a commune whose size follows its kind and a draw of its own."""
    row = codebook.tables["reporters"].filter(reporter_code=reporter).row(0, named=True)
    if row["kind"] == "department":
        return Department()
    kind = codebook.tables["areas"].filter(area_id=row["area_id"])["kind_vi"].item()
    return found(Random(f"{seed}:{reporter}:start"), is_ward=kind == "phường")


def _touches(codebook: Codebook, province: str, periods: Sequence[str]) -> dict[tuple[str, str], list[Touch]]:
    communes = _communes(codebook, province)
    found_: dict[tuple[str, str], list[Touch]] = {}
    for touch in (*ODDITIES, *MISTAKES):
        if touch.place < len(communes) and -touch.month <= len(periods):
            found_.setdefault((communes[touch.place], periods[touch.month]), []).append(touch)
    return found_


def _communes(codebook: Codebook, province: str) -> list[str]:
    own = codebook.tables["reporters"].filter(kind="commune", province_code=province)
    return own["reporter_code"].sort().to_list()
