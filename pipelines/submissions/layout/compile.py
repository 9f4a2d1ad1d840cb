"""Compiles the codebook's tables into Layouts: reporters, periods and areas by their folded names.

With compile_forms.py the only place of this package that reads the codebook's tables.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import polars as pl

from pipelines.codebook.identity_sheet import GUIDE_SHEET, RESULT_SHEET
from pipelines.codebook.load import Codebook, areas_of_forms
from pipelines.codebook.text import name_ascii, name_fold
from pipelines.submissions.layout.compile_forms import compile_forms, rows_of, symbols
from pipelines.submissions.layout.compile_names import compile_names
from pipelines.submissions.layout.layouts import (
    NO_END,
    Block,
    Layouts,
    Period,
    Reporter,
    Scale,
    SendingPermission,
    unit_text,
)


def compile_layouts(codebook: Codebook, province: str) -> Layouts:
    """The codebook as files of `province` are read by it."""
    tables = codebook.tables
    reporters = _reporters(tables["reporters"], province)
    periods = [
        Period(row["period_code"], row["kind"], row["calendar"], row["start_date"], row["end_date"], row["name_vi"])
        for row in rows_of(tables["periods"])
    ]
    forms = compile_forms(codebook, _only_of_office(reporters))
    return Layouts(
        province=province,
        forms=forms,
        form_numbers={name_fold(form.code): form.code for form in forms},
        reporters=reporters,
        names=compile_names(codebook, set(reporters)),
        periods={period.code: period for period in periods},
        period_names={(period.calendar, name_fold(period.name)): period.code for period in periods},
        areas=area_names(tables, areas_of_forms(tables)),
        symbols=symbols(tables),
        scales={unit_text(u["symbol_vi"]): Scale(u["dimension"], u["factor"]) for u in rows_of(tables["uoms"])},
        row_labels=frozenset(text for form in forms for block in form.blocks for text in _row_labels(block)),
        guide_sheets=frozenset({GUIDE_SHEET, RESULT_SHEET}),
        permissions=_permissions(tables["senders"], set(reporters)),
        reporter_titles={row["reporter_code"]: row["name_vi"] for row in rows_of(tables["reporters"])},
        written_duties=frozenset(
            row["duty_code"] for row in rows_of(tables["obligation_rules"]) if not row["form_code"]
        ),
    )


def area_names(tables: dict[str, pl.DataFrame], areas: pl.DataFrame) -> dict[str, dict[str, str]]:
    """Area set -> folded name or alias -> area_id; a name that two areas share is left out."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows_of(areas):
        for name in (row["name_vi"], f"{row['kind_vi']} {row['name_vi']}"):
            found[row["area_set"]][name_fold(name)].add(row["area_id"])
    for row in rows_of(tables["aliases"]):
        if row["scope"] != "reporter":
            found[row["scope"]][row["text_fold"]].add(row["target"])
    return {area_set: _with_plain_names(names) for area_set, names in found.items()}


def _with_plain_names(names: dict[str, set[str]]) -> dict[str, str]:
    """The names of one area each, also without diacritics where only one area is spelt so."""
    plain: dict[str, set[str]] = defaultdict(set)
    for name, ids in names.items():
        plain[name_ascii(name)] |= ids
    found = {name: next(iter(ids)) for name, ids in plain.items() if len(ids) == 1 and name not in names}
    return found | {name: next(iter(ids)) for name, ids in names.items() if len(ids) == 1}


def _reporters(table: pl.DataFrame, province: str) -> dict[str, Reporter]:
    """The reporters of the province, and those of none, by code."""
    return {
        row["reporter_code"]: Reporter(
            code=row["reporter_code"],
            kind=row["kind"],
            area_id=row["area_id"],
            office=row["office_code"],
            name=row["name_vi"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"] or NO_END,
        )
        for row in rows_of(table)
        if row["province_code"] in (None, province)
    }


def _row_labels(block: Block) -> set[str]:
    """The texts that show where the block stands on a sheet: labels of its rows, of a register its headers."""
    return {text for column in block.columns for text in column.headers} if block.repeat else set(block.labels)


def _permissions(senders: pl.DataFrame, known: set[str]) -> dict[str, tuple[SendingPermission, ...]]:
    """The permissions of this province's senders; only its reporters are read, so a kind means its own."""
    found: dict[str, tuple[SendingPermission, ...]] = {}
    for row in rows_of(senders):
        if (sender := row["sender_code"]) in known:
            reports = (row["reporter_kind"], row["reporter_code"], row["form_code"])
            permission = SendingPermission(*reports, row["valid_from"], row["valid_to"] or NO_END)
            found[sender] = (*found.get(sender, ()), permission)
    return found


def _only_of_office(reporters: dict[str, Reporter]) -> dict[str | None, str]:
    """Office -> its reporter, where the province has one such office and no predecessor of it."""
    counts = Counter(reporter.office for reporter in reporters.values())
    return {
        reporter.office: reporter.code
        for reporter in reporters.values()
        if reporter.office and counts[reporter.office] == 1
    }
