"""Workbooks of communes in large numbers: forms as `chiso form blank` writes them, with other figures and periods.

A form is written once for each commune and version, and once for each period in the name of one commune. Any other file
is the commune's with the period's texts, its figures and its signature put in place: 4 ms instead of 30. Figures are
those of the simulated province (pipelines/sample), so the rules find what they find in it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.codebook.identity_sheet import FormIdentity, layout_hash
from pipelines.codebook.load import Codebook
from pipelines.forms.blank.blank import write_form
from pipelines.forms.blank.content import FormContent
from pipelines.forms.blank.layout import FormKey
from pipelines.sample.province import SEED, duties_of
from pipelines.sample.reports import Report, Senders

FORM = "XA-01"  # the monthly form of communes
FIRST_MARK = 900_001  # figures of a template, one for each cell
MARK = re.compile(r"<v>(9000\d\d)</v>")
TEXT = re.compile(r"(?<=<t>)[^<]*|(?<=<t xml:space=\"preserve\">)[^<]*")
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


class Forms:
    """The workbooks of one province."""

    def __init__(self, codebook: Codebook, province: str, periods: Sequence[str], scratch: Path) -> None:
        self.codebook, self.scratch = codebook, scratch / "template.xlsx"
        self.senders = Senders(codebook, province, periods, SEED)
        self.duties = duties_of(codebook, province, periods).filter(form_code=FORM)
        self.first = min(self.senders.communes)
        self.templates: dict[tuple[str, int], tuple[str, dict[str, bytes]]] = {}
        self.period_texts: dict[tuple[str, str], dict[str, str]] = {}
        self.layouts: dict[int, str] = {}

    def write(self, months: Sequence[str], folder: Path) -> int:
        """Write the form of each commune for these months; returns how many."""
        folder.mkdir(parents=True, exist_ok=True)
        chosen = self.duties.filter(self.duties["period_code"].is_in(list(months))).sort("period_code", "reporter_code")
        for duty in chosen.to_dicts():
            path = folder / f"{duty['period_code']}_{duty['reporter_code']}.xlsx"
            path.write_bytes(self._workbook(duty))
        return chosen.height

    def _workbook(self, duty: Mapping[str, Any]) -> bytes:
        report = self.senders.report(duty)
        if report.explanations:  # a further text in a cell: written in full
            return self._written(report.key, self.senders.content(report))
        known = report.key.reporter_code, report.form_version
        if known not in self.templates:
            self.templates[known] = report.key.period_code, _members(self._marked(report.key, report))
        period, members = self.templates[known]
        texts = self._texts(report, period)
        values = {str(FIRST_MARK + n): value for n, (_, value) in enumerate(sorted(report.values.items()))}
        sheet = MARK.sub(lambda match: f"<v>{_number(values[match[1]])}</v>", members[SHEET].decode())
        strings = TEXT.sub(lambda match: texts.get(match[0], match[0]), members[STRINGS].decode())
        return _zipped(members | {SHEET: sheet.encode(), STRINGS: strings.encode()})

    def _texts(self, report: Report, period: str) -> dict[str, str]:
        """What the form of `period` has otherwise than that of the report: texts of the period, the signature."""
        key, version = report.key, report.form_version
        pair = period, key.period_code
        if pair not in self.period_texts:
            first = key._replace(reporter_code=self.first)
            old, new = (
                TEXT.findall(_members(self._marked(first._replace(period_code=code), report))[STRINGS].decode())
                for code in pair
            )
            self.period_texts[pair] = {a: b for a, b in zip(old, new, strict=True) if a != b}
        if version not in self.layouts:
            self.layouts[version] = layout_hash(self.codebook, FORM, version)
        signed = [
            FormIdentity(FORM, version, key.reporter_code, code, self.layouts[version]).signature for code in pair
        ]
        return self.period_texts[pair] | {signed[0]: signed[1]}

    def _marked(self, key: FormKey, report: Report) -> bytes:
        """The form with a mark in each cell that the report fills."""
        marks = {cell: FIRST_MARK + n for n, cell in enumerate(sorted(report.values))}
        return self._written(key, FormContent(values=marks))

    def _written(self, key: FormKey, content: FormContent) -> bytes:
        return write_form(self.codebook, key, self.scratch, content).read_bytes()


def _number(value: Any) -> str:
    return "0" if value in ("", "-", "...") else f"{value:.10g}"


def _members(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _zipped(members: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
