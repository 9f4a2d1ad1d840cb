"""Changes that make the small codebook invalid, one at a time, and the problem that each must cause.

It imports nothing from the code under test.
"""

from __future__ import annotations

from collections.abc import Callable

from unit.codebook.small import Tables

Spoil = Callable[[Tables], None]


def put(table: str, row: int, **cells: str) -> Spoil:
    """Overwrite cells of one row."""

    def spoil(tables: Tables) -> None:
        assert set(cells) <= set(tables[table][row])
        tables[table][row].update(cells)

    return spoil


def repeat(table: str, row: int, **cells: str) -> Spoil:
    """Add a copy of a row with other cells."""
    return lambda tables: tables[table].append({**tables[table][row], **cells})


def drop(table: str, *rows: int) -> Spoil:
    """Leave rows out."""

    def spoil(tables: Tables) -> None:
        tables[table] = [row for no, row in enumerate(tables[table]) if no not in rows]

    return spoil


def both(*spoils: Spoil) -> Spoil:
    """Several changes that together cause one problem."""

    def spoil(tables: Tables) -> None:
        for change in spoils:
            change(tables)

    return spoil


PUBLISHER = repeat(
    "reporters", 2, reporter_code="PUB", kind="publisher", province_code="", office_code="", name_vi="Viện"
)

HEADING = {"row_key": "H", "row_order": "9", "row_kind": "heading", "due_measures": ""}
LIST = both(  # the only block of the form as a register, which is valid
    put("form_columns", 0, role="label"),
    put("form_columns", 1, measure_code="", uom_code="firm"),
    put("form_columns", 2, measure_code="", role="context"),
    put("form_rows", 1, row_kind="repeat", due_measures="in_period"),
    drop("form_rows", 0),
)

