"""A nil return: how a sender says that nothing occurred, and of which cells he can say it.

Here: the words that the writer prints and the reader looks for, and the cells meant. Not here: cells, workbooks.

“Nothing occurred” speaks of what occurs: the flows of the period. It says nothing of the sum since the start of the
year (nothing this month does not make the year 0) nor of a stock (a commune has adults in a quiet month), unless the
form asks for stocks alone: then there is nothing else that it could mean. Scores and ratios are never nil.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # workers import this page, and polars would cost each of them 100 MB
    import polars as pl

NIL_TEXT = "Không phát sinh trong kỳ"
NIL_LABEL = f"{NIL_TEXT} (đánh dấu x ở ô bên nếu cả biểu không có gì phát sinh):"
TICK_MARKS = frozenset({"x", "v", "có", "✓", "✔", "☑", "☒"})  # as people tick; compared in lower case


def nil_cells(tables: dict[str, pl.DataFrame], form_code: str, form_version: int) -> frozenset[tuple[str, str]]:
    """(row_key, measure_code) of the cells that a nil return fills."""
    kinds = dict(tables["indicators"].select("indicator_code", "stock_flow").iter_rows())
    own = dict(tables["measures"].select("measure_code", "own_measure_code").iter_rows())
    lines = tables["form_rows"].filter(form_code=form_code, form_version=form_version)
    cells = [
        (kinds.get(indicator), row_key, measure)
        for indicator, row_key, due in lines.select("indicator_code", "row_key", "due_measures").iter_rows()
        for measure in (due or "").split("|")
        if own.get(measure) is None
    ]
    meant = "flow" if any(kind == "flow" for kind, *_ in cells) else "stock"
    return frozenset((row_key, measure) for kind, row_key, measure in cells if kind == meant)
