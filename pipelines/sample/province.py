"""The simulated province on disk: every duty of the chosen periods as a workbook, written as forms are written.

Figures come from `commune` and `office`, what is odd from `planted`. Every workbook carries the watermark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.obligations import expand_duties
from pipelines.forms.blank.blank import form_file_name, write_form
from pipelines.forms.blank.content import FormContent, Value
from pipelines.forms.blank.layout import FormKey
from pipelines.ledger.simulated import WATERMARK
from pipelines.sample.commune import draw_commune
from pipelines.sample.figures import (
    Figures,
    LineFigures,
    add_cross_checked,
    line_figures,
    monthly_figures,
    months_of,
    reporting_months,
    sum_of_senders,
)
from pipelines.sample.office import Office
from pipelines.sample.planted import MISTAKES, ODDITIES, PlantedChange
from pipelines.sample.registers import register_entries

SEED = 20261014
COMMUNE_SHARE = 0.01  # the size of a commune's figures beside those of the province


@dataclass(frozen=True)
class PlantedMistake:
    """One planted mistake: in whose workbook of which month, and the rules that must report it."""

    reporter_code: str
    period_code: str
    kind: str
    rules: tuple[str, ...]


def planted_mistakes(codebook: Codebook, province: str, periods: Sequence[str]) -> list[PlantedMistake]:
    """Return every mistake in the sample of these periods; everything else in it is meant to be right."""
    communes, months = _communes(codebook, province), _months(codebook, periods)
    return [
        PlantedMistake(communes[change.commune_no], months[change.month_no], change.kind, change.rules)
        for change in MISTAKES
        if change.applies(len(communes), len(months))
    ]


def long_history(codebook: Codebook, first: str, n_months: int) -> list[str]:
    """The periods of both calendars that end in `n_months` months from the month `first` on.

    Raises ValueError where the codebook has no such months.
    """
    table = codebook.tables["periods"]
    months = table.filter(kind="month", calendar="admin").sort("start_date")
    chosen = months.filter(pl.col("start_date") >= months.filter(period_code=first)["start_date"].item()).head(n_months)
    if n_months < 1 or chosen.height < n_months:
        raise ValueError(f"{n_months} months from {first}: the codebook has {chosen.height}")
    ends = pl.col("end_date").is_between(chosen["start_date"][0], chosen["end_date"][-1])
    return table.filter(ends).sort("end_date", "period_code")["period_code"].to_list()


def duties_of(codebook: Codebook, province: str, periods: Sequence[str]) -> pl.DataFrame:
    """The duties of `periods` that are forms: one workbook each."""
    chosen = pl.col("period_code").is_in(list(periods))
    last = codebook.tables["periods"].filter(chosen).sort("end_date")["period_code"][-1]
    return expand_duties(codebook, province, last).filter(chosen, pl.col("form_code").is_not_null())


def write_sample(
    codebook: Codebook, province: str, periods: Sequence[str], folder: Path, has_mistakes: bool = True
) -> list[Path]:
    """Write the workbooks due for `periods` into `folder` and return their paths."""
    return list(each_sample(codebook, province, periods, folder, has_mistakes))


def each_sample(
    codebook: Codebook, province: str, periods: Sequence[str], folder: Path, has_mistakes: bool = True
) -> Iterator[Path]:
    """Write the workbooks due for `periods` into `folder`; yield the path of each when it is written.

    The bytes of a workbook depend on reporter, form and period, not on what else is written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    duties = duties_of(codebook, province, periods)
    changes = _changes(codebook, province, periods) if has_mistakes else {}
    sample = _Sample(codebook, province, periods)
    for duty in duties.iter_rows(named=True):
        yield sample.write(duty, changes.get((duty["reporter_code"], duty["period_code"]), []), folder)


