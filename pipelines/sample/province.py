"""The simulated province on disk: every duty of the asked months as a workbook, written by the writer of blank forms.

Here: who sends what, the watermark, symbols for nothing. Not here: figures (figures.py), what is odd (touches.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.obligations import expand_duties
from pipelines.forms.blank.blank import form_name, write_blank
from pipelines.sample.commune import found
from pipelines.sample.figures import Figures, Value, added_up, agreed, months, months_of, of_lines, series
from pipelines.sample.office import Key, Office
from pipelines.sample.registers import registers
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
    periods = _months(codebook, periods)
    return [
        Planted(communes[touch.place], periods[touch.month], touch.kind, touch.rules)
        for touch in MISTAKES
        if touch.place < len(communes) and -touch.month <= len(periods)
    ]


def write_sample(
    codebook: Codebook,
    province: str,
    periods: Sequence[str],
    folder: Path,
    seed: int = 20261014,
    has_mistakes: bool = True,
) -> list[Path]:
    """Write the workbooks due for `periods` into `folder`; equal arguments give equal bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    span = months(codebook, periods)
    asked = codebook.tables["periods"].filter(pl.col("period_code").is_in(list(periods))).sort("end_date")
    duties = expand_duties(codebook, province, asked["period_code"][-1]).filter(
        pl.col("period_code").is_in(list(periods)), pl.col("form_code").is_not_null()
    )
    touches = _touches(codebook, province, _months(codebook, periods)) if has_mistakes else {}
    communes = {code: _series(codebook, code, seed, span) for code in _communes(codebook, province)}
    known = agreed(codebook, added_up(communes.values()))
    names = [name for name, _ in span]
    offices: dict[str, Office] = {}
    paths: list[Path] = []
    for duty in duties.iter_rows(named=True):
        code = duty["reporter_code"]
        if code not in offices:
            offices[code] = _office(codebook, code, seed, names, communes, known)
        mine = touches.get((code, duty["period_code"]), [])
        figures = communes.get(code, {}).get(duty["period_code"], {})
        paths.append(_write(codebook, duty, offices[code], figures, mine, folder))
    return paths


def _write(
    codebook: Codebook, duty: dict[str, str], office: Office, figures: Figures, touches: list[Touch], folder: Path
) -> Path:
    """The duty's form: a commune's own story where it has one, the office's figures on all other lines."""
    form, reporter, period = duty["form_code"], duty["reporter_code"], duty["period_code"]
    explanations: dict[str, str] = {}
    for touch in touches:
        figures = figures | touch.change(figures)
        explanations |= touch.explanations
    lines = codebook.tables["form_rows"].filter(form_code=form, form_version=duty["form_version"])
    rows, span = lines.filter(row_kind="fixed"), months_of(codebook, period)
    told = {code for code, _ in figures}
    others = rows.filter(~pl.col("indicator_code").is_in(list(told))).sort("row_order")
    key = dict(rows.filter(pl.col("indicator_code").is_in(list(told))).select("indicator_code", "row_key").iter_rows())
    values = of_lines(office, others.iter_rows(named=True), span)
    counts = of_lines(office, lines.filter(row_kind="repeat").iter_rows(named=True), span)
    values |= {(key[code], measure): value for (code, measure), value in figures.items() if code in key}
    return write_blank(
        codebook,
        form,
        reporter,
        period,
        folder / form_name(codebook, form, reporter, period),
        values={place: _symbol(value) for place, value in values.items()},
        explanations={key[code]: text for code, text in explanations.items() if code in key},
        evidence=_evidence(rows, values, f"{form}/{reporter}/{period}"),
        watermark=WATERMARK,
        records=registers(codebook, lines, counts),
    )


def _evidence(rows: pl.DataFrame, values: Figures, where: str) -> dict[tuple[str, str], str]:
    """A made-up document for each figure above nothing that asks for one; it says of itself that it is simulated."""
    asked = rows.filter(pl.col("needs_evidence"))["row_key"]
    found: dict[tuple[str, str], str] = {}
    for row in asked:
        if any(value not in ("", 0) for (line, _), value in values.items() if line == row):
            digest = hashlib.sha256(f"{WATERMARK}:{where}:{row}".encode()).hexdigest()
            found |= {
                (row, "evidence_number"): f"{row}/MP",
                (row, "evidence_date"): "01/12/2026",
                (row, "evidence_name"): "Văn bản mô phỏng",
                (row, "evidence_sha256"): digest,
            }
    return found


def _symbol(value: Value) -> Value:
    """Nothing occurred is written as - on these forms."""
    return "-" if value == 0 else value


def _series(codebook: Codebook, reporter: str, seed: int, span: list[tuple[str, bool]]) -> dict[str, Figures]:
    """A commune's months; its size follows its kind and a draw of its own."""
    area = codebook.tables["reporters"].filter(reporter_code=reporter)["area_id"].item()
    kind = codebook.tables["areas"].filter(area_id=area)["kind_vi"].item()
    unit = found(Random(f"{seed}:{reporter}:start"), is_ward=kind == "phường")
    return series(unit, Random(f"{seed}:{reporter}:months"), span)


def _office(
    codebook: Codebook,
    reporter: str,
    seed: int,
    span: list[str],
    communes: dict[str, dict[str, Figures]],
    known: dict[str, dict[Key, float]],
) -> Office:
    """The departments of a province share its figures; a commune has its own, a hundredth of the size."""
    if reporter in communes:
        return Office(codebook, f"{seed}:{reporter}", span, added_up([communes[reporter]]), share=0.01)
    area = codebook.tables["reporters"].filter(reporter_code=reporter)["area_id"].item()
    return Office(codebook, f"{seed}:{area}", span, known)


def _touches(codebook: Codebook, province: str, periods: Sequence[str]) -> dict[tuple[str, str], list[Touch]]:
    communes = _communes(codebook, province)
    found_: dict[tuple[str, str], list[Touch]] = {}
    for touch in (*ODDITIES, *MISTAKES):
        if touch.place < len(communes) and -touch.month <= len(periods):
            found_.setdefault((communes[touch.place], periods[touch.month]), []).append(touch)
    return found_


def _months(codebook: Codebook, periods: Sequence[str]) -> list[str]:
    """The months among the periods: what is odd is told by month."""
    table = codebook.tables["periods"].filter(kind="month", calendar="admin")
    return table.filter(pl.col("period_code").is_in(list(periods))).sort("start_date")["period_code"].to_list()


def _communes(codebook: Codebook, province: str) -> list[str]:
    own = codebook.tables["reporters"].filter(kind="commune", province_code=province)
    return own["reporter_code"].sort().to_list()
