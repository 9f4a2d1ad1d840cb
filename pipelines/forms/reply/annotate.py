"""The sender's own workbook as an answer: coloured cells, comments, a first sheet with links; all else as it was sent.

Here: the order of edits on one package. Not here: what is asked (it comes as marks), how a part is edited (reply_*.py).
A library's load-and-save would lose validations, shapes and formats, so only these parts are written: comments and
their drawing, styles, content types, relations, workbook.xml, the new sheet, and in a commented sheet the style of the
marked cells. Raises CannotAnnotate for what is no editable .xlsx; copy_with_marks (copy.py) serves the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.forms.reply.cells import SheetXml, Spot, anchors, spot
from pipelines.forms.reply.comments import Notes
from pipelines.forms.reply.marks import Mark, Summary, by_cell, paragraphs
from pipelines.forms.reply.package import Package
from pipelines.forms.reply.result_sheet import Result
from pipelines.forms.reply.styles import Styles
from pipelines.forms.reply.workbook import Workbook
from pipelines.forms.reply.xml_edits import CannotAnnotate

__all__ = ["CannotAnnotate", "annotate"]


def annotate(content: bytes, marks: Sequence[Mark], summary: Summary) -> bytes:
    """The package with every mark at its cell and the result in front; equal arguments give equal bytes."""
    package = Package(content)
    book = Workbook(package)
    styles_part = book.styles
    styles = Styles(package.read(styles_part))
    was_answered = book.result is not None
    parts = {name.lower(): part for name, part in book.sheets.items()}
    of_sheet = {name.lower(): cells for name, cells in by_cell(marks).items()}
    for name, part in parts.items():
        if part == book.result:
            continue
        notes = Notes(package, part, book.base)
        old = notes.own() if was_answered else set[Spot]()
        if name in of_sheet or old:
            _mark_sheet(package, notes, styles, of_sheet.get(name, {}), old)
    book.add_result(Result(styles, book.names).xml(marks, summary, book.main))
    package.write(styles_part, styles.done())
    return package.done()


def _mark_sheet(package: Package, notes: Notes, styles: Styles, cells: dict[str, list[Mark]], old: set[Spot]) -> None:
    """Colour and comment the cells of one sheet; cells of an earlier reply that are settled turn green."""
    data = package.read(notes.sheet)
    spots = {spot(address): marks for address, marks in cells.items()}
    seen = anchors(data, set(spots))
    texts: dict[Spot, list[tuple[str, str]]] = {}
    severity: dict[Spot, str] = dict.fromkeys(old, "answered")
    for where, marks in spots.items():
        at = seen[where]
        texts.setdefault(at, []).extend(paragraphs(marks))
        if severity.get(at, "answered") == "answered":
            severity[at] = marks[0].severity
    sheet = SheetXml(data, severity, styles.coloured)
    drawing = notes.write(texts, old, sheet.legacy)
    if drawing is not None:
        sheet.relate_drawing(drawing)
    package.write(notes.sheet, sheet.edits.done())