class _Sample:
    """The figures of every sender of one province up to the end of the chosen periods."""

    def __init__(self, codebook: Codebook, province: str, periods: Sequence[str]) -> None:
        self.codebook = codebook
        self.months = reporting_months(codebook, periods)
        self.communes = {code: self._commune_figures(code) for code in _communes(codebook, province)}
        self.known = add_cross_checked(codebook, sum_of_senders(self.communes.values()))
        self.offices: dict[str, Office] = {}  # by reporter_code

    def write(self, duty: dict[str, str], changes: list[PlantedChange], folder: Path) -> Path:
        """Write the form of one duty: a commune's figures on the lines it has them for, its office's on the others."""
        key = FormKey(duty["form_code"], duty["reporter_code"], duty["period_code"])
        figures = self.communes.get(key.reporter_code, {}).get(key.period_code, {})
        explanations: dict[str, str] = {}  # by indicator_code
        for change in changes:
            figures = figures | change.change(figures)
            explanations |= change.explanations
        lines = self.codebook.tables["form_rows"].filter(form_code=key.form_code, form_version=duty["form_version"])
        rows, months = lines.filter(row_kind="fixed"), months_of(self.codebook, key.period_code)
        is_known = pl.col("indicator_code").is_in(list({code for code, _ in figures}))
        row_keys = dict(rows.filter(is_known).select("indicator_code", "row_key").iter_rows())
        others = rows.filter(~is_known).sort("row_order")
        office = self._office(key.reporter_code)
        values = line_figures(office, others.iter_rows(named=True), months)
        counts = line_figures(office, lines.filter(row_kind="repeat").iter_rows(named=True), months)
        values |= {(row_keys[code], measure): value for (code, measure), value in figures.items() if code in row_keys}
        content = FormContent(
            values={cell: _symbol(value) for cell, value in values.items()},
            explanations={row_keys[code]: text for code, text in explanations.items() if code in row_keys},
            evidence=_evidence(rows, values, key),
            registers=register_entries(self.codebook, lines, counts),
            watermark=WATERMARK,
        )
        return write_form(self.codebook, key, folder / form_file_name(self.codebook, key), content)

    def _commune_figures(self, reporter: str) -> dict[str, Figures]:
        """Return a commune's figures by month; its size follows its kind and its draw."""
        area = self.codebook.tables["areas"].filter(area_id=self._area(reporter)).row(0, named=True)
        commune = draw_commune(Random(f"{SEED}:{reporter}:start"), is_ward=area["kind_vi"] == "phường")
        return monthly_figures(commune, Random(f"{SEED}:{reporter}:months"), self.months)

    def _office(self, reporter: str) -> Office:
        """Return the other figures of a sender; the departments of a province share theirs."""
        if reporter not in self.offices:
            months = [month.period_code for month in self.months]
            if reporter in self.communes:
                known = sum_of_senders([self.communes[reporter]])
                office = Office(self.codebook, f"{SEED}:{reporter}", months, known, share=COMMUNE_SHARE)
            else:
                office = Office(self.codebook, f"{SEED}:{self._area(reporter)}", months, self.known)
            self.offices[reporter] = office
        return self.offices[reporter]

    def _area(self, reporter: str) -> str:
        return self.codebook.tables["reporters"].filter(reporter_code=reporter)["area_id"].item()


def _evidence(rows: pl.DataFrame, values: LineFigures, key: FormKey) -> dict[tuple[str, str], str]:
    """Return a document, marked as simulated, for each figure above 0 that needs evidence; by row_key and col_key."""
    found: dict[tuple[str, str], str] = {}
    for row_key in rows.filter(pl.col("needs_evidence"))["row_key"]:
        if any(value not in ("", 0) for (of_row, _), value in values.items() if of_row == row_key):
            found |= {
                (row_key, "evidence_number"): f"{row_key}/MP",
                (row_key, "evidence_date"): "01/12/2026",
                (row_key, "evidence_name"): "Văn bản mô phỏng",
                (row_key, "evidence_file"): f"{key.form_code}_{key.period_code}_{row_key}.pdf",
            }
    return found


def _symbol(value: Value) -> Value:
    """Return the symbol that these forms write for 0, nothing occurred."""
    return "-" if value == 0 else value


def _changes(codebook: Codebook, province: str, periods: Sequence[str]) -> dict[tuple[str, str], list[PlantedChange]]:
    """Return oddities and mistakes by reporter_code and period_code."""
    communes, months = _communes(codebook, province), _months(codebook, periods)
    found: dict[tuple[str, str], list[PlantedChange]] = {}
    for change in (*ODDITIES, *MISTAKES):
        if change.applies(len(communes), len(months)):
            place = (communes[change.commune_no], months[change.month_no])
            found.setdefault(place, []).append(change)
    return found


def _months(codebook: Codebook, periods: Sequence[str]) -> list[str]:
    """Return the months among the periods, in order: changes are planted by month."""
    table = codebook.tables["periods"].filter(kind="month", calendar="admin")
    return table.filter(pl.col("period_code").is_in(list(periods))).sort("start_date")["period_code"].to_list()


def _communes(codebook: Codebook, province: str) -> list[str]:
    reporters = codebook.tables["reporters"].filter(kind="commune", province_code=province)
    return reporters["reporter_code"].sort().to_list()
