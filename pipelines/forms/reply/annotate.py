"""Answer in the sender's workbook: coloured cells, comments, a first sheet with links; all else stays as it was sent.

A library's load and save would lose validations, shapes and formats. So only these parts are written: comments and
their drawing, styles, content types, relationships, workbook.xml, the new sheet, and in a commented sheet the style of
the marked cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.forms.reply.cells import CellPosition, SheetPart, merged_anchors, parse_address
from pipelines.forms.reply.comments import SheetComments
from pipelines.forms.reply.marks import Mark, Paragraph, Summary, by_cell, paragraphs
from pipelines.forms.reply.package import Package
from pipelines.forms.reply.result_sheet import ResultSheet
from pipelines.forms.reply.styles import StylesPart
from pipelines.forms.reply.workbook import WorkbookPart


def annotate(content: bytes, marks: Sequence[Mark], summary: Summary) -> bytes:
    """Return the .xlsx or .xlsm `content` with every mark at its cell and the result sheet in front.

    Equal arguments give equal bytes. Raises NotEditableError where `content` is no package that can be edited with
    certainty; `copy.copy_with_marks` then answers with a copy.
    """
    package = Package(content)
    book = WorkbookPart(package)
    styles_part = book.styles
    styles = StylesPart(package.read(styles_part))
    was_answered = book.result is not None
    parts = {name.lower(): part for name, part in book.sheets.items()}
    of_sheet = {name.lower(): cells for name, cells in by_cell(marks).items()}
    for name, part in parts.items():
        if part == book.result:
            continue
        comments = SheetComments(package, part, book.base)
        earlier = comments.cells_of_earlier_reply() if was_answered else set[CellPosition]()
        if name in of_sheet or earlier:
            _mark_sheet(package, comments, styles, of_sheet.get(name, {}), earlier)
    book.add_result(ResultSheet(styles, book.names).xml(marks, summary, book.main))
    package.write(styles_part, styles.to_bytes())
    return package.to_bytes()


def _mark_sheet(
    package: Package,
    comments: SheetComments,
    styles: StylesPart,
    cells: dict[str, list[Mark]],
    earlier: set[CellPosition],
) -> None:
    """Colour and comment the cells of one sheet; settled cells of an earlier reply turn green."""
    data = package.read(comments.sheet)
    marked = {parse_address(address): marks for address, marks in cells.items()}
    anchors = merged_anchors(data, set(marked))
    texts: dict[CellPosition, list[Paragraph]] = {}
    severities: dict[CellPosition, str] = dict.fromkeys(earlier, "answered")
    for position, marks in marked.items():
        anchor = anchors[position]
        texts.setdefault(anchor, []).extend(paragraphs(marks))
        if severities.get(anchor, "answered") == "answered":
            severities[anchor] = marks[0].severity
    sheet = SheetPart(data, severities, styles.coloured)
    drawing = comments.write(texts, earlier, sheet.legacy_drawing)
    if drawing is not None:
        sheet.add_legacy_drawing(drawing)
    package.write(comments.sheet, sheet.edits.to_bytes())
