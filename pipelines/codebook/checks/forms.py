"""A form that can be read: its parts exist, every block can be found, every value cell has a meaning.

Here belong forms, anchors, blocks, columns and rows. Reading a workbook is in submissions/.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipelines.codebook.checks.schema_rules import Row, Rows, key_of
from pipelines.codebook.errors import Problem

FormKey = tuple[str, int]
BlockKey = tuple[str, int, int]
LAYOUT_OF = {"rows": "row_form", "area_rows": "area_table", "ranked_pairs": "area_table"}


def check_forms(rows: Rows) -> list[Problem]:
    """Faults of every form, block, column and row."""
    forms = {(row["form_code"], row["form_version"]): row for row in rows["forms"]}
    blocks = {_block(row): row for row in rows["form_blocks"]}
    columns, lines = _by_block(rows["form_columns"]), _by_block(rows["form_rows"])
    problems = [*_parts(rows, forms, blocks), *_reporters(rows), *_offices(rows), *_units(rows)]
    for key, block in blocks.items():
        problems += _block_problems(block, forms.get(key[:2]), columns.get(key, []), lines.get(key, []))
        problems += _orders(columns.get(key, []), "form_columns", "col_order")
        problems += _orders(lines.get(key, []), "form_rows", "row_order")
        problems += _lines(block, columns.get(key, []), lines.get(key, []))
    return problems


def _block(row: Row) -> BlockKey:
    return (row["form_code"], row["form_version"], row["block_no"])


def _by_block(rows: list[Row]) -> dict[BlockKey, list[Row]]:
    groups: defaultdict[BlockKey, list[Row]] = defaultdict(list)
    for row in rows:
        groups[_block(row)].append(row)
    return groups


def _parts(rows: Rows, forms: dict[FormKey, Row], blocks: dict[BlockKey, Row]) -> Iterator[Problem]:
    """Parts name a form and a block that exist; a form has anchors and blocks."""
    for table in ("form_anchors", "form_blocks"):
        named = {(row["form_code"], row["form_version"]) for row in rows[table]}
        for row in rows[table]:
            if (row["form_code"], row["form_version"]) not in forms:
                expected = ("biểu và phiên bản có trong bảng forms", "a form and version of table forms")
                yield _problem(
                    table, row, "form_code, form_version", f"{row['form_code']}/{row['form_version']}", expected
                )
        for key, form in forms.items():
            if key not in named:
                expected = (f"ít nhất một dòng trong {table}", f"at least one row in {table}")
                yield _problem("forms", form, "form_code, form_version", "0", expected)
    for table in ("form_columns", "form_rows"):
        for row in rows[table]:
            if _block(row) not in blocks:
                found = "/".join(map(str, _block(row)))
                expected = ("biểu, phiên bản và khối có trong form_blocks", "a block of form_blocks")
                yield _problem(table, row, "form_code, form_version, block_no", found, expected)


def _reporters(rows: Rows) -> Iterator[Problem]:
    kinds = {row["reporter_code"]: row["kind"] for row in rows["reporters"]}
    for form in rows["forms"]:
        kind = kinds.get(form["reporter_code"])
        if kind is not None and kind != form["reporter_kind"]:
            expected = (f"đơn vị loại {form['reporter_kind']}", f"a reporter of kind {form['reporter_kind']}")
            yield _problem("forms", form, "reporter_code", f"{form['reporter_code']} ({kind})", expected)


def _offices(rows: Rows) -> Iterator[Problem]:
    """An office that sends or receives a form exists; a form names its only sender or an office, not both."""
    known = {row["office_code"] for row in rows["reporters"]}
    for form in rows["forms"]:
        for name in ("office_code", "receiver_office_code"):
            if form[name] is not None and form[name] not in known:
                expected = ("cơ quan có trong cột office_code của reporters", "an office_code of table reporters")
                yield _problem("forms", form, name, form[name], expected)
        if form["office_code"] is not None and form["reporter_code"] is not None:
            expected = ("chỉ một trong hai: reporter_code, office_code", "either reporter_code or office_code")
            yield _problem("forms", form, "office_code", form["office_code"], expected)


def _units(rows: Rows) -> Iterator[Problem]:
    """A form may print another unit than the indicator's only if one converts into the other; a rank has its own."""
    dimension = {row["uom_code"]: row["dimension"] for row in rows["uoms"]}
    of_indicator: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows["indicators"]:
        if row["uom_code"] in dimension:  # an unknown unit is one problem already
            of_indicator[row["indicator_code"]].add(dimension[row["uom_code"]])
    for table in ("form_columns", "form_rows"):
        for row in rows[table]:
            known = of_indicator.get(row["indicator_code"] or "", set())
            printed = dimension.get(row["uom_code"])
            if known and printed is not None and printed not in known and row.get("measure_code") != "rank":
                words = ", ".join(sorted(known))
                expected = (f"đơn vị cùng đại lượng với {row['indicator_code']}: {words}", f"a unit of {words}")
                yield _problem(table, row, "uom_code", row["uom_code"], expected)


