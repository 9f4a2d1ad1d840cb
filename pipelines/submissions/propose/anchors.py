"""The anchors of a proposed version: cells that stand on every copy of it, and tell it from the version before.

Here: which texts of the book become anchors. Not here: how anchors choose a version (recognise.py).
"""

from __future__ import annotations

from pipelines.codebook.addition import Row
from pipelines.codebook.placeholders import open_mark
from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import parse_address
from pipelines.submissions.compare.observed import ObservedForm
from pipelines.submissions.layout.compile_forms import NUMBER
from pipelines.submissions.match.similarity import closest, without_digits
from pipelines.submissions.propose.table import Note


def anchors(seen: ObservedForm, base: list[Row], form: Row, notes: list[Note]) -> list[Row]:
    """As declared where that still stands, else what took its place."""
    code, renames = form["form_code"], _renames(seen)
    new = {"form_code": code, "form_version": form["form_version"]}
    if any(name_fold(anchor["text"]).startswith(NUMBER) for anchor in base):
        return [anchor | new | ({"text": f"Biểu số: {code}"} if seen.number else {}) for anchor in base]
    if not base and seen.number:
        return [new | {"anchor_no": "1", "sheet_name": "", "text": f"Biểu số: {seen.number}"}]
    kept: list[Row] = []
    for anchor in base:
        sheet = renames.get(name_fold(anchor["sheet_name"]), anchor["sheet_name"])
        text = _standing(seen, anchor["text"], sheet)
        if sheet and name_fold(sheet) not in {name_fold(table.sheet) for table in seen.tables}:
            continue  # of a sheet that is not this version's
        if text:
            kept.append(anchor | new | {"text": text, "sheet_name": sheet})
        else:
            notes.append(Note("diff_note_anchor", {"text": anchor["text"], "sheet": sheet or "–"}))
    return [row | {"anchor_no": str(no)} for no, row in enumerate(kept, start=1)]


def tell_apart(seen: ObservedForm, rows: list[Row], base: list[Row], form: Row) -> list[Row]:
    """The anchors of a layout that is another one: not the same set as those of the version before."""
    if rows and (name_fold(rows[0]["text"]).startswith(NUMBER) or _places(rows) != _places(base)):
        return rows
    new = {"form_code": form["form_code"], "form_version": form["form_version"], "anchor_no": str(len(rows) + 1)}
    return [*rows, new | _telling(seen, base)]


def over_tables(seen: ObservedForm) -> list[tuple[str, str]]:
    """Sheet and text of what stands above the first table of each sheet."""
    tops = {name: min(table.top for table in seen.tables if table.sheet == name) for name in seen.titles}
    return [
        (name, text) for name, told in seen.titles.items() for at, text in told if parse_address(at)[0] < tops[name]
    ]


def title_rank(text: str) -> tuple[bool, int]:
    """A title is printed in capitals, and longer than what stands beside it."""
    return text.isupper(), len(text)


def _renames(seen: ObservedForm) -> dict[str, str]:
    """Folded name of a declared sheet -> what it is called now."""
    moved = [one for one in seen.findings if one.part == "sheet" and one.expected and one.found]
    return {name_fold(one.expected or ""): one.found or "" for one in moved}


def _standing(seen: ObservedForm, text: str, sheet: str) -> str:
    """The text that stands for the anchor: the same, the same of another year, or one that is clearly like it."""
    told = {
        name_fold(other): other
        for name, texts in seen.titles.items()
        if not sheet or name_fold(name) == name_fold(sheet)
        for _, other in texts
    }
    folded = name_fold(text)
    if folded in told:
        return text
    twins = [other for fold, other in told.items() if without_digits(fold) == without_digits(folded)]
    if len(twins) == 1:
        return twins[0]
    best, _ = closest(text, told.values()) if told else ("", 0.0)
    return best


def _telling(seen: ObservedForm, base: list[Row]) -> Row:
    """A text that this layout has and the version before had not; one for a person to choose where there is none."""
    fresh = [
        (table.sheet, column.header)
        for table in seen.tables
        for column in table.columns
        if not column.is_same and column.header
    ]
    further = [table for table in seen.tables if table.is_further]  # on a sheet that the version before does not know
    fresh += [(table.sheet, column.header) for table in further for column in table.columns if column.header]
    titles = over_tables(seen) if not base else []
    sheet, text = max(titles, key=lambda one: title_rank(one[1])) if titles else (fresh or [("", "")])[0]
    return {"sheet_name": sheet, "text": text or open_mark("một ô chỉ phiên bản này có")}


def _places(rows: list[Row]) -> set[tuple[str, str]]:
    return {(name_fold(row["sheet_name"]), name_fold(row["text"])) for row in rows}
