"""Nil returns: the sentence by which a sender reports that nothing occurred, and the cells that it fills.

“Nothing occurred” covers the flows of the period. It covers neither the sum since the start of the year (nothing this
month does not make the year 0) nor a stock (a commune has adults in a month without events). A form that asks for
stocks only is the exception: there the sentence covers the stocks. Scores and ratios are never nil.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # reading workers import this module, and polars would cost each of them 100 MB
    import polars as pl

NIL_TEXT = "Không phát sinh trong kỳ"
NIL_LABEL = f"{NIL_TEXT} (đánh dấu x ở ô bên nếu cả biểu không có gì phát sinh):"
TICK_MARKS = frozenset({"x", "v", "có", "✓", "✔", "☑", "☒"})  # compared in lower case


def nil_cells(tables: dict[str, pl.DataFrame], form_code: str, form_version: int) -> frozenset[tuple[str, str]]:
    """Return (row_key, measure_code) of the cells that a nil return of the form fills with 0."""
    kinds = dict(tables["indicators"].select("indicator_code", "stock_flow").iter_rows())
    adds_up = dict(tables["measures"].select("measure_code", "own_measure_code").iter_rows())
    lines = tables["form_rows"].filter(form_code=form_code, form_version=form_version)
    cells = [
        (kinds.get(indicator), row_key, measure)
        for indicator, row_key, due in lines.select("indicator_code", "row_key", "due_measures").iter_rows()
        for measure in (due or "").split("|")
        if adds_up.get(measure) is None
    ]
    covered = "flow" if any(kind == "flow" for kind, *_ in cells) else "stock"
    return frozenset((row_key, measure) for kind, row_key, measure in cells if kind == covered)
