"""The styles part with colours added: a coloured cell keeps its format, with another fill.

Fills, fonts and cell formats are appended to their lists, so that every index in use keeps its meaning.
"""

from __future__ import annotations

import re

from pipelines.forms.reply.marks import SEVERITIES
from pipelines.forms.reply.xml_edits import Edits, Node, tree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
# The least content of a list that a sender's program left out. Excel uses the first two fills itself.
FIRST = {
    "fonts": '<{p}font><{p}sz val="11"/><{p}name val="Times New Roman"/></{p}font>',
    "fills": '<{p}fill><{p}patternFill patternType="none"/></{p}fill>'
    '<{p}fill><{p}patternFill patternType="gray125"/></{p}fill>',
    "borders": "<{p}border><{p}left/><{p}right/><{p}top/><{p}bottom/><{p}diagonal/></{p}border>",
    "cellXfs": '<{p}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
}
COUNTS = {"fonts": 1, "fills": 2, "borders": 1, "cellXfs": 1}
BLANK = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
).encode()
FONTS = {
    "title": '<{p}font><{p}b/><{p}sz val="14"/><{p}name val="Times New Roman"/><{p}family val="1"/></{p}font>',
    "bold": '<{p}font><{p}b/><{p}sz val="11"/><{p}name val="Times New Roman"/><{p}family val="1"/></{p}font>',
    "text": '<{p}font><{p}sz val="11"/><{p}name val="Times New Roman"/><{p}family val="1"/></{p}font>',
    "link": '<{p}font><{p}u/><{p}sz val="11"/><{p}color rgb="FF0563C1"/><{p}name val="Times New Roman"/>'
    '<{p}family val="1"/></{p}font>',
}
EDGE = '<{{p}}{side} style="thin"><{{p}}color rgb="FF7F7F7F"/></{{p}}{side}>'
EDGES = "".join(EDGE.format(side=side) for side in ("left", "right", "top", "bottom"))
BOX = f"<{{p}}border>{EDGES}<{{p}}diagonal/></{{p}}border>"
FILL = (
    '<{{p}}fill><{{p}}patternFill patternType="solid"><{{p}}fgColor rgb="{rgb}"/><{{p}}bgColor indexed="64"/>'
    "</{{p}}patternFill></{{p}}fill>"
)


class StylesPart:
    """The styles part being extended; every index that it returns is final."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.root = tree(data)
        self.lists = {name: self.root.child(name) for name in FIRST}
        self.added: dict[str, list[str]] = {name: [] for name in FIRST}
        self._known: dict[tuple[object, ...], int] = {}

    def coloured(self, style: int, severity: str) -> int:
        """Return the index of a format like format `style`, with the fill of `severity`."""
        rgb = SEVERITIES[severity].fill
        key = (style, rgb)
        if key not in self._known:
            fill = self._once("fills", FILL.format(rgb=rgb))
            self._known[key] = self._add("cellXfs", self._filled(style, fill))
        return self._known[key]

    def result_style(self, font: str, severity: str = "", is_boxed: bool = False, is_centred: bool = False) -> int:
        """Return the index of a format for the result sheet."""
        fill = self._once("fills", FILL.format(rgb=SEVERITIES[severity].fill)) if severity else 0
        border = self._once("borders", BOX) if is_boxed else 0
        across = 'horizontal="center" ' if is_centred else ""
        xf = (
            f'<{{p}}xf numFmtId="0" fontId="{self._once("fonts", FONTS[font])}" fillId="{fill}" borderId="{border}"'
            ' applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
            f'<{{p}}alignment {across}vertical="top" wrapText="1"/></{{p}}xf>'
        )
        return self._once("cellXfs", xf)

    def to_bytes(self) -> bytes:
        """Return the part with everything that was added."""
        edits = Edits(self.data)
        missing: dict[int, str] = {}
        for name, texts in self.added.items():
            if not texts:
                continue
            node, joined = self.lists[name], "".join(texts)
            if node is None:
                count = COUNTS[name] + len(texts)
                at = self._gap(name)
                opened = f'<{{p}}{name} count="{count}">{FIRST[name]}{joined}</{{p}}{name}>'
                missing[at] = missing.get(at, "") + opened
                continue
            if "count" in node.attributes:
                edits.set(node, "count", str(len(node.children) + len(texts)))
            edits.append_to(node, self._with_prefix(joined))
        if missing and self.root.is_empty:
            edits.append_to(self.root, self._with_prefix("".join(missing.values())))
        else:
            for at, text in missing.items():
                edits.insert(at, self._with_prefix(text))
        return edits.to_bytes()

    def _gap(self, name: str) -> int:
        """Return the byte offset where a list that is missing belongs."""
        before = set(ORDER[: ORDER.index(name)])
        ends = [child.end for child in self.root.children if child.local in before]
        return max(ends, default=self.root.inner)

    def _filled(self, style: int, fill: int) -> str:
        """Return format `style` with another fill; the first format where there is none of that index."""
        node = self.lists["cellXfs"]
        formats: list[Node] = node.children if node else []
        if not formats:
            return f'<{{p}}xf numFmtId="0" fontId="0" fillId="{fill}" borderId="0" applyFill="1"/>'
        xf = formats[style if 0 <= style < len(formats) else 0]
        edits = Edits(self.data[xf.start : xf.end])
        moved = Node(xf.name, xf.attributes, 0, xf.inner - xf.start, 0, 0)
        edits.set(moved, "fillId", str(fill))
        edits.set(moved, "applyFill", "1")
        return re.sub(r"[{}]", r"\g<0>\g<0>", edits.to_bytes().decode("utf-8"))

    def _once(self, name: str, text: str) -> int:
        key = (name, text)
        if key not in self._known:
            self._known[key] = self._add(name, text)
        return self._known[key]

    def _add(self, name: str, text: str) -> int:
        node = self.lists[name]
        self.added[name].append(text)
        return (len(node.children) if node else COUNTS[name]) + len(self.added[name]) - 1

    def _with_prefix(self, text: str) -> str:
        return text.format(p=self.root.prefix).encode("ascii", "xmlcharrefreplace").decode()
