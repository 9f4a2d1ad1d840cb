"""A table that no declared form is near to: what can be told of it from the sheet alone.

Here: where its header and rows lie, whether its rows are areas, and of which set. Not here: what it counts, which only
a person knows. Words are known as declared headers say them (`Mã số`, `Đơn vị tính`), never by a list here.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Row, Sheet, Value, raw_text
from pipelines.submissions.compare.areas import areas_in
from pipelines.submissions.compare.columns import observe_columns, split_header
from pipelines.submissions.compare.observed import ObservedColumn, ObservedRow, ObservedTable
from pipelines.submissions.layout.layouts import Block, Layouts
from pipelines.submissions.match.area_header import AreaColumn, find_area_column
from pipelines.submissions.match.columns import header_zone
from pipelines.submissions.match.findings import EXTRA, Finding
from pipelines.submissions.value.numbers import parse_figure

ROLES = ("stt", "area_id", "label", "row_code", "uom", "explanation", "evidence", "context")
NOTHING = Block(0, "rows", "", "", None, 0, None, "", (), {}, {}, {}, {})
FEWEST_ROWS = 2  # with a name and a figure: less is no table


def observe_unknown_table(sheet: Sheet, layouts: Layouts) -> ObservedTable | None:
    """The sheet's table; None where it has none."""
    found = {name: areas for name, names in layouts.areas.items() if (areas := find_area_column(sheet, NOTHING, names))}
    if found:  # the smaller set first: names of the 34 provinces are nearly all names of the 63 too
        area_set = max(found, key=lambda name: (len(found[name].rows), -len(layouts.areas[name])))
        return _of_areas(sheet, found[area_set], area_set, layouts)
    return _of_rows(sheet, layouts)


def _of_areas(sheet: Sheet, areas: AreaColumn, area_set: str, layouts: Layouts) -> ObservedTable:
    bottom = min(areas.top - 1, max(areas.zone, default=areas.top - 1))
    rows, code_row = split_header(sheet, (min(areas.zone, default=bottom), bottom), {})
    inside = _run(sheet, rows[1], min(areas.rows))
    used = {at for line in inside.values() for at in line}
    columns = observe_columns(sheet, rows, code_row, (min(used), max(used)), inside, {})
    known = roles(layouts)
    for column in columns:
        told = known.get(name_fold(column.header), "")
        column.role = "area" if column.at == areas.at else told or column.role
    stt = next((column.at for column in columns if column.role == "stt"), 0)
    unknown, _ = areas_in(sheet, inside, (areas.at, stt), layouts.areas[area_set])
    table = ObservedTable(sheet.name, "area_rows", None, 0.0, *rows, max(inside), columns, area_set=area_set)
    table.unknown = unknown
    table.findings = [_extra(sheet)]
    return table


def _of_rows(sheet: Sheet, layouts: Layouts) -> ObservedTable | None:
    """Rows with a name and a figure right of it; the header is what stands above the first of them."""
    known = roles(layouts)
    lines = {row: line for row, line in sheet.rows.items() if _is_line(line)}
    heads = [row for row, line in sheet.rows.items() if sum(_folded(v) in known for v in line.values()) >= FEWEST_ROWS]
    if heads:  # what a form prints over its columns is surer than numbers, which a blank form lacks
        lines = {row: line for row, line in sheet.rows.items() if row > heads[0] and len(line) > 1}
    if len(lines) < FEWEST_ROWS:
        return None
    first = min(lines)
    used = {at for line in lines.values() for at in line}
    span = (heads[0], heads[0] + 1) if heads else (first, first)
    zone = header_zone(sheet, first, 0, min(used), max(used)) if not heads else {}
    rows, code_row = split_header(sheet, (min(zone), max(zone)) if zone else span, {})
    if heads and code_row == 0:
        rows = (heads[0], heads[0])
    inside = _run(sheet, rows[1], first)
    columns = observe_columns(sheet, rows, code_row, (min(used), max(used)), inside, {})
    for column in columns:
        column.role = known.get(name_fold(column.header), "") or column.role
    _one_label(columns, inside)
    seen = [_row(columns, row, line) for row, line in inside.items()]
    table = ObservedTable(sheet.name, "rows", None, 0.0, *rows, max(inside), columns, seen)
    table.findings = [_extra(sheet)]
    return table


def roles(layouts: Layouts) -> dict[str, str]:
    """Folded header -> its role, for headers that every form that has them gives the same role."""
    found: dict[str, set[str]] = {}
    for form in layouts.forms:
        for block in form.blocks:
            for column in block.columns:
                for header in column.headers:
                    found.setdefault(header, set()).add(column.role)
    return {header: next(iter(told)) for header, told in found.items() if len(told) == 1 and told <= set(ROLES)}


def _one_label(columns: list[ObservedColumn], inside: Mapping[int, Row]) -> None:
    """The column of labels: as its header says, else the one with the most different texts."""
    if any(column.role == "label" for column in columns):
        return
    texts = {
        column.at: len({_folded(line[column.at]) for line in inside.values() if isinstance(line.get(column.at), str)})
        for column in columns
        if column.role in ("context", "")
    }
    if texts:
        at = max(texts, key=lambda place: texts[place])
        next(column for column in columns if column.at == at).role = "label"


def _row(columns: list[ObservedColumn], row: int, line: Row) -> ObservedRow:
    places = {column.role: column.at for column in reversed(columns)}
    values = [column.at for column in columns if column.role in ("value", "")]

    def text(role: str) -> str:
        return raw_text(line.get(places.get(role, 0), "")).strip()

    marked = [at for at in values if at in line and _status(line[at]) == "not_applicable"]
    asks = any(at in line for at in values) or text("row_code") or text("uom")
    due = tuple(at for at in values if at not in marked)
    return ObservedRow(row, text("label"), text("row_code"), text("stt"), text("uom"), is_heading=not asks, due=due)


def _run(sheet: Sheet, header_last: int, first: int) -> dict[int, Row]:
    """The rows below the header down to the first gap below row `first`."""
    inside: dict[int, Row] = {}
    for row, line in sheet.rows.items():
        if row > header_last:
            if row > first and row > max(inside, default=header_last) + 1:
                break
            inside[row] = line
    return inside


def _is_line(line: Row) -> bool:
    names = [at for at, v in line.items() if isinstance(v, str) and parse_figure(v, is_percent=False).reason]
    return bool(names) and any(at > min(names) and _status(v) == "reported" for at, v in line.items())


def _status(value: Value) -> str:
    return parse_figure(value, is_percent=False).status


def _folded(value: Value) -> str:
    return name_fold(raw_text(value))


def _extra(sheet: Sheet) -> Finding:
    return Finding(EXTRA, "sheet", None, sheet.name, None, None, sheet.name)
