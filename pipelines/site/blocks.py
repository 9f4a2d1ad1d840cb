"""What a page consists of: sections of text, facts, tables, pictures. One template renders each kind of block.

Texts of blocks are plain strings and are escaped when a page is rendered; only pictures hold markup.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

# How a mark is shown: by a sign and a shade, always beside its word.
GOOD, WATCH, BAD, NEUTRAL = "good", "watch", "bad", "neutral"


@dataclass(frozen=True)
class Mark:
    """A state in words with its sign: `tone` is GOOD, WATCH, BAD or NEUTRAL."""

    text: str
    tone: str = NEUTRAL


@dataclass(frozen=True)
class Cell:
    """A cell of a table. `sort` is what its column is sorted by (default: the text); `note` stands small below."""

    text: str
    href: str | None = None
    sort: float | str | None = None
    note: str = ""
    mark: Mark | None = None


# How the cells of a column are set: text, numbers flush right, short codes that do not break.
TEXT, NUMBER, SHORT = "", "n", "c"


@dataclass(frozen=True)
class Column:
    """A column of a table; `kind` is TEXT, NUMBER or SHORT."""

    name: str
    kind: str = TEXT


@dataclass(frozen=True)
class Table:
    """A table. The first cell of each row is its header; rows have one cell a column.

    `has_filter` puts a search field above it.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    has_filter: bool = False
    empty: str = ""
    kind: str = field(default="table", init=False)


@dataclass(frozen=True)
class Picture:
    """An SVG picture. Phones leave out one that `is_wide`: a table beside it says the same."""

    svg: Markup
    caption: str = ""
    is_wide: bool = False
    kind: str = field(default="picture", init=False)


@dataclass(frozen=True)
class Text:
    """A paragraph. `lead` is printed bold before it; `lang` where it is not in the language of the page."""

    text: str
    lead: str = ""
    lang: str = ""
    href: str | None = None
    kind: str = field(default="text", init=False)


@dataclass(frozen=True)
class Facts:
    """Pairs of a term and its value."""

    pairs: Sequence[tuple[str, Cell]]
    kind: str = field(default="facts", init=False)


@dataclass(frozen=True)
class Tile:
    """One large number of an overview with its label and a link to the page that explains it."""

    label: str
    number: str
    href: str
    note: str = ""
    mark: Mark | None = None


@dataclass(frozen=True)
class Tiles:
    """Large numbers side by side."""

    tiles: Sequence[Tile]
    kind: str = field(default="tiles", init=False)


@dataclass(frozen=True)
class Quote:
    """Words of a document, with the line they stand in."""

    text: str
    source: str
    kind: str = field(default="quote", init=False)


@dataclass(frozen=True)
class Sign:
    """A cell of a matrix: a sign, and in words what is wrong; empty words where nothing is."""

    sign: str
    words: str = ""
    tone: str = NEUTRAL


@dataclass(frozen=True)
class Matrix:
    """Signs of rows by column; `legend` says what each sign means. Only what is wrong is in colour."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[tuple[Cell, Sequence[Sign]]]
    legend: Sequence[tuple[str, str]]
    kind: str = field(default="matrix", init=False)


@dataclass(frozen=True)
class Simulator:
    """Sliders that change an area's figures and show its score and rank; `data` is what assets/simulator.js reads."""

    data: Mapping[str, Any]
    words: Mapping[str, str]
    kind: str = field(default="simulator", init=False)


Block = Simulator | Table | Picture | Text | Facts | Tiles | Quote | Matrix


@dataclass(frozen=True)
class Section:
    """A part of a page under a heading. `anchor` is its id; `is_folded` shows only the heading until it is opened."""

    title: str
    blocks: Sequence[Block]
    anchor: str = ""
    is_folded: bool = False


@dataclass(frozen=True)
class Page:
    """A page. `path` is relative to the tree of its language, with / between folders; `nav` names its menu entry."""

    path: str
    title: str
    sections: Sequence[Section]
    nav: str
    lead: str = ""
    parents: Sequence[tuple[str, str]] = ()  # (title, path) of the pages above, for the trail
    scripts: Sequence[str] = ()  # names of assets beside the site's own script
    finds: Sequence[tuple[str, str]] = ()  # (title, path with #anchor) of what else the search finds on this page
