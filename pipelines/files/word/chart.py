"""Charts of Word itself (DrawingML), so that they are sharp, use the text's font and open with their numbers.

xlsxwriter writes the chart's XML into a workbook. The chart is taken from it, the workbook is embedded as its data.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm

from pipelines.files.bound import text_of

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COLOURS = ("#2F6DA3", "#B8C7D6", "#D9822B")
FONT = {"name": "Times New Roman", "size": 10}
INLINE = """<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>
<wp:docPr id="{number}" name="Biểu đồ {number}" descr="{about}"/>
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">
<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{relation}"/>
</a:graphicData></a:graphic></wp:inline></w:drawing>"""


@dataclass(frozen=True)
class Chart:
    """Series of numbers by category. `kind` is bar (horizontal) or line; a number that is not known is None."""

    kind: str
    categories: list[str]
    series: Sequence[tuple[str, Sequence[float | None]]]
    about: str  # for readers who do not see it
    decimals: list[int]  # by category
    unit: str = ""  # printed behind each number
    title: str = ""


def add_chart(paragraph: Any, chart: Chart, height: float) -> None:
    """Put a chart of the text's width and `height` millimetres into a paragraph."""
    book = _book(chart)
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        xml = parts.read("xl/charts/chart1.xml").decode()
    package = paragraph.part.package
    number = sum(str(part.partname).startswith("/word/charts/") for part in package.iter_parts()) + 1
    xml = re.sub(r"<c:printSettings>.*?</c:printSettings>", "", xml, flags=re.DOTALL)
    data = '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    xml = xml.replace("</c:chartSpace>", data)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, xml.encode(), package)
    embedded = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), BOOK_TYPE, book, package)
    part.relate_to(embedded, f"{RELATION}/package")
    relation = paragraph.part.relate_to(part, f"{RELATION}/chart")
    about = chart.about.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    size = {"width": int(Mm(165)), "height": int(Mm(height))}
    paragraph.add_run()._r.append(parse_xml(INLINE.format(number=number, about=about, relation=relation, **size)))


def _book(chart: Chart) -> bytes:
    """A workbook with the numbers and the chart, the same bytes each time."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1)})
    sheet = book.add_worksheet("So lieu")
    sheet.write_column(1, 0, chart.categories)
    drawn: Any = book.add_chart({"type": chart.kind})
    last = len(chart.categories)
    for column, (name, numbers) in enumerate(chart.series, 1):
        sheet.write(0, column, name)
        sheet.write_column(1, column, numbers)
        colour = COLOURS[(column - 1) % len(COLOURS)]
        drawn.add_series(
            {
                "name": ["So lieu", 0, column],
                "categories": ["So lieu", 1, 0, last, 0],
                "values": ["So lieu", 1, column, last, column],
                **({"fill": {"color": colour}} if chart.kind == "bar" else {"line": {"color": colour, "width": 2.25}}),
                "gap": 60,
                "data_labels": _labels(numbers, chart),
                "marker": {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}},
            }
        )
    _set_axes(drawn, chart)
    sheet.insert_chart(0, 5, drawn)
    book.close()
    return buffer.getvalue()


def _labels(numbers: Sequence[float | None], chart: Chart) -> dict[str, Any]:
    """Labels as text with a decimal comma: a number would be written as the reader's machine is set."""
    texts = [
        {"delete": True} if number is None else {"value": text_of(number, places) + chart.unit, "font": FONT}
        for number, places in zip(numbers, chart.decimals, strict=True)
    ]
    return {"value": True, "custom": texts, "font": FONT, **({"position": "above"} if chart.kind == "line" else {})}


def _set_axes(drawn: Any, chart: Chart) -> None:
    """No number on the value axis, since each point has its label; the first category of a bar chart stands above."""
    hidden = {"visible": False, "major_gridlines": {"visible": False}}
    if chart.kind == "bar":
        drawn.set_x_axis({**hidden, "min": 0})
        drawn.set_y_axis({"num_font": FONT, "reverse": True, "major_gridlines": {"visible": False}})
    else:
        drawn.set_x_axis({"num_font": FONT})
        drawn.set_y_axis(hidden)
    if len(chart.series) > 1:
        drawn.set_legend({"position": "bottom", "font": FONT})
    else:
        drawn.set_legend({"none": True})
    drawn.set_title({"name": chart.title, "name_font": {**FONT, "size": 12}} if chart.title else {"none": True})
    drawn.set_chartarea({"border": {"none": True}})
