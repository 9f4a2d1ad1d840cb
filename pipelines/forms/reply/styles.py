"""The styles part with colours added: each coloured cell keeps its own look, with another fill.

Here: fills, fonts and cell formats appended at the end of their lists, so that every index in use stays what it was.
Not here: which cell gets which colour.
"""

from __future__ import annotations

import re

from pipelines.forms.reply.marks import SEVERITIES
from pipelines.forms.reply.xml_edits import Edits, Node, tree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
# What a list holds at least, where a sender's program left it out: Excel takes the first two fills for itself.
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


class Styles:
    """The part being extended; every index it hands out is final."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.root = tree(data)
        self.lists = {name: self.root.child(name) for name in FIRST}
        self.added: dict[str, list[str]] = {name: [] for name in FIRST}
        self._known: dict[tuple[object, ...], int] = {}

    def coloured(self, style: int, severity: str) -> int:
        """The style like `style`, with the colour of `severity`."""
        rgb = SEVERITIES[severity][0]
        key = (style, rgb)
        if key not in self._known:
            fill = self._once("fills", FILL.format(rgb=rgb))
            self._known[key] = self._add("cellXfs", self._filled(style, fill))
        return self._known[key]

    def own(self, font: str, severity: str = "", is_boxed: bool = False, is_centred: bool = False) -> int:
        """A style of our own sheet."""
        fill = self._once("fills", FILL.format(rgb=SEVERITIES[severity][0])) if severity else 0
        border = self._once("borders", BOX) if is_boxed else 0
        across = 'horizontal="center" ' if is_centred else ""
        xf = (
            f'<{{p}}xf numFmtId="0" fontId="{self._once("fonts", FONTS[font])}" fillId="{fill}" borderId="{border}"'
            ' applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
            f'<{{p}}alignment {across}vertical="top" wrapText="1"/></{{p}}xf>'
        )
        return self._once("cellXfs", xf)

    def done(self) -> bytes:
        """The part with what was added."""
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
        return edits.done()

    def _gap(self, name: str) -> int:
        """Where a list that is not there belongs."""
        before = set(ORDER[: ORDER.index(name)])
        ends = [child.end for child in self.root.children if child.local in before]
        return max(ends, default=self.root.inner)

    def _filled(self, style: int, fill: int) -> str:
        """Format `style` with another fill; the first format where the sheet names one that is not there."""
        node = self.lists["cellXfs"]
        formats: list[Node] = node.children if node else []
        if not formats:
            return f'<{{p}}xf numFmtId="0" fontId="0" fillId="{fill}" borderId="0" applyFill="1"/>'
        one = formats[style if 0 <= style < len(formats) else 0]
        edits = Edits(self.data[one.start : one.end])
        moved = Node(one.name, one.attributes, 0, one.inner - one.start, 0, 0)
        edits.set(moved, "fillId", str(fill))
        edits.set(moved, "applyFill", "1")
        return re.sub(r"[{}]", r"\g<0>\g<0>", edits.done().decode("utf-8"))

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
