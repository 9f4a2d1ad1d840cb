"""What a user types for an area or a period, found in a table of areas or periods.

Here: codes, ids and Vietnamese names to keys. Not here: how names are folded (codebook/text.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipelines.cli.screen import Screen
from pipelines.codebook.text import name_ascii, name_fold

if TYPE_CHECKING:
    import polars as pl


class NameFault(Exception):
    """What was typed names nothing, or several things; the message is in the user's language."""

    def __init__(self, message: str) -> None:
        self.message_vi = self.message_en = message
        super().__init__(message)


def find_area(areas: pl.DataFrame, text: str, screen: Screen) -> str:
    """The area_id for an id, a code or a name; present areas win over abolished ones, full marks over none."""
    rows = areas.select("area_id", "code", "name_vi", "kind_vi", "valid_to").to_dicts()
    folds: tuple[Callable[[str], str], ...] = (name_fold, name_ascii)
    ways: list[Callable[[dict[str, str]], bool]] = [lambda row: text in (row["area_id"], row["code"])]
    for fold in folds:
        wanted = fold(text)
        ways.append(
            lambda row, fold=fold, wanted=wanted: (
                wanted in (fold(row["name_vi"]), fold(f"{row['kind_vi']} {row['name_vi']}"))
            )
        )
    for way in ways:
        found = [row for row in rows if way(row)]
        found = (
            [row for row in found if row["area_id"] == text]
            or [row for row in found if row["valid_to"] is None]
            or found
        )
        if len(found) == 1:
            return str(found[0]["area_id"])
        if found:
            choices = ", ".join(f"{row['area_id']} ({row['kind_vi']} {row['name_vi']})" for row in found)
            raise NameFault(screen.word("area_ambiguous", text=text, choices=choices))
    raise NameFault(screen.word("area_unknown", text=text))


def find_period(periods: pl.DataFrame, text: str, screen: Screen) -> str:
    """The period code; `2014`, which the administrative calendar may not have, falls back to `S2014`."""
    known = set(periods["period_code"].to_list())
    for code in (text, f"S{text}"):
        if code in known:
            return code
    raise NameFault(screen.word("period_unknown", text=text))
