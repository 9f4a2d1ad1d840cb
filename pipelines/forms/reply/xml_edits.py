"""XML edited at byte offsets: what is not touched stays the very bytes that were sent.

Here: where elements begin and end in a part, and splicing. Not here: what the parts of a workbook mean. The parser is
expat; a document type declaration, and with it every entity, is refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat


class CannotAnnotate(ValueError):
    """The package cannot be edited with certainty; the sender gets a copy instead."""


@dataclass
class Node:
    """One element: `name` with its prefix as written, byte offsets of its tags."""

    name: str
    attributes: dict[str, str]
    start: int
    inner: int  # behind the opening tag
    close: int  # where the closing tag begins; equal to `inner` for an empty element
    end: int
    children: list[Node] = field(default_factory=lambda: [])

    @property
    def local(self) -> str:
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """`x:` where the element is written <x:name>, else nothing."""
        head, colon, _ = self.name.rpartition(":")
        return head + colon

    @property
    def is_empty(self) -> bool:
        return self.close == self.inner == self.end

    def child(self, local: str) -> Node | None:
        """The first child of that local name."""
        return next((child for child in self.children if child.local == local), None)

    def all(self, local: str) -> list[Node]:
        """Every child of that local name."""
        return [child for child in self.children if child.local == local]

    def walk(self) -> Iterator[Node]:
        """The element and everything in it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


def as_utf8(data: bytes) -> bytes:
    """A part in UTF-16 as UTF-8; any other stays as it is."""
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    text = data.decode("utf-16")
    return re.sub(r"""(<\?xml[^>]*encoding=)(["'])[^"']*\2""", r'\1"UTF-8"', text, count=1).encode()


def parser() -> expat.XMLParserType:
    """An expat parser that refuses document types."""

    def refuse(*_: object) -> None:
        raise CannotAnnotate("DOCTYPE")

    made = expat.ParserCreate()
    made.StartDoctypeDeclHandler = refuse
    return made


def tag_end(data: bytes, start: int) -> int:
    """Behind the `>` of the opening tag that begins at `start`; `>` in an attribute's value does not count."""
    found = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""").match(data, start)
    if found is None:
        raise CannotAnnotate(f"byte {start}")
    return found.end()


def tree(data: bytes) -> Node:
    """The whole part as nodes."""
    made = parser()
    root = Node("", {}, 0, 0, 0, 0)
    open_nodes = [root]

    def begin(name: str, attributes: dict[str, str]) -> None:
        start = made.CurrentByteIndex
        inner = tag_end(data, start)
        node = Node(name, attributes, start, inner, inner, inner)
        open_nodes[-1].children.append(node)
        open_nodes.append(node)

    def finish(_: str) -> None:
        node = open_nodes.pop()
        at = made.CurrentByteIndex
        if data[node.inner - 2 : node.inner] != b"/>":
            node.close, node.end = at, data.index(b">", at) + 1

    made.StartElementHandler, made.EndElementHandler = begin, finish
    parse(made, data)
    return root.children[0]


def parse(made: expat.XMLParserType, data: bytes) -> None:
    """Run the parser; broken XML is CannotAnnotate."""
    try:
        made.Parse(data, True)
    except expat.ExpatError as fault:
        raise CannotAnnotate(str(fault)) from fault


class Edits:
    """Replacements at byte offsets of one part, applied together."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._edits: list[tuple[int, int, int, bytes]] = []

    def replace(self, start: int, end: int, text: str) -> None:
        """Put `text` (ASCII, characters as references) in place of bytes [start, end)."""
        self._edits.append((start, end, len(self._edits), text.encode("ascii")))

    def insert(self, at: int, text: str) -> None:
        self.replace(at, at, text)

    def append_to(self, node: Node, text: str) -> None:
        """Put `text` in at the end of an element, which is opened where it was empty."""
        if node.is_empty:
            self.replace(node.end - 2, node.end, f">{text}</{node.name}>")
        else:
            self.insert(node.close, text)

    def set(self, node: Node, attribute: str, value: str) -> None:
        """Set an attribute in the opening tag."""
        tag = self.data[node.start : node.inner]
        found = re.search(rb"""\s%s\s*=\s*("[^"]*"|'[^']*')""" % re.escape(attribute.encode()), tag)
        if found:
            self.replace(node.start + found.start(1), node.start + found.end(1), f'"{value}"')
        else:
            self.insert(node.start + 1 + len(node.name.encode()), f' {attribute}="{value}"')

    def done(self) -> bytes:
        """The part with all edits; they must not overlap."""
        pieces: list[bytes] = []
        at = 0
        for start, end, _, text in sorted(self._edits):
            pieces += [self.data[at:start], text]
            at = end
        return b"".join([*pieces, self.data[at:]])
