"""A bar chart as Word draws it itself: sharp on paper, without a picture library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Cm

TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
NAMES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
FONT = '<a:latin typeface="Times New Roman"/>'
AXIS = (
    '<c:{kind}><c:axId val="{id}"/><c:scaling><c:orientation val="{order}"/>{limits}</c:scaling>'
    '<c:delete val="{deleted}"/><c:axPos val="{side}"/>{format}'
    '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
    '<c:tickLblPos val="nextTo"/>{text}<c:crossAx val="{cross}"/><c:crosses val="autoZero"/></c:{kind}>'
)
FORMAT = '<c:numFmt formatCode="{code}" sourceLinked="0"/>'
CODE = "[$-42A]0%"


def _text(size: int, *, is_bold: bool = False) -> str:
    """The properties of text of a size in hundredths of points."""
    run = f'<a:defRPr sz="{size}" b="{int(is_bold)}">{FONT}</a:defRPr>'
    return f"<c:txPr><a:bodyPr/><a:p><a:pPr>{run}</a:pPr><a:endParaRPr/></a:p></c:txPr>"


def _title(text: str) -> str:
    """The title of the chart."""
    run = f'<a:r><a:rPr lang="vi-VN" sz="1200" b="1">{FONT}</a:rPr><a:t>{escape(text)}</a:t></a:r>'
    return f'<c:title><c:tx><c:rich><a:bodyPr/><a:p>{run}</a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'


def chart_xml(title: str, names: Sequence[str], shares: Sequence[float]) -> str:
    """Horizontal bars of shares (1 = 100 %), the first on top, each with its label."""
    points = "".join(f'<c:pt idx="{n}"><c:v>{escape(name)}</c:v></c:pt>' for n, name in enumerate(names))
    values = "".join(f'<c:pt idx="{n}"><c:v>{value!r}</c:v></c:pt>' for n, value in enumerate(shares))
    count = f'<c:ptCount val="{len(names)}"/>'
    code = FORMAT.format(code=CODE)
    labels = (
        f'<c:dLbls>{code}{_text(1000)}<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )
    series = (
        '<c:ser><c:idx val="0"/><c:order val="0"/><c:spPr><a:solidFill><a:srgbClr val="2E75B6"/></a:solidFill></c:spPr>'
        f'<c:invertIfNegative val="0"/>{labels}<c:cat><c:strLit>{count}{points}</c:strLit></c:cat>'
        f"<c:val><c:numLit><c:formatCode>{CODE}</c:formatCode>{count}{values}</c:numLit></c:val></c:ser>"
    )
    bars = (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="45"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
    )
    category = AXIS.format(
        kind="catAx", id=1, cross=2, order="maxMin", side="l", limits="", deleted=0, format="", text=_text(1000)
    )
    limits = '<c:max val="1.1"/><c:min val="0"/>'
    value = AXIS.format(
        kind="valAx", id=2, cross=1, order="minMax", side="b", limits=limits, deleted=1, format=code, text=_text(900)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {NAMES}><c:roundedCorners val="0"/>'
        f'<c:chart>{_title(title)}<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        f"{bars}{category}{value}</c:plotArea>"
        '<c:plotVisOnly val="1"/></c:chart></c:chartSpace>'
    )


def add_chart(word: Any, xml: str, alt: str, size: tuple[float, float]) -> None:
    """Add a chart as a paragraph: `size` is width and height in centimetres, `alt` what it shows in words."""
    part = Part(PackURI("/word/charts/chart1.xml"), TYPE, xml.encode("utf-8"), word.part.package)
    identity = word.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    wide, high = int(Cm(size[0])), int(Cm(size[1]))
    inline = (
        '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        f' {NAMES} distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="1" name="Chart 1" descr="{escape(alt, {chr(34): "&quot;"})}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{identity}"/></a:graphicData></a:graphic></wp:inline>'
    )
    drawing = parse_xml(
        f'<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{inline}</w:drawing>'
    )
    word.add_paragraph().add_run()._r.append(drawing)
