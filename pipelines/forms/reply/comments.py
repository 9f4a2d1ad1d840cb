"""The comments of a sheet and the VML drawing that shows them; the sender's comments stay as they are.

A cell holds one comment. Where the sender has written one, the reply's text is added below it. Comments of an earlier
reply are replaced.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.forms.reply.cells import CellPosition, column_letters, parse_address
from pipelines.forms.reply.marks import AUTHOR, Paragraph, xml_text
from pipelines.forms.reply.package import Package
from pipelines.forms.reply.styles import MAIN
from pipelines.forms.reply.xml_edits import Edits, Node, NotEditableError, tree

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
Texts = Mapping[CellPosition, Sequence[Paragraph]]  # a paragraph for each mark of a cell


@dataclass
class SheetComments:
    """The comments of one sheet of a package."""

    package: Package
    sheet: str  # the sheet's part
    base: str  # of relationship types: transitional or strict

    def __post_init__(self) -> None:
        links = self.package.relationships(self.sheet)
        self.part = next((link.target for link in links if link.kind == "comments"), None)
        self.drawings = {link.id: link.target for link in links if link.kind == "vmlDrawing"}

    def cells_of_earlier_reply(self) -> set[CellPosition]:
        """Return the cells whose comment an earlier reply wrote, and the sender did not."""
        if self.part is None:
            return set()
        root = tree(self.package.read(self.part))
        author = _authors(root, self.package.read(self.part)).get(AUTHOR)
        ours = [node for node in _comments(root) if node.attributes.get("authorId") == author]
        return {parse_address(node.attributes["ref"]) for node in ours}

    def write(self, texts: Texts, earlier: set[CellPosition], legacy_drawing: str | None) -> str | None:
        """Write the comments, in place of those of an earlier reply.

        `legacy_drawing` is the relationship id of the sheet's drawing. Returns the id of a new drawing, which the sheet
        must name; None where there is none.
        """
        extended = self._write_comments(texts, earlier)
        drawing = self.drawings.get(legacy_drawing or "")
        if drawing is None and extended.issuperset(texts):
            return None
        new = None
        if drawing is None:
            drawing = self.package.free_name("xl/drawings/vmlDrawingChiso{}.vml")
            self.package.write(drawing, BLANK_DRAWING.encode())
            self.package.add_content_type(drawing, DRAWING_TYPE)
            new = self.package.add_relationship(self.sheet, "vmlDrawing", drawing, self.base)
        new_texts = {position: texts[position] for position in texts if position not in extended}
        self._write_shapes(drawing, new_texts, earlier)
        return new

    def _write_comments(self, texts: Texts, earlier: set[CellPosition]) -> set[CellPosition]:
        """Write the comments part; return the cells whose comment is the sender's, extended: they have a shape."""
        if self.part is None:
            self.part = self.package.free_name("xl/commentsChiso{}.xml")
            main = STRICT_MAIN if "purl.oclc.org" in self.base else MAIN
            blank = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{main}">'
            self.package.write(self.part, f"{blank}<authors/><commentList/></comments>".encode())
            self.package.add_content_type(self.part, COMMENTS_TYPE)
            self.package.add_relationship(self.sheet, "comments", self.part, self.base)
        data = self.package.read(self.part)
        root, edits = tree(data), Edits(data)
        authors, comments = root.child("authors"), root.child("commentList")
        if authors is None or comments is None:
            raise NotEditableError(self.part)
        p = root.prefix
        author = _authors(root, data).get(AUTHOR)
        if author is None:
            author = str(len(authors.children))
            edits.append_to(authors, f"<{p}author>{AUTHOR}</{p}author>")
        extended: set[CellPosition] = set()
        for node in comments.children:
            position = parse_address(node.attributes.get("ref", ""))
            if position in earlier:
                edits.replace(node.start, node.end, "")
            else:
                _extend(edits, node, texts.get(position, ()))
                extended |= {position} & texts.keys()
        new = "".join(
            f'<{p}comment ref="{column_letters(position.column)}{position.row}" authorId="{author}"><{p}text>'
            f"{_runs(p, texts[position])}</{p}text></{p}comment>"
            for position in sorted(texts)
            if position not in extended
        )
        if new:
            edits.append_to(comments, new)
        self.package.write(self.part, edits.to_bytes())
        return extended

    def _write_shapes(self, drawing: str, texts: Texts, earlier: set[CellPosition]) -> None:
        """Write the shapes of new comments. VML is often no well-formed XML, so it is searched and not parsed."""
        data = self.package.read(drawing)
        for position in earlier:
            data = _without_shape(data, position)
        end = data.rfind(b"</")  # of the root, whatever its prefix
        if end < 0:
            raise NotEditableError(drawing)
        number = max([FIRST_SHAPE - 1, *map(int, re.findall(rb"_x0000_s(\d{1,9})\b", data))])
        new = "" if b'"_x0000_t202"' in data or b"'_x0000_t202'" in data else SHAPE_TYPE
        for n_new, position in enumerate(sorted(texts), 1):
            new += _shape(position, texts[position], number + n_new)
        self.package.write(drawing, data[:end] + new.encode() + data[end:])


