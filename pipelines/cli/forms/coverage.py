"""`chiso form coverage`: what the documents name and who brings it, what nobody brings, what is asked twice.

Here: what is asked of the current release, how it is laid out and worded. Not here: the lists themselves (the release).
"""

from __future__ import annotations

from typing import Any

from pipelines.cli.app import Desk

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
WORDS: dict[str, tuple[str, str]] = {
    "title": (
        "Biểu của tỉnh {province}, theo bản công bố {release}: {n_forms} biểu, {n_lines} dòng; văn bản nêu {n_named} "
        "chỉ tiêu, {n_collected} chỉ tiêu có biểu thu.",
        "Forms of province {province}, release {release}: {n_forms} forms, {n_lines} lines; the documents name "
        "{n_named} indicators, forms collect {n_collected}.",
    ),
    "uncollected": ("Không biểu nào thu ({n}):", "Collected by no form ({n}):"),
    "uncollected_row": (
        "  {indicator} {name} [{statements}]: {reason}",
        "  {indicator} {name} [{statements}]: {reason}",
    ),
    "twice": ("Hỏi hai nơi, có phép đối chiếu ({n}):", "Asked twice, with a stated cross-check ({n}):"),
    "unstated": (
        "Hỏi hai nơi, CHƯA có phép đối chiếu ({n}):",
        "Asked twice WITHOUT a stated cross-check ({n}):",
    ),
    "twice_row": ("  {one} và {other}: {reason} {told}", "  {one} and {other}: {reason} {told}"),
    "equal": ("Lệch tối đa {tolerance} %.", "At most {tolerance} % apart."),
    "at_most": (
        "Số trước không vượt số sau quá {tolerance} %.",
        "The first exceeds the other by at most {tolerance} %.",
    ),
    "outcomes": (" Khớp {n_agrees}, lệch {n_differs}.", " {n_agrees} agree, {n_differs} differ."),
    "none": ("  (không có)", "  (none)"),
}
HEADS = (
    *(("Biểu", "Form"), ("Phiên bản", "Version"), ("Mã số", "Line"), ("Chỉ tiêu của dòng", "Indicator of the line")),
    *(("Vai trò", "Serves as"), ("Chỉ tiêu", "Indicator"), ("Câu", "Statement"), ("Văn bản", "Document")),
    *(("Dòng", "Document line"), ("Căn cứ", "Basis")),
)


def tell_coverage(desk: Desk, has_lines: bool) -> None:
    """Both lists of the current release; with the whole chain line by line where that is wanted."""
    from pipelines.publication.release.release import current_release
    from pipelines.warehouse.query import query

    release = current_release(desk.places)
    counts = query(release.folder, COUNTS).row(0, named=True)
    _say(desk, "title", province=desk.places.province, release=release.release_id, **counts)
    if has_lines:
        heads = [vi if desk.screen.lang == "vi" else en for vi, en in HEADS]
        desk.screen.table(heads, query(release.folder, LINES).rows())
    missing = query(release.folder, UNCOLLECTED).to_dicts()
    _say(desk, "uncollected", n=len(missing))
    for row in missing:
        names = {"name": _own(desk, row, "name"), "reason": _own(desk, row, "reason")}
        _say(desk, "uncollected_row", indicator=row["indicator_code"], statements=row["statement_ids"], **names)
    twice = query(release.folder, TWICE).to_dicts()
    for title, rows in (
        ("twice", [row for row in twice if row["check_code"]]),
        ("unstated", [row for row in twice if not row["check_code"]]),
    ):
        _say(desk, title, n=len(rows))
        for row in rows:
            _twice(desk, row)
        if not rows:
            _say(desk, "none")


def _twice(desk: Desk, row: Row) -> None:
    one = f"{row['form_code']}/{row['row_key']} {row['indicator_code']}"
    other = f"{row['other_form_code']}/{row['other_row_key']} {row['other_indicator_code']}"
    slack = f"{row['tolerance_pct'] or 0:g}"
    slack = slack.replace(".", ",") if desk.screen.lang == "vi" else slack
    told = _word(desk, row["relation"], tolerance=slack) if row["relation"] else ""
    if row["n_agrees"] is not None:
        told += _word(desk, "outcomes", n_agrees=row["n_agrees"], n_differs=row["n_differs"])
    _say(desk, "twice_row", one=one, other=other, reason=_own(desk, row, "reason") or "", told=told)


def _own(desk: Desk, row: Row, name: str) -> str | None:
    return row[f"{name}_{desk.screen.lang}"]


def _word(desk: Desk, code: str, **names: object) -> str:
    return WORDS[code][0 if desk.screen.lang == "vi" else 1].format(**names)


def _say(desk: Desk, code: str, **names: object) -> None:
    desk.screen.text(_word(desk, code, **names))
