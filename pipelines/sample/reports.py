"""What each sender of a simulated province reports: the content of the form of any duty, before it is written.

Figures come from `commune` and `office`, true jumps from `events`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.forms.blank.content import FormContent, Value
from pipelines.forms.blank.layout import FormKey
from pipelines.ledger.simulated import WATERMARK
from pipelines.sample.commune import draw_commune
from pipelines.sample.events import MONTHS_EXPLAINED, Event, event_of
from pipelines.sample.figures import (
    Figures,
    LineFigures,
    add_cross_checked,
    line_figures,
    monthly_figures,
    months_of,
    never_published,
    reporting_months,
    sum_of_senders,
)
from pipelines.sample.levels import months_between
from pipelines.sample.office import Office, Size
from pipelines.sample.planted import PlantedChange
from pipelines.sample.registers import register_entries

NOT_COLLECTED = "..."
DECLARED_FOR = "p34-08"  # the province whose sizes stand in levels.csv
COMMUNE_SHARE = 0.01  # the size of a commune's figures beside those of the province


@dataclass(frozen=True)
class Report:
    """What one sender writes on one form; `counts` are the entries of its registers."""

    key: FormKey
    form_version: int
    values: Mapping[tuple[str, str], Value]  # by row_key, measure_code
    explanations: Mapping[str, str]  # by row_key
    counts: LineFigures


class Senders:
    """The senders of one province, with figures up to the end of the chosen periods; equal seeds give equal figures."""

    def __init__(self, codebook: Codebook, province: str, periods: Sequence[str], seed: int) -> None:
        self.codebook, self.seed = codebook, seed
        self.months = reporting_months(codebook, periods)
        reporters = communes_of(codebook, province)
        self.events = {code: self._events(code, number) for number, code in enumerate(reporters)}
        self.communes = {code: self._commune_figures(code) for code in reporters}
        self.known = add_cross_checked(codebook, sum_of_senders(self.communes.values()))
        self.offices: dict[str, Office] = {}  # by reporter_code

    def report(self, duty: Mapping[str, Any], changes: Iterable[PlantedChange] = ()) -> Report:
        """Return a duty's form: a commune's figures on the lines it has them for, its office's on the others."""
        key = FormKey(duty["form_code"], duty["reporter_code"], duty["period_code"])
        figures = self.communes.get(key.reporter_code, {}).get(key.period_code, {})
        for change in changes:
            figures = figures | change.change(figures)
        lines = lines_of(self.codebook, key.form_code, duty["form_version"])
        rows, months = lines.filter(row_kind="fixed"), months_of(self.codebook, key.period_code)
        is_known = pl.col("indicator_code").is_in(list({code for code, _ in figures}))
        row_keys = dict(rows.filter(is_known).select("indicator_code", "row_key").iter_rows())
        others = rows.filter(~is_known).sort("row_order")
        office = self._office(key.reporter_code)
        values = line_figures(office, others.iter_rows(named=True), months)
        missing = rows.filter(pl.col("indicator_code").is_in(list(never_published(self.codebook, key.period_code))))
        values |= {cell: NOT_COLLECTED for cell in values if cell[0] in missing["row_key"]}
        values |= {(row_keys[code], measure): value for (code, measure), value in figures.items() if code in row_keys}
        explained = self._explanations(key.reporter_code, key.period_code)
        explanations = {row_keys[code]: text for code, text in explained.items() if code in row_keys}
        counts = line_figures(office, lines.filter(row_kind="repeat").iter_rows(named=True), months)
        return Report(key, duty["form_version"], values, explanations, counts)

    def content(self, report: Report) -> FormContent:
        """Return what is written into the form: the report with evidence, register entries and the watermark."""
        lines = lines_of(self.codebook, report.key.form_code, report.form_version)
        return FormContent(
            values={cell: _symbol(value) for cell, value in report.values.items()},
            explanations=report.explanations,
            evidence=_evidence(lines.filter(row_kind="fixed"), report),
            registers=register_entries(self.codebook, lines, report.counts),
            watermark=WATERMARK,
        )

    def _commune_figures(self, reporter: str) -> dict[str, Figures]:
        """Return a commune's figures by month; its size follows its kind and its draw."""
        area = self.codebook.tables["areas"].filter(area_id=self._area(reporter)).row(0, named=True)
        commune = draw_commune(Random(f"{self.seed}:{reporter}:start"), is_ward=area["kind_vi"] == "phường")
        changes = {month: partial(event.change, commune) for month, event in self.events[reporter].items()}
        return monthly_figures(commune, Random(f"{self.seed}:{reporter}:months"), self.months, changes)

    def _events(self, reporter: str, number: int) -> dict[str, Event]:
        """Return the true jumps of a commune by month."""
        found = {m.period_code: event_of(f"{self.seed}:{reporter}", number, m.period_code) for m in self.months}
        return {month: event for month, event in found.items() if event}

    def _explanations(self, reporter: str, period: str) -> dict[str, str]:
        """Return what a commune explains, by indicator_code: the true jumps of the month and of those before it."""
        found: dict[str, str] = {}
        for month, event in self.events.get(reporter, {}).items():
            if period in months_between(month, period)[: MONTHS_EXPLAINED + 1]:
                found |= event.explanations()
        return found

    def _office(self, reporter: str) -> Office:
        """Return the other figures of a sender; the departments of a province share theirs."""
        if reporter not in self.offices:
            months = [month.period_code for month in self.months]
            if reporter in self.communes:
                known = sum_of_senders([self.communes[reporter]])
                office = Office(self.codebook, f"{self.seed}:{reporter}", months, known, Size(0, COMMUNE_SHARE))
            else:
                area = self._area(reporter)
                office = Office(self.codebook, f"{self.seed}:{area}", months, self.known, self._size(area))
            self.offices[reporter] = office
        return self.offices[reporter]

    def _size(self, area: str) -> Size:
        """Return the people of a province, and its size beside the one for which levels are declared."""
        people, declared = (
            self.codebook.tables["areas"].filter(area_id=code)["population"].item() for code in (area, DECLARED_FOR)
        )
        return Size(people, people / declared)

    def _area(self, reporter: str) -> str:
        return self.codebook.tables["reporters"].filter(reporter_code=reporter)["area_id"].item()


