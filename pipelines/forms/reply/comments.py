"""A sheet's comments and the drawing that shows them: ours added behind the sender's, which stay as they are.

Here: the comments part, the VML drawing, our own comments of an earlier reply. Not here: cells and colours
(cells.py). A cell holds one comment: where the sender has one, our text is added below it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.forms.reply.cells import Spot, letters, spot
from pipelines.forms.reply.marks import AUTHOR, xml_text
from pipelines.forms.reply.package import Package
from pipelines.forms.reply.styles import MAIN
from pipelines.forms.reply.xml_edits import CannotAnnotate, Edits, Node, tree

STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
SHAPE_TYPE = (
    f'<v:shapetype {SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
BLANK_DRAWING = (
    f'<xml {SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>{SHAPE_TYPE}</xml>'
)
SHAPE = (
    '<v:shape {spaces} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
    'margin-top:2pt;width:270pt;height:{height}pt;z-index:{number};visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
FACE = '<{p}sz val="9"/><{p}color indexed="81"/><{p}rFont val="Tahoma"/><{p}family val="2"/>'
BOLD = "<{p}r><{p}rPr><{p}b/>" + FACE + '</{p}rPr><{p}t xml:space="preserve">{text}</{p}t></{p}r>'
PLAIN = "<{p}r><{p}rPr>" + FACE + '</{p}rPr><{p}t xml:space="preserve">{text}</{p}t></{p}r>'
BELOW = re.compile(rb"(?:\xe2\x80\x94|&#8212;|&#x2014;) chiso (?:\xe2\x80\x94|&#8212;|&#x2014;)")  # — chiso —
LETTERS_A_LINE = 52  # of Tahoma 9 in a box of 270 points, counted in print
FIRST_SHAPE = 1025
Texts = Mapping[Spot, Sequence[tuple[str, str]]]  # heading and body for each mark of a cell


@dataclass
class Notes:
    """The comments of one sheet: where they lie in the package, and what to write into them."""

    package: Package
    sheet: str  # the sheet's part
    base: str  # of relation types: transitional or strict

    def __post_init__(self) -> None:
        relations = self.package.relations(self.sheet)
        self.part = next((one.target for one in relations if one.kind == "comments"), None)
        self.drawings = {one.id: one.target for one in relations if one.kind == "vmlDrawing"}

    def own(self) -> set[Spot]:
        """Cells that carry nothing but a comment of an earlier reply."""
        if self.part is None:
            return set()
        root = tree(self.package.read(self.part))
        ours = _authors(root, self.package.read(self.part)).get(AUTHOR)
        return {spot(node.attributes["ref"]) for node in _comments(root) if node.attributes.get("authorId") == ours}

    def write(self, texts: Texts, old: set[Spot], legacy: str | None) -> str | None:
        """Put the comments in, in place of those on `old`; the id of a drawing that the sheet must name, if new."""
        standing = self._write_comments(texts, old)
        drawing = self.drawings.get(legacy or "")
        if drawing is None and standing.issuperset(texts):
            return None
        new = None
        if drawing is None:
            drawing = self.package.free("xl/drawings/vmlDrawingChiso{}.vml")
            self.package.write(drawing, BLANK_DRAWING.encode())
            self.package.declare(drawing, DRAWING_TYPE)
            new = self.package.relate(self.sheet, "vmlDrawing", drawing, self.base)
        self._write_shapes(drawing, {one: texts[one] for one in texts if one not in standing}, old)
        return new

    def _write_comments(self, texts: Texts, old: set[Spot]) -> set[Spot]:
        """The comments part; the cells that have a comment of the sender, and with it a shape."""
        if self.part is None:
            self.part = self.package.free("xl/commentsChiso{}.xml")
            main = STRICT_MAIN if "purl.oclc.org" in self.base else MAIN
            blank = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{main}">'
            self.package.write(self.part, f"{blank}<authors/><commentList/></comments>".encode())
            self.package.declare(self.part, COMMENTS_TYPE)
            self.package.relate(self.sheet, "comments", self.part, self.base)
        data = self.package.read(self.part)
        root, edits = tree(data), Edits(data)
        authors, comments = root.child("authors"), root.child("commentList")
        if authors is None or comments is None:
            raise CannotAnnotate(self.part)
        p = root.prefix
        author = _authors(root, data).get(AUTHOR)
        if author is None:
            author = str(len(authors.children))
            edits.append_to(authors, f"<{p}author>{AUTHOR}</{p}author>")
        standing: set[Spot] = set()
        for node in comments.children:
            where = spot(node.attributes.get("ref", ""))
            if where in old:
                edits.replace(node.start, node.end, "")
            else:
                _extend(edits, node, texts.get(where, ()))
                standing |= {where} & texts.keys()
        new = "".join(
            f'<{p}comment ref="{letters(one[1])}{one[0]}" authorId="{author}"><{p}text>{_runs(p, texts[one])}'
            f"</{p}text></{p}comment>"
            for one in sorted(texts)
            if one not in standing
        )
        if new:
            edits.append_to(comments, new)
        self.package.write(self.part, edits.done())
        return standing

    def _write_shapes(self, drawing: str, texts: Texts, old: set[Spot]) -> None:
        """The shapes of new comments; VML is no well-formed XML in practice, so it is searched, not parsed."""
        data = self.package.read(drawing)
        for row, column in old:
            data = _without_shape(data, row, column)
        end = data.rfind(b"</")  # of the root, whatever its prefix
        if end < 0:
            raise CannotAnnotate(drawing)
        number = max([FIRST_SHAPE - 1, *map(int, re.findall(rb"_x0000_s(\d{1,9})\b", data))])
        new = "" if b'"_x0000_t202"' in data or b"'_x0000_t202'" in data else SHAPE_TYPE
        for at, where in enumerate(sorted(texts), 1):
            new += _shape(where, texts[where], number + at)
        self.package.write(drawing, data[:end] + new.encode() + data[end:])


def _comments(root: Node) -> list[Node]:
    found = root.child("commentList")
    return found.children if found else []


def _authors(root: Node, data: bytes) -> dict[str, str]:
    """Name -> number of each author."""
    found = root.child("authors")
    nodes = found.children if found else []
    return {data[node.inner : node.close].decode("utf-8", "replace").strip(): str(at) for at, node in enumerate(nodes)}


def _extend(edits: Edits, comment: Node, texts: Sequence[tuple[str, str]]) -> None:
    """Our text below the sender's, in place of an earlier one of ours.

    A bare text becomes a run, since a text and runs together are shown by few programs.
    """
    text = comment.child("text")
    if text is None:
        raise CannotAnnotate("comment without text")
    p = text.prefix
    at = text.inner
    runs = [node for node in text.children if node.local in ("t", "r")]
    ours = next((no for no, node in enumerate(runs) if BELOW.search(edits.data, node.start, node.end)), len(runs))
    for node in runs[ours:]:
        edits.replace(node.start, node.end, "")
    if not texts:
        return
    for node in runs[:ours]:
        if node.local == "t":
            edits.insert(node.start, f"<{p}r>")
            edits.insert(node.end, f"</{p}r>")
        at = node.end
    new = BOLD.format(p=p, text=xml_text(f"\n— {AUTHOR} —\n")) + _runs(p, texts)
    if text.is_empty:
        edits.append_to(text, new)
    else:
        edits.insert(at, new)


def _runs(p: str, texts: Sequence[tuple[str, str]]) -> str:
    runs: list[str] = []
    for number, (heading, body) in enumerate(texts):
        gap = "\n\n" if number else ""
        runs += [BOLD.format(p=p, text=f"{gap}{xml_text(heading)}\n"), PLAIN.format(p=p, text=xml_text(body))]
    return "".join(runs)


def _shape(where: Spot, texts: Sequence[tuple[str, str]], number: int) -> str:
    """A hidden box beside the cell, tall enough for its text."""
    pieces = [piece for pair in texts for part in pair for piece in part.split("\n")]
    lines = sum(1 + len(piece) // LETTERS_A_LINE for piece in pieces) + len(texts)
    row, column = where[0] - 1, where[1] - 1
    tall = max(3, -(-lines * 12 // 15))  # rows of 15 points
    left = column + 1 if column < 16380 else column - 3
    top = max(0, min(row - 1, 1048575 - tall))
    anchor = f"{left}, 15, {top}, 2, {left + 3}, 60, {top + tall}, 4"
    return SHAPE.format(spaces=SPACES, number=number, height=lines * 12 + 8, anchor=anchor, row=row, column=column)


def _without_shape(data: bytes, row: int, column: int) -> bytes:
    """The drawing without the note of one cell."""
    for match in re.finditer(rb"<v:shape\b(?!type).*?</v:shape>", data, re.DOTALL):
        if re.search(rb"<x:Row>\s*%d\s*<" % (row - 1), match[0]) and re.search(
            rb"<x:Column>\s*%d\s*<" % (column - 1), match[0]
        ):
            return data[: match.start()] + data[match.end() :]
    return data
