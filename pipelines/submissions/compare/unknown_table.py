"""Observes a table that no declared form is near to: what the sheet alone says of it.

Where its header and rows lie, whether its rows are areas, and of which set. What it counts, only a person knows. Words
are known as declared headers print them (`Mã số`, `Đơn vị tính`); this module holds no list of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Row, Sheet, Value, raw_text
from pipelines.submissions.compare.areas import areas_in
from pipelines.submissions.compare.columns import Header, Span, observe_columns, split_header
from pipelines.submissions.compare.observed import ObservedColumn, ObservedRow, ObservedTable
from pipelines.submissions.layout.layouts import Block, Layouts
from pipelines.submissions.match.area_header import AreaColumn, find_area_column
from pipelines.submissions.match.columns import PairedColumns, header_zone
from pipelines.submissions.match.findings import EXTRA, Finding
from pipelines.submissions.value.numbers import parse_figure

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
        name: areas for name, names in layouts.areas.items() if (areas := find_area_column(sheet, NO_BLOCK, names))
    }
    if found:  # of two sets the smaller: nearly all names of the 34 provinces are names of the 63 too
        area_set = max(found, key=lambda name: (len(found[name].rows), -len(layouts.areas[name])))
        return _table_of_areas(sheet, found[area_set], area_set, layouts)
    return _table_of_rows(sheet, layouts)


def _table_of_areas(sheet: Sheet, areas: AreaColumn, area_set: str, layouts: Layouts) -> ObservedTable:
    bottom = min(areas.top - 1, max(areas.zone, default=areas.top - 1))
    header = split_header(sheet, Span(min(areas.zone, default=bottom), bottom), {})
    body = _body(sheet, header.last, min(areas.rows))
    used = {at for line in body.values() for at in line}
    columns = observe_columns(sheet, header, Span(min(used), max(used)), body, PairedColumns())
    known = header_roles(layouts)
    for column in columns:
        declared_role = known.get(name_fold(column.header), "")
        column.role = "area" if column.column == areas.at else declared_role or column.role
    stt = next((column.column for column in columns if column.role == "stt"), 0)
    table = _table(sheet, "area_rows", header, body, columns)
    table.area_set = area_set
    table.unknown_areas, _ = areas_in(body, (areas.at, stt), layouts.areas[area_set])
    return table


def _table_of_rows(sheet: Sheet, layouts: Layouts) -> ObservedTable | None:
    """Rows with a name and a figure right of it; the header is what stands above the first of them."""
    known = header_roles(layouts)
    lines = {row: line for row, line in sheet.rows.items() if _has_name_and_figure(line)}
    heads = [row for row, line in sheet.rows.items() if sum(_folded(v) in known for v in line.values()) >= FEWEST_ROWS]
    if heads:  # known headers are better evidence than numbers, which a blank form lacks
        lines = {row: line for row, line in sheet.rows.items() if row > heads[0] and len(line) > 1}
    if len(lines) < FEWEST_ROWS:
        return None
    first = min(lines)
    used = {at for line in lines.values() for at in line}
    zone = {} if heads else header_zone(sheet, first, 0, min(used), max(used))
    rows = Span(heads[0], heads[0] + 1) if heads else Span(min(zone, default=first), max(zone, default=first))
    header = split_header(sheet, rows, {})
    if heads and header.code_row == 0:
        header = Header(heads[0], heads[0], 0)
    body = _body(sheet, header.last, first)
    columns = observe_columns(sheet, header, Span(min(used), max(used)), body, PairedColumns())
    for column in columns:
        column.role = known.get(name_fold(column.header), "") or column.role
    _choose_label_column(columns, body)
    table = _table(sheet, "rows", header, body, columns)
    table.rows = [_row(columns, row, line) for row, line in body.items()]
    return table


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


def _row(columns: list[ObservedColumn], row: int, line: Row) -> ObservedRow:
    places = {column.role: column.column for column in reversed(columns)}
    values = [column.column for column in columns if column.role in ("value", "")]

    def text(role: str) -> str:
        return raw_text(line.get(places.get(role, 0), "")).strip()

    return ObservedRow(
        row=row,
        label=text("label"),
        code=text("row_code"),
        stt=text("stt"),
        unit=text("uom"),
        is_heading=not (any(at in line for at in values) or text("row_code") or text("uom")),
        due=tuple(at for at in values if not (at in line and _status(line[at]) == "not_applicable")),
    )


def _body(sheet: Sheet, header_last: int, first: int) -> dict[int, Row]:
    """The rows below the header down to the first gap below row `first`."""
    body: dict[int, Row] = {}
    for row, line in sheet.rows.items():
        if row > header_last:
            if row > first and row > max(body, default=header_last) + 1:
                break
            body[row] = line
    return body


def _has_name_and_figure(line: Row) -> bool:
    names = [at for at, v in line.items() if isinstance(v, str) and parse_figure(v, is_percent=False).reason]
    return bool(names) and any(at > min(names) and _status(v) == "reported" for at, v in line.items())


def _status(value: Value) -> str:
    return parse_figure(value, is_percent=False).status


def _folded(value: Value) -> str:
    return name_fold(raw_text(value))
