"""Observes a table that no declared form is near to: what the sheet alone says of it.

Where its header and rows lie, whether its rows are areas, and of which set. What it counts, only a person knows. Words
are known as declared headers print them (`Mã số`, `Đơn vị tính`); this module holds no list of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Row, Sheet, Value, raw_text
from pipelines.submissions.compare.areas import areas_in, is_total, n_areas, ranked_pairs
from pipelines.submissions.compare.columns import (
    SAMPLE,
    Header,
    Span,
    figure_places,
    observe_columns,
    split_header,
    unknown_signs,
)
from pipelines.submissions.compare.header_rows import code_row, header_above, header_of_names
from pipelines.submissions.compare.observed import ObservedColumn, ObservedRow, ObservedTable
from pipelines.submissions.extract.area_table import area_of
from pipelines.submissions.layout.layouts import Block, Layouts
from pipelines.submissions.match.area_header import FEWEST_AREAS, AreaColumn, find_area_column, is_year_row
from pipelines.submissions.match.columns import PairedColumns
from pipelines.submissions.match.findings import EXTRA, Finding
from pipelines.submissions.value.numbers import parse_figure
from pipelines.submissions.value.signatures import is_signature_line

ROLES = ("stt", "area_id", "label", "row_code", "uom", "explanation", "evidence", "context")
NO_BLOCK = Block(
    no=0,
    kind="rows",
    sheet="",
    sheet_name="",
    area_set=None,
    header_rows=0,
    period=None,
    source="",
    columns=(),
    rows={},
    keys={},
    slots={},
    labels={},
)
FEWEST_ROWS = 2  # with a name and a figure: fewer are no table


def observe_unknown_table(sheet: Sheet, layouts: Layouts) -> ObservedTable | None:
    """The sheet's table; None where it has none."""
    found = {
        name: areas
        for name, names in layouts.areas.items()
        if (areas := find_area_column(sheet, NO_BLOCK, names)) and _names_areas(sheet, areas, names)
    }
    if found:  # of two sets the smaller: nearly all names of the 34 provinces are names of the 63 too
        area_set = max(found, key=lambda name: (len(found[name].rows), -len(layouts.areas[name])))
        return _table_of_areas(sheet, found[area_set], area_set, layouts)
    return _table_of_rows(sheet, layouts)


def _names_areas(sheet: Sheet, column: AreaColumn, names: Mapping[str, str]) -> bool:
    """True if the column names several areas, most of them once: a word may be the name of a commune by chance."""
    texts = [raw_text(sheet.rows[row][column.at]) for row in column.rows]
    areas = {area_of(names, text) for text in texts if not text.strip().isdigit()}  # districts were named 1, 2, 3
    return len(areas) >= FEWEST_AREAS and 2 * len(areas) >= len(column.rows)


def _table_of_areas(sheet: Sheet, areas: AreaColumn, area_set: str, layouts: Layouts) -> ObservedTable:
    inside = {at for row in areas.rows for at in sheet.rows[row]}
    rows = header_above(sheet, areas.top - 1, min(inside), max(inside)) or [areas.top - 1]
    header = split_header(sheet, Span(rows[0], areas.top - 1), {})
    body = _body(sheet, header.last, min(areas.rows))
    used = {at for line in body.values() for at in line}
    columns = observe_columns(sheet, header, Span(min(used), max(used)), body, PairedColumns())
    known, names = header_roles(layouts), layouts.areas[area_set]
    for column in columns:
        declared_role = known.get(name_fold(column.header), "")
        column.role = "area" if column.column == areas.at else declared_role or column.role
        if column.column < areas.at and column.role == "value":
            column.role = _numbering(body, column.column)
    stt = next((column.column for column in columns if column.role == "stt"), 0)
    kind = "ranked_pairs" if sum(n_areas(body, c.column, names) >= FEWEST_AREAS for c in columns) > 1 else "area_rows"
    lines = {row: line for row, line in body.items() if not is_total(line, areas.at, names)}
    table = _table(
        sheet, kind, header, lines, ranked_pairs(columns, body, {}, names) if kind == "ranked_pairs" else columns
    )
    table.area_set = area_set
    table.unknown_areas, _ = areas_in(body, (areas.at, stt), names)
    return table


def _numbering(body: Mapping[int, Row], at: int) -> str:
    """The role of a column of figures left of the areas: a publisher numbers them there, each number once."""
    values = [line[at] for line in body.values() if at in line]
    numbers = [value for value in values if isinstance(value, int | float) and value == int(value)]
    if len(numbers) < len(values) or len(set(numbers)) < len(numbers):
        return "value"
    return "stt" if sorted(numbers) == list(range(1, len(numbers) + 1)) else "area_id"


def _table_of_rows(sheet: Sheet, layouts: Layouts) -> ObservedTable | None:
    """Rows with a name and a figure right of it; the header is what stands above the first of them."""
    known = header_roles(layouts)
    lines = {row: line for row, line in sheet.rows.items() if _has_name_and_figure(line)}
    heads = [row for row, line in sheet.rows.items() if sum(_folded(v) in known for v in line.values()) >= FEWEST_ROWS]
    codes = code_row(sheet)
    if top := codes or (heads[0] if heads else 0):  # better evidence than figures, which a blank form lacks
        lines = {row: line for row, line in sheet.rows.items() if row > top and len(line) > 1}
    if len(lines) < FEWEST_ROWS:
        return None
    used = {at for line in [*lines.values(), sheet.rows.get(codes, {})] for at in line}
    header = _header(sheet, codes, heads[0] if heads else 0, min(lines), Span(min(used), max(used)))
    body = _body(sheet, header.last, max(min(lines), header.last + 1))
    columns = observe_columns(sheet, header, Span(min(used), max(used)), body, PairedColumns())
    _set_empty_columns(columns)
    for column in columns:
        column.role = known.get(name_fold(column.header), "") or column.role
    _choose_label_column(columns, body)
    levels = _label_levels(columns, body)
    label = next((column for column in columns if column.column == levels[0]), None)
    path = label.path if label else ()
    columns = [c for c in columns if c is label or not (c.column in levels or (path and c.path == path))]
    table = _table(sheet, "rows", header, body, columns)
    table.rows = [_row(columns, levels, row, line) for row, line in body.items()]
    return table


