"""Chooses the anchors of a proposed version: cells that stand on every copy of it and not on the version before.

How anchors choose a version when a file is read is decided by recognise/recognise.py.
"""

from __future__ import annotations

from pipelines.codebook.additions.addition import Row
from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import parse_address
from pipelines.submissions.compare.observed import ObservedForm
from pipelines.submissions.layout.compile_forms import NUMBER
from pipelines.submissions.match.similarity import closest, without_digits
from pipelines.submissions.propose.messages import Placeholders
from pipelines.submissions.propose.table import Note


def seed_anchors(observed: ObservedForm, declared: list[Row], form: Row, notes: list[Note]) -> list[Row]:
    """The declared anchors that still stand, or the texts that took their place; what is gone is noted.

    Args:
        observed: the form as observed.
        declared: the anchors of the nearest version.
        form: the proposed row of `forms`.
        notes: filled with a note for each anchor that is gone.
    """
    code, renamed = form["form_code"], _renamed_sheets(observed)
    key = {"form_code": code, "form_version": form["form_version"]}
    if any(name_fold(anchor["text"]).startswith(NUMBER) for anchor in declared):
        return [anchor | key | ({"text": f"Biểu số: {code}"} if observed.number else {}) for anchor in declared]
    if not declared and observed.number:
        return [key | {"anchor_no": "1", "sheet_name": "", "text": f"Biểu số: {observed.number}"}]
    kept: list[Row] = []
    for anchor in declared:
        sheet = renamed.get(name_fold(anchor["sheet_name"]), anchor["sheet_name"])
        text = _standing_text(observed, anchor["text"], sheet)
        if sheet and name_fold(sheet) not in {name_fold(table.sheet) for table in observed.tables}:
            continue  # of a sheet that is not this version's
        if text:
            kept.append(anchor | key | {"text": text, "sheet_name": sheet})
        else:
            notes.append(Note("diff_note_anchor", {"text": anchor["text"], "sheet": sheet or "–"}))
    return [row | {"anchor_no": str(no)} for no, row in enumerate(kept, start=1)]


def with_new_anchor(
    observed: ObservedForm, rows: list[Row], declared: list[Row], form: Row, placeholder: Placeholders
) -> list[Row]:
    """The anchors of a further version: where they are those of the version before, one that only it has is added."""
    if rows and (name_fold(rows[0]["text"]).startswith(NUMBER) or _places(rows) != _places(declared)):
        return rows
    key = {"form_code": form["form_code"], "form_version": form["form_version"], "anchor_no": str(len(rows) + 1)}
    return [*rows, key | _new_anchor(observed, declared, placeholder)]


def texts_above_tables(observed: ObservedForm) -> list[tuple[str, str]]:
    """Sheet and text of what stands above the first table of each sheet."""
    firsts = {
        sheet: min(table.header_first for table in observed.tables if table.sheet == sheet) for sheet in observed.titles
    }
    return [
        (sheet, title.text)
        for sheet, titles in observed.titles.items()
        for title in titles
        if parse_address(title.address)[0] < firsts[sheet]
    ]


def title_rank(text: str) -> tuple[bool, int]:
    """Sort key that puts a title last: it is printed in capitals, and longer than the texts beside it."""
    return text.isupper(), len(text)


def _renamed_sheets(observed: ObservedForm) -> dict[str, str]:
    """Folded name of a declared sheet -> its name in this book."""
    moved = [f for f in observed.findings if f.part == "sheet" and f.expected and f.found]
    return {name_fold(finding.expected or ""): finding.found or "" for finding in moved}


def _standing_text(observed: ObservedForm, text: str, sheet: str) -> str:
    """The text that stands for the anchor: the same, the same of another year, or one clearly like it; else empty."""
    titles = {
        name_fold(title.text): title.text
        for name, titles in observed.titles.items()
        if not sheet or name_fold(name) == name_fold(sheet)
        for title in titles
    }
    folded = name_fold(text)
    if folded in titles:
        return text
    twins = [title for fold, title in titles.items() if without_digits(fold) == without_digits(folded)]
    if len(twins) == 1:
        return twins[0]
    return closest(text, titles.values())[0] if titles else ""


def _new_anchor(observed: ObservedForm, declared: list[Row], placeholder: Placeholders) -> Row:
    """A text that this version has and the one before had not; a placeholder where there is none."""
    headers = [
        (table.sheet, column.header)
        for table in observed.tables
        for column in table.columns
        if not column.has_declared_header and column.header
    ]
    additional = [table for table in observed.tables if table.is_additional]  # sheets that the version before lacks
    headers += [(table.sheet, column.header) for table in additional for column in table.columns if column.header]
    titles = [] if declared else texts_above_tables(observed)
    sheet, text = max(titles, key=lambda title: title_rank(title[1])) if titles else (headers or [("", "")])[0]
    return {"sheet_name": sheet, "text": text or placeholder("anchor")}


def _places(rows: list[Row]) -> set[tuple[str, str]]:
    return {(name_fold(row["sheet_name"]), name_fold(row["text"])) for row in rows}
