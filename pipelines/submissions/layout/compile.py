"""The codebook's tables -> Layouts: reporters, periods and areas by their folded names.

Here and in compile_forms.py: the only places of this room that read the codebook's tables. Not here: the shapes
themselves (layouts.py).
"""

from __future__ import annotations

from collections import Counter, defaultdict

import polars as pl

from pipelines.codebook.identity_sheet import GUIDE_SHEET, RESULT_SHEET
from pipelines.codebook.load import Codebook, areas_of_forms
from pipelines.codebook.text import name_ascii, name_fold
from pipelines.submissions.layout.compile_forms import compile_forms, rows_of, symbols
from pipelines.submissions.layout.layouts import (
    FAR,
    OFFICE,
    Block,
    Layouts,
    Period,
    Reporter,
    SendingPermission,
    unit_text,
)


def compile_layouts(codebook: Codebook, province: str) -> Layouts:
    """The codebook as `province` reads by it."""
    tables = codebook.tables
    reporters = [
        Reporter(
            row["reporter_code"],
            row["kind"],
            row["area_id"],
            row["office_code"],
            row["valid_from"],
            row["valid_to"] or FAR,
        )
        for row in rows_of(tables["reporters"])
        if row["province_code"] in (None, province)
    ]
    periods = [
        Period(row["period_code"], row["kind"], row["calendar"], row["start_date"], row["end_date"], row["name_vi"])
        for row in rows_of(tables["periods"])
    ]
    names = reporter_names(codebook, {reporter.code for reporter in reporters})
    plain: dict[str, set[str]] = defaultdict(set)
    for name, codes in names.items():
        plain[name_ascii(name)] |= codes
    forms = compile_forms(codebook, _only_of_office(reporters))
    return Layouts(
        province=province,
        forms=forms,
        numbers={name_fold(form.code): form.code for form in forms},
        reporters={reporter.code: reporter for reporter in reporters},
        reporter_names=names,
        reporter_plain=dict(plain),
        periods={period.code: period for period in periods},
        period_names={(period.calendar, name_fold(period.name)): period.code for period in periods},
        areas=area_names(tables, areas_of_forms(tables)),
        symbols=symbols(tables),
        scales={unit_text(u["symbol_vi"]): (u["dimension"], u["factor"]) for u in rows_of(tables["uoms"])},
        row_labels=frozenset(text for form in forms for block in form.blocks for text in _printed(block)),
        guides=frozenset({GUIDE_SHEET, RESULT_SHEET}),
        leaves=_leaves(tables["senders"], {reporter.code for reporter in reporters}),
    )


def reporter_names(codebook: Codebook, of: set[str] | None = None) -> dict[str, set[str]]:
    """Folded name, code or alias -> the reporters (all, or those of `of`) that it may mean."""
    tables = codebook.tables
    known = set(tables["reporters"]["reporter_code"].to_list()) if of is None else of
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows_of(tables["reporters"]):
        if row["reporter_code"] in known:
            folded = name_fold(row["name_vi"])
            for name in (folded, OFFICE.sub("", folded), name_fold(row["reporter_code"])):
                names[name].add(row["reporter_code"])
    for row in rows_of(tables["aliases"]):
        if row["scope"] == "reporter" and row["target"] in known:
            names[row["text_fold"]].add(row["target"])
    return dict(names)


def area_names(tables: dict[str, pl.DataFrame], areas: pl.DataFrame) -> dict[str, dict[str, str]]:
    """Names and aliases of each area set; a name that two areas share resolves to none of them."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows_of(areas):
        for name in (row["name_vi"], f"{row['kind_vi']} {row['name_vi']}"):
            found[row["area_set"]][name_fold(name)].add(row["area_id"])
    for row in rows_of(tables["aliases"]):
        if row["scope"] != "reporter":
            found[row["scope"]][row["text_fold"]].add(row["target"])
    return {
        area_set: {name: next(iter(ids)) for name, ids in names.items() if len(ids) == 1}
        for area_set, names in found.items()
    }


def _printed(block: Block) -> set[str]:
    """What tells that the block stands on a piece of a sheet: its rows' labels, of a register its headers."""
    return {text for column in block.columns for text in column.also} if block.repeat else set(block.labels)


def _leaves(senders: pl.DataFrame, known: set[str]) -> dict[str, tuple[SendingPermission, ...]]:
    """The leaves of this province's senders; a kind of reporters is the province's own, since no others are read."""
    found: dict[str, tuple[SendingPermission, ...]] = {}
    for row in rows_of(senders):
        if (sender := row["sender_code"]) in known:
            whom = (row["reporter_kind"], row["reporter_code"], row["form_code"])
            leave = SendingPermission(*whom, row["valid_from"], row["valid_to"] or FAR)
            found[sender] = (*found.get(sender, ()), leave)
    return found


def _only_of_office(reporters: list[Reporter]) -> dict[str | None, str]:
    """office -> reporter, where the province has one such office and no predecessor of it."""
    counts = Counter(reporter.office for reporter in reporters)
    return {one.office: one.code for one in reporters if one.office and counts[one.office] == 1}