def communes_of(codebook: Codebook, province: str) -> list[str]:
    """Return the reporter codes of a province's communes, in order."""
    reporters = codebook.tables["reporters"].filter(kind="commune", province_code=province)
    return reporters["reporter_code"].sort().to_list()


def lines_of(codebook: Codebook, form_code: str, form_version: int) -> pl.DataFrame:
    """Return the lines of a form (rows of the codebook's form_rows)."""
    return codebook.tables["form_rows"].filter(form_code=form_code, form_version=form_version)


def _evidence(rows: pl.DataFrame, report: Report) -> dict[tuple[str, str], str]:
    """Return a document, marked as simulated, for each figure above 0 that needs evidence; by row_key and col_key."""
    found: dict[tuple[str, str], str] = {}
    for row_key in rows.filter(pl.col("needs_evidence"))["row_key"]:
        if any(value not in ("", 0) for (of_row, _), value in report.values.items() if of_row == row_key):
            found |= {
                (row_key, "evidence_number"): f"{row_key}/MP",
                (row_key, "evidence_date"): "01/12/2026",
                (row_key, "evidence_name"): "Văn bản mô phỏng",
                (row_key, "evidence_file"): f"{report.key.form_code}_{report.key.period_code}_{row_key}.pdf",
            }
    return found


def _symbol(value: Value) -> Value:
    """Return the symbol that these forms write for 0, nothing occurred."""
    return "-" if value == 0 else value