# case -> change, and its only problem: table, column, words of the text
CASES: dict[str, tuple[Spoil, str, str, tuple[str, ...]]] = {
    "required": (put("uoms", 0, symbol_vi=""), "uoms", "symbol_vi", ("uoms.csv:2",)),
    "integer": (put("form_rows", 1, row_order="2.0"), "form_rows", "row_order", ("form_rows.csv:3", "2.0")),
    "decimal": (put("areas", 1, area_km2="13795,5"), "areas", "area_km2", ("areas.csv:3", "13795,5")),
    "not a number": (put("areas", 1, area_km2="nan"), "areas", "area_km2", ("areas.csv:3", "nan")),
    "date": (put("areas", 2, valid_from="01/07/2025"), "areas", "valid_from", ("areas.csv:4", "01/07/2025")),
    "boolean": (put("sources", 0, is_official="yes"), "sources", "is_official", ("sources.csv:2", "yes")),
    "vocabulary": (put("rules", 1, severity="block"), "rules", "severity", ("PART/1", "block", "stop, hold, question")),
    "duplicate": (repeat("breakdowns", 0), "breakdowns", "breakdown_code", ("_T", "2 dòng")),
    "unknown unit": (put("indicators", 0, uom_code="frim"), "indicators", "uom_code", ("ALL/1", "frim")),
    "dangling": (put("form_rows", 1, breakdown_code="F"), "form_rows", "breakdown_code", ("XA/1/1/02", "F")),
    "half-open": (
        put("reporters", 1, valid_to="2025-07-01"),
        "reporters",
        "valid_to",
        ("C00706", "2025-07-01", "valid_from < valid_to"),
    ),
    "shares": (put("area_links", 0, area_low="0.6"), "area_links", "area_high", ("c24-00700/c25-00700", "0.6")),
    "shares of more than a whole": (
        put("area_links", 1, area_low="0.9"),
        "area_links",
        "area_low, area_high",
        ("c24-00700", "1.1"),
    ),
    "shares of less than a whole": (
        both(put("area_links", 0, people_low="0.1", people_high="0.3"), put("area_links", 1, people_high="0.6")),
        "area_links",
        "people_low, people_high",
        ("c24-00700", "0.9"),
    ),
    "relation unknown": (put("area_links", 0, relation="most"), "area_links", "relation", ("most",)),
    "link on another day": (
        both(put("areas", 5, valid_to="2025-06-30"), put("areas", 4, valid_to="2025-06-30")),
        "area_links",
        "from_id, to_id",
        ("c24-00700/c25-00700", "c24-00700/c25-00706", "2025-06-30"),
    ),
    "area without successor": (drop("area_links", 0, 1), "areas", "valid_to", ("c24-00700", "d24-024", "2025-07-01")),
    "gap between versions": (
        put("area_versions", 1, valid_from="2026-05-01"),
        "area_versions",
        "valid_from, valid_to",
        ("c25-00700", "2026-04-30 … 2026-05-01"),
    ),
    "versions that overlap": (
        put("area_versions", 0, valid_to="2026-06-01"),
        "area_versions",
        "valid_from",
        ("c25-00700", "2026-04-30"),
    ),
    "last version is another": (
        put("area_versions", 1, kind_vi="đặc khu"),
        "area_versions",
        "kind_vi",
        ("c25-00700", "đặc khu", "phường"),
    ),
    "successor not there yet": (
        put("reporters", 2, valid_from="2025-09-01"),
        "reporter_successions",
        "successor_code",
        ("OLD1/D08", "2025-07-01"),
    ),
    "department without successor": (drop("reporter_successions", 0), "reporters", "valid_to", ("OLD1", "2025-07-01")),
    "two successors of everything": (
        repeat("reporter_successions", 0, successor_code="C00700"),
        "reporter_successions",
        "function_vi",
        ("OLD1",),
    ),
    "bounds": (put("indicators", 2, bound_low="100"), "indicators", "bound_high", ("PCT/1", "100.0 … 100.0")),
    "indicator versions overlap": (
        repeat("indicators", 0, version="2", valid_from="2026-06-15"),
        "indicators",
        "valid_from",
        ("ALL/1", "ALL/2", "2026-06-15"),
    ),
    "rule versions overlap": (
        both(repeat("rules", 2, version="2"), repeat("rule_terms", 3, version="2")),
        "rules",
        "valid_from",
        ("JUMP/1", "JUMP/2"),
    ),
    "numerator missing": (put("indicators", 2, numerator_code=""), "indicators", "numerator_code", ("PCT/1", "share")),
    "scale missing": (put("indicators", 2, scale=""), "indicators", "scale", ("PCT/1",)),
    "denominator unasked": (put("indicators", 1, denominator_code="ALL"), "indicators", "denominator_code", ("NEW/1",)),
    "ratio of a ratio": (
        repeat("indicators", 2, indicator_code="PCT2", numerator_code="PCT"),
        "indicators",
        "numerator_code",
        ("PCT2/1", "PCT"),
    ),
    "direction": (put("indicators", 0, direction="0"), "indicators", "direction", ("ALL/1",)),
    "decimals": (put("indicators", 0, decimals="-1"), "indicators", "decimals", ("ALL/1", "-1")),
    "rule role missing": (drop("rule_terms", 2), "rule_terms", "role", ("PART/1", "0 × whole", "1 × whole")),
    "rule role of another kind": (
        repeat("rule_terms", 3, term_no="2", role="child"),
        "rule_terms",
        "role",
        ("JUMP/1", "1 × child"),
    ),
    "rule without tolerance": (put("rules", 0, tolerance=""), "rules", "tolerance", ("BAL/1",)),
    "rule without bound": (put("rules", 2, low="", high=""), "rules", "low, high", ("JUMP/1",)),
    "rule of a kind without a message": (drop("rule_kinds", 1), "rules", "rule_kind", ("PART/1", "part_whole")),
    "message in one language": (put("rules", 2, message_en=""), "rules", "message_en", ("JUMP/1", "cả hai ngôn ngữ")),
    "message of a kind in one language": (
        put("rule_kinds", 0, exact_message_vi=""),
        "rule_kinds",
        "exact_message_vi",
        ("cumulative_balance", "cả hai ngôn ngữ"),
    ),
    "message with an unknown slot": (
        put("rule_kinds", 2, message_vi="{area}: {expected}"),
        "rule_kinds",
        "message_vi",
        ("jump", "expected", "expected_low"),
    ),
    "balance of a plain measure": (
        put("rule_terms", 0, measure_code="in_period"),
        "rule_terms",
        "measure_code",
        ("BAL/1/1", "in_period"),
    ),
    "term of no rule": (repeat("rule_terms", 0, rule_code="GONE"), "rule_terms", "rule_code, version", ("GONE/1",)),
    "permission for nobody": (
        put("senders", 0, reporter_kind=""),
        "senders",
        "reporter_kind, reporter_code",
        ("D08///XA/2025-12-15",),
    ),
    "permission for a kind and one": (
        put("senders", 0, reporter_code="C00700"),
        "senders",
        "reporter_kind, reporter_code",
        ("D08/commune/C00700/XA/2025-12-15", "C00700"),
    ),
    "permission for itself": (
        put("senders", 1, reporter_code="D08"),
        "senders",
        "reporter_code",
        ("D08//D08//2025-12-15",),
    ),
    "permission for another province": (
        both(PUBLISHER, put("senders", 1, reporter_code="PUB")),
        "senders",
        "reporter_code",
        ("D08//PUB//2025-12-15",),
    ),
    "permission of no province": (
        both(PUBLISHER, put("senders", 0, sender_code="PUB")),
        "senders",
        "sender_code",
        ("PUB",),
    ),
    "permission in no form": (put("senders", 0, form_code="XB"), "senders", "form_code", ("D08/commune//XB", "XB")),
    "permission before its sender": (
        put("senders", 0, valid_from="2025-06-30"),
        "senders",
        "valid_from, valid_to",
        ("D08/commune//XA/2025-06-30", "2025-07-01"),
    ),
    "permission after its sender": (
        put("senders", 0, sender_code="C00706"),
        "senders",
        "valid_from, valid_to",
        ("C00706/commune//XA/2025-12-15", "2026-10-01"),
    ),
    "permission twice": (
        repeat("senders", 1, valid_from="2026-03-15"),
        "senders",
        "valid_from",
        ("D08//C00706//2025-12-15", "D08//C00706//2026-03-15"),
    ),
    "alias scope": (put("aliases", 0, scope="p99"), "aliases", "scope", ("p99", "c25")),
    "alias target": (put("aliases", 0, target="p34-99"), "aliases", "target", ("p34/TQ", "p34-99")),
    "open alias": (put("aliases", 0, target="<mã địa bàn>"), "aliases", "target", ("p34/TQ", "<mã địa bàn>", "< >")),
    "alias of two": (
        put("aliases", 1, text="hà giang 1"),
        "areas, aliases",
        "name_vi, text",
        ("p34-08", "hà giang 1", "c25-00700", "c25-00706"),
    ),
    "two communes of one name": (
        put("areas", 3, name_vi="HÀ GIANG-1"),
        "areas, aliases",
        "name_vi, text",
        ("hà giang 1", "c25-00700", "c25-00706"),
    ),
    "province": (put("reporters", 2, province_code="99"), "reporters", "province_code", ("D08", "99")),
    "no province": (put("reporters", 2, province_code=""), "reporters", "province_code", ("D08",)),
    "previous period": (put("periods", 3, previous_code="2026-01"), "periods", "previous_code", ("2026-03", "2026-02")),
    "years the wrong way round": (
        put("calendars", 0, last_year="2025"),
        "calendars",
        "first_year, last_year, start_month, start_day",
        ("admin/year", "2026 – 2025"),
    ),
    "year that begins on a day that February lacks": (
        put("calendars", 0, start_day="29"),
        "calendars",
        "first_year, last_year, start_month, start_day",
        ("29/12",),
    ),
    "kind of period": (put("calendars", 0, kind="week"), "calendars", "kind", ("week",)),
    "gap in the calendar": (
        put("periods", 3, start_date="2026-02-16"),
        "periods",
        "start_date",
        ("2026-03", "2026-02-16", "2026-02-15"),
    ),
    "previous in year": (
        put("periods", 3, previous_in_year_code=""),
        "periods",
        "previous_in_year_code",
        ("2026-03", "2026-02"),
    ),
    "year start": (
        put("periods", 2, is_year_start="true", previous_in_year_code=""),
        "periods",
        "is_year_start",
        ("2026-02",),
    ),
    "column of no block": (
        repeat("form_columns", 0, block_no="7"),
        "form_columns",
        "form_code, form_version, block_no",
        ("XA/1/7",),
    ),
    "anchor of no form": (
        repeat("form_anchors", 0, form_version="9"),
        "form_anchors",
        "form_code, form_version",
        ("XA/9",),
    ),
    "form without anchor": (drop("form_anchors", 0), "forms", "form_code, form_version", ("XA/1", "form_anchors")),
    "no row_code, no label": (put("form_columns", 0, role="context"), "form_blocks", "role", ("XA/1/1", "0 × label")),
    "value without measure": (put("form_columns", 2, measure_code=""), "form_columns", "measure_code", ("XA/1/1/sum",)),
    "layout": (put("forms", 0, layout_kind="area_table"), "form_blocks", "block_kind", ("XA/1/1", "rows")),
    "row order": (put("form_rows", 1, row_order="1"), "form_rows", "row_order", ("XA/1/1/02",)),
    "row without indicator": (put("form_rows", 1, indicator_code=""), "form_rows", "indicator_code", ("XA/1/1/02",)),
    "due measure": (put("form_rows", 1, due_measures="ytd|plan"), "form_rows", "due_measures", ("XA/1/1/02", "plan")),
    "register beside rows": (
        both(LIST, lambda tables: tables["form_rows"].append({**tables["form_rows"][0], **HEADING})),
        "form_rows",
        "row_kind",
        ("XA/1/1/02", "repeat, 2 dòng"),
    ),
    "register that counts nothing": (
        both(LIST, put("form_rows", 0, indicator_code="")),
        "form_rows",
        "indicator_code",
        ("XA/1/1/02",),
    ),
    "register of two measures": (
        both(LIST, put("form_rows", 0, due_measures="in_period|ytd")),
        "form_rows",
        "due_measures",
        ("XA/1/1/02", "in_period|ytd"),
    ),
    "register with units in its rows": (
        both(LIST, put("form_columns", 2, role="uom")),
        "form_columns",
        "role",
        ("XA/1/1/sum", "uom"),
    ),
    "register's number without a unit": (
        both(LIST, put("form_columns", 1, uom_code="")),
        "form_columns",
        "uom_code",
        ("XA/1/1/own",),
    ),
    "register's number with an indicator": (
        both(LIST, put("form_columns", 1, indicator_code="ALL")),
        "form_columns",
        "indicator_code",
        ("XA/1/1/own", "ALL"),
    ),
    "register of two keys": (
        both(LIST, put("form_columns", 1, role="entity_key"), put("form_columns", 2, role="entity_key")),
        "form_rows",
        "role",
        ("XA/1/1/02", "2 × entity_key"),
    ),
    "register without names": (both(LIST, put("form_columns", 0, role="stt")), "form_blocks", "role", ("0 × label",)),
    "personal key": (
        both(LIST, put("form_columns", 2, role="entity_key", is_personal="true")),
        "form_columns",
        "is_personal",
        ("XA/1/1/sum",),
    ),
    "day in a form of rows": (
        repeat("form_columns", 0, col_key="day", col_order="9", role="date", header_code="9"),
        "form_columns",
        "role",
        ("XA/1/1/day", "date"),
    ),
    "evidence without a column": (
        put("form_rows", 1, needs_evidence="true"),
        "form_rows",
        "needs_evidence",
        ("XA/1/1/02",),
    ),
    "unit of another kind": (
        put("form_rows", 1, uom_code="percent"),
        "form_rows",
        "uom_code",
        ("02", "NEW", "percent"),
    ),
    "sender of another kind": (put("forms", 0, reporter_code="D08"), "forms", "reporter_code", ("XA/1", "department")),
    "sender's office": (put("forms", 0, office_code="BO"), "forms", "office_code", ("XA/1", "BO")),
    "receiver's office": (
        put("forms", 0, receiver_office_code="BO"),
        "forms",
        "receiver_office_code",
        ("XA/1", "BO"),
    ),
    "two senders": (put("forms", 0, reporter_code="C00700", office_code="SO"), "forms", "office_code", ("XA/1", "SO")),
    "obligation for no form": (put("obligation_rules", 0, form_code="YA"), "obligation_rules", "form_code", ("YA",)),
    "report named like a form": (
        both(put("obligation_rules", 0, duty_code="XA1"), put("obligation_rules", 1, duty_code="XA")),
        "obligation_rules",
        "duty_code",
        ("XA",),
    ),
    "report without a calendar": (
        put("obligation_rules", 1, calendar=""),
        "obligation_rules",
        "calendar",
        ("BC/08/2025-12-15",),
    ),
    "a form says its own period": (
        put("obligation_rules", 0, frequency="year"),
        "obligation_rules",
        "frequency",
        ("XA", "year"),
    ),
    "kind of duty": (put("obligation_rules", 1, duty_kind="form"), "obligation_rules", "duty_kind", ("BC", "form")),
    "deadline without days": (put("obligation_rules", 0, due_days=""), "obligation_rules", "due_days", ("XA",)),
    "a date where none is set": (
        put("obligation_rules", 1, due_kind="unset", due_month=""),
        "obligation_rules",
        "due_day",
        ("BC",),
    ),
    "no such day": (
        put("obligation_rules", 1, due_month="2", due_day="29"),
        "obligation_rules",
        "due_month, due_day",
        ("BC", "2/29"),
    ),
    "sooner than the decree": (put("obligation_rules", 0, due_days="0"), "obligation_rules", "due_days", ("XA", "0")),
    "less than no days of grace": (
        put("schedule_rules", 0, grace_days="-1"),
        "schedule_rules",
        "grace_days",
        ("08", "-1"),
    ),
    "duty without a source": (
        put("obligation_rules", 1, legal_basis=""),
        "obligation_rules",
        "document_file, line, quote, legal_basis",
        ("BC",),
    ),
    "unknown office of a duty": (
        put("obligation_rules", 1, receiver_office_code="Z"),
        "obligation_rules",
        "receiver_office_code",
        ("BC", "Z"),
    ),
    "a form owed twice": (
        repeat("obligation_rules", 0, duty_code="XA2"),
        "obligation_rules",
        "form_code",
        ("XA/08/2026-01-15", "XA2/08/2026-01-15"),
    ),
    "an edition without its day": (
        put("availability", 0, published_on=""),
        "availability",
        "published_on",
        ("ALL/2026",),
    ),
    "half a day": (
        put("availability", 1, expect_day=""),
        "availability",
        "expect_month, expect_day, expect_years",
        ("NEW", "12//1"),
    ),
    "due before its figures exist": (  # NEW exists from 31 December of the next year, and stands on the form
        put("obligation_rules", 0, due_kind="fixed_date", due_days="", due_month="12", due_day="30", due_years="1"),
        "obligation_rules",
        "due_month, due_day",
        ("XA/08/2026-01-15", "30/12", "NEW"),
    ),
    "a year without holidays": (
        repeat("holidays", 0, day="2028-01-01"),
        "holidays",
        "day",
        ("2027",),
    ),
    "obligation for others": (
        put("obligation_rules", 0, reporter_kind="department"),
        "obligation_rules",
        "reporter_kind",
        ("XA", "commune"),
    ),
    "weight": (put("index_nodes", 1, weight="0"), "index_nodes", "weight", ("CXI/1/A",)),
    "node direction": (put("index_nodes", 2, direction="2"), "index_nodes", "direction", ("CXI/1/B", "2")),
    "leaf without figure": (put("index_nodes", 1, indicator_code=""), "index_nodes", "indicator_code", ("CXI/1/A",)),
    "no aggregation": (put("index_nodes", 0, aggregation=""), "index_nodes", "aggregation", ("CXI/1/CXI",)),
    "coverage": (put("index_nodes", 0, min_coverage="50"), "index_nodes", "min_coverage", ("CXI/1/CXI", "50")),
    "unknown parent": (put("index_nodes", 1, parent_code="Z"), "index_nodes", "parent_code", ("CXI/1/A", "Z")),
    "level skipped": (
        both(put("index_nodes", 0, level="3"), drop("index_nodes", 2)),
        "index_nodes",
        "parent_code",
        ("CXI/1/A", "CXI ở cấp 3"),
    ),
    "childless": (
        both(
            repeat("index_nodes", 0, node_code="TOP", level="3"),
            repeat("index_nodes", 0, node_code="EMPTY", parent_code="TOP"),
            put("index_nodes", 0, parent_code="TOP"),
        ),
        "index_nodes",
        "level",
        ("CXI/1/EMPTY",),
    ),
    "two roots": (repeat("index_nodes", 1, node_code="C", parent_code=""), "index_nodes", "parent_code", ("CXI", "C")),
    "goalposts": (put("index_nodes", 2, bound_low=""), "index_nodes", "bound_low, bound_high", ("CXI/1/B",)),
    "field without method": (
        put("index_fields", 0, method_version="4"),
        "index_fields",
        "method_version",
        ("CXI/1/4",),
    ),
    "field without structure": (
        put("index_fields", 0, structure_version="3"),
        "index_fields",
        "structure_version",
        ("CXI/3",),
    ),
    "field overlap": (
        repeat("index_fields", 0, method_version="2"),
        "index_fields",
        "valid_from",
        ("CXI/1/1/08", "CXI/1/2/08"),
    ),
    "component of no node": (
        put("index_components", 0, pillar_code="P9"),
        "index_components",
        "pillar_code",
        ("C1",),
    ),
    "official code without a source": (
        put("index_components", 0, official_code="1.1.1"),
        "index_components",
        "official_code",
        ("C1",),
    ),
    "wanted rank of neither": (put("index_goals", 0, rank_share=""), "index_goals", "rank_share", ("CXI",)),
    "wanted share above 1": (put("index_goals", 0, rank_share="1.01"), "index_goals", "rank_share", ("CXI",)),
}
# column of a second problem that follows from the first
COMPANIONS = {
    "province": "reporter_code",  # it sends for a commune that is now in another province
    "no province": "reporter_code",
    "field overlap": "method_version",  # the copy of the field names a method that does not exist
    "value without measure": "due_measures",  # the rows still name the measure that the column has lost
}
