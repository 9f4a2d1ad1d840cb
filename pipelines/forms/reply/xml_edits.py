"""Edit XML at byte offsets, so that everything else stays the bytes that were sent.

The parser is expat. A document type declaration, and with it every entity, is refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat


class NotEditableError(ValueError):
    """The package cannot be edited with certainty. The caller answers with a copy; nobody reads this text."""


@dataclass
class Node:
    """One element of a part: its name with the prefix as written, its attributes, the byte offsets of its tags."""

    name: str
    attributes: dict[str, str]
    start: int
    inner: int  # after the opening tag
    close: int  # where the closing tag begins; equal to `inner` for an element without one
    end: int  # after the closing tag
    children: list[Node] = field(default_factory=lambda: [])

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """The prefix with its colon: `x:` where the element is written <x:name>, else empty."""
        head, colon, _ = self.name.rpartition(":")
        return head + colon

    @property
    def is_empty(self) -> bool:
        """Whether the element is written <name/>."""
        return self.close == self.inner == self.end

    def child(self, local: str) -> Node | None:
        """Return the first child of that local name."""
        return next((child for child in self.children if child.local == local), None)

    def all(self, local: str) -> list[Node]:
        """Return every child of that local name."""
        return [child for child in self.children if child.local == local]

    def walk(self) -> Iterator[Node]:
        """Yield the element and all elements in it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


def as_utf8(data: bytes) -> bytes:
    """Convert a part in UTF-16 to UTF-8; any other is returned as it is."""
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    text = data.decode("utf-16")
    return re.sub(r"""(<\?xml[^>]*encoding=)(["'])[^"']*\2""", r'\1"UTF-8"', text, count=1).encode()


def new_parser() -> expat.XMLParserType:
    """Return an expat parser that raises NotEditableError for a document type declaration."""

    def refuse(*_: object) -> None:
        raise NotEditableError("DOCTYPE")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    return parser


def tag_end(data: bytes, start: int) -> int:
    """Return the offset after the opening tag that begins at `start`; `>` in an attribute's value does not end it."""
    found = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""").match(data, start)
    if found is None:
        raise NotEditableError(f"byte {start}")
    return found.end()


def tree(data: bytes) -> Node:
    """Parse a whole part and return its root."""
    parser = new_parser()
    root = Node("", {}, 0, 0, 0, 0)
    open_nodes = [root]

    def begin(name: str, attributes: dict[str, str]) -> None:
        start = parser.CurrentByteIndex
        inner = tag_end(data, start)
        node = Node(name, attributes, start, inner, inner, inner)
        open_nodes[-1].children.append(node)
        open_nodes.append(node)

    def finish(_: str) -> None:
        node = open_nodes.pop()
        at = parser.CurrentByteIndex
        if data[node.inner - 2 : node.inner] != b"/>":
            node.close, node.end = at, data.index(b">", at) + 1

    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    parse(parser, data)
    return root.children[0]


def parse(parser: expat.XMLParserType, data: bytes) -> None:
    """Run the parser over `data`. Raises NotEditableError for broken XML."""
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise NotEditableError(str(error)) from error


class _Edit(NamedTuple):
    """Bytes [start, end) give way to `text`; of edits at one place the one of the lower number comes first."""

    start: int
    end: int
    number: int
    text: bytes


class Edits:
    """Replacements at byte offsets of one part, applied together."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._edits: list[_Edit] = []

    def replace(self, start: int, end: int, text: str) -> None:
        """Replace bytes [start, end) by `text`, which is ASCII with other characters as references."""
        self._edits.append(_Edit(start, end, len(self._edits), text.encode("ascii")))

    def insert(self, offset: int, text: str) -> None:
        """Insert `text` at a byte offset."""
        self.replace(offset, offset, text)

    def append_to(self, node: Node, text: str) -> None:
        """Insert `text` before the closing tag of an element; an element without one gets one."""
        if node.is_empty:
            self.replace(node.end - 2, node.end, f">{text}</{node.name}>")
        else:
            self.insert(node.close, text)

    def set(self, node: Node, attribute: str, value: str) -> None:
        """Set an attribute in the opening tag of an element."""
        tag = self.data[node.start : node.inner]
        found = re.search(rb"""\s%s\s*=\s*("[^"]*"|'[^']*')""" % re.escape(attribute.encode()), tag)
        if found:
            self.replace(node.start + found.start(1), node.start + found.end(1), f'"{value}"')
        else:
            self.insert(node.start + 1 + len(node.name.encode()), f' {attribute}="{value}"')

    def to_bytes(self) -> bytes:
        """Return the part with all edits; they must not overlap."""
        pieces: list[bytes] = []
        offset = 0
        for edit in sorted(self._edits):
            pieces += [self.data[offset : edit.start], edit.text]
            offset = edit.end
        return b"".join([*pieces, self.data[offset:]])