def _comments(root: Node) -> list[Node]:
    found = root.child("commentList")
    return found.children if found else []


def _authors(root: Node, data: bytes) -> dict[str, str]:
    """Return the index of each author by name."""
    found = root.child("authors")
    nodes = found.children if found else []
    names = [data[node.inner : node.close].decode("utf-8", "replace").strip() for node in nodes]
    return {name: str(number) for number, name in enumerate(names)}


def _extend(edits: Edits, comment: Node, texts: Sequence[Paragraph]) -> None:
    """Add the reply's text below the sender's, in place of an earlier reply's.

    A plain text becomes a run, since few programs show a text and runs together.
    """
    text = comment.child("text")
    if text is None:
        raise NotEditableError("comment without text")
    p = text.prefix
    offset = text.inner
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
        offset = node.end
    new = BOLD.format(p=p, text=xml_text(f"\n— {AUTHOR} —\n")) + _runs(p, texts)
    if text.is_empty:
        edits.append_to(text, new)
    else:
        edits.insert(offset, new)


def _runs(p: str, texts: Sequence[Paragraph]) -> str:
    """Return the runs of a comment, headings in bold; `p` is the prefix of its elements."""
    runs: list[str] = []
    for number, paragraph in enumerate(texts):
        gap = "\n\n" if number else ""
        runs.append(BOLD.format(p=p, text=f"{gap}{xml_text(paragraph.heading)}\n"))
        runs.append(PLAIN.format(p=p, text=xml_text(paragraph.body)))
    return "".join(runs)


def _shape(position: CellPosition, texts: Sequence[Paragraph], number: int) -> str:
    """Return a hidden box beside the cell, high enough for its text."""
    pieces = [piece for paragraph in texts for part in paragraph for piece in part.split("\n")]
    lines = sum(1 + len(piece) // LETTERS_A_LINE for piece in pieces) + len(texts)
    row, column = position.row - 1, position.column - 1
    n_rows = max(3, -(-lines * 12 // 15))  # of 15 points
    left = column + 1 if column < 16380 else column - 3
    top = max(0, min(row - 1, 1048575 - n_rows))
    anchor = f"{left}, 15, {top}, 2, {left + 3}, 60, {top + n_rows}, 4"
    return SHAPE.format(spaces=SPACES, number=number, height=lines * 12 + 8, anchor=anchor, row=row, column=column)


def _without_shape(data: bytes, position: CellPosition) -> bytes:
    """Return the drawing without the comment box of one cell."""
    row = re.compile(rb"<x:Row>\s*%d\s*<" % (position.row - 1))
    column = re.compile(rb"<x:Column>\s*%d\s*<" % (position.column - 1))
    for match in re.finditer(rb"<v:shape\b(?!type).*?</v:shape>", data, re.DOTALL):
        if row.search(match[0]) and column.search(match[0]):
            return data[: match.start()] + data[match.end() :]
    return data