def _header(sheet: Sheet, codes: int, head: int, first: int, width: Span) -> Header:
    """The header: what ends in the row of codes, what begins with known headers, else what stands above row `first`."""
    if codes:
        rows = header_above(sheet, codes - 1, width.first, width.last)
        return Header(min(rows, default=codes), codes, codes)
    if head:
        return header_of_names(sheet, head, width.first)
    rows = header_above(sheet, first - 1, width.first, width.last)
    return split_header(sheet, Span(min(rows, default=first), max(rows, default=first)), {})


def _set_empty_columns(columns: list[ObservedColumn]) -> None:
    """Give columns without a cell the role of figures where a number stands below, or figures on both sides."""
    values = [column.column for column in columns if column.role == "value"]
    for column in columns:
        is_numbered = column.code.strip("()")[:1].isdigit()
        is_between = bool(values) and min(values) < column.column < max(values)
        if not column.role and (is_numbered or is_between):
            column.role = "value"


def _table(
    sheet: Sheet, kind: str, header: Header, body: Mapping[int, Row], columns: list[ObservedColumn]
) -> ObservedTable:
    return ObservedTable(
        sheet=sheet.name,
        kind=kind,
        block=None,
        score=0.0,
        header_first=header.first,
        header_last=header.last,
        last=max(body),
        columns=columns,
        figures=figure_places(body, columns, ()),
        signs=unknown_signs(body, columns, ()),
        findings=[Finding(EXTRA, "sheet", None, sheet.name, None, None, sheet.name)],
    )


def header_roles(layouts: Layouts) -> dict[str, str]:
    """Folded header -> its role, for headers that have one role in every form that prints them."""
    found: dict[str, set[str]] = {}
    for form in layouts.forms:
        for block in form.blocks:
            for column in block.columns:
                for header in column.headers:
                    found.setdefault(header, set()).add(column.role)
    return {header: next(iter(roles)) for header, roles in found.items() if len(roles) == 1 and roles <= set(ROLES)}


def _choose_label_column(columns: list[ObservedColumn], body: Mapping[int, Row]) -> None:
    """Set the role `label` where no header has it: of the columns of texts the one with the most different texts."""
    if any(column.role == "label" for column in columns):
        return
    n_texts = {
        column.column: len(
            {_folded(line[column.column]) for line in body.values() if isinstance(line.get(column.column), str)}
        )
        for column in columns
        if column.role in ("context", "")
    }
    if n_texts:
        at = max(n_texts, key=lambda place: n_texts[place])
        next(column for column in columns if column.column == at).role = "label"


def _label_levels(columns: list[ObservedColumn], body: Mapping[int, Row]) -> list[int]:
    """The columns that hold labels, from the left: a publisher indents by columns, with one text a row."""
    first = next((column.column for column in columns if column.role == "label"), 0)
    levels = [first]
    for column in columns:
        is_next = column.column == levels[-1] + 1 and column.role in ("label", "context", "")
        rows = [line for line in body.values() if column.column in line]
        if is_next and rows and all(not any(at in line for at in levels) for line in rows):
            levels.append(column.column)
    return levels


def _row(columns: list[ObservedColumn], levels: list[int], row: int, line: Row) -> ObservedRow:
    places = {column.role: column.column for column in reversed(columns)}
    values = [column.column for column in columns if column.role == "value"]

    def text(role: str) -> str:
        return raw_text(line.get(places.get(role, 0), "")).strip()

    return ObservedRow(
        row=row,
        label=next((raw_text(line[at]).strip() for at in levels if at in line), ""),
        code=text("row_code"),
        stt=text("stt"),
        unit=text("uom"),
        is_heading=not (any(at in line for at in values) or text("row_code") or text("uom")),
        due=tuple(at for at in values if not (at in line and _status(line[at]) == "not_applicable")),
        sample=tuple(raw_text(line[at]) for at in values if at in line)[:SAMPLE],
    )


def _body(sheet: Sheet, header_last: int, first: int) -> dict[int, Row]:
    """The rows below the header down to the first gap below row `first`, or to the signatures."""
    body: dict[int, Row] = {}
    for row, line in sheet.rows.items():
        if row > header_last:
            if row > first and (row > max(body, default=header_last) + 1 or is_signature_line(line)):
                break
            body[row] = line
    return body


def _has_name_and_figure(line: Row) -> bool:
    if is_year_row(line):
        return False
    names = [at for at, v in line.items() if isinstance(v, str) and parse_figure(v, is_percent=False).reason]
    return bool(names) and any(at > min(names) and _status(v) == "reported" for at, v in line.items())


def _status(value: Value) -> str:
    return parse_figure(value, is_percent=False).status


def _folded(value: Value) -> str:
    return name_fold(raw_text(value))
