"""What `chiso form coverage` prints: what documents name and no form collects, and what two forms ask for.

The lists are tables of the current release; here they are only queried and laid out.
"""

from __future__ import annotations

from typing import Any

from pipelines.cli.context import CommandContext

Row = dict[str, Any]
COUNTS = """
select count(distinct form_code) as n_forms, count(distinct (form_code, form_version, row_key)) as n_lines,
    (select count(*) from indicator_coverage) as n_named,
    (select count(*) from indicator_coverage where coverage_state = 'collected') as n_collected
from form_coverage
"""
UNCOLLECTED = """
select indicator_code, name_vi, name_en, statement_ids, coalesce(reason_vi, '?') as reason_vi,
    coalesce(reason_en, '?') as reason_en, holder_vi, replacement_form_code
from indicator_coverage where coverage_state <> 'collected' order by indicator_code
"""
TWICE = """
select t.*, c.n_agrees, c.n_differs
from asked_twice as t
left join (
    select check_code, count(*) filter (where outcome = 'agrees') as n_agrees,
        count(*) filter (where outcome = 'differs') as n_differs
    from cross_check group by check_code
) as c on c.check_code = t.check_code
order by t.check_code nulls first, t.form_code, t.row_key, t.other_form_code
"""
LINES = """
select form_code, form_version, row_key, line_indicator_code, serves_as, indicator_code, statement_id, document_file,
    document_line, legal_basis
from form_coverage order by form_code, form_version, row_key, indicator_code, serves_as, statement_id
"""
LINE_HEADS = (
    *("head_form", "head_version", "head_line", "head_line_indicator", "head_serves_as", "head_indicator"),
    *("head_statement", "head_document", "head_document_line", "head_basis"),
)


def print_coverage(context: CommandContext, has_lines: bool) -> None:
    """Print both lists of the current release; with `has_lines` the chain from form line to document line as well."""
    from pipelines.publication.release.current import current_release
    from pipelines.warehouse.query import query

    screen, release = context.screen, current_release(context.places)
    screen.print_notice(release.simulated)
    counts = query(release.folder, COUNTS).row(0, named=True)
    screen.print_message("coverage_title", province=context.places.province, release=release.release_id, **counts)
    if has_lines:
        screen.print_table(LINE_HEADS, query(release.folder, LINES).rows())
    uncollected = query(release.folder, UNCOLLECTED).to_dicts()
    screen.print_message("coverage_uncollected", n=len(uncollected))
    for row in uncollected:
        names = {name: row[f"{name}_{screen.lang}"] for name in ("name", "reason")}
        codes = {"indicator": row["indicator_code"], "statements": row["statement_ids"]}
        screen.print_message("coverage_uncollected_row", **codes, **names)
    twice = query(release.folder, TWICE).to_dicts()
    for title, rows in (
        ("coverage_twice", [row for row in twice if row["check_code"]]),
        ("coverage_unstated", [row for row in twice if not row["check_code"]]),
    ):
        screen.print_message(title, n=len(rows))
        for row in rows:
            _print_twice(context, row)
        if not rows:
            screen.print_message("coverage_none")


def _print_twice(context: CommandContext, row: Row) -> None:
    """Print one pair of form lines that ask for the same thing, and how their figures compare."""
    screen = context.screen
    first = f"{row['form_code']}/{row['row_key']} {row['indicator_code']}"
    second = f"{row['other_form_code']}/{row['other_row_key']} {row['other_indicator_code']}"
    tolerance = f"{row['tolerance_pct'] or 0:g}"
    tolerance = tolerance.replace(".", ",") if screen.lang == "vi" else tolerance
    check = screen.text(f"coverage_{row['relation']}", tolerance=tolerance) if row["relation"] else ""
    if row["n_agrees"] is not None:
        check += screen.text("coverage_outcomes", n_agrees=row["n_agrees"], n_differs=row["n_differs"])
    reason = row[f"reason_{screen.lang}"] or ""
    screen.print_message("coverage_twice_row", first=first, second=second, reason=reason, check=check)