def _block_problems(block: Row, form: Row | None, columns: list[Row], lines: list[Row]) -> Iterator[Problem]:
    kind, roles = block["block_kind"], Counter(column["role"] for column in columns)
    if form and kind in LAYOUT_OF and form["layout_kind"] != LAYOUT_OF[kind]:
        expected = (f"khối phù hợp với {form['layout_kind']}", f"a block kind of {form['layout_kind']}")
        yield _problem("form_blocks", block, "block_kind", kind, expected)
    by_what = "row_code" if roles["row_code"] else "label"  # a publisher's rows are known by their labels
    is_register = any(line["row_kind"] == "repeat" for line in lines)
    needed = {
        "rows": (by_what,) if is_register else (by_what, "value"),
        "area_rows": ("area", "value"),
        "ranked_pairs": ("value",),
    }.get(kind, ())
    for role in needed:
        if not roles[role] or (role != "value" and roles[role] > 1):
            expected = (f"khối {kind} có cột {role}", f"a {kind} block has its {role} column")
            yield _problem("form_blocks", block, "role", f"{roles[role]} × {role}", expected)
    if kind == "rows" and not lines:
        yield _problem("form_blocks", block, "block_kind", "0", ("có dòng trong form_rows", "rows in form_rows"))
    if kind in ("area_rows", "ranked_pairs") and block["area_set"] is None:
        yield _problem("form_blocks", block, "area_set", "", ("tập địa bàn, ví dụ p63", "an area set such as p63"))
    for column in columns:
        if column["role"] == "value" and not is_register:  # registers.py
            yield from _value_column(kind, column)


def _value_column(kind: str, column: Row) -> Iterator[Problem]:
    needed = {
        "rows": ("measure_code",),
        "area_rows": ("indicator_code", "breakdown_code", "measure_code", "uom_code"),
        "ranked_pairs": ("indicator_code", "breakdown_code", "measure_code", "uom_code", "area_offset"),
    }.get(kind, ())
    for name in needed:
        if column[name] is None:
            expected = (f"có giá trị: cột số liệu của khối {kind}", f"a value: this is a value column of {kind}")
            yield _problem("form_columns", column, name, "", expected)


def _orders(rows: list[Row], table: str, column: str) -> Iterator[Problem]:
    counts = Counter(row[column] for row in rows)
    for row in rows:
        if counts[row[column]] > 1:
            yield _problem(table, row, column, str(row[column]), ("mỗi số một lần trong khối", "once in a block"))


def _lines(block: Row, columns: list[Row], lines: list[Row]) -> Iterator[Problem]:
    """A fixed row says what it counts, which of the block's measures are due, and has columns for its evidence."""
    values = [column for column in columns if column["role"] == "value"]
    measures = {column["measure_code"] for column in values}
    of_columns = bool(values) and all(column["indicator_code"] for column in values)
    for line in lines if block["block_kind"] == "rows" else []:
        for name in ("indicator_code", "breakdown_code", "uom_code", "due_measures"):
            if name == "indicator_code" and of_columns:
                continue  # a table of rows by columns: the column says what is counted, the row of whom
            if line["row_kind"] == "fixed" and line[name] is None:
                yield _problem("form_rows", line, name, "", ("có giá trị ở dòng fixed", "a value on a fixed row"))
        if line["needs_evidence"] and not any(column["role"] == "evidence" for column in columns):
            expected = ("khối có cột minh chứng (role evidence)", "a block with evidence columns")
            yield _problem("form_rows", line, "needs_evidence", "true", expected)
        unknown = set((line["due_measures"] or "").split("|")) - measures - {""}
        if unknown and line["row_kind"] != "repeat":
            shown = ", ".join(sorted(map(str, measures)))
            expected = (f"trong các cột số liệu của khối: {shown}", f"among the block's measures: {shown}")
            yield _problem("form_rows", line, "due_measures", ", ".join(sorted(unknown)), expected)


def _problem(table: str, row: Row, column: str, found: object, expected: tuple[str, str]) -> Problem:
    return Problem(table, key_of(table, row), column, "" if found is None else str(found), *expected)
