"""What a declaration workbook is made of, as the caller knows it: rows, what the sheet holds, open choices, lists."""

from __future__ import annotations

from dataclasses import dataclass, field

Row = dict[str, str]


@dataclass(frozen=True)
class Beside:
    """What the file holds where a row was found."""

    sheet: str = ""
    cell: str = ""
    printed: str = ""
    figures: tuple[str, ...] = ()


@dataclass
class DeclaredForm:
    """The rows of one form by seed table, as proposed; placeholders stand in `< >`."""

    rows: dict[str, list[Row]]
    beside: dict[tuple[str, str, str], Beside] = field(default_factory=dict[tuple[str, str, str], Beside])
    kept: dict[str, list[Row]] = field(default_factory=dict[str, list[Row]])  # of the version before


@dataclass
class Declaration:
    """The whole workbook."""

    source: dict[str, str]  # key of SOURCE_KEYS -> text
    forms: list[DeclaredForm]
    lists: dict[str, list[tuple[str, str]]]  # list -> code and name
    hints: dict[str, str] = field(default_factory=dict[str, str])  # mark -> the nearest codes with their names


@dataclass
class Choice:
    """One open choice: its mark, the list that it is chosen from, where it stands and what the sheet holds there."""

    mark: str
    list_name: str
    places: list[str] = field(default_factory=list[str])
    figures: str = ""
